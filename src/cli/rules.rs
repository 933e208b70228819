//! `notelint rules`.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    args::{ListFormat, RulesArgs},
    exit::Code,
    terminal::Terminal,
};
use crate::{
    diagnostic::{Safety, Severity},
    rules::{Meta, TABLE},
};

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    group: &'a str,
    summary: &'a str,
    severity: Severity,
    default: bool,
    fix: Option<Safety>,
    since: &'a str,
}

/// Lists the rules.
pub(super) fn rules(args: &RulesArgs) -> Code {
    let metas = || TABLE.iter().map(|rule| &rule.meta);
    Terminal::new(args.global).print(|out| {
        if args.list.format == ListFormat::Json {
            return write_json(metas(), out);
        }
        write_table(metas(), out)?;
        writeln!(out, "\n`notelint explain RULE` prints a rule's page.")
    })
}

fn write_json<'a>(metas: impl Iterator<Item = &'a Meta>, out: &mut dyn Write) -> io::Result<()> {
    let rules: Vec<Rule<'_>> = metas
        .map(|meta| Rule {
            id: meta.id.as_str(),
            group: meta.id.group(),
            summary: meta.summary,
            severity: meta.severity,
            default: meta.on,
            fix: meta.fix,
            since: meta.since,
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &rules)?;
    writeln!(out)
}

/// Writes a line a rule: id, severity, fix, summary.
pub(super) fn write_table<'a>(metas: impl Iterator<Item = &'a Meta>, out: &mut dyn Write) -> io::Result<()> {
    let metas: Vec<&Meta> = metas.collect();
    let longest = metas.iter().map(|meta| meta.id.as_str().len()).max().unwrap_or_default();
    let mut group = "";
    for meta in metas {
        if !group.is_empty() && group != meta.id.group() {
            writeln!(out)?;
        }
        group = meta.id.group();
        let (severity, fix) = (default(meta), fix(meta));
        writeln!(out, "{:longest$}  {severity:13}  {fix:10}  {}", meta.id, meta.summary)?;
    }
    Ok(())
}

/// What holds for the rule unless configured, in one line.
pub(super) fn facts(meta: &Meta) -> String {
    let fix = match meta.fix {
        Some(Safety::Safe) => "repaired by --fix",
        Some(Safety::Unsafe) => "repaired by --fix --unsafe-fixes",
        None => "repaired by hand",
    };
    format!("Default: {} · {fix} · since {}", default(meta), meta.since)
}

fn default(meta: &Meta) -> String {
    let severity = meta.severity.as_str();
    if meta.on { severity.to_owned() } else { format!("off ({severity})") }
}

fn fix(meta: &Meta) -> &'static str {
    match meta.fix {
        Some(Safety::Safe) => "fix",
        Some(Safety::Unsafe) => "unsafe fix",
        None => "",
    }
}
