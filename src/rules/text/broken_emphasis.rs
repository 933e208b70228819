use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    emphasis::{Mark, Pair, marks, pair_up, suspicious_leaves},
    part::by_line,
};
use crate::{
    diagnostic::{Fix, Member, RuleId, Safety, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
    text::{Edit, Span},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct BrokenEmphasis {}

impl NoteRule for BrokenEmphasis {
    const META: Meta = Meta {
        id: RuleId::new("text/broken-emphasis"),
        summary: "a `**` does not open or close bold text, for example next to Japanese punctuation",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Unsafe),
        since: "0.1.0",
        page: include_str!("broken_emphasis.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let note = context.note;
        for leaf in suspicious_leaves(note) {
            let (pairs, strays) = pair_up(&marks(note, leaf));
            let broken = pairs.into_iter().filter(|pair| !pair.is_valid()).map(Fault::Pair);
            let strays = strays.into_iter().filter(|mark| mark.is_literal && mark.touches_word());
            let mut faults: Vec<Fault> = broken.chain(strays.map(Fault::Stray)).collect();
            faults.sort_by_key(|fault| fault.mark().at);
            for (_, faults) in by_line(note.text, faults.into_iter(), |fault| fault.mark().at) {
                let finding = match faults[0] {
                    Fault::Pair(pair) => broken_pair(note.text, pair).fix(repair(note.text, &faults)),
                    Fault::Stray(mark) => stray(mark),
                };
                let marks = faults.iter().map(|fault| fault.mark().span());
                findings.push(finding.members(marks.map(|mark| Member::found(context.text(mark), mark))));
            }
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Fault {
    /// Two marks that are meant as a pair.
    Pair(Pair),
    /// A mark without a partner.
    Stray(Mark),
}

impl Fault {
    /// Returns the mark that does not work.
    fn mark(&self) -> Mark {
        match self {
            Self::Pair(pair) if pair.open.can_open() => pair.close,
            Self::Pair(pair) => pair.open,
            Self::Stray(mark) => *mark,
        }
    }
}

fn broken_pair(text: &str, pair: Pair) -> Finding {
    let (mark, partner, does) =
        if pair.open.can_open() { (pair.close, pair.open, "close") } else { (pair.open, pair.close, "open") };
    let (before, after) = (mark.before, mark.after);
    let message = match does {
        "open" if after.is_whitespace() => "`**` before a space does not open bold text".to_owned(),
        "close" if before.is_whitespace() => "`**` after a space does not close bold text".to_owned(),
        _ => format!("`**` between `{before}` and `{after}` does not {does} bold text"),
    };
    let other =
        if does == "close" { "bold text is meant to start here" } else { "bold text is meant to end here" };
    Finding::new(mark.span(), message).help(advice(text, pair)).related(partner.span(), other)
}

fn stray(mark: Mark) -> Finding {
    let message = if mark.can_open() { "`**` has no closing `**`" } else { "`**` has no opening `**`" };
    Finding::new(mark.span(), message).help("add the other `**`, or delete this one")
}

fn advice(text: &str, pair: Pair) -> String {
    let inner = pair.inner().of(text);
    if inner.starts_with(char::is_whitespace) || inner.ends_with(char::is_whitespace) {
        return format!("write {}", quote(&format!("**{}**", inner.trim())));
    }
    if let Some(bare) = unbracketed(inner) {
        let [open, close] = [inner.chars().next(), inner.chars().next_back()].map(Option::unwrap_or_default);
        return format!("write {}", quote(&format!("{open}**{bare}**{close}")));
    }
    if !pair.open.can_open() {
        return "put a space before the `**`".to_owned();
    }
    match tail(inner) {
        Some(tail) => {
            let head = &inner[..inner.len() - tail.len()];
            format!("write {}, or put a space after the second `**`", quote(&format!("**{head}**{tail}")))
        }
        None => "put a space after the second `**`".to_owned(),
    }
}

/// Moves the marks of each pair inside the brackets that they enclose: the same text is bold, but for
/// the brackets.
fn repair(text: &str, faults: &[Fault]) -> Option<Fix> {
    let mut edits = Vec::new();
    for fault in faults {
        let Fault::Pair(pair) = fault else { continue };
        let Some(bare) = unbracketed(pair.inner().of(text)) else { continue };
        let inner = pair.inner();
        let length = (inner.len() - bare.len()) / 2;
        let swap = |span: Span, text: String| Edit::replace(span, text);
        let open = Span::new(inner.start, inner.start + length);
        let close = Span::new(inner.end - length, inner.end);
        edits.push(swap(pair.open.span().cover(open), format!("{}**", open.of(text))));
        edits.push(swap(pair.close.span().cover(close), format!("**{}", close.of(text))));
    }
    (!edits.is_empty()).then(|| Fix::unsafe_("Move the `**` inside the brackets", edits))
}

const BRACKETS: &[(char, char)] = &[
    ('「', '」'),
    ('『', '』'),
    ('（', '）'),
    ('(', ')'),
    ('【', '】'),
    ('［', '］'),
    ('〔', '〕'),
    ('〈', '〉'),
    ('《', '》'),
    ('“', '”'),
    ('‘', '’'),
];

/// Returns the text inside the brackets that enclose all of `inner`.
fn unbracketed(inner: &str) -> Option<&str> {
    let first = inner.chars().next()?;
    let (open, close) = *BRACKETS.iter().find(|(open, _)| *open == first)?;
    let bare = inner.strip_prefix(open)?.strip_suffix(close)?;
    let mut depth = 0_i32;
    for c in bare.chars() {
        depth += i32::from(c == open) - i32::from(c == close);
        if depth < 0 {
            return None;
        }
    }
    let is_edge = |c: char| c.is_whitespace() || c == '*';
    let fits = !bare.is_empty() && !bare.starts_with(is_edge) && !bare.ends_with(is_edge);
    (depth == 0 && fits && open.len_utf8() == close.len_utf8()).then_some(bare)
}

/// Returns the bracketed text or the punctuation that ends `inner`, if it follows a word.
fn tail(inner: &str) -> Option<&str> {
    let last = inner.chars().next_back()?;
    let start = match BRACKETS.iter().find(|(_, close)| *close == last) {
        Some((open, _)) => inner.rfind(*open)?,
        None => inner.len() - last.len_utf8(),
    };
    let is_word = inner[..start].ends_with(|c: char| c.is_alphanumeric());
    is_word.then(|| &inner[start..])
}
