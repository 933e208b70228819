//! Another name for a heading.

use super::edits::{Edits, sorted};
use crate::{
    lsp::{locations::Locations, references::links_to_note},
    note::{HeadingId, Note},
    text::{Edit, Id, apply},
    vault::{AnchorPlaces, AnchorTarget},
    workspace::Neighbors,
};

/// Returns the text of a heading as it is written, by its indexes in the vault and in the outline.
pub(super) fn name(
    (index, heading): (usize, usize),
    others: &Neighbors<'_>,
    locations: &mut Locations<'_>,
) -> Option<String> {
    let fences = others.read_as(index)?.spec.fences();
    let note = Note::parse_with(locations.text(index)?, fences);
    let heading = note.outline.get(HeadingId::new(heading))?;
    Some(heading.content.of(note.text).to_owned())
}

/// Returns the edits that give a heading, by its indexes in the vault and in the outline, the name `new`: of the heading,
/// and of the links of all notes that would lead elsewhere otherwise.
///
/// # Errors
/// Why it cannot have that name.
pub(super) fn edits(
    (index, heading): (usize, usize),
    new: &str,
    others: &Neighbors<'_>,
    locations: &mut Locations<'_>,
) -> Result<Edits, String> {
    if new.is_empty() || new.contains(['\n', '\r']) {
        return Err("a heading is one line of text".to_owned());
    }
    let gone = || "the note cannot be read".to_owned();
    let fences = others.read_as(index).ok_or_else(gone)?.spec.fences();
    let text = locations.text(index).ok_or_else(gone)?.to_owned();
    let id = HeadingId::new(heading);
    let note = Note::parse_with(&text, fences);
    let content = note.outline.get(id).map(|heading| heading.content).ok_or_else(gone)?;
    let edit = Edit::replace(content, new);
    let after = apply(&text, std::slice::from_ref(&edit)).map_err(|error| error.to_string())?;
    let renamed = Note::parse_with(&after, fences);
    let is_same = renamed.outline.iter().len() == note.outline.iter().len();
    let is_heading = renamed.outline.get(id).is_some_and(|heading| heading.written().of(&after) == new);
    if content.is_empty() || !is_same || !is_heading {
        return Err("it would not be read as that heading".to_owned());
    }
    let (anchors, new_anchors) =
        (AnchorPlaces::of(&note).index(&text), AnchorPlaces::of(&renamed).index(&after));
    let mut edits = Edits::new();
    edits.entry(index).or_default().push(edit);
    let links: Vec<_> = links_to_note(index, others).collect();
    locations.read_all(links.iter().map(|(from, ..)| *from));
    for (from, link, fragment) in links {
        let Some(AnchorTarget::Heading(target)) = anchors.target(&text, &fragment, link.wiki) else {
            continue;
        };
        let leads_there =
            new_anchors.target(&after, &fragment, link.wiki) == Some(AnchorTarget::Heading(target));
        if leads_there && target != heading {
            continue;
        }
        // A link in Markdown may name a heading as Obsidian does.
        let by_name = link.wiki || anchors.fragment(&text, target, false).as_ref() != Some(&fragment);
        let Some(new) = new_anchors.fragment(&after, target, by_name) else { continue };
        let edit = locations.text(from).and_then(|text| {
            let edit = link.with_fragment(text, &new)?;
            (edit.span.of(text) != edit.text).then_some(edit)
        });
        edits.entry(from).or_default().extend(edit);
    }
    Ok(sorted(edits))
}
