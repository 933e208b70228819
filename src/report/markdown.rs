//! Markdown for a job summary: the totals, the rules, the worst notes, and all diagnostics in a folded
//! section, within the size that GitHub accepts.

use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::HashMap,
    io::{self, Write},
    mem,
};

use super::{
    Format, Report,
    summary::{RuleCounts, by_rule, sentence},
};
use crate::{
    lint::{Counts, Located, NoteOutcome},
    text::{counted, spelled, visible},
};

pub(super) const MARKDOWN: Format =
    Format { name: "markdown", about: "Markdown, for a job summary", has_colors: false, write };

/// How much of a step's summary, which may have 1 MiB, diagnostics and faults may take; the rest is for
/// the tables and for other steps.
const MAX_DIAGNOSTICS_BYTES: usize = 800 * 1024;
const MAX_FAULTS_BYTES: usize = 50 * 1024;

/// How many of the notes with the most errors are listed.
const MAX_WORST_NOTES: usize = 10;

/// A note with the number of its errors, warnings and infos.
type Rated<'a> = ([usize; 3], &'a NoteOutcome);

fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## notelint\n\n{}.", text(&sentence(report.outcome)))?;
    write_faults(report, out)?;
    if report.outcome.notes.is_empty() {
        return Ok(());
    }
    let worst = worst(&report.outcome.notes);
    write_rules(report, out)?;
    write_worst(&worst, out)?;
    write_details(report, &worst, out)
}

fn write_faults(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let faults = &report.outcome.faults;
    if faults.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### Faults\n")?;
    let items = faults.iter().map(|fault| {
        let path = fault.path.as_ref().map(|path| format!("{}: ", code(path))).unwrap_or_default();
        format!("- {path}{}\n", text(&fault.message))
    });
    match faults.len() - write_within(MAX_FAULTS_BYTES, items, out)? {
        0 => Ok(()),
        others => writeln!(out, "\nand {}.", counted(others, "more fault")),
    }
}

fn write_rules(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n| Rule | Severity | Count | Fixable |\n| --- | --- | ---: | ---: |")?;
    for RuleCounts { id, severity, count, fixable } in by_rule(report.outcome) {
        writeln!(out, "| `{id}` | {} | {count} | {fixable} |", severity.as_str())?;
    }
    Ok(())
}

fn worst(notes: &[NoteOutcome]) -> Vec<Rated<'_>> {
    let figures = |note: &NoteOutcome| {
        let Counts { errors, warnings, infos, .. } = note.diagnostics.counts();
        [errors, warnings, infos]
    };
    let mut worst: Vec<Rated<'_>> = notes.iter().map(|note| (figures(note), note)).collect();
    worst.sort_by_key(|(figures, _)| Reverse(*figures));
    worst
}

fn write_worst(worst: &[Rated<'_>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n| Note | Errors | Warnings | Infos |\n| --- | ---: | ---: | ---: |")?;
    for ([errors, warnings, infos], note) in worst.iter().take(MAX_WORST_NOTES) {
        writeln!(out, "| {} | {errors} | {warnings} | {infos} |", cell(&code(&note.path)))?;
    }
    match worst.len().saturating_sub(MAX_WORST_NOTES) {
        0 => Ok(()),
        others => writeln!(out, "\nand {}.", counted(others, "more note")),
    }
}

/// Writes the diagnostics, those of the worst notes first, as the last ones may be omitted.
fn write_details(report: &Report<'_>, worst: &[Rated<'_>], out: &mut dyn Write) -> io::Result<()> {
    let ranks: HashMap<&str, usize> =
        worst.iter().enumerate().map(|(rank, (_, note))| (note.path.as_str(), rank)).collect();
    let mut notes: Vec<_> = report.notes().collect();
    notes.sort_by_key(|(note, _)| ranks.get(note.path.as_str()));
    let number = report.shown();
    writeln!(out, "\n<details>\n<summary>{}</summary>", counted(number, "diagnostic"))?;
    let items = notes.into_iter().flat_map(|(note, shown)| {
        let mut title = format!("\n#### {}\n\n", code(&note.path));
        let list = note.diagnostics.get();
        let entries = list.iter().take(shown).map(|located| mem::take(&mut title) + &entry(located));
        entries.collect::<Vec<_>>()
    });
    let others = number - write_within(MAX_DIAGNOSTICS_BYTES, items, out)?;
    if others > 0 {
        writeln!(out, "\n{} omitted: the summary would be too long.", counted(others, "diagnostic"))?;
    }
    writeln!(out, "\n</details>")
}

/// Writes as many of `items` as fit into `bytes`; returns how many.
fn write_within(bytes: usize, items: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<usize> {
    let (mut written, mut left) = (0, bytes);
    for item in items {
        let Some(rest) = left.checked_sub(item.len()) else { break };
        out.write_all(item.as_bytes())?;
        (written, left) = (written + 1, rest);
    }
    Ok(written)
}

fn entry(located: &Located) -> String {
    let (diagnostic, start) = (&located.diagnostic, located.range.start);
    let help = diagnostic.help.as_ref().map(|help| format!("<br>help: {}", text(help))).unwrap_or_default();
    let note = diagnostic.note().map(|note| format!("<br>note: {}", text(note))).unwrap_or_default();
    format!(
        "- {}:{} **{}** `{}` {}{help}{note}\n",
        start.line,
        start.column,
        diagnostic.severity.as_str(),
        diagnostic.rule,
        text(&diagnostic.message)
    )
}

/// Returns `words` as a code span (`CommonMark` 6.1).
fn code(words: &str) -> String {
    let words = visible(words);
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{words}{pad}{fence}")
}

/// In a table, `|` ends a cell even inside a code span (GFM 4.10), and one after a backslash cannot be
/// escaped.
fn cell(markdown: &str) -> String {
    markdown.replace("\\|", &format!("\\{}", spelled('|'))).replace('|', "\\|")
}

/// Returns a message as Markdown: text in backticks stays a code span, the rest is plain text.
fn text(message: &str) -> String {
    let message = visible(message);
    let parts: Vec<&str> = message.split('`').collect();
    let mut markdown = String::with_capacity(message.len());
    for (at, part) in parts.iter().enumerate() {
        let quoted = at % 2 == 1;
        match (quoted, at + 1 == parts.len()) {
            (true, false) if !part.is_empty() => markdown += &code(part),
            (true, false) => markdown += "\\`\\`",
            (true, true) => {
                markdown += "\\`";
                markdown += &plain(part);
            }
            (false, _) => markdown += &plain(part),
        }
    }
    markdown
}

/// Escapes `words` so that Markdown and HTML take it as plain text.
fn plain(words: &str) -> Cow<'_, str> {
    let special = |c: char| "\\*_[]<>&#~|@!$".contains(c);
    if !words.contains(special) {
        return Cow::Borrowed(words);
    }
    let escaped = words.chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c]));
    escaped.collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_stay_code_and_the_rest_means_nothing() {
        assert_eq!(text("no `<b>|` in *a* [b]"), r"no `<b>|` in \*a\* \[b\]");
        assert_eq!(text("an odd ` <b>"), r"an odd \` \<b\>");
        assert_eq!(text("none ``"), r"none \`\`");
    }

    #[test]
    fn a_code_span_holds_any_text() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(cell(&code("a|b.md")), "`a\\|b.md`");
        assert_eq!(cell(&code("a\\|b\n.md")), "`a\\<U+007C>b<U+000A>.md`");
    }
}
