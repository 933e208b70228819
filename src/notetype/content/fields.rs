mod lines;

use std::{borrow::Cow, collections::HashSet};

pub use lines::{ParsedValue, ValueForm};

use super::{
    entries::FIELD,
    kind::{Kind, Noun, Spec},
    template::PLACEHOLDER,
};
use crate::{
    note::Note,
    notetype::{
        names::Names,
        place::{Place, SectionId},
        read::{
            Scope, plain_text,
            typed::{self, Written},
        },
        schema::{Annotation, ContentKind, Declaring, Form, Named, Node},
    },
    text::{Span, Traced, and_list, quote},
};

/// Fields: names with values, in the forms that people give them.
#[derive(Clone, Debug, Default)]
pub struct FieldsSpec {
    /// The fields that the type knows, in the schema's order.
    pub fields: Vec<Named>,
}

/// Fields, in the order of the note.
#[derive(Clone, Debug, Default)]
pub struct ParsedFields {
    /// The fields, repeated ones included.
    pub fields: Vec<ParsedValue>,
}

impl Spec for FieldsSpec {
    fn names(&self) -> Names {
        Names::new(self.fields.iter().map(|field| (&*field.name, &*field.aliases)))
    }

    fn place(&self, section: SectionId, inside: &[&str]) -> Place {
        match inside {
            [] => Place::Fields { section, entry: None },
            [name, ..] => Place::Field { section, entry: None, name: (*name).to_owned() },
        }
    }

    fn template(&self, _level: u8) -> Option<String> {
        let required = self.fields.iter().filter(|field| field.required);
        let lines: Vec<String> = required.map(|field| line(&field.name)).collect();
        Some(if lines.is_empty() { line(PLACEHOLDER) } else { lines.join("\n") })
    }

    fn contents(&self) -> String {
        let required = self.fields.iter().filter(|field| field.required);
        let names: Vec<String> = required.map(|field| quote(&field.name)).collect();
        match names.as_slice() {
            [] => String::new(),
            [_] => format!("the field {}", names.concat()),
            _ => format!("the fields {}", and_list(names)),
        }
    }

    fn noun(&self) -> Option<Noun> {
        Some(Noun { one: "field", many: "fields" })
    }

    fn how_to_write(&self, _level: u8) -> String {
        let first = self.fields.first().map_or(PLACEHOLDER, |field| field.name.as_str());
        format!("write each field as a list item: {}", quote(&line(first)))
    }
}

/// The line of a new field.
fn line(name: &str) -> String {
    format!("- {name}: {PLACEHOLDER}")
}

impl Kind for FieldsSpec {
    const KIND: ContentKind = ContentKind {
        name: "fields",
        json_type: "object",
        is_default: false,
        keys: &[],
        part: Some(FIELD),
        form: Form::Values,
    };

    type Parsed = ParsedFields;

    fn declare<'a>(declaring: &mut Declaring<'a, '_>, node: &Node<'a>, _says: &Annotation) -> Self {
        Self { fields: declaring.names(node, FIELD, "field") }
    }

    fn read<'a>(&'a self, scope: &Scope<'a>, names: &Names) -> (ParsedFields, Traced<'a>) {
        let parsed = ParsedFields { fields: lines::read(scope.note, names, scope.blocks()) };
        let json = json(scope.note, self, &parsed, scope.span());
        (parsed, json)
    }
}

/// Fields as a JSON object: those that the type knows in its order, then the others. Of equal names, the first
/// one counts.
fn json<'a>(note: &'a Note<'_>, spec: &'a FieldsSpec, parsed: &ParsedFields, span: Span) -> Traced<'a> {
    let mut known: Vec<Option<&ParsedValue>> = vec![None; spec.fields.len()];
    let mut others = Vec::new();
    let mut taken: HashSet<Cow<'_, str>> = spec.fields.iter().map(|field| Cow::from(&*field.name)).collect();
    for field in &parsed.fields {
        if let Some(index) = field.field {
            if let Some(first) = known.get_mut(index) {
                first.get_or_insert(field);
            }
            continue;
        }
        let name = plain_text::plain(note, field.name);
        if taken.insert(name.clone()) {
            others.push((name, field));
        }
    }
    let mut members = Vec::new();
    for (declared, field) in spec.fields.iter().zip(known) {
        if let Some(value) = field.and_then(|field| value(note, field, declared)) {
            members.push((Cow::from(declared.name.as_str()), field.map(|field| field.name), value));
        }
    }
    let unknown = Named::default();
    for (name, field) in others {
        if let Some(value) = value(note, field, &unknown) {
            members.push((name, Some(field.name), value));
        }
    }
    Traced::object_of(members, span)
}

/// The value of `field`; `None` for an empty cell, and for an empty value that is to be more than text.
fn value<'a>(note: &'a Note<'_>, field: &ParsedValue, declared: &Named) -> Option<Traced<'a>> {
    let lines = Written::Lines(field.name.start());
    match field.form {
        ValueForm::List => {
            let items = declared.value.items.unwrap_or_default();
            Some(typed::list(note, field.value, items, lines))
        }
        ValueForm::Cell => {
            (!field.value.is_empty()).then(|| typed::value(note, field.value, declared.value, Written::Cell))
        }
        ValueForm::Text => {
            let is_there = !field.value.is_empty() || !declared.value.is_typed();
            is_there.then(|| typed::value(note, field.value, declared.value, lines))
        }
    }
}
