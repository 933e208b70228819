//! `notelint completions` and `notelint man`.

use std::io::{self, Write};

use clap::CommandFactory;

use super::{
    args::{Cli, CompletionsArgs, ManArgs},
    exit::Code,
    terminal::Terminal,
};
use crate::{diagnostic::Fault, text::suggest};

/// Prints the completion script of a shell.
pub(super) fn completions(args: &CompletionsArgs) -> Code {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "notelint", &mut script);
    Terminal::new(args.global).print(|out| out.write_all(&script))
}

/// Prints the manual page of notelint, or of one of its commands.
pub(super) fn man(args: &ManArgs) -> Code {
    let terminal = Terminal::new(args.global);
    let mut cli = Cli::command();
    cli.build();
    let command = match &args.command {
        None => Some(&cli),
        Some(name) => cli.find_subcommand(name),
    };
    let Some(command) = command else {
        let name = args.command.as_deref().unwrap_or_default();
        let help = suggest(name, cli.get_subcommands().map(clap::Command::get_name))
            .unwrap_or_else(|| "`notelint --help` lists all commands".to_owned());
        return terminal.fail(&[Fault::new(format!("unknown command `{name}`")).help(help)]);
    };
    let title = command.get_display_name().unwrap_or(command.get_name()).to_uppercase();
    terminal.print(|out| write_page(command.clone(), &title, out))
}

fn write_page(command: clap::Command, title: &str, out: &mut dyn Write) -> io::Result<()> {
    let has_commands = command.has_subcommands();
    let sections = command.get_after_long_help().or(command.get_after_help()).map(ToString::to_string);
    let page = clap_mangen::Man::new(command.subcommand_help_heading("COMMANDS"))
        .title(title)
        .source(concat!("notelint ", env!("CARGO_PKG_VERSION")))
        // Not the day of the build, so that builds of one version are identical.
        .date(" ");
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    if has_commands {
        page.render_subcommands_section(out)?;
    }
    sections.iter().flat_map(|text| text.split("\n\n")).try_for_each(|section| write_section(section, out))
}

/// Writes `section` with its first line as the heading and the others as they are. `clap_mangen`
/// would fill them like prose.
fn write_section(section: &str, out: &mut dyn Write) -> io::Result<()> {
    let (heading, body) = section.split_once('\n').unwrap_or((section, ""));
    writeln!(out, ".SH {}\n.nf", heading.trim_end_matches(':').to_uppercase())?;
    for line in body.lines() {
        // `\&` has no width; it keeps a leading dot or quote from being a request.
        writeln!(
            out,
            "\\&{}",
            line.strip_prefix("  ").unwrap_or(line).replace('\\', "\\e").replace('-', "\\-")
        )?;
    }
    writeln!(out, ".fi")
}
