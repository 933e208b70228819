//! What a schema declares of the words on the page: from JSON Schema and `x-note` to [`TypeSpec`].

use std::str::FromStr;

use jsonschema::JsonType;

use super::{anywhere::without_anchors, check::bad_regex};
use crate::{
    diagnostic::Fault,
    notetype::{
        content::{Content, KINDS},
        declared::Declared,
        engine::regex,
        schema::{Annotations, ContentKind, Declaring, Documents, Faults, Node},
        spec::{FrontmatterSpec, KeySpec, SectionSpec, TitleSpec, TypeSpec},
    },
};

const FRONTMATTER: &str = "frontmatter";
const TITLE: &str = "title";
const SECTIONS: &str = "sections";

/// Words of ordinary text. A regex that matches one of them matches more than ids.
const PLAIN: [&str; 9] = ["", "a", "word", "Word", "WORD", "言葉", "1", "2026", "2026-01-01"];

/// What the type's own file declares, with its name.
pub(super) fn declare<'a>(
    documents: &'a Documents,
    faults: &mut Faults,
) -> ((String, TypeSpec), Annotations<'a>) {
    let annotations = Annotations::new(documents, KINDS);
    let mut declaring = Declaring { documents, annotations, faults };
    let declared = documents.root(0).map(|root| declare_root(&mut declaring, &root));
    (declared.unwrap_or_default(), declaring.annotations)
}

fn declare_root<'a>(declaring: &mut Declaring<'a, '_>, root: &Node<'a>) -> (String, TypeSpec) {
    let says = declaring.annotations.of_root(root, declaring.faults);
    let name = says.type_name().unwrap_or_default();
    if name.trim().is_empty() {
        let fault = Fault::new("the type has no name").help("name it in the root: `x-note: { type: … }`");
        declaring.faults.key(declaring.documents, root, fault);
    }
    let reader = declaring.read(root);
    let declared = Declared::by_all(declaring.documents, root);
    let required = reader.requires(FRONTMATTER);
    let frontmatter = FrontmatterSpec {
        is_named: declared.has(FRONTMATTER),
        required,
        keys: reader.property(FRONTMATTER).map(|node| keys(declaring, &node)).unwrap_or_default(),
        ..FrontmatterSpec::default()
    };
    let is_required = reader.requires(TITLE);
    let title = TitleSpec { is_named: declared.has(TITLE), is_required };
    let node = reader.property(SECTIONS);
    let is_closed = node.as_ref().is_some_and(|node| declaring.read(node).is_closed());
    let sections = node.map(|node| sections(declaring, &node)).unwrap_or_default().into();
    let (id, mention) = id(declaring, root, says.id().as_deref());
    let (names_path, names_type) = (declared.has("path"), declared.has("type"));
    let spec = TypeSpec {
        id,
        mention,
        names_path,
        names_type,
        frontmatter,
        title,
        sections,
        is_closed,
        ..TypeSpec::default()
    };
    (name, spec)
}

/// The regex that finds the id, and the one that finds ids in running text.
fn id<'a>(
    declaring: &mut Declaring<'a, '_>,
    root: &Node<'a>,
    id: Option<&str>,
) -> (Option<regex::Regex>, Option<regex::Regex>) {
    let Some(pattern) = id else { return (None, None) };
    let Ok(id) = regex(pattern) else {
        let node = root.get("x-note").and_then(|note| note.get("id"));
        let fault = Fault::new(bad_regex(pattern));
        declaring.faults.value(declaring.documents, &node.unwrap_or_else(|| root.clone()), fault);
        return (None, None);
    };
    let anywhere = without_anchors(pattern).and_then(|pattern| regex(&pattern).ok());
    let mention = anywhere.filter(|regex| !PLAIN.iter().any(|word| regex.is_match(word)));
    (Some(id), mention)
}

fn keys<'a>(declaring: &mut Declaring<'a, '_>, frontmatter: &Node<'a>) -> Vec<KeySpec> {
    let mut keys = Vec::new();
    for property in declaring.read(frontmatter).properties() {
        let says = declaring.annotations.of_key(&property.schema, declaring.faults);
        let reader = declaring.read(&property.schema);
        keys.push(KeySpec {
            name: property.name.to_owned(),
            aliases: says.aliases(),
            required: property.required,
            types: reader.types(),
            format: reader.get("format").and_then(|node| node.value.as_str()).map(str::to_owned),
        });
    }
    keys
}

fn sections<'a>(declaring: &mut Declaring<'a, '_>, sections: &Node<'a>) -> Vec<SectionSpec> {
    let reader = declaring.read(sections);
    declaring.declared(&reader, "section");
    let properties = reader.properties();
    let mut specs = Vec::new();
    for property in &properties {
        let node = &property.schema;
        let Some((kind, content)) = content_kind(declaring, node) else { continue };
        let says = declaring.annotations.of_section(node, content, declaring.faults);
        specs.push(SectionSpec {
            key: property.name.to_owned(),
            heading: says.headings(property.name),
            aliases: says.aliases(),
            required: property.required,
            break_before: says.breaks_before(),
            content: Content::declare(kind, declaring, node, &says),
        });
    }
    let names = specs.iter().map(|spec| (&*spec.key, spec.heading.all().chain(&spec.aliases)));
    declaring.distinct(&properties, names, "section");
    specs
}

/// The content kind that the section declares, or what its type can only mean.
fn content_kind<'a>(
    declaring: &mut Declaring<'a, '_>,
    node: &Node<'a>,
) -> Option<(usize, &'static ContentKind)> {
    let reader = declaring.read(node);
    let types = reader.types();
    let says = declaring.annotations.content(node, declaring.faults).ok()?;
    let index = says.or_else(|| match types.as_slice() {
        [one] => KINDS.iter().position(|kind| kind.is_default && kind.json_type == *one),
        _ => None,
    });
    let Some((index, kind)) = index.and_then(|index| Some((index, KINDS.get(index)?))) else {
        // Its content kind may be declared where there is already a fault.
        let known = |name: &String| JsonType::from_str(name).is_ok();
        if reader.leads_nowhere() || !types.iter().all(known) {
            return None;
        }
        let help = format!("add `x-note: {{ content: … }}`: {}", declaring.annotations.kinds());
        let fault = Fault::new("the section does not declare its content").help(help);
        declaring.faults.key(declaring.documents, node, fault);
        return None;
    };
    if !types.is_empty() && !types.iter().any(|one| one == kind.json_type) {
        let message =
            format!("content `{}` is of type `{}`, not `{}`", kind.name, kind.json_type, types.join("`, `"));
        let place = reader.get("type").unwrap_or_else(|| node.clone());
        declaring.faults.value(declaring.documents, &place, Fault::new(message));
    }
    Some((index, kind))
}
