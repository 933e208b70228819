//! Renders Markdown, such as the pages of rules, for a terminal.

use anstyle::{AnsiColor, Style};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{
    style::RenderStyle,
    styled::StyledText,
    table::{column_widths, row_lines},
};

pub(crate) const BOLD: Style = Style::new().bold();
const TITLE: Style = Style::new().bold().underline();
const HEADING: Style = AnsiColor::Cyan.on_default().bold();
const CODE: Style = AnsiColor::Yellow.on_default();
const FAINT: Style = Style::new().dimmed();

/// Renders `markdown` in lines of at most `render_style.width` columns, except code, which is never
/// broken.
pub fn render(markdown: &str, render_style: RenderStyle) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut renderer = Renderer::new(render_style);
    for event in Parser::new_ext(markdown, options) {
        renderer.event(event);
    }
    renderer.out
}

/// Returns `markdown`, which is one paragraph, as text.
pub(crate) fn inline(markdown: &str, render_style: RenderStyle) -> StyledText {
    let mut renderer = Renderer::new(render_style);
    for event in Parser::new(markdown).filter(|event| *event != Event::End(TagEnd::Paragraph)) {
        renderer.event(event);
    }
    renderer.text
}

/// A block that contains other blocks.
#[derive(Default)]
struct Container {
    /// The prefix of its first line; `None` after that line.
    first: Option<StyledText>,
    /// The prefix of its other lines.
    rest: StyledText,
    /// The number of the next item of an ordered list.
    number: Option<u64>,
    /// Whether a block has been written into it.
    is_used: bool,
    /// Whether its blocks are written without blank lines between them.
    is_tight: bool,
}

struct Renderer {
    render_style: RenderStyle,
    out: String,
    containers: Vec<Container>,
    /// The text of the current paragraph, heading or cell.
    text: StyledText,
    /// The styles of the enclosing inlines.
    styles: Vec<Style>,
    /// The targets of the enclosing links.
    links: Vec<String>,
    /// The current code block.
    code: Option<String>,
    /// The rows of the current table.
    rows: Vec<Vec<StyledText>>,
}

impl Renderer {
    fn new(render_style: RenderStyle) -> Self {
        Self {
            render_style,
            out: String::new(),
            containers: vec![Container::default()],
            text: StyledText::default(),
            styles: Vec::new(),
            links: Vec::new(),
            code: None,
            rows: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => match &mut self.code {
                Some(code) => *code += &text,
                None => self.text.push(&text, self.style()),
            },
            Event::Code(code) if self.render_style.color => {
                self.text.push_unbreakable(&code, self.style_with(CODE));
            }
            Event::Code(code) => self.text.push_unbreakable(&format!("`{code}`"), Style::new()),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.text.push("\n", Style::new()),
            Event::Rule => {
                self.separate();
                let line = if self.render_style.unicode { "─" } else { "-" };
                let width = self.available();
                self.write_line(&StyledText::new(&line.repeat(width), FAINT));
            }
            // These extensions are not enabled.
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.styles.push(if level == HeadingLevel::H1 { TITLE } else { HEADING });
                if !self.render_style.color {
                    // Without colours, only the marker shows that it is a heading.
                    self.text.push(&"#".repeat(level as usize), Style::new());
                    self.text.push(" ", Style::new());
                }
            }
            Tag::BlockQuote(_) => {
                let bar = StyledText::new(if self.render_style.unicode { "│ " } else { "| " }, FAINT);
                self.open(Container { rest: bar, ..Container::default() });
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                self.separate();
                self.code = Some(String::new());
                if let Some(name) = file_name(&kind) {
                    self.write_line(&StyledText::new(&format!("{name}:"), FAINT));
                }
            }
            Tag::List(number) => self.open(Container { number, ..Container::default() }),
            Tag::Item => self.start_item(),
            Tag::Table(_) => self.flush(),
            Tag::TableHead => {
                self.rows.push(Vec::new());
                self.styles.push(BOLD);
            }
            Tag::TableRow => self.rows.push(Vec::new()),
            Tag::Emphasis => self.styles.push(Style::new().italic()),
            Tag::Strong => self.styles.push(BOLD),
            Tag::Strikethrough => self.styles.push(Style::new().strikethrough()),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push(dest_url.into_string());
                self.styles.push(Style::new().underline());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_text(),
            TagEnd::Heading(_) => {
                self.styles.pop();
                self.end_text();
            }
            TagEnd::CodeBlock => {
                // The bar separates two blocks in a row.
                let bar = if self.render_style.unicode { "  │ " } else { "  | " };
                for line in self.code.take().unwrap_or_default().lines() {
                    let mut whole = StyledText::new(bar, FAINT);
                    whole.push(line, Style::new());
                    self.write_line(&whole);
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.flush();
                self.containers.pop();
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.text);
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.styles.pop();
            }
            TagEnd::Link | TagEnd::Image => {
                self.styles.pop();
                let target = self.links.pop().unwrap_or_default();
                if !self.text.text().ends_with(&target) {
                    self.text.push(" (", self.style());
                    self.text.push_unbreakable(&target, self.style());
                    self.text.push(")", self.style());
                }
            }
            _ => {}
        }
    }

    /// Begins an item of the innermost list, with its marker.
    fn start_item(&mut self) {
        self.separate();
        let list = self.containers.last_mut().and_then(|list| list.number.as_mut());
        let marker = match list {
            Some(number) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            None if self.render_style.unicode => "• ".to_owned(),
            None => "- ".to_owned(),
        };
        let marker = StyledText::new(&marker, Style::new());
        let rest = StyledText::new(&" ".repeat(marker.width()), Style::new());
        self.containers.push(Container { first: Some(marker), rest, ..Container::default() });
    }

    fn end_table(&mut self) {
        self.separate();
        let mut rows = std::mem::take(&mut self.rows);
        let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        let all = [std::slice::from_ref(&head), &rows].concat();
        let Some(widths) = column_widths(&all, self.available()) else {
            return self.write_records(&head, &rows);
        };
        let line = if self.render_style.unicode { "─" } else { "-" };
        let rule = widths.iter().map(|width| StyledText::new(&line.repeat(*width), FAINT)).collect();
        for row in [&head, &rule].into_iter().chain(&rows) {
            for line in row_lines(row, &widths) {
                self.write_line(&line);
            }
        }
    }

    /// Writes a table that is too wide for columns: each cell on its own line, after the name of
    /// its column.
    fn write_records(&mut self, head: &[StyledText], rows: &[Vec<StyledText>]) {
        for (number, row) in rows.iter().enumerate() {
            if number > 0 {
                self.write_line(&StyledText::default());
            }
            for (name, cell) in head.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
                let mut line = name.clone();
                line.push(": ", Style::new());
                line.append(cell);
                self.containers.push(Container {
                    first: Some(StyledText::default()),
                    rest: StyledText::new("  ", Style::new()),
                    ..Container::default()
                });
                for line in line.wrap(self.available()) {
                    self.write_line(&line);
                }
                self.containers.pop();
            }
        }
    }

    /// A line ending in a paragraph becomes a space, but not between Japanese characters.
    fn soft_break(&mut self) {
        let is_wide = self
            .text
            .text()
            .chars()
            .next_back()
            .is_some_and(|last| unicode_width::UnicodeWidthChar::width(last) == Some(2));
        if !is_wide {
            self.text.push(" ", self.style());
        }
    }

    fn style(&self) -> Style {
        self.style_with(Style::new())
    }

    /// Returns `style` combined with the styles of the enclosing inlines.
    fn style_with(&self, style: Style) -> Style {
        self.styles.iter().fold(style, |style, outer| {
            let color = style.get_fg_color().or(outer.get_fg_color());
            style.fg_color(color).effects(style.get_effects() | outer.get_effects())
        })
    }

    /// Opens a container as a block of the enclosing one.
    fn open(&mut self, container: Container) {
        self.flush();
        self.separate();
        self.containers.push(container);
    }

    /// Writes the text of a list item without paragraphs, if there is one; such a list is tight.
    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.end_text();
            // The item and its list.
            self.containers.iter_mut().skip(1).rev().take(2).for_each(|container| container.is_tight = true);
        }
    }

    /// Writes the current text as a block.
    fn end_text(&mut self) {
        self.separate();
        for line in std::mem::take(&mut self.text).wrap(self.available()) {
            self.write_line(&line);
        }
    }

    /// Puts a blank line between two blocks of a container.
    fn separate(&mut self) {
        let Some(container) = self.containers.last_mut() else { return };
        if std::mem::replace(&mut container.is_used, true) && !container.is_tight {
            self.write_line(&StyledText::default());
        }
    }

    /// Returns the number of columns between the prefixes of the containers and the right margin.
    fn available(&self) -> usize {
        let taken: usize = self.containers.iter().map(|container| container.rest.width()).sum();
        self.render_style.width.saturating_sub(taken).max(1)
    }

    fn write_line(&mut self, line: &StyledText) {
        let mut whole = StyledText::default();
        for container in &mut self.containers {
            whole.append(&container.first.take().unwrap_or_else(|| container.rest.clone()));
        }
        whole.append(line);
        let end = whole.text().trim_end().len();
        whole.truncate(end);
        whole.write(self.render_style.color, &mut self.out);
        self.out.push('\n');
    }
}

/// Returns the file name that the info string of a code block gives: `markdown name=a.md`.
fn file_name<'a>(kind: &'a CodeBlockKind<'_>) -> Option<&'a str> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    info.split_whitespace().find_map(|word| word.strip_prefix("name="))
}

#[cfg(test)]
mod tests;
