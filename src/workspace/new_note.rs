//! A new note of a type, to be filled in.

mod assigned;
mod ids;
mod naming;
mod others;
mod place;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use serde_json::{Map, Value};

pub(crate) use self::place::Destination;
use self::{
    assigned::{Assigned, get_at, set_at, text_of},
    naming::{Identity, Naming},
    others::{Other, others, usual_folder, usual_syntax},
    place::propose,
};
use super::{chosen_type::ChosenType, engine::Workspace, options::Options};
use crate::{
    diagnostic::{Fault, Notice, Severity},
    disk::{self, FileSystem},
    lint::NoteSettings,
    notetype::{Given, NotePath, NoteType, PathValues},
    rules::{RuleSet, Selection},
    text::{pointer, quote},
};

/// A request for a new note.
pub(crate) struct NewNote<'a> {
    pub(crate) files: Arc<dyn FileSystem>,
    pub(crate) options: Options,
    pub(crate) type_name: &'a str,
    pub(crate) destination: Destination,
    /// Keys and their values.
    pub(crate) set: &'a [(String, String)],
    /// The date of today, as `YYYY-MM-DD`.
    pub(crate) today: &'a str,
}

/// A new note that is not written yet.
pub(crate) struct Drafted {
    /// Its absolute path; `None` if it is to be printed.
    pub(crate) path: Option<PathBuf>,
    pub(crate) text: String,
    pub(crate) notices: Vec<Notice>,
}

/// Returns the note that `request` asks for.
///
/// # Errors
/// The faults of the configuration and its types, and of the request.
pub(crate) fn draft(request: &NewNote<'_>) -> Result<Drafted, Vec<Fault>> {
    let NewNote { files, options, destination, .. } = request;
    let cwd = files.working_directory().map_err(|fault| vec![fault])?;
    let folder = destination.folder().unwrap_or(&cwd);
    let chosen = ChosenType::find(files, &options.config, folder, request.type_name)?;
    let mut assigned = Assigned::read(chosen.note_type(), request.set)?;
    add_conditions(&chosen, &mut assigned.values);
    let mut workspace = None;
    let mut known = Vec::new();
    let root = &chosen.loaded.root;
    if root.is_fixed {
        let options =
            Options { paths: vec![root.folder.clone()], select: Some(Vec::new()), ..options.clone() };
        let opened = Workspace::open(options, files.clone())?;
        known = others(&opened, &root.folder, &chosen.note_type().name);
        workspace = Some(opened);
    }
    if known.iter().any(|other| other.is_by_folder) {
        let own = destination.folder().or_else(|| usual_folder(&known, 1)).map(Path::to_owned);
        known.retain(|other| other.path.parent() == own.as_deref());
    }
    let naming = Naming { note_type: chosen.note_type(), others: &known, today: request.today };
    let identity = naming.identify(&mut assigned, destination.file());
    let path = path(&chosen, &identity, &assigned, (request, &known));
    let path = path.map_err(|fault| vec![fault])?;
    let inner = path.as_deref().map(|path| disk::display_path(path, &root.folder));
    let parent = path.as_deref().and_then(Path::parent).and_then(Path::file_name);
    let parent = parent.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let note_path = inner.as_deref().map(|path| NotePath { path, folder: &parent });
    let given = Given {
        syntax: usual_syntax(&known),
        values: assigned.values.clone(),
        title: identity.heading.as_deref(),
        date: request.today,
        path: note_path,
    };
    let text = chosen.note_type().draft(&given);
    let faults = refused(chosen.note_type(), &text, note_path, &assigned);
    if !faults.is_empty() {
        return Err(faults);
    }
    let path = path.filter(|_| !matches!(destination, Destination::Printed));
    let notices = match (&path, &mut workspace) {
        (Some(path), Some(workspace)) => not_taken(workspace, path, &text, &chosen)?.into_iter().collect(),
        _ => Vec::new(),
    };
    Ok(Drafted { path, text, notices })
}

/// Returns where the note will be; `None` if that does not matter.
fn path(
    chosen: &ChosenType,
    identity: &Identity,
    assigned: &Assigned,
    (request, others): (&NewNote<'_>, &[Other]),
) -> Result<Option<PathBuf>, Fault> {
    let key = |pointer: &str| {
        let pointer = format!("/frontmatter{pointer}");
        let named = || chosen.note_type().named_value(&pointer);
        get_at(&assigned.values, &pointer).or_else(named).and_then(text_of)
    };
    let date = key("/date").filter(|date| ids::is_date(date));
    let values = PathValues {
        id: identity.id.as_deref(),
        title: identity.title.as_deref().unwrap_or_default(),
        date: date.as_deref().unwrap_or(request.today),
        key: &key,
    };
    match &request.destination {
        Destination::Printed => Ok(propose(chosen, &values, None, others).ok()),
        Destination::File(file) => Ok(Some(file.clone())),
        Destination::Folder(folder) => propose(chosen, &values, Some(folder), others).map(Some),
        Destination::Proposed => propose(chosen, &values, None, others).map(Some),
    }
}

/// Adds what the configuration says of the frontmatter of notes of the type.
fn add_conditions(chosen: &ChosenType, values: &mut Map<String, Value>) {
    let when = chosen.entry().and_then(|entry| entry.when.as_ref());
    for (key, value) in when.iter().flat_map(|when| when.value.values()) {
        let path = match chosen.note_type().spec.frontmatter.key(key) {
            Some(_) => format!("/frontmatter/{}", pointer::escape(key)),
            None => format!("/frontmatter/{}", pointer::escape(key).replace('.', "/")),
        };
        if get_at(values, &path).is_none() {
            let types = chosen.note_type().types(&path);
            let is_list = types.first().is_some_and(|first| first == "array");
            let value = if is_list { Value::Array(vec![value.clone()]) } else { value.clone() };
            set_at(values, &path, value);
        }
    }
}

/// Returns a fault for each value that was set and that the type refuses.
fn refused(note_type: &NoteType, text: &str, path: Option<NotePath<'_>>, assigned: &Assigned) -> Vec<Fault> {
    let rules = RuleSet::new(&[], &Selection::default());
    let settings =
        NoteSettings { note_type, note_types: &[], rules: &rules, linked: &[], path, facts_of: None };
    let said = settings.check(text).findings.conclude_alone(&settings, text);
    let mut faults = Vec::new();
    for located in said.diagnostics.get().iter() {
        let diagnostic = &located.diagnostic;
        let Some(breach) = &diagnostic.breach else { continue };
        let is_below = |path: &str, above: &str| {
            path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        // Nothing can be set inside of what is no mapping.
        let is_at = |path: &str| {
            is_below(&breach.pointer, path) || breach.keyword == "type" && is_below(path, &breach.pointer)
        };
        let set = assigned.pointers.iter().find(|(_, path)| is_at(path));
        let Some((written, _)) = set.filter(|_| diagnostic.severity == Severity::Error) else { continue };
        let fault = Fault::new(format!("--set {}: {}", quote(written), diagnostic.message));
        faults.push(Fault { help: diagnostic.help.clone(), ..fault });
    }
    faults
}

/// Returns a notice if the note at `path` will not be read as one of the chosen type.
fn not_taken(
    workspace: &mut Workspace,
    path: &Path,
    text: &str,
    chosen: &ChosenType,
) -> Result<Option<Notice>, Vec<Fault>> {
    workspace.update(path, text)?;
    let resolved = workspace.resolve(path)?;
    let name = &chosen.note_type().name;
    let own = resolved.as_ref().and_then(|resolved| resolved.note_type.as_ref());
    if own.is_some_and(|own| own.name == *name) {
        return Ok(None);
    }
    let (message, help) = match (&resolved, own) {
        (None, _) => (
            "it will not be checked: the configuration excludes it".to_owned(),
            "remove it from `exclude`".to_owned(),
        ),
        (_, Some(own)) => (
            format!("it will have the type `{}`, not `{name}`", own.name),
            format!("make the `files` or `when` of `{name}` match it, above those of `{}`", own.name),
        ),
        (_, None) if chosen.loaded.config.types.is_some() => (
            format!("it will not have the type `{name}`: no type of the configuration matches it"),
            format!("make the `files` or `when` of `{name}` match it"),
        ),
        (_, None) => (
            format!("it will not have the type `{name}`, which does not recognise it"),
            format!("name the type in `notelint.yaml`, or check it with `--type {}`", chosen.named),
        ),
    };
    let shown = disk::display_path(path, workspace.folder());
    Ok(Some(Notice { path: Some(shown), message, help: Some(help), severity: Severity::Warning }))
}
