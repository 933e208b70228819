//! What `--set` says of a new note.

use serde_json::{Map, Number, Value};

use crate::{
    diagnostic::Fault,
    notetype::{NoteType, ScalarType},
    text::{Span, pointer, quote, suggest_or_list},
    tree::Syntax,
};

const FRONTMATTER: &str = "/frontmatter";

/// The parts of a new note that were named.
#[derive(Debug, Default)]
pub(super) struct Assigned {
    /// Those of the frontmatter.
    pub(super) values: Map<String, Value>,
    pub(super) title: Option<String>,
    pub(super) id: Option<String>,
    /// Each as it was written, with its JSON Pointer in the projection.
    pub(super) pointers: Vec<(String, String)>,
}

impl Assigned {
    /// Reads `set`, pairs of a key and a value, as parts of a note of `note_type`.
    ///
    /// # Errors
    /// A fault for each key that the type does not have, and for each value that cannot be read.
    pub(super) fn read(note_type: &NoteType, set: &[(String, String)]) -> Result<Self, Vec<Fault>> {
        let mut assigned = Self::default();
        let faults: Vec<Fault> =
            set.iter().filter_map(|(key, text)| assigned.assign(note_type, key, text.trim()).err()).collect();
        if faults.is_empty() { Ok(assigned) } else { Err(faults) }
    }

    fn assign(&mut self, note_type: &NoteType, key: &str, text: &str) -> Result<(), Fault> {
        let written = format!("{key}={text}");
        let spec = &note_type.spec;
        let is_key = |name: &str| spec.frontmatter.key(name).is_some();
        if key == "title" {
            if text.is_empty() {
                return Err(Fault::new("--set: the title is empty"));
            }
            let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.title = Some(title);
            self.pointers.push((written, "/title".to_owned()));
            return Ok(());
        }
        if key == "id" && !is_key(key) && !spec.identity.sources.is_empty() {
            self.id = Some(text.to_owned());
            self.pointers.push((written, "/id".to_owned()));
            return Ok(());
        }
        let path = path_of(note_type, key)?;
        let value = value(note_type, &path, text)
            .map_err(|message| Fault::new(format!("--set {}: {message}", quote(&written))))?;
        if !set_at(&mut self.values, &path, value) {
            return Err(Fault::new(format!("--set {}: what is above it is no mapping", quote(&written))));
        }
        self.pointers.push((written, path));
        Ok(())
    }
}

/// Returns the JSON Pointer of the frontmatter's `key`, whose own keys follow dots.
fn path_of(note_type: &NoteType, key: &str) -> Result<String, Fault> {
    let spec = &note_type.spec.frontmatter;
    if !spec.is_named {
        let message = format!("--set: notes of the type `{}` have no frontmatter", note_type.name);
        return Err(Fault::new(message).help("only `title` can be set"));
    }
    let is_alias = |alias: &String| alias == key;
    let declared = spec.keys.iter().find(|known| known.name == key || known.aliases.iter().any(is_alias));
    let names = match declared {
        Some(known) => vec![known.name.as_str()],
        None => key.split('.').collect(),
    };
    let mut path = FRONTMATTER.to_owned();
    for name in names {
        let known: Vec<&str> = note_type.members(&path).into_iter().map(|(known, _)| known).collect();
        if name.is_empty() || note_type.is_closed(&path) && !known.contains(&name) {
            let message = format!("--set: unknown key {} of the type `{}`", quote(key), note_type.name);
            return Err(Fault::new(message).help(suggest_or_list(name, known)));
        }
        path = format!("{path}/{}", pointer::escape(name));
    }
    Ok(path)
}

/// Returns `text` as the value at `path`, of a type that this may have.
fn value(note_type: &NoteType, path: &str, text: &str) -> Result<Value, String> {
    let types = note_type.types(path);
    let is_of = |name: &str| types.iter().any(|own| own == name);
    let is_text =
        |option: &&Value| option.as_str().map_or_else(|| format!("{option}") == text, |it| it == text);
    if let Some(option) = note_type.options(path).into_iter().flatten().find(is_text) {
        return Ok(option.clone());
    }
    if text.starts_with(['[', '{']) && !is_of("string") {
        let read = Syntax::Yaml.parse(text, Span::new(0, text.len()));
        return read.map(|read| read.root.to_traced().to_value()).map_err(|error| error.message);
    }
    if types == ["object"] {
        let name = path.rsplit('/').next().unwrap_or_default();
        return Err(format!("a mapping is expected; set its keys, as in `--set {name}.key=…`"));
    }
    let value_type = note_type.value_type(path);
    Ok(match value_type.items {
        Some(items) if !is_of("string") => {
            let parts = text.split([',', '、']).map(str::trim).filter(|part| !part.is_empty());
            parts.map(|part| scalar(part, items)).collect()
        }
        _ => scalar(text, value_type.scalar),
    })
}

fn scalar(text: &str, may_be: ScalarType) -> Value {
    let boolean = || may_be.boolean.then(|| text.parse::<bool>().ok()).flatten().map(Value::from);
    let number = || may_be.number.then(|| text.parse::<Number>().ok()).flatten().map(Value::from);
    boolean().or_else(number).unwrap_or_else(|| text.into())
}

/// Sets the value at `path` of a note's projection, in the frontmatter. Returns whether there is a place for it.
pub(super) fn set_at(values: &mut Map<String, Value>, path: &str, value: Value) -> bool {
    let mut names: Vec<_> = pointer::tokens(path).skip(1).collect();
    let Some(last) = names.pop() else { return false };
    let mut place = values;
    for name in names {
        let inside = place.entry(name).or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(inside) = inside else { return false };
        place = inside;
    }
    place.insert(last.into_owned(), value);
    true
}

/// Returns the value at `path` of a note's projection, in the frontmatter.
pub(super) fn get_at<'v>(values: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    let mut names = pointer::tokens(path).skip(1);
    let first = values.get(&*names.next()?)?;
    names.try_fold(first, |value, name| value.get(&*name))
}

/// Returns the text that a scalar is in a path or an id.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}
