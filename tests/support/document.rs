//! Markdown documents that tests read: headings, and the fenced blocks below each. Rule pages are
//! written like this, and so are the documents in `tests/rules/`.

use std::ops::Range;

use unicode_general_category::{GeneralCategory, get_general_category};

/// A heading and what is below it, up to the next heading.
#[derive(Debug)]
pub struct Section {
    /// The number of `#`.
    pub level: usize,
    /// The heading's text.
    pub title: String,
    /// The index of the heading's line.
    pub line: usize,
    /// The indexes of the lines below the heading.
    pub body: Range<usize>,
    /// The fenced blocks.
    pub blocks: Vec<Block>,
}

/// A fenced block.
#[derive(Debug)]
pub struct Block {
    /// The first word of the info string.
    pub language: String,
    /// The words after it, but for `escaped` and `name=…`.
    pub kind: String,
    /// The file that the block holds: `name=a.md`, or `name="a b.md"`.
    pub name: Option<String>,
    /// What the block holds, with its escapes resolved if it is `escaped`.
    pub text: String,
    /// The indexes of its lines, with those of the fences.
    pub lines: Range<usize>,
}

/// The sections of a document.
///
/// # Errors
/// What cannot be read, with the 1-based line.
pub fn sections(document: &str) -> Result<Vec<Section>, String> {
    let lines: Vec<&str> = document.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let mut sections: Vec<Section> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let marks = line.len() - line.trim_start_matches('#').len();
        let fence = line.len() - line.trim_start_matches('`').len();
        if let (1..=6, Some(title)) = (marks, line[marks..].strip_prefix(' ')) {
            let title = title.trim().to_owned();
            let body = at + 1..at + 1;
            sections.push(Section { level: marks, title, line: at, body, blocks: Vec::new() });
        } else if fence >= 3 {
            let closing = |line: &&str| line.len() >= fence && line.bytes().all(|byte| byte == b'`');
            let rest = &lines[at + 1..];
            let length = rest
                .iter()
                .position(closing)
                .ok_or_else(|| format!("line {}: the fence is never closed", at + 1))?;
            let content: String = rest[..length].iter().flat_map(|line| [*line, "\n"]).collect();
            let block = block(&line[fence..], content, at..at + length + 2)
                .map_err(|error| format!("line {}: {error}", at + 1))?;
            let section =
                sections.last_mut().ok_or_else(|| format!("line {}: no heading above it", at + 1))?;
            at = block.lines.end - 1;
            section.body.end = at + 1;
            section.blocks.push(block);
        } else if let Some(section) = sections.last_mut() {
            section.body.end = at + 1;
        }
        at += 1;
    }
    Ok(sections)
}

fn block(info: &str, content: String, lines: Range<usize>) -> Result<Block, String> {
    let (info, name) = match info.split_once("name=") {
        Some((before, rest)) => {
            let (name, after) = match rest.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').ok_or("the name has no closing quote")?,
                None => rest.split_once(' ').unwrap_or((rest, "")),
            };
            (format!("{before}{after}"), Some(name.to_owned()))
        }
        None => (info.to_owned(), None),
    };
    let mut words: Vec<&str> = info.split_whitespace().collect();
    let escaped = words.contains(&"escaped");
    words.retain(|word| *word != "escaped");
    let text = if escaped { unescape(&content)? } else { content };
    let language = (*words.first().unwrap_or(&"")).to_owned();
    let kind = words.get(1..).unwrap_or_default().join(" ");
    Ok(Block { language, kind, name, text, lines })
}

/// A fenced block of `text`, escaped if it holds what cannot be seen.
pub fn fenced(info: &str, text: &str) -> String {
    let escaped = escape(text);
    let (info, text) = match &escaped {
        Some(escaped) => (format!("{info} escaped"), escaped.as_str()),
        None => (info.to_owned(), text),
    };
    let longest = text.lines().map(|line| {
        let line = line.trim_start_matches(' ');
        line.len() - line.trim_start_matches('`').len()
    });
    let fence = "`".repeat(longest.max().unwrap_or(0).max(2) + 1);
    format!("{fence}{info}\n{text}{fence}\n")
}

/// `text` with what cannot be seen written as `\u{200B}`, `\r` or `\t`, and a `\` at its end if it has
/// no final line feed; `None` if all of it can be seen.
pub fn escape(text: &str) -> Option<String> {
    let mut escaped = String::new();
    let mut changed = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let ends_a_line = characters.peek().is_none_or(|next| matches!(next, '\n' | '\r'));
        let before = escaped.len();
        match c {
            '\n' => escaped.push(c),
            '\r' => escaped += "\\r",
            '\t' => escaped += "\\t",
            '\\' => escaped += "\\\\",
            c if is_invisible(c) || (ends_a_line && c.is_whitespace()) => {
                let code = format!("\\u{{{:X}}}", u32::from(c));
                escaped += &code;
            }
            c => escaped.push(c),
        }
        changed |= c != '\\' && escaped.len() != before + c.len_utf8();
    }
    if !text.is_empty() && !text.ends_with('\n') {
        escaped += "\\\n";
        changed = true;
    }
    changed.then_some(escaped)
}

/// Whether readers cannot tell `c` from nothing, from a blank or from a part of another character.
fn is_invisible(c: char) -> bool {
    let invisible = matches!(
        get_general_category(c),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::PrivateUse
    );
    let joined = matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}');
    invisible || joined || matches!(c, '\u{a0}' | '\u{fffd}')
}

/// The text that [`escape`] wrote.
fn unescape(text: &str) -> Result<String, String> {
    let mut plain = String::new();
    let mut parts = text.split('\\');
    plain += parts.next().unwrap_or_default();
    while let Some(part) = parts.next() {
        let (c, rest) = match part.as_bytes().first() {
            Some(b'r') => (Some('\r'), &part[1..]),
            Some(b't') => (Some('\t'), &part[1..]),
            Some(b'\n') => (None, &part[1..]),
            Some(b'u') => {
                let (code, rest) = part
                    .strip_prefix("u{")
                    .and_then(|rest| rest.split_once('}'))
                    .ok_or("a code point is written `\\u{200B}`")?;
                let c = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
                (Some(c.ok_or_else(|| format!("`{code}` is not a code point"))?), rest)
            }
            // Two backslashes are one: what is between them is empty, what follows is as it is.
            None => (Some('\\'), parts.next().unwrap_or_default()),
            Some(_) => return Err(format!("`\\{}` is not an escape", part.chars().next().unwrap_or(' '))),
        };
        plain.extend(c);
        plain += rest;
    }
    Ok(plain)
}
