use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    notetype::{FoundId, IdSource, SourcePlace},
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        sources::{name, noun, place},
        wording::quote_whole,
    },
    text::{and_list, or_list},
    vault::{is_same_id, is_same_value},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct IdMismatch {}

impl NoteRule for IdMismatch {
    const META: Meta = Meta {
        id: RuleId::new("vault/id-mismatch"),
        summary: "ids of a note, or values that must agree, differ",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("id_mismatch.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let (identity, projection) = (&context.note_type.spec.identity, context.projection);
        if let Some(sides) = Sides::of(&identity.sources, &projection.ids, is_same_id) {
            let id = &sides.here.id.text;
            let others = sides.others.iter().map(|other| {
                let at = place(other.place);
                format!("{} in {at}", quote_whole(&other.id.text))
            });
            let at = place(sides.here.place);
            let message = format!("id {} in {at} differs from {}", quote_whole(id), and_list(others));
            findings.push(sides.finding(context, message));
        }
        for (sources, found) in identity.agree.iter().zip(&projection.agree) {
            let Some(sides) = Sides::of(sources, found, is_same_value) else { continue };
            let others = sides.others.iter().map(|other| {
                let noun = noun(other.place);
                format!("the {noun} {}", quote_whole(&other.id.text))
            });
            let (noun, value) = (noun(sides.here.place), quote_whole(&sides.here.id.text));
            findings
                .push(sides.finding(context, format!("{noun} {value} differs from {}", and_list(others))));
        }
    }
}

/// A value, and where it is.
struct Side<'c> {
    id: &'c FoundId<'c>,
    place: &'c SourcePlace,
}

/// Values that differ.
struct Sides<'c> {
    /// The one to point at: the first one in the text, else the first one.
    here: Side<'c>,
    /// Those that differ from it.
    others: Vec<Side<'c>>,
}

impl<'c> Sides<'c> {
    /// Compares what `sources` gave; `None` if they agree.
    fn of(
        sources: &'c [IdSource],
        found: &'c [FoundId<'c>],
        is_same: fn(&str, &str) -> bool,
    ) -> Option<Self> {
        let first = found.first()?;
        if found.iter().all(|id| is_same(&id.text, &first.text)) {
            return None;
        }
        let sides = || found.iter().filter_map(|id| Some(Side { id, place: &sources.get(id.source)?.place }));
        let here = sides().find(|side| side.id.span.is_some()).or_else(|| sides().next())?;
        let others = sides().filter(|side| !is_same(&side.id.text, &here.id.text)).collect();
        Some(Self { here, others })
    }

    fn finding(&self, context: &Context<'_>, message: String) -> Finding {
        let span = self.here.id.span.unwrap_or_else(|| context.projection.place_of_names());
        let finding = Finding::new(span, message).help(self.help());
        self.others.iter().fold(finding, |finding, other| match other.id.span {
            Some(span) => finding.related(span, format!("differs from {}", quote_whole(&self.here.id.text))),
            None => finding,
        })
    }

    /// What to do: `correct the title or `key`, or rename the file`.
    fn help(&self) -> String {
        let all = || std::iter::once(&self.here).chain(&self.others).map(|side| side.place);
        let ways = ["correct", "rename", "move"].map(|verb| {
            let objects: Vec<String> = all().filter_map(|place| way(place, verb)).collect();
            (!objects.is_empty()).then(|| format!("{verb} {}", or_list(objects)))
        });
        let ways: Vec<String> = ways.into_iter().flatten().collect();
        ways.join(", or ")
    }
}

/// What of a value is to change with `verb`.
fn way(place: &SourcePlace, verb: &str) -> Option<String> {
    let (with, object) = match place {
        SourcePlace::Title => ("correct", "the title".to_owned()),
        SourcePlace::Value(pointer) => ("correct", format!("`{}`", name(pointer))),
        SourcePlace::File => ("rename", "the file".to_owned()),
        SourcePlace::Folder => ("rename", "the folder".to_owned()),
        SourcePlace::Path => ("move", "the file".to_owned()),
    };
    (with == verb).then_some(object)
}
