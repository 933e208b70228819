//! Names parts of the frontmatter as people count and write them.

use crate::{
    rules::{Context, wording::quote},
    text::{Traced, pointer},
};

/// Returns the name of the part of the frontmatter at `pointer`: "`a.b`", "item 2 of `a`", "`c` in item 2 of
/// `a`".
pub(super) fn place_name(context: &Context<'_>, pointer: &str) -> String {
    let mut tokens = pointer::tokens(pointer);
    let mut part = tokens.next().and_then(|token| member(&context.projection.json, &token));
    let mut name = String::new();
    let mut keys: Vec<String> = Vec::new();
    for token in tokens {
        let elements = part.map(Traced::elements).unwrap_or_default();
        let index = token.parse::<usize>().ok().filter(|index| *index < elements.len());
        if let Some(index) = index {
            name = format!("item {} of {}", index + 1, within(&keys, &name));
            keys.clear();
            part = elements.get(index);
        } else {
            part = part.and_then(|part| member(part, &token));
            keys.push(if token.contains('.') { format!("\"{token}\"") } else { token.into() });
        }
    }
    if name.is_empty() && keys.is_empty() { "the frontmatter".to_owned() } else { within(&keys, &name) }
}

fn member<'t, 'a>(object: &'t Traced<'a>, name: &str) -> Option<&'t Traced<'a>> {
    object.members().iter().find(|member| member.name == name).map(|member| &member.value)
}

/// Returns the name of what `keys` lead to inside `outer`.
fn within(keys: &[String], outer: &str) -> String {
    match (keys, outer) {
        ([], outer) => outer.to_owned(),
        (keys, "") => quote(&keys.join(".")),
        (keys, outer) => format!("{} in {outer}", quote(&keys.join("."))),
    }
}
