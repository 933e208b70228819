//! The definition of the command line: commands, options and their help.

mod check;
mod commands;

use clap::{Parser, Subcommand};

pub(super) use self::{
    check::{BaselineArgs, CheckArgs, FixArgs, GlobalArgs, NotesArgs, SelectionArgs},
    commands::{
        CompletionsArgs, ExplainArgs, ExtractArgs, InferArgs, InitArgs, ListFormat, LspArgs, ManArgs,
        NewArgs, PageFormat, RulesArgs, TypeArgs, TypesArgs,
    },
};

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
    /// Serve an editor, over the Language Server Protocol on standard input and output
    ///
    /// Editors start it. It reports what `check` reports, of unsaved text too, and offers fixes, completions, hovers
    /// and links. The README tells how to set it up.
    Lsp(LspArgs),
    /// Remove the cache
    ///
    /// The cache contains the results of earlier runs on large collections, and which types of large
    /// configurations are known to be sound. It is in the system's cache folder, or in the folder named by the
    /// environment variable `NOTELINT_CACHE_DIR`.
    Clean(GlobalArgs),
    /// Print a shell completion script
    Completions(CompletionsArgs),
    /// Print a manual page, for man(1)
    Man(ManArgs),
}
