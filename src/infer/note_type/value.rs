//! What the values of a frontmatter key have in common.

use std::collections::{BTreeMap, HashMap};

use strsim::osa_distance;

use super::{
    model::{TextForm, Value},
    notes::Notes,
    shape::common_shape,
    share::Share,
};
use crate::infer::facts::{TextFacts, ValueFacts};

/// A type that fewer values have is a mistake.
const TYPE_PERCENT: usize = 5;

/// From this share on, lists have one type of item, and texts one beginning.
const SHAPE_PERCENT: usize = 95;

/// Fewer texts have no common beginning.
const MIN_SHAPED: usize = 5;

/// Of fewer values, it is not told which ones there may be.
const MIN_CHOSEN: usize = 20;

/// A type lists no more values than these.
const MAX_CHOICES: usize = 12;

/// A longer text is not one of a few.
const MAX_CHOICE_CHARS: usize = 30;

/// A value that is so much rarer than a similar one is misspelt.
const MISSPELT_FACTOR: usize = 10;

/// Returns what `values` have in common, but for the keys of mappings.
pub(super) fn value(values: &[&ValueFacts]) -> Value {
    let types = types(values);
    let texts: Vec<&TextFacts> = values.iter().filter_map(|value| text(value)).collect();
    let lists: Vec<&Vec<ValueFacts>> = values
        .iter()
        .filter_map(|value| if let ValueFacts::List(items) = value { Some(items) } else { None })
        .collect();
    let mut value = Value::default();
    if types.contains(&"string") {
        let only_text = types.iter().all(|of| ["string", "null"].contains(of));
        value.choices = if only_text { choices(&texts).unwrap_or_default() } else { Vec::new() };
        if value.choices.is_empty() {
            value.text = text_form(&texts);
        }
    }
    if types.contains(&"array") {
        let items: Vec<&ValueFacts> = lists.iter().copied().flatten().collect();
        value.items = items_of(&items).map(Box::new);
        value.is_filled = !lists.is_empty() && lists.iter().all(|items| !items.is_empty());
    }
    value.types = types;
    value
}

fn text(value: &ValueFacts) -> Option<&TextFacts> {
    if let ValueFacts::Text(text) = value { Some(text) } else { None }
}

fn type_of(value: &ValueFacts) -> &'static str {
    match value {
        ValueFacts::Null => "null",
        ValueFacts::Boolean => "boolean",
        ValueFacts::Integer(_) => "integer",
        ValueFacts::Number => "number",
        ValueFacts::Text(_) => "string",
        ValueFacts::List(_) => "array",
        ValueFacts::Mapping(_) => "object",
    }
}

/// Returns the types that `values` have but for mistakes, the most frequent first.
fn types(values: &[&ValueFacts]) -> Vec<&'static str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(type_of(value)).or_default() += 1;
    }
    if let Some(integers) = counts.get("integer").copied().filter(|_| counts.contains_key("number")) {
        counts.remove("integer");
        *counts.entry("number").or_default() += integers;
    }
    let mut types: Vec<(&'static str, usize)> = counts
        .into_iter()
        .filter(|(_, count)| {
            let is_all = *count == values.len();
            is_all || *count >= 2 && Share { count: *count, of: values.len() }.is_at_least(TYPE_PERCENT)
        })
        .collect();
    types.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    types.into_iter().map(|(name, _)| name).collect()
}

/// Returns what all `texts` but a few are like.
fn text_form(texts: &[&TextFacts]) -> Option<(TextForm, Share)> {
    let dates = Share::count(texts, |text| text.is_date);
    if dates.is_required() {
        return Some((TextForm::Date, dates));
    }
    let iris = Share::count(texts, |text| text.is_iri);
    if iris.is_required() {
        return Some((TextForm::Iri, iris));
    }
    if let Some((shape, share)) = common_shape(texts.iter().map(|text| Some(&*text.beginning)))
        && share.is_at_least(SHAPE_PERCENT)
        && share.count >= MIN_SHAPED
    {
        return Some((TextForm::Pattern(format!("^{shape}")), share));
    }
    let filled = Share::count(texts, |text| !text.beginning.trim().is_empty());
    (filled.count == filled.of && filled.of > 0).then_some((TextForm::Filled, filled))
}

/// Returns what the items of lists have in common, if they do.
fn items_of(items: &[&ValueFacts]) -> Option<Value> {
    let types = types(items);
    let is_common = |of: &str| Share::count(items, |item| type_of(item) == of).is_at_least(SHAPE_PERCENT);
    let only = types.first().filter(|of| is_common(of))?;
    if *only != "string" {
        return Some(Value { types: vec![only], ..Value::default() });
    }
    let texts: Vec<&TextFacts> = items.iter().filter_map(|item| text(item)).collect();
    let written = |pattern: &str, fits: fn(&str) -> bool| {
        let share = Share::count(&texts, |text| text.is_whole && fits(&text.beginning));
        share.is_at_least(SHAPE_PERCENT).then(|| (TextForm::Pattern(pattern.to_owned()), share))
    };
    let mark = written("^@", |text| text.starts_with('@'));
    let link =
        || written(r"^\[\[.+\]\]$", |text| text.len() > 4 && text.starts_with("[[") && text.ends_with("]]"));
    Some(Value { types: vec!["string"], text: mark.or_else(link), ..Value::default() })
}

/// Returns the values that `texts` are, if there are few.
fn choices(texts: &[&TextFacts]) -> Option<Vec<(String, usize)>> {
    if texts.len() < MIN_CHOSEN {
        return None;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for text in texts {
        *counts.entry(&text.beginning).or_default() += 1;
        if counts.len() > texts.len() / 4 + MAX_CHOICES {
            return None;
        }
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_unstable_by(|(text, count), (other, others)| others.cmp(count).then(text.cmp(other)));
    let may_be_chosen = |text: &TextFacts| {
        text.is_whole
            && !text.is_date
            && !text.is_iri
            && text.beginning.chars().count() <= MAX_CHOICE_CHARS
            && !text.beginning.trim().is_empty()
            && text.beginning.parse::<f64>().is_err()
    };
    if !Share::count(texts, |text| may_be_chosen(text)).is_required() {
        return None;
    }
    let is_misspelt = |(text, count): &(&str, usize)| {
        let frequent = counts.iter().take_while(|(_, others)| *others >= count * MISSPELT_FACTOR);
        frequent.into_iter().any(|(other, _)| is_similar(text, other))
    };
    let right: Vec<&(&str, usize)> = counts.iter().filter(|choice| !is_misspelt(choice)).collect();
    let again: Vec<&&(&str, usize)> = right.iter().filter(|(_, count)| *count > 1).collect();
    let covered: usize = again.iter().map(|(_, count)| count).sum();
    let is_few =
        again.len() <= MAX_CHOICES && again.len() * 10 <= texts.len() && right.len() <= 2 * MAX_CHOICES;
    (is_few && Share { count: covered, of: texts.len() }.is_required())
        .then(|| right.iter().map(|(text, count)| ((*text).to_owned(), *count)).collect())
}

/// Whether one of two values may be the other one, misspelt.
pub(super) fn is_similar(one: &str, other: &str) -> bool {
    let length = one.chars().count().max(other.chars().count());
    one.to_lowercase() == other.to_lowercase() || osa_distance(one, other) <= 2.min(length / 3)
}

/// Returns the values of `key` in the notes numbered in `found`, as far as their frontmatter can be read as a whole.
pub(super) fn of_key<'f>(notes: &Notes<'f>, found: &[usize], key: &str) -> Vec<&'f ValueFacts> {
    let values = found.iter().filter_map(|note| {
        let frontmatter =
            notes.all[*note].frontmatter.as_ref().filter(|frontmatter| frontmatter.is_readable)?;
        frontmatter.keys.iter().find(|other| &*other.name == key).map(|key| &key.value)
    });
    values.collect()
}
