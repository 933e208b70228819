//! Writes what is given into the documents, if `NOTELINT_BLESS` is set.

use std::{
    collections::BTreeMap,
    fs,
    ops::Range,
    path::{Path, PathBuf},
    sync::Mutex,
};

use crate::{cases::PAGE, support::document::sections};

/// What a case gives.
struct Given {
    title: String,
    /// The lines that it takes the place of; `None` for an example of the page that the document does not have yet.
    lines: Option<Range<usize>>,
    text: String,
}

static GIVEN: Mutex<BTreeMap<PathBuf, Vec<Given>>> = Mutex::new(BTreeMap::new());

/// Whether expectations are written.
pub(crate) fn is_on() -> bool {
    std::env::var_os("NOTELINT_BLESS").is_some()
}

/// Keeps what the case called `title` gives.
pub(crate) fn keep(document: &Path, title: &str, lines: Option<Range<usize>>, text: String) {
    let given = Given { title: title.to_owned(), lines, text };
    GIVEN.lock().unwrap().entry(document.to_owned()).or_default().push(given);
}

/// Writes what was kept.
pub(crate) fn write() {
    for (path, given) in std::mem::take(&mut *GIVEN.lock().unwrap()) {
        let text = fs::read_to_string(&path).unwrap();
        let blessed = blessed(&text, given);
        if blessed != text {
            fs::write(path, blessed).unwrap();
        }
    }
}

/// What is wrong with how a document is written: it must keep all that is not an expectation.
pub(crate) fn faults() -> Vec<String> {
    let given = |title: &str, lines: Option<Range<usize>>, text: &str| Given {
        title: title.to_owned(),
        lines,
        text: text.to_owned(),
    };
    let document = "# g/n\n\n## A\n\nWords.\n\n```markdown\na\n```\n\nold\n\n## B\n\n```markdown\nb\n```\n";
    let blessed = blessed(
        document,
        vec![
            given("A", Some(10..11), "new\nlines\n"),
            given("B", Some(17..17), "b\n"),
            given("Wrong 1", None, "w\n"),
        ],
    );
    let expected = "# g/n\n\n## Page\n\n### Wrong 1\n\nw\n\n## A\n\nWords.\n\n```markdown\na\n```\n\nnew\nlines\n\n\
                    ## B\n\n```markdown\nb\n```\n\nb\n";
    if blessed == expected { Vec::new() } else { vec![format!("expected:\n{expected}\ngiven:\n{blessed}")] }
}

fn blessed(document: &str, mut given: Vec<Given>) -> String {
    let mut lines: Vec<String> = document.split('\n').map(str::to_owned).collect();
    // The last one first, so that the lines above stay where they are.
    given.sort_by_key(|given| std::cmp::Reverse(given.lines.as_ref().map_or(0, |lines| lines.start + 1)));
    let (there, new): (Vec<Given>, Vec<Given>) = given.into_iter().partition(|given| given.lines.is_some());
    for Given { lines: range, text, .. } in there {
        let range = range.unwrap();
        let mut with: Vec<String> = text.lines().map(str::to_owned).collect();
        if range.is_empty() {
            // Nothing is written yet: a blank line comes before it and after it.
            let blank_before = lines[..range.start].last().is_some_and(|line| line.trim().is_empty());
            if !blank_before {
                with.insert(0, String::new());
            }
            let ends_the_document = range.start + 1 >= lines.len();
            if ends_the_document || lines.get(range.start).is_some_and(|line| !line.trim().is_empty()) {
                with.push(String::new());
            }
        }
        lines.splice(range, with);
    }
    let document = lines.join("\n");
    if new.is_empty() { document } else { with_page_examples(&document, new) }
}

/// `document` with sections for examples of the page that it does not have yet, at the end of `## Page`.
fn with_page_examples(document: &str, mut new: Vec<Given>) -> String {
    new.sort_by(|a, b| a.title.cmp(&b.title));
    let sections = sections(document).unwrap();
    let is_page = |title: &str| title == PAGE;
    let page = sections.iter().position(|section| section.level == 2 && is_page(&section.title));
    let shared = |title: &str| ["Type", "Config"].contains(&title);
    let after = match page {
        Some(at) => sections[at + 1..].iter().find(|section| section.level <= 2),
        None => sections.iter().find(|section| section.level == 2 && !shared(&section.title)),
    };
    let lines: Vec<&str> = document.split('\n').collect();
    let (before, rest) = lines.split_at(after.map_or(lines.len(), |section| section.line));
    let mut parts = vec![before.join("\n").trim_end().to_owned()];
    parts.extend(page.is_none().then(|| format!("## {PAGE}")));
    parts.extend(new.iter().map(|Given { title, text, .. }| format!("### {title}\n\n{}", text.trim_end())));
    parts.extend((!rest.is_empty()).then(|| rest.join("\n").trim_end().to_owned()));
    parts.join("\n\n") + "\n"
}
