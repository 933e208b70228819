use super::{Projection, Shape};
use crate::{
    note::Note,
    text::{Span, Traced},
};

/// Projects `note` to the JSON of its type: recognises what is there, however it is dressed.
pub fn project(note: &Note<'_>, shape: &Shape) -> Projection {
    let _ = shape;
    Projection {
        json: Traced::object(Span::new(0, note.text.len())),
        title: None,
        id: None,
        sections: Vec::new(),
        similar: Vec::new(),
        unknown: Vec::new(),
    }
}
