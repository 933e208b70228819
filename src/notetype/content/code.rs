use super::{
    items::PointsSpec,
    kind::{Kind, Noun, Spec},
    template::PLACEHOLDER,
};
use crate::{
    note::BlockKind,
    notetype::{
        names::Names,
        place::{ItemsPlace, Place, SectionId},
        read::{Scope, code},
        schema::{Annotation, ContentKind, Declaring, Form, Node},
    },
    text::{Span, Traced},
};

const CODE_BLOCK: Noun = Noun { one: "code block", many: "code blocks" };

/// What code blocks consist of.
pub(super) const CODE_BLOCKS: Form =
    Form::List(&Form::Object { what: "a code block", members: &[("lang", Form::Any), ("text", Form::Any)] });

/// Code blocks.
#[derive(Clone, Debug, Default)]
pub struct CodeSpec {
    /// What the schema asks of their number.
    pub blocks: PointsSpec,
}

/// Code blocks, in the order of the note.
#[derive(Clone, Debug, Default)]
pub struct ParsedCode {
    /// The blocks, also those in lists and block quotes.
    pub blocks: Vec<ParsedCodeBlock>,
}

/// A code block.
#[derive(Clone, Copy, Debug)]
pub struct ParsedCodeBlock {
    /// The whole block.
    pub span: Span,
    /// The first word behind the opening fence.
    pub lang: Option<Span>,
    /// What is between the fences.
    pub content: Span,
}

impl Spec for CodeSpec {
    fn place(&self, section: SectionId, inside: &[&str]) -> Place {
        Place::in_items(ItemsPlace::Section { section }, inside)
    }

    fn template(&self, _level: u8) -> Option<String> {
        Some(format!("```\n{PLACEHOLDER}\n```"))
    }

    fn contents(&self) -> String {
        self.blocks.count_of(CODE_BLOCK)
    }

    fn noun(&self) -> Option<Noun> {
        Some(CODE_BLOCK)
    }

    fn how_to_write(&self, _level: u8) -> String {
        "put the code between two lines of three backticks".to_owned()
    }
}

impl Kind for CodeSpec {
    const KIND: ContentKind = ContentKind {
        name: "code",
        json_type: "array",
        is_default: false,
        keys: &[],
        part: None,
        form: CODE_BLOCKS,
    };

    type Parsed = ParsedCode;

    fn declare<'a>(declaring: &mut Declaring<'a, '_>, node: &Node<'a>, says: &Annotation) -> Self {
        Self { blocks: PointsSpec::of(declaring, node, says) }
    }

    fn read<'a>(&'a self, scope: &Scope<'a>, _names: &Names) -> (ParsedCode, Traced<'a>) {
        let text = scope.note.text;
        let mut parsed = ParsedCode::default();
        let mut elements = Vec::new();
        let blocks = scope.note.blocks.range(scope.blocks());
        for (_, block) in blocks.filter(|(_, block)| block.kind == BlockKind::Code) {
            let code = code::read(text, block.span);
            let mut json = Traced::object(2, block.span);
            if let Some(lang) = code.lang {
                json.insert("lang", None, Traced::new(lang.of(text), lang));
            }
            json.insert("text", None, Traced::new(code::text(text, block.span, &code), code.content));
            elements.push(json);
            let (lang, content) = (code.lang, code.content);
            parsed.blocks.push(ParsedCodeBlock { span: block.span, lang, content });
        }
        let span = match (parsed.blocks.first(), parsed.blocks.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => scope.span(),
        };
        (parsed, Traced::array(elements, span))
    }
}
