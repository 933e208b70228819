//! `$ref`: fetches the files that references name, and sees that every reference leads somewhere.

use std::collections::{HashMap, HashSet};

use jsonschema::{Retrieve, Uri};
use serde_json::Value;

use crate::{
    diagnostic::Fault,
    notetype::schema::{Document, Documents, Faults, Fetch, Node, TypeSource, parse, percent_decode, visit},
    text::Span,
    tree::Duplicate,
};

/// The scheme of files that have no `$id`.
const SCHEME: &str = "note-type:///";

/// More files than a note type has: a bound for references that name ever new ones.
const MAX_FILES: usize = 256;

/// The metaschemas, which need no file.
const METASCHEMAS: [&str; 2] = ["https://json-schema.org/", "http://json-schema.org/"];

/// The URI of the type's own file if it has no `$id`.
pub(super) fn uri_of(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let mut uri = SCHEME.to_owned();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let digit =
                |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default().to_ascii_uppercase();
            uri.extend(['%', digit(byte >> 4), digit(byte & 0xF)]);
        }
    }
    uri
}

/// A reference of a schema: the node of its keyword, the keyword and what it says.
struct Reference<'a> {
    schema: Node<'a>,
    node: Node<'a>,
    keyword: &'static str,
    text: &'a str,
}

/// A file that a reference names.
struct Wanted {
    uri: String,
    path: String,
    span: Span,
}

/// Fetches the files that references name, and those that references in them name; then sees
/// that each reference leads somewhere.
pub(super) fn resolve_all(documents: &mut Documents, fetch: &dyn Fetch, faults: &mut Faults) {
    let Some(root) = documents.root(0) else { return };
    let base = documents.base(&root);
    let folder = base.rfind('/').map_or(String::new(), |end| base[..=end].to_owned());
    let mut refused = HashSet::new();
    let mut next = 0;
    while next < documents.all().len() {
        for wanted in wanted(documents, next, &folder, (faults, &mut refused)) {
            if documents.has(&wanted.uri) || !refused.insert(wanted.uri.clone()) {
                continue;
            }
            if documents.all().len() == MAX_FILES {
                faults.at(next, wanted.span, Fault::new(format!("the type has more than {MAX_FILES} files")));
                return;
            }
            match read(&wanted, documents, fetch) {
                Ok((document, duplicates)) => {
                    let index = documents.all().len();
                    documents.add(document);
                    faults.duplicates(index, &duplicates);
                }
                Err(Unread::Missing(fault)) => faults.at(next, wanted.span, *fault),
                Err(Unread::Broken(fault)) => faults.elsewhere(*fault),
            }
        }
        next += 1;
    }
    for index in 0..documents.all().len() {
        for reference in references(documents, index) {
            let Some((uri, _)) = documents.target(&reference.schema, reference.text) else { continue };
            let known = refused.contains(&uri) && !documents.has(&uri);
            if known || is_metaschema(&uri) || documents.resolve(&reference.schema, reference.text).is_some()
            {
                continue;
            }
            let message =
                format!("`{}` refers to `{}`, which does not exist", reference.keyword, reference.text);
            faults.value(documents, &reference.node, Fault::new(message));
        }
    }
}

fn is_metaschema(uri: &str) -> bool {
    METASCHEMAS.iter().any(|prefix| uri.starts_with(prefix))
}

fn references(documents: &Documents, document: usize) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    let Some(root) = documents.root(document) else { return found };
    visit(&root, &mut |schema| {
        for keyword in ["$ref", "$dynamicRef"] {
            if let (Some(node), Some(text)) = (schema.get(keyword), schema.string(keyword)) {
                found.push(Reference { schema: schema.clone(), node, keyword, text });
            }
        }
    });
    found
}

/// The files that references in `document` name, those that may not be named left out.
fn wanted(
    documents: &Documents,
    document: usize,
    folder: &str,
    (faults, refused): (&mut Faults, &mut HashSet<String>),
) -> Vec<Wanted> {
    let mut files: Vec<Wanted> = Vec::new();
    for reference in references(documents, document) {
        let Some((uri, _)) = documents.target(&reference.schema, reference.text) else {
            faults.value(documents, &reference.node, not_a_reference(&reference));
            continue;
        };
        if documents.has(&uri) || is_metaschema(&uri) || files.iter().any(|file| file.uri == uri) {
            continue;
        }
        if let Some(path) = path_of(&uri, reference.text, folder) {
            files.push(Wanted { uri, path, span: documents.origin(&reference.node).value });
        } else {
            faults.value(documents, &reference.node, out_of_reach(&reference));
            refused.insert(uri);
        }
    }
    files
}

/// Returns the path, relative to the type's folder, that a reference names; `None` if it is outside
/// of the folder.
fn path_of(uri: &str, reference: &str, folder: &str) -> Option<String> {
    let written = percent_decode(reference.split(['#', '?']).next()?)?;
    let climbs =
        written.starts_with('/') || written.contains('\\') || written.split('/').any(|part| part == "..");
    let path = percent_decode(uri.strip_prefix(folder)?)?;
    let plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    (!climbs && path.split('/').all(plain) && !path.contains(['\\', '?', '\0'])).then_some(path)
}

fn not_a_reference(reference: &Reference<'_>) -> Fault {
    let message = format!("`{}` is not a valid URI reference: `{}`", reference.keyword, reference.text);
    Fault::new(message).help("percent-encode all characters except ASCII letters, digits and `-._~/#`")
}

fn out_of_reach(reference: &Reference<'_>) -> Fault {
    let Reference { keyword, text, .. } = reference;
    let has_scheme = text.split(['/', '#', '?']).next().is_some_and(|start| start.contains(':'));
    if has_scheme || text.starts_with("//") {
        Fault::new(format!("`{keyword}` refers to `{text}`, but remote schemas are not fetched")).help(
            "keep a copy of the schema below the folder of the type, and refer to it by its relative path",
        )
    } else {
        Fault::new(format!("`{keyword}` refers to `{text}`, which is not below the folder of the type"))
            .help("refer to a file in the folder of the schema or below it")
    }
}

enum Unread {
    Missing(Box<Fault>),
    Broken(Box<Fault>),
}

fn read(
    wanted: &Wanted,
    documents: &Documents,
    fetch: &dyn Fetch,
) -> Result<(Document, Vec<Duplicate>), Unread> {
    let text = fetch.fetch(&wanted.path).map_err(|error| {
        let message = format!("`$ref` refers to `{}`, which cannot be read: {error}", wanted.path);
        Unread::Missing(Box::new(Fault::new(message)))
    })?;
    let own = documents.all().first().map_or("", |document| document.path.as_str());
    let folder = own.rfind(['/', '\\']).map_or("", |end| &own[..=end]);
    let path = format!("{folder}{}", wanted.path);
    let mut parsed = parse(&TypeSource { path: &path, text: &text }).map_err(Unread::Broken)?;
    let duplicates = std::mem::take(&mut parsed.duplicates);
    Ok((Document::new(path, wanted.uri.clone(), text, parsed), duplicates))
}

/// Gives the compiler the files that were fetched, and no others.
pub(super) struct Fetched(HashMap<String, Value>);

impl Fetched {
    /// The files of `documents`.
    pub(super) fn new(documents: &Documents) -> Self {
        let files = documents.all().iter();
        Self(files.map(|file| (file.uri.clone(), file.schema.clone())).collect())
    }
}

impl Retrieve for Fetched {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let schema = self.0.get(uri.as_str()).cloned();
        schema.ok_or_else(|| format!("`{uri}` is not below the folder of the type").into())
    }
}
