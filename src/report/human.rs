//! The format for people: each diagnostic with its excerpt, and a last line that sums up.

use std::{
    fmt,
    io::{self, Write},
};

use anstyle::{AnsiColor, Style};
use miette::{GraphicalReportHandler, GraphicalTheme};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{
    Format, Repair, Report,
    change::{ChangedLine, changed_lines},
    excerpt::{Excerpt, clean, columns},
    laid::{Laid, Message},
    related,
    shown::Shown,
    snippet::{Cut, File, Snippets},
    summary::{RuleCounts, by_folder, by_rule, sentence, severities},
    worst::Worst,
};
use crate::{
    console::RenderStyle,
    diagnostic::{Fault, Fix, Notice, RuleId, Safety, Severity},
    lint::{IndexedText, Located, Outcome, Sources},
    text::{LineIndex, Span, counted},
};

pub(super) const HUMAN: Format =
    Format { name: "human", about: "excerpts with what is wrong underlined", has_colors: true, write };

/// Draws diagnostics, faults and notices.
struct Pen {
    style: RenderStyle,
    theme: GraphicalTheme,
    cut: Cut,
}

/// What is drawn of the note of a diagnostic.
#[derive(Default)]
struct Excerpts {
    snippets: Snippets,
    /// What its fix changes.
    changed: Vec<ChangedLine>,
}

fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let pen = Pen::new(report.style);
    let mut first = None;
    if report.statistics {
        first = pen.statistics(report.outcome, out)?;
    } else {
        let mut worst = Worst::of(report.outcome.summary, report.worst);
        let mut notes = report.notes();
        loop {
            let mut shown: Vec<Shown<'_>> = Vec::new();
            while shown.len() < NOTES_PER_ROUND
                && !worst.is_done()
                && let Some((note, most)) = notes.next()
            {
                shown.extend(Shown::of(note, most, &mut worst));
            }
            let Some(next) = shown.first().and_then(|note| note.diagnostics().next()) else { break };
            first.get_or_insert(next.diagnostic.rule);
            for drawn in pen.notes(&shown, report) {
                out.write_all(&drawn?)?;
            }
        }
    }
    if !report.quiet {
        pen.fixed_notes(report, out)?;
        pen.summary(report, first, out)?;
    }
    Ok(())
}

/// This many notes are drawn before they are written.
const NOTES_PER_ROUND: usize = 128;

/// Writes `fault` for people.
///
/// # Errors
/// Those of `out`.
pub fn write_fault(
    fault: &Fault,
    sources: &dyn Sources,
    style: RenderStyle,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = Pen::new(style);
    let mut snippets = Snippets::default();
    if let (Some(path), Some(range)) = (&fault.path, fault.range)
        && let Some(source) = sources.indexed(path)
    {
        let IndexedText { text, index } = &*source;
        snippets.push(File { path, text, index }, range, None, pen.cut);
    }
    // The excerpt names the place.
    let message = if snippets.is_empty() { fault.to_string() } else { fault.message.clone() };
    let message = Message { text: message, help: fault.help.as_deref(), severity: Severity::Error, snippets };
    pen.draw("error:", &message, out)?;
    writeln!(out)
}

/// Writes `notice` for people.
///
/// # Errors
/// Those of `out`.
pub fn write_notice(notice: &Notice, style: RenderStyle, out: &mut dyn Write) -> io::Result<()> {
    let pen = Pen::new(style);
    let message = match &notice.path {
        Some(path) => format!("{path}: {}", notice.message),
        None => notice.message.clone(),
    };
    let message = Message {
        text: message,
        help: notice.help.as_deref(),
        severity: notice.severity,
        snippets: Snippets::default(),
    };
    pen.draw(&format!("{}:", notice.severity.as_str()), &message, out)?;
    writeln!(out)
}

/// Writes for people how much the fixes of `report` would change.
///
/// # Errors
/// Those of `out`.
pub fn write_fix_preview(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let notes = report.repairs.len();
    if notes == 0 {
        return writeln!(out, "nothing to fix in {}", counted(report.outcome.summary.files, "note"));
    }
    let diagnostics = counted(report.outcome.summary.fixed, "diagnostic");
    writeln!(out, "would fix {diagnostics} in {}", counted(notes, "note"))
}

impl Pen {
    fn new(style: RenderStyle) -> Self {
        let mut theme = match (style.unicode, style.color) {
            (true, true) => GraphicalTheme::unicode(),
            (true, false) => GraphicalTheme::unicode_nocolor(),
            (false, true) => GraphicalTheme::ascii(),
            (false, false) => GraphicalTheme::none(),
        };
        // The first highlight is the place itself, in the colour of the severity; the related places follow.
        let first = theme.styles.highlights.first().copied().unwrap_or_default();
        theme.styles.highlights = vec![first, theme.styles.advice];
        let ellipsis = if style.unicode { "…" } else { "..." };
        Self { style, theme, cut: Cut { width: style.width, ellipsis } }
    }

    /// Draws the notes in `shown`, on the threads of `report`.
    fn notes(&self, shown: &[Shown<'_>], report: &Report<'_>) -> Vec<io::Result<Vec<u8>>> {
        let draw = |shown: &Shown<'_>| {
            let mut drawn = Vec::new();
            self.note(shown, report.sources, &mut drawn).map(|()| drawn)
        };
        match report.threads {
            Some(threads) => threads.install(|| shown.par_iter().map(draw).collect()),
            None => shown.iter().map(draw).collect(),
        }
    }

    fn note(&self, shown: &Shown<'_>, sources: &dyn Sources, out: &mut dyn Write) -> io::Result<()> {
        let note = shown.note;
        let text = sources.text(&note.path);
        let own = text.as_ref().map(|text| (text, LineIndex::new(text)));
        for located in shown.diagnostics() {
            let mut excerpts = Excerpts::default();
            if let Some((text, index)) = &own {
                let Excerpts { snippets, changed } = &mut excerpts;
                let file = File { path: &note.path, text, index };
                snippets.push(file, located.range, None, self.cut);
                if let Some(fix) = located.diagnostic.fix.as_ref().filter(|_| !snippets.is_empty()) {
                    *changed = changed_lines(fix, file, self.cut);
                }
                for (path, range, message) in related(&note.path, located) {
                    if path == note.path {
                        snippets.push(file, range, Some(message), self.cut);
                    } else if let Some(source) = sources.indexed(path) {
                        let IndexedText { text, index } = &*source;
                        let file = File { path, text, index };
                        snippets.push(file, range, Some(message), self.cut);
                    }
                }
            }
            self.diagnostic(&note.path, located, excerpts, out)?;
        }
        Ok(())
    }

    fn diagnostic(
        &self,
        path: &str,
        located: &Located,
        excerpts: Excerpts,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let Excerpts { snippets, changed } = excerpts;
        let diagnostic = &located.diagnostic;
        let mut message = diagnostic.message.clone();
        if snippets.is_empty() {
            let start = located.range.start;
            message = format!("{path}:{}:{}: {message}", start.line, start.column);
        }
        let is_told = diagnostic.fix.as_ref().is_some_and(|fix| !fix.keeps_help);
        let message = Message {
            text: message,
            help: diagnostic.help.as_deref().filter(|_| !is_told),
            severity: diagnostic.severity,
            snippets,
        };
        self.draw(&format!("{}[{}]:", diagnostic.severity.as_str(), diagnostic.rule), &message, out)?;
        if let Some(note) = diagnostic.note() {
            self.note_of_type(note, out)?;
        }
        if let Some(fix) = &diagnostic.fix {
            self.fix(fix, &changed, out)?;
        }
        writeln!(out)
    }

    /// Writes what the note type has to say about a diagnostic, as miette writes a help.
    fn note_of_type(&self, note: &str, out: &mut dyn Write) -> io::Result<()> {
        let style = self.ansi(AnsiColor::Cyan.on_default());
        let (head, indent) = ("  note: ", " ".repeat("  note: ".len()));
        let width = self.style.width.saturating_sub(head.len()).max(1);
        let text = clean(note);
        for (at, line) in textwrap::wrap(&text, width).iter().enumerate() {
            if at == 0 {
                writeln!(out, "{style}{head}{style:#}{line}")?;
            } else {
                writeln!(out, "{indent}{line}")?;
            }
        }
        Ok(())
    }

    fn fix(&self, fix: &Fix, changed: &[ChangedLine], out: &mut dyn Write) -> io::Result<()> {
        let flags = match fix.safety {
            Safety::Safe => "--fix",
            Safety::Unsafe => "--fix --unsafe-fixes",
        };
        let style = self.ansi(AnsiColor::Green.on_default());
        let width = self.style.width.saturating_sub("  fix:  ()".len() + flags.len());
        let title = self.title(&fix.title, width);
        writeln!(out, "  {style}fix:{style:#} {title} ({flags})")?;
        let digits = changed.iter().map(|line| line.number.to_string().len()).max().unwrap_or_default();
        for ChangedLine { number, is_added, text } in changed {
            let number = self.theme.styles.linum.style(format!("{number:>digits$}"));
            let (sign, color) = if *is_added { ('+', AnsiColor::Green) } else { ('-', AnsiColor::Red) };
            let style = self.ansi(color.on_default());
            let blank = if text.is_empty() { "" } else { " " };
            writeln!(out, " {number} {style}{sign}{blank}{text}{style:#}")?;
        }
        Ok(())
    }

    /// Returns the title of a fix in `width` columns, cut before a name rather than inside it, unless it
    /// is the first one.
    fn title(&self, title: &str, width: usize) -> String {
        let mut shown = Excerpt::new(title, Span::default(), width, self.cut.ellipsis).text;
        let quotes: Vec<usize> = shown.match_indices('`').map(|(at, _)| at).collect();
        if !shown.ends_with(self.cut.ellipsis) || title.ends_with(self.cut.ellipsis) {
            return shown;
        }
        match quotes.as_slice() {
            [_] => shown.push('`'),
            [.., open] if quotes.len() % 2 == 1 => {
                shown.truncate(*open);
                shown.push_str(self.cut.ellipsis);
            }
            _ => {}
        }
        shown
    }

    /// Draws `message` below `head`, which names its severity.
    fn draw(&self, head: &str, message: &Message<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut theme = self.theme.clone();
        let characters = &mut theme.characters;
        for icon in [&mut characters.error, &mut characters.warning, &mut characters.advice] {
            head.clone_into(icon);
        }
        let message = Laid::out(message, head, self.style.width);
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(self.style.width)
            .with_wrap_lines(false)
            .with_context_lines(1)
            .with_urls(false)
            .without_syntax_highlighting();
        let mut drawn = String::new();
        handler
            .render_report(&mut drawn, &message)
            .map_err(|fmt::Error| io::Error::other("the excerpt cannot be drawn"))?;
        out.write_all(message.unmask(&drawn).as_bytes())
    }

    /// Writes the counts; returns the most frequent rule.
    fn statistics(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<Option<RuleId>> {
        let rules = by_rule(outcome);
        let widest = rules.iter().map(|rule| rule.id.as_str().len()).max().unwrap_or_default();
        for rule in &rules {
            let RuleCounts { id, severity, count, fixable } = *rule;
            let style = self.ansi(color(severity).on_default());
            write!(out, "{count:>6}  {style}{:7}{style:#}  ", severity.as_str())?;
            match fixable {
                0 => writeln!(out, "{id}")?,
                fixable => writeln!(out, "{id:widest$}  {fixable} with --fix")?,
            }
        }
        let Some(first) = rules.first() else { return Ok(None) };
        writeln!(out)?;
        let folders = by_folder(outcome);
        let widest = folders.iter().map(|(folder, _)| columns(folder)).max().unwrap_or_default();
        for (folder, counts) in &folders {
            let blank = " ".repeat(widest - columns(folder));
            let all = counts.errors + counts.warnings + counts.infos;
            writeln!(out, "{all:>6}  {folder}{blank}  {}", severities(counts).join(", "))?;
        }
        writeln!(out)?;
        Ok(Some(first.id))
    }

    fn fixed_notes(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        for Repair { path, applied } in &report.repairs {
            let rules: Vec<String> = applied
                .iter()
                .map(|(rule, times)| if *times == 1 { rule.to_string() } else { format!("{rule} ({times})") })
                .collect();
            let style = self.ansi(AnsiColor::Green.on_default());
            writeln!(out, "{style}fixed{style:#} {}: {}", clean(path), rules.join(", "))?;
        }
        if report.repairs.is_empty() { Ok(()) } else { writeln!(out) }
    }

    /// Writes the last lines, with how to learn more about the rule `first`.
    fn summary(&self, report: &Report<'_>, first: Option<RuleId>, out: &mut dyn Write) -> io::Result<()> {
        let outcome = report.outcome;
        let counts = outcome.summary;
        if counts.files + counts.skipped == 0 {
            // A notice on standard error says why.
            return Ok(());
        }
        let (bold, dim) = (self.ansi(Style::new().bold()), self.ansi(Style::new().dimmed()));
        let all: usize = outcome.notes.iter().map(|note| note.diagnostics.len()).sum();
        match (report.limit, report.worst) {
            _ if report.statistics => {}
            (Some(limit), _) if limit < all => {
                writeln!(out, "showing {limit} of {all} diagnostics (--max-diagnostics)")?;
            }
            (None, Some(worst)) if worst < all => {
                writeln!(out, "showing the {worst} worst of {all} diagnostics")?;
                writeln!(out, "--max-diagnostics all shows all of them, --statistics counts them")?;
            }
            _ => {}
        }
        writeln!(out, "{bold}{}{bold:#}", sentence(outcome))?;
        match first {
            Some(rule) => {
                writeln!(out, "{dim}run `notelint explain {rule}` for details{dim:#}")
            }
            None => Ok(()),
        }
    }

    fn ansi(&self, style: Style) -> Style {
        if self.style.color { style } else { Style::new() }
    }
}

fn color(severity: Severity) -> AnsiColor {
    match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    }
}
