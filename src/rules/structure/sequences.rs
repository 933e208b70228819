//! Sections by pattern that follow each other by what their headings say.

use std::cmp::Ordering;

use super::ascent::longest_ascent;
use crate::{
    notetype::{Numbering, ParsedSection, Sequence},
    rules::{Context, Finding, Findings, wording::quote},
};

/// Reports those of `sections` that are not in `sequence`.
pub(super) fn check(
    context: &Context<'_>,
    sequence: &Sequence,
    sections: Vec<&ParsedSection<'_>>,
    findings: &mut Findings<'_>,
) {
    let keyed: Vec<(&str, &ParsedSection<'_>)> =
        sections.into_iter().filter_map(|section| Some((key(section, sequence)?, section))).collect();
    match sequence.numbering {
        Numbering::Consecutive => consecutive(context, &keyed, findings),
        Numbering::Ascending => sorted(context, &keyed, compare, findings),
        Numbering::Descending => sorted(context, &keyed, |a, b| compare(b, a), findings),
    }
}

/// What is compared of the heading of `section`: the named group, else the first one, else the heading. `None` if
/// that group is not in it.
fn key<'s>(section: &'s ParsedSection<'_>, sequence: &Sequence) -> Option<&'s str> {
    let regex = &section.spec.pattern.as_ref()?.regex;
    if sequence.group.is_none() && regex.captures_len() == 1 {
        return Some(&section.key);
    }
    let groups = regex.captures(&section.key)?;
    let group = match &sequence.group {
        Some(name) => groups.name(name),
        None => groups.get(1),
    };
    group.map(|group| group.as_str())
}

fn sorted(
    context: &Context<'_>,
    keyed: &[(&str, &ParsedSection<'_>)],
    compare: impl Fn(&str, &str) -> Ordering,
    findings: &mut Findings<'_>,
) {
    if keyed.is_sorted_by(|(a, _), (b, _)| compare(a, b).is_le()) {
        return;
    }
    let mut by_key: Vec<usize> = (0..keyed.len()).collect();
    by_key.sort_by(|a, b| compare(keyed[*a].0, keyed[*b].0));
    // Equal ones have the same rank.
    let mut ranks = vec![0; keyed.len()];
    for pair in by_key.windows(2) {
        let is_same = compare(keyed[pair[0]].0, keyed[pair[1]].0).is_eq();
        ranks[pair[1]] = ranks[pair[0]] + usize::from(!is_same);
    }
    let mut kept = longest_ascent(&ranks);
    kept.reverse();
    let heading = |index: usize| context.heading(keyed[index].1.heading).content;
    for index in (0..keyed.len()).filter(|index| kept.binary_search(index).is_err()) {
        let (before, after) = kept.split_at(kept.partition_point(|other| ranks[*other] <= ranks[index]));
        let (side, neighbour) = match (before.last(), after.first()) {
            (Some(before), _) => ("after", *before),
            (None, Some(after)) => ("before", *after),
            (None, None) => continue,
        };
        // Without the destinations of links.
        let (words, other) = (quote(&keyed[index].1.key), quote(&keyed[neighbour].1.key));
        findings.push(
            Finding::new(heading(index), format!("section {words} is out of order, expected {side} {other}"))
                .help(format!("move it, with its content, {side} the section {other}"))
                .related(heading(neighbour), format!("{words} belongs {side} this section")),
        );
    }
}

fn consecutive(context: &Context<'_>, keyed: &[(&str, &ParsedSection<'_>)], findings: &mut Findings<'_>) {
    let numbered: Vec<(u64, &ParsedSection<'_>)> =
        keyed.iter().filter_map(|(key, section)| Some((number(key)?, *section))).collect();
    for pair in numbered.windows(2) {
        let ((before, above), (found, section)) = (pair[0], pair[1]);
        let next = before.saturating_add(1);
        if found == before || found == next {
            continue;
        }
        let (words, above_words) = (quote(&section.key), quote(&above.key));
        let (span, above) =
            (context.heading(section.heading).content, context.heading(above.heading).content);
        findings.push(
            Finding::new(
                span,
                format!("section {words} has the number {found}, expected {next} after {above_words}"),
            )
            .help(format!("write {next} in its heading, or add what is missing before it"))
            .related(above, format!("{next} follows this section")),
        );
    }
}

/// The first number in `key`.
fn number(key: &str) -> Option<u64> {
    let digits = key.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

/// Compares runs of digits as numbers, and other characters by their code points. Where one text ends, the other is
/// greater, or smaller if it goes on with `-`: a pre-release (Semantic Versioning 2.0.0, 11).
fn compare(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        match (a.chars().next(), b.chars().next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(next)) => return if next == '-' { Ordering::Greater } else { Ordering::Less },
            (Some(next), None) => return if next == '-' { Ordering::Less } else { Ordering::Greater },
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (left, right) = (digits(&mut a), digits(&mut b));
                let order = left.len().cmp(&right.len()).then_with(|| left.cmp(right));
                if order.is_ne() {
                    return order;
                }
            }
            (Some(x), Some(y)) if x == y => (a, b) = (&a[x.len_utf8()..], &b[y.len_utf8()..]),
            // What goes on with `-` ends here for the other.
            (Some('-'), Some(_)) => return Ordering::Less,
            (Some(_), Some('-')) => return Ordering::Greater,
            (Some(x), Some(y)) => return x.cmp(&y),
        }
    }
}

/// Takes the digits that `text` begins with, without leading zeros.
fn digits<'t>(text: &mut &'t str) -> &'t str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    *text = rest;
    number.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_semantic_versioning_does() {
        let ascending = [
            "0.9.0",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.1",
            "1.2",
            "1.10.0",
            "02.0",
            "10",
        ];
        for (index, a) in ascending.iter().enumerate() {
            for (other, b) in ascending.iter().enumerate() {
                assert_eq!(compare(a, b), index.cmp(&other), "{a} {b}");
            }
        }
        assert_eq!(compare("1.02", "1.2"), Ordering::Equal);
        assert_eq!(compare("2026-01-31", "2026-02-01"), Ordering::Less);
    }
}
