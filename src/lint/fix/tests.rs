use super::*;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::text::Range;

fn diagnostic(rule: &'static str, edits: Vec<Edit>) -> Located {
    let fix = (!edits.is_empty()).then(|| Fix::safe("Repair it", edits));
    let diagnostic = Diagnostic {
        rule: RuleId::new(rule),
        severity: Severity::Warning,
        message: String::new(),
        help: None,
        span: Span::empty(0),
        related: Vec::new(),
        fix,
        members: Vec::new(),
        breach: None,
    };
    Located { diagnostic, range: Range::default(), related: Vec::new() }
}

fn applied(text: &str, fixes: &[(&'static str, Vec<Edit>)]) -> (Vec<&'static str>, String) {
    let diagnostics: Vec<_> = fixes.iter().map(|(rule, edits)| diagnostic(rule, edits.clone())).collect();
    let round = select(&diagnostics, Safety::Safe);
    let rules = round.rules.iter().map(|rule| rule.as_str()).collect();
    (rules, round.apply(text).unwrap_or_else(|| text.to_owned()))
}

#[test]
fn a_fix_that_overlaps_or_touches_another_waits() {
    let delete = |start, end| vec![Edit::delete(Span::new(start, end))];
    let fixes = [("b/b", delete(3, 5)), ("a/a", delete(0, 3)), ("c/c", delete(6, 7))];
    assert_eq!(applied("0123456789", &fixes), (vec!["a/a", "c/c"], "345789".to_owned()));
    let insertions = [("b/b", vec![Edit::insert(3, "y")]), ("a/a", vec![Edit::insert(3, "x")])];
    assert_eq!(applied("0123", &insertions), (vec!["a/a"], "012x3".to_owned()));
}

#[test]
fn a_fix_is_applied_whole_or_not_at_all() {
    let both = vec![Edit::delete(Span::new(0, 1)), Edit::delete(Span::new(8, 9))];
    let fixes = [("b/b", vec![Edit::delete(Span::new(0, 2))]), ("a/a", both)];
    assert_eq!(applied("0123456789", &fixes), (vec!["a/a"], "12345679".to_owned()));
}

#[test]
fn one_fix_of_two_diagnostics_is_applied_once_and_repairs_both() {
    let edits = vec![Edit::insert(0, "x")];
    assert_eq!(
        applied("0", &[("a/a", edits.clone()), ("a/a", edits)]),
        (vec!["a/a", "a/a"], "x0".to_owned())
    );
}

fn state(rules: &[&'static str], is_readable: bool) -> State {
    let diagnostics = Arc::new(rules.iter().map(|rule| diagnostic(rule, vec![])).collect());
    State { diagnostics, is_readable }
}

fn harm_of(before: &[&'static str], after: &[&'static str]) -> Option<Undone> {
    harm(&state(before, true), &state(after, true))
}

#[test]
fn more_of_one_rule_is_harm_even_where_there_is_less_in_all() {
    let gained = Some(Undone::Gained(RuleId::new("text/bom")));
    assert_eq!(harm_of(&["rating/style", "rating/style"], &["text/bom"]), gained);
    assert_eq!(harm_of(&["text/bom"], &["text/bom", "text/bom"]), gained);
    assert_eq!(harm_of(&["text/bom", "rating/style"], &["text/bom"]), None);
}

#[test]
fn what_a_repaired_cause_had_silenced_is_no_harm() {
    let after = ["frontmatter/unknown-key", "structure/title-mismatch"];
    assert_eq!(harm_of(&["frontmatter/syntax"], &after), None);
    assert_eq!(harm_of(&["swot/incomplete"], &["swot/empty", "swot/empty"]), None);
    assert_eq!(harm_of(&["rating/style"], &["suppression/unused"]), None);
}

#[test]
fn frontmatter_that_can_no_longer_be_read_is_harm() {
    let harm = harm(&state(&[], true), &state(&[], false));
    assert_eq!(harm, Some(Undone::Frontmatter));
}
