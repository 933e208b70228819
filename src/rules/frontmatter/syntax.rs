use schemars::JsonSchema;
use serde::Deserialize;

use super::{keys, nodes};
use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::FrontmatterBlock,
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        wording::{quote, quote_whole},
    },
    text::{Edit, Span},
    tree::{Data, Document, Node, Syntax as Language},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Syntax {}

impl NoteRule for Syntax {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/syntax"),
        summary: "the frontmatter is not valid YAML, TOML or JSON, or not a mapping",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("syntax.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let Some(block) = context.note.frontmatter.block() else { return };
        match &block.document {
            // Where the type has no frontmatter, braces can be text.
            Err(_) if block.syntax == Language::Json && !context.note_type.spec.frontmatter.is_named => {}
            Err(error) => {
                let finding = Finding::new(error.span, error.message.clone());
                let fix = error.unquoted.iter().find_map(|unquoted| quoting(context, block, *unquoted));
                let (help, fix) = match fix {
                    Some((help, fix)) => (Some(help), Some(fix)),
                    None => (error.help.clone(), None),
                };
                let finding = match help {
                    Some(help) => finding.help(help),
                    None => finding,
                };
                findings.push(finding.fix(fix));
            }
            Ok(document) if document.root.as_mapping().is_none() => {
                findings.push(not_a_mapping(context.note.text, &document.root));
            }
            Ok(_) => {}
        }
    }
}

/// Reports a block that is not a mapping.
fn not_a_mapping(text: &str, root: &Node) -> Finding {
    let line = root.span.of(text).lines().next().unwrap_or_default();
    let span = Span::new(root.span.start(), root.span.start() + line.len());
    let found = match &root.data {
        Data::Sequence(_) => "a list".to_owned(),
        _ => format!("the text {}", quote(line)),
    };
    let help = match line.split_once('：') {
        Some((key, value)) => {
            let pair = format!("{}: {}", key.trim(), value.trim());
            format!("write {}, with an ASCII colon and a space after it", quote(pair.trim_end()))
        }
        None => "write one `key: value` pair per line, with a space after the colon".to_owned(),
    };
    Finding::new(span, format!("the frontmatter is {found}, expected `key: value` pairs")).help(help)
}

/// Quotes the text at `unquoted`, if the block then is a mapping in which only that text has changed;
/// returns that in words, too.
fn quoting(context: &Context<'_>, block: &FrontmatterBlock, unquoted: Span) -> Option<(String, Fix)> {
    let text = context.note.text;
    let line = text.get(unquoted.end()..block.content.end())?.lines().next().unwrap_or_default();
    if unquoted.is_empty() || line.trim_start().starts_with('#') {
        return None;
    }
    let written = block.syntax.quote(unquoted.of(text));
    let quoted = Span::new(unquoted.start(), unquoted.start() + written.len());
    let document = block.reread(text, &Edit::replace(unquoted, written.as_str()))?.ok()?;
    is_text_at(context, &document, (quoted, unquoted.of(text))).then(|| {
        let help = format!("quote it: {}", quote_whole(&written));
        (help, Fix::safe("Quote the value", vec![Edit::replace(unquoted, written)]))
    })
}

/// Whether the node at `span` is `text`, and is an item of a list or the value of a key that may be
/// text.
fn is_text_at(context: &Context<'_>, document: &Document, (span, text): (Span, &str)) -> bool {
    let entries = document.root.as_mapping().unwrap_or_default();
    let Some(entry) = entries.iter().find(|entry| entry.value.span.encloses(span)) else { return false };
    // The alias of a merge key is not text.
    if entry.name == "<<" {
        return false;
    }
    let is_text = |node: &Node| {
        node.span == span && matches!(&node.data, Data::Scalar { value, .. } if value.as_str() == Some(text))
    };
    let key = keys::declared_key(context, &entry.name);
    let types = key.map(|key| key.types.as_slice()).unwrap_or_default();
    let may_be = |name: &str| types.is_empty() || types.iter().any(|allowed| allowed == name);
    let is_other = text.starts_with(['[', '{', '-', '?', '|', '>', '&', '!']);
    match &entry.value.data {
        Data::Scalar { .. } => {
            let must_be = types == ["string"] && key.is_some_and(|key| key.format.is_none());
            is_text(&entry.value) && may_be("string") && (must_be || !is_other)
        }
        Data::Sequence(items) if items.iter().any(is_text) => may_be("array"),
        // In YAML, braces may be those of a template.
        _ if context.syntax() == Language::Yaml => false,
        _ => {
            let mut pointer = "/frontmatter".to_owned();
            let Some(node) = nodes::at_span(&document.root, span, &mut pointer) else { return false };
            let types = context.note_type.types(&pointer);
            let may_be_text = types.is_empty() || types.iter().any(|allowed| allowed == "string");
            is_text(node) && may_be_text && !is_other
        }
    }
}
