//! Headings that are nearly those of sections.

use crate::{
    notetype::{SectionGroup, SimilarHeading},
    rules::Context,
    text::is_misspelling,
};

/// Whether the heading `similar` of `group` is on the level of its sections and a misspelling of a name of its section.
pub(super) fn is_misspelt(context: &Context<'_>, group: &SectionGroup<'_>, similar: SimilarHeading) -> bool {
    let (heading, spec) = (context.heading(similar.heading), &group.spec.all[similar.section]);
    let mut names = spec.heading.all().chain(&spec.aliases);
    heading.level == group.level && names.any(|name| is_misspelling(&heading.plain, name))
}
