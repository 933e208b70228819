//! The options of the other commands.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint, builder::TypedValueParser};

use super::check::{CONFIG_HELP, CONFIG_LONG_HELP, GlobalArgs, InputArgs, NotesArgs, one_of};
use crate::report::{EXTRACT_FORMATS, ExtractFormat};

#[derive(Debug, Args)]
pub(in crate::cli) struct ExtractArgs {
    /// Output format [default: json]
    #[arg(long, value_name = "FORMAT", value_parser = extract_format_parser())]
    pub(in crate::cli) format: Option<ExtractFormat>,
    /// Add all of each note: every heading with its lines, the Markdown below it and what it was read as
    #[arg(long)]
    pub(in crate::cli) outline: bool,
    #[command(flatten)]
    pub(in crate::cli) global: GlobalArgs,
    #[command(flatten)]
    pub(in crate::cli) notes: NotesArgs,
    #[command(flatten)]
    pub(in crate::cli) input: InputArgs,
}

/// A note type that is named.
#[derive(Debug, Args)]
pub(in crate::cli) struct TypeArgs {
    /// The note type: one of the configuration, a built-in one, or the file of a schema
    #[arg(value_name = "TYPE")]
    pub(in crate::cli) note_type: String,
    #[arg(long, help = CONFIG_HELP, long_help = CONFIG_LONG_HELP, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "isolated")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Ignore configuration files; only built-in types are known
    #[arg(long)]
    pub(in crate::cli) isolated: bool,
    #[command(flatten)]
    pub(in crate::cli) global: GlobalArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct LspArgs {
    /// Use standard input and output, as always; some editors say so
    #[arg(long, hide = true)]
    stdio: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct NewArgs {
    /// The note type: one of the configuration, a built-in one, or the file of a schema
    #[arg(value_name = "TYPE")]
    pub(in crate::cli) note_type: String,
    /// File to create, or folder to create it in; `-` prints it [default: the path that the type names]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) path: Option<PathBuf>,
    /// Set a value of the frontmatter, the title or the id (repeatable)
    ///
    /// `a.b=1` sets the key `b` of the mapping `a`. The items of a list are separated by commas.
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_and_value)]
    pub(in crate::cli) set: Vec<(String, String)>,
    #[arg(long, help = CONFIG_HELP, long_help = CONFIG_LONG_HELP, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "isolated")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Ignore configuration files; only built-in types are known
    #[arg(long)]
    pub(in crate::cli) isolated: bool,
    #[command(flatten)]
    pub(in crate::cli) global: GlobalArgs,
}

/// Reads `key=value`.
fn key_and_value(text: &str) -> Result<(String, String), &'static str> {
    let (key, value) = text.split_once('=').ok_or("expected `key=value`")?;
    let key = key.trim();
    if key.is_empty() {
        Err("there is no key before the `=`")
    } else {
        Ok((key.to_owned(), value.to_owned()))
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainArgs {
    /// The rule, such as rating/range, or a group to list its rules
    #[arg(value_name = "RULE")]
    pub(in crate::cli) rule: String,
    /// Output format [default: human on a terminal or with colours, else markdown]
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<PageFormat>,
    #[command(flatten)]
    pub(in crate::cli) global: GlobalArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PageFormat {
    /// rendered for reading, in lines as wide as the terminal
    Human,
    /// the source, for programs and other renderers
    Markdown,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RulesArgs {
    #[command(flatten)]
    pub(in crate::cli) list: ListArgs,
    #[command(flatten)]
    pub(in crate::cli) global: GlobalArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ListArgs {
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "human", hide_default_value = true)]
    pub(in crate::cli) format: ListFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ListFormat {
    /// a table for people (default)
    Human,
    /// one array, for programs
    Json,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TypesArgs {
    #[arg(long, help = CONFIG_HELP, long_help = CONFIG_LONG_HELP, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "isolated")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Ignore configuration files; list the built-in types
    #[arg(long)]
    pub(in crate::cli) isolated: bool,
    #[command(flatten)]
    pub(in crate::cli) list: ListArgs,
    #[command(flatten)]
    pub(in crate::cli) global: GlobalArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct InferArgs {
    /// Name of the type [default: the name of the folder]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    /// Report how notes have drifted from this type, its name or the file of its schema
    ///
    /// Tells which parts most notes have and the type does not know, and which parts it requires that
    /// many notes lack. If the newest notes differ, the template has changed. Exits with 1 if there is
    /// drift.
    #[arg(long, value_name = "TYPE", conflicts_with_all = ["name", "note_type"])]
    pub(in crate::cli) check: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) global: GlobalArgs,
    #[command(flatten)]
    pub(in crate::cli) notes: NotesArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct InitArgs {
    /// Folder of the notes, in which the configuration is created
    #[arg(value_name = "FOLDER", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(in crate::cli) folder: PathBuf,
    /// Take the default of each question, without asking
    #[arg(long, short)]
    pub(in crate::cli) yes: bool,
    /// Print what would be written, and write nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Create a skill for language models (SKILL.md) in place of a configuration
    #[arg(long, conflicts_with_all = ["yes", "dry_run"])]
    pub(in crate::cli) agent: bool,
    #[command(flatten)]
    pub(in crate::cli) global: GlobalArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CompletionsArgs {
    /// Shell that will run the script
    pub(in crate::cli) shell: clap_complete::Shell,
    #[command(flatten)]
    pub(in crate::cli) global: GlobalArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ManArgs {
    /// Command to print the page of, in place of the page of notelint itself
    #[arg(value_name = "COMMAND")]
    pub(in crate::cli) command: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) global: GlobalArgs,
}

fn extract_format_parser() -> impl TypedValueParser<Value = ExtractFormat> {
    one_of(EXTRACT_FORMATS, |format| (format.name, format.about))
}
