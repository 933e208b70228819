//! Reads JSON with comments, and the literals of JavaScript that are written like it.

use serde_json::{Map, Number, Value};

/// Deeper literals are refused.
const MAX_DEPTH: usize = 64;

/// Literals with more values are refused.
const MAX_VALUES: usize = 100_000;

/// Reads `text`, one value.
///
/// # Errors
/// The offset of what is not a literal.
pub(super) fn read(text: &str) -> Result<Value, usize> {
    let mut reader = Reader { text, at: 0, values: 0 };
    let value = reader.value(0).ok_or(reader.at)?;
    reader.skip();
    if reader.at == text.len() { Ok(value) } else { Err(reader.at) }
}

/// Reads the value that begins at the offset `at` of `text`, whatever follows.
pub(super) fn read_at(text: &str, at: usize) -> Option<Value> {
    Reader { text, at, values: 0 }.value(0)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// The number of values so far.
    values: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Skips blanks and comments.
    fn skip(&mut self) {
        loop {
            self.at += self.rest().len() - self.rest().trim_start().len();
            let rest = self.rest();
            let length = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                return;
            };
            self.at += length;
        }
    }

    /// Skips blanks and `mark`; returns whether it is there.
    fn takes(&mut self, mark: char) -> bool {
        self.skip();
        let is_there = self.rest().starts_with(mark);
        self.at += if is_there { mark.len_utf8() } else { 0 };
        is_there
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.values += 1;
        if depth > MAX_DEPTH || self.values > MAX_VALUES {
            return None;
        }
        self.skip();
        match self.rest().chars().next()? {
            '{' => self.object(depth),
            '[' => self.array(depth),
            '"' | '\'' | '`' => self.string().map(Value::String),
            _ => self.word(),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut members = Map::new();
        while !self.takes('}') {
            let name = match self.rest().chars().next()? {
                '"' | '\'' => self.string()?,
                _ => self.take_while(|char| char.is_alphanumeric() || "_$".contains(char))?.to_owned(),
            };
            if !self.takes(':') {
                return None;
            }
            let value = self.value(depth + 1)?;
            members.insert(name, value);
            if !self.takes(',') && !self.ends_with('}') {
                return None;
            }
        }
        Some(Value::Object(members))
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        while !self.takes(']') {
            items.push(self.value(depth + 1)?);
            if !self.takes(',') && !self.ends_with(']') {
                return None;
            }
        }
        Some(Value::Array(items))
    }

    fn ends_with(&mut self, mark: char) -> bool {
        self.skip();
        self.rest().starts_with(mark)
    }

    fn take_while(&mut self, is_part: impl Fn(char) -> bool) -> Option<&'t str> {
        let rest = self.rest();
        let word = &rest[..rest.find(|char| !is_part(char)).unwrap_or(rest.len())];
        self.at += word.len();
        (!word.is_empty()).then_some(word)
    }

    /// A number, or one of the words that are values.
    fn word(&mut self) -> Option<Value> {
        let start = self.at;
        let word = self.take_while(|char| char.is_alphanumeric() || "+-._$".contains(char));
        let value = match word {
            Some("true") => Some(Value::Bool(true)),
            Some("false") => Some(Value::Bool(false)),
            Some("null") => Some(Value::Null),
            Some(number) => number
                .parse::<i64>()
                .map(Number::from)
                .ok()
                .or_else(|| Number::from_f64(number.parse().ok()?))
                .map(Value::Number),
            None => None,
        };
        if value.is_none() {
            self.at = start;
        }
        value
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        let mut chars = self.rest().char_indices();
        let quote = chars.next()?.1;
        let mut text = String::new();
        while let Some((at, char)) = chars.next() {
            match char {
                _ if char == quote => {
                    self.at = start + at + quote.len_utf8();
                    return Some(text);
                }
                '\\' => match chars.next()?.1 {
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    'r' => text.push('\r'),
                    'b' => text.push('\u{8}'),
                    'f' => text.push('\u{c}'),
                    'u' => {
                        let first = unit(&mut chars)?;
                        let code = match first {
                            0xD800..0xDC00 => {
                                let is_pair = chars.next()?.1 == '\\' && chars.next()?.1 == 'u';
                                let second = unit(&mut chars).filter(|unit| is_pair && *unit >= 0xDC00)?;
                                0x1_0000 + ((first - 0xD800) << 10) + (second & 0x3FF)
                            }
                            code => code,
                        };
                        text.push(char::from_u32(code)?);
                    }
                    '\n' => {}
                    other => text.push(other),
                },
                // A template is computed, and a line ending ends no other string.
                '$' if quote == '`' && self.text[start + at..].starts_with("${") => return None,
                '\n' if quote != '`' => return None,
                char => text.push(char),
            }
        }
        None
    }
}

/// Four hexadecimal digits.
fn unit(chars: &mut std::str::CharIndices<'_>) -> Option<u32> {
    (0..4).try_fold(0, |code, _| Some(code * 16 + chars.next()?.1.to_digit(16)?))
}
