//! Where a cursor is between the brackets and braces of YAML.

use crate::text::pointer::escape;

/// The place of a cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The JSON Pointer, from the outermost bracket: of the mapping if a key is written, else of the value.
    pub(super) pointer: String,
    /// Whether a key is written.
    pub(super) takes_key: bool,
    /// The offset of what is written there already.
    pub(super) start: usize,
    /// The keys before it in the same mapping.
    pub(super) siblings: Vec<String>,
}

/// A bracket that is open.
struct Open {
    is_mapping: bool,
    key: Option<String>,
    keys: Vec<String>,
}

/// Returns the place at the end of `text`, which begins with a bracket; `None` if all of them are closed.
pub(super) fn place(text: &str) -> Option<Place> {
    let mut open: Vec<Open> = Vec::new();
    let (mut start, mut quote, mut is_blank) = (0, None, true);
    for (at, c) in text.char_indices() {
        if let Some(opening) = quote {
            quote = Some(opening).filter(|opening| *opening != c);
            continue;
        }
        let next = at + c.len_utf8();
        match c {
            '"' | '\'' if is_blank => quote = Some(c),
            '[' | '{' => {
                open.push(Open { is_mapping: c == '{', key: None, keys: Vec::new() });
                start = next;
            }
            ']' | '}' => {
                open.pop();
                start = next;
            }
            ',' => {
                open.last_mut()?.key = None;
                start = next;
            }
            ':' if text[next..].starts_with(' ') => {
                if let Some(last) = open.last_mut().filter(|last| last.is_mapping) {
                    let key = text[start..at].trim().trim_matches(['"', '\'']).to_owned();
                    last.keys.push(key.clone());
                    last.key = Some(key);
                    start = next;
                }
            }
            _ => {}
        }
        is_blank = start == next || is_blank && c.is_whitespace();
    }
    let last = open.last()?;
    let token = |open: &Open| match (&open.key, open.is_mapping) {
        (Some(key), _) => format!("/{}", escape(key)),
        (None, true) => String::new(),
        (None, false) => "/0".to_owned(),
    };
    let start = start + (text[start..].len() - text[start..].trim_start().len());
    Some(Place {
        pointer: open.iter().map(token).collect(),
        takes_key: last.is_mapping && last.key.is_none(),
        start,
        siblings: last.keys.clone(),
    })
}
