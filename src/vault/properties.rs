//! The links in a note's frontmatter: strings that consist of links.

use std::borrow::Cow;

use serde_json::Value;

use super::{html::is_template, mentions::Kind};
use crate::{
    note::Note,
    text::Span,
    tree::{Data, Node},
};

/// A link with escapes is looked for in vain up to the end of its value. Of a value with many of them, the whole
/// is pointed at.
const MAX_MISSES: usize = 16;

/// Returns the destinations of the links, each with its kind and span.
pub(super) fn links<'n>(note: &'n Note<'_>) -> Vec<(Kind, Cow<'n, str>, Span)> {
    let mut found = Vec::new();
    let mut open: Vec<&Node> =
        note.frontmatter.mapping().map(|document| &document.root).into_iter().collect();
    while let Some(node) = open.pop() {
        match &node.data {
            Data::Scalar { value: Value::String(text), .. } => {
                let mut rest = node.span;
                let mut misses = 0;
                for (kind, before, target) in links_in(text).unwrap_or_default() {
                    let marked = format!("{before}{target}");
                    let place = (misses < MAX_MISSES).then(|| rest.of(note.text).find(&marked)).flatten();
                    let span = if let Some(at) = place {
                        rest = rest.with_start(rest.start() + at + marked.len());
                        Span::new(rest.start() - target.len(), rest.start())
                    } else {
                        misses += 1;
                        node.span
                    };
                    found.push((kind, Cow::Borrowed(target), span));
                }
            }
            Data::Scalar { .. } => {}
            Data::Sequence(items) => open.extend(items.iter().rev()),
            Data::Mapping(entries) => open.extend(entries.iter().rev().map(|entry| &entry.value)),
        }
    }
    found
}

/// Returns the links that `text` consists of, each with the marks before its destination; `None` if it is not a
/// list of links. Text may contain what only looks like one, such as a command.
fn links_in(text: &str) -> Option<Vec<(Kind, &'static str, &str)>> {
    let mut links = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let link = rest.strip_prefix('!').unwrap_or(rest);
        let after = if let Some(wiki) = link.strip_prefix("[[") {
            let (inside, after) = wiki.split_once("]]")?;
            let (target, label) =
                inside.split_once('|').map_or((inside, None), |(target, label)| (target, Some(label)));
            if !is_name(target) || after.starts_with(['(', '[']) {
                return None;
            }
            let kind = if label.is_some() { Kind::LabelledWikiLink } else { Kind::WikiLink };
            links.push((kind, "[[", target.trim_end()));
            after
        } else {
            let (label, destination) = link.strip_prefix('[')?.split_once("](")?;
            let (before, (target, after)) = match destination.strip_prefix('<') {
                Some(inside) => ("](<", inside.split_once(">)")?),
                None => ("](", destination.split_once(')')?),
            };
            let is_one_word = before.ends_with('<') || !target.contains(char::is_whitespace);
            if label.contains(['[', ']']) || target.is_empty() || is_template(target) || !is_one_word {
                return None;
            }
            links.push((Kind::Link, before, target));
            after
        };
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '、' | '，'));
    }
    Some(links)
}

/// Whether `target` can be the name of a note, and is not code: `[[ -n $x ]]`, `[[:alpha:]]`, `[[1, 2]]`.
fn is_name(target: &str) -> bool {
    let is_number = |part: &str| part.trim().parse::<f64>().is_ok();
    let is_list = target.contains(',') && target.split(',').all(is_number);
    !target.is_empty()
        && !is_list
        && !target.starts_with(':')
        && !target.starts_with(|c: char| c.is_whitespace() || c == '-')
        && !target.contains(['[', ']', '"', '`', '=', '\\'])
        && !is_template(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_of_links_is_told_from_text() {
        let targets =
            |text| links_in(text).map(|links| links.into_iter().map(|(.., target)| target).collect());
        let some = |targets: &[&'static str]| Some(targets.to_vec());
        for (text, wanted) in [
            ("[[a]]", some(&["a"])),
            ("![[a#b|c]], [[d]]、[[e]]", some(&["a#b", "d", "e"])),
            ("[a](b.md) [c](<d e.md>)", some(&["b.md", "d e.md"])),
            ("see [[a]]", None),
            ("[[a]] and [[b]]", None),
            ("[[ -n $x ]]", None),
            ("[[-n $x]] && y", None),
            ("[[]]", None),
            ("[[{{date}}]]", None),
            ("[[:alpha:]]+", None),
            ("[[:alpha:]]", None),
            ("[[1, 2.5]]", None),
            ("[[2024]]", some(&["2024"])),
            ("[[Rome, Italy]]", some(&["Rome, Italy"])),
            ("[[a]](b)", None),
            ("[a](b c.md)", None),
            ("[a](b.md \"t\")", None),
            ("[x]", None),
            ("[a-z](.*)+", None),
            ("", some(&[])),
        ] {
            assert_eq!(targets(text), wanted, "{text}");
        }
    }
}
