use memchr::{memchr, memchr2_iter};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        words::{count, list},
    },
    text::{Edit, Span},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct LineEndings {
    /// The line endings to expect.
    style: Style,
}

/// The expected line endings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Style {
    /// Whichever the note has more of.
    #[default]
    Auto,
    /// Always LF.
    Lf,
    /// Always CRLF.
    Crlf,
}

impl NoteRule for LineEndings {
    const META: Meta = Meta {
        id: RuleId::new("text/line-endings"),
        summary: "line endings are mixed, or not as configured",
        severity: Severity::Warning,
        on: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("line_endings.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let text = context.note.text;
        if self.style != Style::Crlf && memchr(b'\r', text.as_bytes()).is_none() {
            return;
        }
        let mut counts = [0_u64; 3];
        for (_, ending) in endings(text) {
            counts[ending as usize] += 1;
        }
        let [lf, crlf, _] = counts;
        let expected = match self.style {
            Style::Auto if crlf > lf => Ending::Crlf,
            Style::Crlf => Ending::Crlf,
            Style::Auto | Style::Lf => Ending::Lf,
        };
        let Some(first) = endings(text).find(|(_, ending)| *ending != expected) else { return };
        let message = format!("{}, expected {}", enumeration(&counts), expected.name());
        findings.push(
            Finding::new(first.0, message)
                .help(format!("end every line with {}", expected.name()))
                .fix(repair(text, expected)),
        );
    }
}

/// A line ending of CommonMark (2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Lf,
    Crlf,
    Cr,
}

impl Ending {
    fn name(self) -> &'static str {
        match self {
            Self::Lf => "LF",
            Self::Crlf => "CRLF",
            Self::Cr => "CR",
        }
    }
}

/// Returns the line endings of `text` with their spans.
fn endings(text: &str) -> impl Iterator<Item = (Span, Ending)> {
    let bytes = text.as_bytes();
    memchr2_iter(b'\n', b'\r', bytes).filter_map(move |at| {
        let follows = |byte| bytes.get(at + 1) == Some(&byte);
        let precedes = |byte| at > 0 && bytes.get(at - 1) == Some(&byte);
        match bytes.get(at) {
            Some(b'\n') if precedes(b'\r') => None,
            Some(b'\n') => Some((Span::new(at, at + 1), Ending::Lf)),
            _ if follows(b'\n') => Some((Span::new(at, at + 2), Ending::Crlf)),
            _ => Some((Span::new(at, at + 1), Ending::Cr)),
        }
    })
}

/// Returns the counts in words: `120 lines end in LF and 3 in CRLF`.
fn enumeration(counts: &[u64; 3]) -> String {
    let mut kinds: Vec<_> = [Ending::Lf, Ending::Crlf, Ending::Cr].into_iter().zip(*counts).collect();
    kinds.retain(|(_, count)| *count > 0);
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let parts: Vec<String> = kinds
        .iter()
        .enumerate()
        .map(|(index, (ending, number))| match index {
            0 => format!("{} in {}", count(*number, "line ends", "lines end"), ending.name()),
            _ => format!("{number} in {}", ending.name()),
        })
        .collect();
    list(parts, "and")
}

/// Changes all endings to `expected`. A lone CR may be the result of a `\\r` in a formula, so changing it
/// is unsafe, and so is changing an ending after it, as the two would become one.
fn repair(text: &str, expected: Ending) -> Fix {
    let edits = |wanted: &dyn Fn(Span, Ending) -> bool| -> Vec<Edit> {
        let others = endings(text).filter(|(span, ending)| *ending != expected && wanted(*span, *ending));
        others
            .map(|(span, ending)| match (ending, expected) {
                (Ending::Lf, _) => Edit::insert(span.start, "\r"),
                (Ending::Crlf, _) => Edit::delete(Span::new(span.start, span.start + 1)),
                (Ending::Cr, Ending::Crlf) => Edit::insert(span.end, "\n"),
                (Ending::Cr, _) => Edit::replace(span, "\n"),
            })
            .collect()
    };
    let title = format!("Convert line endings to {}", expected.name());
    let certain = edits(&|span, ending| ending != Ending::Cr && !text[..span.start].ends_with('\r'));
    if certain.is_empty() { Fix::unsafe_(title, edits(&|_, _| true)) } else { Fix::safe(title, certain) }
}
