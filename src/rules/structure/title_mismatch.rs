use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::{Heading, Note},
    rules::{
        Context, Finding, Findings, Meta, NoteRule, titles,
        wording::{only_difference, quote_whole},
    },
    text::{Edit, nfc},
};
use schemars::JsonSchema;
use serde::Deserialize;

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
        let difference = only_difference(&heading.plain, title);
        let difference = difference.map(|difference| format!(" only in {difference}")).unwrap_or_default();
        let (written, expected) = (quote_whole(written), quote_whole(title));
        findings.push(
            Finding::new(
                heading.content,
                format!("title {written} differs from the frontmatter title {expected}{difference}"),
            )
            .help(format!("write {expected} here, or {written} in the frontmatter"))
            .related(span, "frontmatter title")
            .fix(fix(heading, title)),
        );
    }
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

/// Replaces the heading with the frontmatter title if that has no Markdown markup.
fn fix(heading: &Heading<'_>, title: &str) -> Option<Fix> {
    let title = title.trim();
    (plain(title).as_deref() == Some(title)).then(|| {
        Fix::unsafe_(
            "Replace the heading with the frontmatter title",
            vec![Edit::replace(heading.content, title)],
        )
    })
}
