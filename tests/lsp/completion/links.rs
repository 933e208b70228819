use super::{Offer, editor};

const TYPE: (&str, &str) = (
    "recipe.yaml",
    "$schema: https://json-schema.org/draft/2020-12/schema
type: object
x-note: { type: recipe }
properties: { title: { type: string } }
",
);

const TEA: (&str, &str) =
    ("notes/緑 茶.md", "---\naliases: [お茶]\n---\n# 緑茶🍵\n\n## 味: 甘い\n\n## Notes\n\n## Notes\n");
const CAKE: (&str, &str) = ("notes/sweet/cake.md", "# Cake\n");
const OTHER_CAKE: (&str, &str) = ("notes/old/cake.md", "# Old cake\n");

#[test]
fn wiki_links_are_found_by_title_file_and_alias() {
    let mut editor = editor(&[TYPE, TEA, CAKE, OTHER_CAKE]);
    let offer = Offer::of(&mut editor, "notes/a.md", "# 🍵\n\n🍵 [[|\n");
    assert_eq!(offer.labels(), ["緑茶🍵", "Old cake", "Cake"]);
    assert_eq!(offer.taken("緑茶🍵"), "# 🍵\n\n🍵 [[緑 茶]]\n");
    let offer = Offer::of(&mut editor, "notes/a.md", "# 🍵\n\n[[お|]]\n");
    assert_eq!(offer.taken("お茶"), "# 🍵\n\n[[緑 茶]]\n");
    let offer = Offer::of(&mut editor, "notes/a.md", "# 🍵\n\n[[お|\n");
    assert_eq!(offer.item("お茶")["filterText"], "お茶 緑茶🍵 緑 茶");
    assert_eq!(offer.taken("お茶"), "# 🍵\n\n[[緑 茶|お茶]]\n");
    let offer = Offer::of(&mut editor, "notes/a.md", "# 🍵\n\n[[cak|\n");
    assert_eq!(offer.labels(), ["Old cake", "Cake"]);
    assert_eq!(offer.inserted("Cake").trim_end_matches("]]").rsplit('/').next(), Some("cake"));
    assert_ne!(offer.inserted("Cake"), offer.inserted("Old cake"));
}

#[test]
fn markdown_links_have_relative_paths() {
    let mut editor = editor(&[TYPE, TEA, CAKE]);
    let offer = Offer::of(&mut editor, "notes/sweet/b.md", "# 🍵\n\n🍵 [x](緑|\n");
    assert_eq!(offer.taken("緑茶🍵"), "# 🍵\n\n🍵 [x](../緑%20茶.md)\n");
    let offer = Offer::of(&mut editor, "notes/sweet/b.md", "# 🍵\n\n[x](CAK|\n");
    assert_eq!(offer.taken("Cake"), "# 🍵\n\n[x](cake.md)\n");
    let offer = Offer::of(&mut editor, "notes/sweet/b.md", "# 🍵\n\n[x](<../|>)\n");
    assert_eq!(offer.item("緑茶🍵")["filterText"], "../緑 茶.md 緑茶🍵 緑 茶");
    assert_eq!(offer.taken("緑茶🍵"), "# 🍵\n\n[x](<../緑 茶.md>)\n");
    let offer = Offer::of(&mut editor, "notes/sweet/b.md", "# 🍵\n\n[x](ca|ke.md#top) [y](z)\n");
    assert_eq!(offer.taken("Cake"), "# 🍵\n\n[x](cake.md#top) [y](z)\n");
}

#[test]
fn anchors_are_the_headings_of_the_note_that_is_linked() {
    let mut editor = editor(&[TYPE, TEA]);
    let offer = Offer::of(&mut editor, "notes/a.md", "# 🍵\n\n[x](緑%20茶.md#|)\n");
    assert_eq!(offer.labels(), ["緑茶🍵", "味: 甘い", "Notes", "Notes"]);
    assert_eq!(offer.taken("味: 甘い"), "# 🍵\n\n[x](緑%20茶.md#味-甘い)\n");
    assert_eq!(offer.items[3]["textEdit"]["newText"], "notes-1");
    let offer = Offer::of(&mut editor, "notes/a.md", "# 🍵\n\n[[緑 茶#味|\n");
    assert_eq!(offer.taken("味: 甘い"), "# 🍵\n\n[[緑 茶#味 甘い]]\n");
    let offer = Offer::of(&mut editor, "notes/a.md", "# 🍵 here\n\n[x](#|\n");
    assert_eq!(offer.taken("🍵 here"), "# 🍵 here\n\n[x](#-here)\n");
}

#[test]
fn rules_are_offered_in_suppression_comments() {
    let mut editor = editor(&[TYPE]);
    let offer = Offer::of(
        &mut editor,
        "notes/a.md",
        "# 茶\n\n🍵 <!-- notelint-disable-next-line li| -->\n[x](no.md)\n",
    );
    assert_eq!(offer.labels()[0], "link/missing-target");
    assert!(offer.taken("link").contains("🍵 <!-- notelint-disable-next-line link -->\n"));
    let offer = Offer::of(&mut editor, "notes/a.md", "---\n題: 茶 # notelint-|\n---\n# 茶\n");
    assert_eq!(offer.taken("notelint-disable"), "---\n題: 茶 # notelint-disable ${1:}\n---\n# 茶\n");
}

#[test]
fn nothing_is_linked_in_code() {
    let mut editor = editor(&[TYPE, TEA]);
    let offer = Offer::of(&mut editor, "notes/a.md", "# 🍵\n\n```sh\nif [[ | ]]\n```\n");
    assert_eq!(offer.labels(), [""; 0]);
}

#[test]
fn targets_that_match_are_asked_for_again_when_less_is_written() {
    let mut editor = editor(&[TYPE, TEA, CAKE]);
    let all = Offer::of(&mut editor, "notes/a.md", "# 🍵\n\n🍵 [[|\n");
    assert_eq!((all.items.len(), all.is_incomplete), (2, false));
    let some = Offer::of(&mut editor, "notes/a.md", "# 🍵\n\n🍵 [[緑|\n");
    assert_eq!((some.items.len(), some.is_incomplete), (1, true));
}
