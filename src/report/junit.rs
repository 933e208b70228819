//! JUnit XML: one suite per note, one failed test case per diagnostic. Uses only what the schemas of both
//! Jenkins and GitLab contain.

use std::io::{self, Write};

use super::{Format, Report};
use crate::{
    diagnostic::Fault,
    lint::Located,
    text::{counted, visible},
};

pub(super) const JUNIT: Format =
    Format { name: "junit", about: "JUnit XML, for Jenkins and others", has_colors: false, write };

/// Writes the suites. A run without diagnostics is one test case that passes, as some readers reject a
/// report without test cases.
fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let faults = &report.outcome.faults;
    let failures = report.shown();
    let own = faults.len().max(usize::from(failures == 0));
    let tests = failures + own;
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<testsuites name="notelint" tests="{tests}" failures="{failures}" errors="{}">"#,
        faults.len()
    )?;
    if own > 0 {
        writeln!(
            out,
            r#"  <testsuite name="notelint" tests="{own}" failures="0" errors="{}">"#,
            faults.len()
        )?;
        if faults.is_empty() {
            let name = counted(report.outcome.summary.files, "note");
            writeln!(out, r#"    <testcase name="{name} checked" classname="notelint"/>"#)?;
        }
        faults.iter().try_for_each(|fault| write_fault(fault, out))?;
        writeln!(out, "  </testsuite>")?;
    }
    for (note, number) in report.notes() {
        let name = escape(&note.path);
        writeln!(out, r#"  <testsuite name="{name}" tests="{number}" failures="{number}" errors="0">"#)?;
        note.diagnostics.get().iter().take(number).try_for_each(|located| write_case(&name, located, out))?;
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn write_case(path: &str, located: &Located, out: &mut dyn Write) -> io::Result<()> {
    let (diagnostic, start) = (&located.diagnostic, located.range.start);
    let (rule, severity) = (diagnostic.rule, diagnostic.severity.as_str());
    let message = escape(&diagnostic.message);
    writeln!(out, r#"    <testcase name="{rule} at {}:{}" classname="{path}">"#, start.line, start.column)?;
    write!(out, r#"      <failure type="{severity}" message="{message}">"#)?;
    write!(out, "{path}:{}:{}: {severity}[{rule}] {message}", start.line, start.column)?;
    if let Some(help) = &diagnostic.help {
        write!(out, "\nhelp: {}", escape(help))?;
    }
    if let Some(note) = diagnostic.note() {
        write!(out, "\nnote: {}", escape(note))?;
    }
    writeln!(out, "</failure>\n    </testcase>")
}

fn write_fault(fault: &Fault, out: &mut dyn Write) -> io::Result<()> {
    let path = escape(fault.path.as_deref().unwrap_or("notelint"));
    let message = escape(&fault.message);
    writeln!(out, r#"    <testcase name="{path}" classname="notelint">"#)?;
    write!(out, r#"      <error type="fault" message="{message}">{path}: {message}"#)?;
    if let Some(help) = &fault.help {
        write!(out, "\nhelp: {}", escape(help))?;
    }
    writeln!(out, "</error>\n    </testcase>")
}

/// Escapes `text` for XML 1.0; spells out or replaces characters that it does not allow (section 2.2).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_xml_has_no_place_for_is_replaced() {
        assert_eq!(
            escape("a\u{1b}<b> & \"c\"\n\u{fffe}"),
            "a&lt;U+001B&gt;&lt;b&gt; &amp; &quot;c&quot;&lt;U+000A&gt;\u{fffd}"
        );
    }
}
