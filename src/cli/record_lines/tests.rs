use super::*;

/// Gives its parts one at a time.
struct Parts(Vec<Vec<u8>>);

impl Read for Parts {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(part) = self.0.first_mut() else { return Ok(0) };
        let taken = part.len().min(into.len());
        into[..taken].copy_from_slice(&part[..taken]);
        part.drain(..taken);
        if part.is_empty() {
            self.0.remove(0);
        }
        Ok(taken)
    }
}

/// The batches of lines: the first bytes of each, or `!` for one that is too long.
fn batches(parts: &[&[u8]]) -> Vec<Vec<String>> {
    let mut lines = RecordLines::new(Parts(parts.iter().map(|part| part.to_vec()).collect()));
    let mut batches = Vec::new();
    while let Some(batch) = lines.next().unwrap() {
        let shown = batch.iter().map(|line| match line {
            RecordLine::Bytes(bytes) => String::from_utf8_lossy(&bytes[..bytes.len().min(9)]).into_owned(),
            RecordLine::TooLong => "!".to_owned(),
        });
        batches.push(shown.collect());
    }
    batches
}

#[test]
fn what_has_arrived_is_returned_before_more_is_awaited() {
    assert_eq!(batches(&[b"a\nb\nc", b"d\n", b"e\n"]), [vec!["a", "b"], vec!["cd"], vec!["e"]]);
    assert_eq!(batches(&[b"a\n\n", b"\n"]), [vec!["a", ""], vec![""]]);
    assert_eq!(batches(&[b"a\nb"]), [["a"], ["b"]]);
    assert_eq!(batches(&[b"\xef\xbb\xbfa\n"]), [["a"]]);
    assert!(batches(&[]).is_empty());
}

#[test]
fn a_line_that_is_too_long_is_one_line() {
    let long = vec![b'x'; MAX_LINE_BYTES + 1];
    let longest = vec![b'x'; MAX_LINE_BYTES];
    let expected = [vec!["a"], vec!["!"], vec!["b", "c"], vec!["d"]];
    assert_eq!(batches(&[b"a\n", &long, &long, b"\nb\nc\nd"]), expected);
    assert_eq!(batches(&[&long, b"\nb\n"]), [["!"], ["b"]]);
    assert_eq!(batches(&[&longest, b"\nb\n"]), [["xxxxxxxxx", "b"]]);
    assert_eq!(batches(&[&long]), [["!"]]);
}
