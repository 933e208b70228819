use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::Frontmatter,
    notetype::KeySpec,
    rules::{Context, Finding, Findings, Meta, NoteRule, titles, wording::quote},
    text::{Edit, LineEnding, Span, and_list, line_start},
    tree::Syntax,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Missing {}

impl NoteRule for Missing {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/missing"),
        summary: "required frontmatter is missing",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: Some(Safety::Unsafe),
        since: "0.1.0",
        page: include_str!("missing.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        if context.note.frontmatter != Frontmatter::Missing {
            return;
        }
        let Some(breach) = context.breaches(Self::META.id).next() else { return };
        let keys: Vec<_> =
            context.note_type.spec.frontmatter.keys.iter().filter(|key| key.required).collect();
        let names: Vec<_> = keys.iter().map(|key| quote(&key.name)).collect();
        let expected = match names.as_slice() {
            [] => "`key: value` lines".to_owned(),
            [name] => format!("the key {name}"),
            _ => format!("the keys {}", and_list(&names)),
        };
        // A second block would be put above what the first one was meant to be.
        let is_there = context.note.seems_to_have_frontmatter() || is_above(context, &keys);
        let is_inserted = !keys.is_empty() && !is_there;
        let finding = Finding::new(breach.span, "missing frontmatter")
            .help(format!("start the note with {expected} between two `---` lines"))
            .fix(is_inserted.then(|| insertion(context, context.note.body.start())))
            .breach(breach);
        findings.push(match block_as_heading(context, &keys) {
            Some(block) => finding.related(block, "this is not read as frontmatter"),
            None => finding,
        });
    }
}

/// Returns the first underlined heading of the note if it is a block that was meant as frontmatter: it contains one
/// of `keys`, or is where frontmatter seems to be, at the top or below a line like `---`.
fn block_as_heading(context: &Context<'_>, keys: &[&KeySpec]) -> Option<Span> {
    let note = context.note;
    let mut headings = note.outline.iter().map(|(_, heading)| heading);
    let block = headings.find(|heading| !heading.span.of(note.text).starts_with('#'))?;
    let above = note.text[..line_start(note.text, block.span.start())].lines().next_back();
    let is_fenced = above.is_none_or(|line| line.trim().starts_with("---"));
    let is_meant = is_fenced && note.seems_to_have_frontmatter()
        || block.content.of(note.text).lines().any(|line| begins_with_key(line, keys));
    is_meant.then_some(block.span)
}

/// Whether one of `keys` begins a line above the first `#` heading, whatever is before it on that line. Above
/// a `---`, such lines are a heading too.
fn is_above(context: &Context<'_>, keys: &[&KeySpec]) -> bool {
    let note = context.note;
    let heading = note.outline.iter().find(|(_, heading)| heading.span.of(note.text).starts_with('#'));
    let end = heading.map_or(note.body.end(), |(_, heading)| heading.span.start());
    let mut lines = Span::new(note.body.start(), end).of(note.text).lines();
    lines.any(|line| begins_with_key(line, keys))
}

/// Whether `line` begins with one of `keys`, whatever is before its letters.
fn begins_with_key(line: &str, keys: &[&KeySpec]) -> bool {
    let words = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    keys.iter().any(|key| {
        let rest = words.strip_prefix(key.name.as_str()).unwrap_or_default();
        rest.trim_start_matches(['"', '\'', '*', '`', ' ']).starts_with([':', '：', '='])
    })
}

/// Inserts frontmatter with the required keys: the title from the heading, the others without values.
fn insertion(context: &Context<'_>, start: usize) -> Fix {
    let text = context.note.text;
    let ending = LineEnding::of(text).as_str();
    let heading = titles::all(context).next().map(|(_, heading)| heading.plain.trim());
    let mut block = format!("---{ending}");
    for key in context.note_type.spec.frontmatter.keys.iter().filter(|key| key.required) {
        block.push_str(&key.name);
        block.push(':');
        if let Some(title) = heading.filter(|_| key.name == "title") {
            block.push(' ');
            block.push_str(&Syntax::Yaml.string(title));
        }
        block.push_str(ending);
    }
    block.push_str("---");
    block.push_str(ending);
    if !text.get(start..).is_some_and(|body| body.starts_with(['\n', '\r'])) {
        block.push_str(ending);
    }
    Fix::unsafe_("Insert frontmatter to fill in", vec![Edit::insert(start, block)]).keeping_help(true)
}
