use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::{Heading, Note},
    notetype::SourcePlace,
    rules::{
        Context, Finding, Findings, Meta, NoteRule, titles,
        wording::{only_difference, quote_whole},
    },
    text::{Edit, Span, nfc},
    vault::is_same_id,
};
use schemars::JsonSchema;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TitleMismatch {}

impl NoteRule for TitleMismatch {
    const META: Meta = Meta {
        id: RuleId::new("structure/title-mismatch"),
        summary: "the `#` heading differs from the frontmatter title",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: Some(Safety::Unsafe),
        since: "0.1.0",
        page: include_str!("title_mismatch.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let spec = &context.note_type.spec;
        if !spec.title.is_named || spec.frontmatter.position("title").is_none() {
            return;
        }
        let Some((_, heading)) = titles::all(context).next() else { return };
        let Some((title, span)) = titles::in_frontmatter(context) else { return };
        let written = context.text(heading.content);
        // An empty heading is reported by `structure/title-missing`.
        if heading.plain.trim().is_empty() {
            return;
        }
        if [written, &*heading.plain].into_iter().any(|words| same(words, title))
            || plain(title).is_some_and(|title| same(&heading.plain, &title))
        {
            return;
        }
        if title.trim().is_empty() {
            let written = quote_whole(written);
            let message = format!("title {written} differs from the frontmatter title, which is empty");
            let finding = Finding::new(heading.content, message).related(span, "frontmatter title");
            findings.push(finding.help(format!("write {written} in the frontmatter")));
            return;
        }
        let ids = [&*heading.plain, title].map(|title| Words::of(context, title));
        if let [Some(words), None] | [None, Some(words)] = &ids {
            let other = if ids[0].is_some() { title } else { &*heading.plain };
            if same(words.text, other) {
                return;
            }
        }
        let spelled = |words: &Words<'_>, other: &str| fold_id(other).contains(&fold_id(words.id));
        let (meant, in_frontmatter) = match &ids {
            // The id is spelled otherwise in the frontmatter.
            [Some(words), None] if spelled(words, title) => (None, written.to_owned()),
            // The heading keeps the id that the other title does not have.
            [Some(words), None] => (Some(words.replaced(&heading.plain, title.trim())), written.to_owned()),
            [Some(_), Some(words)] if words.text.is_empty() => (None, written.to_owned()),
            [None, Some(words)] if words.text.is_empty() => (None, format!("{} {written}", title.trim())),
            _ => (Some(title.trim().to_owned()), written.to_owned()),
        };
        let in_frontmatter = quote_whole(&in_frontmatter);
        let help = match &meant {
            Some(meant) => {
                format!("write {} here, or {in_frontmatter} in the frontmatter", quote_whole(meant))
            }
            None => format!("write {in_frontmatter} in the frontmatter"),
        };
        let difference = only_difference(&heading.plain, title);
        let difference = difference.map(|difference| format!(" only in {difference}")).unwrap_or_default();
        let (written, expected) = (quote_whole(written), quote_whole(title));
        findings.push(
            Finding::new(
                heading.content,
                format!("title {written} differs from the frontmatter title {expected}{difference}"),
            )
            .help(help)
            .related(span, "frontmatter title")
            .fix(meant.and_then(|meant| fix(heading, &meant))),
        );
    }
}

/// The words of a title that has an id.
struct Words<'t> {
    text: &'t str,
    /// Where they are in the title.
    span: Span,
    id: &'t str,
}

impl<'t> Words<'t> {
    /// Returns the words before or behind the id in `title`: `Ferry` of `KEP-7: Ferry` and `Ferry (KEP-7)`,
    /// also if the type expects the id elsewhere.
    fn of(context: &Context<'_>, title: &'t str) -> Option<Self> {
        let id = id_in(context, title).filter(|id| !id.is_empty())?;
        let is_mark = |c: char| !c.is_alphanumeric() && !matches!(c, '"' | '“' | '「' | '`' | '$');
        let behind =
            id.end() + (title.len() - id.end() - title[id.end()..].trim_start_matches(is_mark).len());
        let before = title[..id.start()].trim_end_matches(is_mark).len();
        // An id between other words is one of them.
        if before > 0 && behind < title.len() {
            return None;
        }
        let span = if behind < title.len() { Span::new(behind, title.len()) } else { Span::new(0, before) };
        Some(Self { text: span.of(title), span, id: id.of(title) })
    }

    /// Returns `title`, which these are the words of, with `words` in their place.
    fn replaced(&self, title: &str, words: &str) -> String {
        if self.text.is_empty() {
            return format!("{} {words}", title.trim());
        }
        format!("{}{words}{}", &title[..self.span.start()], &title[self.span.end()..])
    }
}

/// Returns where an id is in `title`: what the type finds there with all that is around its group or, if it looks for
/// none in titles, an id of the note at an end of the title.
fn id_in(context: &Context<'_>, title: &str) -> Option<Span> {
    let identity = &context.note_type.spec.identity;
    let mut of_title = identity.sources.iter().filter(|source| source.place == SourcePlace::Title).peekable();
    let has_ids = of_title.peek().is_some();
    let mut regexes = of_title.map(|source| &source.regex).chain(&identity.mention);
    if let Some(found) = regexes.find_map(|regex| regex.find(title)) {
        return Some(found.range().into());
    }
    let ids = &context.projection.ids;
    let is_own = |word: &&str| !has_ids && ids.iter().any(|id| is_same_id(&id.text, word));
    let is_between = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_');
    let first = title.split(is_between).find(|word| !word.is_empty()).filter(is_own);
    let last = || title.rsplit(is_between).find(|word| !word.is_empty()).filter(is_own);
    let at_start = first.and_then(|word| Some((title.find(word)?, word)));
    let at_end = || last().and_then(|word| Some((title.rfind(word)?, word)));
    let (at, word) = at_start.or_else(at_end)?;
    Some(Span::new(at, at + word.len()))
}

/// Returns `text` as ids are compared: in NFKC and lower case.
fn fold_id(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}

/// Whether the two titles are equal in NFC, without whitespace at the ends.
fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.trim(), right.trim());
    nfc(left) == nfc(right)
}

/// Returns the text of `title` as a heading, without inline markup.
fn plain(title: &str) -> Option<String> {
    let line = format!("# {title}\n");
    Note::parse(&line).outline.iter().next().map(|(_, heading)| heading.plain.clone().into_owned())
}

/// Replaces the heading with `title` if that has no Markdown markup.
fn fix(heading: &Heading<'_>, title: &str) -> Option<Fix> {
    let title = title.trim();
    (plain(title).as_deref() == Some(title)).then(|| {
        Fix::unsafe_(
            "Replace the heading with the frontmatter title",
            vec![Edit::replace(heading.content, title)],
        )
        .keeping_help(true)
    })
}
