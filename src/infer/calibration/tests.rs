use super::*;

fn report(notes: &[NoteReport]) -> KindReport {
    let mut report = KindReport::default();
    for note in notes {
        report.add(note);
    }
    report
}

fn lacks(parent: &str, name: &str) -> NoteReport {
    let missing = [(parent.to_owned(), name.to_owned())].into();
    NoteReport { missing, is_broken: true, diagnostics: 1, ..NoteReport::default() }
}

#[test]
fn only_rules_about_looks_misfit() {
    let rules = ["structure/heading-text", "text/broken-emphasis"].map(RuleId::new);
    let note = NoteReport { rules: rules.into(), diagnostics: 2, ..NoteReport::default() };
    let mut notes = vec![NoteReport::default(); 8];
    notes.extend([note.clone(), note]);
    let share = Share { count: 2, of: notes.len() };
    assert_eq!(report(&notes).misfitting_rules(), [(RuleId::new("structure/heading-text"), share)]);
    notes.extend(vec![NoteReport::default(); 10]);
    assert_eq!(report(&notes).misfitting_rules(), []);
}

#[test]
fn what_many_notes_lack_is_not_required() {
    let mut notes = vec![NoteReport::default(); 16];
    notes.extend(vec![lacks("/sections", "Plan"); 4]);
    notes.push(lacks("/sections", "Goal"));
    notes.extend(vec![lacks("/sections/swot", "Threats"); 3]);
    let report = report(&notes);
    assert_eq!(report.missing_sections().collect::<Vec<_>>(), []);
    assert_eq!(report.missing_quadrants().collect::<Vec<_>>(), [("/sections/swot", "Threats", 3)]);
    notes.extend(vec![lacks("/sections", "Plan"); 2]);
    let report = self::report(&notes);
    assert_eq!(report.missing_sections().collect::<Vec<_>>(), [("/sections", "Plan", 6)]);
    assert!(report.is_misfit());
}

#[test]
fn rules_about_looks_exist() {
    for rule in COSMETIC {
        assert!(crate::rules::find(rule).is_some(), "{rule}");
    }
}
