//! What the values of a projection consist of.

/// What a value consists of, as far as it matters which members it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// A note.
    Root,
    /// An object of sections.
    Sections,
    /// A section that consists of sections.
    Section,
    /// An array.
    List(&'static Self),
    /// An object with no other members than these.
    Object {
        /// What it is: `a point`.
        what: &'static str,
        members: &'static [(&'static str, Self)],
    },
    /// An object whose members the type must declare.
    Declared {
        /// What one of them is: `quadrant`.
        what: &'static str,
        /// Those that are not like all others.
        members: &'static [(&'static str, Self)],
        others: &'static Self,
    },
    /// An object whose members the note names, each like this.
    Named(&'static Self),
    /// An object of values.
    Values,
    /// A value that may name other notes: of a key, a field or a cell, or a part of one.
    Value,
    /// A value that has no members, or those that the note has.
    Any,
}

impl Form {
    /// What its elements are.
    pub(crate) fn element(self) -> Self {
        match self {
            Self::List(element) => *element,
            Self::Value => Self::Value,
            _ => Self::Any,
        }
    }

    /// What its member `name` is.
    pub(crate) fn member(self, name: &str) -> Self {
        let find =
            |members: &[(&str, Self)]| members.iter().find(|(of, _)| *of == name).map(|(_, form)| *form);
        match self {
            Self::Object { members, .. } => find(members).unwrap_or(Self::Any),
            Self::Declared { members, others, .. } => find(members).unwrap_or(*others),
            Self::Named(form) => *form,
            Self::Values | Self::Value => Self::Value,
            _ => Self::Any,
        }
    }
}
