//! The regex of an id, for ids in running text.

use regex_syntax::{
    Parser,
    hir::{Capture, Hir, HirKind, Look, Repetition, print::Printer},
};

/// Returns `pattern` without its anchors: the starts and ends of text and lines, wherever they are in it.
/// `None` if it is not a regular expression.
pub(super) fn without_anchors(pattern: &str) -> Option<String> {
    let hir = Parser::new().parse(pattern).ok()?;
    let mut anywhere = String::new();
    Printer::new().print(&unanchored(&hir), &mut anywhere).ok()?;
    Some(anywhere)
}

/// The parser limits the nesting.
fn unanchored(hir: &Hir) -> Hir {
    let all = |parts: &[Hir]| parts.iter().map(unanchored).collect();
    match hir.kind() {
        HirKind::Look(
            Look::Start | Look::End | Look::StartLF | Look::EndLF | Look::StartCRLF | Look::EndCRLF,
        ) => Hir::empty(),
        HirKind::Capture(capture) => {
            Hir::capture(Capture { sub: Box::new(unanchored(&capture.sub)), ..capture.clone() })
        }
        HirKind::Repetition(repeated) => {
            Hir::repetition(Repetition { sub: Box::new(unanchored(&repeated.sub)), ..repeated.clone() })
        }
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => hir.clone(),
    }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    #[test]
    fn anchors_anywhere_in_the_pattern_are_dropped() {
        for (pattern, text, found) in [
            (r"^M-\d+$", "see M-12.", "M-12"),
            (r"(?i)^eip-\d+", "see EIP-2", "EIP-2"),
            (r"^A-\d|^B-\d$", "see B-1", "B-1"),
            (r"^(?:KEP|TEP)-(?<number>\d+)(?: |:|$)", "see TEP-9", "TEP-9"),
            (r"\AN\d\z", "see N1, N2", "N1"),
            (r"(?m)^N\d$", "see N1, N2", "N1"),
            (r"^記事\d+", "その記事12を", "記事12"),
        ] {
            let regex = Regex::new(&without_anchors(pattern).unwrap()).unwrap();
            assert_eq!(regex.find(text).map(|hit| hit.as_str()), Some(found), "{pattern}");
            assert_eq!(regex.captures_len(), Regex::new(pattern).unwrap().captures_len());
        }
        assert_eq!(without_anchors("("), None);
    }
}
