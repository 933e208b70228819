use similar::{Algorithm, TextDiff};

use super::is_hidden;

/// Returns the unified diff from `old` to `new`, both of the file at `path` (relative, with `/`, the bytes on
/// disk), as `git apply` accepts it. Empty if they are equal.
pub fn unified_diff(path: &[u8], old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    // As in Git, only LF ends a line: a CR belongs to its line.
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let diff =
        TextDiff::configure().algorithm(Algorithm::Myers).newline_terminated(true).diff_slices(&old, &new);
    let name = |prefix: &[u8]| quoted(&[prefix, path].concat());
    let mut out = format!("--- {}\n+++ {}\n", name(b"a/"), name(b"b/"));
    for hunk in diff.unified_diff().iter_hunks() {
        out.extend([&hunk.header().to_string(), "\n"]);
        for change in hunk.iter_changes() {
            out.extend([&change.tag().to_string(), change.value()]);
            if !change.value().ends_with('\n') {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    out
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

    #[test]
    fn equal_texts_have_no_diff() {
        assert_eq!(unified_diff(b"a.md", "a", "a"), "");
    }
}
