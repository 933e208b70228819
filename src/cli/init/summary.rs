//! What `notelint init` tells a person.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use anstyle::Style;

use crate::{
    console::{BOLD, RenderStyle, StyledText, column_widths, row_lines},
    lint::{Located, NoteOutcome},
    notetype::BUILT_IN,
    text::{and_list, quote, visible},
    workspace::{AdoptedKind, Adoption, Checked, NewFile, TakenOver},
};

/// How many globs of a kind are shown.
const MAX_GLOBS: usize = 2;

/// How many required parts of a kind are shown.
const MAX_REQUIRED: usize = 5;

/// How many diagnostics of a kind are shown.
const EXAMPLES: usize = 3;

/// Draws what `adoption` proposes, and what a check reports with it.
pub(super) fn draw(adoption: &Adoption, checked: &Checked, style: RenderStyle) -> String {
    if adoption.kinds.is_empty() {
        return without_kinds(adoption.notes()) + &taken_over(adoption);
    }
    let mut drawn = format!("{}{}\n\n", taken_over(adoption), found(adoption));
    let head = ["type", "notes", "files", "required", "reported"].map(|name| StyledText::new(name, BOLD));
    let rows = adoption.kinds.iter().zip(&checked.kinds).map(|(kind, report)| {
        let reported = report.diagnostics.to_string();
        let cells = [kind.name.clone(), kind.notes.len().to_string(), files(kind), required(kind), reported];
        cells.map(|cell| StyledText::new(&cell, Style::new())).to_vec()
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
    for kind in &adoption.kinds {
        examples(adoption, kind, checked, &mut drawn);
    }
    drawn
}

/// Tells which types are made of files of other programs, and what of these is left out.
fn taken_over(adoption: &Adoption) -> String {
    let mut told = String::new();
    for TakenOver { found, is_used, .. } in &adoption.taken_over {
        let from = quote(&found.from);
        let line = match (found.schema.is_empty(), is_used) {
            (true, _) => format!("Nothing is taken over from {from}:"),
            (false, true) => format!("The type {} is taken over from {from}.", quote(&found.name)),
            (false, false) => {
                format!(
                    "The type {} is taken over from {from}, but no notes are left for it.",
                    quote(&found.name)
                )
            }
        };
        told.extend([&*line, "\n"]);
        for said in &found.said {
            told.extend(["  ", &visible(said), "\n"]);
        }
    }
    told
}

fn found(adoption: &Adoption) -> String {
    let kinds = adoption.kinds.len();
    let of = if kinds == 1 { "1 kind".to_owned() } else { format!("{kinds} kinds") };
    let others = match adoption.others {
        0 => String::new(),
        1 => ", and 1 of no kind".to_owned(),
        others => format!(", and {others} of no kind"),
    };
    let taken: usize = adoption.kinds.iter().map(|kind| kind.notes.len()).sum();
    format!("Found {taken} notes of {of}{others}:")
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

/// Adds some of what is reported of the notes of `kind`: of different rules, if there are.
fn examples(adoption: &Adoption, kind: &AdoptedKind, checked: &Checked, drawn: &mut String) {
    let paths = adoption.paths(kind);
    let notes = checked.result.outcome.notes.iter().filter(|note| paths.contains(note.path.as_str()));
    let mut rules = Vec::new();
    for (note, line) in notes.flat_map(lines) {
        if rules.len() == EXAMPLES {
            break;
        }
        if !rules.contains(&note) {
            if rules.is_empty() {
                let _ = write!(drawn, "\n{}, for example:\n", visible(&kind.name));
            }
            rules.push(note);
            drawn.push_str(&line);
        }
    }
    for (rule, notes) in kind.rules_off() {
        let _ = writeln!(drawn, "  {} is off: it would report {notes} notes", quote(rule));
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
    let baseline =
        if known == 0 { String::new() } else { format!(", and {known} diagnostics to the baseline") };
    let types = if names.len() > 1 { "; read the types, and change what they got wrong" } else { "" };
    let names = and_list(&names);
    format!("Wrote {names}{baseline}. From now on, `notelint` reports what is new{types}.")
}

/// Returns the message for a folder without notes.
pub(super) fn without_notes() -> String {
    format!("There are no notes here. Wrote notelint.yaml to begin with. {}", built_in_types())
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
