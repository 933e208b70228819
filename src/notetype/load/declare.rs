//! What a schema declares of the words on the page: from JSON Schema and `x-note` to [`TypeSpec`].

use std::{collections::HashMap, str::FromStr};

use jsonschema::JsonType;

use super::{identity, path_template, sections};
use crate::{
    diagnostic::{Fault, Severity},
    notetype::{
        content::KINDS,
        declared::Declared,
        fold::fold_key,
        schema::{self, Annotations, Declaring, Documents, Faults, KeyOrdering, Node, Reader, misspelt},
        spec::{FrontmatterSpec, KeySpec, TitleSpec, TypeSpec},
    },
    text::{alternatives, nearest},
};

const FRONTMATTER: &str = "frontmatter";
const TITLE: &str = "title";
const SECTIONS: &str = "sections";
const INTRO: &str = "intro";
const BODY: &str = "body";

/// What the type's own file declares, with its name.
pub(super) fn declare<'a>(
    documents: &'a Documents,
    faults: &mut Faults,
) -> ((String, TypeSpec), Annotations<'a>) {
    let annotations = Annotations::new(documents, KINDS);
    let mut declaring = Declaring { documents, annotations, faults, groups: Vec::new() };
    let declared = documents.root(0).map(|root| declare_root(&mut declaring, &root));
    (declared.unwrap_or_default(), declaring.annotations)
}

fn declare_root<'a>(declaring: &mut Declaring<'a, '_>, root: &Node<'a>) -> (String, TypeSpec) {
    let says = declaring.annotations.of_root(root, declaring.faults);
    let name = says.type_name().unwrap_or_default();
    if name.trim().is_empty() && !misnamed(root) {
        let fault = Fault::new("the type has no name").help("name it in the root: `x-note: { type: … }`");
        declaring.faults.key(declaring.documents, root, fault);
    }
    let reader = declaring.read(root);
    typed(declaring, &reader);
    let declared = Declared::by_all(declaring.documents, root);
    let required = reader.requires(FRONTMATTER);
    let of_frontmatter = reader.property(FRONTMATTER);
    let about = of_frontmatter.as_ref().map(|node| declaring.part(node, schema::FRONTMATTER));
    let order = about.as_ref().and_then(|about| about.get::<KeyOrdering>(schema::KEY_ORDER));
    let severity = about.and_then(|about| about.severity()).or_else(|| says.severity());
    let frontmatter = FrontmatterSpec {
        is_named: declared.has(FRONTMATTER),
        required,
        is_unordered: order == Some(KeyOrdering::Free),
        keys: of_frontmatter.map(|node| keys(declaring, &node, severity)).unwrap_or_default(),
        ..FrontmatterSpec::default()
    };
    let is_required = reader.requires(TITLE);
    let is_listed = reader.property(TITLE).is_some_and(|title| is_listed(&declaring.read(&title)));
    let title = TitleSpec { is_named: declared.has(TITLE), is_required, is_listed };
    let (sections, nested) = sections::declare(declaring, reader.property(SECTIONS).as_ref());
    let intro = reader.property(INTRO).and_then(|node| sections::text(declaring, &node, INTRO, None));
    let body = reader.property(BODY).and_then(|node| sections::text(declaring, &node, BODY, Some("parts")));
    let identity = identity::declare(declaring, root);
    let file = path_template::declare(declaring, root);
    let (names_path, names_type) = (declared.has("path"), declared.has("type"));
    let spec = TypeSpec {
        identity,
        file,
        names_path,
        names_type,
        frontmatter,
        title,
        intro,
        body,
        sections,
        nested,
    };
    (name, spec)
}

/// Whether a schema lists the values that are allowed.
fn is_listed(schema: &Reader<'_>) -> bool {
    ["const", "enum"].iter().any(|keyword| schema.get(keyword).is_some())
}

/// The texts among the values that a schema lists.
fn choices(schema: &Reader<'_>) -> Vec<String> {
    let values = schema.get("enum").and_then(|node| node.value.as_array());
    values.into_iter().flatten().filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

/// The members of a projection that are always of one type.
const TYPED: [(&str, &str); 6] = [
    ("path", "string"),
    ("type", "string"),
    ("id", "string"),
    (FRONTMATTER, "object"),
    (TITLE, "string"),
    (SECTIONS, "object"),
];

/// Faults for parts of the projection that the type wants to be of another type than they are.
fn typed<'a>(declaring: &mut Declaring<'a, '_>, root: &Reader<'a>) {
    let members = TYPED.iter().filter_map(|(name, of)| {
        let member = declaring.read(&root.property(name)?);
        Some((format!("the {name} of a note"), *of, member))
    });
    let root = ("the projection of a note".to_owned(), "object", root.clone());
    let parts: Vec<(String, &str, Reader<'a>)> = std::iter::once(root).chain(members).collect();
    for (what, of, reader) in parts {
        let types = reader.types();
        let is_other =
            !types.is_empty() && types.iter().all(|name| name != of && JsonType::from_str(name).is_ok());
        if let Some(node) = reader.get("type").filter(|_| is_other) {
            let verb = if what.starts_with("the sections") { "are" } else { "is" };
            let message = format!(
                "{what} {verb} of type `{of}`, not {}",
                alternatives(types.iter().map(String::as_str))
            );
            declaring.faults.value(declaring.documents, &node, Fault::new(message));
        }
    }
}

/// Whether `x-note` of the root, or the name of the type in it, is there, but misspelt or of another type: that is a
/// fault already.
fn misnamed(root: &Node<'_>) -> bool {
    let Some(says) = root.get("x-note") else {
        return root.members().any(|(key, _)| misspelt(key) == Some("x-note"));
    };
    let is_string = |node: Node<'_>| node.value.is_string();
    says.object().is_none()
        || says.members().any(|(key, value)| match key {
            "type" => !is_string(value),
            _ => nearest(key, ["type"]).is_some(),
        })
}

/// The keys of `frontmatter`, whose breaches are as bad as `severity` says unless a key says otherwise.
fn keys<'a>(
    declaring: &mut Declaring<'a, '_>,
    frontmatter: &Node<'a>,
    severity: Option<Severity>,
) -> Vec<KeySpec> {
    let mut keys: Vec<KeySpec> = Vec::new();
    let properties = declaring.read(frontmatter).properties();
    for property in &properties {
        let says = declaring.part(&property.schema, schema::FRONTMATTER_KEY);
        let reader = declaring.read(&property.schema);
        keys.push(KeySpec {
            name: property.name.to_owned(),
            aliases: says.aliases(),
            required: property.required,
            types: reader.types(),
            format: reader.get("format").and_then(|node| node.value.as_str()).map(str::to_owned),
            is_listed: is_listed(&reader),
            choices: choices(&reader),
            is_unique: says.is_unique(),
            unique_severity: says.severity().or(severity),
        });
    }
    // Names may differ in case alone, as they are compared as they are.
    let names = keys.iter().map(|key| (fold_key(&key.name), &*key.name));
    let mut taken: HashMap<String, &str> = HashMap::new();
    names.for_each(|(folded, name)| _ = taken.entry(folded).or_insert(name));
    for (key, property) in keys.iter().zip(&properties) {
        for alias in &key.aliases {
            let other = *taken.entry(fold_key(alias)).or_insert(&key.name);
            if fold_key(other) != fold_key(&key.name) {
                let message = format!("`{alias}` is a name of both key `{other}` and key `{}`", key.name);
                declaring.faults.key(declaring.documents, &property.schema, Fault::new(message));
            }
        }
    }
    keys
}
