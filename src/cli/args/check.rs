//! The options of `notelint check`, and those that other commands take as well.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{
    Args, ColorChoice, ValueHint,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use crate::{
    cli::output::Output,
    report::{FORMATS, Format},
    workspace::Shard,
};

pub(super) const CONFIG_HELP: &str = "Path to the configuration file [env: NOTELINT_CONFIG]";

pub(super) const CONFIG_LONG_HELP: &str = "\
Path to the configuration file [env: NOTELINT_CONFIG]

The default is the nearest notelint.yaml at or above each path.";

#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct CheckArgs {
    #[command(flatten)]
    pub(in crate::cli) global: GlobalArgs,
    #[command(flatten)]
    pub(in crate::cli) notes: NotesArgs,
    #[command(flatten)]
    pub(in crate::cli) input: InputArgs,
    /// Report one part of the notes, such as 1/4; rules about the collection see all of them
    ///
    /// The parts are for several machines, such as the jobs of a CI matrix. Each note is in one of them, which depends
    /// on its path from the working directory alone. With --fix, the notes of this part are fixed.
    #[arg(long, value_name = "I/N", help_heading = "Notes and configuration")]
    pub(in crate::cli) shard: Option<Shard>,
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionArgs,
    #[command(flatten)]
    pub(in crate::cli) fixes: FixArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
    #[command(flatten)]
    pub(in crate::cli) exit: ExitArgs,
    #[command(flatten)]
    pub(in crate::cli) baseline: BaselineArgs,
    #[command(flatten)]
    pub(in crate::cli) show: ShowArgs,
}

/// The options that every command takes.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(in crate::cli) struct GlobalArgs {
    /// Print results only: no summaries and no notices
    #[arg(long, short)]
    pub(in crate::cli) quiet: bool,
    /// Draw with ASCII characters only
    #[arg(long)]
    pub(in crate::cli) ascii: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    pub(in crate::cli) color: ColorChoice,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Notes and configuration")]
pub(in crate::cli) struct NotesArgs {
    /// Files and folders to read; `-` is standard input [default: .]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath, help_heading = None)]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// File name to use for standard input
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) stdin_filename: Option<PathBuf>,
    #[arg(long, help = CONFIG_HELP, long_help = CONFIG_LONG_HELP, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "isolated")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Ignore configuration files; a note has the built-in type that recognises it
    #[arg(long)]
    pub(in crate::cli) isolated: bool,
    /// Read every note as this note type: its name, or the file of its schema
    #[arg(long = "type", value_name = "TYPE")]
    pub(in crate::cli) note_type: Option<String>,
    /// Apply exclusions even to paths given on the command line
    #[arg(long)]
    pub(in crate::cli) force_exclude: bool,
    /// Number of threads [default: number of cores]
    #[arg(long, short, value_name = "N", value_parser = threads)]
    pub(in crate::cli) jobs: Option<NonZeroUsize>,
    /// Disable the cache
    #[arg(long)]
    pub(in crate::cli) no_cache: bool,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Notes and configuration")]
pub(in crate::cli) struct InputArgs {
    /// Read notes from standard input, one per line: {"path": "a.md", "text": "…"}
    ///
    /// One line of JSON is printed per line, in order and as soon as it is there. What applies to a note is what would
    /// apply to a file at its path, relative to the working directory. Rules about the collection do not run, and of
    /// the disk, only configurations and note types are read. Other members of a line are passed through.
    #[arg(long, value_name = "FORMAT", value_parser = ["jsonl"])]
    pub(in crate::cli) input: Option<String>,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Rules")]
pub(in crate::cli) struct SelectionArgs {
    /// Run only these rules and groups (comma-separated)
    #[arg(long, short, value_name = "RULE", value_delimiter = ',')]
    pub(in crate::cli) select: Option<Vec<String>>,
    /// Do not run these rules and groups; overrides everything else
    #[arg(long, short, value_name = "RULE", value_delimiter = ',')]
    pub(in crate::cli) ignore: Vec<String>,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Fixes")]
pub(in crate::cli) struct FixArgs {
    /// Apply safe fixes (stdin: print the fixed text)
    #[arg(long)]
    pub(in crate::cli) fix: bool,
    /// Include unsafe fixes, which may change the meaning (with --fix or --diff)
    #[arg(long)]
    pub(in crate::cli) unsafe_fixes: bool,
    /// Print what --fix would change as a diff for `git apply`; change nothing
    #[arg(long)]
    pub(in crate::cli) diff: bool,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Output")]
pub(in crate::cli) struct OutputArgs {
    /// Output format
    #[arg(long, value_name = "FORMAT", value_parser = format_parser(), hide_default_value = true)]
    pub(in crate::cli) format: Option<Format>,
    /// Write the report to a file (repeatable)
    ///
    /// `FILE` replaces standard output, `FORMAT=FILE` is written in addition to it, and `FORMAT`
    /// alone is printed to standard output.
    #[arg(long, value_name = "[FORMAT=]FILE", value_parser = Output::parse, value_hint = ValueHint::FilePath)]
    pub(in crate::cli) output: Vec<Output>,
    /// Show at most N diagnostics, or all (all still count toward the exit code)
    ///
    /// On a terminal, the format `human` shows the 50 worst by default.
    #[arg(long, value_name = "N|all", value_parser = limit)]
    pub(in crate::cli) max_diagnostics: Option<usize>,
    /// Show counts per rule and folder in place of the diagnostics (human format only)
    #[arg(long)]
    pub(in crate::cli) statistics: bool,
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
pub(in crate::cli) struct ShowArgs {
    /// List the notes that would be checked, with their types
    #[arg(long, conflicts_with = "show_settings")]
    pub(in crate::cli) show_files: bool,
    /// Show the configuration, type and rules of each note
    #[arg(long)]
    pub(in crate::cli) show_settings: bool,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Exit code")]
pub(in crate::cli) struct ExitArgs {
    /// Exit with 1 if there are warnings
    #[arg(long, value_name = "WHAT", value_parser = ["warnings"])]
    pub(in crate::cli) deny: Option<String>,
    /// Exit with 0 even if there are diagnostics (failures still exit with 2)
    #[arg(long)]
    pub(in crate::cli) exit_zero: bool,
    /// Exit with 1 if --fix changed a note
    #[arg(long)]
    pub(in crate::cli) exit_non_zero_on_fix: bool,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Baseline")]
pub(in crate::cli) struct BaselineArgs {
    /// Ignore diagnostics recorded in this baseline file [default: the configuration's `baseline`]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Report what the configuration's baseline hides, too
    #[arg(long, conflicts_with_all = ["baseline", "write_baseline", "strict_baseline"])]
    pub(in crate::cli) no_baseline: bool,
    /// Record the current diagnostics in the baseline; without one, in notelint-baseline.jsonl
    #[arg(long)]
    pub(in crate::cli) write_baseline: bool,
    /// Exit with 1 if the baseline contains stale entries
    #[arg(long)]
    pub(in crate::cli) strict_baseline: bool,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    one_of(FORMATS, |format| (format.name, format.about))
}

/// Reads the name of an entry of `table`; `describe` gives an entry's name and its line in the help.
pub(super) fn one_of<T: Copy + Send + Sync>(
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
