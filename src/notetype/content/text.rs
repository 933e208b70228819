use super::{
    kind::{Kind, Spec},
    template::PLACEHOLDER,
};
use crate::{
    notetype::{
        names::Names,
        place::{Place, SectionId},
        read::{Scope, plain_text},
        schema::{Annotation, ContentKind, Declaring, Form, Key, Node},
    },
    text::{Span, Traced},
};

const PLACEHOLDER_KEY: Key = Key::new::<String>("placeholder", "a string");

/// A section of free text.
#[derive(Clone, Debug, Default)]
pub struct TextSpec {
    /// The template's text.
    pub placeholder: Option<String>,
}

impl Spec for TextSpec {
    fn place(&self, section: SectionId, _inside: &[&str]) -> Place {
        Place::Text { section }
    }

    fn template(&self, _level: u8) -> Option<String> {
        Some(self.placeholder.clone().unwrap_or_else(|| PLACEHOLDER.to_owned()))
    }

    fn placeholder(&self) -> Option<&str> {
        self.placeholder.as_deref()
    }
}

impl Kind for TextSpec {
    const KIND: ContentKind = ContentKind {
        name: "text",
        json_type: "string",
        is_default: true,
        keys: &[PLACEHOLDER_KEY],
        part: None,
        form: Form::Any,
    };

    /// Its trimmed span.
    type Parsed = Span;

    fn declare<'a>(_declaring: &mut Declaring<'a, '_>, _node: &Node<'a>, says: &Annotation) -> Self {
        Self { placeholder: says.get(PLACEHOLDER_KEY) }
    }

    fn read<'a>(&'a self, scope: &Scope<'a>, _names: &Names) -> (Span, Traced<'a>) {
        let span = scope.text();
        // Comments are not content, unless they are the template's text.
        let is_template = self
            .placeholder
            .as_deref()
            .is_some_and(|template| span.of(scope.note.text).trim() == template.trim());
        if !is_template && !scope.note.has_content(scope.span_of(scope.all_blocks())) {
            return (span, Traced::new("", span));
        }
        (span, plain_text::source(scope.note.text, span, None))
    }
}
