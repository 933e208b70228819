//! Describes a breach of the note type in terms of the note.

mod phrase;
mod shown;
mod words;

use serde_json::Value;

pub(super) use self::shown::describe_value;
pub(crate) use self::{phrase::phrase, words::verbatim};
use self::{
    phrase::{MAX_LISTED, any_of, is_of_type, phrase_of_key, value as option},
    shown::{describe_text, fold, json, noun_of},
    words::{form, noun},
};
use super::wording::quote;
use crate::{
    notetype::{Breach, Keyword, Place, Shape, Size},
    text::{Bound, and_list, bound, bounds, count, or_list, quote_exact},
};

/// What members of an object are called, and how each is named.
pub(super) struct Members<'m> {
    pub(super) one: &'static str,
    pub(super) many: &'static str,
    pub(super) name: &'m dyn Fn(&str) -> String,
}

/// The members of a mapping.
const KEYS: Members<'_> = Members { one: "key", many: "keys", name: &|name| quote_exact(name) };

/// Returns which `members` were expected together or not, if `breach` is about nothing else.
pub(super) fn describe_members(breach: &Breach, members: &Members<'_>) -> Option<String> {
    let asked = &breach.asked;
    let required =
        |shapes: &[Shape]| shapes.iter().map(|shape| shape.only_required().map(<[String]>::to_vec)).collect();
    if !breach.value.is_object() {
        return None;
    }
    if !asked.alternatives.is_empty() {
        let required: Option<Vec<Vec<String>>> = required(&asked.alternatives);
        return required.map(|required| format!("expected {}", members.one_of(&required)));
    }
    match &breach.keyword {
        Keyword::OneOfSeveral { .. } if !asked.shapes.is_empty() => {
            let required: Vec<Vec<String>> = required(&asked.shapes)?;
            let mut found: Vec<String> = required.concat().iter().map(|name| (members.name)(name)).collect();
            found.dedup();
            Some(format!("expected only {}, found {}", members.one_of(&required), and_list(found)))
        }
        Keyword::Never { keyword } if keyword == "else" => None,
        Keyword::Not | Keyword::Never { .. } => {
            let names = asked.shapes.first()?.only_required()?;
            let rest = if names.len() > 1 { "are not allowed together" } else { "is not allowed" };
            Some(format!("the {} {rest}", members.all(names)))
        }
        _ => None,
    }
}

impl Members<'_> {
    /// All of `names`.
    fn all(&self, names: &[String]) -> String {
        let noun = if names.len() == 1 { self.one } else { self.many };
        format!("{noun} {}", and_list(names.iter().map(|name| (self.name)(name))))
    }

    /// One of the groups of names in `required`.
    fn one_of(&self, required: &[Vec<String>]) -> String {
        if required.len() > 1 && required.iter().all(|names| names.len() == 1) {
            let names: Vec<String> = required.concat().iter().map(|name| (self.name)(name)).collect();
            return format!("one of the {} {}", self.many, names.join(", "));
        }
        or_list(
            required.iter().filter(|names| !names.is_empty()).map(|names| format!("the {}", self.all(names))),
        )
    }
}

/// Returns what is wrong with the value of `breach` in `note`, and what was expected.
pub(super) fn describe_violation(breach: &Breach, note: &str) -> String {
    let Breach { keyword, value, asked, .. } = breach;
    if let Some(words) = describe_members(breach, &KEYS) {
        return words;
    }
    if !asked.alternatives.is_empty() {
        return alternatives(breach, note);
    }
    match keyword {
        Keyword::Required { property } => format!("missing {}", quote(property)),
        Keyword::AdditionalProperties { property } => format!("{} is not allowed here", quote(property)),
        Keyword::Type { expected } => format!("expected {}, found {}", one_of(expected), found(breach, note)),
        Keyword::Format { format } => format!("{} is not {}", describe_value(value), form(format)),
        Keyword::Pattern { pattern } => {
            format!("{} does not match {}", describe_value(value), verbatim(pattern))
        }
        Keyword::Enum { options } => {
            let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
            expected_values(options, breach, note)
        }
        Keyword::Const { expected } => expected_values(std::slice::from_ref(&**expected), breach, note),
        Keyword::Limit { bound, limit } => {
            let limit = asked.figure.clone().unwrap_or_else(|| limit.to_string());
            format!("expected {} {limit}, found {}", bound.words(), number(breach, note))
        }
        Keyword::MultipleOf => {
            let divisor = asked.figure.as_deref().unwrap_or("the number in the note type");
            format!("expected a multiple of {divisor}, found {}", number(breach, note))
        }
        Keyword::MinLength(found) => size(Bound::AtLeast, *found, "character", "characters"),
        Keyword::MaxLength(found) => size(Bound::AtMost, *found, "character", "characters"),
        Keyword::MinItems(found) => size(Bound::AtLeast, *found, "item", "items"),
        Keyword::MaxItems(found) => size(Bound::AtMost, *found, "item", "items"),
        Keyword::MinProperties(found) => size(Bound::AtLeast, *found, "key", "keys"),
        Keyword::MaxProperties(found) => size(Bound::AtMost, *found, "key", "keys"),
        Keyword::UniqueItems { pair: (_, again) } => {
            value.get(again).map_or_else(|| "duplicate item".to_owned(), duplicate_item)
        }
        Keyword::Never { keyword } if keyword == "else" => {
            let expected = asked.shapes.first().map_or_else(|| "another value".to_owned(), phrase);
            if value.is_object() {
                format!("expected {expected}")
            } else {
                format!("expected {expected}, found {}", found(breach, note))
            }
        }
        Keyword::Not | Keyword::Never { .. } => excluded(asked.shapes.first(), value),
        Keyword::Contains => contains(breach),
        Keyword::PropertyNames => match asked.shapes.first() {
            Some(shape) => {
                format!("{} is not an allowed key, expected {}", describe_value(value), phrase_of_key(shape))
            }
            None => format!("{} is not an allowed key", describe_value(value)),
        },
        Keyword::OneOfSeveral { .. } => several(&asked.shapes, value),
        Keyword::AnyOf | Keyword::OneOf => format!("{} is not allowed here", describe_value(value)),
        Keyword::Other { keyword } => other(keyword, asked.figure.as_deref(), value),
    }
}

/// Returns that `item` repeats another item of its list.
pub(super) fn duplicate_item(item: &Value) -> String {
    match item {
        Value::Null | Value::Array(_) | Value::Object(_) => "duplicate item".to_owned(),
        _ => format!("duplicate item {}", describe_value(item)),
    }
}

fn other(keyword: &str, named: Option<&str>, value: &Value) -> String {
    let value = describe_value(value);
    match (keyword, named) {
        ("$ref", _) => format!("{value} does not match the note type"),
        ("contentEncoding" | "contentMediaType", Some(named)) => {
            format!("{value} is not encoded as {}", quote_exact(named))
        }
        ("unevaluatedItems", _) => format!("{value} has items that are not allowed"),
        _ => format!("{value} is not allowed here"),
    }
}

/// Numbers that are written longer are shown in their shortest form.
const MAX_NUMBER_BYTES: usize = 24;

/// Returns the number of `breach` as the frontmatter, a cell or a field writes it.
fn number(breach: &Breach, note: &str) -> String {
    let written = note.get(breach.span.start()..breach.span.end()).unwrap_or_default();
    let is_plain = written.len() <= MAX_NUMBER_BYTES
        && written.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    let is_as_written =
        matches!(breach.place, Place::FrontmatterValue { .. } | Place::Table { .. } | Place::Field { .. });
    let is_written = is_as_written && is_plain;
    if is_written { written.to_owned() } else { breach.value.to_string() }
}

/// Returns the value of `breach` with its type.
fn found(breach: &Breach, note: &str) -> String {
    match &*breach.value {
        Value::Number(_) => format!("the number {}", quote_exact(&number(breach, note))),
        value => noun_of(value),
    }
}

/// Returns that none of `options` was found.
fn expected_values(options: &[Value], breach: &Breach, note: &str) -> String {
    let value = &*breach.value;
    let listed = options.get(..MAX_LISTED).unwrap_or(options);
    let is_text = value.is_string();
    let plain = value.as_str().map_or_else(|| number(breach, note), str::to_owned);
    let shows_alike = |option: &Value| {
        option.is_string() != is_text
            && !option.is_array()
            && !option.is_object()
            && option.as_str().map_or_else(|| option.to_string(), str::to_owned).trim() == plain.trim()
    };
    let looks_typed = |option: &Value| {
        !is_text && option.as_str().is_some_and(|text| serde_json::from_str::<Value>(text).is_ok())
    };
    let is_scalar = !value.is_array() && !value.is_object() && !value.is_null();
    let is_typed = is_scalar && listed.iter().any(|option| shows_alike(option) || looks_typed(option));
    let alike = value.as_str().and_then(|text| {
        let folded = fold(text);
        listed.iter().filter_map(Value::as_str).find(|option| fold(option) == folded)
    });
    let has_type = options.iter().any(|option| kind(option) == kind(value));
    let found = match value {
        Value::String(text) if has_type && !is_typed => describe_text(text, alike),
        Value::Array(_) | Value::Object(_) if has_type => json(value),
        Value::Number(_) if has_type && !is_typed => quote_exact(&number(breach, note)),
        Value::Bool(_) if is_typed => format!("the boolean {}", quote_exact(&value.to_string())),
        _ => found(breach, note),
    };
    format!("expected {}, found {found}", list(options, is_typed))
}

/// The type of a value, as far as messages tell them apart.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "text",
        Value::Number(_) => "number",
        Value::Bool(_) => "boolean",
        Value::Array(_) => "list",
        Value::Object(_) => "mapping",
        Value::Null => "null",
    }
}

/// Returns `options`, with their types if `is_typed`.
fn list(options: &[Value], is_typed: bool) -> String {
    let shown = |option: &Value| match option {
        Value::String(_) | Value::Number(_) | Value::Bool(_) if is_typed => {
            format!("the {} {}", kind(option), self::option(option))
        }
        _ => self::option(option),
    };
    if let [only] = options {
        return shown(only);
    }
    let listed = options.get(..MAX_LISTED).unwrap_or(options);
    let others = match options.len() - listed.len() {
        0 => String::new(),
        others => format!(" or {}", count(others as u64, "other", "others")),
    };
    let of_one_kind = listed.windows(2).all(|pair| kind(&pair[0]) == kind(&pair[1]));
    match listed.first() {
        Some(first) if is_typed && of_one_kind => {
            let listed: Vec<String> = listed.iter().map(option).collect();
            format!("one of the {}s {}{others}", kind(first), listed.join(", "))
        }
        _ => format!("one of {}{others}", listed.iter().map(shown).collect::<Vec<_>>().join(", ")),
    }
}

/// Returns what the branches of an `anyOf` or a `oneOf` would allow.
fn alternatives(breach: &Breach, note: &str) -> String {
    let (shapes, value) = (&breach.asked.alternatives, &*breach.value);
    let are_values = |shape: &Shape| !shape.values.is_empty() && shape.other_values == 0;
    if !shapes.is_empty() && shapes.iter().all(are_values) {
        let mut options: Vec<Value> = Vec::new();
        for option in shapes.iter().flat_map(|shape| &shape.values).take(MAX_LISTED * 4) {
            if !options.contains(option) {
                options.push(option.clone());
            }
        }
        return expected_values(&options, breach, note);
    }
    if let Some(words) = matches_too_much(shapes, value) {
        return words;
    }
    let has_type = shapes.iter().any(|shape| allows_kind(shape, value));
    let found = match value {
        Value::String(_) if has_type => describe_value(value),
        Value::Number(_) if has_type => quote_exact(&number(breach, note)),
        _ => found(breach, note),
    };
    let expected = any_of(shapes, value);
    // Of a mapping it is of no use to say that a mapping was found.
    if value.is_object() && expected.iter().all(|phrase| phrase.starts_with(MAPPING)) && !expected.is_empty()
    {
        let parts = expected.iter().map(|phrase| phrase.trim_start_matches(MAPPING));
        return format!("expected {MAPPING}{}", or_list(parts));
    }
    let expected = if expected.is_empty() { "another value".to_owned() } else { or_list(expected) };
    format!("expected {expected}, found {found}")
}

/// Returns which pattern `value` matches without one that it must match then, if `shapes` are nothing but such
/// patterns: one branch says what matches, another one what does not.
fn matches_too_much(shapes: &[Shape], value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let (mut matched, mut missing) = (Vec::new(), Vec::new());
    for shape in shapes {
        match shape.as_excluded() {
            Some(excluded) => matched.push(verbatim(excluded.as_pattern()?)),
            None => missing.push(verbatim(shape.as_pattern()?)),
        }
    }
    let is_both = !matched.is_empty() && !missing.is_empty();
    is_both.then(|| {
        let shown = describe_text(text, None);
        format!("{shown} matches {}, but not {}", and_list(matched), or_list(missing))
    })
}

/// How a phrase about what is in a mapping begins.
const MAPPING: &str = "a mapping ";

/// Whether one of the branches of `shape` allows values of the type of `found`.
fn allows_kind(shape: &Shape, found: &Value) -> bool {
    let has_value = shape.values.iter().any(|option| kind(option) == kind(found));
    has_value || is_of_type(shape, found) || shape.branches.iter().any(|branch| allows_kind(branch, found))
}

/// Returns that `value` meets several of the branches of a `oneOf`.
fn several(shapes: &[Shape], value: &Value) -> String {
    let phrases: Vec<String> = shapes.iter().map(phrase).collect();
    format!("{} is {}, expected only one of them", describe_value(value), and_list(phrases))
}

/// Returns that `value` is what `shape` asks, which is not allowed.
fn excluded(shape: Option<&Shape>, value: &Value) -> String {
    let shown = describe_value(value);
    let Some(shape) = shape else { return format!("{shown} is not allowed") };
    if let Some(wanted) = shape.as_excluded().filter(|wanted| **wanted != Shape::default()) {
        return format!("expected {}, found {shown}", phrase(wanted));
    }
    if *shape == Shape::default() || !shape.values.is_empty() {
        return match value {
            Value::Array(_) | Value::Object(_) => format!("{} is not allowed", json(value)),
            _ => format!("{shown} is not allowed"),
        };
    }
    match (&shape.pattern, value) {
        (Some(pattern), Value::String(_)) if shape.only_pattern() => {
            format!("{shown} matches {}, which is not allowed", verbatim(pattern))
        }
        (_, Value::Object(_)) => format!("{} is not allowed", phrase(shape)),
        _ => format!("{shown} is {}, which is not allowed", phrase(shape)),
    }
}

/// Returns how many items of which kind a list must contain.
fn contains(breach: &Breach) -> String {
    let asked = &breach.asked;
    let kind = |verb: &str| match asked.shapes.first() {
        Some(shape) => {
            let phrase = phrase(shape);
            phrase.strip_prefix(MAPPING).map_or_else(|| format!("that {verb} {phrase}"), str::to_owned)
        }
        None => "of the required kind".to_owned(),
    };
    match asked.contains {
        (None | Some(1), None) => format!("expected an item {}, found none", kind("is")),
        (min, max) => {
            let (min, max) = (min.or(Some(1)), max);
            let verb = if max.or(min) == Some(1) { "is" } else { "are each" };
            format!("expected {} {}", bounds(min, max, "item", "items"), kind(verb))
        }
    }
}

fn size(of: Bound, Size { limit, found }: Size, one: &str, many: &str) -> String {
    let found = if found == 0 { "none".to_owned() } else { found.to_string() };
    format!("expected {}, found {found}", bound(of, limit, one, many))
}

fn one_of(types: &[String]) -> String {
    types.iter().map(|name| noun(name)).collect::<Vec<_>>().join(" or ")
}

#[cfg(test)]
mod tests;
