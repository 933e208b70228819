use memchr::memchr;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::count},
    text::{Edit, LineEnding, Span, and_list, line_endings},
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
        enabled_by_default: true,
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
        for (_, ending) in line_endings(text) {
            counts[ending as usize] += 1;
        }
        let expected = match self.style {
            Style::Auto => LineEnding::of(text),
            Style::Lf => LineEnding::Lf,
            Style::Crlf => LineEnding::Crlf,
        };
        let Some(first) = line_endings(text).find(|(_, ending)| *ending != expected) else { return };
        let message = format!("{}, expected {}", enumeration(&counts), name(expected));
        findings.push(
            Finding::new(first.0, message)
                .help(format!("end every line with {}", name(expected)))
                .fix(repair(text, expected)),
        );
    }
}

fn name(ending: LineEnding) -> &'static str {
    match ending {
        LineEnding::Lf => "LF",
        LineEnding::Crlf => "CRLF",
        LineEnding::Cr => "CR",
    }
}

/// Returns the counts in words: `120 lines end in LF and 3 in CRLF`.
fn enumeration(counts: &[u64; 3]) -> String {
    let mut kinds: Vec<_> =
        [LineEnding::Lf, LineEnding::Crlf, LineEnding::Cr].into_iter().zip(*counts).collect();
    kinds.retain(|(_, count)| *count > 0);
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let parts: Vec<String> = kinds
        .iter()
        .enumerate()
        .map(|(index, (ending, number))| match index {
            0 => format!("{} in {}", count(*number, "line ends", "lines end"), name(*ending)),
            _ => format!("{number} in {}", name(*ending)),
        })
        .collect();
    and_list(parts)
}

/// Changes all endings to `expected`. A lone CR may be the result of a `\\r` in a formula, so changing it
/// is unsafe, and so is changing an ending after it, as the two would become one.
fn repair(text: &str, expected: LineEnding) -> Fix {
    let edits = |wanted: &dyn Fn(Span, LineEnding) -> bool| -> Vec<Edit> {
        let others =
            line_endings(text).filter(|(span, ending)| *ending != expected && wanted(*span, *ending));
        others
            .map(|(span, ending)| match (ending, expected) {
                (LineEnding::Lf, _) => Edit::insert(span.start(), "\r"),
                (LineEnding::Crlf, _) => Edit::delete(Span::new(span.start(), span.start() + 1)),
                (LineEnding::Cr, LineEnding::Crlf) => Edit::insert(span.end(), "\n"),
                (LineEnding::Cr, _) => Edit::replace(span, "\n"),
            })
            .collect()
    };
    let title = format!("Convert line endings to {}", name(expected));
    let certain = edits(&|span, ending| ending != LineEnding::Cr && !text[..span.start()].ends_with('\r'));
    if certain.is_empty() { Fix::unsafe_(title, edits(&|_, _| true)) } else { Fix::safe(title, certain) }
}
