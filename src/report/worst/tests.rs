use super::*;
use crate::{
    console::RenderStyle,
    diagnostic::{Diagnostic, RuleId},
    lint::{Located, NoteOutcome, Outcome, Sources},
    report::{Checkout, DEFAULT, Report},
    text::{Range, Span},
};

struct NoTexts;

impl Sources for NoTexts {
    fn text(&self, _: &str) -> Option<String> {
        None
    }
}

fn note(path: &str, rule: RuleId, severities: &[Severity]) -> NoteOutcome {
    let located = severities.iter().map(|&severity| Located {
        diagnostic: Diagnostic {
            rule,
            severity,
            message: "wrong".to_owned(),
            help: None,
            span: Span::default(),
            related: Vec::new(),
            fix: None,
            members: Vec::new(),
            breach: None,
        },
        range: Range::default(),
        related: Vec::new(),
    });
    let diagnostics = located.collect::<Vec<_>>().into();
    NoteOutcome { path: path.to_owned(), diagnostics, ..NoteOutcome::default() }
}

#[test]
fn a_report_for_people_shows_the_worst_of_all_notes_and_explains_one_of_them() {
    let outcome = Outcome {
        notes: vec![
            note("a.md", RuleId::new("x/info"), &[Severity::Info, Severity::Info]),
            note("b.md", RuleId::new("x/mixed"), &[Severity::Warning, Severity::Error]),
            note("c.md", RuleId::new("x/error"), &[Severity::Error]),
        ],
        summary: Summary { files: 3, errors: 2, warnings: 1, infos: 2, ..Summary::default() },
        ..Outcome::default()
    };
    let shown = |worst, limit| {
        let report = Report {
            outcome: &outcome,
            repairs: Vec::new(),
            sources: &NoTexts,
            checkout: &Checkout::default(),
            threads: None,
            style: RenderStyle { color: false, unicode: false, width: 80 },
            limit,
            worst,
            statistics: false,
            quiet: false,
        };
        let mut out = Vec::new();
        (DEFAULT.write)(&report, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let end = ["3 notes checked: 2 errors, 1 warning, 2 infos", "run `notelint explain x/mixed` for details"];
    let worst = [
        "error[x/mixed]: b.md:0:0: wrong",
        "error[x/error]: c.md:0:0: wrong",
        "showing the 2 worst of 5 diagnostics",
        "--max-diagnostics all shows all of them, --statistics counts them",
    ];
    assert_eq!(shown(Some(2), None), [&worst[..], &end].concat());
    assert_eq!(shown(Some(5), None), shown(None, None));
    assert_eq!(shown(None, Some(usize::MAX)), shown(None, None));
}

#[test]
fn errors_are_taken_before_warnings_and_these_before_infos() {
    let summary = Summary { errors: 2, warnings: 3, infos: 1, ..Summary::default() };
    let order = [
        Severity::Warning,
        Severity::Error,
        Severity::Warning,
        Severity::Info,
        Severity::Warning,
        Severity::Error,
    ];
    let taken = |limit| {
        let mut worst = Worst::of(summary, limit);
        let taken: Vec<bool> = order.iter().map(|severity| worst.takes(*severity)).collect();
        assert!(worst.is_done());
        taken
    };
    assert_eq!(taken(Some(3)), [true, true, false, false, false, true]);
    assert_eq!(taken(Some(1)), [false, true, false, false, false, false]);
    assert_eq!(taken(None), [true; 6]);
}
