//! What a schema declares of the words on the page: from JSON Schema and `x-note` to [`TypeSpec`].

use std::{
    collections::{HashMap, HashSet},
    str::FromStr,
};

use jsonschema::JsonType;
use regex::RegexBuilder;

use super::{
    check::{REGEX_SIZE, bad_regex},
    dialect::{Annotation, Annotations, ContentKind, Role},
    faults::Faults,
    reader::{Property, Reader},
    schema::{Documents, Node},
};
use crate::{
    diagnostic::Fault,
    notetype::{
        AxisSpec, ColumnSpec, Content, EntriesSpec, FieldSpec, FrontmatterSpec, KeySpec, PointsSpec,
        QuadrantSpec, RatingSpec, SectionSpec, SwotSpec, Symbols, TableSpec, TextSpec, TypeSpec, fold,
        validate::OVERALL,
    },
    text::nearest,
};

/// The members of a projection (DESIGN: the projection of a note).
const PROJECTED: [&str; 6] = ["path", "type", "id", "frontmatter", "title", "sections"];

const FRONTMATTER: &str = "frontmatter";
const SECTIONS: &str = "sections";

/// The stars of a rating that does not name its own, and how many make a full score.
const STARS: (&str, &str, u64) = ("⭐", "☆", 5);

/// A score of more symbols than these cannot be read at a glance, nor be meant.
const MAX_SCALE: u64 = 100;

/// Words that stand in any text. A regex that finds one of them finds more than ids.
const PLAIN: [&str; 9] = ["", "a", "word", "Word", "WORD", "言葉", "1", "2026", "2026-01-01"];

/// What the type's own file declares, with its name.
pub(super) fn declare(documents: &Documents, faults: &mut Faults) -> (String, TypeSpec) {
    let Some(root) = documents.root(0) else { return Default::default() };
    let annotations = Annotations::new(documents);
    let mut declaring = Declaring { documents, annotations, faults };
    let declared = declaring.root(&root);
    let Declaring { annotations, faults, .. } = declaring;
    annotations.unread(faults);
    declared
}

struct Declaring<'a, 'f> {
    documents: &'a Documents,
    annotations: Annotations<'a>,
    faults: &'f mut Faults,
}

impl<'a> Declaring<'a, '_> {
    fn root(&mut self, root: &Node<'a>) -> (String, TypeSpec) {
        let says = self.annotations.of(root, Role::Root, self.faults);
        if says.name.as_ref().is_none_or(|name| name.trim().is_empty()) {
            let fault = Fault::new("the type has no name").help("name it in the root: `x-note: { type: … }`");
            self.faults.key(self.documents, root, fault);
        }
        let reader = self.read(root);
        self.known_members(&reader);
        let frontmatter = FrontmatterSpec {
            required: reader.requires(FRONTMATTER),
            keys: reader.property(FRONTMATTER).map(|node| self.keys(&node)).unwrap_or_default(),
        };
        let sections = reader.property(SECTIONS).map(|node| self.sections(&node)).unwrap_or_default();
        let (id, mention) = self.id(root, says.id.as_deref());
        let spec = TypeSpec { id, mention, frontmatter, sections, ..TypeSpec::default() };
        (says.name.unwrap_or_default(), spec)
    }

    fn read(&self, node: &Node<'a>) -> Reader<'a> {
        Reader::new(self.documents, node)
    }

    fn known_members(&mut self, root: &Reader<'a>) {
        let described = root.properties().into_iter().map(|property| (property.name, property.schema));
        for (name, node) in described.chain(root.required()) {
            if !PROJECTED.contains(&name) {
                let help = match nearest(name, PROJECTED) {
                    Some(right) => format!("did you mean `{right}`?"),
                    None => {
                        "keys of the frontmatter stand below `frontmatter`, sections below `sections`".into()
                    }
                };
                let fault = Fault::new(format!("the projection of a note has no `{name}`")).help(help);
                self.faults.key(self.documents, &node, fault);
            }
        }
    }

    /// The regex that finds the id, and the one that finds ids in running text.
    fn id(&mut self, root: &Node<'a>, id: Option<&str>) -> (Option<regex::Regex>, Option<regex::Regex>) {
        let Some(pattern) = id else { return (None, None) };
        let compile = |pattern: &str| RegexBuilder::new(pattern).size_limit(REGEX_SIZE).build();
        let Ok(id) = compile(pattern) else {
            let node = root.get("x-note").and_then(|note| note.get("id"));
            let fault = Fault::new(bad_regex(pattern));
            self.faults.value(self.documents, &node.unwrap_or_else(|| root.clone()), fault);
            return (None, None);
        };
        let anywhere = pattern.strip_prefix('^').unwrap_or(pattern);
        let anywhere = anywhere.strip_suffix('$').unwrap_or(anywhere);
        let mention = compile(anywhere).ok().filter(|regex| !PLAIN.iter().any(|word| regex.is_match(word)));
        (Some(id), mention)
    }

    fn keys(&mut self, frontmatter: &Node<'a>) -> Vec<KeySpec> {
        let mut keys = Vec::new();
        for property in self.read(frontmatter).properties() {
            let says = self.annotations.of(&property.schema, Role::Key, self.faults);
            let reader = self.read(&property.schema);
            keys.push(KeySpec {
                name: property.name.to_owned(),
                aliases: says.aliases.unwrap_or_default(),
                required: property.required,
                types: reader.types(),
                format: reader.get("format").and_then(|node| node.value.as_str()).map(str::to_owned),
            });
        }
        keys
    }

    fn sections(&mut self, sections: &Node<'a>) -> Vec<SectionSpec> {
        let reader = self.read(sections);
        self.declared(&reader, "section");
        let properties = reader.properties();
        let mut specs = Vec::new();
        for property in &properties {
            let node = &property.schema;
            let Some(content) = self.content_kind(node) else { continue };
            let says = self.annotations.of(node, Role::Section(content), self.faults);
            specs.push(SectionSpec {
                key: property.name.to_owned(),
                heading: says.heading.clone().unwrap_or_else(|| property.name.to_owned()),
                aliases: says.aliases.clone().unwrap_or_default(),
                required: property.required,
                break_before: says.break_before.unwrap_or_default(),
                content: self.content(node, content, &says),
            });
        }
        let names = specs.iter().map(|spec| (&*spec.key, &*spec.heading, &*spec.aliases));
        self.distinct(&properties, names.collect(), "section");
        specs
    }

    /// What the section says it holds, or what its type can only mean.
    fn content_kind(&mut self, node: &Node<'a>) -> Option<ContentKind> {
        let reader = self.read(node);
        let types = reader.types();
        let says = self.annotations.content(node, self.faults).ok()?;
        let kind = says.or(match types.as_slice() {
            [one] if one == "string" => Some(ContentKind::Text),
            [one] if one == "array" => Some(ContentKind::Points),
            _ => None,
        });
        let Some(kind) = kind else {
            // What it holds might be said where a fault is already.
            let known = |name: &String| JsonType::from_str(name).is_ok();
            if reader.leads_nowhere(self.documents) || !types.iter().all(known) {
                return None;
            }
            let fault = Fault::new("the section does not say what it holds").help(
                "add `x-note: { content: … }`: `text`, `points`, `entries`, `rating`, `swot` or `table`",
            );
            self.faults.key(self.documents, node, fault);
            return None;
        };
        if !types.is_empty() && !types.iter().any(|one| one == kind.json_type()) {
            let message = format!(
                "content `{}` is of type `{}`, not `{}`",
                kind.as_str(),
                kind.json_type(),
                types.join("`, `")
            );
            let place = reader.get("type").unwrap_or_else(|| node.clone());
            self.faults.value(self.documents, &place, Fault::new(message));
        }
        Some(kind)
    }

    fn content(&mut self, node: &Node<'a>, kind: ContentKind, says: &Annotation) -> Content {
        match kind {
            ContentKind::Text => Content::Text(TextSpec { placeholder: says.placeholder.clone() }),
            ContentKind::Points => Content::Points(self.points(node, says)),
            ContentKind::Entries => Content::Entries(self.entries(node)),
            ContentKind::Rating => Content::Rating(self.rating(node, says)),
            ContentKind::Swot => Content::Swot(self.swot(node)),
            ContentKind::Table => Content::Table(self.table(node)),
        }
    }

    fn points(&self, node: &Node<'a>, says: &Annotation) -> PointsSpec {
        let reader = self.read(node);
        let point = reader.get("items").map(|items| self.read(&items));
        PointsSpec {
            list: says.list,
            min: reader.at_least("minItems"),
            max: reader.at_most("maxItems"),
            lead_required: point.is_some_and(|point| point.requires("lead")),
        }
    }

    fn entries(&mut self, node: &Node<'a>) -> EntriesSpec {
        let Some(entry) = self.read(node).get("items").map(|items| self.read(&items)) else {
            return EntriesSpec::default();
        };
        let points = entry.property("points").map(|points| self.points(&points, &Annotation::default()));
        let fields = entry.property("fields").map(|fields| {
            let names = self.names(&fields, Role::Field, "field");
            names.into_iter().map(|(name, aliases, required)| FieldSpec { name, aliases, required }).collect()
        });
        EntriesSpec { fields: fields.unwrap_or_default(), points: points.unwrap_or_default() }
    }

    fn rating(&mut self, node: &Node<'a>, says: &Annotation) -> RatingSpec {
        let scale = says.scale.unwrap_or(STARS.2);
        if !(1..=MAX_SCALE).contains(&scale) {
            let place = node.get("x-note").and_then(|note| note.get("scale"));
            let fault = Fault::new(format!("`scale` must be between 1 and {MAX_SCALE}"));
            self.faults.value(self.documents, &place.unwrap_or_else(|| node.clone()), fault);
        }
        let symbols = says.symbols.clone();
        let symbols =
            symbols.unwrap_or_else(|| Symbols { full: STARS.0.to_owned(), empty: STARS.1.to_owned() });
        let names = self.names(node, Role::Axis, "axis").into_iter();
        let axes = names.filter(|(name, ..)| name != OVERALL).map(|(name, aliases, required)| AxisSpec {
            name,
            aliases,
            required,
        });
        RatingSpec { scale, symbols, axes: axes.collect() }
    }

    fn swot(&mut self, node: &Node<'a>) -> SwotSpec {
        let reader = self.read(node);
        self.declared(&reader, "quadrant");
        let properties = reader.properties();
        let mut quadrants = Vec::new();
        for property in &properties {
            let says = self.annotations.of(&property.schema, Role::Quadrant, self.faults);
            quadrants.push(QuadrantSpec {
                key: property.name.to_owned(),
                heading: says.heading.clone().unwrap_or_else(|| property.name.to_owned()),
                aliases: says.aliases.clone().unwrap_or_default(),
                required: property.required,
                points: self.points(&property.schema, &says),
            });
        }
        let names = quadrants.iter().map(|spec| (&*spec.key, &*spec.heading, &*spec.aliases));
        self.distinct(&properties, names.collect(), "quadrant");
        SwotSpec { quadrants }
    }

    fn table(&mut self, node: &Node<'a>) -> TableSpec {
        let Some(row) = self.read(node).get("items") else { return TableSpec::default() };
        let names = self.names(&row, Role::Column, "column").into_iter();
        let columns = names.map(|(name, aliases, required)| ColumnSpec { name, aliases, required });
        TableSpec { columns: columns.collect() }
    }

    /// The members of the object that `node` describes: name, aliases, whether it is required.
    fn names(&mut self, node: &Node<'a>, role: Role, what: &str) -> Vec<(String, Vec<String>, bool)> {
        let reader = self.read(node);
        self.declared(&reader, what);
        let properties = reader.properties();
        let mut names = Vec::new();
        for property in &properties {
            let says = self.annotations.of(&property.schema, role, self.faults);
            names.push((property.name.to_owned(), says.aliases.unwrap_or_default(), property.required));
        }
        let spelled = names.iter().map(|(name, aliases, _)| (&**name, &**name, &**aliases));
        self.distinct(&properties, spelled.collect(), what);
        names
    }

    /// What is required must be described, or no note could have it.
    fn declared(&mut self, reader: &Reader<'a>, what: &str) {
        let properties = reader.properties();
        let described: HashSet<&str> = properties.iter().map(|property| property.name).collect();
        for (name, node) in reader.required() {
            if !described.contains(name) {
                let help = match nearest(name, properties.iter().map(|property| property.name)) {
                    Some(right) => format!("did you mean `{right}`?"),
                    None => format!("describe the {what} in `properties`"),
                };
                let fault =
                    Fault::new(format!("the {what} `{name}` is required and not described")).help(help);
                self.faults.value(self.documents, &node, fault);
            }
        }
    }

    /// No two parts may be called alike, folded as headings are (key, canonical name, aliases).
    fn distinct(&mut self, properties: &[Property<'a>], names: Vec<(&str, &str, &[String])>, what: &str) {
        let mut taken: HashMap<String, &str> = HashMap::new();
        for (key, name, aliases) in names {
            for name in std::iter::once(name).chain(aliases.iter().map(String::as_str)) {
                let folded = fold(name);
                let message = match taken.get(&folded) {
                    _ if folded.is_empty() => {
                        format!("the {what} `{key}` has a name without words")
                    }
                    Some(other) if *other != key => {
                        format!("`{name}` stands for the {what} `{other}` as well as for `{key}`")
                    }
                    _ => {
                        taken.insert(folded, key);
                        continue;
                    }
                };
                if let Some(property) = properties.iter().find(|property| property.name == key) {
                    self.faults.key(self.documents, &property.schema, Fault::new(message));
                }
            }
        }
    }
}
