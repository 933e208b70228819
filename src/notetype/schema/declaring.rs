//! What content kinds read of a schema, and the faults that they find in it.

use std::collections::{HashMap, HashSet};

use super::{
    dialect::{Annotation, Annotations},
    documents::Documents,
    faults::Faults,
    key::{KEYWORD, Role},
    node::Node,
    reader::{Property, Reader},
    value_type::ValueType,
};
use crate::{diagnostic::Fault, notetype::fold::fold, text::suggest};

/// The parts that have a heading.
const HEADED: [&str; 2] = ["section", "quadrant"];

/// The words of a heading that is written with the `#`s before it.
fn without_marks(heading: &str) -> Option<&str> {
    let words = heading.trim_start().trim_start_matches('#');
    let marks = heading.trim_start().len() - words.len();
    // Before a word, a single one may be a tag.
    (marks > 1 || marks == 1 && words.starts_with([' ', '\t'])).then(|| words.trim())
}

/// Reads what a type declares, and collects what is wrong with it.
#[derive(Debug)]
pub(crate) struct Declaring<'a, 'f> {
    /// The type's files.
    pub(crate) documents: &'a Documents,
    /// Their `x-note`s.
    pub(crate) annotations: Annotations<'a>,
    /// What is wrong with them.
    pub(crate) faults: &'f mut Faults,
    /// The named groups of the heading whose section is declared: members beside those that it contains.
    pub(crate) groups: Vec<String>,
}

/// A named part that a schema describes: a field, an axis, a column.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// The property's name, and the canonical word on the page.
    pub name: String,
    /// Other words that count.
    pub aliases: Vec<String>,
    /// Whether it is in `required`.
    pub required: bool,
    /// How its text is read.
    pub value: ValueType,
}

impl<'a> Declaring<'a, '_> {
    /// Reads `node` together with what it refers to.
    pub(crate) fn read(&self, node: &Node<'a>) -> Reader<'a> {
        Reader::new(self.documents, node)
    }

    /// Whether the member `name` is what a group of the heading matches.
    pub(crate) fn is_group(&self, name: &str) -> bool {
        self.groups.iter().any(|group| group == name)
    }

    /// What the `x-note`s of `part` say under `key`, the nearest first.
    pub(crate) fn said(&self, part: &Node<'a>, key: &str) -> Vec<Node<'a>> {
        let facets = self.documents.facets(part);
        facets.iter().filter_map(|facet| facet.get(KEYWORD)?.get(key)).collect()
    }

    /// What the `x-note`s of a part say.
    pub(crate) fn part(&mut self, part: &Node<'a>, role: Role) -> Annotation {
        self.annotations.of_part(part, role, self.faults)
    }

    /// The members of the object that `node` describes, each with that `role`; `what` they are is
    /// said in faults.
    pub(crate) fn names(&mut self, node: &Node<'a>, role: Role, what: &str) -> Vec<Named> {
        let reader = self.read(node);
        self.declared(&reader, what);
        let properties = reader.properties();
        let mut names = Vec::new();
        for property in &properties {
            let says = self.part(&property.schema, role);
            let (name, required) = (property.name.to_owned(), property.required);
            let value = ValueType::of(self.documents, &property.schema);
            names.push(Named { name, aliases: says.aliases(), required, value });
        }
        let spelled =
            names.iter().map(|part| (&*part.name, std::iter::once(&part.name).chain(&part.aliases)));
        self.distinct(&properties, spelled, what);
        names
    }

    /// What is required must be described, or no note could have it.
    pub(crate) fn declared(&mut self, reader: &Reader<'a>, what: &str) {
        let properties = reader.properties();
        let described: HashSet<&str> = properties.iter().map(|property| property.name).collect();
        for (name, node) in reader.required() {
            if !described.contains(name) && !self.is_group(name) {
                let near = suggest(name, properties.iter().map(|property| property.name));
                let help = near.unwrap_or_else(|| format!("declare the {what} in `properties`"));
                let fault =
                    Fault::new(format!("{what} `{name}` is required but not declared in `properties`"))
                        .help(help);
                self.faults.value(self.documents, &node, fault);
            }
        }
    }

    /// No two parts may be called alike, folded as headings are (key, all names).
    pub(crate) fn distinct<'n>(
        &mut self,
        properties: &[Property<'a>],
        names: impl Iterator<Item = (&'n str, impl Iterator<Item = &'n String>)>,
        what: &str,
    ) {
        let mut taken: HashMap<String, &str> = HashMap::new();
        for (key, names) in names {
            for name in names {
                let folded = fold(name);
                let bare = without_marks(name).filter(|_| HEADED.contains(&what));
                let fault = match (bare, taken.get(&folded)) {
                    (Some(bare), _) => {
                        Fault::new(format!("`{name}` is a heading with its marks, expected its words"))
                            .help(format!("write `{bare}`"))
                    }
                    _ if HEADED.contains(&what) && name.trim().contains(['\n', '\r']) => Fault::new(format!(
                        "{what} `{key}` has a heading of several lines, expected one line"
                    )),
                    _ if folded.is_empty() => {
                        Fault::new(format!("{what} `{key}` has a name without letters or digits"))
                    }
                    (None, Some(other)) if *other != key => {
                        Fault::new(format!("`{name}` is a name of both {what} `{other}` and {what} `{key}`"))
                    }
                    _ => {
                        taken.insert(folded, key);
                        continue;
                    }
                };
                if let Some(property) = properties.iter().find(|property| property.name == key) {
                    self.faults.key(self.documents, &property.schema, fault);
                }
            }
        }
    }
}
