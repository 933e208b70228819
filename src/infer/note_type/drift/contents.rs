//! What is in sections: the numbers of points, axes, columns and fields.

use std::collections::{BTreeMap, HashSet};

use super::told::{Drift, Drifts, MIN_NOTES, PART_PERCENT, quoted};
use crate::{
    infer::{
        facts::{BodyFacts, HeadingFacts, Text},
        note_type::{notes::Age, share::Share},
    },
    notetype::{Content, Named, Noun, PointsSpec, SectionSpec, fold, is_overall},
};

/// What is counted, if it has no other name.
const ITEM: Noun = Noun { one: "item", many: "items" };

impl Drifts<'_> {
    /// Reports how the contents of the `headings`, which are all the same `section`, differ from it.
    pub(super) fn contents(
        &mut self,
        section: &SectionSpec,
        headings: &[(usize, &HeadingFacts)],
        within: &str,
    ) {
        let heading = format!("{}{within}", quoted(&section.heading));
        let names = |names: fn(&BodyFacts) -> &[Text]| -> Vec<(usize, &[Text])> {
            let lists = headings.iter().map(|(note, heading)| (*note, names(&heading.whole)));
            lists.filter(|(_, names)| !names.is_empty()).collect()
        };
        let noun = section.content.noun().unwrap_or(ITEM);
        match &section.content {
            Content::Points(spec) => {
                let counts = headings.iter().map(|(note, heading)| (*note, heading.whole.points));
                self.counts(&heading, (spec, noun), &counts.collect::<Vec<_>>());
            }
            Content::Tasks(spec) => {
                let counts = headings.iter().map(|(note, heading)| (*note, heading.whole.tasks));
                self.counts(&heading, (&spec.items, noun), &counts.collect::<Vec<_>>());
            }
            Content::Rating(spec) => {
                let axes: Vec<&Named> = spec.axes.iter().filter(|axis| !is_overall(&axis.name)).collect();
                self.names(("axis", &heading), &axes, &names(|body| &body.axes));
            }
            Content::Table(spec) => {
                let columns: Vec<&Named> = spec.columns.iter().collect();
                let headers = names(|body| body.columns.as_deref().unwrap_or_default());
                self.names(("column", &heading), &columns, &headers);
            }
            Content::Fields(spec) => {
                let fields: Vec<&Named> = spec.fields.iter().collect();
                self.names(("field", &heading), &fields, &names(|body| &body.fields));
            }
            _ => {}
        }
    }

    /// Reports that most notes, or the newest, have another number of `noun` in the section `heading` than `spec`
    /// allows. `counts` has the number of each note that has the section.
    fn counts(&mut self, heading: &str, (spec, noun): (&PointsSpec, Noun), counts: &[(usize, u32)]) {
        let is_few = |number: u64| spec.min.is_some_and(|min| number < min);
        let is_many = |number: u64| spec.max.is_some_and(|max| number > max);
        let of: Vec<usize> = counts.iter().map(|(note, _)| *note).collect();
        let refused: Vec<(usize, u64)> = counts
            .iter()
            .map(|(note, number)| (*note, u64::from(*number)))
            .filter(|(_, number)| is_few(*number) || is_many(*number))
            .collect();
        let found: Vec<usize> = refused.iter().map(|(note, _)| *note).collect();
        let share = Share { count: found.len(), of: of.len() };
        let age = self.notes.age(&found, &of);
        let is_common = share.is_at_least(PART_PERCENT) || matches!(age, Age::Newest(_));
        if !is_common || share.count < MIN_NOTES {
            return;
        }
        let mut by_number: BTreeMap<u64, usize> = BTreeMap::new();
        for (_, number) in &refused {
            *by_number.entry(*number).or_default() += 1;
        }
        let has_few = refused.iter().any(|(_, number)| is_few(*number));
        let has_many = refused.iter().any(|(_, number)| is_many(*number));
        let only = by_number.keys().next().filter(|_| by_number.len() == 1);
        let number = match (only, spec.min, spec.max) {
            (Some(1), ..) => format!("1 {}", noun.one),
            (Some(number), ..) => format!("{number} {}", noun.many),
            (None, Some(min), _) if !has_many => format!("fewer than {min} {}", noun.many),
            (None, _, Some(max)) if !has_few => format!("more than {max} {}", noun.many),
            _ => format!("another number of {}", noun.many),
        };
        let bounds = match (has_few, has_many) {
            (true, false) => "`minItems`",
            (false, true) => "`maxItems`",
            _ => "`minItems` and `maxItems`",
        };
        self.found.push(Drift {
            message: format!(
                "section {heading} has {number} in {share} notes{}, which the type does not allow",
                age.newest()
            ),
            help: format!("change {bounds} of {heading} in the type"),
            notes: Vec::new(),
        });
    }

    /// Reports names, each a `noun`, that most of `lists` have in the section `heading` and that are none of `known`,
    /// and required ones of these that many lack. Each list is that of a note.
    fn names(&mut self, (noun, heading): (&str, &str), known: &[&Named], lists: &[(usize, &[Text])]) {
        let of: Vec<usize> = lists.iter().map(|(note, _)| *note).collect();
        let mut found: BTreeMap<String, (&Text, Vec<usize>)> = BTreeMap::new();
        for (note, names) in lists {
            for name in *names {
                let (_, notes) = found.entry(fold(name)).or_insert_with(|| (name, Vec::new()));
                if notes.last() != Some(note) {
                    notes.push(*note);
                }
            }
        }
        let mut folded: HashSet<String> = HashSet::new();
        for named in known {
            let keys: Vec<String> =
                std::iter::once(&named.name).chain(&named.aliases).map(|name| fold(name)).collect();
            if named.required {
                let with: HashSet<usize> = keys
                    .iter()
                    .filter_map(|key| found.get(key))
                    .flat_map(|(_, notes)| notes)
                    .copied()
                    .collect();
                let without: Vec<usize> = of.iter().copied().filter(|note| !with.contains(note)).collect();
                let part = format!("{noun} {} of {heading}", quoted(&named.name));
                self.missing(&part, &named.name, &without, &of);
            }
            folded.extend(keys);
        }
        // A type that names none leaves them open.
        if known.is_empty() {
            return;
        }
        for (name, notes) in found.iter().filter(|(key, _)| !folded.contains(*key)).map(|(_, found)| found) {
            self.unknown(
                &format!("{noun} {} of {heading}", quoted(name)),
                &format!("`properties` of {heading}"),
                notes,
                &of,
            );
        }
    }
}
