//! `notelint completions` and `notelint man`.

use clap::CommandFactory;

use super::{
    args::{Cli, CompletionsArgs},
    exit::Code,
    terminal,
};

/// Prints the completion script of a shell.
pub(super) fn completions(args: &CompletionsArgs) -> Code {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "notelint", &mut script);
    terminal::print(|out| out.write_all(&script))
}

/// Prints the manual page.
pub(super) fn man() -> Code {
    // Without a date, which builds of one version would differ by, the version is taken for one.
    let page = clap_mangen::Man::new(Cli::command()).title("NOTELINT").date(" ");
    terminal::print(|out| page.render(out))
}
