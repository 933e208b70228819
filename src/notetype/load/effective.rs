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
        content::KINDS,
        engine::regex,
        schema::{
            About, Annotations, ContentKind, Documents, Faults, Form, Node, Position, REFERENCES, Reader,
            RefersTo, holders, inside,
        },
    },
    text::{and_list, quote, suggest},
};

/// The members of a projection (DESIGN: the projection of a note).
const PROJECTED: [&str; 8] = ["path", "type", "id", "frontmatter", "title", "intro", "sections", "body"];

/// The keywords whose schemas are tried on a value, and say nothing of it.
const TRIED: [&str; 2] = ["not", "if"];

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
    let part = search.part(Form::Root, Some(&root));
    search.queue.push(Applied { schema: root, part, condition: None });
    while let Some(applied) = search.queue.pop() {
        let key = (applied.schema.position(), applied.part.number, applied.condition.is_some());
        if search.seen.len() < MAX_PAIRS && search.seen.insert(key) {
            search.look(&applied);
        }
    }
}

/// A part of projections with what the type declares of it without conditions.
struct Part<'a> {
    number: usize,
    form: Form,
    members: HashMap<&'a str, Node<'a>>,
    patterns: Vec<(&'a str, Regex, Node<'a>)>,
    items: Option<Node<'a>>,
    /// Whether other members are forbidden in all notes.
    is_closed: bool,
}

impl<'a> Part<'a> {
    fn has(&self, name: &str) -> bool {
        self.member(name).is_some()
    }

    /// What is declared of the member `name`.
    fn member(&self, name: &str) -> Option<&Node<'a>> {
        let pattern = || self.patterns.iter().find(|(_, pattern, _)| pattern.is_match(name));
        self.members.get(name).or_else(|| pattern().map(|(.., node)| node))
    }

    /// What its members are, if the type must declare them.
    fn declares(&self) -> Option<&'static str> {
        match self.form {
            Form::Sections => Some("section"),
            Form::Declared { what, .. } => Some(what),
            _ => None,
        }
    }

    /// What it is, and its members, if it always has the same ones.
    fn fixed(&self) -> Option<(&'static str, Vec<&'static str>)> {
        match self.form {
            Form::Root => Some(("the projection of a note", PROJECTED.to_vec())),
            Form::Object { what, members } => Some((what, members.iter().map(|(name, _)| *name).collect())),
            _ => None,
        }
    }
}

/// What a schema says something of.
#[derive(Clone, Copy)]
enum Step<'a> {
    /// A member of an object.
    Member(&'a str),
    /// The members that a pattern matches.
    Pattern(&'a str),
    /// The members that a schema does not name.
    OtherMembers,
    /// The elements of an array.
    Element,
    /// Anything else.
    Other,
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
    parts: HashMap<(Form, Option<Position>), Rc<Part<'a>>>,
    seen: HashSet<(Position, usize, bool)>,
    queue: Vec<Applied<'a>>,
}

impl<'a> Search<'a, '_> {
    /// The part of this form that `declared` declares.
    fn part(&mut self, form: Form, declared: Option<&Node<'a>>) -> Rc<Part<'a>> {
        let declared = declared.filter(|_| !matches!(form, Form::Any | Form::Value));
        let key = (form, declared.map(Node::position));
        if let Some(part) = self.parts.get(&key) {
            return Rc::clone(part);
        }
        let mut part = Part {
            number: self.parts.len(),
            form,
            members: HashMap::new(),
            patterns: Vec::new(),
            items: None,
            is_closed: false,
        };
        if let Some(declared) = declared {
            let reader = Reader::new(self.documents, declared);
            part.members =
                reader.properties().into_iter().map(|property| (property.name, property.schema)).collect();
            let patterns = reader.get("patternProperties");
            let patterns = patterns.iter().flat_map(|first| std::iter::once(first).chain(&first.others));
            let patterns = patterns.flat_map(Node::members);
            let patterns = patterns.filter_map(|(pattern, node)| Some((pattern, regex(pattern).ok()?, node)));
            part.patterns = patterns.collect();
            part.items = reader.get("items");
            part.is_closed = reader.is_closed();
        }
        let part = Rc::new(part);
        self.parts.insert(key, Rc::clone(&part));
        part
    }

    /// The part that is one `step` below `part`.
    fn below(&mut self, part: &Part<'a>, step: Step<'_>) -> Rc<Part<'a>> {
        let declared = match step {
            Step::Member(name) => part.member(name).cloned(),
            Step::Pattern(text) => {
                part.patterns.iter().find(|(pattern, ..)| *pattern == text).map(|(.., node)| node.clone())
            }
            Step::Element => part.items.clone(),
            Step::OtherMembers | Step::Other => None,
        };
        let section = || declared.as_ref().map_or(Form::Any, |node| self.section(node));
        let form = match (part.form, step) {
            (Form::Root | Form::Section, Step::Member("sections")) => Form::Sections,
            (Form::Root, Step::Member("body")) => form_of("parts"),
            (Form::Root, Step::Member("frontmatter")) => Form::Named(&Form::Value),
            (Form::Root | Form::Section, Step::Member("intro"))
            | (Form::Sections, Step::Member(_) | Step::Pattern(_)) => section(),
            (form, Step::Member(name)) => form.member(name),
            // Of patterns, only the axes of a rating are alike.
            (Form::Named(form), Step::Pattern(_)) => *form,
            (Form::Value, Step::Pattern(_))
            | (Form::Value | Form::Named(&Form::Value), Step::OtherMembers) => Form::Value,
            (form, Step::Element) => form.element(),
            _ => Form::Any,
        };
        self.part(form, declared.as_ref())
    }

    /// The form of a section, or of another text, that is declared so.
    fn section(&self, declared: &Node<'a>) -> Form {
        let repeats = self.annotations.repeats(declared);
        let items = || Reader::new(self.documents, declared).get("items").filter(|_| repeats);
        let by_default = || {
            let types = Reader::new(self.documents, items().as_ref().unwrap_or(declared)).types();
            let is_meant = |kind: &&ContentKind| kind.is_default && types == [kind.json_type];
            KINDS.iter().find(is_meant)
        };
        let named = self.annotations.named_content(declared);
        let kind = match named {
            Some(name) => KINDS.iter().find(|kind| kind.name == name),
            None => by_default(),
        };
        match kind {
            Some(kind) if repeats => Form::List(&kind.form),
            Some(kind) => kind.form,
            None => Form::Any,
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
        let is_value = part.form == Form::Value && !condition.is_some_and(|key| TRIED.contains(&key));
        let is_read =
            self.annotations.has_read(schema) || is_value && self.annotations.of_value(schema, self.faults);
        if !is_read {
            let names_notes = RefersTo::node(schema).is_some();
            let fault = if names_notes { RefersTo::misplaced() } else { misplaced(*condition) };
            self.annotations.unread(schema, fault, self.faults);
        }
        self.names(applied);
        self.others(applied);
        for (key, (holds, about), member) in holders(schema) {
            let here = |schema: Node<'a>| Applied { schema, part: Rc::clone(part), condition: *condition };
            match about {
                About::Itself if key == "allOf" => self.queue.extend(member.elements().map(here)),
                About::Itself => {
                    let condition = condition.filter(|_| !TRIED.contains(&key)).or(Some(key));
                    let inside = inside(holds, &member);
                    self.queue
                        .extend(inside.into_iter().map(|(_, node)| Applied { condition, ..here(node) }));
                }
                About::Part | About::Parts => {
                    for (name, node) in inside(holds, &member) {
                        let step = match (key, name) {
                            ("properties", Some(name)) => Step::Member(name),
                            ("patternProperties", Some(pattern)) => Step::Pattern(pattern),
                            ("additionalProperties", _) => Step::OtherMembers,
                            ("items" | "prefixItems" | "contains" | "additionalItems", _) => Step::Element,
                            _ => Step::Other,
                        };
                        let part = self.below(part, step);
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
        if part.fixed().is_none() && part.declares().is_none() {
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
        let fixed = part.fixed();
        let fixed_names = || fixed.iter().flat_map(|(_, names)| names.iter().copied());
        for (pattern, node) in members("patternProperties") {
            let is_own = condition.is_none() && part.form == Form::Sections;
            let matches = |pattern: &Regex| {
                part.members.keys().copied().chain(fixed_names()).any(|name| pattern.is_match(name))
            };
            if !is_own
                && (part.patterns.is_empty() || fixed.is_some())
                && regex(pattern).is_ok_and(|pattern| !matches(&pattern))
            {
                let message = if let Some((what, _)) = &fixed {
                    format!("`{pattern}` matches no member of {what}")
                } else {
                    let what = part.declares().unwrap_or("member");
                    format!("`{pattern}` matches no {what} that the type declares")
                };
                let fault = Fault::new(message);
                self.faults.key(self.documents, &node, fault);
            }
        }
    }

    /// Faults for keywords about further sections: none is projected, so they can be forbidden, but not described.
    fn others(&mut self, applied: &Applied<'a>) {
        let Applied { schema, part, condition } = applied;
        if part.form != Form::Sections {
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
        let fault = match part.declares() {
            None => {
                let Some((what, names)) = part.fixed().filter(|(_, names)| !names.contains(&name)) else {
                    return;
                };
                let help = suggest(name, names.iter().copied()).unwrap_or_else(|| match part.form {
                    Form::Root => {
                        "keys of the frontmatter are below `frontmatter`, sections below `sections`"
                            .to_owned()
                    }
                    _ => format!("it has {}", and_list(names.into_iter().map(quote))),
                });
                Fault::new(format!("{what} has no `{name}`")).help(help)
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

/// The form of the content kind `name`.
fn form_of(name: &str) -> Form {
    KINDS.iter().find(|kind| kind.name == name).map_or(Form::Any, |kind| kind.form)
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
