//! Loading a note type: its files, what is wrong with them, what they declare.

mod anywhere;
mod applied;
mod bounds;
mod candidates;
mod check;
mod closed;
mod declare;
mod effective;
mod identity;
mod idle;
mod path_template;
mod possible;
mod references;
mod sections;

use std::sync::{Arc, OnceLock};

use jsonschema::{Draft, Registry};
use serde_json::json;

use self::{
    check::check,
    declare::declare,
    effective::effective,
    idle::idle,
    possible::possible,
    references::{resolve_all, uri_of},
};
use super::{
    condition::Condition,
    engine::options,
    engine_files::EngineFiles,
    note_type::NoteType,
    schema::{Document, Documents, Faults, Fetch, Parsed, Remarks, TypeSource, parse},
    spec::TypeSpec,
    validate::{Compiled, Validator},
};
use crate::{
    diagnostic::{Fault, Notice},
    text::{Span, Traced},
};

/// Loads a note type: parses it, fetches the files that its `$ref`s name, checks it against JSON Schema
/// and to the `x-note` dialect, and compiles it.
///
/// # Errors
/// All faults at once, in the order of the files and their texts. Behind a syntax error nothing
/// else is known.
pub fn load(source: &TypeSource<'_>, fetch: &dyn Fetch) -> Result<NoteType, Vec<Fault>> {
    let parsed = parse(source).map_err(|fault| vec![*fault])?;
    let mut documents = Documents::default();
    let mut faults = Faults::default();
    let uri = uri_of(source.path);
    let (path, text) = (source.path.to_owned(), source.text.to_owned());
    faults.duplicates(0, &parsed.duplicates);
    documents.add(Document::new(path, uri, text, parsed));
    documents.add_schema((0, String::new()));
    if !documents.all().iter().all(|document| document.schema.is_object()) {
        faults.at(
            0,
            Span::empty(0),
            Fault::new("a note type must be an object of JSON Schema keywords")
                .help("name the type in it: `x-note: { type: … }`"),
        );
        return Err(faults.finish(&documents));
    }
    resolve_all(&mut documents, fetch, &mut faults);
    let mut remarks = Remarks::default();
    check(&documents, &mut faults, &mut remarks);
    let ((name, spec), annotations) = declare(&documents, &mut faults);
    effective(&documents, &annotations, &mut faults);
    drop(annotations);
    possible(&documents, &mut faults);
    idle(&documents, &mut faults);
    if !faults.is_empty() {
        return Err(faults.finish(&documents));
    }
    let compiled = compile(&documents).map_err(|fault| vec![fault])?;
    if spec.names_type {
        other_type(&compiled, &name, &documents, &mut faults);
    }
    if !faults.is_empty() {
        return Err(faults.finish(&documents));
    }
    let notices = remarks.finish(&documents);
    Ok(finish((name, spec), || compiled, notices, Arc::new(documents)))
}

/// Loads the JSON Schema in `source`, which is not a note type. If it is a part of that file, it is `inline`.
///
/// # Errors
/// All faults at once.
pub fn load_condition(
    source: &TypeSource<'_>,
    inline: Option<Traced<'static>>,
    fetch: &dyn Fetch,
) -> Result<Condition, Vec<Fault>> {
    let parsed = match inline {
        Some(inline) => Parsed { schema: inline.to_value(), traced: Some(inline), duplicates: Vec::new() },
        None => parse(source).map_err(|fault| vec![*fault])?,
    };
    let (mut documents, mut faults) = (Documents::default(), Faults::default());
    faults.duplicates(0, &parsed.duplicates);
    let (path, text) = (source.path.to_owned(), source.text.to_owned());
    documents.add(Document::new(path, uri_of(source.path), text, parsed));
    documents.add_schema((0, String::new()));
    if !documents.all().iter().all(|document| document.schema.is_object()) {
        faults.at(0, Span::empty(0), Fault::new("a schema must be an object of JSON Schema keywords"));
        return Err(faults.finish(&documents));
    }
    resolve_all(&mut documents, fetch, &mut faults);
    let mut remarks = Remarks::default();
    check(&documents, &mut faults, &mut remarks);
    if !faults.is_empty() {
        return Err(faults.finish(&documents));
    }
    let compiled = compile(&documents).map_err(|fault| vec![fault])?;
    Ok(Condition { compiled, notices: remarks.finish(&documents) })
}

/// Loads a note type in JSON of which it is known that [`load`] finds no fault in it, in less than
/// half the time. It has one file.
///
/// # Errors
/// What is wrong with it all the same.
pub fn load_known(source: &TypeSource<'_>) -> Result<NoteType, Vec<Fault>> {
    let mut documents = Documents::default();
    let schema = serde_json::from_str(source.text)
        .map_err(|error| vec![Fault::new(error.to_string()).in_file(source.path)])?;
    let (path, text) = (source.path.to_owned(), source.text.to_owned());
    documents.add(Document::of_json(path, uri_of(source.path), text, schema));
    documents.add_schema((0, String::new()));
    let mut faults = Faults::default();
    let ((name, spec), _) = declare(&documents, &mut faults);
    if !faults.is_empty() {
        return Err(faults.finish(&documents));
    }
    let documents = Arc::new(documents);
    let files = Arc::clone(&documents);
    Ok(finish((name, spec), move || compile_known(&files), Vec::new(), documents))
}

fn finish(
    (name, spec): (String, TypeSpec),
    compiled: impl FnOnce() -> Compiled + Send + 'static,
    notices: Vec<Notice>,
    documents: Arc<Documents>,
) -> NoteType {
    let validator = Validator::new(compiled, Arc::clone(&documents));
    let (deprecations, references) = (OnceLock::new(), OnceLock::new());
    NoteType { name, spec, validator, notices, deprecations, references, documents }
}

/// Faults for what does not allow `name`, which is the `type` in the projection of each note of the type.
fn other_type(compiled: &Compiled, name: &str, documents: &Documents, faults: &mut Faults) {
    let mut json = Traced::object(1, Span::empty(0));
    json.insert("type", None, Traced::new(name, Span::empty(0)));
    for error in compiled.iter_errors(&json).filter(|error| error.instance_path().as_str() == "/type") {
        let uri = error.absolute_keyword_location();
        if let Some(node) = uri.and_then(|uri| documents.at(uri.as_str())) {
            let fault = Fault::new(format!("the `type` of a note is `{name}`, which this does not allow"));
            faults.value(documents, &node, fault.help(format!("write `const: {name}`, or omit it")));
        }
    }
}

fn compile(documents: &Documents) -> Result<Compiled, Fault> {
    let path = documents.all().first().map_or("", |document| document.path.as_str());
    let fault = |error: &dyn std::fmt::Display| {
        Fault::new(format!("the schema cannot be compiled: {error}")).in_file(path)
    };
    let root = documents.root(0).ok_or_else(|| fault(&"there is none"))?;
    let options = options().with_draft(root.draft).with_base_uri(documents.base(&root));
    let files = EngineFiles::new(documents);
    let own = files.own(documents).ok_or_else(|| fault(&"there is none"))?;
    options.with_retriever(files.clone()).build(own).map_err(|error| fault(&error))
}

/// Compiles the only file of `documents`, of which it is known that it is sound. The engine holds the schema that it is
/// given to a metaschema, but not what that refers to; the metaschema of draft 4 is the smallest.
fn compile_known(documents: &Documents) -> Compiled {
    let root = documents.root(0).map(|root| (documents.base(&root), root));
    let built = root.and_then(|(uri, root)| {
        let registry = Registry::new().draft(root.draft).add(&*uri, root.value).ok()?.prepare().ok()?;
        let options = options().with_draft(Draft::Draft4).with_base_uri(KNOWN).with_registry(&registry);
        options.build(&json!({ "$ref": uri })).ok()
    });
    built.unwrap_or_else(|| unreachable!("a known type cannot be compiled"))
}

/// The URI of a schema that refers to a known type.
const KNOWN: &str = "note-type:///known";

#[cfg(test)]
mod tests;
