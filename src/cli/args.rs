//! The definition of the command line: commands, options and their help.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{
    Args, ColorChoice, Parser, Subcommand, ValueEnum, ValueHint,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use super::output::Output;
use crate::report::{EXTRACT_FORMATS, ExtractFormat, FORMATS, Format};

const ABOUT: &str = "The compiler for Markdown notes that follow a template";

const LONG_ABOUT: &str = "\
The compiler for Markdown notes that follow a template.

Checks the frontmatter and body of each note against its note type, reports what is wrong and \
where, and fixes what can be fixed safely. `check` is the default command: `notelint notes` means \
`notelint check notes`. Options may come before or after the command. To check a path named like a \
command, write `./rules`.";

const USAGE: &str = "notelint [OPTIONS] [PATH]...\n       notelint [OPTIONS] <COMMAND>";

const EXAMPLES: &str = "\
Examples:
  notelint                        Check all notes in this folder and below
  notelint notes/a.md --fix       Apply safe fixes and report what remains
  notelint --diff                 Show what --fix would change
  notelint explain rating/range   Explain a rule
  notelint extract a.md           Print a note as JSON
  notelint - < a.md               Check standard input

Exit codes:
  0  no errors (or --exit-zero)
  1  errors; also warnings with --deny warnings, stale baseline entries with --strict-baseline,
     applied fixes with --exit-non-zero-on-fix; with --diff, only whether there is a diff
  2  the work could not be done: invalid arguments, configuration or note type, unreadable file";

const ENVIRONMENT: &str = "

Environment variables:
  NOTELINT_CONFIG     Path to the configuration file, unless --config gives one
  NOTELINT_CACHE_DIR  Folder for the cache, in place of the system's cache folder
  NO_COLOR            If set, --color auto uses no colours
  CLICOLOR_FORCE      If set, --color auto uses colours also if the output is not a terminal
  COLUMNS             Width of the output if it is not a terminal";

const CHECK_EXAMPLES: &str = "\
Examples:
  notelint check notes --select rating,swot    Run only these rules and groups
  notelint check --write-baseline              Record the current diagnostics
  notelint check --output sarif=notes.sarif    Write a SARIF file in addition to the report
  git diff --name-only --diff-filter=d -z '*.md' | xargs -0r notelint check --force-exclude --";

const INFER_EXAMPLES: &str = "\
Examples:
  notelint infer decisions                              Print the type of these notes
  notelint infer decisions --name adr > types/adr.yaml  Save it under another name
  notelint infer --check adr                            Report how the notes have drifted from it";

const NEW_EXAMPLES: &str = "\
Examples:
  notelint new adr --set title=\"Use PostgreSQL\"     In the folder of the other records, with the next number
  notelint new meeting minutes --set title=Review    In the folder minutes
  notelint new skill skills/pdf/SKILL.md             In this file
  notelint new meeting - --set attendees=Aoi,Ben     Print the note";

const CONFIG_HELP: &str = "Path to the configuration file [env: NOTELINT_CONFIG]";

const CONFIG_LONG_HELP: &str = "\
Path to the configuration file [env: NOTELINT_CONFIG]

The default is the nearest notelint.yaml at or above each path.";

#[derive(Debug, Parser)]
#[command(
    name = "notelint",
    version,
    about = ABOUT,
    long_about = LONG_ABOUT,
    after_help = EXAMPLES,
    after_long_help = [EXAMPLES, ENVIRONMENT].concat(),
    override_usage = USAGE,
    args_conflicts_with_subcommands = true,
    subcommand_value_name = "COMMAND",
    max_term_width = 100
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) check: CheckArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check notes (default command)
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Box<CheckArgs>),
    /// Print notes as JSON
    ///
    /// Prints each note as its note type reads it: frontmatter, title and sections. A note that
    /// breaks its type is printed as far as it can be read; a note without a type is skipped.
    Extract(ExtractArgs),
    /// Create a note to fill in
    ///
    /// The note has all that its type requires: keys of the frontmatter, headings, lists and tables, with
    /// `…` where something is to be written. The rule `structure/unfinished` finds what is left. The
    /// path of the note is printed.
    #[command(after_help = NEW_EXAMPLES)]
    New(NewArgs),
    /// Describe a note type: what a note must have, and a skeleton
    ///
    /// Prints Markdown for people and language models: the keys of the frontmatter, the sections and
    /// what is in them, what comes from another file, and a note to fill in.
    Describe(TypeArgs),
    /// Explain a rule: why it exists, wrong and right examples, options
    Explain(ExplainArgs),
    /// List all rules
    ///
    /// On a terminal, the table is as wide as the terminal; in a pipe, each rule is one line.
    Rules(RulesArgs),
    /// Print the JSON Schema of a note type, in one file
    ///
    /// `config` is the schema of notelint.yaml, `note-type` that of the schemas of note types. What
    /// `$ref` names in other files is part of what is printed.
    Schema(TypeArgs),
    /// List the note types and their schemas
    Types(TypesArgs),
    /// Print the note type that notes share
    ///
    /// Reads notes of one kind, and prints a note type in YAML that they follow: its frontmatter, title
    /// and sections. Comments tell how many notes have each part. Edit it, save it, and name the file in
    /// notelint.yaml.
    #[command(after_help = INFER_EXAMPLES)]
    Infer(InferArgs),
    /// Look at the notes, and write note types and a configuration for them
    ///
    /// Finds the kinds of notes in a folder, infers a note type for each, and writes `notelint.yaml`,
    /// `types/` and a baseline of what the notes break today, so that the next run reports only what is
    /// new. Existing files are never overwritten. At a terminal, it asks what the notes leave open.
    Init(InitArgs),
    /// Remove the cache
    ///
    /// The cache contains the results of earlier runs on large collections. It is in the system's
    /// cache folder, or in the folder named by the environment variable `NOTELINT_CACHE_DIR`.
    Clean(GlobalArgs),
    /// Print a shell completion script
    Completions(CompletionsArgs),
    /// Print a manual page, for man(1)
    Man(ManArgs),
}

#[derive(Clone, Debug, Default, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) global: GlobalArgs,
    #[command(flatten)]
    pub(super) notes: NotesArgs,
    #[command(flatten)]
    pub(super) selection: SelectionArgs,
    #[command(flatten)]
    pub(super) fixes: FixArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
    #[command(flatten)]
    pub(super) exit: ExitArgs,
    #[command(flatten)]
    pub(super) baseline: BaselineArgs,
    #[command(flatten)]
    pub(super) show: ShowArgs,
}

/// The options that every command takes.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(super) struct GlobalArgs {
    /// Print results only: no summaries and no notices
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// Draw with ASCII characters only
    #[arg(long)]
    pub(super) ascii: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    pub(super) color: ColorChoice,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Notes and configuration")]
pub(super) struct NotesArgs {
    /// Files and folders to read; `-` is standard input [default: .]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath, help_heading = None)]
    pub(super) paths: Vec<PathBuf>,
    /// File name to use for standard input
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(super) stdin_filename: Option<PathBuf>,
    #[arg(long, help = CONFIG_HELP, long_help = CONFIG_LONG_HELP, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    /// Ignore configuration files; a note has the built-in type that recognises it
    #[arg(long)]
    pub(super) isolated: bool,
    /// Read every note as this note type
    #[arg(long = "type", value_name = "TYPE")]
    pub(super) note_type: Option<String>,
    /// Apply exclusions even to paths given on the command line
    #[arg(long)]
    pub(super) force_exclude: bool,
    /// Number of threads [default: number of cores]
    #[arg(long, short, value_name = "N", value_parser = threads)]
    pub(super) jobs: Option<NonZeroUsize>,
    /// Disable the cache
    #[arg(long)]
    pub(super) no_cache: bool,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct SelectionArgs {
    /// Run only these rules and groups (comma-separated)
    #[arg(long, short, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Option<Vec<String>>,
    /// Do not run these rules and groups; overrides everything else
    #[arg(long, short, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Fixes")]
pub(super) struct FixArgs {
    /// Apply safe fixes (stdin: print the fixed text)
    #[arg(long)]
    pub(super) fix: bool,
    /// Include unsafe fixes, which may change the meaning (with --fix or --diff)
    #[arg(long)]
    pub(super) unsafe_fixes: bool,
    /// Print what --fix would change as a diff for `git apply`; change nothing
    #[arg(long)]
    pub(super) diff: bool,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// Output format
    #[arg(long, value_name = "FORMAT", value_parser = format_parser(), hide_default_value = true)]
    pub(super) format: Option<Format>,
    /// Write the report to a file (repeatable)
    ///
    /// `FILE` replaces standard output, `FORMAT=FILE` is written in addition to it, and `FORMAT`
    /// alone is printed to standard output.
    #[arg(long, value_name = "[FORMAT=]FILE", value_parser = Output::parse, value_hint = ValueHint::FilePath)]
    pub(super) output: Vec<Output>,
    /// Show at most N diagnostics, or all (all still count toward the exit code)
    ///
    /// On a terminal, the format `human` shows the 50 worst by default.
    #[arg(long, value_name = "N|all", value_parser = limit)]
    pub(super) max_diagnostics: Option<usize>,
    /// Show counts per rule and folder in place of the diagnostics (human format only)
    #[arg(long)]
    pub(super) statistics: bool,
}

/// Reads a number of diagnostics, or `all`.
fn limit(text: &str) -> Result<usize, String> {
    if text == "all" {
        return Ok(usize::MAX);
    }
    text.parse().map_err(|_| "expected a number or `all`".to_owned())
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Inspect")]
pub(super) struct ShowArgs {
    /// List the notes that would be checked, with their types
    #[arg(long, conflicts_with = "show_settings")]
    pub(super) show_files: bool,
    /// Show the configuration, type and rules of each note
    #[arg(long)]
    pub(super) show_settings: bool,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Exit code")]
pub(super) struct ExitArgs {
    /// Exit with 1 if there are warnings
    #[arg(long, value_name = "WHAT", value_parser = ["warnings"])]
    pub(super) deny: Option<String>,
    /// Exit with 0 even if there are diagnostics (failures still exit with 2)
    #[arg(long)]
    pub(super) exit_zero: bool,
    /// Exit with 1 if --fix changed a note
    #[arg(long)]
    pub(super) exit_non_zero_on_fix: bool,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Baseline")]
pub(super) struct BaselineArgs {
    /// Ignore diagnostics recorded in this baseline file [default: the configuration's `baseline`]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) baseline: Option<PathBuf>,
    /// Report what the configuration's baseline hides, too
    #[arg(long, conflicts_with_all = ["baseline", "write_baseline", "strict_baseline"])]
    pub(super) no_baseline: bool,
    /// Record the current diagnostics in the baseline; without one, in notelint-baseline.jsonl
    #[arg(long)]
    pub(super) write_baseline: bool,
    /// Exit with 1 if the baseline contains stale entries
    #[arg(long)]
    pub(super) strict_baseline: bool,
}

#[derive(Debug, Args)]
pub(super) struct ExtractArgs {
    /// Output format
    #[arg(long, value_name = "FORMAT", value_parser = extract_format_parser(), default_value = EXTRACT_FORMATS[0].name)]
    pub(super) format: ExtractFormat,
    /// Add all of each note: every heading with its lines, the Markdown below it and what it was read as
    #[arg(long)]
    pub(super) outline: bool,
    #[command(flatten)]
    pub(super) global: GlobalArgs,
    #[command(flatten)]
    pub(super) notes: NotesArgs,
}

/// A note type that is named.
#[derive(Debug, Args)]
pub(super) struct TypeArgs {
    /// The note type, one of the configuration or a built-in one
    #[arg(value_name = "TYPE")]
    pub(super) note_type: String,
    #[arg(long, help = CONFIG_HELP, long_help = CONFIG_LONG_HELP, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    /// Ignore configuration files; only built-in types are known
    #[arg(long)]
    pub(super) isolated: bool,
    #[command(flatten)]
    pub(super) global: GlobalArgs,
}

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// The note type, one of the configuration or a built-in one
    #[arg(value_name = "TYPE")]
    pub(super) note_type: String,
    /// File to create, or folder to create it in; `-` prints it [default: the path that the type names]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) path: Option<PathBuf>,
    /// Set a value of the frontmatter, the title or the id (repeatable)
    ///
    /// `a.b=1` sets the key `b` of the mapping `a`. The items of a list are separated by commas.
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_and_value)]
    pub(super) set: Vec<(String, String)>,
    #[arg(long, help = CONFIG_HELP, long_help = CONFIG_LONG_HELP, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    /// Ignore configuration files; only built-in types are known
    #[arg(long)]
    pub(super) isolated: bool,
    #[command(flatten)]
    pub(super) global: GlobalArgs,
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
pub(super) struct ExplainArgs {
    /// The rule, such as rating/range, or a group to list its rules
    #[arg(value_name = "RULE")]
    pub(super) rule: String,
    /// Output format [default: human on a terminal or with colours, else markdown]
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<PageFormat>,
    #[command(flatten)]
    pub(super) global: GlobalArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PageFormat {
    /// rendered for reading, in lines as wide as the terminal
    Human,
    /// the source, for programs and other renderers
    Markdown,
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    #[command(flatten)]
    pub(super) list: ListArgs,
    #[command(flatten)]
    pub(super) global: GlobalArgs,
}

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "human", hide_default_value = true)]
    pub(super) format: ListFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// a table for people (default)
    Human,
    /// one array, for programs
    Json,
}

#[derive(Debug, Args)]
pub(super) struct TypesArgs {
    #[arg(long, help = CONFIG_HELP, long_help = CONFIG_LONG_HELP, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    /// Ignore configuration files; list the built-in types
    #[arg(long)]
    pub(super) isolated: bool,
    #[command(flatten)]
    pub(super) list: ListArgs,
    #[command(flatten)]
    pub(super) global: GlobalArgs,
}

#[derive(Debug, Args)]
pub(super) struct InferArgs {
    /// Name of the type [default: the name of the folder]
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// Report how notes of this type have drifted from it, in place of a new type
    ///
    /// Tells which parts most notes have and the type does not know, and which parts it requires that
    /// many notes lack. If the newest notes differ, the template has changed. Exits with 1 if there is
    /// drift.
    #[arg(long, value_name = "TYPE", conflicts_with_all = ["name", "note_type"])]
    pub(super) check: Option<String>,
    #[command(flatten)]
    pub(super) global: GlobalArgs,
    #[command(flatten)]
    pub(super) notes: NotesArgs,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// Folder of the notes, in which the configuration is created
    #[arg(value_name = "FOLDER", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(super) folder: PathBuf,
    /// Take the default of each question, without asking
    #[arg(long, short)]
    pub(super) yes: bool,
    /// Print what would be written, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Create a skill for language models (SKILL.md) in place of a configuration
    #[arg(long, conflicts_with_all = ["yes", "dry_run"])]
    pub(super) agent: bool,
    #[command(flatten)]
    pub(super) global: GlobalArgs,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// Shell that will run the script
    pub(super) shell: clap_complete::Shell,
    #[command(flatten)]
    pub(super) global: GlobalArgs,
}

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// Command to print the page of, in place of the page of notelint itself
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
    #[command(flatten)]
    pub(super) global: GlobalArgs,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    one_of(FORMATS, |format| (format.name, format.about))
}

fn extract_format_parser() -> impl TypedValueParser<Value = ExtractFormat> {
    one_of(EXTRACT_FORMATS, |format| (format.name, format.about))
}

/// Reads the name of an entry of `table`; `describe` gives an entry's name and its line in the help.
fn one_of<T: Copy + Send + Sync>(
    table: &'static [T],
    describe: fn(&T) -> (&'static str, &'static str),
) -> impl TypedValueParser<Value = T> {
    let values = table.iter().map(move |entry| {
        let (name, about) = describe(entry);
        PossibleValue::new(name).help(about)
    });
    PossibleValuesParser::new(values).try_map(move |name| {
        let found = table.iter().copied().find(|entry| describe(entry).0 == name);
        found.ok_or("not one of the possible values")
    })
}

fn threads(written: &str) -> Result<NonZeroUsize, &'static str> {
    written.parse().map_err(|_| "expected a number from 1")
}
