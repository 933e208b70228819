use similar::{Algorithm, TextDiff};

/// Returns the unified diff from `old` to `new`, both of the file at `path` (relative, with `/`), as
/// `git apply` accepts it. Empty if they are equal.
pub fn unified_diff(path: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    // As in Git, only LF ends a line: a CR belongs to its line.
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let diff =
        TextDiff::configure().algorithm(Algorithm::Myers).newline_terminated(true).diff_slices(&old, &new);
    let name = |prefix: &str| quoted(&format!("{prefix}/{path}"));
    let mut out = format!("--- {}\n+++ {}\n", name("a"), name("b"));
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

/// Returns `name` as Git writes it in a header: quoted as in C if it contains a control character, a
/// quote or a backslash.
fn quoted(name: &str) -> String {
    if !name.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) {
        // A space would end the name; a tab after it marks its real end.
        return if name.contains(' ') { format!("{name}\t") } else { name.to_owned() };
    }
    let mut quoted = String::from('"');
    for c in name.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let mut bytes = [0; 4];
                quoted.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("\\{byte:03o}")));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_last_newline_is_marked() {
        let diff = unified_diff("a.md", "x\r\ny", "x\r\ny\n");
        assert_eq!(
            diff,
            "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n x\r\n-y\n\\ No newline at end of file\n+y\n"
        );
    }

    #[test]
    fn a_name_with_blanks_or_quotes_is_written_as_git_does() {
        assert!(unified_diff("日本 語.md", "a\n", "b\n").starts_with("--- a/日本 語.md\t\n"));
        assert!(unified_diff("a\"b.md", "a\n", "b\n").starts_with("--- \"a/a\\\"b.md\"\n"));
    }

    #[test]
    fn equal_texts_have_no_diff() {
        assert_eq!(unified_diff("a.md", "a", "a"), "");
    }
}
