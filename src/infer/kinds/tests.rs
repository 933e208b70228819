use std::fmt::Write as _;

use serde_json::json;

use super::{
    super::{facts::ValueFacts, read::Surveyor},
    *,
};
use crate::tree::Patterns;

type Notes = Vec<(String, String)>;

fn recipe(title: &str) -> String {
    format!(
        "---\nserves: 2\nsource: a book\n---\n\n# {title}\n\n## Ingredients\n\n- salt\n\n## Method\n\n1. Cook.\n"
    )
}

fn meeting(title: &str) -> String {
    format!(
        "---\ndate: 2026-11-27\nroom: a\n---\n\n# {title}\n\n## Agenda\n\n- one\n\n## Decisions\n\n- two\n"
    )
}

/// A note that is like no other.
fn essay(number: usize) -> String {
    format!("# About {number}\n\n## Thought {number}\n\nWell.\n\n## Afterthought {number}\n\nSo.\n")
}

fn numbered(count: usize, path: &str, text: impl Fn(usize) -> String) -> Notes {
    (1..=count).map(|number| (path.replace('#', &format!("{number:03}")), text(number))).collect()
}

fn facts(notes: &[(String, String)]) -> Vec<NoteFacts> {
    let surveyor = Surveyor::new().unwrap();
    notes.iter().map(|(path, text)| surveyor.read(path, text)).collect()
}

fn patterns(globs: &[String]) -> Patterns {
    serde_json::from_value(json!(globs)).unwrap()
}

/// Finds the kinds, and checks that a configuration with their globs means the same.
fn find_with(notes: &[(String, String)], known: &[KnownKind]) -> Kinds {
    let facts = facts(notes);
    let found = kinds(&facts.iter().collect::<Vec<_>>(), known);
    let exclude = patterns(&found.exclude);
    let files: Vec<Patterns> = found.kinds.iter().map(|kind| patterns(&kind.files)).collect();
    for (note, facts) in facts.iter().enumerate() {
        let path = &facts.path;
        let kind = found.kinds.iter().position(|kind| kind.notes.contains(&note));
        let is_other = found.others.contains(&note);
        let is_excluded = exclude.match_path_or_parent(path);
        assert_eq!(
            usize::from(kind.is_some()) + usize::from(is_other) + usize::from(is_excluded),
            1,
            "{path}"
        );
        let takes = |(kind, files): &(&Kind, &Patterns)| {
            files.match_path(path) && kind.when.iter().all(|(key, values)| has(facts, key, values))
        };
        let first = found.kinds.iter().zip(&files).position(|kind| takes(&kind));
        assert!(is_excluded || first == kind, "{path}: {kind:?}, but {first:?} takes it: {found:#?}");
    }
    assert!(found.kinds.iter().all(|kind| kind.notes.is_sorted()) && found.others.is_sorted());
    found
}

fn has(facts: &NoteFacts, key: &str, values: &[String]) -> bool {
    let keys = facts.frontmatter.iter().flat_map(|frontmatter| &frontmatter.keys);
    let mut named = keys.filter(|found| &*found.name == key);
    let is_one = |value: &ValueFacts| matches!(value, ValueFacts::Text(text) if values.iter().any(|value| **value == *text.beginning));
    named.any(|key| match &key.value {
        ValueFacts::List(items) => items.iter().any(is_one),
        one => is_one(one),
    })
}

fn find(notes: &[(String, String)]) -> Kinds {
    find_with(notes, &[])
}

/// The kinds in short.
fn shown(found: &Kinds) -> String {
    let mut shown = String::new();
    for Kind { name, is_named, notes, files, when } in &found.kinds {
        let unnamed = if *is_named { "" } else { "?" };
        let when = when.iter().map(|(key, values)| format!(" {key}: {}", values.join(", ")));
        let when: String = when.collect();
        writeln!(shown, "{name}{unnamed} {}: {}{when}", notes.len(), files.join(" ")).unwrap();
    }
    shown
}

#[test]
fn two_kinds_in_a_folder_have_different_file_names() {
    let mut notes = numbered(12, "notes/meeting-#.md", |_| meeting("Monday"));
    notes.extend(numbered(14, "notes/recipe-#.md", |_| recipe("Soup")));
    assert_eq!(
        shown(&find(&notes)),
        "meeting-2 12: notes/meeting-*.md\nrecipe 14: notes/recipe-*.md\n"
            .replace("meeting-2 12", "meeting-2? 12")
    );
}

#[test]
fn notes_that_are_alike_are_one_kind_whatever_their_names() {
    let mut notes = numbered(6, "T1-#_a.md", |_| recipe("Soup"));
    notes.extend(numbered(6, "T2-#_b.md", |_| recipe("Stew")));
    notes.extend(numbered(6, "Cake #.md", |_| recipe("Cake")));
    let found = find(&notes);
    assert_eq!(shown(&found), "note? 18: *.md\n");
    assert_eq!(found.kinds[0].notes, (0..18).collect::<Vec<_>>());
}

#[test]
fn a_base_name_in_many_folders_is_a_kind() {
    let mut notes = numbered(12, "parts/a#/PART.md", |_| recipe("Part"));
    notes.extend(numbered(12, "parts/a#/guide.md", essay));
    notes.extend(numbered(12, "parts/a#/more-#.md", essay));
    let found = find(&notes);
    assert_eq!(shown(&found), "parts 12: parts/**/PART.md\n");
    assert_eq!(found.others.len(), 24);
}

#[test]
fn a_readme_in_many_folders_is_a_note() {
    let mut notes = numbered(12, "work/a#/README.md", |_| recipe("Part"));
    notes.push(("README.md".to_owned(), essay(0)));
    let found = find(&notes);
    assert_eq!(shown(&found), "work 12: work/**/README.md\n");
    assert_eq!(found.exclude, ["README.md"]);
}

#[test]
fn a_value_tells_notes_apart() {
    let status = |status: &str, rest: &str| format!("---\ntitle: A\nstatus: {status}\n{rest}---\n");
    let full = "author: me\nkind: core\ndate: 2026-11-27\n";
    let sections = "\n## Abstract\n\na\n\n## Motivation\n\nb\n\n## Security\n\nc\n";
    let mut notes = numbered(20, "docs/#.md", |_| status("Final", full) + sections);
    notes.extend(numbered(15, "docs/1#.md", |_| status("Draft", full) + sections));
    notes.extend(numbered(12, "docs/2#.md", |_| status("Moved", "to: elsewhere\n") + "\nIt has moved.\n"));
    // Rare values and lists are with what has no condition, but a list is one of its items too.
    notes.extend(numbered(2, "docs/3#.md", |_| status("Living", full) + sections));
    notes.push(("docs/4.md".to_owned(), status("[Moved, Odd]", full) + sections));
    let found = find(&notes);
    assert_eq!(shown(&found), "docs-moved 13: docs/** status: Moved\ndocs 37: docs/**\n");
    assert!(found.others.is_empty());
}

#[test]
fn a_value_that_goes_with_nothing_else_tells_nothing_apart() {
    let notes = numbered(40, "docs/#.md", |number| {
        let status = if number % 2 == 0 { "Draft" } else { "Final" };
        format!("---\nstatus: {status}\ntitle: A\n---\n\n## Summary\n\na\n")
    });
    assert_eq!(shown(&find(&notes)), "docs 40: docs/**\n");
}

#[test]
fn few_notes_are_no_kind() {
    let mut notes = numbered(9, "recipes/#.md", |_| recipe("Soup"));
    assert_eq!(find(&notes).others.len(), 9);
    notes.extend(numbered(1, "recipes/x#.md", |_| recipe("Soup")));
    assert_eq!(shown(&find(&notes)), "recipes 10: recipes/**\n");
}

#[test]
fn notes_that_share_nothing_are_no_kind() {
    let found = find(&numbered(30, "essays/#.md", essay));
    assert_eq!((found.kinds.len(), found.others.len()), (0, 30));
    // Short notes with a title and text are.
    let found = find(&numbered(30, "til/#.md", |number| format!("# Today {number}\n\nA fact.\n")));
    assert_eq!(shown(&found), "til 30: til/**\n");
}

#[test]
fn templates_and_files_about_the_collection_are_left_out() {
    let mut notes = numbered(12, "notes/a/#.md", |_| recipe("Soup"));
    let others = [
        "README.md",
        "notes/README.md",
        "CONTRIBUTING.md",
        "notes/a/SECURITY.md",
        "Templates/recipe.md",
        "Templates/deep/meeting.md",
        "notes/a/recipe-template.md",
        "notes/a/_index.md",
        "notes/a/レシピテンプレート.md",
    ];
    notes.extend(others.iter().map(|path| ((*path).to_owned(), recipe("{{title}}"))));
    // These are notes.
    let own = ["Security.md", "template-matching-in-images.md", "Historical.md", "0101-pod-template.md"];
    notes.extend(own.iter().map(|name| (format!("notes/a/{name}"), recipe("Soup"))));
    let found = find(&notes);
    let expected = [
        "**/README.md",
        "CONTRIBUTING.md",
        "Templates/**",
        "notes/a/SECURITY.md",
        "notes/a/_index.md",
        "notes/a/recipe-template.md",
        "notes/a/レシピテンプレート.md",
    ];
    assert_eq!(found.exclude, expected);
    assert_eq!(shown(&found), "a 16: notes/a/**\n");
}

#[test]
fn a_collection_of_templates_has_kinds() {
    let found = find(&numbered(12, "templates/#.md", |_| recipe("Soup")));
    assert_eq!(shown(&found), "templates 12: templates/**\n");
}

#[test]
fn a_name_is_ascii_if_the_folder_has_ascii_letters() {
    let mut notes = numbered(12, "次世代/#.md", |_| recipe("スープ"));
    notes.extend(numbered(12, "Café Notes (old)/#.md", |_| meeting("月曜")));
    notes.extend(numbered(12, "企業 分析_2045/#.md", |_| {
        "---\nurl: a\n---\n\n## 要約\n\nい\n".to_owned()
    }));
    notes.extend(numbered(12, "skill/#.md", |_| "---\nkind: a\n---\n\n## 強み\n\nい\n".to_owned()));
    assert_eq!(
        shown(&find(&notes)),
        "cafe-notes-old 12: Café Notes (old)/**\n\
         skill-2? 12: skill/**\n\
         企業-分析-2045 12: 企業 分析_2045/**\n\
         次世代 12: 次世代/**\n"
    );
}

#[test]
fn known_kinds_are_kinds_whatever_their_number() {
    let mut notes = numbered(3, "docs/adr/0#-tea.md", |_| meeting("Tea"));
    notes.push(("CHANGELOG.md".to_owned(), "# Changelog\n".to_owned()));
    notes.extend(numbered(11, "docs/guides/#.md", |_| recipe("Soup")));
    notes.extend(numbered(5, "#.md", essay));
    notes.push(("docs/adr/0000-template.md".to_owned(), meeting("")));
    let known = [("adr", vec![2, 0, 1, 20]), ("changelog", vec![3])];
    let known = known.map(|(name, notes)| KnownKind { name: name.to_owned(), notes });
    let found = find_with(&notes, &known);
    assert_eq!(shown(&found), "changelog 1: CHANGELOG.md\nadr 3: docs/adr/**\nguides 11: docs/guides/**\n");
    assert_eq!((found.others.len(), found.exclude), (5, vec!["docs/adr/0000-template.md".to_owned()]));
}

#[test]
fn known_notes_amid_others_are_named_one_by_one() {
    let mut notes = numbered(12, "notes/#.md", |_| recipe("Soup"));
    notes.extend(["notes/[x] {a}?*.md", "notes/!b.md"].map(|path| (path.to_owned(), essay(1))));
    let known = [KnownKind { name: "tech-note".to_owned(), notes: vec![12, 13] }];
    let found = find_with(&notes, &known);
    assert_eq!(
        shown(&found),
        "tech-note 2: notes/!b.md notes/\\[x\\] \\{a\\}[?][*].md\nnotes 12: notes/[0-9]*.md\n"
    );
}

#[test]
fn names_with_the_characters_of_globs_are_matched() {
    let mut notes = numbered(12, "a [1] {b}/#.md", |_| recipe("Soup"));
    notes.extend(numbered(12, "a [1] {b}/*x/#.md", |_| meeting("Monday")));
    notes.extend(numbered(12, "!what?/カ\u{3099}イド-#.md", |_| meeting("Monday")));
    notes.extend(numbered(12, "!what?/[x-#.md", |_| recipe("Soup")));
    let found = find(&notes);
    assert_eq!(found.kinds.iter().map(|kind| kind.notes.len()).sum::<usize>(), 48, "{found:#?}");
}

#[test]
fn an_escaped_path_matches_itself_alone() {
    for path in
        ["a[1].md", "{a,b}.md", "a*b?.md", "!a.md", "a\\b.md", "[!a]/]x[.md", "カ\u{3099}.md", "a/**/b.md"]
    {
        let glob = patterns(&[escaped(path)]);
        assert!(glob.match_path(path), "{path}");
        for other in ["a1.md", "a.md", "aXbY.md", "ab.md", "b/xx.md", "a/x/b.md", "a/b.md"] {
            assert!(!glob.match_path(other), "{path} matches {other}");
        }
    }
}

#[test]
fn what_most_notes_of_a_folder_are_is_tried_last() {
    let mut notes = Vec::new();
    for folder in 0..12 {
        notes.extend(numbered(3, &format!("food/f{folder}/#.md"), |_| recipe("Soup")));
    }
    notes.extend(numbered(12, "food/talks/#.md", |_| meeting("Monday")));
    assert_eq!(shown(&find(&notes)), "talks 12: food/talks/**\nfood 36: food/**\n");
}

#[test]
fn a_mixed_folder_has_no_kind() {
    let mut notes = numbered(12, "inbox/# a.md", |_| recipe("Soup"));
    notes.extend(numbered(30, "inbox/# b.md", essay));
    let found = find(&notes);
    assert!(found.kinds.is_empty(), "{}", shown(&found));
}

#[test]
fn many_groups_in_a_folder_are_merged() {
    let notes: Notes =
        (0..100).flat_map(|word| numbered(6, &format!("all/w{word}-#.md"), |_| recipe("Soup"))).collect();
    assert_eq!(shown(&find(&notes)), "all 600: all/**\n");
}

#[test]
fn few_notes_of_a_folder_join_what_they_are_like_there() {
    let mut notes = numbered(12, "a/#.md", |_| recipe("Soup"));
    notes.extend(["a/two words.md", "a/some-words.md", "b/c/meeting.md"].map(|path| {
        (path.to_owned(), if path.starts_with('a') { recipe("Stew") } else { meeting("Monday") })
    }));
    let found = find(&notes);
    assert_eq!((shown(&found), found.others), ("a 14: a/**\n".to_owned(), vec![14]));
}

#[test]
fn each_of_the_rest_of_a_folder_joins_what_it_is_like() {
    let mut notes = numbered(8, "all/T1-#.md", |_| recipe("Soup"));
    notes.extend(numbered(8, "all/T2-#.md", |_| meeting("Monday")));
    for word in ["T3", "T4", "T5"] {
        notes.extend(numbered(2, &format!("all/{word}-#.md"), |_| recipe("Soup")));
        notes.extend(numbered(2, &format!("all/{word}x-#.md"), |_| meeting("Monday")));
    }
    notes.push(("all/T6-1.md".to_owned(), recipe("Soup")));
    assert_eq!(
        shown(&find(&notes)),
        "all 15: all/T1-*.md all/T3-*.md all/T4-*.md all/T5-*.md all/T6-*.md\n\
         all-2? 14: all/T2-*.md all/T3x-*.md all/T4x-*.md all/T5x-*.md\n"
    );
}

#[test]
fn notes_in_very_deep_folders_are_told_apart() {
    let deep = "d/".repeat(40);
    let mut notes = numbered(12, &format!("{deep}a/#.md"), |_| recipe("Soup"));
    notes.extend(numbered(12, &format!("{deep}b/#.md"), |_| meeting("Monday")));
    let expected = format!("a 12: {deep}a/*.md\nb 12: {deep}b/*.md\n");
    assert_eq!(shown(&find(&notes)), expected);
}

#[test]
fn the_order_of_the_notes_does_not_matter() {
    let mut notes = numbered(12, "notes/meeting-#.md", |_| meeting("Monday"));
    notes.extend(numbered(14, "notes/recipe-#.md", |_| recipe("Soup")));
    notes.extend(numbered(9, "notes/x/#.md", |_| recipe("Soup")));
    notes.extend(numbered(11, "y/a#/SKILL.md", |_| "---\nname: a\ndescription: b\n---\n\nDo.\n".to_owned()));
    notes.extend(numbered(7, "y/a#/b.md", essay));
    notes.extend(numbered(5, "#.md", essay));
    notes.extend(numbered(12, "z/T1-#.md", |_| meeting("Monday") + "\n## Cost\n\n1\n"));
    notes.push(("README.md".to_owned(), essay(1)));
    let by_path = |notes: &[(String, String)]| {
        let found = find(notes);
        let paths = |of: &[usize]| {
            let mut paths: Vec<String> = of.iter().map(|&note| notes[note].0.clone()).collect();
            paths.sort_unstable();
            paths
        };
        let kinds: Vec<_> = found.kinds.iter().map(|kind| paths(&kind.notes)).collect();
        (shown(&found), found.exclude.clone(), kinds, paths(&found.others))
    };
    let expected = by_path(&notes);
    assert!(expected.2.len() >= 3, "{}", expected.0);
    for step in [1, 7, 31] {
        // Each note once, as the number of notes is no multiple of the step.
        assert!(notes.len() % step != 0 || step == 1);
        let shuffled: Notes =
            (0..notes.len()).rev().map(|at| notes[at * step % notes.len()].clone()).collect();
        assert_eq!(by_path(&shuffled), expected);
    }
}

#[test]
fn no_notes_have_no_kinds() {
    assert_eq!(find(&[]), Kinds::default());
    let empty = numbered(20, "a/#.md", |_| String::new());
    assert_eq!(find(&empty).others.len(), 20);
}
