//! `$ref`: fetches the files that references name, and sees that every reference leads somewhere.

use std::collections::{HashSet, VecDeque};

use crate::{
    diagnostic::Fault,
    notetype::schema::{
        Document, Documents, Faults, Fetch, Node, Position, REFERENCES, TypeSource, parse, percent_decode,
        percent_encode, visit,
    },
    text::{
        did_you_mean, nearest,
        pointer::{self, escape},
    },
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

/// A reference of a schema.
struct Reference {
    /// The schema that it is in.
    schema: Position,
    keyword: &'static str,
    text: String,
}

/// The references that were found and not followed yet, and what is known of those that were.
struct Walk<'w> {
    fetch: &'w dyn Fetch,
    faults: &'w mut Faults,
    /// The URI of the type's folder.
    folder: String,
    /// The schemas whose references were found.
    seen: HashSet<Position>,
    /// The URIs of files that cannot be had.
    refused: HashSet<String>,
    queue: VecDeque<Reference>,
}

/// Fetches the files that references name, and those that references in what is named there name;
/// sees that each reference leads somewhere.
pub(super) fn resolve_all(documents: &mut Documents, fetch: &dyn Fetch, faults: &mut Faults) {
    let Some(root) = documents.root(0) else { return };
    let base = documents.base(&root);
    let folder = base.rfind('/').map_or(String::new(), |end| base[..=end].to_owned());
    let (seen, refused, queue) = (HashSet::new(), HashSet::new(), VecDeque::new());
    let mut walk = Walk { fetch, faults, folder, seen, refused, queue };
    walk.find(documents, &(0, String::new()));
    while let Some(reference) = walk.queue.pop_front() {
        walk.follow(documents, &reference);
    }
}

impl Walk<'_> {
    /// Adds the schema at `position`, and its references to the queue.
    fn find(&mut self, documents: &mut Documents, position: &Position) {
        documents.add_schema(position.clone());
        let Some(root) = documents.node(position.0, &position.1) else { return };
        visit(&root, &mut |schema| {
            if !self.seen.insert(schema.position()) {
                return;
            }
            for keyword in REFERENCES {
                if let Some(text) = schema.string(keyword) {
                    let text = text.to_owned();
                    self.queue.push_back(Reference { schema: schema.position(), keyword, text });
                }
            }
        });
    }

    /// Finds the schema that `reference` names, in a file that is fetched if need be.
    fn follow(&mut self, documents: &mut Documents, reference: &Reference) {
        let (document, pointer) = &reference.schema;
        let Some(schema) = documents.node(*document, pointer) else { return };
        let Some(node) = schema.get(reference.keyword) else { return };
        let span = documents.origin(&node).value;
        let Some((uri, _)) = documents.target(&schema, &reference.text) else {
            self.faults.at(*document, span, not_a_reference(reference));
            return;
        };
        if is_metaschema(&uri) {
            return;
        }
        if !documents.has(&uri) {
            let Some(path) = path_of(&uri, &reference.text, &self.folder) else {
                return self.faults.at(*document, span, out_of_reach(reference));
            };
            if self.refused.contains(&uri) {
                return;
            }
            if let Err(unread) = self.fetch(&uri, &path, documents) {
                self.refused.insert(uri);
                return match unread {
                    Unread::Missing(fault) => self.faults.at(*document, span, *fault),
                    Unread::Broken(fault) => self.faults.elsewhere(*fault),
                };
            }
        }
        let Some(schema) = documents.node(*document, pointer) else { return };
        match documents.resolve(&schema, &reference.text).map(|target| target.position()) {
            Some(target) if self.seen.contains(&target) => {}
            Some(target) => self.find(documents, &target),
            None => {
                let Reference { keyword, text, .. } = reference;
                let fault = Fault::new(format!("`{keyword}` refers to `{text}`, which does not exist"));
                let help = meant(documents, &schema, text);
                self.faults.at(*document, span, Fault { help, ..fault });
            }
        }
    }

    /// Adds the file at `path`, which `uri` names; if it is a schema, with all that is in it.
    fn fetch(&mut self, uri: &str, path: &str, documents: &mut Documents) -> Result<(), Unread> {
        let missing = |fault| Unread::Missing(Box::new(fault));
        if documents.all().len() == MAX_FILES {
            return Err(missing(Fault::new(format!("the type has more than {MAX_FILES} files"))));
        }
        let text = self.fetch.fetch(path).map_err(|error| {
            missing(Fault::new(format!("`$ref` refers to `{path}`, which cannot be read: {error}")))
        })?;
        let own = documents.all().first().map_or("", |document| document.path.as_str());
        let folder = own.rfind(['/', '\\']).map_or("", |end| &own[..=end]);
        let path = format!("{folder}{path}");
        let parsed = parse(&TypeSource { path: &path, text: &text }).map_err(Unread::Broken)?;
        let index = documents.all().len();
        self.faults.duplicates(index, &parsed.duplicates);
        let document = Document::new(path, uri.to_owned(), text, parsed);
        let is_schema = document.is_schema();
        documents.add(document);
        if is_schema {
            self.find(documents, &(index, String::new()));
        }
        Ok(())
    }
}

/// Asks whether a definition that is there was meant by the reference `text` in `schema`.
fn meant(documents: &Documents, schema: &Node<'_>, text: &str) -> Option<String> {
    let (file, fragment) = text.split_once('#')?;
    let (parent, name) = fragment.rsplit_once('/').unwrap_or(("", fragment));
    let name = &*pointer::tokens(&format!("/{name}")).next()?.into_owned();
    let parents = [parent, "/$defs", "/definitions"].into_iter().filter(|parent| !parent.is_empty());
    parents.into_iter().find_map(|parent| {
        let definitions = documents.resolve(schema, &format!("{file}#{parent}"))?;
        let names = definitions.object()?.keys().map(String::as_str);
        let near = if definitions.get(name).is_some() { name } else { nearest(name, names)? };
        Some(did_you_mean(&format!("{file}#{parent}/{}", percent_encode(&escape(near)))))
    })
}

fn is_metaschema(uri: &str) -> bool {
    METASCHEMAS.iter().any(|prefix| uri.starts_with(prefix))
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

fn not_a_reference(reference: &Reference) -> Fault {
    let message = format!("`{}` is not a valid URI reference: `{}`", reference.keyword, reference.text);
    Fault::new(message).help("percent-encode all characters except ASCII letters, digits and `-._~/#`")
}

fn out_of_reach(reference: &Reference) -> Fault {
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
