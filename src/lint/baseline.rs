//! The baseline: recorded diagnostics that are not shown. An entry is a note, a rule and the text of the
//! line, not its number, so that it still matches after edits elsewhere in the note. A diagnostic that
//! reports several things together has an entry for each.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use super::{Located, note_findings::key};
use crate::{
    diagnostic::{Diagnostic, Fault, Member, RuleId},
    text::{LineIndex, Range, Span, escape_json, nfc},
};

/// Recorded diagnostics, and how often each occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Entry, usize>,
    /// Whether it was read from the text of another version, so that its entries may not match.
    is_outdated: bool,
}

/// One recorded diagnostic. Written as one line of JSON; lines are sorted by the fields, in their order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The note, relative to the baseline's folder, with `/`, in NFC.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// The line of the diagnostic, or of one of its members; trimmed.
    pub line: String,
    /// The name of what is missing there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
}

/// Of a longer line, only the text around the diagnostic is recorded: thousands of them may be on it.
const MAX_LINE_BYTES: usize = 1_000;

/// Returns `line` of `text`, or the part of it around `at` if it is very long.
fn around(at: usize, line: Span, text: &str) -> Span {
    if line.len() <= MAX_LINE_BYTES {
        return line;
    }
    let from = line.start().max(at.saturating_sub(MAX_LINE_BYTES / 4));
    let to = line.end().min(at + MAX_LINE_BYTES / 4);
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    Span::new(
        (from..=at).find(is_boundary).unwrap_or(at),
        (to..=line.end()).find(is_boundary).unwrap_or(line.end()),
    )
}

/// The first line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    #[serde(rename = "notelint-baseline")]
    version: u32,
}

const VERSION: u32 = 2;

/// The version without entries for members.
const WITHOUT_MEMBERS: u32 = 1;

impl Entry {
    /// Returns the entry for a diagnostic of `rule` on `line` of the note at `path`.
    pub fn new(path: &str, rule: RuleId, line: &str) -> Self {
        let line = line.trim().to_owned();
        Self { path: nfc(path).into_owned(), rule: rule.to_string(), line, missing: None }
    }

    /// Returns the entries for `located`, a diagnostic of the note at `path`, whose text is `text` with the
    /// lines of `index`: one for each of its members, in their order, or one for a diagnostic without.
    pub fn of(path: &str, located: &Located, text: &str, index: &LineIndex) -> Vec<Self> {
        let Diagnostic { rule, span, members, .. } = &located.diagnostic;
        let entry = |span: Span| {
            let line = index.line_span(index.line(span.start()), text);
            Self::new(path, *rule, around(span.start(), line, text).of(text))
        };
        let of_member = |member: &Member| {
            let missing = member.is_missing.then(|| member.name.clone());
            Self { missing, ..entry(member.span) }
        };
        if members.is_empty() { vec![entry(*span)] } else { members.iter().map(of_member).collect() }
    }
}

impl Baseline {
    /// Returns a baseline of `entries`, which may contain duplicates.
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut baseline = Self::default();
        for entry in entries {
            *baseline.entries.entry(entry).or_default() += 1;
        }
        baseline
    }

    /// Reads the text that [`Self::to_text`] returns. The order of the lines does not matter, as a merge
    /// may have changed it.
    ///
    /// # Errors
    /// A [`Fault`], without a path, for each line that is not an entry.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        let index = LineIndex::new(text);
        let fault = |at: usize, message: String| {
            let place: Range = index.range(Span::empty(at), text);
            Fault::new(message).at(place).help("write the baseline again with `--write-baseline`")
        };
        let mut faults = Vec::new();
        let mut entries = Vec::new();
        let mut is_outdated = false;
        let mut at = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let json = line.trim();
            if number == 0 {
                match serde_json::from_str::<Header>(json) {
                    Ok(Header { version: VERSION }) => {}
                    Ok(Header { version: WITHOUT_MEMBERS }) => is_outdated = true,
                    Ok(Header { version }) => {
                        return Err(vec![fault(
                            at,
                            format!("unsupported baseline version {version}, expected {VERSION}"),
                        )]);
                    }
                    Err(_) => return Err(vec![fault(at, "is not a notelint baseline file".to_owned())]),
                }
            } else if !json.is_empty() {
                match serde_json::from_str::<Entry>(json) {
                    Ok(entry) => entries.push(entry),
                    Err(error) => faults.push(fault(at, format!("is not a baseline entry: {error}"))),
                }
            }
            at += line.len();
        }
        if text.trim().is_empty() {
            return Err(vec![fault(0, "is not a notelint baseline file".to_owned())]);
        }
        if faults.is_empty() { Ok(Self { is_outdated, ..Self::new(entries) }) } else { Err(faults) }
    }

    /// Whether `text` is that of a baseline, by its first line.
    pub fn is_of_one(text: &str) -> bool {
        text.lines().next().is_some_and(|line| serde_json::from_str::<Header>(line.trim()).is_ok())
    }

    /// Whether it was read from the text of an older version, whose entries do not tell what was merged.
    pub fn is_outdated(&self) -> bool {
        self.is_outdated
    }

    /// Returns the text of the baseline: JSON Lines, one per occurrence, sorted, so that versions of it
    /// merge line by line.
    pub fn to_text(&self) -> String {
        let mut text = line(&Header { version: VERSION });
        for (entry, count) in &self.entries {
            text.push_str(&line(entry).repeat(*count));
        }
        text
    }

    /// Removes one occurrence of `entry`; returns whether there was one.
    pub fn take(&mut self, entry: &Entry) -> bool {
        match self.entries.get_mut(entry) {
            None => false,
            Some(1) => self.entries.remove(entry).is_some(),
            Some(count) => {
                *count -= 1;
                true
            }
        }
    }

    /// Removes from the `diagnostics` of a note those whose `entries` are all recorded, and takes these
    /// entries; returns how many. If a part of what a rule reports together is recorded, the rest is reported:
    /// `report_new` returns what it reports without the first members, of the second ones only.
    pub fn hide(
        &mut self,
        diagnostics: &mut Vec<Located>,
        entries: &[Vec<Entry>],
        mut report_new: impl FnMut(RuleId, HashSet<Member>, &HashSet<Member>) -> Vec<Located>,
    ) -> usize {
        let before = diagnostics.len();
        let mut parts: BTreeMap<RuleId, [HashSet<Member>; 2]> = BTreeMap::new();
        let mut taken = entries.iter();
        diagnostics.retain(|Located { diagnostic, .. }| {
            let entries = taken.next().map(Vec::as_slice).unwrap_or_default();
            let known: Vec<bool> = entries.iter().map(|entry| self.take(entry)).collect();
            // What is missing may be mended together.
            let is_part = known.contains(&true) && known.contains(&false);
            let members = diagnostic.members.iter().zip(&known);
            for (member, known) in members.filter(|(member, _)| is_part || member.is_missing) {
                parts.entry(diagnostic.rule).or_default()[usize::from(!known)].insert(member.clone());
            }
            known.is_empty() || known.contains(&false)
        });
        let hidden = before - diagnostics.len();
        let are_some = |[known, new]: &[HashSet<Member>; 2]| !known.is_empty() && !new.is_empty();
        for (rule, [known, new]) in parts.into_iter().filter(|(_, parts)| are_some(parts)) {
            let reported = report_new(rule, known, &new);
            let told: HashSet<&Member> =
                reported.iter().flat_map(|located| &located.diagnostic.members).collect();
            diagnostics.retain(|Located { diagnostic, .. }| {
                diagnostic.rule != rule || !diagnostic.members.iter().any(|member| told.contains(member))
            });
            diagnostics.extend(reported);
        }
        diagnostics.sort_by_key(|located| key(&located.diagnostic));
        hidden
    }

    /// Returns the entries that `wanted` accepts, each with its number of occurrences.
    pub fn entries_of(&self, wanted: impl Fn(&Entry) -> bool) -> impl Iterator<Item = (&Entry, usize)> {
        self.entries.iter().filter(move |(entry, _)| wanted(entry)).map(|(entry, count)| (entry, *count))
    }

    /// Returns the part of it that is about the note at `path`.
    #[must_use]
    pub fn of_note(&self, path: &str) -> Self {
        let first = Entry { path: path.to_owned(), rule: String::new(), line: String::new(), missing: None };
        let entries = self.entries.range(first..).take_while(|(entry, _)| entry.path == path);
        let entries = entries.map(|(entry, count)| (entry.clone(), *count)).collect();
        Self { entries, is_outdated: self.is_outdated }
    }

    /// Returns the notes that have entries.
    pub fn notes(&self) -> BTreeSet<&str> {
        self.entries.keys().map(|entry| entry.path.as_str()).collect()
    }
}

fn line<T: Serialize>(value: &T) -> String {
    // Structs of strings and numbers always have a JSON text.
    serde_json::to_string(value).map(|json| format!("{}\n", escape_json(&json))).unwrap_or_default()
}

#[cfg(test)]
mod tests;
