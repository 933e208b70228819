use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    emphasis::{Mark, Pair, Style, broken_pairs, marks, pair_up, suspicious_leaves},
    emphasis_repair::{advice, repair},
    part::by_line,
};
use crate::{
    diagnostic::{Member, RuleId, Safety, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct BrokenEmphasis {}

impl NoteRule for BrokenEmphasis {
    const META: Meta = Meta {
        id: RuleId::new("text/broken-emphasis"),
        summary: "a mark such as `**` does not open or close emphasis, for example next to Japanese punctuation",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Unsafe),
        since: "0.1.0",
        page: include_str!("broken_emphasis.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let note = context.note;
        for leaf in suspicious_leaves(note) {
            let (bold, others): (Vec<Mark>, Vec<Mark>) =
                marks(note, leaf).into_iter().partition(|mark| mark.style == Style::Bold);
            let (pairs, strays) = pair_up(&bold);
            let broken = pairs.into_iter().filter(|pair| !pair.is_valid()).map(Fault::Pair);
            let strays = strays.into_iter().filter(|mark| mark.is_literal && mark.touches_word());
            let mut faults: Vec<Fault> = broken.chain(strays.map(Fault::Stray)).collect();
            for style in Style::LENIENT {
                let marks: Vec<Mark> = others.iter().copied().filter(|mark| mark.style == style).collect();
                faults.extend(broken_pairs(note.text, &marks).into_iter().map(Fault::Pair));
            }
            faults.sort_by_key(|fault| fault.mark().at);
            for (_, faults) in by_line(note.text, faults.into_iter(), |fault| fault.mark().at) {
                let finding = match faults[0] {
                    Fault::Pair(pair) => {
                        let pairs = faults.iter().filter_map(Fault::pair);
                        match repair(note.text, pairs) {
                            Some(fix) => broken_pair(pair).fix(fix),
                            None => broken_pair(pair).help(advice(note.text, pair)),
                        }
                    }
                    Fault::Stray(mark) => stray(mark),
                };
                let marks = faults.iter().map(|fault| fault.mark().span());
                findings.push(finding.members(marks.map(|mark| Member::found(context.text(mark), mark))));
            }
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Fault {
    /// Two marks that are meant as a pair.
    Pair(Pair),
    /// A mark without a partner.
    Stray(Mark),
}

impl Fault {
    fn pair(&self) -> Option<Pair> {
        match self {
            Self::Pair(pair) => Some(*pair),
            Self::Stray(_) => None,
        }
    }

    /// Returns the mark that does not work.
    fn mark(&self) -> Mark {
        match self {
            Self::Pair(pair) if pair.open.can_open() => pair.close,
            Self::Pair(pair) => pair.open,
            Self::Stray(mark) => *mark,
        }
    }
}

fn broken_pair(pair: Pair) -> Finding {
    let (mark, partner, does) =
        if pair.open.can_open() { (pair.close, pair.open, "close") } else { (pair.open, pair.close, "open") };
    let (before, after) = (mark.before, mark.after);
    let (written, noun) = (mark.style.mark(), mark.style.noun());
    let message = match does {
        "open" if after.is_whitespace() => format!("`{written}` before a space does not open {noun}"),
        "close" if before.is_whitespace() => format!("`{written}` after a space does not close {noun}"),
        _ => format!("`{written}` between `{before}` and `{after}` does not {does} {noun}"),
    };
    let what = if does == "close" { "start" } else { "end" };
    Finding::new(mark.span(), message).related(partner.span(), format!("{noun} is meant to {what} here"))
}

fn stray(mark: Mark) -> Finding {
    let message = if mark.can_open() { "`**` has no closing `**`" } else { "`**` has no opening `**`" };
    Finding::new(mark.span(), message).help("add the other `**`, or delete this one")
}
