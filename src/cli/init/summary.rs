//! What `notelint init` tells a person.

use std::{
    collections::HashSet,
    fmt::Write as _,
    io::{self, Write},
};

use anstyle::Style;

use crate::{
    console::{BOLD, RenderStyle, StyledText, column_widths, row_lines},
    infer::Share,
    lint::{Located, NoteOutcome},
    notetype::BUILT_IN,
    text::{and_list, counted, quote, visible},
    workspace::{AdoptedKind, Adoption, Checked, NewFile, TakenOver},
};

/// How many globs of a kind are shown.
const MAX_GLOBS: usize = 2;

/// How many folders with a configuration of their own are shown.
const MAX_FOLDERS: usize = 3;

/// How many required parts of a kind are shown.
const MAX_REQUIRED: usize = 5;

/// How many diagnostics of a kind are shown.
const EXAMPLES: usize = 3;

/// Draws what `adoption` proposes, and what a check reports with it.
pub(super) fn draw(adoption: &Adoption, checked: &Checked, style: RenderStyle) -> String {
    let types = types(adoption, checked);
    let told = taken_over(adoption) + &left_out(adoption);
    if types.is_empty() {
        return without_kinds(adoption.notes()) + &told;
    }
    let mut drawn = format!("{told}{}\n\n", found(adoption, types.len()));
    let head = ["type", "notes", "files", "required", "reported"].map(|name| StyledText::new(name, BOLD));
    let rows = types.iter().map(|row| {
        let cells =
            [row.name, &row.notes.len().to_string(), &row.files, &row.required, &row.reported.to_string()];
        cells.map(|cell| StyledText::new(cell, Style::new())).to_vec()
    });
    let rows: Vec<Vec<StyledText>> = std::iter::once(head.to_vec()).chain(rows).collect();
    let widths = column_widths(&rows, style.width);
    for row in &rows {
        let lines = widths.as_ref().map_or_else(|| row.clone(), |widths| row_lines(row, widths));
        for line in lines {
            line.write(style.color, &mut drawn);
            drawn.push('\n');
        }
    }
    drawn.push_str("\nThe diagnostics that are reported now go into the baseline.\n");
    for row in &types {
        examples(row, checked, &mut drawn);
    }
    drawn
}

/// A proposed type.
struct TypeRow<'a> {
    name: &'a str,
    /// The paths of its notes, as reported.
    notes: HashSet<&'a str>,
    files: String,
    required: String,
    /// The number of diagnostics.
    reported: usize,
    /// The kind of notes that it is for; `None` if it is taken over.
    kind: Option<&'a AdoptedKind>,
}

/// Returns the types that have notes, in the order of the configuration but for one that takes all notes that are left.
fn types<'a>(adoption: &'a Adoption, checked: &Checked) -> Vec<TypeRow<'a>> {
    let taken_over = adoption.taken_over.iter().filter(|taken| !taken.notes.is_empty()).map(|taken| {
        let notes = adoption.paths(&taken.notes);
        let outcomes = checked.result.outcome.notes.iter();
        let of_type = outcomes.filter(|note| notes.contains(note.path.as_str()));
        TypeRow {
            name: &taken.found.name,
            reported: of_type.map(|note| note.diagnostics.get().len()).sum(),
            notes,
            files: if taken.found.files.is_empty() {
                "all others".to_owned()
            } else {
                shortened(&taken.found.files, MAX_GLOBS)
            },
            required: "taken over".to_owned(),
            kind: None,
        }
    });
    let kinds = adoption.kinds.iter().zip(&checked.kinds).map(|(kind, report)| TypeRow {
        name: &kind.name,
        notes: adoption.paths(&kind.notes),
        files: files(kind),
        required: required(kind),
        reported: report.diagnostics,
        kind: Some(kind),
    });
    taken_over.chain(kinds).collect()
}

/// Tells which types are made of files of other programs, and what of these is left out.
fn taken_over(adoption: &Adoption) -> String {
    let mut told = String::new();
    for TakenOver { found, notes, .. } in &adoption.taken_over {
        let from = quote(&found.from);
        let line = match (found.schema.is_empty(), notes.len()) {
            (true, _) => format!("Nothing is taken over from {from}:"),
            (false, 0) => {
                format!("The type {} is taken over from {from}, but it has no notes.", quote(&found.name))
            }
            (false, _) => format!("The type {} is taken over from {from}.", quote(&found.name)),
        };
        told.extend([&*line, "\n"]);
        for said in &found.said {
            told.extend(["  ", &visible(said), "\n"]);
        }
    }
    told
}

/// Tells which notes are left out.
fn left_out(adoption: &Adoption) -> String {
    let folders = adoption.configured_folders();
    let (has, it) = if folders.len() == 1 { ("has", "its") } else { ("have", "their") };
    let more = folders.len().saturating_sub(MAX_FOLDERS);
    let more = (more > 0).then(|| format!("{more} more"));
    let shown = folders.iter().take(MAX_FOLDERS).map(|folder| visible(&quote(folder)).into_owned());
    let shown: Vec<String> = shown.chain(more).collect();
    if shown.is_empty() {
        return String::new();
    }
    format!("{} {has} {it} own configuration: {it} notes are left out.\n", and_list(&shown))
}

fn found(adoption: &Adoption, types: usize) -> String {
    let others = match adoption.others {
        0 => String::new(),
        others => format!(", and {others} of no kind"),
    };
    let notes = counted(adoption.notes() - adoption.others, "note");
    format!("Found {notes} of {}{others}:", counted(types, "kind"))
}

fn files(kind: &AdoptedKind) -> String {
    let when = kind.selection.when.iter().map(|(key, values)| format!("{key}: {}", values.join(" or ")));
    let files = shortened(&kind.selection.files, MAX_GLOBS);
    std::iter::once(files).chain(when).collect::<Vec<_>>().join(", ")
}

fn required(kind: &AdoptedKind) -> String {
    let inferred = kind.inferred.as_ref();
    inferred
        .map_or_else(|| "built in".to_owned(), |inferred| shortened(&inferred.required_names(), MAX_REQUIRED))
}

/// Returns the first `limit` of `names`, and how many more there are.
fn shortened(names: &[String], limit: usize) -> String {
    let more = names.len().saturating_sub(limit);
    let more = (more > 0).then(|| format!("{more} more"));
    let shown = names.iter().take(limit).map(|name| visible(name).into_owned());
    shown.chain(more).collect::<Vec<_>>().join(", ")
}

/// Adds some of what is reported of the notes of a type: of different rules, if there are.
fn examples(row: &TypeRow<'_>, checked: &Checked, drawn: &mut String) {
    let notes = checked.result.outcome.notes.iter().filter(|note| row.notes.contains(note.path.as_str()));
    let mut rules = Vec::new();
    for (note, line) in notes.flat_map(lines) {
        if rules.len() == EXAMPLES {
            break;
        }
        if !rules.contains(&note) {
            if rules.is_empty() {
                let _ = write!(drawn, "\n{}, for example:\n", visible(row.name));
            }
            rules.push(note);
            drawn.push_str(&line);
        }
    }
    for (rule, Share { count, of }) in row.kind.into_iter().flat_map(AdoptedKind::rules_off) {
        let _ = writeln!(drawn, "  {} is off: it reports {count} of {of} notes", quote(rule));
    }
}

/// Returns a line for each diagnostic of `note`, with its rule.
fn lines(note: &NoteOutcome) -> Vec<(&'static str, String)> {
    let located = note.diagnostics.get();
    let line = |located: &Located| {
        let diagnostic = &located.diagnostic;
        let place = format!("{}:{}", visible(&note.path), located.range.start.line);
        let rule = diagnostic.rule.as_str();
        (rule, format!("  {place}: {} ({rule})\n", visible(&diagnostic.message)))
    };
    located.iter().map(line).collect()
}

/// Returns which files were written with how many `known` diagnostics, and what comes next.
pub(super) fn written(names: &[&str], known: usize) -> String {
    let names: Vec<String> = names.iter().map(|name| visible(name).into_owned()).collect();
    let baseline = if known == 0 {
        String::new()
    } else {
        format!(", and {} to the baseline", counted(known, "diagnostic"))
    };
    let types = if names.len() > 1 { "; read the types, and change what they got wrong" } else { "" };
    let names = and_list(&names);
    format!("Wrote {names}{baseline}. From now on, `notelint` reports what is new{types}.")
}

/// Returns the message for a folder without notes.
pub(super) fn without_notes(adoption: &Adoption) -> String {
    let left_out = left_out(adoption);
    format!("{left_out}There are no notes here. Wrote notelint.yaml to begin with. {}", built_in_types())
}

/// Returns the message for notes that share no template.
fn without_kinds(notes: usize) -> String {
    let of = if notes == 1 { "One note shows".to_owned() } else { format!("These {notes} notes share") };
    format!("{of} no template, so that no note type is written. {}\n", built_in_types())
}

fn built_in_types() -> String {
    let types: Vec<String> = BUILT_IN.iter().map(|name| quote(name)).collect();
    format!("Note types that are built in: {}.", and_list(&types))
}

/// Writes the texts of `files`, each below its name.
///
/// # Errors
/// Those of `out`.
pub(super) fn write_files(files: &[NewFile], out: &mut dyn Write) -> io::Result<()> {
    for file in files {
        write!(out, "\n--- {}\n{}", visible(&file.path), file.text)?;
    }
    Ok(())
}
