//! Recognising headings: fold first, then complain.

/// How the words of a heading were recognised, from the strictest to the most lenient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeadingMatch {
    /// Which name it is.
    pub name: NameMatch,
    /// How much had to be overlooked.
    pub wording: Wording,
}
/// Which of a section's names a heading was recognised by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameMatch {
    /// The canonical heading.
    Canonical,
    /// An alias, by its index.
    Alias(usize),
}

/// How much of a heading had to be overlooked to recognise it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wording {
    /// Nothing.
    Exact,
    /// Width, case, emoji, symbols, leading numbering.
    Folded,
    /// A trailing bracket group as well: `(5つの要点)`.
    WithoutBrackets,
    /// What follows a `:` or ` - ` as well.
    WithoutSuffix,
}

/// `heading` folded for comparison.
pub fn fold(heading: &str) -> String {
    heading.to_lowercase()
}
