//! Markdown for a job summary: the totals, the rules, the worst notes, and every finding to fold
//! out, within the size that GitHub takes.

use std::{
    borrow::Cow,
    cmp::Reverse,
    io::{self, Write},
};

use super::{
    Report,
    excerpt::clean,
    summary::{RuleFigures, by_rule, count, sentence},
};
use crate::{
    diagnostic::Severity,
    lint::{Located, NoteOutcome},
};

/// A step's summary may have 1 MiB; some is left for what others write.
const MOST_BYTES: usize = 900 * 1024;

/// So many of the worst notes are named.
const WORST: usize = 10;

/// Writes the summary.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## notelint\n\n{}.", text(&sentence(report.outcome)))?;
    write_faults(report, out)?;
    if report.outcome.notes.is_empty() {
        return Ok(());
    }
    write_rules(report, out)?;
    write_worst(report, out)?;
    write_details(report, out)
}

fn write_faults(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let faults = &report.outcome.faults;
    if faults.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### What could not be done\n")?;
    for fault in faults {
        let path = fault.path.as_ref().map(|path| format!("{}: ", code(path))).unwrap_or_default();
        writeln!(out, "- {path}{}", text(&fault.message))?;
    }
    Ok(())
}

fn write_rules(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n| Rule | Severity | Found | With `--fix` |\n| --- | --- | ---: | ---: |")?;
    for RuleFigures { id, severity, count, fixable } in by_rule(report.outcome) {
        writeln!(out, "| `{id}` | {} | {count} | {fixable} |", severity.as_str())?;
    }
    Ok(())
}

fn write_worst(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let figures = |note: &NoteOutcome| {
        let number = |severity| note.diagnostics.iter().filter(|l| l.diagnostic.severity == severity).count();
        [number(Severity::Error), number(Severity::Warning), number(Severity::Info)]
    };
    let mut worst: Vec<_> = report.outcome.notes.iter().map(|note| (figures(note), note)).collect();
    worst.sort_by_key(|(figures, _)| Reverse(*figures));
    writeln!(out, "\n| Note | Errors | Warnings | Infos |\n| --- | ---: | ---: | ---: |")?;
    for ([errors, warnings, infos], note) in worst.iter().take(WORST) {
        writeln!(out, "| {} | {errors} | {warnings} | {infos} |", cell(&code(&note.path)))?;
    }
    match worst.len().saturating_sub(WORST) {
        0 => Ok(()),
        others => writeln!(out, "\nand {}.", count(others, "more note")),
    }
}

fn write_details(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let found: Vec<_> = report.shown().collect();
    writeln!(out, "\n<details>\n<summary>{}</summary>", count(found.len(), "finding"))?;
    let mut written = 0;
    let mut path = "";
    for (number, (note, located)) in found.iter().enumerate() {
        let mut item = String::new();
        if path != note.path {
            path = &note.path;
            item = format!("\n#### {}\n\n", code(path));
        }
        item += &entry(located);
        written += item.len();
        if written > MOST_BYTES {
            writeln!(
                out,
                "\n{} left out: the summary would be too long.",
                count(found.len() - number, "finding")
            )?;
            break;
        }
        out.write_all(item.as_bytes())?;
    }
    writeln!(out, "\n</details>")
}

fn entry(located: &Located) -> String {
    let (diagnostic, start) = (&located.diagnostic, located.range.start);
    let help = diagnostic.help.as_ref().map(|help| format!("<br>help: {}", text(help))).unwrap_or_default();
    format!(
        "- {}:{} **{}** `{}` {}{help}\n",
        start.line,
        start.column,
        diagnostic.severity.as_str(),
        diagnostic.rule,
        text(&diagnostic.message)
    )
}

/// `words` as a code span (`CommonMark` 6.1).
fn code(words: &str) -> String {
    let words = clean(words);
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{words}{pad}{fence}")
}

/// In a table, `|` ends a cell even inside a code span (GFM 4.10).
fn cell(markdown: &str) -> String {
    markdown.replace('|', "\\|")
}

/// A message as Markdown: what it quotes stays a code span, and the rest is plain text.
fn text(message: &str) -> String {
    let message = clean(message);
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

/// `words` without any meaning in Markdown and HTML.
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
    }
}
