//! The files of a note type.

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

use jsonschema::{Uri, uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::{
    keywords::visit,
    node::{Node, Position},
    source::{self, TypeSource},
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
    traced: OnceLock<Option<Traced<'static>>>,
    lines: OnceLock<LineIndex>,
}

impl Document {
    /// The file at `path`, which `uri` names, as it was parsed.
    pub(crate) fn new(path: String, uri: String, text: String, parsed: source::Parsed) -> Self {
        let source::Parsed { schema, traced, .. } = parsed;
        Self { path, uri, text, schema, traced: OnceLock::from(traced), lines: OnceLock::new() }
    }

    /// The same of a file in JSON, whose spans are found when they are asked for.
    pub(crate) fn of_json(path: String, uri: String, text: String, schema: Value) -> Self {
        Self { path, uri, text, schema, traced: OnceLock::new(), lines: OnceLock::new() }
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
    /// How many schemas have a `$dynamicAnchor` of each name.
    dynamic_anchors: HashMap<String, usize>,
}

impl Documents {
    /// The files, the type's own first.
    pub(crate) fn all(&self) -> &[Document] {
        &self.files
    }

    /// Adds a file and what it defines.
    pub(crate) fn add(&mut self, document: Document) {
        let index = self.files.len();
        self.targets.entry(document.uri.clone()).or_insert_with(|| (index, String::new()));
        self.files.push(document);
        let mut found = Vec::new();
        let mut dynamic = Vec::new();
        if let Some(root) = self.root(index) {
            visit(&root, &mut |node| {
                if let Some(anchor) = node.string("$dynamicAnchor") {
                    dynamic.push(anchor.to_owned());
                }
                if node.string("$id").is_some() {
                    found.push((self.base(node), node.position()));
                }
                for anchor in ["$anchor", "$dynamicAnchor"].iter().filter_map(|key| node.string(key)) {
                    found.push((format!("{}#{anchor}", self.base(node)), node.position()));
                }
            });
        }
        for anchor in dynamic {
            *self.dynamic_anchors.entry(anchor).or_default() += 1;
        }
        for (uri, position) in found {
            self.targets.entry(uri).or_insert(position);
        }
    }

    /// The whole schema of a file.
    pub(crate) fn root(&self, document: usize) -> Option<Node<'_>> {
        let value = &self.files.get(document)?.schema;
        Some(Node { document, pointer: String::new(), value })
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
        let mut value = &document.schema;
        let mut tokens = tokens(&node.pointer);
        loop {
            if let Some(id) = value.get("$id").and_then(Value::as_str) {
                base = join(&base, id).unwrap_or(base);
            }
            let Some(token) = tokens.next() else { return base };
            let below = match value {
                Value::Array(elements) => token.parse().ok().and_then(|index: usize| elements.get(index)),
                _ => value.get(&token),
            };
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
        self.dynamic_anchors.get(name).copied().unwrap_or_default()
    }

    /// Whether a file or a subschema of this URI is there.
    pub(crate) fn has(&self, uri: &str) -> bool {
        self.targets.contains_key(uri)
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
        let value = self.files.get(document)?.schema.pointer(&pointer)?;
        Some(Node { document, pointer, value })
    }

    /// The absolute URI of `node`.
    pub(crate) fn uri(&self, node: &Node<'_>) -> String {
        let file = self.files.get(node.document).map_or("", |document| document.uri.as_str());
        format!("{file}#{}", percent_encode(&node.pointer))
    }

    /// The place of the value that the absolute `uri` names.
    pub(crate) fn location(&self, uri: &str) -> Option<SchemaLocation<'_>> {
        let (uri, fragment) = uri.split_once('#').unwrap_or((uri, ""));
        let (document, pointer) = self.targets.get(uri)?;
        let document = self.files.get(*document)?;
        let pointer = format!("{pointer}{}", percent_decode(fragment)?);
        let origin = document.traced()?.nearest_origin(&pointer);
        let line = document.lines().line(origin.key_or_value().start);
        Some(SchemaLocation { path: &document.path, pointer, line })
    }

    /// `node` and the schemas that apply to the same value without conditions: the targets of
    /// `$ref` and the elements of `allOf`, each once.
    pub(crate) fn facets<'a>(&'a self, node: &Node<'a>) -> Vec<Node<'a>> {
        let mut facets = vec![node.clone()];
        let mut seen = HashSet::from([node.position()]);
        let mut next = 0;
        while let Some(facet) = facets.get(next).cloned() {
            next += 1;
            let target = facet.string("$ref").and_then(|reference| self.resolve(&facet, reference));
            let all = facet.get("allOf");
            let all = all.iter().flat_map(Node::elements);
            facets.extend(target.into_iter().chain(all).filter(|node| seen.insert(node.position())));
        }
        facets
    }
}

/// Resolves `reference` against `base` (RFC 3986, 5.2).
pub(crate) fn join(base: &str, reference: &str) -> Option<String> {
    let base = Uri::parse(base).ok()?;
    Some(uri::resolve_against(&base, reference).ok()?.as_str().to_owned())
}

/// Returns `pointer` as the fragment of a URI (RFC 6901, 6).
pub(crate) fn percent_encode(pointer: &str) -> String {
    /// What a fragment may contain besides letters and digits (RFC 3986, 3.5).
    const ALLOWED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~')
        .remove(b'!')
        .remove(b'$')
        .remove(b'&')
        .remove(b'\'')
        .remove(b'(')
        .remove(b')')
        .remove(b'*')
        .remove(b'+')
        .remove(b',')
        .remove(b';')
        .remove(b'=')
        .remove(b':')
        .remove(b'@')
        .remove(b'/');
    utf8_percent_encode(pointer, ALLOWED).to_string()
}

/// Returns `text` with its percent-encoded octets decoded; `None` if the result is not UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(decoded).ok()
}
