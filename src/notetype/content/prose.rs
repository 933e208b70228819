use std::ops::Range;

use super::{
    kind::{Kind, Spec},
    template::PLACEHOLDER,
};
use crate::{
    notetype::{
        names::Names,
        place::{Place, SectionId},
        read::{
            Scope,
            prose::{self, ProsePart},
        },
        schema::{Annotation, ContentKind, Declaring, Form, Node},
    },
    text::{Span, Traced},
};

/// A section of text as readers see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProseSpec;

/// Text as readers see it, and where it is in the note.
#[derive(Clone, Debug, Default)]
pub struct ParsedProse {
    /// The whole section, trimmed.
    pub span: Span,
    /// The parts that the note contains literally.
    pub parts: Vec<ProsePart>,
}

impl ParsedProse {
    /// Where the bytes at `range` of the prose are in the note.
    pub fn source(&self, range: Range<usize>) -> Option<Span> {
        let part = |at: usize| {
            let index = self.parts.partition_point(|part| part.at <= at).checked_sub(1)?;
            let part = self.parts.get(index)?;
            Some((part.source.start() + (at - part.at)).min(part.source.end()))
        };
        let (start, end) = (part(range.start)?, part(range.end.checked_sub(1)?)? + 1);
        (start < end).then(|| Span::new(start, end))
    }
}

impl Spec for ProseSpec {
    fn place(&self, section: SectionId, _inside: &[&str]) -> Place {
        Place::Text { section }
    }

    fn template(&self, _level: u8) -> Option<String> {
        Some(PLACEHOLDER.to_owned())
    }
}

impl Kind for ProseSpec {
    const KIND: ContentKind = ContentKind {
        name: "prose",
        json_type: "string",
        is_default: false,
        keys: &[],
        part: None,
        form: Form::Any,
    };

    type Parsed = ParsedProse;

    fn declare<'a>(_declaring: &mut Declaring<'a, '_>, _node: &Node<'a>, _says: &Annotation) -> Self {
        Self
    }

    fn read<'a>(&'a self, scope: &Scope<'a>, _names: &Names) -> (ParsedProse, Traced<'a>) {
        let prose = prose::read(scope.note, scope.all_blocks());
        let span = scope.text();
        (ParsedProse { span, parts: prose.parts }, Traced::new(prose.text, span))
    }
}
