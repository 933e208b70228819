//! The files of a note type.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::OnceLock,
};

use jsonschema::Draft;
use serde_json::Value;

use super::{
    keywords::{is_keyword, visit},
    names::{anchors, has_resources, id, legacy_anchor},
    node::{Node, Position, draft_of},
    source::{self, TypeSource},
    uri::{join, percent_decode, percent_encode},
    walk::walk,
};
use crate::{
    notetype::breach::SchemaLocation,
    text::{LineIndex, Origin, Traced, pointer::tokens},
};

/// One file of a note type.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its path as reported in faults.
    pub(crate) path: String,
    /// The URI that references in it are relative to, unless an `$id` in it says otherwise.
    pub(crate) uri: String,
    pub(crate) text: String,
    pub(crate) schema: Value,
    /// The version of JSON Schema that it is written in.
    draft: Draft,
    /// Whether a part of it may have a URI or a version of JSON Schema of its own.
    has_resources: bool,
    /// The JSON Pointers of the schemas in it: its root, or what references name in a file of another
    /// kind that contains schemas.
    roots: BTreeSet<String>,
    traced: OnceLock<Option<Traced<'static>>>,
    lines: OnceLock<LineIndex>,
}

impl Document {
    /// The file at `path`, which `uri` names, as it was parsed.
    pub(crate) fn new(path: String, uri: String, text: String, parsed: source::Parsed) -> Self {
        let source::Parsed { schema, traced, .. } = parsed;
        Self { traced: OnceLock::from(traced), ..Self::of_json(path, uri, text, schema) }
    }

    /// The same of a file in JSON, whose spans are found when they are asked for.
    pub(crate) fn of_json(path: String, uri: String, text: String, schema: Value) -> Self {
        let (draft, has_resources) = (written_in(&schema), has_resources(&schema));
        let (roots, traced, lines) = (BTreeSet::new(), OnceLock::new(), OnceLock::new());
        Self { path, uri, text, schema, draft, has_resources, roots, traced, lines }
    }

    /// Whether the file is a schema or a file of definitions, not one of another kind that contains
    /// schemas.
    pub(crate) fn is_schema(&self) -> bool {
        self.schema.as_object().is_none_or(|keywords| keywords.keys().all(|key| is_keyword(key)))
    }

    /// Whether all of the file is a schema that references name.
    pub(crate) fn is_whole(&self) -> bool {
        self.roots.contains("")
    }

    /// The version of JSON Schema that it is written in.
    pub(crate) fn draft(&self) -> Draft {
        self.draft
    }

    /// The schema with its spans, if they are known.
    pub(crate) fn traced(&self) -> Option<&Traced<'static>> {
        let parse = || source::parse(&TypeSource { path: &self.path, text: &self.text }).ok()?.traced;
        self.traced.get_or_init(parse).as_ref()
    }

    /// The lines of the text.
    pub(crate) fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}

/// The type's file and the files that its references name.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    files: Vec<Document>,
    /// What URIs name: whole files and subschemas with an `$id`, and `uri#anchor`.
    targets: HashMap<String, Position>,
    /// The schemas that have a `$dynamicAnchor` of each name.
    dynamic_anchors: HashMap<String, HashSet<Position>>,
    /// The schemas that have a `$recursiveAnchor`.
    recursive_anchors: HashSet<Position>,
}

impl Documents {
    /// The files, the type's own first.
    pub(crate) fn all(&self) -> &[Document] {
        &self.files
    }

    /// Adds a file, without the schemas in it.
    pub(crate) fn add(&mut self, document: Document) {
        let index = self.files.len();
        self.targets.entry(document.uri.clone()).or_insert_with(|| (index, String::new()));
        if index > 0 && !document.is_schema() {
            anchors(&document.schema, &mut String::new(), &mut |anchor, pointer| {
                let target = (index, pointer.to_owned());
                self.targets.entry(format!("{}#{anchor}", document.uri)).or_insert(target);
            });
        }
        self.files.push(document);
    }

    /// Adds the schema at `position`, and what it defines.
    pub(crate) fn add_schema(&mut self, (document, pointer): Position) {
        let Some(node) = self.node(document, &pointer) else { return };
        let draft = node.draft;
        if let Some(file) = self.files.get_mut(document) {
            // A file of another kind is in no version of JSON Schema but that of its schemas.
            if file.roots.is_empty() {
                file.draft = draft;
            }
            file.roots.insert(pointer.clone());
        }
        let Some(node) = self.node(document, &pointer) else { return };
        let mut found = Vec::new();
        let (mut dynamic, mut recursive) = (Vec::new(), Vec::new());
        visit(&node, &mut |node| {
            if let Some(anchor) = node.string("$dynamicAnchor") {
                dynamic.push((anchor.to_owned(), node.position()));
            }
            if node.get("$recursiveAnchor").is_some_and(|anchor| *anchor.value == true) {
                recursive.push(node.position());
            }
            if id(node.value, node.draft).is_some() {
                found.push((self.base(node), node.position()));
            }
            for anchor in ["$anchor", "$dynamicAnchor"].iter().filter_map(|key| node.string(key)) {
                found.push((format!("{}#{anchor}", self.base(node)), node.position()));
            }
            if let Some(anchor) = legacy_anchor(node.value, node.draft) {
                found.push((format!("{}#{anchor}", self.base(node)), node.position()));
            }
        });
        for (anchor, position) in dynamic {
            self.dynamic_anchors.entry(anchor).or_default().insert(position);
        }
        self.recursive_anchors.extend(recursive);
        for (uri, position) in found {
            self.targets.entry(uri).or_insert(position);
        }
    }

    /// The whole value of a file.
    pub(crate) fn root(&self, document: usize) -> Option<Node<'_>> {
        let Document { schema: value, draft, .. } = self.files.get(document)?;
        Some(Node::new(document, String::new(), value, *draft))
    }

    /// The value at `pointer` in a file.
    pub(crate) fn node(&self, document: usize, pointer: &str) -> Option<Node<'_>> {
        let mut node = self.root(document)?;
        for token in tokens(pointer) {
            node.value = child(node.value, &token)?;
            node.draft = draft_of(node.value, node.draft);
        }
        pointer.clone_into(&mut node.pointer);
        Some(node)
    }

    /// The schemas that references name, or that are files, in a file.
    pub(crate) fn schema_roots(&self, document: usize) -> impl Iterator<Item = Node<'_>> {
        let roots = self.files.get(document).map(|file| &file.roots);
        roots.into_iter().flatten().filter_map(move |pointer| self.node(document, pointer))
    }

    /// Calls `see` with every schema in every file, each once.
    pub(crate) fn visit<'a>(&'a self, see: &mut dyn FnMut(&Node<'a>)) {
        for document in 0..self.files.len() {
            let mut seen = HashSet::new();
            let mut roots = self.schema_roots(document).peekable();
            while let Some(root) = roots.next() {
                let is_only = seen.is_empty() && roots.peek().is_none();
                visit(&root, &mut |schema| {
                    if is_only || seen.insert(schema.pointer.clone()) {
                        see(schema);
                    }
                });
            }
        }
    }

    /// Whether a reference leads into `node`, which is not a schema itself.
    pub(crate) fn is_referred_to(&self, node: &Node<'_>) -> bool {
        let Some(Document { roots, .. }) = self.files.get(node.document) else { return false };
        let below = format!("{}/", node.pointer);
        roots.contains(&node.pointer)
            || roots.range(below.clone()..).next().is_some_and(|root| root.starts_with(&below))
    }

    /// Where `node` came from.
    pub(crate) fn origin(&self, node: &Node<'_>) -> Origin {
        let traced = self.files.get(node.document).and_then(Document::traced);
        traced.map(|traced| traced.nearest_origin(&node.pointer)).unwrap_or_default()
    }

    /// The URI that references in `node` are relative to (JSON Schema Core 8.2.1).
    pub(crate) fn base(&self, node: &Node<'_>) -> String {
        let Some(document) = self.files.get(node.document) else { return String::new() };
        let mut base = document.uri.clone();
        let (mut value, mut draft) = (&document.schema, document.draft);
        let mut tokens = tokens(&node.pointer);
        loop {
            draft = draft_of(value, draft);
            if let Some(id) = id(value, draft) {
                base = join(&base, id).unwrap_or(base);
            }
            let token = tokens.next().filter(|_| document.has_resources);
            let below = token.and_then(|token| child(value, &token));
            match below {
                Some(below) => value = below,
                None => return base,
            }
        }
    }

    /// Returns the absolute URI that `reference` in `node` names, and its fragment; `None` if it is
    /// not a URI reference (RFC 3986).
    pub(crate) fn target(&self, node: &Node<'_>, reference: &str) -> Option<(String, Option<String>)> {
        let absolute = join(&self.base(node), reference)?;
        Some(match absolute.split_once('#') {
            Some((uri, fragment)) if !fragment.is_empty() => {
                (uri.to_owned(), Some(percent_decode(fragment)?))
            }
            _ => (absolute.trim_end_matches('#').to_owned(), None),
        })
    }

    /// How many schemas have the `$dynamicAnchor` `name`.
    pub(crate) fn dynamic_anchors(&self, name: &str) -> usize {
        self.dynamic_anchors.get(name).map_or(0, HashSet::len)
    }

    /// How many schemas have a `$recursiveAnchor`.
    pub(crate) fn recursive_anchors(&self) -> usize {
        self.recursive_anchors.len()
    }

    /// Whether a file or a subschema of this URI is there.
    pub(crate) fn has(&self, uri: &str) -> bool {
        self.targets.contains_key(uri)
    }

    /// The schemas that have a URI of their own in files of another kind.
    pub(crate) fn named_parts(&self) -> impl Iterator<Item = (&str, &Position)> {
        let is_inside = |document: usize| self.files.get(document).is_some_and(|file| !file.is_whole());
        let parts = self.targets.iter().filter(move |(uri, (document, pointer))| {
            !uri.contains('#') && !pointer.is_empty() && is_inside(*document)
        });
        parts.map(|(uri, position)| (uri.as_str(), position))
    }

    /// Whether a schema with a URI of its own is of another version than its file.
    pub(crate) fn are_mixed(&self) -> bool {
        let draft = |document: usize| self.files.get(document).map(Document::draft);
        self.targets.values().filter(|(_, pointer)| !pointer.is_empty()).any(|(document, pointer)| {
            self.node(*document, pointer).is_some_and(|node| draft(*document) != Some(node.draft))
        })
    }

    /// The URI of the innermost schema that has one around `node`, and where in it `node` is.
    pub(crate) fn canonical(&self, node: &Node<'_>) -> (String, String) {
        let base = self.base(node);
        let around = self.targets.get(&base).filter(|(document, _)| *document == node.document);
        let inside = around.and_then(|(_, pointer)| node.pointer.strip_prefix(pointer.as_str()));
        let file = || self.files.get(node.document).map_or_else(String::new, |file| file.uri.clone());
        inside.map_or_else(|| (file(), node.pointer.clone()), |inside| (base.clone(), inside.to_owned()))
    }

    /// The node that `reference` in `node` names.
    pub(crate) fn resolve(&self, node: &Node<'_>, reference: &str) -> Option<Node<'_>> {
        let (uri, fragment) = self.target(node, reference)?;
        let (document, pointer) = match &fragment {
            Some(anchor) if !anchor.starts_with('/') => self.targets.get(&format!("{uri}#{anchor}"))?.clone(),
            _ => {
                let (document, pointer) = self.targets.get(&uri)?;
                (*document, format!("{pointer}{}", fragment.unwrap_or_default()))
            }
        };
        self.node(document, &pointer)
    }

    /// The absolute URI of `node`.
    pub(crate) fn uri(&self, node: &Node<'_>) -> String {
        let file = self.files.get(node.document).map_or("", |document| document.uri.as_str());
        format!("{file}#{}", percent_encode(&node.pointer))
    }

    /// The value that the absolute `uri` names, whose fragment is a JSON Pointer.
    pub(crate) fn at(&self, uri: &str) -> Option<Node<'_>> {
        let (document, pointer) = self.position(uri)?;
        self.node(document, &pointer)
    }

    fn position(&self, uri: &str) -> Option<Position> {
        let (uri, fragment) = uri.split_once('#').unwrap_or((uri, ""));
        let (document, pointer) = self.targets.get(uri)?;
        Some((*document, format!("{pointer}{}", percent_decode(fragment)?)))
    }

    /// `node` as its file writes it.
    pub(crate) fn written(&self, node: &Node<'_>) -> Option<&str> {
        let document = self.files.get(node.document)?;
        let span = document.traced()?.origin_at(&node.pointer)?.value;
        document.text.get(span.start()..span.end())
    }

    /// The place of the value that the absolute `uri` names.
    pub(crate) fn location(&self, uri: &str) -> Option<SchemaLocation<'_>> {
        let (document, pointer) = self.position(uri)?;
        let document = self.files.get(document)?;
        let origin = document.traced()?.nearest_origin(&pointer);
        let line = document.lines().line(origin.key_or_value().start());
        Some(SchemaLocation { path: &document.path, pointer, line })
    }

    /// `node` and the schemas that apply to the same value without conditions: the targets of
    /// `$ref` and the elements of `allOf`, each once, the nearest first.
    pub(crate) fn facets<'a>(&'a self, node: &Node<'a>) -> Vec<Node<'a>> {
        self.followed(node).0
    }

    /// Like [`facets`](Self::facets), and whether a reference in one of them has no target.
    pub(crate) fn followed<'a>(&'a self, node: &Node<'a>) -> (Vec<Node<'a>>, bool) {
        if node.others.is_empty() && node.get("$ref").is_none() && node.get("allOf").is_none() {
            return (vec![node.clone()], false);
        }
        let mut leads_nowhere = false;
        let mut facets: Vec<Node<'a>> = Vec::new();
        let mut known = HashMap::new();
        let mut add = |facets: &mut Vec<Node<'a>>, node: Node<'a>| {
            *known.entry(node.position()).or_insert_with(|| {
                facets.push(node);
                facets.len() - 1
            })
        };
        let mut starts: Vec<&Node<'a>> = std::iter::once(node).chain(&node.others).collect();
        for start in &starts {
            add(&mut facets, (*start).clone());
        }
        let mut targets: Vec<Vec<usize>> = Vec::new();
        while let Some(facet) = facets.get(targets.len()).cloned() {
            let reference = facet.string("$ref");
            let target = reference.and_then(|reference| self.resolve(&facet, reference));
            leads_nowhere |= reference.is_some() && target.is_none();
            let all = facet.get("allOf").filter(|_| !facet.only_refers());
            let all = all.iter().flat_map(Node::elements);
            targets.push(target.into_iter().chain(all).map(|node| add(&mut facets, node)).collect());
        }
        if facets.len() > 1 {
            starts.sort_by_key(|start| start.rank);
            let starts = starts.into_iter().map(|start| add(&mut facets, start.clone())).collect();
            rank(&mut facets, starts, targets);
        }
        (facets, leads_nowhere)
    }
}

/// Ranks `facets`, each of which leads to those of `targets`: each is after its targets.
fn rank(facets: &mut [Node<'_>], starts: Vec<usize>, mut targets: Vec<Vec<usize>>) {
    let first = targets.len();
    targets.push(starts);
    // The walk begins with what leads to all others.
    let number = |index: usize| if index == first { 0 } else { index + 1 };
    let index = |number: usize| if number == 0 { first } else { number - 1 };
    let walk = walk(targets.len(), |node, nth| targets[index(node)].get(nth).copied().map(number));
    for (rank, node) in walk.order.into_iter().enumerate() {
        if let Some(facet) = facets.get_mut(index(node)) {
            facet.rank = rank;
        }
    }
}

fn child<'a>(value: &'a Value, token: &str) -> Option<&'a Value> {
    match value {
        Value::Array(elements) => elements.get(token.parse::<usize>().ok()?),
        _ => value.get(token),
    }
}

/// The version of JSON Schema of a file: what it says, or that of an old API description.
fn written_in(file: &Value) -> Draft {
    let says = |key: &str| file.get(key).and_then(Value::as_str);
    let is_old_api = says("swagger").is_some() || says("openapi").is_some_and(|api| api.starts_with("3.0"));
    draft_of(file, if is_old_api { Draft::Draft4 } else { Draft::default() })
}
