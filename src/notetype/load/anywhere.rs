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
mod tests;
