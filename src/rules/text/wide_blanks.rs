//! Blanks of frontmatter that are not spaces to YAML, where its syntax requires a space or nothing: no-break
//! spaces, ideographic spaces and their like (YAML 1.2.2, 5.5).

use super::part::by_line;
use crate::{
    note::FrontmatterBlock,
    rules::Context,
    text::{Edit, Span, apply, line_end, line_start, next_line},
    tree::{Data, Entry, Limits, Node, ScalarStyle, Syntax},
    yaml,
};

/// The wide blanks of one line that are in the way of the syntax.
pub(super) struct BlankLine {
    pub(super) blanks: Vec<(usize, char)>,
    /// Their repair; none if the frontmatter could not be read any more.
    pub(super) edits: Vec<Edit>,
    /// Whether the frontmatter becomes a mapping when the blanks of all lines are repaired: of one that is a
    /// mapping already, the repair changes a key or a value.
    pub(super) is_safe: bool,
}

/// A wide blank, and what it is there for.
#[derive(Clone, Copy)]
struct Blank {
    at: usize,
    char: char,
    role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Before the text of the line.
    Indentation,
    /// Where YAML requires a space.
    Separator,
    /// Where nothing must be.
    Excess,
    /// Where a space would separate what YAML reads as one text: before a `#` that may be meant to begin a
    /// comment, before an item in brackets and after a colon there.
    Gap,
    /// At the start of an unquoted value, or at the end of an item in brackets.
    Edge,
}

impl Role {
    /// Whether YAML reads the blank as a part of a text, so that its repair changes the text.
    fn is_content(self) -> bool {
        matches!(self, Self::Gap | Self::Edge)
    }
}

/// Whether `char` is a blank to people, but not to YAML.
fn is_wide(char: char) -> bool {
    matches!(char, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\t') || is_wide(char)
}

/// Returns the lines of the frontmatter with such blanks.
pub(super) fn blank_lines(context: &Context<'_>) -> Vec<BlankLine> {
    let text = context.note.text;
    let block = context.note.frontmatter.block().filter(|block| block.syntax == Syntax::Yaml);
    let Some(block) = block else { return Vec::new() };
    if !block.content.of(text).contains(is_wide) {
        return Vec::new();
    }
    let lines = Lines::new(text, block);
    let is_mapping = lines.is_mapping;
    let blanks = lines.blanks();
    let repaired = |width: usize| {
        let syntax = blanks.iter().filter(|blank| !blank.role.is_content());
        let edits: Vec<Edit> = syntax.map(|blank| edit(text, *blank, width)).collect();
        let Ok(repaired) = apply(&text[..block.content.end()], &edits) else { return false };
        let frontmatter = Span::new(block.content.start(), repaired.len());
        let document = yaml::parse(&repaired, frontmatter, Limits::default());
        document.is_ok_and(|document| document.root.as_mapping().is_some())
    };
    let width = [1, 2, 0].into_iter().find(|width| repaired(*width));
    by_line(text, blanks.iter().copied(), |blank| blank.at)
        .map(|(_, blanks)| BlankLine {
            edits: if is_mapping && width.is_none() {
                Vec::new()
            } else {
                blanks.iter().map(|blank| edit(text, *blank, width.unwrap_or(1))).collect()
            },
            is_safe: !is_mapping && width.is_some() && blanks.iter().all(|blank| !blank.role.is_content()),
            blanks: blanks.iter().map(|blank| (blank.at, blank.char)).collect(),
        })
        .collect()
}

/// Writes a space in place of `blank`; one in the indentation is `width` spaces wide.
fn edit(text: &str, blank: Blank, width: usize) -> Edit {
    let span = Span::new(blank.at, blank.at + blank.char.len_utf8());
    let spaces = text[span.end()..].len() - text[span.end()..].trim_start_matches(' ').len();
    let is_after_blank =
        text[..span.start()].ends_with(is_blank) || text[span.end()..].starts_with([' ', '\t']);
    match blank.role {
        Role::Indentation => Edit::replace(span, " ".repeat(width)),
        Role::Separator | Role::Gap if !is_after_blank => Edit::replace(span, " "),
        Role::Excess => Edit::delete(Span::new(span.start(), span.end() + spaces)),
        _ => Edit::delete(span),
    }
}

/// The lines of a block.
struct Lines<'a> {
    text: &'a str,
    content: Span,
    /// The indentation of the first line, which needs none, and whether all lines begin with it.
    base: Span,
    is_base_shared: bool,
    /// Whether the block is a mapping already.
    is_mapping: bool,
    /// The scalars that have several lines, in the order of the text, and whether each is plain.
    scalars: Vec<(Span, bool)>,
    found: Vec<Blank>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str, block: &FrontmatterBlock) -> Self {
        let root = block.document.as_ref().ok().map(|document| &document.root);
        let is_mapping = root.is_some_and(|root| root.as_mapping().is_some());
        let content = block.content.of(text);
        let first = block.content.end() - content.trim_start().len();
        let base = Span::new(line_start(text, first), first);
        let mut written = content.lines().filter(|line| !line.trim().is_empty());
        let mut lines = Self {
            text,
            content: block.content,
            base,
            is_base_shared: written.all(|line| line.starts_with(base.of(text))),
            is_mapping,
            scalars: Vec::new(),
            found: Vec::new(),
        };
        if let Some(root) = root.filter(|_| is_mapping) {
            lines.scalars(root, false);
        }
        lines
    }

    fn blanks(mut self) -> Vec<Blank> {
        let mut at = self.content.start();
        // The indentation of the key whose block scalar is being read.
        let mut literal: Option<usize> = None;
        let mut scalars = std::mem::take(&mut self.scalars).into_iter().peekable();
        let mut after_item = false;
        let mut is_in_brackets = false;
        while at < self.content.end() {
            let line = Span::new(at, line_end(self.text, at).min(self.content.end()));
            at = next_line(self.text, at);
            let written = line.of(self.text);
            let indent = written.len() - written.trim_start_matches(' ').len();
            if literal.is_some_and(|own| indent > own || written.trim().is_empty()) {
                continue;
            }
            literal = opens_literal(written).then_some(indent);
            while scalars.next_if(|(scalar, _)| scalar.end() <= line.start()).is_some() {}
            let inside = scalars.peek().filter(|(scalar, _)| scalar.start() < line.start());
            let is_text = inside.is_some_and(|(_, is_plain)| !is_plain || !after_item);
            let before = self.found.len();
            if !is_text {
                self.line(line);
                if is_in_brackets && !self.is_mapping {
                    self.indentation(line);
                }
            }
            is_in_brackets = written.trim_end_matches(is_blank).ends_with(['[', '{', ',']);
            after_item = self.found.len() > before && written.trim_start_matches(is_blank).starts_with('-');
        }
        self.found.sort_by_key(|blank| blank.at);
        self.found.dedup_by_key(|blank| blank.at);
        self.found
    }

    /// Collects the scalars of `node` that have several lines, and finds the blanks around those that are
    /// between brackets.
    fn scalars(&mut self, node: &Node, is_in_flow: bool) {
        match &node.data {
            Data::Scalar { style, .. } => {
                let is_plain = *style == ScalarStyle::Plain;
                if node.span.of(self.text).contains(['\n', '\r']) {
                    self.scalars.push((node.span, is_plain));
                } else if is_in_flow && is_plain {
                    self.edges(node.span);
                }
            }
            Data::Sequence(items) => {
                let is_flow = node.span.of(self.text).starts_with('[');
                for item in items {
                    self.scalars(item, is_flow);
                }
            }
            Data::Mapping(entries) => {
                let is_flow = node.span.of(self.text).starts_with('{');
                for entry in entries {
                    if is_flow {
                        self.edges(entry.key);
                        self.colons(entry);
                    }
                    self.scalars(&entry.value, is_flow);
                }
            }
        }
    }

    /// Finds the blanks after a colon in a key between brackets: with a space, a value would begin there.
    fn colons(&mut self, entry: &Entry) {
        let name = entry.key.of(self.text);
        let is_absent = matches!(entry.value.data, Data::Scalar { style: ScalarStyle::Absent, .. });
        if let Some((_, value)) = key(name).filter(|_| is_absent) {
            let text = value.trim_start_matches(is_blank);
            self.run(Span::new(entry.key.end() - value.len(), entry.key.end() - text.len()), Role::Gap);
        }
    }

    /// Finds the blanks at the start and at the end of the scalar at `span`.
    fn edges(&mut self, span: Span) {
        let words = span.of(self.text).trim_matches(is_blank);
        if !words.is_empty() {
            let start = span.end() - span.of(self.text).trim_start_matches(is_blank).len();
            self.run(Span::new(span.start(), start), Role::Gap);
            self.run(Span::new(start + words.len(), span.end()), Role::Edge);
        }
    }

    /// Finds the blanks of one line that is not inside a text.
    fn line(&mut self, line: Span) {
        let written = line.of(self.text);
        let mut rest = written.trim_start_matches(is_blank);
        let mut is_item = false;
        let mut runs = Vec::new();
        while let Some(item) = rest.strip_prefix('-').filter(|item| item.starts_with(is_blank)) {
            let text = item.trim_start_matches(is_blank);
            runs.push((Span::new(line.end() - item.len(), line.end() - text.len()), Role::Separator));
            (rest, is_item) = (text, true);
        }
        let key = key(rest);
        if let Some((name, value)) = key {
            let name = line.end() - rest.len() + name.len();
            let colon = line.end() - value.len() - 1;
            runs.push((Span::new(name, colon), Role::Excess));
            let text = value.trim_start_matches(is_blank);
            // An item such as `- a:　b` is text.
            let is_key = !is_item && (!self.is_mapping || value.contains(": "));
            let separator = Span::new(line.end() - value.len(), line.end() - text.len());
            let (spaces, _) =
                separator.of(self.text).split_at(separator.of(self.text).find(is_wide).unwrap_or_default());
            if !spaces.is_empty() && !is_item {
                runs.push((separator, Role::Edge));
            } else if is_key {
                runs.push((separator, Role::Separator));
            }
            self.end(line, text);
        }
        if rest.is_empty() || key.is_none() && !is_item && !rest.starts_with('#') {
            return;
        }
        self.indentation(line);
        for (run, role) in runs {
            self.run(run, role);
        }
    }

    /// Finds the blanks before the text of `line`.
    fn indentation(&mut self, line: Span) {
        let written = line.of(self.text);
        let is_first = line.start() == self.base.start();
        let is_based = is_first || self.is_base_shared && written.starts_with(self.base.of(self.text));
        let base = line.start() + if is_based { self.base.len() } else { 0 };
        let end = line.end() - written.trim_start_matches(is_blank).len();
        self.run(Span::new(line.start(), base), Role::Excess);
        self.run(Span::new(base, end), Role::Indentation);
    }

    /// Finds the blanks behind a value in quotes, behind the header of a block scalar, and before a comment.
    fn end(&mut self, line: Span, value: &str) {
        let words = value.trim_end_matches(is_blank);
        let tail = Span::new(line.end() - (value.len() - words.len()), line.end());
        let is_quoted = words.len() > 1
            && words.starts_with(['"', '\''])
            && closing(words).is_some_and(|close| words.ends_with(close));
        if (is_quoted || opens_literal(words)) && !self.is_mapping {
            self.run(tail, Role::Excess);
        }
        let Some(before) = value.find("# ").map(|at| &value[..at]) else { return };
        let words = before.trim_end_matches(is_blank);
        let start = line.end() - value.len();
        let gap = Span::new(start + words.len(), start + before.len());
        match closing(value) {
            None => self.run(gap, Role::Gap),
            Some(close) if words.len() > 1 && words.ends_with(close) && !self.is_mapping => {
                self.run(gap, Role::Separator);
            }
            Some(_) => {}
        }
    }

    fn run(&mut self, run: Span, role: Role) {
        let wide = run.of(self.text).char_indices().filter(|(_, char)| is_wide(*char));
        self.found.extend(wide.map(|(at, char)| Blank { at: run.start() + at, char, role }));
    }
}

/// Splits `key: value`, where any blank may be around the colon; the key is without them.
fn key(text: &str) -> Option<(&str, &str)> {
    if text.starts_with(['"', '\'', '[', '{', '#', '|', '>', '`', '@', '%']) {
        return None;
    }
    let mut from = 0;
    loop {
        let colon = from + text[from..].find(':')?;
        let value = &text[colon + 1..];
        if value.is_empty() || value.starts_with(is_blank) {
            let name = text[..colon].trim_end_matches(is_blank);
            return (!name.is_empty() && !name.contains('#')).then_some((name, value));
        }
        from = colon + 1;
    }
}

/// Returns the character that ends `value`, if it is in quotes or brackets.
fn closing(value: &str) -> Option<char> {
    match value.chars().next()? {
        quote @ ('"' | '\'') => Some(quote),
        '[' => Some(']'),
        '{' => Some('}'),
        _ => None,
    }
}

/// Whether `line` ends with the header of a block scalar.
fn opens_literal(line: &str) -> bool {
    let line = line.trim_end_matches(is_blank);
    let header = line.trim_end_matches(|char: char| matches!(char, '+' | '-') || char.is_ascii_digit());
    let before = header.strip_suffix(['|', '>']);
    before.is_some_and(|before| before.is_empty() || before.ends_with(is_blank))
}
