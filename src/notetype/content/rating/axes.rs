use super::{
    model::{Axis, AxisId, RatingSpec},
    overall,
    score::{self, Score},
};
use crate::{
    note::Note,
    notetype::{fold::Decoration, names::Names, read::plain_text},
    text::{Id, Span},
};

/// What a text rates, by the axes of its type.
#[derive(Clone, Copy)]
pub(super) struct Axes<'a> {
    pub(super) note: &'a Note<'a>,
    pub(super) spec: &'a RatingSpec,
    pub(super) names: &'a Names,
}

impl<'a> Axes<'a> {
    /// The text of the note.
    pub(super) fn text(&self) -> &'a str {
        self.note.text
    }

    /// What `name` rates.
    pub(super) fn axis(&self, name: Span) -> Axis {
        if let Some(axis) = self.canonical(name) {
            return Axis::Known(axis);
        }
        let written = name.of(self.text());
        let plain = plain_text::plain(self.note, name);
        if let Some((axis, _)) = self.names.recognise_name(written, &plain) {
            return Axis::Known(AxisId::new(axis));
        }
        if overall::is_overall(&plain) {
            return Axis::Overall;
        }
        Axis::Unknown(plain[Decoration::of(&plain).end..].to_owned())
    }

    /// The axis that `name` is, word for word.
    pub(super) fn canonical(&self, name: Span) -> Option<AxisId> {
        let written = name.of(self.text());
        self.names.canonical(written).map(AxisId::new)
    }

    /// The score that the text at `span` begins with.
    pub(super) fn score(&self, span: Span) -> Option<Score> {
        score::read(self.text(), span, &self.spec.symbols)
    }
}
