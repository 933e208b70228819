use std::ops::Range;

use super::{
    items::{ParsedPoint, ParsedPoints, PointForm, PointsSpec},
    kind::{Items, ItemsOwner, Kind, Noun, Part, Spec},
    points,
    template::{self, PLACEHOLDER, SECTION_LEVEL},
};
use crate::{
    note::{BlockId, BlockKind, HeadingId, Note},
    notetype::{
        names::Names,
        place::{ItemsPlace, Place, SectionId},
        read::{
            Scope, bare_words,
            label::{self, Label},
            lead,
            lists::{self, ParsedItem},
            plain_text,
            typed::{self, Written},
        },
        schema::{ALIASES, Annotation, ContentKind, Declaring, Form, Named, Node, REF, Role},
    },
    text::{Id, IndexVec, Span, Traced, ids},
};

ids! {
    /// A field of entries.
    FieldId;
}

pub(super) const FIELD: Role = Role { noun: "a field", keys: &[ALIASES, REF] };

/// What entries consist of.
const ENTRIES: Form = Form::List(&Form::Object {
    what: "an entry",
    members: &[
        ("name", Form::Any),
        ("points", points::POINTS),
        ("fields", Form::Declared { what: "field", members: &[], others: &Form::Value }),
    ],
});

/// Entries: sub-headings with points and fields.
#[derive(Clone, Debug, Default)]
pub struct EntriesSpec {
    /// The fields that are told from points by their lead.
    pub fields: IndexVec<FieldId, Named>,
    /// What the schema says of an entry's points.
    pub points: PointsSpec,
}

/// Entries, in the order of the note.
#[derive(Clone, Debug, Default)]
pub struct ParsedEntries {
    /// The entries.
    pub entries: Vec<ParsedEntry>,
}

/// An entry.
#[derive(Clone, Debug)]
pub struct ParsedEntry {
    /// Its name as written, without heading marks and `**`.
    pub name: Span,
    /// Its heading; `None` if it is a bold paragraph or a list item.
    pub heading: Option<HeadingId>,
    /// From the name to the entry's last character.
    pub span: Span,
    /// Its points.
    pub points: ParsedPoints,
    /// Its fields.
    pub fields: Vec<ParsedField>,
}

/// A field of an entry.
#[derive(Clone, Debug)]
pub struct ParsedField {
    /// Which field it is.
    pub field: FieldId,
    /// Its name as written.
    pub name: Span,
    /// Its value, trimmed; empty if there is none.
    pub value: Span,
}

impl Spec for EntriesSpec {
    fn names(&self) -> Names {
        Names::new(self.fields.iter().map(|field| (&*field.name, &*field.aliases)))
    }

    fn place(&self, section: SectionId, inside: &[&str]) -> Place {
        let [entry, inside @ ..] = inside else { return Place::Items(ItemsPlace::Section { section }) };
        let Ok(entry) = entry.parse() else { return Place::Other };
        match inside {
            [] | ["name", ..] => Place::Entry { section, entry },
            ["points", inside @ ..] => Place::in_items(ItemsPlace::Entry { section, entry }, inside),
            ["fields"] => Place::Fields { section, entry: Some(entry) },
            ["fields", name, ..] => Place::Field { section, entry: Some(entry), name: (*name).to_owned() },
            _ => Place::Other,
        }
    }

    fn template(&self, level: u8) -> Option<String> {
        let points = template::list(&self.points, template::point)?;
        let fields = self.fields.iter().filter(|field| field.required);
        let lines = std::iter::once(points).chain(fields.map(|field| template::bullet(&field.name)));
        let lines: Vec<String> = lines.collect();
        Some(format!("{}\n{}", template::heading_line(level.min(5) + 1, PLACEHOLDER), lines.join("\n")))
    }

    fn contents(&self) -> String {
        format!("a heading `{}` for each entry", template::heading_line(SECTION_LEVEL + 1, PLACEHOLDER))
    }

    fn noun(&self) -> Option<Noun> {
        Some(Noun { one: "entry", many: "entries" })
    }

    fn how_to_write(&self, level: u8) -> String {
        let line = template::heading_line(level.min(5) + 1, PLACEHOLDER);
        format!("give each entry a heading of its own: `{line}`")
    }
}

impl Kind for EntriesSpec {
    const KIND: ContentKind = ContentKind {
        name: "entries",
        json_type: "array",
        is_default: false,
        keys: &[],
        part: Some(FIELD),
        form: ENTRIES,
    };

    type Parsed = ParsedEntries;

    fn declare<'a>(declaring: &mut Declaring<'a, '_>, node: &Node<'a>, _says: &Annotation) -> Self {
        let Some(entry) = declaring.read(node).get("items").map(|items| declaring.read(&items)) else {
            return Self::default();
        };
        let points = entry.property("points");
        let points = points.map(|points| PointsSpec::of(declaring, &points, &Annotation::default()));
        let fields = entry.property("fields").map(|fields| declaring.names(&fields, FIELD, "field"));
        Self { fields: fields.unwrap_or_default().into(), points: points.unwrap_or_default() }
    }

    fn read<'a>(&'a self, scope: &Scope<'a>, names: &Names) -> (ParsedEntries, Traced<'a>) {
        let parsed = read(scope, names);
        let json = json(scope, self, &parsed);
        (parsed, json)
    }

    fn items<'s>(&'s self, parsed: &'s ParsedEntries, place: ItemsPlace) -> Option<Items<'s>> {
        let ItemsPlace::Entry { entry, .. } = place else { return None };
        let entry = parsed.entries.get(entry)?;
        Some(Items::points(place, ItemsOwner::Entry { name: entry.name }, &self.points, &entry.points))
    }

    fn each_items<'s>(
        &'s self,
        section: SectionId,
        parsed: &'s ParsedEntries,
        visit: &mut dyn FnMut(Items<'s>),
    ) {
        for (index, entry) in parsed.entries.iter().enumerate() {
            let place = ItemsPlace::Entry { section, entry: index };
            let owner = ItemsOwner::Entry { name: entry.name };
            visit(Items::points(place, owner, &self.points, &entry.points));
        }
    }

    fn each_part<'s>(&'s self, parsed: &'s ParsedEntries, visit: &mut dyn FnMut(Part<'s>)) {
        for entry in &parsed.entries {
            visit(Part { span: entry.span, heading: None });
        }
    }

    fn each_heading(&self, parsed: &ParsedEntries, visit: &mut dyn FnMut(HeadingId, String)) {
        for (index, entry) in parsed.entries.iter().enumerate() {
            if let Some(heading) = entry.heading {
                visit(heading, format!("/{index}"));
            }
            entry.points.each_heading(&format!("/{index}/points"), visit);
        }
    }
}

/// The entries of a section: its sub-headings; else its bold paragraphs; else the items of its
/// lists that have a lead.
fn read(scope: &Scope<'_>, names: &Names) -> ParsedEntries {
    let mut entries: Vec<ParsedEntry> = scope
        .children()
        .map(|child| {
            let opening = Opening { name: child.words(), heading: child.heading };
            entry(&child, names, opening, child.blocks())
        })
        .collect();
    if entries.is_empty() {
        entries = paragraph_entries(scope, names);
    }
    if entries.is_empty() {
        let lists = lists::read(scope.note, scope.blocks());
        let items = lists.iter().flat_map(|list| &list.items);
        entries = items.filter_map(|item| item_entry(scope, names, item)).collect();
    }
    ParsedEntries { entries }
}

fn paragraph_entries(scope: &Scope<'_>, names: &Names) -> Vec<ParsedEntry> {
    let note = scope.note;
    let bold: Vec<(BlockId, Span)> = scope
        .top_level()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph)
        .filter_map(|(id, block)| bold_name(note, names, block.span).map(|name| (id, name)))
        .collect();
    let ends = bold.iter().skip(1).map(|&(id, _)| id).chain([scope.blocks().end]);
    let entries = bold.iter().zip(ends).map(|(&(id, name), end)| {
        entry(scope, names, Opening { name, heading: None }, note.blocks[id].end..end)
    });
    entries.collect()
}

/// An item as an entry: its lead is the name, its nested items are points and fields, and what
/// else it says is a point.
fn item_entry(scope: &Scope<'_>, names: &Names, item: &ParsedItem) -> Option<ParsedEntry> {
    let note = scope.note;
    let (_, block) = note.blocks.children(item.block).next()?;
    let point = points::point(note, item);
    let name = point.lead.filter(|name| !is_field(note, names, *name))?;
    let end = note.blocks[item.block].end;
    let mut entry = entry(scope, names, Opening { name, heading: None }, block.end..end);
    let said = Span::new(point.text.start().min(block.span.end()), block.span.end()).trim(note.text);
    if !said.is_empty() {
        entry.points.points.insert(0, ParsedPoint { span: said, lead: None, text: said, heading: None });
    }
    entry.span = Span::new(name.start(), item.span.end().max(name.end()));
    Some(entry)
}

/// What an entry begins with.
#[derive(Clone, Copy)]
struct Opening {
    name: Span,
    heading: Option<HeadingId>,
}

/// The name in a paragraph that is one bold run; a link may follow it.
fn bold_name(note: &Note<'_>, names: &Names, span: Span) -> Option<Span> {
    let lead = lead::read(note.text, span)?;
    let behind = Span::new(lead.rest, span.end()).of(note.text);
    let alone = behind.is_empty() || behind.starts_with(['|', '｜', '[', '<']) && !behind.contains('\n');
    (alone && !is_field(note, names, lead.words)).then(|| bare_words(note.text, lead.words))
}

fn is_field(note: &Note<'_>, names: &Names, name: Span) -> bool {
    let written = name.of(note.text);
    names.recognise_name(written, written).is_some()
}

fn entry(scope: &Scope<'_>, names: &Names, opening: Opening, blocks: Range<BlockId>) -> ParsedEntry {
    let note = scope.note;
    let (mut fields, values) = labelled(note, names, blocks.clone());
    let mut lists = lists::read(note, blocks.clone());
    lists.retain(|list| values.binary_search(&list.span.start()).is_err());
    let mut points = Vec::new();
    for item in lists.iter().flat_map(|list| &list.items) {
        let point = points::point(note, item);
        match point_field(note, names, item, &point) {
            Some(field) => fields.push(field),
            None => points.push(point),
        }
    }
    fields.sort_by_key(|field| field.name);
    let below = scope.span_of(blocks);
    let span =
        Span::new(opening.name.start(), if below.is_empty() { opening.name.end() } else { below.end() });
    let points = ParsedPoints { form: PointForm::Items, lists, points };
    ParsedEntry { name: opening.name, heading: opening.heading, span, points, fields }
}

/// The fields that paragraphs among `blocks` are, and where the lists begin that are the value of
/// one, in their order: those right below its name.
fn labelled(note: &Note<'_>, names: &Names, blocks: Range<BlockId>) -> (Vec<ParsedField>, Vec<usize>) {
    let (mut fields, mut values) = (Vec::new(), Vec::new());
    let mut label_ends_at = None;
    for (_, block) in note.blocks.siblings(blocks) {
        match block.kind {
            BlockKind::Paragraph => {
                line_fields(note, names, block.span, &mut fields);
                label_ends_at = Some(block.span.trim(note.text).end());
                continue;
            }
            BlockKind::List { .. } => {
                let name = fields.last_mut().filter(|field| Some(field.value.end()) == label_ends_at);
                if let Some(field) = name.filter(|field| field.value.is_empty()) {
                    field.value = block.span.trim(note.text);
                    values.push(block.span.start());
                }
            }
            _ => {}
        }
        label_ends_at = None;
    }
    (fields, values)
}

/// The field that `item` is, which reads as `point`, if its lead names one.
fn point_field(
    note: &Note<'_>,
    names: &Names,
    item: &ParsedItem,
    point: &ParsedPoint,
) -> Option<ParsedField> {
    let label = match point.lead {
        Some(name) => Label { name, rest: point.text.start() },
        None => label::before_colon(note.text, lists::first_paragraph(note, item)?)?,
    };
    field(note, names, label, point.span.end())
}

/// The fields that lines of the paragraph at `span` are.
fn line_fields(note: &Note<'_>, names: &Names, span: Span, fields: &mut Vec<ParsedField>) {
    let mut at = span.start();
    for line in span.of(note.text).split_inclusive('\n') {
        let line_span = Span::new(at, at + line.len()).trim(note.text);
        at += line.len();
        let label = label::bold(note.text, line_span).or_else(|| label::before_colon(note.text, line_span));
        fields.extend(label.and_then(|label| field(note, names, label, line_span.end())));
    }
}

/// The field that `label` names, its value up to `end`.
fn field(note: &Note<'_>, names: &Names, label: Label, end: usize) -> Option<ParsedField> {
    let Label { name, rest } = label;
    let written = name.of(note.text);
    let (field, _) = names.recognise_name(written, written)?;
    let field = FieldId::new(field);
    let value = Span::new(rest.min(end), end).trim(note.text);
    Some(ParsedField { field, name, value })
}

/// Entries as a JSON array: each a name, points and fields, the fields in the type's order.
fn json<'a>(scope: &Scope<'a>, spec: &'a EntriesSpec, reading: &ParsedEntries) -> Traced<'a> {
    let entries = reading.entries.iter().map(|entry| {
        let mut json = Traced::object(3, entry.span);
        json.insert("name", None, Traced::new(plain_text::plain(scope.note, entry.name), entry.name));
        let below = Span::new(entry.name.end(), entry.span.end());
        json.insert("points", None, points::json(scope.note, &entry.points, below));
        json.insert("fields", None, fields_json(scope.note, spec, entry));
        json
    });
    Traced::array(entries, scope.span())
}

fn fields_json<'a>(note: &'a Note<'_>, spec: &'a EntriesSpec, entry: &ParsedEntry) -> Traced<'a> {
    let mut json = Traced::object(entry.fields.len(), entry.span);
    let mut first: IndexVec<FieldId, Option<&ParsedField>> = spec.fields.map(|_| None);
    for field in &entry.fields {
        first[field.field].get_or_insert(field);
    }
    for (id, field) in spec.fields.pairs() {
        let is_there = |reading: &&ParsedField| !field.value.is_typed() || !reading.value.is_empty();
        if let Some(reading) = first[id].filter(is_there) {
            let value = typed::value(note, reading.value, field.value, Written::Lines(reading.name.start()));
            json.insert(field.name.as_str(), Some(reading.name), value);
        }
    }
    json
}
