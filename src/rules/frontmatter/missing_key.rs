use std::cell::LazyCell;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::{
    keys::{self, Pairs},
    nested_keys::NestedKeys,
    nodes,
    place_name::place_name,
    preset,
    trials::Trials,
    unknown_key::UnknownKey,
};
use crate::{
    diagnostic::{Member, RuleId, Safety, Severity},
    notetype::{Breach, KeySpec, Keyword, Place},
    rules::{Context, Finding, Findings, Meta, NoteRule, expected::describe_value, wording::quote},
    text::Span,
    tree::{Data, Node, Syntax},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MissingKey {}

impl NoteRule for MissingKey {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/missing-key"),
        summary: "a required key is missing",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("missing_key.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let pairs = LazyCell::new(|| Pairs::of(context));
        let trials = Trials::new(context);
        let mut nested = NestedKeys::new(context.breaches(UnknownKey::META.id));
        let mut found = Vec::new();
        let mut presets = Vec::new();
        for breach in context.breaches(Self::META.id) {
            let Keyword::Required { property } = &breach.keyword else { continue };
            let special = merged(context, breach, property).or_else(|| match breach.place {
                Place::Frontmatter => pairs
                    .meant_as(property)
                    .map(|entry| misspelt(context, (breach, property), &entry.name, entry.key)),
                _ => nested
                    .meant_as(context, breach, property)
                    .map(|(found, key)| misspelt(context, (breach, property), found, key)),
            });
            let preset = special.is_none().then(|| preset::of(context, &trials, breach, property)).flatten();
            let line = preset.as_ref().map(|preset| preset.line.as_str());
            let finding = special.unwrap_or_else(|| missing(context, breach, property, line));
            // Where it is reported depends on the other keys.
            let block = context.note.frontmatter.block().filter(|_| breach.place == Place::Frontmatter);
            let place = block.map_or(breach.span, |block| block.opening);
            found.push(finding.member(Member::missing(property.as_str(), place)).breach(breach));
            presets.push(preset);
        }
        for (finding, fix) in found.into_iter().zip(preset::fixes(&presets)) {
            findings.push(if fix.is_some() { finding.fix(fix) } else { finding });
        }
    }
}

/// Returns how a key that the frontmatter or a mapping in it lacks is named.
fn named(context: &Context<'_>, breach: &Breach, name: &str) -> String {
    match breach.place {
        Place::Frontmatter => format!("missing key {}", quote(name)),
        _ => format!("missing key {} in {}", quote(name), place_name(context, &breach.pointer)),
    }
}

/// The key `name` is missing; `line` if it is known what to add.
fn missing(context: &Context<'_>, breach: &Breach, name: &str, line: Option<&str>) -> Finding {
    let message = named(context, breach, name) + &because(context, breach);
    let syntax = context.syntax();
    let open = || pair(syntax, name, "…");
    let help = match (line, &breach.place) {
        (Some(line), _) => format!("add {}", quote(line)),
        (None, Place::Frontmatter) => {
            let line = keys::declared_key(context, name).map_or_else(open, |key| example(syntax, key));
            let what = if syntax == Syntax::Json { "an entry" } else { "a line" };
            format!("add {what} like {}", quote(&line))
        }
        (None, _) => format!("add {}", quote(&open())),
    };
    Finding::new(nodes::span_of_missing(context, breach), message).help(help)
}

/// The key `name`, if a merge key was to bring it.
fn merged(context: &Context<'_>, breach: &Breach, name: &str) -> Option<Finding> {
    let entries = nodes::at_pointer(context, &breach.pointer)?.as_mapping()?;
    let brings = |node: &Node| {
        node.as_mapping().and_then(|entries| entries.iter().find(|entry| entry.name == name)).is_some()
    };
    let merge = entries.iter().filter(|entry| keys::is_merge(context, entry)).find(|entry| {
        brings(&entry.value) || matches!(&entry.value.data, Data::Sequence(items) if items.iter().any(brings))
    })?;
    let message = format!("missing key {}: YAML 1.2 has no merge key `<<`", quote(name));
    Some(Finding::new(merge.key, message).help(format!("write {} here", quote(&format!("{name}: …")))))
}

/// The key `name` is missing, but `found` at `key` was probably meant as it.
fn misspelt(context: &Context<'_>, (breach, name): (&Breach, &str), found: &str, key: Span) -> Finding {
    let missing = named(context, breach, name);
    // With a blank that is not a space to YAML at its start or end, it looks like the missing one.
    let is_alike = quote(found) == quote(name);
    let found = if is_alike { describe_value(&Value::from(found)) } else { quote(found) };
    Finding::new(key, format!("{missing} (found {found})"))
        .help(format!("rename {found} to {}", quote(name)))
        .fix(keys::renaming(context, key, name))
}

/// Names the key that makes the one of `breach` required, if that is so.
fn because(context: &Context<'_>, breach: &Breach) -> String {
    let object = context.projection.json.at(&breach.pointer);
    let is_there = |name: &&String| {
        object.is_some_and(|object| object.members().iter().any(|member| member.name == **name))
    };
    let cause = breach.asked.because_of.iter().find(is_there);
    cause.map_or_else(String::new, |cause| format!(", which {} requires", quote(cause)))
}

/// Returns the entry that shows what value the type expects.
fn example(syntax: Syntax, key: &KeySpec) -> String {
    let value = match (key.format.as_deref(), key.types.first().map(String::as_str)) {
        (Some("date"), _) if syntax == Syntax::Toml => {
            return syntax.pair(&syntax.key(&key.name), "YYYY-MM-DD");
        }
        (Some("date"), _) => "YYYY-MM-DD",
        (Some("uri" | "iri"), _) => "https://…",
        (_, Some("array")) if syntax == Syntax::Yaml => "[…, …]",
        (_, Some("array")) => return syntax.pair(&syntax.key(&key.name), "[\"…\", \"…\"]"),
        (_, Some(name @ ("boolean" | "integer" | "number"))) => {
            let value = if name == "boolean" { "true" } else { "1" };
            return syntax.pair(&written(syntax, &key.name), value);
        }
        _ => "…",
    };
    pair(syntax, &key.name, value)
}

/// The key `name` with `text` as its value. In YAML neither is quoted, for people to fill in.
fn pair(syntax: Syntax, name: &str, text: &str) -> String {
    let value = if syntax == Syntax::Yaml { text.to_owned() } else { syntax.quote(text) };
    syntax.pair(&written(syntax, name), &value)
}

fn written(syntax: Syntax, name: &str) -> String {
    if syntax == Syntax::Yaml { name.to_owned() } else { syntax.key(name) }
}
