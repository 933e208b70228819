//! JSON Schemas of the frontmatter: the settings of remark-lint-frontmatter-schema, and `yaml.schemas` of editors.

use serde_json::Value;

use super::{
    bundle::{self, Bundle},
    draft::Draft,
    globs, literal,
};
use crate::{notetype::Fetch, text::file_name};

/// The end of the name of the plugin, which has a scope in early versions.
const PLUGIN: &str = "lint-frontmatter-schema";

/// Of a program, no more places are read.
const MAX_PLACES: usize = 100;

/// More schemas of a file are not read.
const MAX_SCHEMAS: usize = 200;

/// Returns a draft for each schema in `config`, a configuration of remark.
pub(super) fn of_remark(config: &Value, fetch: &dyn Fetch) -> Vec<Draft> {
    let mut drafts = Vec::new();
    match &config["plugins"] {
        Value::Array(plugins) => {
            for plugin in plugins {
                if plugin[0].as_str().is_some_and(|name| name.ends_with(PLUGIN)) {
                    drafts.extend(of_options(&plugin[1], fetch));
                }
            }
        }
        Value::Object(plugins) => {
            for (_, options) in plugins.iter().filter(|(name, _)| name.ends_with(PLUGIN)) {
                drafts.extend(of_options(options, fetch));
            }
        }
        _ => {}
    }
    drafts
}

/// Returns a draft for each schema that the configuration of remark in `text` names, if it is written there and not
/// computed.
pub(super) fn of_program(text: &str, fetch: &dyn Fetch) -> Vec<Draft> {
    if !text.contains(PLUGIN) {
        return Vec::new();
    }
    let is_code = |at: usize| {
        let line = text[..at].rsplit('\n').next().unwrap_or_default();
        !line.contains("//") && !line.trim_start().starts_with('*')
    };
    let words = text.match_indices("schemas").take(MAX_PLACES).filter(|(at, _)| is_code(*at));
    let starts = words.filter_map(|(at, word)| {
        let rest = &text[at + word.len()..];
        let behind = rest.trim_start_matches(['"', '\'']).trim_start();
        behind.starts_with(':').then(|| text.len() - behind.len() + 1)
    });
    let written = starts.filter_map(|at| literal::read_at(text, at)).find(Value::is_object);
    let Some(schemas) = written else {
        let said = vec!["the schemas of the frontmatter, as the program computes them".to_owned()];
        return vec![Draft { said, ..Draft::default() }];
    };
    of_schemas(&schemas, fetch)
}

/// Returns a draft for each schema in `options` of the plugin, which may be behind a severity.
fn of_options(options: &Value, fetch: &dyn Fetch) -> Vec<Draft> {
    let options = options.get(1).unwrap_or(options);
    let mut drafts = of_schemas(&options["schemas"], fetch);
    if options["embed"].is_object() {
        let bundle = bundle::of_value(options["embed"].clone(), "schema.json", fetch);
        drafts.push(draft("note", bundle, (Vec::new(), Vec::new())));
    }
    drafts
}

/// Returns a draft for each of `schemas`, which have globs by the paths of schemas.
fn of_schemas(schemas: &Value, fetch: &dyn Fetch) -> Vec<Draft> {
    let schemas = schemas.as_object().into_iter().flatten();
    drafts(schemas.map(|(path, written)| (path.as_str(), texts(written).collect())), globs::from_root, fetch)
}

/// Returns a draft for each schema of notes in `schemas`, the setting `yaml.schemas` of an editor.
pub(super) fn of_editor(schemas: &Value, fetch: &dyn Fetch) -> Vec<Draft> {
    let is_of_notes = |glob: &&str| [".md", ".markdown", ".mdx"].iter().any(|it| glob.ends_with(it));
    let schemas = schemas.as_object().into_iter().flatten();
    let schemas =
        schemas.map(|(path, written)| (path.as_str(), texts(written).filter(is_of_notes).collect()));
    drafts(schemas.filter(|(_, globs): &(&str, Vec<&str>)| !globs.is_empty()), globs::from_anywhere, fetch)
}

/// Returns a draft for each of `schemas`, a path with globs, which `glob` makes those of a configuration.
fn drafts<'s>(
    schemas: impl Iterator<Item = (&'s str, Vec<&'s str>)>,
    glob: fn(&str, &mut Vec<String>) -> Option<String>,
    fetch: &dyn Fetch,
) -> Vec<Draft> {
    let mut schemas = schemas.fuse();
    let taken = schemas.by_ref().take(MAX_SCHEMAS).map(|(path, written)| {
        let mut said = Vec::new();
        let files = written.into_iter().filter_map(|written| glob(written, &mut said)).collect();
        of_path(path, (files, said), fetch)
    });
    let mut drafts: Vec<Draft> = taken.collect();
    let others = schemas.count();
    if others > 0 {
        let said = vec![format!("{others} more schemas: at most {MAX_SCHEMAS} of a file are read")];
        drafts.push(Draft { said, ..Draft::default() });
    }
    drafts
}

/// Returns the draft of the schema at `path` for notes, of which the globs and what is left of them are known.
fn of_path(path: &str, notes: (Vec<String>, Vec<String>), fetch: &dyn Fetch) -> Draft {
    let local = path.strip_prefix("${workspaceFolder}/").unwrap_or(path);
    let local =
        local.strip_prefix("file://.").unwrap_or(local).trim_start_matches("./").trim_start_matches('/');
    let name = file_name(local);
    let stem = ["json", "yaml", "yml"].iter().find_map(|end| name.strip_suffix(end)?.strip_suffix('.'));
    let stem = stem.unwrap_or(name);
    let name = stem.strip_suffix(".schema").or_else(|| stem.strip_suffix("-schema")).unwrap_or(stem);
    let bundle = if local.contains("://") {
        Err(format!("the schema `{path}`: remote schemas are not fetched; copy it into the repository"))
    } else {
        bundle::of_file(local, fetch).map_err(|reason| format!("the schema `{path}`: {reason}"))
    };
    draft(name, bundle, notes)
}

fn draft(name: &str, bundle: Result<Bundle, String>, notes: (Vec<String>, Vec<String>)) -> Draft {
    let (files, mut said) = notes;
    let name = name.to_owned();
    match bundle {
        Ok(Bundle { version, keywords }) => {
            Draft { name, version: Some(version), keywords, files, said, ..Draft::default() }
        }
        Err(reason) => {
            said.push(reason);
            Draft { name, files, said, ..Draft::default() }
        }
    }
}

/// The texts that `value` is: one, or a list.
pub(super) fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let one = value.as_str().into_iter();
    one.chain(value.as_array().into_iter().flatten().filter_map(Value::as_str))
}
