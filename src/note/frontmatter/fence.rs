//! Lines that open or close YAML, as people write them.

use super::lines::Line;
use crate::{text::Span, tree::Syntax};

/// A line that opens or closes frontmatter.
#[derive(Clone, Copy)]
pub(super) struct Fence {
    /// The line without trailing whitespace.
    pub(super) span: Span,
    /// The start of the next line.
    pub(super) next: usize,
}

/// Whether a line is a fence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// `---` and blanks.
    Exact,
    /// A person would take it for one.
    Near,
}

impl Fence {
    pub(super) fn at(line: Line<'_>) -> Self {
        Self { span: line.span(), next: line.next }
    }
}

/// Returns how much `line` is like the opening fence of a block, and what the block is written in.
pub(super) fn opening(line: Line<'_>) -> Option<(Likeness, Syntax)> {
    if is_exact(line) {
        return Some((Likeness::Exact, Syntax::Yaml));
    }
    let visible = line.visible();
    if width_of_dashes(visible) >= 3 || has_comment(visible) {
        return Some((Likeness::Near, Syntax::Yaml));
    }
    let language = visible.strip_prefix("---")?.trim_start();
    let is = |name: &&str| language.eq_ignore_ascii_case(name);
    let languages =
        [(Syntax::Yaml, &["yaml", "yml"][..]), (Syntax::Toml, &["toml"]), (Syntax::Json, &["json"])];
    let (syntax, _) = languages.into_iter().find(|(_, names)| names.iter().any(is))?;
    Some((Likeness::Near, syntax))
}

/// Returns how much `line` is like the closing fence of YAML.
pub(super) fn closing(line: Line<'_>) -> Option<Likeness> {
    if is_exact(line) {
        return Some(Likeness::Exact);
    }
    let visible = line.visible();
    let is_near = width_of_dashes(visible) >= 2
        || matches!(visible, "..." | "…")
        || visible.len() >= 3 && visible.bytes().all(|byte| byte == b'*')
        || has_comment(visible);
    is_near.then_some(Likeness::Near)
}

fn is_exact(line: Line<'_>) -> bool {
    line.words.trim_end_matches([' ', '\t']) == "---"
}

/// Whether the line is `---` with a YAML comment.
fn has_comment(visible: &str) -> bool {
    let rest = visible.strip_prefix("---").unwrap_or_default();
    rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#')
}

/// Returns the number of hyphens that were meant by a line of dashes: editors make one dash of two or three
/// hyphens, and Japanese keyboards type other ones. 0 if the line contains anything else.
fn width_of_dashes(visible: &str) -> usize {
    let width = |c| match c {
        '-' | '‐' | '‑' | '−' | '－' | 'ー' | '─' => Some(1),
        '–' => Some(2),
        '—' | '―' => Some(3),
        _ => None,
    };
    visible.chars().map(width).sum::<Option<usize>>().unwrap_or_default()
}
