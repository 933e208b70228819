//! The cases of a rule: those of its document, and the examples of its page.

use std::{collections::BTreeSet, fs, ops::Range, path::PathBuf};

use notelint::{diagnostic::Severity, rules::Meta};

use crate::{
    FOLDER,
    support::document::{Block, Section, sections},
};

/// The type of documents and pages that declare none: it asks for nothing.
const ANY: &str = "x-note: { type: page }\ntype: object\nproperties: { frontmatter: { type: object } }\n";

/// What stands in the place of a drawing if nothing is reported.
pub(crate) const CLEAN: &str = "Nothing is reported.";

/// The section of a document about the examples of the rule's page.
pub(crate) const PAGE: &str = "Page";

/// The cases of a rule.
pub(crate) struct RuleCases {
    /// The rule.
    pub(crate) meta: Meta,
    /// The file of the document.
    pub(crate) path: PathBuf,
    /// The text of the document.
    pub(crate) text: String,
    /// The examples of the page, then the cases of the document.
    pub(crate) cases: Vec<Case>,
}

/// Notes, and what is expected of them.
pub(crate) struct Case {
    /// The name of the test, below that of the rule.
    pub(crate) name: String,
    /// The title in the document.
    pub(crate) title: String,
    /// The path of each file, and what it holds.
    pub(crate) files: Vec<(String, String)>,
    /// What is checked: a note, or a folder.
    pub(crate) target: &'static str,
    /// What is expected.
    pub(crate) expected: Expected,
}

/// What is expected of a case.
pub(crate) enum Expected {
    /// That nothing is reported: an example under `## Right`.
    Nothing,
    /// What the document says, without blank lines around it.
    Written {
        /// What is written.
        text: String,
        /// The indexes of its lines, without blank lines around it; empty if nothing is written yet, and `None` if
        /// the document lacks the section.
        lines: Option<Range<usize>>,
    },
}

impl RuleCases {
    /// Reads the document of the rule, and its page.
    ///
    /// # Errors
    /// What is wrong with either, with the file and the line.
    pub(crate) fn read(meta: Meta) -> Result<Self, String> {
        let path = PathBuf::from(format!("{FOLDER}/{}.md", meta.id));
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let here = |error: String| format!("{}: {error}", path.display());
        let sections = sections(&text).map_err(here)?;
        if sections.first().is_none_or(|first| first.title != meta.id.as_str()) {
            return Err(here(format!("the document does not begin with `# {}`", meta.id)));
        }
        let mut cases = page_cases(meta, &text, &sections)?;
        cases.extend(document_cases(&text, &sections).map_err(here)?);
        let mut names = BTreeSet::new();
        if let Some(twice) = cases.iter().find(|case| !names.insert(&case.name)) {
            return Err(here(format!("two cases are named {:?}", twice.name)));
        }
        Ok(Self { meta, path, text, cases })
    }
}

/// The examples of the page of `meta`.
fn page_cases(meta: Meta, document: &str, of_document: &[Section]) -> Result<Vec<Case>, String> {
    let of_page = sections(meta.page).map_err(|error| format!("the page of {}: {error}", meta.id))?;
    let block = |title: &str| {
        let section = of_page.iter().find(|section| section.level == 2 && section.title == title);
        section.and_then(|section| section.blocks.first()).map(|block| block.text.as_str())
    };
    let note_type = block("Type").unwrap_or(ANY);
    let severity = meta.severity.max(Severity::Warning).as_str();
    let config = config(note_type, &format!("rules:\n  {}: {severity}\n", meta.id));
    let own = own_page_sections(of_document);
    let mut cases = Vec::new();
    for section in of_page.iter().filter(|section| ["Wrong", "Right"].contains(&section.title.as_str())) {
        for (index, notes) in collections(&section.blocks).into_iter().enumerate() {
            let title = format!("{} {}", section.title, index + 1);
            let expected = if section.title == "Right" {
                Expected::Nothing
            } else {
                match own.iter().find(|section| section.title == title) {
                    Some(section) => written(document, section, section.body.start),
                    None => Expected::Written { text: String::new(), lines: None },
                }
            };
            let mut files = vec![
                ("notelint.yaml".to_owned(), config.clone()),
                ("type.yaml".to_owned(), note_type.to_owned()),
            ];
            files.extend(notes.into_iter().map(|(name, text)| (format!("notes/{name}"), text.to_owned())));
            let name = format!("page::{}", slug(&title));
            cases.push(Case { name, title, files, target: "notes", expected });
        }
    }
    Ok(cases)
}

/// The sections of a document about the examples of the page.
pub(crate) fn own_page_sections(sections: &[Section]) -> Vec<&Section> {
    let after = sections.iter().skip_while(|section| section.level != 2 || section.title != PAGE);
    after.skip(1).take_while(|section| section.level > 2).collect()
}

/// The notes of each example. Notes with a name that follow each other are one collection, until a
/// name comes again.
fn collections(blocks: &[Block]) -> Vec<Vec<(&str, &str)>> {
    let mut collections: Vec<Vec<(&str, &str)>> = Vec::new();
    for block in blocks.iter().filter(|block| block.language == "markdown") {
        let note = (block.name.as_deref().unwrap_or("note.md"), block.text.as_str());
        let joins = |last: &&mut Vec<(&str, &str)>| {
            block.name.is_some() && last.iter().all(|(other, _)| *other != note.0 && *other != "note.md")
        };
        match collections.last_mut().filter(joins) {
            Some(last) => last.push(note),
            None => collections.push(vec![note]),
        }
    }
    collections
}

/// The cases that the document declares itself.
fn document_cases(document: &str, sections: &[Section]) -> Result<Vec<Case>, String> {
    let shared = |title: &str| {
        let section = sections.iter().find(|section| section.level == 2 && section.title == title);
        section.and_then(|section| section.blocks.first()).map(|block| block.text.as_str())
    };
    let (note_type, rules) = (shared("Type").unwrap_or(ANY), shared("Config").unwrap_or_default());
    let declared = sections
        .iter()
        .filter(|section| section.level == 2 && !["Type", "Config", PAGE].contains(&section.title.as_str()));
    declared
        .map(|section| {
            let here = |message: &str| format!("line {}: {message}", section.line + 1);
            let mut files: Vec<(String, String)> = Vec::new();
            let mut end = section.body.start;
            for block in &section.blocks {
                let name = match (&block.name, block.language.as_str()) {
                    (Some(name), _) => name.as_str(),
                    (None, "markdown") => "note.md",
                    (None, "text" | "diff") => continue,
                    _ => return Err(here("a block is neither a file nor an expectation")),
                };
                if block.lines.start < end || files.iter().any(|(other, _)| other == name) {
                    return Err(here(&format!("`{name}` is given twice")));
                }
                end = block.lines.end;
                files.push((name.to_owned(), block.text.clone()));
            }
            if files.iter().all(|(name, _)| name != "note.md") {
                return Err(here("the case has no note"));
            }
            let find = |name: &str| files.iter().position(|(other, _)| other == name);
            let own_type = find("type.yaml").map(|at| files[at].1.clone());
            let own_config = find("notelint.yaml").map(|at| files.remove(at).1);
            let note_type = own_type.clone().unwrap_or_else(|| note_type.to_owned());
            let config = config(&note_type, own_config.as_deref().unwrap_or(rules));
            if own_type.is_none() {
                files.push(("type.yaml".to_owned(), note_type));
            }
            files.push(("notelint.yaml".to_owned(), config));
            let expected = written(document, section, end);
            let Expected::Written { text, .. } = &expected else { return Err(here("nothing is expected")) };
            if !is_expectation(text) {
                return Err(here(&format!("an expectation is {CLEAN:?}, or blocks of `text` and `diff`")));
            }
            let title = section.title.clone();
            Ok(Case { name: slug(&title), title, files, target: "note.md", expected })
        })
        .collect()
}

/// What `section` says from the line `start` on.
fn written(document: &str, section: &Section, start: usize) -> Expected {
    let lines: Vec<&str> = document.split('\n').collect();
    let blank = |at: &usize| lines[*at].trim().is_empty();
    let start = (start..section.body.end).find(|at| !blank(at)).unwrap_or(section.body.end);
    let end = (start..section.body.end).rev().find(|at| !blank(at)).map_or(start, |at| at + 1);
    let text = lines[start..end].iter().flat_map(|line| [line, "\n"]).collect();
    Expected::Written { text, lines: Some(start..end) }
}

/// Whether `text` is nothing but expectations, so that writing it again loses no words.
fn is_expectation(text: &str) -> bool {
    let Ok(sections) = sections(&format!("# case\n{text}")) else { return false };
    let [section] = sections.as_slice() else { return false };
    let in_block = |at: usize| section.blocks.iter().any(|block| block.lines.contains(&at));
    let mut outside = text.lines().enumerate().filter(|(at, _)| !in_block(at + 1));
    outside.all(|(_, line)| line.is_empty() || line == CLEAN)
}

/// A configuration with `rest`, and with the type in `type.yaml` if `rest` declares none.
fn config(note_type: &str, rest: &str) -> String {
    if rest.lines().any(|line| line.starts_with("types:")) {
        return rest.to_owned();
    }
    let declared: serde_json::Value = serde_yaml::from_str(note_type).unwrap_or_default();
    format!("types: [{{ name: {}, schema: type.yaml }}]\n{rest}", declared["x-note"]["type"])
}

/// The name of the test of a case with this title.
fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}
