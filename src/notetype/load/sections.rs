//! What a schema declares of sections, of those of a note and of those inside them.

use std::{collections::HashMap, str::FromStr};

use jsonschema::JsonType;

use crate::{
    diagnostic::Fault,
    notetype::{
        content::{Content, KINDS},
        engine::regex,
        place::{NestedId, SectionSpecId},
        schema::{
            Annotation, ContentKind, Declaring, Node, ORDER, OrderBy, Ordering, Position, Property, REPEAT,
            SECTIONS,
        },
        spec::{HeadingPattern, Numbering, Order, OrderItem, SectionSpec, SectionsSpec, Sequence},
    },
    text::{Id, IndexVec, alternatives, suggest},
};

/// The text above the first section.
const INTRO: &str = "intro";

/// The members of the object of a section that consists of sections.
const NESTED: [&str; 2] = [INTRO, "sections"];

/// The sections that the object `node` declares, and those inside of them.
pub(super) fn declare<'a>(
    declaring: &mut Declaring<'a, '_>,
    node: Option<&Node<'a>>,
) -> (SectionsSpec, IndexVec<NestedId, SectionsSpec>) {
    let mut objects = Objects { declaring, nested: Vec::new(), known: HashMap::new() };
    let sections = node.map(|node| objects.object(node)).unwrap_or_default();
    (sections, objects.nested.into())
}

/// The text that `node` describes, which has no heading of its own: `name`, the intro or the body. It is of one of
/// the kinds of content that a text without headings can have, or only of the kind `only`.
pub(super) fn text<'a>(
    declaring: &mut Declaring<'a, '_>,
    node: &Node<'a>,
    name: &str,
    only: Option<&str>,
) -> Option<SectionSpec> {
    Objects { declaring, nested: Vec::new(), known: HashMap::new() }.text(node, name, only)
}

/// The kinds of content that consist of headings.
const HEADED: [&str; 3] = ["sections", "rating", "swot"];

struct Objects<'d, 'a, 'f> {
    declaring: &'d mut Declaring<'a, 'f>,
    nested: Vec<SectionsSpec>,
    /// Those that are declared already, or being declared: a section may contain sections of its own kind.
    known: HashMap<Position, NestedId>,
}

impl<'a> Objects<'_, 'a, '_> {
    fn object(&mut self, node: &Node<'a>) -> SectionsSpec {
        let says = self.declaring.part(node, SECTIONS);
        let reader = self.declaring.read(node);
        self.declaring.declared(&reader, "section");
        let properties = reader.properties();
        let mut all: Vec<SectionSpec> =
            properties.iter().filter_map(|property| self.section(property)).collect();
        let names = all.iter().map(|spec| (&*spec.key, spec.heading.all().chain(&spec.aliases)));
        self.declaring.distinct(&properties, names, "section");
        for property in reader.patterns() {
            self.overlaps(&property, &properties);
            all.extend(self.patterned(&property));
        }
        let all: IndexVec<SectionSpecId, SectionSpec> = all.into();
        let order = self.order(node, &says, &all);
        SectionsSpec { all, is_closed: reader.is_closed(), order, ..SectionsSpec::default() }
    }

    fn text(&mut self, node: &Node<'a>, name: &str, only: Option<&str>) -> Option<SectionSpec> {
        let default = only.and_then(|only| KINDS.iter().position(|kind| kind.name == only));
        let named = self.declaring.annotations.named_content(node);
        let default = default.filter(|_| named.is_none()).and_then(|at| Some((at, KINDS.get(at)?)));
        let (index, kind) = match default {
            Some(kind) => kind,
            None => self.content_kind(node)?,
        };
        if only.is_some_and(|only| kind.name != only) || HEADED.contains(&kind.name) {
            let kinds = KINDS.iter().map(|kind| kind.name).filter(|kind| !HEADED.contains(kind));
            let help = only.map_or_else(|| alternatives(kinds), |only| format!("`{only}`"));
            let message = format!("the content of `{name}` cannot be `{}`", kind.name);
            let fault = Fault::new(message).help(format!("write {help}"));
            self.declaring.faults.key(self.declaring.documents, node, fault);
            self.declaring.annotations.of_any_section(node, self.declaring.faults);
            return None;
        }
        let says = self.declaring.annotations.of_text(node, kind, self.declaring.faults);
        Some(SectionSpec {
            key: name.to_owned(),
            heading: name.into(),
            aliases: Vec::new(),
            pattern: None,
            required: false,
            repeats: false,
            break_before: false,
            content: self.content(index, node, &says),
            intro: None,
            inside: None,
        })
    }

    fn section(&mut self, property: &Property<'a>) -> Option<SectionSpec> {
        let node = &property.schema;
        let (kind, content) = self.content_kind(node)?;
        let says = self.declaring.annotations.of_section(node, content, self.declaring.faults);
        let (intro, inside) = self.inside(content, node, &says, &[]);
        Some(SectionSpec {
            key: property.name.to_owned(),
            heading: says.headings(property.name),
            aliases: says.aliases(),
            pattern: None,
            required: property.required,
            repeats: repeats(&says),
            break_before: says.breaks_before(),
            content: self.content(kind, node, &says),
            intro,
            inside,
        })
    }

    /// The section whose headings match the name of `property`.
    fn patterned(&mut self, property: &Property<'a>) -> Option<SectionSpec> {
        let node = &property.schema;
        let (kind, content) = self.content_kind(node)?;
        let says = self.declaring.annotations.of_pattern(node, content, self.declaring.faults);
        // A pattern that is not a regular expression is a fault already.
        let regex = regex(property.name).ok()?;
        let sequence = self.sequence(node, &says, &regex);
        let groups: Vec<&str> = regex.capture_names().flatten().collect();
        let (intro, inside) = self.inside(content, node, &says, &groups);
        self.declaring.groups = groups.into_iter().map(str::to_owned).collect();
        let content = self.content(kind, node, &says);
        self.declaring.groups.clear();
        Some(SectionSpec {
            key: property.name.to_owned(),
            heading: property.name.into(),
            aliases: Vec::new(),
            required: false,
            repeats: repeats(&says),
            break_before: false,
            content,
            pattern: Some(HeadingPattern { regex, sequence }),
            intro,
            inside,
        })
    }

    fn content(&mut self, kind: usize, node: &Node<'a>, says: &Annotation) -> Content {
        Content::declare(kind, self.declaring, &self.one(node, says), says)
    }

    /// The schema of one section: that of the items, if it may be repeated.
    fn one(&self, node: &Node<'a>, says: &Annotation) -> Node<'a> {
        let items = self.declaring.read(node).get("items").filter(|_| repeats(says));
        items.unwrap_or_else(|| node.clone())
    }

    /// The intro and the sections of a section of `content`, in whose object the `groups` of its heading are, too.
    fn inside(
        &mut self,
        content: &ContentKind,
        node: &Node<'a>,
        says: &Annotation,
        groups: &[&str],
    ) -> (Option<Box<SectionSpec>>, Option<NestedId>) {
        if content.name != "sections" {
            return (None, None);
        }
        let reader = self.declaring.read(&self.one(node, says));
        if let Some(name) = groups.iter().find(|group| NESTED.contains(group)) {
            let message = format!("the group `{name}` of the pattern is named as a part of each section");
            let fault = Fault::new(message).help("rename the group");
            self.declaring.faults.key(self.declaring.documents, node, fault);
        }
        let members = reader.properties().into_iter().map(|property| (property.name, property.schema));
        for (name, member) in members.chain(reader.required()) {
            if !NESTED.contains(&name) && !groups.contains(&name) {
                let help = suggest(name, NESTED.into_iter().chain(groups.iter().copied()))
                    .unwrap_or_else(|| "sections are below `sections`".to_owned());
                let message = format!("a section of content `sections` has no `{name}`");
                self.declaring.faults.key(self.declaring.documents, &member, Fault::new(message).help(help));
            }
        }
        let intro = reader.property(INTRO).and_then(|node| self.text(&node, INTRO, None));
        let intro = intro.map(|intro| Box::new(SectionSpec { required: reader.requires(INTRO), ..intro }));
        (intro, reader.property("sections").map(|object| self.nested(&object)))
    }

    fn nested(&mut self, object: &Node<'a>) -> NestedId {
        let position = object.position();
        if let Some(known) = self.known.get(&position) {
            return *known;
        }
        let id = NestedId::new(self.nested.len());
        self.nested.push(SectionsSpec::default());
        self.known.insert(position, id);
        let spec = self.object(object);
        self.nested[id.index()] = spec;
        id
    }

    /// A pattern must not match the key of a section with a heading of its own: both would claim its value.
    fn overlaps(&mut self, pattern: &Property<'a>, properties: &[Property<'a>]) {
        let Ok(regex) = regex(pattern.name) else { return };
        if let Some(declared) = properties.iter().find(|property| regex.is_match(property.name)) {
            let message = format!(
                "the pattern `{}` also matches the declared section `{}`",
                pattern.name, declared.name
            );
            let help =
                format!("let the pattern not match `{}`, or give that section another key", declared.name);
            self.declaring.faults.key(
                self.declaring.documents,
                &pattern.schema,
                Fault::new(message).help(help),
            );
        }
    }

    fn order(
        &mut self,
        node: &Node<'a>,
        says: &Annotation,
        all: &IndexVec<SectionSpecId, SectionSpec>,
    ) -> Order {
        match says.get(ORDER) {
            None => Order::Type,
            Some(Ordering::Word(word)) if word == "type" => Order::Type,
            Some(Ordering::Word(word)) if word == "free" => Order::Free,
            Some(Ordering::List(list)) => Order::Listed(self.listed(node, &list, all)),
            Some(other) => {
                let fault = Fault::new("`order` of sections must be `type`, `free` or a list of sections");
                let help = other.word().and_then(|word| suggest(word, ["type", "free"]));
                self.order_fault(node, Fault { help, ..fault });
                Order::Type
            }
        }
    }

    fn listed(
        &mut self,
        node: &Node<'a>,
        list: &[String],
        all: &IndexVec<SectionSpecId, SectionSpec>,
    ) -> Vec<OrderItem> {
        let mut items = Vec::new();
        for name in list {
            let item = match all.position(|section| section.key == *name) {
                Some(section) => OrderItem::Section(section),
                None if name == "*" => OrderItem::Others,
                None => {
                    let near = suggest(name, all.iter().map(|section| &*section.key));
                    let help =
                        near.unwrap_or_else(|| "name sections, patterns and `*` for all others".to_owned());
                    self.order_fault(
                        node,
                        Fault::new(format!("`order` names no section: `{name}`")).help(help),
                    );
                    continue;
                }
            };
            if items.contains(&item) {
                self.bad_order(node, &format!("`order` names `{name}` twice"));
            } else {
                items.push(item);
            }
        }
        items
    }

    fn sequence(&mut self, node: &Node<'a>, says: &Annotation, regex: &regex::Regex) -> Option<Sequence> {
        let (word, group) = match says.get(ORDER)? {
            Ordering::Word(word) => (word, None),
            Ordering::By(OrderBy { by, order }) => {
                (order.unwrap_or_else(|| "ascending".to_owned()), Some(by))
            }
            Ordering::List(_) => (String::new(), None),
        };
        let numbering = match word.as_str() {
            "ascending" => Numbering::Ascending,
            "descending" => Numbering::Descending,
            "consecutive" => Numbering::Consecutive,
            _ => {
                let message =
                    "`order` of sections by pattern must be `ascending`, `descending` or `consecutive`";
                let help = suggest(&word, ["ascending", "descending", "consecutive"]);
                self.order_fault(node, Fault { help, ..Fault::new(message) });
                return None;
            }
        };
        let groups = || regex.capture_names().flatten();
        if let Some(name) = group.as_deref().filter(|name| !groups().any(|group| group == *name)) {
            let help =
                suggest(name, groups()).unwrap_or_else(|| format!("write `(?<{name}>…)` in the pattern"));
            self.order_fault(node, Fault::new(format!("the pattern has no group `{name}`")).help(help));
            return None;
        }
        Some(Sequence { numbering, group })
    }

    fn bad_order(&mut self, node: &Node<'a>, message: &str) {
        self.order_fault(node, Fault::new(message));
    }

    fn order_fault(&mut self, node: &Node<'a>, fault: Fault) {
        let order = node.get("x-note").and_then(|note| note.get("order")).unwrap_or_else(|| node.clone());
        self.declaring.faults.value(self.declaring.documents, &order, fault);
    }

    /// The content kind that the section declares, or what its type can only mean.
    fn content_kind(&mut self, node: &Node<'a>) -> Option<(usize, &'static ContentKind)> {
        let declaring = &mut *self.declaring;
        let says = declaring.annotations.content(node, declaring.faults).ok()?;
        let repeats = declaring.annotations.repeats(node);
        let outer = declaring.read(node);
        if repeats && !outer.types().is_empty() && !outer.types().iter().any(|one| one == "array") {
            let place = outer.get("type").unwrap_or_else(|| node.clone());
            let message =
                "a section that may be repeated is of type `array`, and its `items` describe one of them";
            declaring.faults.value(declaring.documents, &place, Fault::new(message));
        }
        let reader = match outer.get("items").filter(|_| repeats) {
            Some(items) => declaring.read(&items),
            None => outer,
        };
        let types = reader.types();
        let index = says.or_else(|| match types.as_slice() {
            [one] => KINDS.iter().position(|kind| kind.is_default && kind.json_type == *one),
            _ => None,
        });
        let Some((index, kind)) = index.and_then(|index| Some((index, KINDS.get(index)?))) else {
            // Its content kind may be declared where there is already a fault.
            let known = |name: &String| JsonType::from_str(name).is_ok();
            let is_schema = node.object().is_some() || node.value.is_boolean();
            if reader.leads_nowhere() || !types.iter().all(known) || !is_schema {
                return None;
            }
            declaring.annotations.of_any_section(node, declaring.faults);
            let help = format!("add `x-note: {{ content: … }}`: {}", declaring.annotations.kinds());
            let fault = Fault::new("the section does not declare its content").help(help);
            declaring.faults.key(declaring.documents, node, fault);
            return None;
        };
        if !types.is_empty() && !types.iter().any(|one| one == kind.json_type) {
            let message = format!(
                "content `{}` is of type `{}`, not `{}`",
                kind.name,
                kind.json_type,
                types.join("`, `")
            );
            let place = reader.get("type").unwrap_or_else(|| node.clone());
            declaring.faults.value(declaring.documents, &place, Fault::new(message));
        }
        Some((index, kind))
    }
}

fn repeats(says: &Annotation) -> bool {
    says.get(REPEAT).unwrap_or_default()
}
