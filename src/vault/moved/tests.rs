use std::sync::Arc;

use super::*;
use crate::{
    note::Note,
    vault::{Existence, Files},
};

struct Disk;

impl Files for Disk {
    fn at(&self, path: &str) -> Existence {
        if path == "図.png" { Existence::Exists } else { Existence::Missing }
    }
    fn has_name(&self, name: &str) -> bool {
        name == "図.png"
    }
    fn named(&self, name: &str) -> Option<String> {
        (name == "図.png").then(|| name.to_owned())
    }
}

/// Returns the paths of the links of `a/海.md` that change.
fn moved(moves: &[(&str, &str)]) -> Vec<(String, String)> {
    let text = "[](b.md#x) [](../図.png) [](/a/b.md) [[b]] [[a/b]] [](b) [[c]] [](#top) [](https://a.org) [[図.png]]";
    let facts = |path: &str, text: &str| Arc::new(Facts::gather(&path.into(), &Note::parse(text), None));
    let notes =
        vec![facts("a/海.md", text), facts("a/b.md", "[](海.md)"), facts("c.md", ""), facts("d/e.md", "")];
    let vault = Vault::new(notes, Vec::new(), Arc::new(Disk));
    let moves = moves.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect();
    let links = vault.moved_links(&Moves::new(moves));
    let own = links.into_iter().filter(|link| &*vault.notes()[link.from].path == "a/海.md");
    own.map(|link| (link.link.target.to_owned(), link.path)).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect()
}

#[test]
fn links_follow_a_note_that_moves() {
    let all = [("b.md#x", "n/w.md"), ("/a/b.md", "/a/n/w.md"), ("b", "w"), ("a/b", "a/n/w"), ("b", "n/w")];
    assert_eq!(moved(&[("a/b.md", "a/n/w.md")]), pairs(&all));
    // Another note has the name.
    assert!(moved(&[("a/b.md", "a/e.md")]).contains(&("b".to_owned(), "a/e".to_owned())));
}

#[test]
fn links_of_a_note_that_moves_are_written_from_its_new_folder() {
    let all = [("b.md#x", "../../a/b.md"), ("../図.png", "../../図.png"), ("b", "../../a/b")];
    assert_eq!(moved(&[("a/海.md", "x/y/海.md")]), pairs(&all));
    assert_eq!(moved(&[("a/海.md", "a/波.md")]), pairs(&[]));
}

#[test]
fn a_folder_moves_with_what_is_in_it() {
    let all = [("../図.png", "../../図.png"), ("/a/b.md", "/x/a/b.md"), ("a/b", "x/a/b")];
    assert_eq!(moved(&[("a", "x/a")]), pairs(&all));
}
