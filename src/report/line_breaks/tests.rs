use super::*;

#[test]
fn what_breaks_at_spaces_is_broken_there_alone() {
    let words = [
        "expected",
        "`a b`",
        "`## Summary（5つの要点）`",
        "(or",
        "`x/y-z`)",
        "e.g.",
        "it",
        "1.5:",
        "a;",
        "``c ` d``,",
        "heading,",
        "`a - b、固体。`.",
    ];
    let mut count = 0;
    for step in 1..words.len() {
        for start in 0..words.len() {
            let text: Vec<&str> = (0..9).map(|at| words[(start + at * step) % words.len()]).collect();
            let text = text.join(" ");
            assert!(breaks_at_spaces(&text), "{text}");
            for rest in (10_usize..100).step_by(3) {
                for room in [rest, rest - 4, rest.saturating_sub(40)].map(|first| Room { first, rest }) {
                    let Some(lines) = at_spaces(&text, room) else { continue };
                    assert_eq!(lines, anywhere(&text, room), "{text} {room:?}");
                    count += 1;
                }
            }
        }
    }
    assert!(count > 1_000);
}

#[test]
fn a_word_that_is_longer_than_a_line_is_broken_inside() {
    let text = "expected abcdefghijklmno here";
    assert_eq!(at_spaces(text, Room { first: 10, rest: 12 }), None);
    assert_eq!(broken(text.into(), Room { first: 10, rest: 12 }), "expected\nabcdefghijkl\nmno here");
    assert_eq!(at_spaces(text, Room { first: 7, rest: 20 }), None);
    assert_eq!(broken(text.into(), Room { first: 29, rest: 12 }), text);
}

#[test]
fn what_may_break_elsewhere_is_told() {
    for text in [
        "a/b", "a-b", "a — b", "a ! b", "界 面", "a|b", "a ) b", "( a", "a`b`", "a 50% b", "it's (a)", "a  b",
    ] {
        assert!(!breaks_at_spaces(text), "{text}");
    }
    for quote in ["`## 概要`", "`a | b`", "`a　b`", "`a! b`", "`a\tb`", "`a  b`"] {
        assert!(!breaks_at_spaces(quote), "{quote}");
    }
    assert!(!breaks_at_spaces(&format!("`{}`", "界面 ".repeat(30))));
}
