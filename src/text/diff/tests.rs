use super::*;

#[test]
fn a_missing_last_newline_is_marked() {
    let diff = unified_diff(b"a.md", "x\r\ny", "x\r\ny\n");
    assert_eq!(diff, "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n x\r\n-y\n\\ No newline at end of file\n+y\n");
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
