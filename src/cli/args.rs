//! The command line as it is typed.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{
    Args, ColorChoice, Parser, Subcommand, ValueHint,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use super::output::Output;
use crate::report::{EXTRACT_FORMATS, ExtractFormat, FORMATS, Format};

const ABOUT: &str = "The compiler for Markdown notes that follow a template";

const LONG_ABOUT: &str = "\
The compiler for Markdown notes that follow a template.

Checks frontmatter and body of each note against its note type, says what is wrong and where, \
and repairs what needs no judgement. Without a command it checks: `notelint notes` is \
`notelint check notes`. A path that is called like a command is written as one: `./rules`.";

const EXAMPLES: &str = "\
Examples:
  notelint                        Check all notes here and below
  notelint notes/a.md --fix       Repair what is safe to repair, and say what remains
  notelint --diff                 Show what --fix would change
  notelint explain rating/range   Say what a rule is about
  notelint extract a.md           Print a note as JSON
  notelint - < a.md               Check standard input

Exit codes:
  0  no errors, nor what a flag below asks for; with --exit-zero, whatever is found
  1  errors; also warnings with --deny warnings, entries that no longer occur with
     --strict-baseline, repairs with --exit-non-zero-on-fix; with --diff, a diff alone
  2  the work could not be done: arguments, configuration, note type, or an unreadable file";

const CHECK_EXAMPLES: &str = "\
Examples:
  notelint check notes --select rating,swot    Run these rules only
  notelint check --write-baseline              Accept what is found today
  notelint check --output sarif=notes.sarif    Write a file besides what is printed
  git diff --name-only -z '*.md' | xargs -0 notelint check --force-exclude";

#[derive(Debug, Parser)]
#[command(
    name = "notelint",
    version,
    about = ABOUT,
    long_about = LONG_ABOUT,
    after_help = EXAMPLES,
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
    /// Check notes; what happens without a command
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Box<CheckArgs>),
    /// Print notes as JSON
    ///
    /// Each is what its note type recognises in it: frontmatter, title and sections. A note that
    /// breaks its type is printed as far as it can be read; a note of no type is left out.
    Extract(ExtractArgs),
    /// Print a rule's page: why, wrong and right examples, options
    Explain(ExplainArgs),
    /// List the rules
    Rules(ListArgs),
    /// List the note types and where their schemas are
    Types(TypesArgs),
    /// Write a notelint.yaml to begin with
    Init(InitArgs),
    /// Remove the cache
    ///
    /// It holds what earlier runs found out about the notes of large collections, in the system's
    /// folder for caches, or in the one that the variable `NOTELINT_CACHE_DIR` names.
    Clean,
    /// Print a completion script
    Completions(CompletionsArgs),
    /// Print the manual page, for man(1)
    Man,
}

#[derive(Clone, Debug, Default, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) notes: NotesArgs,
    #[command(flatten)]
    pub(super) rules: RulesArgs,
    #[command(flatten)]
    pub(super) repair: RepairArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
    #[command(flatten)]
    pub(super) exit: ExitArgs,
    #[command(flatten)]
    pub(super) baseline: BaselineArgs,
    #[command(flatten)]
    pub(super) show: ShowArgs,
}

/// Which notes, and under which configuration.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Notes and configuration")]
pub(super) struct NotesArgs {
    /// Files and folders to look at; `-` is standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath, help_heading = "Arguments")]
    pub(super) paths: Vec<PathBuf>,
    /// The path that standard input stands for
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Use this configuration, not the nearest notelint.yaml; so does the variable
    /// `NOTELINT_CONFIG`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    /// Use no configuration: every note is a tech-note
    #[arg(long)]
    pub(super) isolated: bool,
    /// Read every note as this type
    #[arg(long = "type", value_name = "TYPE")]
    pub(super) note_type: Option<String>,
    /// Leave out what the configuration excludes, and hidden files, even where they are named
    #[arg(long)]
    pub(super) force_exclude: bool,
    /// Use so many threads, not one for each core
    #[arg(long, short, value_name = "N", value_parser = threads)]
    pub(super) jobs: Option<NonZeroUsize>,
    /// Neither read nor write the cache: look at each note anew
    #[arg(long)]
    pub(super) no_cache: bool,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct RulesArgs {
    /// Run exactly these rules and groups
    #[arg(long, short, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Option<Vec<String>>,
    /// Do not run these rules and groups; wins over all else
    #[arg(long, short, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Repair")]
pub(super) struct RepairArgs {
    /// Repair what is safe to repair; of standard input, print the repaired text
    #[arg(long)]
    pub(super) fix: bool,
    /// With --fix or --diff, also repairs that may change the meaning
    #[arg(long)]
    pub(super) unsafe_fixes: bool,
    /// Print what --fix would change as a diff for `git apply`, and change nothing
    #[arg(long)]
    pub(super) diff: bool,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// Print in this format
    #[arg(long, value_name = "FORMAT", value_parser = format_parser(), hide_default_value = true)]
    pub(super) format: Option<Format>,
    /// Write to this file in place of standard output; with `FORMAT=`, besides it. A format alone
    /// is printed. Can be repeated
    #[arg(long, value_name = "[FORMAT=]FILE", value_parser = Output::parse, value_hint = ValueHint::FilePath)]
    pub(super) output: Vec<Output>,
    /// Show so many diagnostics at most; all of them count
    #[arg(long, value_name = "N")]
    pub(super) max_diagnostics: Option<usize>,
    /// Show the figures by rule, too, in the format for people
    #[arg(long)]
    pub(super) statistics: bool,
    /// Show diagnostics and nothing else
    #[arg(long, short)]
    pub(super) quiet: bool,
    #[command(flatten)]
    pub(super) look: LookArgs,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct LookArgs {
    /// Draw excerpts with ASCII alone
    #[arg(long)]
    pub(super) ascii: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    pub(super) color: ColorChoice,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Show instead of checking")]
pub(super) struct ShowArgs {
    /// List the notes that would be checked, each with its type
    #[arg(long, conflicts_with = "show_settings")]
    pub(super) show_files: bool,
    /// Show what holds for each note: configuration, type and rules
    #[arg(long)]
    pub(super) show_settings: bool,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Exit code")]
pub(super) struct ExitArgs {
    /// Fail on warnings too
    #[arg(long, value_name = "WHAT", value_parser = ["warnings"])]
    pub(super) deny: Option<String>,
    /// Do not fail on findings; what cannot be done still does
    #[arg(long)]
    pub(super) exit_zero: bool,
    /// Fail where --fix changed a note
    #[arg(long)]
    pub(super) exit_non_zero_on_fix: bool,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Baseline")]
pub(super) struct BaselineArgs {
    /// Hide what this file knows of
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) baseline: Option<PathBuf>,
    /// Write the baseline anew from what is found, to notelint-baseline.jsonl unless --baseline
    /// names another file; later runs need --baseline to use it
    #[arg(long)]
    pub(super) write_baseline: bool,
    /// Fail where an entry of the baseline no longer occurs
    #[arg(long, requires = "baseline")]
    pub(super) strict_baseline: bool,
}

#[derive(Debug, Args)]
pub(super) struct ExtractArgs {
    #[command(flatten)]
    pub(super) notes: NotesArgs,
    /// Output format
    #[arg(long, value_name = "FORMAT", value_parser = extract_format_parser(), default_value = EXTRACT_FORMATS[0].name)]
    pub(super) format: ExtractFormat,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The rule, such as rating/range; of a group, its rules are listed
    #[arg(value_name = "RULE")]
    pub(super) rule: String,
}

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// `human` or `json`
    #[arg(long, value_name = "FORMAT", value_parser = ["human", "json"], default_value = "human")]
    pub(super) format: String,
}

#[derive(Debug, Args)]
pub(super) struct TypesArgs {
    /// Use this configuration, not the nearest notelint.yaml; so does the variable
    /// `NOTELINT_CONFIG`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) config: Option<PathBuf>,
    #[command(flatten)]
    pub(super) list: ListArgs,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder
    #[arg(value_name = "FOLDER", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(super) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    pub(super) shell: clap_complete::Shell,
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

impl ListArgs {
    /// Whether it is programs that want the list.
    pub(super) fn is_json(&self) -> bool {
        self.format == "json"
    }
}

fn threads(written: &str) -> Result<NonZeroUsize, &'static str> {
    written.parse().map_err(|_| "expected a number from 1")
}
