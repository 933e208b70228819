//! Reads keywords of a schema together with the schemas that it refers to.

use std::collections::{HashMap, HashSet};

use super::{documents::Documents, node::Node};

/// The parts of a schema that apply without conditions (see [`Documents::facets`]), read as one.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    facets: Vec<Node<'a>>,
    leads_nowhere: bool,
}

/// A member that a schema describes.
#[derive(Clone, Debug)]
pub(crate) struct Property<'a> {
    pub(crate) name: &'a str,
    /// What it must be.
    pub(crate) schema: Node<'a>,
    /// Whether it must be there.
    pub(crate) required: bool,
}

impl<'a> Reader<'a> {
    /// Reads `node`.
    pub(crate) fn new(documents: &'a Documents, node: &Node<'a>) -> Self {
        let (mut facets, leads_nowhere) = documents.followed(node);
        facets.retain(|facet| !facet.only_refers());
        Self { facets, leads_nowhere }
    }

    /// Whether a reference of it has no target, so that it is known in part only.
    pub(crate) fn leads_nowhere(&self) -> bool {
        self.leads_nowhere
    }

    /// The value of `keyword`; of several, the nearest together with the others.
    pub(crate) fn get(&self, keyword: &str) -> Option<Node<'a>> {
        Node::together(self.facets.iter().filter_map(|facet| facet.get(keyword)))
    }

    /// The properties: those of the schemas that it refers to are before its own, in the order of the texts.
    pub(crate) fn properties(&self) -> Vec<Property<'a>> {
        let required: HashSet<&str> = self.required().map(|(name, _)| name).collect();
        let mut declarations: HashMap<&str, Vec<Node<'a>>> = HashMap::new();
        let mut names = Vec::new();
        for facet in &self.facets {
            for (name, schema) in facet.get("properties").iter().flat_map(Node::members) {
                names.push((facet.rank, name));
                declarations.entry(name).or_default().push(schema);
            }
        }
        names.sort_by_key(|(rank, _)| *rank);
        let properties = names.into_iter().filter_map(|(_, name)| {
            let schema = Node::together(declarations.remove(name)?)?;
            Some(Property { name, schema, required: required.contains(name) })
        });
        properties.collect()
    }

    /// What `patternProperties` describes: each pattern as its name, in the order of the text.
    pub(crate) fn patterns(&self) -> Vec<Property<'a>> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for patterns in self.facets.iter().filter_map(|facet| facet.get("patternProperties")) {
            for (name, schema) in patterns.members().filter(|(name, _)| seen.insert(*name)) {
                found.push(Property { name, schema, required: false });
            }
        }
        found
    }

    /// The property `name`.
    pub(crate) fn property(&self, name: &str) -> Option<Node<'a>> {
        Node::together(self.facets.iter().filter_map(|facet| facet.get("properties")?.get(name)))
    }

    /// The elements of `required`.
    pub(crate) fn required(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> + '_ {
        let lists = self.facets.iter().filter_map(|facet| facet.get("required"));
        let elements = lists.flat_map(|list| list.elements().collect::<Vec<_>>());
        elements.filter_map(|element| Some((element.value.as_str()?, element)))
    }

    /// Whether `name` is in `required`.
    pub(crate) fn requires(&self, name: &str) -> bool {
        self.required().any(|(required, _)| required == name)
    }

    /// Whether members that it does not describe are forbidden.
    pub(crate) fn is_closed(&self) -> bool {
        let mut rest = self.facets.iter().flat_map(|facet| {
            ["additionalProperties", "unevaluatedProperties"].map(|keyword| facet.get(keyword))
        });
        rest.any(|rest| rest.is_some_and(|rest| rest.value.as_bool() == Some(false)))
    }

    /// The types that are allowed; empty if the schema does not restrict them.
    pub(crate) fn types(&self) -> Vec<String> {
        let lists = self.facets.iter().filter_map(|facet| facet.get("type"));
        let lists = lists.map(|types| {
            let many = types.elements().filter_map(|one| one.value.as_str());
            types.value.as_str().into_iter().chain(many).collect::<Vec<_>>()
        });
        let common = lists.reduce(|left, right| {
            let both: Vec<&str> = left.iter().filter_map(|name| narrowed(name, &right)).collect();
            // Types that exclude each other are a fault.
            if both.is_empty() { left } else { both }
        });
        common.unwrap_or_default().into_iter().map(str::to_owned).collect()
    }

    /// The strictest lower bound at `keyword`.
    pub(crate) fn at_least(&self, keyword: &str) -> Option<u64> {
        self.bounds(keyword).max()
    }

    /// The strictest upper bound at `keyword`.
    pub(crate) fn at_most(&self, keyword: &str) -> Option<u64> {
        self.bounds(keyword).min()
    }

    fn bounds(&self, keyword: &str) -> impl Iterator<Item = u64> {
        self.facets.iter().filter_map(move |facet| facet.get(keyword)?.value.as_u64())
    }
}

/// What of the type `name` is of one of `types`: an integer is a number too.
fn narrowed<'t>(name: &'t str, types: &[&'t str]) -> Option<&'t str> {
    match name {
        name if types.contains(&name) => Some(name),
        "integer" if types.contains(&"number") => Some(name),
        "number" if types.contains(&"integer") => Some("integer"),
        _ => None,
    }
}
