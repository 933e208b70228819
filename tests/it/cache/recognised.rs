//! Where its text tells what applies to a note, what it told is kept with the result.

use std::fs;

use super::collection::{Collection, FEW, found};

/// A tech note by half of its sections.
const HALF: &str =
    "# A\n\n## My Notes\n\nx\n\n## グローバルスタンダード\n\n## 日本企業の先進事例\n\n## Rating(5段階評価)\n";

/// What is missing in that note.
const HALF_IS_TECH: &[&str] = &["half.md structure/section-missing"];

/// The collection without configurations, with a tech note.
fn bare() -> Collection {
    let made = Collection::new();
    fs::remove_file(made.path().join("notelint.yaml")).unwrap();
    fs::remove_file(made.path().join("inner/notelint.yaml")).unwrap();
    made.change(|it| it.write("half.md", HALF));
    made
}

#[test]
fn a_warm_run_says_the_same_and_writes_nothing() {
    let collection = bare();
    for arguments in [&["--format", "json"][..], &["--statistics"], &["--format", "concise"], &["--diff"]] {
        collection.same_when_warm(arguments);
    }
    // Of few notes that are named, too, and of one that a configuration leaves out.
    collection.same_when_warm(&["half.md", "--format", "json"]);
    collection.write("notelint.yaml", "exclude: [half.md, \"n01*\"]\n");
    collection.run(&[]);
    for named in [&["half.md"][..], &["half.md", "n012.md"], &["half.md", "."]] {
        collection.same(&[named, &["--format", "json"]].concat());
    }
}

#[test]
fn a_repair_is_the_same() {
    let (warm, cold) = (bare(), bare());
    let fix = ["--fix", "--unsafe-fixes", "--format", "json"];
    assert_eq!(warm.run(&fix).stdout, cold.run(&[&fix[..], &["--no-cache"]].concat()).stdout);
    assert_eq!(warm.texts(), cold.texts());
    warm.same(&["--format", "json"]);
}

#[test]
fn a_note_that_changes_is_recognised_anew() {
    let collection = bare();
    collection.change(|it| it.replace("half.md", "## My Notes", "## Mine"));
    collection.expect_gone(HALF_IS_TECH);
    collection.change(|it| it.write("half.md", HALF));
    collection.expect_new(HALF_IS_TECH);
    collection.change(|it| it.replace("n005.md", "# T5 名5", "# T5-01-01 名5"));
    collection.expect_new(&["n005.md structure/section-missing"]);
}

#[test]
fn a_note_with_another_name_is_recognised_anew() {
    let collection = bare();
    let rename = |from: &str, to: &str| {
        fs::rename(collection.path().join(from), collection.path().join(to)).unwrap();
    };
    collection.change(|_| rename("half.md", "CHANGELOG.md"));
    collection.expect_gone(HALF_IS_TECH);
    collection.change(|_| rename("CHANGELOG.md", "half.md"));
    collection.expect_new(HALF_IS_TECH);
    collection.change(|_| rename("n006.md", "T6-01-01_n006.md"));
    collection.expect_new(&["T6-01-01_n006.md structure/section-missing"]);
    // Two notes that change places.
    collection.change(|_| {
        rename("n007.md", "away.md");
        rename("T6-01-01_n006.md", "n007.md");
        rename("away.md", "T6-01-01_n006.md");
    });
    // The folder of all is a part of the paths by which decisions are recognised.
    let folder = tempfile::tempdir().unwrap();
    for (from, to, is_decision) in [("docs", "docs", false), ("docs", "adr", true), ("adr", "docs", false)] {
        if from == to {
            fs::create_dir(folder.path().join(from)).unwrap();
            for number in 0..=FEW {
                fs::write(folder.path().join(from).join(format!("{number:04}-a.md")), "# A\n").unwrap();
            }
        } else {
            fs::rename(folder.path().join(from), folder.path().join(to)).unwrap();
        }
        let inside = folder.path().join(to);
        let said = found(&collection.same_in(inside.to_str().unwrap(), &["--format", "json"]));
        assert_eq!(said.contains("0001-a.md structure/section-missing"), is_decision, "{to}");
    }
}

#[test]
fn the_files_around_a_note_by_which_it_is_recognised_count() {
    let collection = bare();
    let index = |text: &str| collection.write("loose/index.md", text);
    collection.change(|it| it.write("loose/typed.md", "---\ntype: Table\nstatus: gone\n---\n\n# Typed\n"));
    let is_of_bundle = &["loose/typed.md frontmatter/invalid-value"];
    collection.change(|_| index("# All\n"));
    collection.expect_new(is_of_bundle);
    collection.change(|_| index("---\ntitle: All\n---\n"));
    collection.expect_gone(is_of_bundle);
    collection.change(|it| it.write("loose/typed.md", "---\nstatus: gone\n---\n\n# Typed\n"));
    collection.change(|_| index("# All\n"));
    collection.change(|_| index("---\nokf_version: \"0.2\"\n---\n"));
    collection.expect_new(is_of_bundle);
    collection.change(|it| fs::remove_file(it.path().join("loose/index.md")).unwrap());
    collection.expect_gone(is_of_bundle);
}

#[test]
fn options_and_configurations_count() {
    let collection = bare();
    let options: &[&[&'static str]] = &[
        &[],
        &["--select", "structure"],
        &["--ignore", "structure"],
        &["--select", "link"],
        &["--select", "text"],
        &["--type", "page.yaml"],
        &["--type", "tech-note"],
        &["--isolated"],
        &["half.md", "--select", "vault"],
    ];
    let with_format = |arguments: &[&'static str]| [&["--format", "json"], arguments].concat();
    let said: Vec<_> = options.iter().map(|it| collection.same(&with_format(it))).collect();
    // After other options than the first time.
    for (arguments, said) in options.iter().zip(&said).rev() {
        collection.same_as(said, &with_format(arguments));
    }
    for config in ["rules: { structure: off }\n", "", "types: [{ name: page, schema: page.yaml }]\n"] {
        collection.change(|it| it.write("notelint.yaml", config));
    }
    collection.same_in("drafts", &["--format", "json", ".."]);
}

#[test]
fn frontmatter_that_tells_what_applies_counts() {
    let collection = bare();
    let config = |when: &str| {
        format!(
            "types: [{{ name: page, schema: page.yaml, files: [\"n*.md\"], when: {{ {when} }} }}]\n\
             overrides: [{{ when: {{ quiet: true }}, rules: {{ structure: off }} }}]\n"
        )
    };
    let unnumbered = ["n051.md structure/points-numbering"];
    collection.change(|it| it.write("notelint.yaml", &config("title: T51 名51")));
    collection.expect_new(&unnumbered);
    collection.change(|it| it.replace("n051.md", "---\ntitle", "---\nquiet: true\ntitle"));
    collection.expect_gone(&unnumbered);
    collection.change(|it| it.replace("n051.md", "quiet: true", "quiet: false"));
    collection.expect_new(&unnumbered);
    collection.same_when_warm(&["--format", "json"]);
    collection.change(|it| it.write("notelint.yaml", &config("title: T1 名1")));
    collection.expect_gone(&unnumbered);
    collection.change(|it| it.write("notelint.yaml", &config("schema: when.json")));
    fs::write(collection.path().join("when.json"), "{ \"minProperties\": 1 }").unwrap();
    collection.change(|_| ());
    collection.expect_new(&unnumbered);
    collection.change(|it| it.write("when.json", "{ \"minProperties\": 9 }"));
    collection.expect_gone(&unnumbered);
}

#[test]
fn a_type_that_is_chosen_by_a_file_is_that_of_the_working_directory() {
    let collection = bare();
    let page = fs::read_to_string(collection.path().join("page.yaml")).unwrap();
    for (folder, heading) in [("drafts", "Points"), ("loose", "Other points")] {
        let schema = page.replace("heading: Points", &format!("heading: {heading}"));
        let schema = schema.replace("type: page,", &format!("type: {folder},"));
        let schema = schema.replace("$ref: shared/few.yaml", "minItems: 1");
        collection.write(&format!("{folder}/page.yaml"), &schema);
    }
    let types = ["drafts", "loose"].map(|it| format!("{{ name: {it}, schema: {it}/page.yaml }}"));
    let overrides = "overrides: [{ when: { quiet: true }, rules: { structure: off } }]";
    collection.write("notelint.yaml", &format!("types: [{}]\n{overrides}\n", types.join(", ")));
    let missing = |inside: &str| {
        let said = found(&collection.same_in(inside, &["--format", "json", "--type", "page.yaml", ".."]));
        said.iter().filter(|it| it.ends_with("structure/section-missing")).count()
    };
    assert_eq!((missing("drafts") < 10, missing("loose") > 250), (true, true));
}

#[test]
fn a_note_that_is_not_text_is_a_fault_in_each_run() {
    let collection = bare();
    collection.change(|it| fs::write(it.path().join("half.md"), b"# \xff\n").unwrap());
    collection.expect_gone(HALF_IS_TECH);
    let output = collection.same(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("half.md"), "{output:?}");
    collection.change(|it| it.write("half.md", HALF));
    collection.expect_new(HALF_IS_TECH);
}
