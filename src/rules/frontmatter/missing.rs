use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::{Frontmatter, Note},
    rules::{Context, Finding, Findings, Meta, NoteRule, titles, wording::quote},
    text::{Edit, LineEnding, Span, and_list},
    yaml,
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
        let text = context.note.text;
        let start = context.note.body.start;
        if let Some(fence) = late_block(text, start) {
            let above = Span::new(start, fence.start);
            findings.push(
                Finding::new(fence, "frontmatter does not start on the first line")
                    .help("delete the blank lines above it")
                    .fix(Fix::unsafe_(
                        "Delete the blank lines above the frontmatter",
                        vec![Edit::delete(above)],
                    ))
                    .breach(breach),
            );
            return;
        }
        let keys: Vec<_> =
            context.note_type.spec.frontmatter.keys.iter().filter(|key| key.required).collect();
        let names: Vec<_> = keys.iter().map(|key| quote(&key.name)).collect();
        let expected = match names.as_slice() {
            [] => "`key: value` lines".to_owned(),
            [name] => format!("the key {name}"),
            _ => format!("the keys {}", and_list(&names)),
        };
        findings.push(
            Finding::new(breach.span, "missing frontmatter")
                .help(format!("start the note with {expected} between two `---` lines"))
                .fix((!keys.is_empty()).then(|| insertion(context, start)))
                .breach(breach),
        );
    }
}

/// Returns the opening fence of a block that would be frontmatter without the blank lines above it.
fn late_block(text: &str, start: usize) -> Option<Span> {
    let rest = text.get(start..)?;
    let blank = rest.len() - rest.trim_start().len();
    let block = Note::parse(rest.get(blank..).filter(|_| blank > 0)?);
    block.frontmatter.mapping()?;
    block.frontmatter.block().map(|block| block.opening.shift(start + blank))
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
            block.push_str(&yaml::quote_if_needed(title));
        }
        block.push_str(ending);
    }
    block.push_str("---");
    block.push_str(ending);
    if !text.get(start..).is_some_and(|body| body.starts_with(['\n', '\r'])) {
        block.push_str(ending);
    }
    Fix::unsafe_("Insert frontmatter to fill in", vec![Edit::insert(start, block)])
}
