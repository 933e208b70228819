//! Targets and anchors of links.

use std::{borrow::Cow, collections::HashMap};

use gen_lsp_types::CompletionItemKind;

use super::{
    candidate::{Candidate, Insertion, MAX_ITEMS, Offered},
    link::Link,
    names::{Match, matches, title},
};
use crate::{
    note::Note,
    vault::{Facts, file_stem, github_slug, parent, percent_decoded, percent_encoded, relative},
    workspace::Neighbors,
};

/// Returns the notes that `link` can lead to, those first that match what is written of it; one more than is shown if
/// there are more.
pub(super) fn targets(link: &Link<'_>, neighbors: &Neighbors<'_>) -> Offered {
    let own = neighbors.own;
    let written = name_in(link).to_lowercase();
    let folder = parent(&own.path);
    let notes = neighbors.vault().notes().iter().enumerate().filter(|(_, note)| note.path != own.path);
    let mut matched: Vec<_> = notes
        .filter_map(|(index, note)| {
            let (matched, name) = best(note, &written)?;
            Some((matched, parent(&note.path) != folder, index, name))
        })
        .collect();
    matched.sort_unstable_by_key(|(matched, is_elsewhere, index, _)| (*matched, *is_elsewhere, *index));
    matched.truncate(MAX_ITEMS + 1);
    let targets = matched.into_iter().filter_map(|(_, _, index, name)| target(link, neighbors, index, name));
    Offered { candidates: targets.collect(), is_narrowed: !written.is_empty() }
}

/// Returns what is written of a name: of a path, without the steps that it begins with.
fn name_in<'l>(link: &Link<'l>) -> Cow<'l, str> {
    if link.is_wiki {
        return link.written.into();
    }
    let path = link.written.trim_start_matches("../").trim_start_matches("./").trim_start_matches('/');
    if path.contains('%') { percent_decoded(path).into() } else { path.into() }
}

/// Returns how well the best name of `note` matches what is `written` in lower case, and that name.
fn best<'n>(note: &'n Facts, written: &str) -> Option<(Match, &'n str)> {
    let names = title(note).into_iter().chain([file_stem(&note.path), &note.path]);
    let mut names = names.chain(note.aliases().map(|alias| alias.text));
    if written.is_empty() {
        return names.next().map(|name| (Match::Begins, name));
    }
    let mut best = None;
    for name in names {
        match matches(name, written) {
            Some(Match::Begins) => return Some((Match::Begins, name)),
            found => best = best.or_else(|| Some((found?, name))),
        }
    }
    best
}

/// Returns the path to `path` from a note in `folder`, as `link` begins.
fn destination(link: &Link<'_>, folder: &str, path: &str) -> String {
    let path = match link.written.starts_with('/') {
        true => format!("/{path}"),
        false if link.written.starts_with("./") => format!("./{}", relative(folder, path)),
        false => relative(folder, path),
    };
    if link.is_bracketed { path } else { percent_encoded(&path, false) }
}

/// Returns the candidate that leads to the note at `index`, which was found by `name`.
fn target(link: &Link<'_>, neighbors: &Neighbors<'_>, index: usize, name: &str) -> Option<Candidate> {
    let note = neighbors.vault().notes().get(index)?;
    let stem = file_stem(&note.path);
    let title = title(note);
    let destination = if link.is_wiki {
        wiki(neighbors, index, note)
    } else {
        destination(link, parent(&neighbors.own.path), &note.path)
    };
    let is_alias = link.is_wiki && note.aliases().any(|alias| alias.text == name);
    let alias = match (is_alias && link.closing == "]]", link.is_in_table) {
        (false, _) => String::new(),
        (true, false) => format!("|{name}"),
        (true, true) => format!("\\|{name}"),
    };
    let label = if is_alias { name } else { title.unwrap_or(stem) };
    // Clients compare its beginning with what is written.
    let is_path = !link.is_wiki && destination.starts_with(link.written);
    let first = if is_path { &*destination } else { name };
    let others = [title.unwrap_or_default(), stem].into_iter().filter(|other| *other != first);
    let filter = std::iter::once(first).chain(others).collect::<Vec<_>>().join(" ");
    Some(Candidate {
        detail: Some(note.path.to_string()),
        filter: Some(filter),
        insertion: Insertion::of(&format!("{destination}{alias}{}", link.closing)),
        ..Candidate::new(label, CompletionItemKind::File, link.part.clone())
    })
}

/// Returns the shortest name that leads to the note at `index` from everywhere.
fn wiki(neighbors: &Neighbors<'_>, index: usize, note: &Facts) -> String {
    let vault = neighbors.vault();
    let leads = |name: &str| vault.linked_note(neighbors.own, name, true) == Some(index);
    let stem = file_stem(&note.path);
    if leads(stem) {
        return stem.to_owned();
    }
    note.path.strip_suffix(".md").unwrap_or(&note.path).to_owned()
}

/// Returns the anchors of the note `text`, to which `link` leads.
pub(super) fn anchors(link: &Link<'_>, text: &str) -> Vec<Candidate> {
    let note = Note::parse(text);
    let mut counts: HashMap<String, usize> = HashMap::new();
    let candidate = |(rank, heading): (u8, &str)| {
        let slug = github_slug(heading);
        let count = counts.entry(slug.clone()).or_default();
        let numbered = if *count == 0 { slug } else { format!("{slug}-{count}") };
        *count += 1;
        let anchor = if link.is_wiki { obsidian_anchor(heading) } else { numbered };
        Candidate {
            detail: Some("#".repeat(rank.into())),
            filter: Some(if anchor == heading { anchor.clone() } else { format!("{anchor} {heading}") }),
            insertion: Insertion::of(&format!("{anchor}{}", link.closing)),
            ..Candidate::new(heading, CompletionItemKind::Reference, link.part.clone())
        }
    };
    let headings = note.outline.iter().map(|(_, heading)| (heading.level, &*heading.plain));
    headings.filter(|(_, heading)| !heading.is_empty()).map(candidate).collect()
}

/// Returns `heading` as a wiki link names it: without the characters that have a meaning there.
fn obsidian_anchor(heading: &str) -> String {
    let kept =
        heading.split(['#', '|', '^', ':', '[', ']', '%']).map(str::trim).filter(|part| !part.is_empty());
    kept.collect::<Vec<_>>().join(" ")
}
