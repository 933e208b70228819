//! The readings that a text may have: what a type declares of each.

use std::sync::OnceLock;

use crate::{
    diagnostic::Fault,
    notetype::{
        content::{
            code::{self, CodeSpec},
            fields::FieldsSpec,
            items::{LIST, PointsSpec},
            kind::{Kind, Noun, Spec},
            points,
            prose::ProseSpec,
            table::TableSpec,
            tasks::{self, TasksSpec},
            text::TextSpec,
        },
        names::Names,
        schema::{Annotation, Declaring, Form, Node, Role},
    },
    text::{alternatives, suggest},
};

const PLAIN_PART: Role = Role { noun: "this reading", keys: &[] };
const LIST_PART: Role = Role { noun: "points or tasks", keys: &[LIST] };

/// What readings consist of.
pub(super) const READINGS: Form = Form::Declared {
    what: "reading",
    members: &[
        ("points", points::POINTS),
        ("tasks", tasks::TASKS),
        ("code", code::CODE_BLOCKS),
        ("images", Form::List(&Form::Object { what: "an image", members: &[("alt", Form::Any), TARGET] })),
        ("links", Form::List(&Form::Object { what: "a link", members: &[TEXT, TARGET] })),
        (
            "callouts",
            Form::List(&Form::Object {
                what: "a callout",
                members: &[("kind", Form::Any), ("title", Form::Any), TEXT],
            }),
        ),
        ("headings", Form::List(&Form::Object { what: "a heading", members: &[("level", Form::Any), TEXT] })),
    ],
    others: &Form::Any,
};

const TEXT: (&str, Form) = ("text", Form::Any);
const TARGET: (&str, Form) = ("target", Form::Any);

/// A reading of a text.
#[derive(Clone, Debug)]
pub struct PartSpec {
    /// Its name, and the property's.
    pub name: &'static str,
    /// What is read.
    pub content: PartContent,
    /// The names of fields or columns, ready for comparison: from the first note on.
    pub(super) names: OnceLock<Names>,
}

/// What is read of a text.
#[derive(Clone, Debug)]
pub enum PartContent {
    /// The Markdown source.
    Text(TextSpec),
    /// The text as readers see it.
    Prose(ProseSpec),
    /// The number of words.
    Words,
    /// The number of lines.
    Lines,
    /// The number of paragraphs.
    Paragraphs,
    /// Items of lists.
    Points(PointsSpec),
    /// Items with a checkbox.
    Tasks(TasksSpec),
    /// Code blocks.
    Code(CodeSpec),
    /// All tables, each an array of rows.
    Tables(TableSpec),
    /// Images.
    Images(PointsSpec),
    /// Links.
    Links(PointsSpec),
    /// Callouts.
    Callouts(PointsSpec),
    /// Headings.
    Headings(PointsSpec),
    /// Names with values.
    Fields(FieldsSpec),
}

/// What a reading is called, the JSON type of its value, and how it is declared.
struct PartKind {
    name: &'static str,
    json_type: &'static str,
    role: Role,
    declare: for<'a> fn(&mut Declaring<'a, '_>, &Node<'a>, &Annotation) -> PartContent,
}

impl PartKind {
    const fn new(
        name: &'static str,
        json_type: &'static str,
        declare: for<'a> fn(&mut Declaring<'a, '_>, &Node<'a>, &Annotation) -> PartContent,
    ) -> Self {
        Self { name, json_type, role: PLAIN_PART, declare }
    }

    const fn list(self) -> Self {
        Self { role: LIST_PART, ..self }
    }
}

const KINDS: [PartKind; 14] = [
    PartKind::new("text", "string", |_, _, _| PartContent::Text(TextSpec::default())),
    PartKind::new("prose", "string", |_, _, _| PartContent::Prose(ProseSpec)),
    PartKind::new("words", "integer", |_, _, _| PartContent::Words),
    PartKind::new("lines", "integer", |_, _, _| PartContent::Lines),
    PartKind::new("paragraphs", "integer", |_, _, _| PartContent::Paragraphs),
    PartKind::new("points", "array", |declaring, node, says| {
        PartContent::Points(PointsSpec::of(declaring, node, says))
    })
    .list(),
    PartKind::new("tasks", "array", |declaring, node, says| {
        PartContent::Tasks(TasksSpec::declare(declaring, node, says))
    })
    .list(),
    PartKind::new("code", "array", |declaring, node, says| {
        PartContent::Code(CodeSpec::declare(declaring, node, says))
    }),
    PartKind::new("tables", "array", |declaring, node, says| {
        let table = declaring.read(node).get("items");
        PartContent::Tables(
            table.map(|table| TableSpec::declare(declaring, &table, says)).unwrap_or_default(),
        )
    }),
    PartKind::new("images", "array", |declaring, node, says| {
        PartContent::Images(PointsSpec::of(declaring, node, says))
    }),
    PartKind::new("links", "array", |declaring, node, says| {
        PartContent::Links(PointsSpec::of(declaring, node, says))
    }),
    PartKind::new("callouts", "array", |declaring, node, says| {
        PartContent::Callouts(PointsSpec::of(declaring, node, says))
    }),
    PartKind::new("headings", "array", |declaring, node, says| {
        PartContent::Headings(PointsSpec::of(declaring, node, says))
    }),
    PartKind::new("fields", "object", |declaring, node, says| {
        PartContent::Fields(FieldsSpec::declare(declaring, node, says))
    }),
];

/// The readings that the object at `node` declares.
pub(super) fn declare<'a>(declaring: &mut Declaring<'a, '_>, node: &Node<'a>) -> Vec<PartSpec> {
    let reader = declaring.read(node);
    declaring.declared(&reader, "reading");
    let mut parts = Vec::new();
    for property in reader.properties() {
        if declaring.is_group(property.name) {
            continue;
        }
        let schema = &property.schema;
        let Some(kind) = KINDS.iter().find(|kind| kind.name == property.name) else {
            let names = || KINDS.iter().map(|kind| kind.name);
            let help = suggest(property.name, names())
                .unwrap_or_else(|| format!("a text is read as {}", alternatives(names())));
            let fault = Fault::new(format!("`parts` has no reading `{}`", property.name)).help(help);
            declaring.faults.key(declaring.documents, schema, fault);
            continue;
        };
        let says = declaring.part(schema, kind.role);
        let declared = declaring.read(schema);
        let types = declared.types();
        let is_kind =
            |name: &String| name == kind.json_type || kind.json_type == "integer" && name == "number";
        if !types.is_empty() && !types.iter().any(is_kind) {
            let message =
                format!("`{}` is of type `{}`, not `{}`", kind.name, kind.json_type, types.join("`, `"));
            let place = declared.get("type").unwrap_or_else(|| schema.clone());
            declaring.faults.value(declaring.documents, &place, Fault::new(message));
        }
        let content = (kind.declare)(declaring, schema, &says);
        parts.push(PartSpec { name: kind.name, content, names: OnceLock::new() });
    }
    parts
}

impl PartSpec {
    /// What it is made of; `None` if that is not counted.
    pub fn noun(&self) -> Option<Noun> {
        let noun = |one, many| Some(Noun { one, many });
        match &self.content {
            PartContent::Text(_) | PartContent::Prose(_) => None,
            PartContent::Words => noun("word", "words"),
            PartContent::Lines => noun("line", "lines"),
            PartContent::Paragraphs => noun("paragraph", "paragraphs"),
            PartContent::Points(spec) => spec.noun(),
            PartContent::Tasks(spec) => spec.noun(),
            PartContent::Code(spec) => spec.noun(),
            PartContent::Tables(_) => noun("table", "tables"),
            PartContent::Images(_) => noun("image", "images"),
            PartContent::Links(_) => noun("link", "links"),
            PartContent::Callouts(_) => noun("callout", "callouts"),
            PartContent::Headings(_) => noun("heading", "headings"),
            PartContent::Fields(spec) => spec.noun(),
        }
    }

    /// The content kind with its own words for templates and advice, if it is one.
    pub(super) fn spec(&self) -> Option<&dyn Spec> {
        match &self.content {
            PartContent::Points(spec) => Some(spec),
            PartContent::Tasks(spec) => Some(spec),
            PartContent::Code(spec) => Some(spec),
            PartContent::Tables(spec) => Some(spec),
            PartContent::Fields(spec) => Some(spec),
            _ => None,
        }
    }

    /// Whether the text must have some of it, as far as that is known.
    pub(super) fn is_asked_for(&self) -> bool {
        let some = |spec: &PointsSpec| spec.min.is_some_and(|min| min > 0);
        match &self.content {
            PartContent::Points(spec) => some(spec),
            PartContent::Tasks(spec) => some(&spec.items),
            PartContent::Code(spec) => some(&spec.blocks),
            PartContent::Fields(spec) => spec.fields.iter().any(|field| field.required),
            PartContent::Tables(_) => true,
            _ => false,
        }
    }

    /// The names of its fields or columns.
    pub(super) fn names(&self) -> &Names {
        self.names.get_or_init(|| self.spec().map(Spec::names).unwrap_or_default())
    }
}
