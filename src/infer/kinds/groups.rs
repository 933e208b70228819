//! Groups of notes: by folder and file name, as far as what the notes have in common goes with these.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};

use super::{
    features::Features,
    merge::{Group, MIN_SIMILARITY, merge, most_similar},
    paths::NotePath,
};

/// From this number of notes on a group is a kind: fewer show too little of what their type requires.
pub(super) const MIN_NOTES: usize = 10;

/// A group of fewer notes is too small to be compared: it is pooled with others around it.
const MIN_COMPARED: usize = 5;

/// From this number of folders on, their files of the same name may be a kind.
pub(super) const MIN_FOLDERS: usize = 5;

/// A small group joins one that is less alike than what is merged otherwise.
const MIN_SIMILARITY_OF_SMALL: f64 = 0.4;

/// The number of groups that a small one is compared with.
const MAX_COMPARED: usize = 80;

/// What is found in a folder and not yet handed to the folder above.
#[derive(Default)]
struct Folder<'p> {
    notes: Vec<usize>,
    groups: Vec<Group>,
    /// How many of the folders in it have groups.
    sources: usize,
    /// Notes of groups that are too small, by the base name if it is that of a kind.
    pools: BTreeMap<Option<&'p str>, Vec<usize>>,
}

/// Returns the groups of `notes`, which are in the order of their paths.
pub(super) fn find(features: &Features, paths: &[NotePath<'_>], notes: &[usize]) -> Vec<Vec<usize>> {
    let shared = shared_names(notes.iter().map(|&note| paths[note]));
    let mut folders: BTreeMap<(Reverse<usize>, &str), Folder<'_>> = BTreeMap::new();
    for &note in notes {
        let folder = paths[note].folder;
        folders.entry((Reverse(depth(folder)), folder)).or_default().notes.push(note);
    }
    let mut groups = Vec::new();
    // Deeper folders come first.
    while let Some(((_, path), mut folder)) = folders.pop_first() {
        group_files(features, paths, &shared, &mut folder);
        let mut is_new = folder.sources > 1;
        let mut pools = BTreeMap::new();
        for (name, pool) in std::mem::take(&mut folder.pools) {
            if pool.len() >= MIN_COMPARED {
                folder.groups.push(Group::new(features, pool));
                is_new = true;
            } else {
                pools.insert(name, pool);
            }
        }
        if is_new {
            folder.groups = merge(features, folder.groups);
        }
        if path.is_empty() {
            groups = folder.groups;
            groups.extend(pools.into_values().map(|pool| Group::new(features, pool)));
            break;
        }
        let parent = path.rfind('/').map_or("", |at| &path[..at]);
        let parent = folders.entry((Reverse(depth(parent)), parent)).or_default();
        parent.sources += usize::from(!folder.groups.is_empty());
        parent.groups.extend(folder.groups);
        for (name, pool) in pools {
            parent.pools.entry(name).or_default().extend(pool);
        }
    }
    let groups = join_small(features, paths, groups, notes.len());
    let mut groups: Vec<Vec<usize>> = groups.into_iter().map(|group| group.notes).collect();
    for group in &mut groups {
        group.sort_by_key(|&note| paths[note].path);
    }
    groups.sort_by_key(|group| group.first().map(|&note| paths[note].path));
    groups
}

/// Lets each of `notes` join the group that it is like, and returns the others.
fn join_alike(features: &Features, groups: &mut [Group], notes: Vec<usize>) -> Vec<usize> {
    let mut left = Vec::new();
    for note in notes {
        let alone = Group::new(features, vec![note]);
        match most_similar(features, &alone, groups.iter(), MIN_SIMILARITY) {
            Some(at) => groups[at].absorb(alone),
            None => left.push(note),
        }
    }
    left
}

/// How deep a folder is; 0 is the root.
fn depth(folder: &str) -> usize {
    if folder.is_empty() { 0 } else { folder.matches('/').count() + 1 }
}

/// Returns the base names that are in many folders. Numbers are none: each folder may count its notes.
pub(super) fn shared_names<'p>(paths: impl Iterator<Item = NotePath<'p>>) -> HashSet<&'p str> {
    let mut folders: HashMap<&str, usize> = HashMap::new();
    for path in paths.filter(|path| path.stem.contains(char::is_alphabetic)) {
        *folders.entry(path.name).or_default() += 1;
    }
    folders.into_iter().filter(|(_, count)| *count >= MIN_FOLDERS).map(|(name, _)| name).collect()
}

/// Groups the files of a folder by the words that their names begin with.
fn group_files<'p>(
    features: &Features,
    paths: &[NotePath<'p>],
    shared: &HashSet<&str>,
    folder: &mut Folder<'p>,
) {
    let mut by_word: BTreeMap<Option<&str>, BTreeMap<Option<&str>, Vec<usize>>> = BTreeMap::new();
    for &note in &folder.notes {
        let path = paths[note];
        if shared.contains(path.name) {
            folder.pools.entry(Some(path.name)).or_default().push(note);
        } else {
            let [first, second] = path.beginnings();
            by_word.entry(first).or_default().entry(second).or_default().push(note);
        }
    }
    let (mut of_folder, mut rest_of_folder) = (Vec::new(), Vec::new());
    for by_second in by_word.into_values() {
        let (mut of_word, mut rest_of_word) = (Vec::new(), Vec::new());
        for notes in by_second.into_values() {
            if notes.len() >= MIN_COMPARED {
                of_word.push(Group::new(features, notes));
            } else {
                rest_of_word.extend(notes);
            }
        }
        if rest_of_word.len() >= MIN_COMPARED {
            of_word.push(Group::new(features, rest_of_word));
        } else {
            rest_of_folder.extend(rest_of_word);
        }
        of_folder.extend(merge(features, of_word));
    }
    let mut merged = merge(features, of_folder);
    let rest_of_folder = join_alike(features, &mut merged, rest_of_folder);
    if rest_of_folder.len() >= MIN_COMPARED {
        merged.push(Group::new(features, rest_of_folder));
        merged = merge(features, merged);
    } else if !rest_of_folder.is_empty() {
        folder.pools.entry(None).or_default().extend(rest_of_folder);
    }
    folder.sources += usize::from(!merged.is_empty());
    folder.groups.extend(merged);
}

/// Lets each group that is too small for a kind join the one that is most like it, if they share a folder at the root.
fn join_small(
    features: &Features,
    paths: &[NotePath<'_>],
    mut groups: Vec<Group>,
    total: usize,
) -> Vec<Group> {
    let least = MIN_NOTES.max(total.div_ceil(100));
    groups.sort_by_key(|group| Reverse(group.notes.len()));
    let tops = |group: &Group| group.notes.iter().map(|&note| paths[note].top()).collect::<BTreeSet<&str>>();
    let mut tops: Vec<BTreeSet<&str>> = groups.iter().map(tops).collect();
    for small in (1..groups.len()).rev() {
        if groups[small].notes.len() >= least {
            continue;
        }
        let near: Vec<usize> =
            (0..small).filter(|&at| !tops[at].is_disjoint(&tops[small])).take(MAX_COMPARED).collect();
        let group = std::mem::take(&mut groups[small]);
        let others = near.iter().map(|&at| &groups[at]);
        match most_similar(features, &group, others, MIN_SIMILARITY_OF_SMALL) {
            Some(at) => {
                let joined = std::mem::take(&mut tops[small]);
                tops[near[at]].extend(joined);
                groups[near[at]].absorb(group);
            }
            None => groups[small] = group,
        }
    }
    groups.retain(|group| !group.notes.is_empty());
    groups
}
