use super::*;
use crate::note::{Fences, Normalization, semantically_equal};

/// Lines in which trailing whitespace may have a meaning, alone or beside each other.
const LINES: [&str; 27] = [
    "a  ",
    "a \t",
    " ",
    "    ",
    "      a  ",
    "**a** ",
    "`a` ",
    "`a ",
    "b` ",
    "[a](b) ",
    "[a]: b ",
    "- ",
    "- a  ",
    "> ",
    "> a  ",
    "# a ",
    "a: ",
    "| a | ",
    "|-|  ",
    "--- ",
    "=== ",
    "``` ",
    "<b> ",
    "<!-- ",
    "$$ ",
    "a\\ ",
    "*a ",
];

fn certain_deletions(text: &str) -> usize {
    let trimmed =
        Normalization { from_value: str::to_owned, from_words: |words| words.trim_end().to_owned() };
    let note = Note::parse_with(text, Fences::Lenient);
    let (mut certain, mut blocks) = (0, None);
    each_tail(text, |line, tail| {
        if is_content(&note, tail, &mut blocks) {
            return;
        }
        let Some(tail) = Tail::of(&note, line, tail).filter(|tail| tail.is_certain) else { return };
        let after = crate::text::apply(text, &[tail.edit]).unwrap();
        assert!(semantically_equal(&note, &after, trimmed), "{text:?} {after:?}");
        certain += 1;
    });
    certain
}

#[test]
fn a_certain_deletion_in_frontmatter_changes_nothing_else() {
    let lines = [
        "x: ", "y: \t", "z: a  ", "x: \"a ", "  b\\ ", "  c \" ", "x: 'a ", "b' ", "- a ", "# c ", "x: | ",
        "  a ", " ", "[a, ", "b] ", "--- ", "... ", "? a ", ": b ", "x: a\\ ", "  - a ", "",
    ];
    let mut certain = 0;
    for one in lines {
        for two in lines {
            for three in ["x: ", "  a", "  b\" ", "", "w: v ", "--- "] {
                certain += certain_deletions(&format!("---\n{one}\n{two}\n{three}\n---\n\nc\n"));
            }
        }
    }
    assert!(certain > 1_000, "{certain}");
}

#[test]
fn what_parts_a_line_ending_in_two_is_not_deleted_for_certain() {
    let note = |blank: &str| format!("---\nx: y\n---\n\na\r{blank}\nb\n");
    assert_eq!(certain_deletions(&note("  ")), 0);
    assert_eq!(certain_deletions(&note("\n \t")), 1);
}

#[test]
fn a_certain_deletion_changes_nothing_else() {
    let last = ["a", "", "    a", "- a", "=== ", "|-| ", "``` "];
    let pairs = LINES.iter().flat_map(|one| LINES.iter().map(move |two| (one, two)));
    let certain = pairs.flat_map(|(one, two)| {
        last.map(|three| certain_deletions(&format!("---\nx: y\n---\n{one}\n{two}\n{three}\nc\n")))
    });
    assert!(certain.sum::<usize>() > 3_000);
}
