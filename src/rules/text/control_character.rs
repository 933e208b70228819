use memchr::{memchr, memchr_iter, memrchr};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    names::{code_point, described},
    part::{Part, by_line, part_at},
    suspects::{Suspect, SuspectKind},
};
use crate::{
    diagnostic::{Member, RuleId, Severity},
    note::Note,
    rules::{Context, Finding, Findings, Meta, NoteRule},
    text::{Span, line_at},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ControlCharacter {}

/// The rest of TeX commands whose backslash and first letter programs read as an escape sequence:
/// `\\alpha`, `\\beta`, `\\frac`, `\\text`, `\\vec`.
const EATEN: &[(char, &[&str])] = &[
    ('a', &["lpha", "pprox", "st"]),
    ('b', &["ar", "egin", "eta", "f", "inom", "m", "oldsymbol", "ot", "oxed", "ullet"]),
    ('f', &["lat", "orall", "rac"]),
    (
        't',
        &[
            "an", "anh", "au", "ext", "extbf", "extit", "extrm", "frac", "heta", "herefore", "ilde", "imes",
            "o", "op", "riangle",
        ],
    ),
    ('v', &["arepsilon", "arphi", "dots", "ec", "ee"]),
];

impl NoteRule for ControlCharacter {
    const META: Meta = Meta {
        id: RuleId::new("text/control-character"),
        summary: "the text contains a control character, such as the result of an escape sequence",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("control_character.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let text = context.note.text;
        let controls = context.suspects().of(SuspectKind::Control);
        for (_, controls) in by_line(text, controls, |suspect| suspect.at) {
            findings.push(control(text, &controls));
        }
        if memchr(b'\t', text.as_bytes()).is_some() && memchr(b'$', text.as_bytes()).is_some() {
            eaten_tabs(context.note, findings);
        }
    }
}

fn control(text: &str, controls: &[Suspect]) -> Finding {
    let (char, span) = (controls[0].char, controls[0].span());
    let message = match controls.len() {
        1 => format!("control character: {}", described(char)),
        count => format!("{count} control characters, the first is {}", described(char)),
    };
    let letter = match char {
        '\x07' => Some('a'),
        '\x08' => Some('b'),
        '\x0b' => Some('v'),
        '\x0c' => Some('f'),
        _ => None,
    };
    let command = letter.and_then(|letter| command(&text[span.end()..], letter));
    let members = controls.iter().map(|control| Member::found(code_point(control.char), control.span()));
    Finding::new(span, message).members(members).help(match command {
        Some(command) => {
            format!("write `{command}`: a program read its first two characters as an escape sequence")
        }
        None => "delete it, or replace it with the intended text".to_owned(),
    })
}

/// Returns the TeX command whose `\\` and `letter` were read as one character, which is before `rest`.
fn command(rest: &str, letter: char) -> Option<String> {
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (_, tails) = EATEN.iter().find(|(first, _)| *first == letter)?;
    tails.contains(&&rest[..end]).then(|| format!("\\{letter}{}", &rest[..end]))
}

/// Reports tabs in `$…$` that are the start of a TeX command.
fn eaten_tabs(note: &Note<'_>, findings: &mut Findings<'_>) {
    let text = note.text;
    let tabs = memchr_iter(b'\t', text.as_bytes()).filter(|&tab| tab >= note.body.start());
    let eaten = tabs.filter_map(|tab| Some((tab, command(&text[tab + 1..], 't')?)));
    let mut formulas = Formulas::default();
    let mut line_end = 0;
    for (tab, command) in eaten {
        if formulas.contain(note, tab) && tab >= line_end && part_at(note, tab) == Part::Prose {
            line_end = line_at(text, tab).end();
            let message = "tab in a formula, expected a backslash and `t`";
            let help =
                format!("write `{command}`: a program read its first two characters as an escape sequence");
            findings.push(Finding::new(Span::new(tab, tab + 1), message).help(help));
        }
    }
}

/// Counts the `$` of a block up to an offset; the offsets must be in the order of the text.
#[derive(Debug, Default)]
struct Formulas {
    block: Span,
    counted: usize,
    is_open: bool,
    last: Option<usize>,
}

impl Formulas {
    /// Whether `offset` is between a `$` and the one that closes it.
    fn contain(&mut self, note: &Note<'_>, offset: usize) -> bool {
        let bytes = note.text.as_bytes();
        let block = note.blocks.last_from(offset).map_or(Span::default(), |block| block.span);
        if block != self.block {
            let last = memrchr(b'$', &bytes[block.start()..block.end()]).map(|at| block.start() + at);
            *self = Self { block, counted: block.start(), is_open: false, last };
        }
        let since = &bytes[self.counted..offset.max(self.counted)];
        // `$$` is one mark.
        let passed = memchr_iter(b'$', since).filter(|&at| at == 0 || since[at - 1] != b'$').count();
        self.counted = offset;
        self.is_open ^= passed % 2 == 1;
        self.is_open && self.last > Some(offset)
    }
}
