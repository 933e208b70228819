use std::collections::BTreeMap;

use memchr::memmem;
use serde::{Deserialize, Serialize};

use super::{BlockKind, Blocks, Frontmatter, Inline, InlineKind};
use crate::text::{Span, next_line as line_after};

/// The suppression comments of a note, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suppressions {
    all: Vec<Suppression>,
    unknown: Vec<Span>,
    next_line: ByName,
    from_here: ByName,
    file: ByName,
    /// The length of the text in bytes.
    end: usize,
}

/// The occurrences of each rule or group, in the order of the text. The empty name is that of comments
/// about all rules.
type ByName = BTreeMap<Box<str>, Vec<SuppressionId>>;

/// A suppression comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppression {
    /// The effect of the comment.
    pub kind: SuppressionKind,
    /// The whole comment: `<!-- … -->`, `%% … %%`, or from the `#` to the end of the line in frontmatter.
    pub comment: Span,
    /// The rules and groups that the comment names, as written. If there are none, it is about all.
    pub rules: Vec<Span>,
    /// The bytes that the comment applies to. For each rule, it applies at most up to the next comment
    /// about the same rule.
    pub scope: Span,
}

/// The effect of a suppression comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SuppressionKind {
    /// `notelint-disable`: hides diagnostics from here on.
    Disable,
    /// `notelint-enable`: shows diagnostics again from here on.
    Enable,
    /// `notelint-disable-next-line`: hides the diagnostics of the next line that is not blank.
    DisableNextLine,
    /// `notelint-disable-file`: hides all diagnostics, including those before the comment.
    DisableFile,
}

/// A name in a suppression comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SuppressionId {
    /// The index of the comment in [`Suppressions::iter`].
    pub comment: usize,
    /// The index of the name in [`Suppression::rules`]; 0 if the comment names no rule.
    pub name: usize,
}

impl SuppressionKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Disable, Self::Enable, Self::DisableNextLine, Self::DisableFile];

    /// What every comment begins with, before its kind's name.
    pub const PREFIX: &'static str = "notelint-";

    /// The rest of the comment's first word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Enable => "enable",
            Self::DisableNextLine => "disable-next-line",
            Self::DisableFile => "disable-file",
        }
    }
}

/// A colon, which no name contains, also starts a reason.
const COLONS: [char; 2] = [':', '：'];

impl Suppressions {
    pub(super) fn collect(
        text: &str,
        frontmatter: &Frontmatter,
        (blocks, inlines): (&Blocks, &[Inline]),
        obsidian: &[Span],
    ) -> Self {
        let block = frontmatter.block();
        let above = block.map_or(Span::default(), |block| Span::new(0, block.opening.start()));
        let yaml = block.and_then(|block| block.document.as_ref().ok());
        let yaml = yaml.map_or(&[][..], |document| &document.comments);
        let has_html = !above.is_empty()
            || blocks.iter().any(|(_, block)| block.kind == BlockKind::Html)
            || inlines.iter().any(|inline| inline.kind == InlineKind::Html);
        let may_be = !yaml.is_empty() || has_html;
        if !may_be || memmem::find(text.as_bytes(), SuppressionKind::PREFIX.as_bytes()).is_none() {
            return Self::default();
        }
        let yaml = yaml.iter().map(|&comment| (comment, "#".len(), 0));

        let blocks = blocks.iter().filter(|(_, block)| block.kind == BlockKind::Html);
        let inlines = inlines.iter().filter(|inline| inline.kind == InlineKind::Html);
        let html = blocks.map(|(_, block)| block.span).chain(inlines.map(|inline| inline.span));
        let html = std::iter::once(above).chain(html);
        let html = html.flat_map(|html| pairs(text, html, "<!--", "-->"));
        let is_inside = |comment: Span| {
            let next = obsidian.partition_point(|other| other.end() <= comment.start());
            obsidian.get(next).is_some_and(|other| other.start() < comment.start())
        };
        let html = html.filter(|comment| !is_inside(*comment));
        let html = html.map(|comment| (comment, "<!--".len(), "-->".len()));
        let obsidian = pairs(text, above, "%%", "%%").chain(obsidian.iter().copied());
        let obsidian = obsidian.map(|comment| (comment, "%%".len(), "%%".len()));

        let mut found = Self { end: text.len(), ..Self::default() };
        for read in yaml.chain(html).chain(obsidian).filter_map(|comment| parse(text, comment)) {
            match read {
                Ok(suppression) => found.all.push(suppression),
                Err(word) => found.unknown.push(word),
            }
        }
        found.all.sort_by_key(|suppression| suppression.comment);
        found.unknown.sort();
        found.set_scopes(text);
        found.index(text);
        found
    }

    /// The comments `all` of `text`, which were collected before.
    pub fn restore(all: Vec<Suppression>, text: &str) -> Self {
        let mut restored = Self { all, end: text.len(), ..Self::default() };
        restored.index(text);
        restored
    }

    fn set_scopes(&mut self, text: &str) {
        let mut line = Span::default();
        for suppression in &mut self.all {
            suppression.scope = match suppression.kind {
                SuppressionKind::DisableFile => Span::new(0, text.len()),
                SuppressionKind::Disable | SuppressionKind::Enable => {
                    Span::new(suppression.comment.end(), text.len())
                }
                SuppressionKind::DisableNextLine => {
                    // Comments on the same line share their next line.
                    if suppression.comment.end() >= line.start() {
                        line = next_line(text, suppression.comment.end());
                    }
                    line
                }
            };
        }
    }

    fn index(&mut self, text: &str) {
        for (comment, suppression) in self.all.iter().enumerate() {
            let by_name = match suppression.kind {
                SuppressionKind::DisableNextLine => &mut self.next_line,
                SuppressionKind::Disable | SuppressionKind::Enable => &mut self.from_here,
                SuppressionKind::DisableFile => &mut self.file,
            };
            let all_rules = suppression.rules.is_empty().then_some("");
            let names = suppression.rules.iter().map(|rule| rule.of(text)).chain(all_rules);
            for (name, rule) in names.enumerate() {
                by_name.entry(rule.into()).or_default().push(SuppressionId { comment, name });
            }
        }
    }

    /// Whether there are no suppression comments.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns the suppression comments, in the order of the text.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Suppression> {
        self.all.iter()
    }

    /// Returns the suppression comments alone, without the unknown directives.
    #[must_use]
    pub fn known(&self) -> Self {
        Self { unknown: Vec::new(), ..self.clone() }
    }

    /// Returns the unknown directives of comments, such as `notelint-disable-line`.
    pub fn unknown(&self) -> &[Span] {
        &self.unknown
    }

    /// Returns what hides a diagnostic of the rule `id`, which is `group/name`, that starts at `offset`.
    ///
    /// The narrowest comment wins: one for the next line, then the last `disable` before `offset` that is
    /// not followed by an `enable`, then one for the file.
    pub fn hiding(&self, id: &str, offset: usize) -> Option<SuppressionId> {
        if self.all.is_empty() {
            return None;
        }
        [&self.next_line, &self.from_here, &self.file].into_iter().find_map(|by_name| {
            self.last_before(by_name, id, offset).filter(|last| self.hides(*last, offset))
        })
    }

    /// Returns the last of `by_name` about the rule `id` that applies at `offset`.
    fn last_before(&self, by_name: &ByName, id: &str, offset: usize) -> Option<SuppressionId> {
        let group = id.split_once('/').map_or(id, |(group, _)| group);
        let before = |name| {
            let ids = by_name.get(name)?;
            let count = ids.partition_point(|id| self.all[id.comment].scope.start() <= offset);
            ids[..count].last().copied()
        };
        [id, group, ""].into_iter().filter_map(before).max()
    }

    fn hides(&self, id: SuppressionId, offset: usize) -> bool {
        let Suppression { kind, scope, .. } = &self.all[id.comment];
        // A diagnostic may be at the very end of the text.
        let reaches = offset < scope.end() || scope.end() == self.end;
        *kind != SuppressionKind::Enable && reaches
    }
}

/// Returns what is between `opening` and `closing` in `inside`, with both.
fn pairs<'a>(
    text: &'a str,
    inside: Span,
    opening: &'a str,
    closing: &'a str,
) -> impl Iterator<Item = Span> + use<'a> {
    let mut rest = inside;
    std::iter::from_fn(move || {
        let start = rest.start() + memmem::find(rest.of(text).as_bytes(), opening.as_bytes())?;
        let inside = Span::new(start + opening.len(), rest.end());
        let end =
            inside.start() + memmem::find(inside.of(text).as_bytes(), closing.as_bytes())? + closing.len();
        rest = rest.with_start(end);
        Some(Span::new(start, end))
    })
}

/// Parses a comment that starts and ends with markers of the given lengths. Rules are separated by
/// whitespace or commas; the text after a `--`, or after a colon, is a reason for people.
///
/// # Errors
/// The first word if it is an unknown directive.
fn parse(text: &str, (comment, opening, closing): (Span, usize, usize)) -> Option<Result<Suppression, Span>> {
    let inside = Span::new(comment.start() + opening, comment.end().saturating_sub(closing)).trim(text);
    let mut words = word_spans(inside.of(text), inside.start());
    let first = words.next()?;
    let name = first.of(text).strip_prefix(SuppressionKind::PREFIX)?;
    let Some(kind) = SuppressionKind::ALL.into_iter().find(|kind| kind.name() == name) else {
        return Some(Err(first));
    };
    let mut rules = Vec::new();
    for word in words.take_while(|word| word.of(text) != "--") {
        let Some(name) = word.of(text).find(COLONS) else {
            rules.push(word);
            continue;
        };
        if name > 0 {
            rules.push(Span::new(word.start(), word.start() + name));
        }
        break;
    }
    Some(Ok(Suppression { kind, comment, rules, scope: Span::default() }))
}

/// Returns the spans of the words of `text`, which starts at byte `start`.
fn word_spans(text: &str, start: usize) -> impl Iterator<Item = Span> {
    let words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    words.map(move |word| {
        let at = start + (word.as_ptr() as usize - text.as_ptr() as usize);
        Span::new(at, at + word.len())
    })
}

/// Returns the line after the one that contains `offset`, with its line ending; if it is blank, up to the
/// next line that is not.
fn next_line(text: &str, offset: usize) -> Span {
    let start = line_after(text, offset);
    let blank = text[start..].len() - text[start..].trim_start().len();
    Span::new(start, line_after(text, start + blank))
}

#[cfg(test)]
mod tests;
