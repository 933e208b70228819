//! What a schema says and no note could meet: of a part that is not projected, or where `x-note` is not read.
//!
//! The projection has the sections, fields and quadrants that the type declares: by `properties`, also of
//! the schemas that `$ref` and `allOf` name. Conditions and alternatives, such as `then` and `anyOf`, can say
//! more of them, but cannot add one: whether they apply is known only when the note is projected.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use regex::Regex;

use super::closed::Declared;
use crate::{
    diagnostic::Fault,
    notetype::{
        engine::regex,
        schema::{
            About, Annotations, Documents, Faults, Node, Position, REFERENCES, Reader, inside, keyword,
        },
    },
    text::suggest,
};

/// The members of a projection (DESIGN: the projection of a note).
const PROJECTED: [&str; 8] = ["path", "type", "id", "frontmatter", "title", "intro", "sections", "body"];

/// How many pairs of a schema and a part of notes are checked.
const MAX_PAIRS: usize = 100_000;

/// Faults for what `documents` say and is never checked, of whose `x-note`s `annotations` has read some.
pub(super) fn effective(documents: &Documents, annotations: &Annotations<'_>, faults: &mut Faults) {
    let Some(root) = documents.root(0) else { return };
    let mut search = Search {
        documents,
        annotations,
        faults,
        parts: HashMap::new(),
        seen: HashSet::new(),
        queue: Vec::new(),
    };
    let part = search.part(Kind::Root, Some(&root));
    search.queue.push(Applied { schema: root, part, condition: None });
    while let Some(applied) = search.queue.pop() {
        let key = (applied.schema.position(), applied.part.number, applied.condition.is_some());
        if search.seen.len() < MAX_PAIRS && search.seen.insert(key) {
            search.look(&applied);
        }
    }
}

/// What a part of a projection is, as far as it matters which members it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Root,
    Sections,
    /// A section, and its items if it may be there several times.
    Section,
    Entries,
    Entry,
    Fields,
    Quadrants,
    Parts,
    /// Its members are those that the note has.
    Any,
}

impl Kind {
    /// What its members are, if the type must declare them.
    fn members(self) -> Option<&'static str> {
        match self {
            Self::Sections => Some("section"),
            Self::Fields => Some("field"),
            Self::Quadrants => Some("quadrant"),
            Self::Parts => Some("reading"),
            Self::Root | Self::Section | Self::Entries | Self::Entry | Self::Any => None,
        }
    }
}

/// A part of projections with what the type declares of it without conditions.
struct Part<'a> {
    number: usize,
    kind: Kind,
    members: HashMap<&'a str, Node<'a>>,
    patterns: Vec<Regex>,
    items: Option<Node<'a>>,
    /// Whether other members are forbidden in all notes.
    is_closed: bool,
}

impl Part<'_> {
    fn has(&self, name: &str) -> bool {
        self.members.contains_key(name) || self.patterns.iter().any(|pattern| pattern.is_match(name))
    }
}

/// A schema that applies to a part, in some notes only if it is below the keyword `condition`.
struct Applied<'a> {
    schema: Node<'a>,
    part: Rc<Part<'a>>,
    condition: Option<&'a str>,
}

struct Search<'a, 's> {
    documents: &'a Documents,
    annotations: &'s Annotations<'a>,
    faults: &'s mut Faults,
    parts: HashMap<(Kind, Option<Position>), Rc<Part<'a>>>,
    seen: HashSet<(Position, usize, bool)>,
    queue: Vec<Applied<'a>>,
}

impl<'a> Search<'a, '_> {
    /// The part of this kind that `declared` declares.
    fn part(&mut self, kind: Kind, declared: Option<&Node<'a>>) -> Rc<Part<'a>> {
        let key = (kind, declared.filter(|_| kind != Kind::Any).map(Node::position));
        if let Some(part) = self.parts.get(&key) {
            return Rc::clone(part);
        }
        let mut part = Part {
            number: self.parts.len(),
            kind,
            members: HashMap::new(),
            patterns: Vec::new(),
            items: None,
            is_closed: false,
        };
        if let Some(declared) = declared.filter(|_| kind != Kind::Any) {
            let reader = Reader::new(self.documents, declared);
            part.members =
                reader.properties().into_iter().map(|property| (property.name, property.schema)).collect();
            let patterns = reader.get("patternProperties");
            let patterns = patterns.iter().flat_map(|first| std::iter::once(first).chain(&first.others));
            let patterns = patterns.flat_map(Node::members).filter_map(|(pattern, _)| regex(pattern).ok());
            part.patterns = patterns.collect();
            part.items = reader.get("items");
            part.is_closed = reader.is_closed();
        }
        let part = Rc::new(part);
        self.parts.insert(key, Rc::clone(&part));
        part
    }

    /// The member `name` of `part`, or one of its items.
    fn below(&mut self, part: &Part<'a>, name: Option<&str>) -> Rc<Part<'a>> {
        let declared = match name {
            Some(name) => part.members.get(name).cloned(),
            None => part.items.clone(),
        };
        let kind = match (part.kind, name) {
            (Kind::Root | Kind::Section, Some("sections")) => Kind::Sections,
            (Kind::Root, Some("body")) => Kind::Parts,
            (Kind::Root, Some("intro")) => declared.as_ref().map_or(Kind::Any, |node| self.section(node)),
            (Kind::Sections, Some(_)) => declared.as_ref().map_or(Kind::Any, |node| self.section(node)),
            (Kind::Section, None) => Kind::Section,
            (Kind::Entries, None) => Kind::Entry,
            (Kind::Entry, Some("fields")) => Kind::Fields,
            _ => Kind::Any,
        };
        self.part(kind, declared.as_ref())
    }

    fn section(&self, declared: &Node<'a>) -> Kind {
        match self.annotations.named_content(declared) {
            Some("sections") => Kind::Section,
            Some("entries") => Kind::Entries,
            Some("swot") => Kind::Quadrants,
            Some("parts") => Kind::Parts,
            _ => Kind::Any,
        }
    }

    fn look(&mut self, applied: &Applied<'a>) {
        let Applied { schema, part, condition } = applied;
        for reference in REFERENCES {
            if let Some(target) = schema.string(reference).and_then(|to| self.documents.resolve(schema, to)) {
                let condition = condition.or_else(|| (reference != "$ref").then_some(reference));
                self.queue.push(Applied { schema: target, part: Rc::clone(part), condition });
            }
        }
        if schema.only_refers() {
            return;
        }
        if !self.annotations.has_read(schema) {
            self.annotations.unread(schema, misplaced(*condition), self.faults);
        }
        self.names(applied);
        self.others(applied);
        for (key, member) in schema.members() {
            let Some((holds, about)) = keyword(key) else { continue };
            let here = |schema: Node<'a>| Applied { schema, part: Rc::clone(part), condition: *condition };
            match about {
                About::Itself if key == "allOf" => self.queue.extend(member.elements().map(here)),
                About::Itself => {
                    let condition = condition.or(Some(key));
                    let inside = inside(holds, &member);
                    self.queue
                        .extend(inside.into_iter().map(|(_, node)| Applied { condition, ..here(node) }));
                }
                About::Part | About::Parts => {
                    for (name, node) in inside(holds, &member) {
                        let name = name.filter(|_| key == "properties");
                        let is_item = matches!(key, "items" | "prefixItems" | "contains" | "additionalItems");
                        let part = if name.is_some() || is_item {
                            self.below(part, name)
                        } else {
                            self.part(Kind::Any, None)
                        };
                        self.queue.push(Applied { schema: node, part, condition: *condition });
                    }
                }
                About::Nothing => {}
            }
        }
    }

    /// Faults for members that a projection does not have.
    fn names(&mut self, applied: &Applied<'a>) {
        let Applied { schema, part, condition } = applied;
        if part.kind != Kind::Root && part.kind.members().is_none() {
            return;
        }
        let members = |keyword: &str| {
            schema.get(keyword).map(|map| map.members().collect::<Vec<_>>()).unwrap_or_default()
        };
        let mut required: Vec<Node<'a>> = schema.get("required").iter().flat_map(Node::elements).collect();
        for keyword in ["dependentRequired", "dependentSchemas", "dependencies"] {
            for (name, node) in members(keyword) {
                required.extend(node.elements());
                self.known(applied, name, &node, false);
            }
        }
        for (name, node) in members("properties") {
            self.known(applied, name, &node, false);
        }
        for node in required {
            if let Some(name) = node.value.as_str() {
                self.known(applied, name, &node, true);
            }
        }
        let names =
            || part.members.keys().copied().chain(PROJECTED.into_iter().filter(|_| part.kind == Kind::Root));
        for (pattern, node) in members("patternProperties") {
            let is_own = condition.is_none() && part.kind == Kind::Sections;
            let matches = |pattern: &Regex| names().any(|name| pattern.is_match(name));
            if !is_own && part.patterns.is_empty() && regex(pattern).is_ok_and(|pattern| !matches(&pattern)) {
                let what = part.kind.members().unwrap_or("member of the projection");
                let fault = Fault::new(format!("`{pattern}` matches no {what} that the type declares"));
                self.faults.key(self.documents, &node, fault);
            }
        }
    }

    /// Faults for keywords about further sections: none is projected, so they can be forbidden, but not described.
    fn others(&mut self, applied: &Applied<'a>) {
        let Applied { schema, part, condition } = applied;
        if part.kind != Kind::Sections {
            return;
        }
        for keyword in ["additionalProperties", "unevaluatedProperties"] {
            let Some(rest) = schema.get(keyword) else { continue };
            let Some(own) = Declared::by(self.documents, schema, keyword == "unevaluatedProperties") else {
                continue;
            };
            let other = part.members.keys().find(|name| !own.allows(name));
            let fault = match (rest.value.as_bool(), condition) {
                (Some(false), None) => other.map(|name| {
                    let message =
                        format!("`{keyword}: false` forbids section `{name}`, which is declared elsewhere");
                    let help = "forbid unknown sections where all are known: write `unevaluatedProperties: false` \
                        in `sections` beside a `$ref` to these";
                    Fault::new(message).help(help)
                }),
                (Some(false), Some(condition)) if !part.is_closed => {
                    let message = format!("unknown sections cannot be forbidden in `{condition}`");
                    let help = format!("move `{keyword}: false` to the sections outside of `{condition}`");
                    Some(Fault::new(message).help(help))
                }
                (None, _) if other.is_none() && rest.object().is_some_and(|rules| !rules.is_empty()) => {
                    let message = format!("`{keyword}` describes sections that the type does not declare");
                    let help = "declare each section in `properties`, or forbid others with `false`";
                    Some(Fault::new(message).help(help))
                }
                _ => None,
            };
            if let Some(fault) = fault {
                self.faults.key(self.documents, &rest, fault);
            }
        }
    }

    /// A fault if `part` has no member `name`, which is required or described at `node`.
    fn known(&mut self, applied: &Applied<'a>, name: &str, node: &Node<'a>, is_required: bool) {
        let Applied { part, condition, .. } = applied;
        let fault = match part.kind.members() {
            None if PROJECTED.contains(&name) => return,
            None => {
                let help = suggest(name, PROJECTED).unwrap_or_else(|| {
                    "keys of the frontmatter stand below `frontmatter`, sections below `sections`".to_owned()
                });
                let fault = Fault::new(format!("the projection of a note has no `{name}`")).help(help);
                return self.faults.key(self.documents, node, fault);
            }
            Some(_) if part.has(name) => return,
            Some(what) => {
                let outside =
                    condition.map(|condition| format!(", outside of `{condition}`")).unwrap_or_default();
                let help = suggest(name, part.members.keys().copied())
                    .unwrap_or_else(|| format!("declare the {what} in `properties`{outside}"));
                let said = if is_required { "required" } else { "described here" };
                Fault::new(format!("{what} `{name}` is {said} but not declared in `properties`")).help(help)
            }
        };
        if is_required {
            self.faults.value(self.documents, node, fault);
        } else {
            self.faults.key(self.documents, node, fault);
        }
    }
}

/// That an `x-note` is where none is read: below the keyword `condition`, or on a part that has no words.
fn misplaced(condition: Option<&str>) -> Fault {
    match condition {
        None => Fault::new("`x-note` is not valid here"),
        Some(keyword) => {
            let message = format!("`x-note` is not valid in `{keyword}`");
            let help =
                format!("move it to the same part outside of `{keyword}`: `x-note` applies to all notes");
            Fault::new(message).help(help)
        }
    }
}
