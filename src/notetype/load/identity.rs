//! What a type says of the identity of its notes: `id` and `agree` in the `x-note` of the root.

use regex::Regex;

use super::{
    anywhere::without_anchors,
    check::{bad_regex, delimited},
};
use crate::{
    diagnostic::Fault,
    notetype::{
        declared::Declared,
        engine::regex,
        schema::{Declaring, Node, Reader},
        spec::{IdSource, IdentitySpec, SourcePlace},
    },
    text::{did_you_mean, nearest, or_list, pointer, suggest},
};

const MENTION: &str = "mention";

/// Words of ordinary text. A regex that matches one of them matches more than ids.
const PLAIN: [&str; 9] = ["", "a", "word", "Word", "WORD", "言葉", "1", "2026", "2026-01-01"];

/// The parts of a projection that a source may name.
const PARTS: [&str; 5] = ["frontmatter", "title", "intro", "sections", "body"];

/// What the root says of identity.
pub(super) fn declare<'a>(declaring: &mut Declaring<'a, '_>, root: &Node<'a>) -> IdentitySpec {
    let mut spec = IdentitySpec::default();
    if let Some(id) = declaring.said(root, "id").into_iter().next() {
        if id.value.is_string() {
            plain(declaring, &id, &mut spec);
        } else if id.object().is_some() {
            (spec.sources, spec.mention) = mapping(declaring, root, &id, "id");
            if spec.sources.is_empty() && id.members().all(|(name, _)| name == MENTION) {
                let fault = Fault::new("`id` names no source");
                let help =
                    "add one: `title`, `path`, `file`, `folder` or a JSON Pointer such as `/frontmatter/id`";
                declaring.faults.value(declaring.documents, &id, fault.help(help));
            }
        }
    }
    let agree = declaring.said(root, "agree").into_iter().next().filter(|agree| agree.value.is_array());
    let Some(agree) = agree else { return spec };
    if agree.elements().next().is_none() {
        let fault = Fault::new("`agree` has no mapping").help("omit it");
        declaring.faults.value(declaring.documents, &agree, fault);
    }
    for group in agree.elements().filter(|group| group.object().is_some()) {
        let (sources, _) = mapping(declaring, root, &group, "agree");
        if group.members().count() < 2 {
            let fault = Fault::new("a mapping in `agree` must have at least two sources");
            declaring.faults.value(declaring.documents, &group, fault);
        }
        spec.agree.push(sources);
    }
    spec
}

/// An `id` that is a regular expression: for the title, the file name and, without its anchors, for running text.
fn plain<'a>(declaring: &mut Declaring<'a, '_>, id: &Node<'a>, spec: &mut IdentitySpec) {
    let Some(found) = compiled(declaring, id) else { return };
    let anywhere = without_anchors(found.as_str()).and_then(|pattern| regex(&pattern).ok());
    spec.mention = anywhere.filter(|regex| !PLAIN.iter().any(|word| regex.is_match(word)));
    spec.sources =
        [SourcePlace::Title, SourcePlace::File].map(|place| IdSource { place, regex: found.clone() }).into();
}

/// The sources of a mapping, which `key` has, and the regular expression for running text.
fn mapping<'a>(
    declaring: &mut Declaring<'a, '_>,
    root: &Node<'a>,
    node: &Node<'a>,
    key: &str,
) -> (Vec<IdSource>, Option<Regex>) {
    let mut sources = Vec::new();
    let mut mention = None;
    for (name, value) in node.members() {
        if name == MENTION && key == "id" {
            mention = compiled(declaring, &value);
            continue;
        }
        match place(declaring, root, name) {
            Ok(place) => {
                sources.extend(compiled(declaring, &value).map(|regex| IdSource { place, regex }));
            }
            Err(fault) => declaring.faults.key(declaring.documents, &value, fault),
        }
    }
    (sources, mention)
}

/// The regular expression `node`.
fn compiled<'a>(declaring: &mut Declaring<'a, '_>, node: &Node<'a>) -> Option<Regex> {
    let found = checked(node);
    found.map_err(|fault| declaring.faults.value(declaring.documents, node, fault)).ok()
}

fn checked(node: &Node<'_>) -> Result<Regex, Fault> {
    let Some(pattern) = node.value.as_str() else {
        let name = node.pointer.rsplit('/').next().unwrap_or_default();
        let name = pointer::tokens(&format!("/{name}")).next().unwrap_or_default().into_owned();
        let fault = Fault::new(format!("`{name}` must be a regular expression, a string"));
        let is_plain = node.value.is_number() || node.value.is_boolean();
        let help = is_plain.then(|| format!("quote it: `\"{}\"`", node.value));
        return Err(Fault { help, ..fault });
    };
    let regex = regex(pattern).map_err(|_| Fault::new(bad_regex(pattern)))?;
    if let Some(fault) = delimited(pattern) {
        return Err(fault);
    }
    if regex.is_match("") {
        let fault = Fault::new(format!("`{pattern}` also matches empty text, which is no id"));
        return Err(fault.help("write a regular expression that matches at least one character"));
    }
    Ok(regex)
}

/// The source `name`.
fn place<'a>(declaring: &Declaring<'a, '_>, root: &Node<'a>, name: &str) -> Result<SourcePlace, Fault> {
    match SourcePlace::of(name) {
        Some(SourcePlace::Value(pointer)) => {
            is_projected(declaring, root, &pointer)?;
            Ok(SourcePlace::Value(pointer))
        }
        Some(place) => Ok(place),
        None if name == MENTION => Err(Fault::new("`mention` is not valid in `agree`")
            .help("it finds ids in text, and is no value of the note; write it in `id`")),
        None => {
            let known = SourcePlace::NAMES.into_iter().chain([MENTION]);
            let first = name.split(['/', '.']).next().unwrap_or_default();
            let help = if PARTS.contains(&first) && first.len() < name.len() {
                did_you_mean(&format!("/{}", name.replace('.', "/")))
            } else {
                suggest(name, known.clone()).unwrap_or_else(|| {
                    let names = known.map(|name| format!("`{name}`"));
                    let pointer = "a JSON Pointer such as `/frontmatter/id`".to_owned();
                    format!("expected {}", or_list(names.chain([pointer])))
                })
            };
            Err(Fault::new(format!("unknown source `{name}` of an id")).help(help))
        }
    }
}

/// An error if no note of the type has a value at `pointer`.
fn is_projected<'a>(declaring: &Declaring<'a, '_>, root: &Node<'a>, pointer: &str) -> Result<(), Fault> {
    let nothing = |help: Option<String>| {
        let fault = Fault::new(format!("no note of this type has a value at `{pointer}`"));
        Err(Fault { help, ..fault })
    };
    let mut tokens = pointer::tokens(pointer);
    let first = tokens.next().unwrap_or_default();
    if !PARTS.contains(&&*first) {
        let meant = nearest(&first, PARTS).map(|near| did_you_mean(&pointer.replacen(&*first, near, 1)));
        let in_frontmatter = || {
            let frontmatter = declaring.read(root).property("frontmatter")?;
            let is_key = declaring.read(&frontmatter).property(&first).is_some();
            is_key.then(|| did_you_mean(&format!("/frontmatter{pointer}")))
        };
        let is_source = SourcePlace::NAMES.contains(&&pointer[1..]);
        let source = is_source.then(|| did_you_mean(&first));
        return nothing(source.or_else(in_frontmatter).or(meant));
    }
    let mut node = declaring.read(root).property(&first);
    if node.is_none() && ["intro", "sections", "body"].contains(&&*first) {
        return nothing(Some(format!("the type does not declare `{first}`")));
    }
    // What a type says nothing of, notes may have nevertheless.
    let mut is_open = first != "sections";
    for token in tokens {
        let Some(around) = node else { return Ok(()) };
        let reader = declaring.read(&around);
        let types = reader.types();
        if !types.is_empty() && !types.iter().any(|name| name == "object" || name == "array") {
            return nothing(Some(format!(
                "`{token}` is inside of a value of type `{}`",
                types.join("` or `")
            )));
        }
        let declared = Declared::by_all(declaring.documents, &around);
        is_open &= !reader.is_closed();
        if !is_open && !declared.has(&token) && !is_index(&reader, &token) {
            return nothing(suggest(&token, declared.names.iter().copied()));
        }
        node = reader.property(&token).or_else(|| reader.get("items").filter(|_| is_index(&reader, &token)));
        is_open = true;
    }
    let types = node.map(|node| declaring.read(&node).types()).unwrap_or_default();
    if types.is_empty() || types.iter().any(|name| ["string", "integer", "number"].contains(&&**name)) {
        return Ok(());
    }
    let types = types.join("` or `");
    Err(Fault::new(format!("the value at `{pointer}` is of type `{types}`, expected text or a number")))
}

fn is_index(reader: &Reader<'_>, token: &str) -> bool {
    let is_object = reader.types().iter().all(|name| name == "object");
    (!is_object || reader.types().is_empty()) && token.bytes().all(|byte| byte.is_ascii_digit())
}
