//! Links, in all the forms that people write them in.

use std::{fs, path::Path};

use crate::support::{folder, json, run};

const TARGET: &str = "\
# Target note

## Twice

## Twice

## 💡 My notes

## 評価 (5段階)

## A `code` & **bold** — x.y!

Setext heading
--------------

Other setext
===

> ## In a quotation

- ## In an item

## Foo: bar | baz

### 1. Numbered

## [Linked](#twice) text

## Ünïcode É

## snake_case_name

## Trailing ##

## 日本の強み・弱み、「引用」

## ＦＵＬＬ　幅

## C++ / C#

## Footnote[^1]

<a id=\"custom-id\"></a>

<h2 class=\"x\" id='html-heading'>HTML</h2>

A paragraph ^block-id

- an item ^item1

[^1]: A note.
";

/// What is said of links in `note`, at `notes/note.md`: the words at each place.
fn nowhere(note: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("notelint.yaml", "types: [{ name: page, schema: page.yaml }]\n");
    write("page.yaml", "x-note: { type: page }\ntype: object\n");
    write("notes/target.md", TARGET);
    write("notes/note.md", note);
    write("notes/図.png", "");
    write("notes/data.csv", "");
    write("notes/with space/a b.md", "# A b\n");
    write("notes/日本/ノート.md", "# ノート\n");
    // What a Mac calls ガイド.
    write("notes/日本/カ\u{3099}イト\u{3099}.md", "# ガイド\n\n## 使い方\n");
    write("other/Case.md", "# Case\n\n## Part\n");
    let report = json(&run(folder.path(), ["--select", "link/missing-target", "--format", "json"]));
    let found = report["diagnostics"].as_array().unwrap().iter().filter(|found| {
        assert!(found["path"] == "notes/note.md", "{found}");
        found["rule"] == "link/missing-target"
    });
    found
        .map(|found| {
            let offset =
                |end: &str| usize::try_from(found["range"][end]["offset"].as_u64().unwrap()).unwrap();
            note[offset("start")..offset("end")].to_owned()
        })
        .collect()
}

/// Holds that each of `links` leads somewhere.
fn lead_somewhere(links: &[&str]) {
    assert_eq!(nowhere(&format!("# Note\n\n{}\n", links.join("\n\n"))), [""; 0]);
}

/// Holds that each of `links` leads nowhere, and that just its destination is marked.
fn lead_nowhere(links: &[(&str, &str)]) {
    let written: Vec<&str> = links.iter().map(|(link, _)| *link).collect();
    let destinations: Vec<&str> = links.iter().map(|(_, destination)| *destination).collect();
    assert_eq!(nowhere(&format!("# Note\n\n{}\n", written.join("\n\n"))), destinations);
}

#[test]
fn links_images_and_references_lead_to_files() {
    lead_somewhere(&[
        "[a](target.md) [a](./target.md) [a](../notes/target.md) [a](/notes/target.md) [a](target)",
        "[a](<with space/a b.md>) [a](with%20space/a%20b.md) [a](日本/ノート.md)",
        "[a](%E6%97%A5%E6%9C%AC/%E3%83%8E%E3%83%BC%E3%83%88.md)",
        "![a](図.png) ![a](%E5%9B%B3.png \"title\") [a](data.csv) [a](日本/) [a](日本) [![a](図.png)](target.md)",
        "[a][r] [r][] [r] ![a][i]",
        "[r]: target.md \"title\"\n[i]: <図.png>",
    ]);
    lead_nowhere(&[
        ("[a](gone.md)", "gone.md"),
        ("![a](gone.png)", "gone.png"),
        ("[a](target.md/x)", "target.md/x"),
        ("[a](../../target.md)", "../../target.md"),
        ("[a](with%20space/c.md)", "with%20space/c.md"),
        ("[a](<gone too.md>)", "gone too.md"),
        ("[a](Target.md)", "Target.md"),
        ("[a](../other/case.md)", "../other/case.md"),
    ]);
    assert_eq!(nowhere("# Note\n\n[a][r]\n\n[r]: gone.md\n"), ["gone.md"], "where it is defined");
}

#[test]
fn links_out_of_the_collection_are_not_followed() {
    lead_somewhere(&[
        "[a](https://example.com/gone.md) [a](mailto:a@example.com) [a](tel:1) [a](//example.com/x)",
        "<https://example.com/gone> https://example.com/gone.md [a](data:text/plain,x)",
    ]);
}

#[test]
fn code_and_comments_hold_no_links() {
    lead_somewhere(&[
        "`[a](gone.md)` `[[gone]]` \\[[gone]] \\[a](gone.md)",
        "```\n[a](gone.md) [[gone]]\n```",
        "<!-- [a](gone.md) [[gone]] -->",
    ]);
}

#[test]
fn anchors_are_those_of_github() {
    lead_somewhere(&[
        "[a](#note) [a](#top) [a](#) [a](target.md#)",
        "[a](target.md#twice) [a](target.md#twice-1) [a](target.md#-my-notes)",
        "[a](target.md#評価-5段階) [a](target.md#%E8%A9%95%E4%BE%A1-5%E6%AE%B5%E9%9A%8E)",
        "[a](target.md#a-code--bold--xy) [a](target.md#setext-heading) [a](target.md#other-setext)",
        "[a](target.md#in-a-quotation) [a](target.md#in-an-item) [a](target.md#foo-bar--baz)",
        "[a](target.md#1-numbered) [a](target.md#linked-text) [a](target.md#ünïcode-é)",
        "[a](target.md#snake_case_name) [a](target.md#trailing) [a](target.md#日本の強み弱み引用)",
        "[a](target.md#c--c) [a](target.md#custom-id) [a](target.md#html-heading)",
        "[a](target.md?raw=1#twice) [a](target#twice) [a](/notes/target.md#twice)",
        "[a](日本/ガイド.md#使い方)",
    ]);
    lead_nowhere(&[
        ("[a](#gone)", "#gone"),
        ("[a](target.md#gone)", "target.md#gone"),
        ("[a](target.md#twice-2)", "target.md#twice-2"),
        ("[a](target.md#my-notes)", "target.md#my-notes"),
        ("[a](target.md#Twice)", "target.md#Twice"),
        ("[a](target.md#評価-5段階-1)", "target.md#評価-5段階-1"),
    ]);
}

#[test]
fn wiki_links_find_notes_and_files_by_name() {
    lead_somewhere(&[
        "[[target]] [[target.md]] [[Target]] [[target|alias]] [[ target ]] [[/notes/target]]",
        "[[ノート]] [[日本/ノート]] [[a b]] [[case]] [[Other/Case]] [[data.csv]]",
        "![[図.png]] ![[図.png|300]] ![[target]] ![[target#Twice]]",
        "| a |\n|---|\n| [[target\\|alias]] |",
        "[[gone\naway]] [[gone \naway|and]] ![[gone\n]] [[gone|an\r\naway]]",
    ]);
    lead_nowhere(&[
        ("[[gone]]", "gone"),
        ("[[gone|target]]", "gone"),
        ("![[gone.png]]", "gone.png"),
        ("[[elsewhere/Case]]", "elsewhere/Case"),
    ]);
}

#[test]
fn places_in_wiki_links_are_those_of_obsidian() {
    let places = [
        "[[#Note]] [[#note]] [[target#Twice]] [[target#Target note#Twice]] [[target#Setext heading|x]]",
        "[[target#💡 My notes]] [[target#評価 (5段階)]] [[target#評価 5段階]] [[target#Foo bar baz]]",
        "[[target#A `code` & **bold** — x.y!]] [[target#A code & bold — x.y!]] [[target#C++ / C#]]",
        "[[target#Linked text]] [[target#^block-id]] [[target#^item1]] [[Case#Part]] [[ＦＵＬＬ]]",
    ];
    assert_eq!(nowhere(&format!("# Note\n\n{}\n", places.join("\n\n"))), ["ＦＵＬＬ"]);
    // Who has Obsidian write Markdown links gets the same names in them.
    lead_somewhere(&[
        "[a](target.md#💡%20My%20notes) [a](<target.md#評価 (5段階)>) [a](target.md#^block-id)",
        "[a](target.md#Foo%20bar%20baz)",
    ]);
    lead_nowhere(&[
        ("[[target#Gone]]", "target#Gone"),
        ("[[target#^gone]]", "target#^gone"),
        ("[[#Gone]]", "#Gone"),
        ("[a](target.md#Gone%20too)", "target.md#Gone%20too"),
        ("[a](target.md#^gone)", "target.md#^gone"),
    ]);
}

#[test]
fn names_are_the_same_in_either_normal_form() {
    lead_somewhere(&[
        "[a](日本/ガイド.md) [a](日本/カ\u{3099}イト\u{3099}.md) [[ガイド]] [[カ\u{3099}イト\u{3099}#使い方]]",
        "[a](%E6%97%A5%E6%9C%AC/%E3%82%AB%E3%82%99%E3%82%A4%E3%83%88%E3%82%99.md)",
    ]);
}

/// What `flags` make of `paths` in `folder`: `path rule` for each finding.
fn said(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let report = json(&run(folder, arguments.iter().chain(&["--format", "json"])));
    assert_eq!(report["faults"].as_array().unwrap().len(), 0, "{report}");
    let word = |found: &serde_json::Value, key: &str| found[key].as_str().unwrap().to_owned();
    let found = report["diagnostics"].as_array().unwrap().iter();
    found.map(|found| format!("{} {}", word(found, "path"), word(found, "rule"))).collect()
}

#[test]
fn the_whole_collection_counts_where_one_note_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "notelint.yaml",
        "types: [{ name: memo, schema: memo.yaml, files: ['notes/**'] }]\nexclude: [old]\n",
    );
    write(
        "memo.yaml",
        "x-note: { type: memo, id: '^M-\\d+' }\ntype: object\nproperties: { frontmatter: { type: object, properties: { tags: { type: array } } } }\n",
    );
    write(
        "notes/a.md",
        "---\ntags: [Heat-Pump]\n---\n\n# M-1 One\n\n[[b#Part]] [x](sub/c.md) [y](../readme.md#about) M-8 M-9\n",
    );
    write("notes/b.md", "---\ntags: [heat pump]\n---\n\n# M-1 Another\n\n## Part\n");
    write("notes/sub/c.md", "---\ntags: [heat pump]\n---\n\n# M-2 Two\n");
    write("readme.md", "# Of no type\n\n## About\n");
    write("old/d.md", "# M-9 Old\n");
    let all = [
        "notes/a.md vault/tag-variant",
        "notes/a.md vault/unresolved-reference",
        "notes/b.md vault/duplicate-id",
    ];
    assert_eq!(said(folder.path(), &["--select", "vault,link"]), all);
    assert_eq!(said(folder.path(), &["--select", "vault,link", "notes/a.md"]), all[..2]);
    assert_eq!(said(folder.path(), &["--select", "vault,link", "notes/b.md"]), [all[2]]);
    assert_eq!(said(folder.path(), &["--select", "vault,link", "notes/sub"]), [""; 0]);
    let inside = folder.path().join("notes/sub");
    assert_eq!(
        said(&inside, &["--select", "vault,link", "../b.md"]).len(),
        1,
        "the root is that of the configuration"
    );
}

#[test]
fn what_is_ignored_hidden_or_excluded_is_no_note_unless_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("notelint.yaml", "types: [{ name: page, schema: page.yaml }]\nexclude: ['out/**', 'README.md']\n");
    write("page.yaml", "x-note: { type: page }\ntype: object\nrequired: [title]\n");
    write(".gitignore", "build/\n*.tmp.md\n!keep.tmp.md\n");
    write(".ignore", "drafts\n");
    let notes = [
        "a.md",
        "README.md",
        "out/b.md",
        "build/c.md",
        "drafts/d.md",
        ".hidden/e.md",
        "x.tmp.md",
        "keep.tmp.md",
    ];
    for note in notes {
        write(note, "");
    }
    let checked = |arguments: &[&str]| {
        let found = said(folder.path(), &[&["--select", "structure/title-missing"], arguments].concat());
        found.into_iter().map(|found| found.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(checked(&[]), ["a.md", "keep.tmp.md"]);
    assert_eq!(checked(&["."]), ["a.md", "keep.tmp.md"]);
    let mut all = notes;
    all.sort_unstable();
    assert_eq!(checked(&notes), all, "what is named is meant");
    let forced = [&["--force-exclude"], &notes[..]].concat();
    let left = ["a.md", "build/c.md", "drafts/d.md", "keep.tmp.md", "x.tmp.md"];
    assert_eq!(checked(&forced), left, "unless the configuration has the last word");
}

#[test]
fn links_to_an_excluded_note_that_is_named_are_those_to_what_is_fixed() {
    let notes = [
        ("notelint.yaml", "types: [{ name: tech-note }]\nexclude: [old.md]\n"),
        ("a.md", "# A\n\n[x](old.md#rating)\n"),
        ("old.md", "# Old\n\n## Rating\n\n- **技術成熟度**: ★★★☆☆\n"),
    ];
    let folder = folder(&notes);
    let fixed = |flags: &[&str]| {
        let arguments = ["a.md", "old.md", "--select", "structure/heading-text,link", "--fix"];
        said(folder.path(), &[&arguments, flags].concat())
    };
    assert_eq!(fixed(&[]), ["old.md structure/heading-text"], "the fix would break the link");
    assert_eq!(fixed(&["--unsafe-fixes"]), ["a.md link/missing-target"]);
}
