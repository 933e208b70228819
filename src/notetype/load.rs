//! Loading a note type: its files, what is wrong with them, what they declare.

mod anywhere;
mod applied;
mod bounds;
mod candidates;
mod check;
mod closed;
mod declare;
mod effective;
mod files;
mod identity;
mod idle;
mod path_template;
mod possible;
mod references;
mod sections;

use std::sync::Arc;

use jsonschema::Draft;
use serde_json::Value;

use self::{
    check::check,
    declare::declare,
    effective::effective,
    files::EngineFiles,
    idle::idle,
    possible::possible,
    references::{resolve_all, uri_of},
};
use super::{
    condition::Condition,
    deprecated::Deprecations,
    engine::options,
    instance::Instance,
    note_type::NoteType,
    references::References,
    schema::{Document, Documents, Faults, Fetch, Parsed, Remarks, TypeSource, parse},
    spec::TypeSpec,
    validate::Validator,
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
    Ok(finish((name, spec), compiled, notices, documents))
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
    // Outside a pool, rayon would start its global one, and panic if it cannot.
    let (((name, spec), _), validator) = if rayon::current_thread_index().is_some() {
        rayon::join(|| declare(&documents, &mut faults), || compile(&documents))
    } else {
        (declare(&documents, &mut faults), compile(&documents))
    };
    if !faults.is_empty() {
        return Err(faults.finish(&documents));
    }
    let compiled = validator.map_err(|fault| vec![fault])?;
    Ok(finish((name, spec), compiled, Vec::new(), documents))
}

fn finish(
    (name, spec): (String, TypeSpec),
    compiled: jsonschema::Validator<Instance>,
    notices: Vec<Notice>,
    documents: Documents,
) -> NoteType {
    let compile = |schema: &Value| {
        let options = options().with_draft(Draft::Draft202012).with_base_uri(CONDITIONS);
        options.with_retriever(EngineFiles::new(&documents)).build_map(schema).ok()
    };
    let deprecations = Deprecations::of(&documents, &compile);
    let references = References::of(&documents, &compile);
    let documents = Arc::new(documents);
    let validator = Validator::new(compiled, Arc::clone(&documents));
    NoteType { name, spec, validator, notices, deprecations, references, documents }
}

/// Faults for what does not allow `name`, which is the `type` in the projection of each note of the type.
fn other_type(
    compiled: &jsonschema::Validator<Instance>,
    name: &str,
    documents: &Documents,
    faults: &mut Faults,
) {
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

fn compile(documents: &Documents) -> Result<jsonschema::Validator<Instance>, Fault> {
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

/// The URI of a schema that refers to parts of a type.
const CONDITIONS: &str = "note-type:///conditions";

#[cfg(test)]
mod tests;
