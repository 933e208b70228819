//! What to write in place of a value of the wrong type.

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use super::{nodes, trials::Trials};
use crate::{
    diagnostic::Fix,
    notetype::{Breach, Keyword},
    rules::{
        Context,
        wording::{quote, quote_whole},
    },
    text::{Edit, Span},
    tree::{Data, Node, ScalarStyle, Syntax},
    yaml::{Older, differently_read, marked_item},
};

/// What to do about a finding, in words and as a fix.
pub(super) struct Remedy {
    pub(super) help: String,
    pub(super) fix: Option<Fix>,
}

/// A value of the wrong type.
#[derive(Clone, Copy)]
struct Wrong<'a> {
    trials: &'a Trials<'a, 'a>,
    breach: &'a Breach,
    syntax: Syntax,
    /// Whether it can only be meant as a list.
    is_list: bool,
    /// As it is written.
    written: &'a str,
    node: &'a Node,
}

/// Returns what to write in place of the value of `breach`, if that is of a wrong type. It is tried: the note
/// type admits it.
pub(super) fn remedy<'a>(
    context: &'a Context<'a>,
    trials: &'a Trials<'a, 'a>,
    breach: &'a Breach,
) -> Option<Remedy> {
    // Which type one value has is known when it is tried.
    let expected: &[String] = match &breach.keyword {
        Keyword::Type { expected } => expected,
        Keyword::Enum { .. } | Keyword::Const { .. } => &[],
        _ => return None,
    };
    let expects = |name: &str| expected.is_empty() || expected.iter().any(|expected| expected == name);
    if breach.value.is_null() || expected.is_empty() && (breach.value.is_array() || breach.value.is_object())
    {
        return None;
    }
    let wrong = Wrong {
        trials,
        breach,
        syntax: context.syntax(),
        is_list: expected == ["array"],
        written: context.text(breach.span),
        node: nodes::at_pointer(context, &breach.pointer)?,
    };
    let boolean = || wrong.boolean().filter(|_| expects("boolean"));
    let number = || wrong.number().filter(|_| expects("number") || expects("integer"));
    let text = || wrong.text().filter(|_| expects("string"));
    let list = || wrong.list(context.note.text).filter(|_| expects("array") && !expected.is_empty());
    boolean().or_else(number).or_else(text).or_else(list)
}

impl Wrong<'_> {
    fn admits(&self, value: &Value) -> bool {
        self.trials.admits(&self.breach.pointer, value)
    }

    fn style(&self) -> Option<ScalarStyle> {
        match self.node.data {
            Data::Scalar { style, .. } => Some(style),
            _ => None,
        }
    }

    /// Writes `text`, which the type admits.
    fn write(&self, words: &str, text: &str) -> Remedy {
        let colon = if words == "write" { "" } else { ":" };
        let help = format!("{words}{colon} {}", quote_whole(text));
        Remedy { help, fix: Some(Fix::safe(title(words), vec![Edit::replace(self.breach.span, text)])) }
    }

    /// A boolean in the words of other programs, or in quotes.
    fn boolean(&self) -> Option<Remedy> {
        let text = self.breach.value.as_str()?.trim();
        let value = match (differently_read(text), text) {
            (Some(Older::Value(Value::Bool(value))), _) => value,
            (_, "true" | "True" | "TRUE" | "y" | "Y") => true,
            (_, "false" | "False" | "FALSE" | "n" | "N") => false,
            _ => return None,
        };
        let is_quoted = matches!(self.style(), Some(ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted));
        let is_plain = self.style() == Some(ScalarStyle::Plain);
        let words = if is_quoted && text == value.to_string() { "remove the quotes" } else { "write" };
        (is_quoted || is_plain)
            .then(|| self.write(words, &value.to_string()))
            .filter(|_| self.admits(&json!(value)))
    }

    /// A number in quotes, or with separators of thousands, in full width or beside wide blanks.
    fn number(&self) -> Option<Remedy> {
        let text = self.breach.value.as_str()?;
        let is_quoted = matches!(self.style(), Some(ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted));
        if let Some(value) = self.syntax.number(text.trim()).filter(|_| is_quoted) {
            let is_admitted = self.admits(&Value::Number(value));
            return is_admitted.then(|| self.write("remove the quotes", text.trim()));
        }
        let narrow: String = text.trim().nfkc().collect();
        let mut groups = narrow.split([',', '_', ' ']);
        let first = groups.next().filter(|first| (1..=3).contains(&first.trim_start_matches('-').len()))?;
        let rest: Vec<&str> = groups.collect();
        let is_grouped =
            rest.iter().all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()));
        let digits = if is_grouped { format!("{first}{}", rest.concat()) } else { narrow };
        let value = self.syntax.number(&digits)?;
        let help = format!("write the number {}", quote(&digits));
        self.admits(&Value::Number(value)).then_some(Remedy { help, fix: None })
    }

    /// Text that YAML reads as another value.
    fn text(&self) -> Option<Remedy> {
        let is_one_line = !self.written.contains(['\n', '\r']);
        match (&*self.breach.value, &self.node.data) {
            (Value::Number(_) | Value::Bool(_), Data::Scalar { style: ScalarStyle::Plain, .. }) => {
                self.quoted("quote it").filter(|_| self.node.tag.is_none())
            }
            (Value::Array(items), _) if !self.written.starts_with('[') => {
                let first = items.first()?.as_str().filter(|first| self.admits(&json!(first)))?;
                let help = format!("write a single value: {}", quote(&self.syntax.string(first)));
                Some(Remedy { help, fix: None })
            }
            (Value::Array(_) | Value::Object(_), _)
                if is_one_line && self.written.starts_with(['[', '{']) =>
            {
                let is_yaml = self.syntax == Syntax::Yaml;
                let is_text = ["{{", "{%", "[[", "[@"].iter().any(|start| self.written.starts_with(start));
                if is_text && is_yaml {
                    return self.quoted("quote it");
                }
                let only = self.breach.value.as_array().and_then(|items| match items.as_slice() {
                    [Value::String(only)] => Some(only),
                    _ => None,
                });
                if let Some(only) = only.filter(|only| self.admits(&json!(only))) {
                    let written = self.syntax.string(only);
                    let help = format!("write a single value: {}", quote(&written));
                    return Some(Remedy { help, fix: None });
                }
                let quoted = self.quoted("quote it if it is text").filter(|_| is_yaml)?;
                Some(Remedy { fix: None, ..quoted })
            }
            _ => None,
        }
    }

    fn quoted(&self, words: &str) -> Option<Remedy> {
        self.admits(&json!(self.written)).then(|| self.write(words, &self.syntax.quote(self.written)))
    }

    /// A list that is written as text, or its only item.
    fn list(&self, note: &str) -> Option<Remedy> {
        let text = match &*self.breach.value {
            Value::String(text) => text,
            only @ (Value::Number(_) | Value::Bool(_)) if self.style() == Some(ScalarStyle::Plain) => {
                let text = json!([self.written]);
                let written = if self.admits(&json!([only])) {
                    self.written.to_owned()
                } else if self.admits(&text) {
                    self.syntax.quote(self.written)
                } else {
                    return None;
                };
                return Some(self.write("write a list", &format!("[{written}]")));
            }
            _ => return None,
        };
        if let Some(remedy) = self.marked_list(note) {
            return Some(remedy);
        }
        let items: Vec<&str> = match marked_item(text) {
            Some(item) => vec![item],
            None => items(text).collect(),
        };
        if items.is_empty() || !self.admits(&json!(items)) {
            return None;
        }
        let written: Vec<String> = items.iter().map(|item| self.syntax.string(item)).collect();
        let remedy = self.write("write a list", &format!("[{}]", written.join(", ")));
        let is_certain = self.is_list && items == [text.as_str()] && !text.contains(char::is_whitespace);
        let is_whole = !self.written.contains(['\n', '\r']);
        Some(Remedy { fix: remedy.fix.filter(|_| is_certain && is_whole), ..remedy })
    }

    /// Lines that each begin with the marker of another kind of list.
    fn marked_list(&self, note: &str) -> Option<Remedy> {
        if self.style() != Some(ScalarStyle::Plain)
            || self.syntax != Syntax::Yaml
            || !begins_line(note, self.breach.span.start())
        {
            return None;
        }
        let mut items = Vec::new();
        let mut edits = Vec::new();
        let mut at = self.breach.span.start();
        for line in self.written.split_inclusive('\n') {
            let start = at + (line.len() - line.trim_start().len());
            let item = marked_item(line)?;
            let text = line.trim_end();
            edits.push(Edit::replace(Span::new(start, at + text.len() - item.len()), "- "));
            items.push(item);
            at += line.len();
        }
        let is_list = items.iter().all(|item| nodes::reads_as_text(item)) && self.admits(&json!(items));
        let first = quote(&format!("- {}", items.first()?));
        let help = match items.len() {
            1 => format!("write {first}"),
            _ => format!("start each item with `- `: {first}"),
        };
        is_list.then(|| Remedy { help, fix: Some(Fix::safe("Start each item with `- `", edits)) })
    }
}

fn title(words: &str) -> &'static str {
    match words {
        "remove the quotes" => "Remove the quotes",
        "write a list" => "Write a list",
        "write" => "Write the boolean",
        _ => "Quote the value",
    }
}

/// Whether `at` is the first character of its line.
fn begins_line(note: &str, at: usize) -> bool {
    note.get(..at).unwrap_or_default().trim_end_matches([' ', '\t']).ends_with(['\n', '\r'])
}

/// Splits a list that is written as text into its items.
fn items(text: &str) -> impl Iterator<Item = &str> {
    let hashes = text.split_whitespace().all(|word| word.starts_with('#'));
    let is_comma = move |c: char| matches!(c, ',' | '、' | '，' | ';') || hashes && c.is_whitespace();
    text.split(is_comma).map(|item| item.trim().trim_start_matches('#')).filter(|item| !item.is_empty())
}
