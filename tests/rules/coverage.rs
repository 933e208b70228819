//! What each rule has: cases of every kind, and a page.

use std::{collections::BTreeSet, fs, path::Path};

use notelint::{
    diagnostic::Safety,
    rules::{Meta, TABLE},
};
use walkdir::WalkDir;

use crate::{
    bless,
    cases::{Case, Expected, RuleCases, own_page_sections},
    support::{document::sections, wording::avoided},
};

/// The documents under `folder` that no rule reads.
pub(crate) fn documents_without_a_rule(folder: &Path) -> Vec<String> {
    let known: BTreeSet<_> = TABLE.iter().map(|rule| folder.join(format!("{}.md", rule.meta.id))).collect();
    let files = WalkDir::new(folder).into_iter().map(|entry| entry.unwrap().into_path());
    let documents = files.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    documents
        .filter(|path| !known.contains(path))
        .map(|path| format!("no rule: {}", path.display()))
        .collect()
}

/// The kinds of cases that a rule lacks: one that it reports, one that it does not, and one that its fix
/// repairs.
pub(crate) fn missing_cases(document: &RuleCases) -> Vec<String> {
    if bless::is_on() {
        return Vec::new();
    }
    let own = document.cases.iter().filter(|case| !case.name.starts_with("page::"));
    let expected: Vec<&str> = own.filter_map(expectation).collect();
    let reported = format!("[{}]:", document.meta.id);
    let kinds = [
        ("finding", true, expected.iter().any(|text| text.contains(&reported))),
        ("clean", true, expected.iter().any(|text| !text.is_empty() && !text.contains(&reported))),
        (
            "fixed (`diff fixed`)",
            document.meta.fix == Some(Safety::Safe),
            expected
                .iter()
                .any(|text| text.contains("diff fixed\n") || text.contains("diff fixed escaped\n")),
        ),
        (
            "fixed (`diff fixed-unsafe`)",
            document.meta.fix == Some(Safety::Unsafe),
            expected.iter().any(|text| text.contains("diff fixed-unsafe")),
        ),
    ];
    let missing = kinds.into_iter().filter(|(_, needed, there)| *needed && !there);
    missing.map(|(kind, ..)| format!("{}: no {kind} case", document.path.display())).collect()
}

fn expectation(case: &Case) -> Option<&str> {
    match &case.expected {
        Expected::Written { text, .. } => Some(text),
        Expected::Nothing => None,
    }
}

/// The file of the page of the rule `meta`: its id is its path.
pub(crate) fn page_file(meta: &Meta) -> String {
    format!("{}/src/rules/{}.md", env!("CARGO_MANIFEST_DIR"), meta.id.as_str().replace('-', "_"))
}

/// What is wrong with the page of a rule, and with what its document says of the page.
pub(crate) fn faults_of_page(document: &RuleCases) -> Vec<String> {
    let Meta { id, summary, page, .. } = document.meta;
    let mut faults: Vec<String> =
        avoided(summary).into_iter().chain(avoided(page)).map(|fault| format!("{id}: {fault}")).collect();
    let mut need = |what: &str, holds: bool| {
        if !holds {
            faults.push(format!("{id}: {what}"));
        }
    };
    let file = page_file(&document.meta);
    need(
        &format!("its page is {file}"),
        fs::read_to_string(&file).is_ok_and(|text| bless::is_on() || text == page),
    );
    need("the page does not begin with the rule's id", page.starts_with(&format!("# {id}\n")));
    let has = |kind: &str| document.cases.iter().any(|case| case.name.starts_with(&format!("page::{kind}")));
    need("the page has no example under `## Wrong`", has("wrong"));
    need("the page has no example under `## Right`", has("right"));
    need(
        "the summary is one line without a full stop",
        !summary.is_empty() && !summary.contains('\n') && !summary.ends_with('.'),
    );
    if !bless::is_on() {
        let sections = sections(&document.text).unwrap();
        for section in own_page_sections(&sections) {
            let there = document
                .cases
                .iter()
                .any(|case| case.name.starts_with("page::wrong") && case.title == section.title);
            need(&format!("the page has no example `{}`: delete it here", section.title), there);
        }
    }
    faults
}
