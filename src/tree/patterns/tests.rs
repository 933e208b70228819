use super::*;

fn patterns(globs: &[&str]) -> Patterns {
    Patterns::new(globs.iter().map(|glob| PathGlob::new(glob).unwrap().0)).unwrap()
}

#[test]
fn a_star_stops_at_a_slash() {
    assert!(patterns(&["notes/T*.md"]).match_path("notes/T1.md"));
    assert!(!patterns(&["notes/T*.md"]).match_path("notes/T1/a.md"));
    assert!(patterns(&["**/a.md"]).match_path("a.md"));
    assert!(!patterns(&[]).match_path("a.md"));
}

#[test]
fn a_folder_matches_all_that_is_in_it() {
    let templates = patterns(&["templates"]);
    assert!(templates.match_path_or_parent("templates/deep/a.md"));
    assert!(!templates.match_path_or_parent("notes/templates/a.md"));
    assert!(!templates.match_path_or_parent("templates.md"));
}

#[test]
fn a_folder_is_matched_by_a_glob_for_all_that_is_in_it() {
    assert!(patterns(&["out/**"]).match_folder("out"));
    assert!(patterns(&["out"]).match_folder("out"));
    assert!(!patterns(&["out/*.md", "out/?", "out/a/**"]).match_folder("out"));
}

#[test]
fn a_backslash_is_for_brackets_and_does_not_separate_folders() {
    for glob in ["drafts\\**", "drafts\\a.md", "drafts\\", "a\\?", "a\\\\b", "a\\[x\\*"] {
        assert!(meant_as_separator(glob).is_some(), "{glob}");
    }
    for glob in ["drafts/**", "a\\[1\\].md", "{a\\,b,c}", "\\!a", "\\{a\\}"] {
        assert!(meant_as_separator(glob).is_none(), "{glob}");
    }
    assert!(patterns(&["a\\[1\\].md"]).match_path("a[1].md"));
}

#[test]
fn names_are_compared_in_nfc() {
    assert!(patterns(&["ガイド*.md"]).match_path("カ\u{3099}イト\u{3099}1.md"));
    assert!(patterns(&["カ\u{3099}*.md"]).match_path("ガ.md"));
}
