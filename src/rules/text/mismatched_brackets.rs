use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    brackets::{Bracket, Kind, mismatches},
    part::{by_line, is_address, is_in_url},
};
use crate::{
    diagnostic::{Member, RuleId, Severity},
    note::{BlockKind, InlineKind, Note},
    rules::{Context, Finding, Findings, Meta, NoteRule},
    text::Span,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MismatchedBrackets {}

impl NoteRule for MismatchedBrackets {
    const META: Meta = Meta {
        id: RuleId::new("text/mismatched-brackets"),
        summary: "an opening bracket and its closing bracket differ in width",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("mismatched_brackets.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let note = context.note;
        let mixed: Vec<Kind> =
            context.suspects().wide_brackets().filter(|kind| kind.has_narrow(note.text)).collect();
        if mixed.is_empty() {
            return;
        }
        let mut pairs = Vec::new();
        let mut check = |text: Span, find: &dyn Fn(Kind) -> Vec<Bracket>| {
            for kind in mixed.iter().filter(|kind| kind.is_mixed(text.of(note.text))) {
                pairs.extend(mismatches(&find(*kind)).into_iter().map(|pair| (*kind, pair)));
            }
        };
        for line in frontmatter_lines(note) {
            check(line, &|kind| in_frontmatter(note, line, kind));
        }
        let leaves = note.blocks.iter().filter(|(_, block)| {
            matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Cell)
        });
        for (_, leaf) in leaves {
            check(leaf.span, &|kind| in_leaf(note, leaf.span, kind));
        }
        pairs.sort_by_key(|(_, (_, close))| close.at);

        for (_, pairs) in by_line(note.text, pairs.into_iter(), |(_, (_, close))| close.at) {
            let (kind, (open, close)) = pairs[0];
            let closing = pairs.iter().map(|(_, (_, close))| close);
            let members = closing.map(|close| Member::found(close.char, close.span()));
            findings.push(finding(kind, open, close).members(members));
        }
    }
}

fn finding(kind: Kind, open: Bracket, close: Bracket) -> Finding {
    let [narrow, wide] = [0, 1].map(|width| format!("`{}…{}`", kind.open[width], kind.close[width]));
    let (width, expected) = if close.is_wide { ("full", kind.close[0]) } else { ("half", kind.close[1]) };
    let message =
        format!("`{}` is closed by the {width}-width `{}`, expected `{expected}`", open.char, close.char);
    Finding::new(close.span(), message)
        .help(format!("use one width for both: {wide} or {narrow}"))
        .related(open.span(), "opening bracket")
}

/// Returns the brackets in the text of the block at `leaf`, without code and URLs.
fn in_leaf(note: &Note<'_>, leaf: Span, kind: Kind) -> Vec<Bracket> {
    let mut found = Vec::new();
    let first = note.inlines.partition_point(|inline| inline.span.start() < leaf.start());
    let inlines = note.inlines[first..].iter().take_while(|inline| inline.span.start() < leaf.end());
    for text in inlines.filter(|inline| matches!(inline.kind, InlineKind::Text { .. })) {
        kind.find(text.span.of(note.text), text.span.start(), &mut found);
    }
    found.retain(|bracket| !is_address(note, bracket.at));
    found
}

fn in_frontmatter(note: &Note<'_>, line: Span, kind: Kind) -> Vec<Bracket> {
    let mut found = Vec::new();
    kind.find(line.of(note.text), line.start(), &mut found);
    found.retain(|bracket| !is_in_url(note.text, bracket.at));
    found
}

fn frontmatter_lines(note: &Note<'_>) -> impl Iterator<Item = Span> {
    let content = note.frontmatter.block().map_or(Span::default(), |block| block.content);
    let mut start = content.start();
    content.of(note.text).split_inclusive(['\n', '\r']).map(move |line| {
        start += line.len();
        Span::new(start - line.len(), start)
    })
}
