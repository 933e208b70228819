use super::kind::{Kind, Spec};
use crate::{
    notetype::{
        names::Names,
        place::{Place, SectionId},
        read::Scope,
        schema::{Annotation, ContentKind, Declaring, Form, Node},
    },
    text::{Span, Traced},
};

/// A section that consists of sections, which the type declares beside it.
#[derive(Clone, Debug, Default)]
pub struct NestedSpec {}

impl Spec for NestedSpec {
    fn place(&self, section: SectionId, _inside: &[&str]) -> Place {
        Place::Nested { section }
    }

    fn template(&self, _level: u8) -> Option<String> {
        Some(String::new())
    }

    fn how_to_write(&self, _level: u8) -> String {
        "add its sections below the heading".to_owned()
    }
}

impl Kind for NestedSpec {
    const KIND: ContentKind = ContentKind {
        name: "sections",
        json_type: "object",
        is_default: false,
        keys: &[],
        part: None,
        form: Form::Section,
    };

    type Parsed = Span;

    fn declare<'a>(_declaring: &mut Declaring<'a, '_>, _node: &Node<'a>, _says: &Annotation) -> Self {
        Self {}
    }

    /// The intro and the sections are added to the object as soon as they are read.
    fn read<'a>(&'a self, scope: &Scope<'a>, _names: &Names) -> (Span, Traced<'a>) {
        let span = scope.span();
        (span, Traced::object(2, span))
    }
}
