//! Runs `tests/rules/<group>/<name>.md`: the cases of each rule, and the examples of its page.
//!
//! Each `##` of a document is a case: files in fenced blocks, then what is expected of `note.md`. That
//! is what `--format human` draws, with what a drawing leaves out below each diagnostic: the title of a
//! fix that is cut, and the exact ranges (`at 5:10-5:16`, then the related places); or the line "Nothing
//! is reported."; then what `--fix`, and `--fix --unsafe-fixes` if it does more, change in the note.
//! `## Type` and `## Config` hold for all cases of a document, and `## Page` has what is expected of the
//! page's examples under `## Wrong`.
//!
//! `NOTELINT_BLESS=1` rewrites the expectations of the cases that run: read each before you keep it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod bless;
mod cases;
mod check;
mod coverage;
mod folder;
mod options;
#[path = "../support/mod.rs"]
mod support;

use std::{path::Path, process::ExitCode, sync::Arc};

use libtest_mimic::{Arguments, Failed, Trial};
use notelint::rules::TABLE;

use cases::RuleCases;

/// The folder of the documents.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules");

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = vec![
        Trial::test("rules::each_document_is_of_a_rule", || {
            passed(&coverage::documents_without_a_rule(Path::new(FOLDER)))
        }),
        Trial::test("rules::blessing_keeps_all_but_the_expectations", || passed(&bless::faults())),
    ];
    for rule in TABLE {
        let module = rule.meta.id.as_str().replace('/', "::").replace('-', "_");
        trials.push(Trial::test(format!("{module}::page::options"), || passed(&options::faults(rule))));
        match RuleCases::read(rule.meta) {
            Ok(document) => trials.extend(trials_of(&module, &Arc::new(document))),
            Err(error) => trials.push(Trial::test(format!("{module}::document"), || Err(error.into()))),
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    bless::write();
    conclusion.exit_code()
}

/// The tests of one rule.
fn trials_of(module: &str, document: &Arc<RuleCases>) -> Vec<Trial> {
    let about_the_rule = |name: &str, check: fn(&RuleCases) -> Vec<String>| {
        let document = Arc::clone(document);
        Trial::test(format!("{module}::{name}"), move || passed(&check(&document)))
    };
    let mut trials = vec![
        about_the_rule("is_covered", coverage::missing_cases),
        about_the_rule("page::is_well_formed", coverage::faults_of_page),
    ];
    trials.extend((0..document.cases.len()).map(|index| {
        let document = Arc::clone(document);
        let name = format!("{module}::{}", document.cases[index].name);
        Trial::test(name, move || passed(&check::faults(&document, &document.cases[index])))
    }));
    trials
}

fn passed(faults: &[String]) -> Result<(), Failed> {
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}
