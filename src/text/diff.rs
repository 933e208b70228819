use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff, group_diff_ops, udiff::UnifiedHunkHeader};

use super::is_hidden;

/// The number of unchanged lines around a change.
const CONTEXT_LINES: usize = 3;

/// The number of lines of each text that are compared at once: the time that it takes to find the smallest
/// diff may grow with its square.
const WINDOW_LINES: usize = 1024;

/// Returns the unified diff from `old` to `new`, both of the file at `path` (relative, with `/`, the bytes on
/// disk), as `git apply` accepts it. Empty if they are equal.
pub fn unified_diff(path: &[u8], old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    // As in Git, only LF ends a line: a CR belongs to its line.
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let name = |prefix: &[u8]| quoted(&[prefix, path].concat());
    let mut out = format!("--- {}\n+++ {}\n", name(b"a/"), name(b"b/"));
    for hunk in group_diff_ops(changes(&old, &new), CONTEXT_LINES) {
        out.extend([&UnifiedHunkHeader::new(&hunk).to_string(), "\n"]);
        for change in hunk.iter().flat_map(|op| op.iter_changes(&old, &new)) {
            out.extend([&change.tag().to_string(), change.value()]);
            if !change.value().ends_with('\n') {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    out
}

/// Returns numbers of the lines `old` and `new`: equal lines have the same.
fn numbered(old: &[&str], new: &[&str]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers = HashMap::with_capacity(old.len() + new.len());
    let mut number = |line| {
        let next = numbers.len();
        *numbers.entry(line).or_insert(next)
    };
    let of_old: Vec<usize> = old.iter().map(|line| number(*line)).collect();
    // Most lines are as far from the start, or from the end, as they were, and need not be looked up.
    let of_new = new.iter().enumerate().map(|(at, line)| {
        let from_end = (at + old.len()).checked_sub(new.len());
        let same = [Some(at), from_end].into_iter().flatten().find(|same| old.get(*same) == Some(line));
        same.map_or_else(|| number(*line), |same| of_old[same])
    });
    let of_new = of_new.collect();
    (of_old, of_new)
}

/// Returns the changes from the lines `old` to the lines `new`: as few as possible if they fit into a window.
fn changes(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let (old, new) = numbered(old, new);
    let mut changes: Vec<DiffOp> = Vec::new();
    let (mut old_done, mut new_done) = (0, 0);
    while old_done < old.len() || new_done < new.len() {
        let old_end = old.len().min(old_done + WINDOW_LINES);
        let new_end = new.len().min(new_done + WINDOW_LINES);
        let mut window = capture_diff(Algorithm::Myers, &old, old_done..old_end, &new, new_done..new_end);
        if old_end < old.len() || new_end < new.len() {
            let is_settled = |op: &DiffOp| {
                let (old, new) = (op.old_range().end - old_done, op.new_range().end - new_done);
                matches!(op, DiffOp::Equal { .. }) && old.max(new) > WINDOW_LINES / 2
            };
            // What follows the last equal lines may have its counterpart outside of the window.
            if let Some(last) = window.iter().rposition(is_settled) {
                window.truncate(last + 1);
            }
        }
        for op in window {
            (old_done, new_done) = (op.old_range().end, op.new_range().end);
            match (changes.last_mut(), op) {
                (Some(DiffOp::Equal { len: before, .. }), DiffOp::Equal { len, .. }) => *before += len,
                _ => changes.push(op),
            }
        }
    }
    changes
}

/// Returns `name` as Git writes it in a header: quoted as in C if it contains a hidden character, a quote, a
/// backslash or bytes that are not UTF-8.
fn quoted(name: &[u8]) -> String {
    let is_quoted = |c: char| is_hidden(c) || matches!(c, '"' | '\\');
    if let Ok(name) = std::str::from_utf8(name)
        && !name.contains(is_quoted)
    {
        // A space would end the name; a tab after it marks its real end.
        return if name.contains(' ') { format!("{name}\t") } else { name.to_owned() };
    }
    let octal = |byte: &u8| format!("\\{byte:03o}");
    let mut quoted = String::from('"');
    for chunk in name.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '"' | '\\' => quoted.extend(['\\', c]),
                '\n' => quoted.push_str("\\n"),
                '\t' => quoted.push_str("\\t"),
                c if is_hidden(c) => quoted.extend(c.encode_utf8(&mut [0; 4]).as_bytes().iter().map(octal)),
                c => quoted.push(c),
            }
        }
        quoted.extend(chunk.invalid().iter().map(octal));
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_last_newline_is_marked() {
        let diff = unified_diff(b"a.md", "x\r\ny", "x\r\ny\n");
        assert_eq!(
            diff,
            "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n x\r\n-y\n\\ No newline at end of file\n+y\n"
        );
    }

    #[test]
    fn a_name_with_blanks_or_quotes_is_written_as_git_does() {
        let header = |name: &[u8]| unified_diff(name, "a\n", "b\n").lines().next().unwrap().to_owned();
        assert_eq!(header("日本 語.md".as_bytes()), "--- a/日本 語.md\t");
        assert_eq!(header(b"a\"b.md"), "--- \"a/a\\\"b.md\"");
        assert_eq!(header("a\n\u{1b}\u{202e}日.md".as_bytes()), "--- \"a/a\\n\\033\\342\\200\\256日.md\"");
        assert_eq!(header(b"\xff b.md"), "--- \"a/\\377 b.md\"");
    }

    /// Returns `old` with `diff` applied to it.
    fn patched(old: &str, diff: &str) -> String {
        let mut rest = old.split_inclusive('\n').enumerate().peekable();
        let mut out = String::new();
        let mut lines = diff.split_inclusive('\n').skip(2).peekable();
        while let Some(line) = lines.next() {
            let (tag, line) = line.split_at(1);
            let is_last = lines.next_if(|next| next.starts_with('\\')).is_some();
            let line = if is_last { line.trim_end_matches('\n') } else { line };
            match tag {
                "@" => {
                    let old = line.split_once('-').unwrap().1.split_once(' ').unwrap().0;
                    let (start, count) = old.split_once(',').unwrap_or((old, "1"));
                    let start = start.parse::<usize>().unwrap() - usize::from(count != "0");
                    while let Some((_, kept)) = rest.next_if(|(at, _)| *at < start) {
                        out.push_str(kept);
                    }
                }
                "+" => out.push_str(line),
                _ => {
                    assert_eq!(rest.next().unwrap().1, line);
                    out.push_str(if tag == " " { line } else { "" });
                }
            }
        }
        out.extend(rest.map(|(_, kept)| kept));
        out
    }

    #[test]
    fn a_diff_of_any_length_makes_one_text_of_the_other() {
        let lines = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
        let plain = lines(3_000, &|at| format!("{at}\n"));
        for new in [
            lines(3_000, &|at| format!("{at} \n")),
            lines(3_000, &|at| format!("{at}{}\n", if at.is_multiple_of(2) { " " } else { "" })),
            lines(3_000, &|at| {
                if at.is_multiple_of(170) { "inserted\n".repeat(at / 5) } else { format!("{at}\n") }
            }),
            lines(300, &|at| format!("{}\n", at * 10)),
            lines(3_000, &|at| format!("{}\n", 3_000 - at)),
            "same\n".repeat(5_000),
            plain.trim_end().to_owned(),
            String::new(),
        ] {
            assert_eq!(patched(&plain, &unified_diff(b"a.md", &plain, &new)), new);
            assert_eq!(patched(&new, &unified_diff(b"a.md", &new, &plain)), plain);
        }
    }

    #[test]
    fn lines_that_are_far_apart_are_changed_alone() {
        let lines = |changed: &str| {
            (0..10_000)
                .map(|at: usize| if at.is_multiple_of(999) { changed } else { "same\n" })
                .collect::<String>()
        };
        let diff = unified_diff(b"a.md", &lines("a\n"), &lines("b\n"));
        assert_eq!(diff.lines().filter(|line| line.starts_with(['-', '+'])).count(), 2 + 2 * 11);
    }

    #[test]
    fn equal_texts_have_no_diff() {
        assert_eq!(unified_diff(b"a.md", "a", "a"), "");
    }
}
