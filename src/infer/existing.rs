//! What a repository already has, for other programs, as note types: schemas of the frontmatter and lists of headings.

mod bundle;
mod draft;
mod frontmatter_schemas;
mod globs;
mod literal;
mod markdownlint;
mod mdschema;
mod names;
mod obsidian;
mod section_rules;
mod sections;
mod source;

use crate::{diagnostic::Fault, notetype::Fetch, text::file_name};

pub use draft::Found;

use draft::Draft;
use names::Distinct;
use source::value;

/// Where such files are, from the root.
pub const PLACES: &[&str] = &[
    ".remarkrc",
    ".remarkrc.json",
    ".remarkrc.yaml",
    ".remarkrc.yml",
    ".remarkrc.js",
    ".remarkrc.cjs",
    ".remarkrc.mjs",
    "package.json",
    ".vscode/settings.json",
    ".mdschema.yml",
    ".mdschema.yaml",
    ".obsidian/types.json",
    ".markdownlint.json",
    ".markdownlint.jsonc",
    ".markdownlint.yaml",
    ".markdownlint.yml",
    ".markdownlint-cli2.jsonc",
    ".markdownlint-cli2.yaml",
];

/// Reads the file at `path`, one of [`PLACES`]; `None` if it describes no notes. `fetch` has the files of the root.
///
/// # Errors
/// The first syntax error of the file.
pub fn read(path: &str, text: &str, fetch: &dyn Fetch) -> Option<Result<Vec<Found>, Fault>> {
    let drafts = match drafts(path, text, fetch) {
        Ok(drafts) => drafts,
        Err(fault) => return Some(Err(fault)),
    };
    let mut names = Distinct::default();
    let finish = |draft: Draft| {
        let name = names.give(&names::of_type(&draft.name));
        draft.finish(path, name)
    };
    let found: Vec<Found> = drafts.into_iter().map(finish).collect();
    (!found.is_empty()).then_some(Ok(found))
}

fn drafts(path: &str, text: &str, fetch: &dyn Fetch) -> Result<Vec<Draft>, Fault> {
    let name = file_name(path);
    if name.starts_with(".remarkrc") && name.ends_with("js") {
        return Ok(frontmatter_schemas::of_program(text, fetch));
    }
    let is_wanted = match name {
        "package.json" => text.contains("remarkConfig") || text.contains("markdownlint-cli2"),
        "settings.json" => text.contains("yaml.schemas"),
        _ => true,
    };
    if !is_wanted {
        return Ok(Vec::new());
    }
    let config = value(path, text)?;
    Ok(match name {
        "package.json" => {
            let mut drafts = frontmatter_schemas::of_remark(&config["remarkConfig"], fetch);
            drafts.extend(markdownlint::of_cli2(&config["markdownlint-cli2"]));
            drafts
        }
        "settings.json" => frontmatter_schemas::of_editor(&config["yaml.schemas"], fetch),
        "types.json" => obsidian::draft(&config).into_iter().collect(),
        _ if name.starts_with(".mdschema") => mdschema::draft(&config).into_iter().collect(),
        _ if name.starts_with(".markdownlint-cli2") => markdownlint::of_cli2(&config),
        _ if name.starts_with(".markdownlint") => markdownlint::of_rules(&config, Vec::new()),
        _ => frontmatter_schemas::of_remark(&config, fetch),
    })
}
