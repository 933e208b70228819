//! `notelint check`.

use clap::CommandFactory;

use super::{
    args::{CheckArgs, Cli},
    exit::Code,
    printer::Printer,
    progress::Watch,
    records,
    request::request,
    show,
    terminal::{self, Terminal},
};
use crate::{
    console,
    diagnostic::{Fault, Severity},
    lint::Outcome,
    report,
    text::nearest,
    workspace::{RunResult, run},
};

/// Checks notes and prints the report.
pub(super) fn check(args: &CheckArgs) -> Code {
    if args.input.input.is_some() {
        return records::check(args);
    }
    let terminal = Terminal::new(args.global);
    let mut done = match request(args) {
        Ok(request) if args.show.show_files => return show::files(&request, terminal),
        Ok(request) if args.show.show_settings => return show::settings(&request, terminal),
        Ok(request) => {
            let watched = !args.global.quiet && console::can_redraw();
            run(&request, &Watch::new(watched))
        }
        Err(fault) => {
            let outcome = Outcome { faults: vec![fault], ..Outcome::default() };
            RunResult::new(outcome, terminal::file_sources())
        }
    };
    done.outcome.faults.iter_mut().for_each(|fault| suggest_command(fault, args));
    let printed = Printer::new(args).print(&done);
    code(args, &done).max(printed)
}

/// Prints the JSON report of a check that `fault` stopped.
pub(super) fn print_json(fault: Fault) {
    let outcome = Outcome { faults: vec![fault], ..Outcome::default() };
    let done = RunResult::new(outcome, terminal::file_sources());
    Printer::new(&CheckArgs::default()).print_report(report::JSON, &done).ok();
}

fn code(args: &CheckArgs, done: &RunResult) -> Code {
    let Outcome { faults, notices, summary, .. } = &done.outcome;
    if !faults.is_empty() {
        return Code::Failure;
    }
    let denied = args.exit.deny.is_some() && summary.warnings > 0;
    let fixed = args.exit.exit_non_zero_on_fix && summary.fixed > 0;
    let failed = notices.iter().any(|notice| notice.severity == Severity::Error);
    let differs = done.changed.iter().any(|changed| changed.diff.is_some());
    let found = if args.fixes.diff {
        // Only the diff is shown, so only the diff counts.
        differs
    } else {
        summary.errors > 0 || denied || fixed || failed
    };
    if found && !args.exit.exit_zero { Code::Findings } else { Code::Success }
}

/// A path that does not exist may be a command that is misspelt or comes after a path.
fn suggest_command(fault: &mut Fault, args: &CheckArgs) {
    let Some(path) = fault.path.as_deref().filter(|path| !path.contains(['/', '.'])) else { return };
    if fault.range.is_some() || !args.notes.paths.iter().any(|named| named.as_os_str() == path) {
        return;
    }
    let cli = Cli::command();
    let Some(command) = nearest(path, cli.get_subcommands().map(clap::Command::get_name)) else { return };
    fault.help = Some(if command == path {
        format!("to run the command, put it before the paths: `notelint {command} …`")
    } else {
        format!("did you mean the command `{command}`?")
    });
}
