use super::{InferredType, infer};
use crate::{
    infer::{NoteFacts, Surveyor},
    notetype::{Fetch, FetchError, NoteType, TypeSource, load},
};

struct NoFiles;

impl Fetch for NoFiles {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        Err(FetchError(path.to_owned()))
    }
}

/// The type of notes of which each has a path and a text.
pub(super) fn of(notes: &[(String, String)]) -> InferredType {
    let surveyor = Surveyor::new().unwrap();
    let facts: Vec<NoteFacts> = notes.iter().map(|(path, text)| surveyor.read(path, text)).collect();
    infer("talk", &facts.iter().collect::<Vec<_>>())
}

/// The type of `count` notes, whose texts `text` makes.
fn numbered(count: usize, text: impl Fn(usize) -> String) -> InferredType {
    let notes: Vec<(String, String)> =
        (1..=count).map(|note| (format!("{note:03}.md"), text(note))).collect();
    of(&notes)
}

pub(super) fn loaded(yaml: &str) -> NoteType {
    load(&TypeSource { path: "talk.yaml", text: yaml }, &NoFiles)
        .unwrap_or_else(|faults| panic!("{faults:?}\n{yaml}"))
}

/// Asserts that `inferred` is written with all of `lines`, and can be loaded.
#[track_caller]
fn assert_written(inferred: &InferredType, lines: &[&str]) {
    let yaml = inferred.to_yaml();
    loaded(&yaml);
    let trimmed: Vec<&str> = yaml.lines().map(str::trim).collect();
    for line in lines {
        assert!(trimmed.contains(line), "{line}\nis not in\n{yaml}");
    }
}

#[test]
fn a_key_is_required_if_nine_of_ten_have_it() {
    let inferred = numbered(20, |note| {
        let place = if note > 2 { "place: hall\n" } else { "" };
        let room = if note % 5 == 4 { "" } else { "room: 1\n" };
        format!("---\ntitle: Tides {note}\nby: me\n{place}{room}---\n\nText.\n")
    });
    assert_written(
        &inferred,
        &[
            "required: [title, by, place]",
            "room: { type: integer }  # 16 of 20 notes",
            "additionalProperties: false  # 0 of 20 have another key",
        ],
    );
    assert_eq!(inferred.required_names(), ["title", "by", "place"]);
}

#[test]
fn values_have_types_formats_and_choices() {
    let inferred = numbered(40, |note| {
        let status = if note == 1 {
            "givne"
        } else if note % 2 == 0 {
            "given"
        } else {
            "planned"
        };
        let date = if note == 7 { "soon" } else { "2026-11-27" };
        let (tags, link) = ("[\"@a\", \"@b\"]", "https://example.org/");
        format!(
            "---\nstatus: {status}\ndate: {date}\nid: T-{note}\ntags: {tags}\nlink: {link}\nlong: {{ a: 1, b: x }}\nseen:\n---\n\nText.\n"
        )
    });
    assert_written(
        &inferred,
        &[
            "- given  # 20",
            "- planned  # 19",
            "date: { type: string, format: date }  # 40 of 40 notes; 39 of 40 are dates",
            "id: { type: string, pattern: '^T-\\d+' }  # 40 of 40 notes",
            "tags: { type: array, minItems: 1, items: { type: string, pattern: \"^@\" } }  # 40 of 40 notes",
            "link: { type: string, format: iri }  # 40 of 40 notes",
            "seen: { type: \"null\" }  # 40 of 40 notes",
            "a: { type: integer }  # 40 of 40 notes",
        ],
    );
    assert!(!inferred.to_yaml().contains("givne"), "{}", inferred.to_yaml());
}

#[test]
fn the_title_is_named_as_required_if_nothing_else_is() {
    assert_eq!(numbered(4, |note| format!("# Tides {note}\n\nText.\n")).required_names(), ["title"]);
    assert_eq!(numbered(4, |note| format!("# T{note}\n\n## High\n\nText.\n")).required_names(), ["High"]);
    assert_eq!(numbered(4, |_| "Text.\n".to_owned()).required_names(), [] as [&str; 0]);
}

#[test]
fn a_misspelt_key_is_not_listed() {
    let inferred = numbered(60, |note| {
        let date = if note <= 2 { "dtae" } else { "date" };
        let url = if (3..5).contains(&note) { "ulr" } else { "url" };
        format!("---\ntitle: a\n{url}: b\n{date}: 2026-11-27\n---\n\nText.\n")
    });
    assert!(!inferred.to_yaml().contains("dtae") && !inferred.to_yaml().contains("ulr"));
    assert_written(&inferred, &["additionalProperties: false  # 4 of 60 have another key"]);
}

#[test]
fn notes_that_are_unlike_the_others_are_left_out_and_named() {
    let inferred = numbered(20, |note| match note {
        5 => "# Other\n\nText.\n".to_owned(),
        _ => "# Tides\n\n## High\n\nA.\n\n## Low\n\nB.\n\n## Moon\n\nC.\n".to_owned(),
    });
    assert_eq!(inferred.strays(), [4]);
    let yaml = inferred.to_yaml();
    assert!(yaml.contains("# 1 note left out of the figures, as it has less than half"), "{yaml}");
    assert_written(&inferred, &["#   005.md", "required: [high, low, moon]"]);
}

#[test]
fn the_same_notes_in_another_order_give_the_same_bytes() {
    let mut notes: Vec<(String, String)> = (0..60)
        .map(|note: usize| {
            let keys = ["date: 2026-11-27\n", "tags: [a]\n", "status: x\n"];
            let keys = keys.iter().cycle().skip(note % 3).take(2).copied().collect::<String>();
            let headings = ["## Summary\n\n- a\n\n", "## Notes\n\nText.\n\n", "## Sumary\n\n- a\n\n"];
            let headings = headings.iter().cycle().skip(note % 3).take(2).copied().collect::<String>();
            (format!("{note}.md"), format!("---\n{keys}---\n\n# T-{note}: Tides\n\n{headings}"))
        })
        .collect();
    let written = of(&notes).to_yaml();
    for seed in 1..6 {
        notes.sort_by_key(|(path, _)| {
            path.bytes().fold(seed, |hash: u64, byte| hash * 31 % 1009 + u64::from(byte))
        });
        assert_eq!(of(&notes).to_yaml(), written);
    }
}

#[test]
fn sections_have_their_content_headings_and_order() {
    let inferred = numbered(20, |note| {
        let summary = if note % 2 == 0 { "Summary" } else { "Key points" };
        let second = if note == 3 { "2. low".to_owned() } else { format!("2. **Low {note}**: b") };
        let notes = if note == 20 { "Text.\n" } else { "" };
        format!(
            "# Tides\n\n## {summary}\n\n1. **High {note}**: a\n{second}\n\n## Table\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n\
             ## To do\n\n- [ ] a\n\n## Rating\n\n- **Taste**: 4/5\n- **Price**: 3/5\n\n## Swot\n\n### 強み\n\n- a\n\n\
             ### 弱み\n\n- b\n\n### 機会\n\n- c\n\n### 脅威\n\n- d\n\n## Parts\n\nAbove.\n\n### First\n\nA.\n\n### Last\n\nB.\n\n\
             ## Days\n\n### Day {note} a\n\nX.\n\n### Day {note} b\n\nY.\n\n## Notes\n\n{notes}"
        )
    });
    assert_written(
        &inferred,
        &[
            "required: [table, to-do, rating, swot, parts, days, notes]",
            "x-note: { heading: Table, content: table }",
            "required: [A, B]",
            "x-note: { heading: To do, content: tasks, list: bullets }",
            "x-note: { heading: Rating, content: rating }",
            "required: [Taste, Price]",
            "x-note: { heading: 強み, list: bullets }",
            "x-note: { heading: Parts, content: sections }",
            "required: [intro, sections]",
            "required: [first, last]",
            "days: { x-note: { heading: Days, content: entries }, type: array, minItems: 1 }  # 20 of 20 notes",
            "notes: { x-note: { heading: Notes, content: text }, type: string }  # 20 of 20 notes",
            "x-note: { heading: Summary, content: points, list: ordered }",
            "minItems: 2  # 10 of 10 sections",
            "maxItems: 2  # 10 of 10 sections",
        ],
    );
    assert_eq!(inferred.section_at("/sections", "Parts").as_deref(), Some("/sections/parts"));
    let nested = inferred.section_at("/sections/parts/sections", "Last");
    assert_eq!(nested.as_deref(), Some("/sections/parts/sections/last"));
    assert_eq!(inferred.quadrant_at("/sections/swot", "弱み").as_deref(), Some("/sections/swot/weaknesses"));
}

#[test]
fn similar_headings_are_one_section() {
    let inferred = numbered(40, |note| {
        let heading = match note {
            1 | 2 => "Sumary",
            3 => "summary",
            _ if note % 4 == 0 => "Summary (short)",
            _ => "Summary",
        };
        format!("# Tides\n\n## {heading}\n\nText.\n")
    });
    assert_written(
        &inferred,
        &[
            "summary:  # 40 of 40 notes",
            "x-note: { heading: [Summary, Summary (short)], aliases: [Sumary], content: text }  # these spellings in 27, 10; aliases in 2",
        ],
    );
}

#[test]
fn a_heading_without_a_common_spelling_is_unsettled_until_it_is_set() {
    let mut inferred = numbered(30, |note| {
        let heading = ["Summary", "Summary (short)", "1. Summary"][note % 3];
        format!("# Tides\n\n## {heading}\n\nText.\n")
    });
    let [unsettled] = &*inferred.unsettled() else { panic!("{inferred:?}") };
    assert_eq!((&*unsettled.pointer, unsettled.spellings.len()), ("/sections/summary", 3));
    let pointer = unsettled.pointer.clone();
    inferred.set_heading(&pointer, "Summary (short)");
    assert_written(
        &inferred,
        &["x-note: { heading: Summary (short), content: text }  # this spelling in 10 of 30"],
    );
}

#[test]
fn what_the_newest_notes_have_is_told() {
    let mut inferred = numbered(40, |note| {
        let key = if note > 20 { "place: hall\n" } else { "" }.replace("hall", &format!("hall of {note}"));
        let section = if note > 16 { "## Place\n\nText.\n" } else { "" };
        format!("---\ntitle: Tides {note}\n{key}---\n\n# Tides\n\n{section}")
    });
    let grown = inferred.grown();
    let told: Vec<_> =
        grown.iter().map(|grown| (&*grown.pointer, &*grown.name, grown.newest.count)).collect();
    assert_eq!(told, [("/frontmatter/place", "place", 10), ("/sections/place", "Place", 10)]);
    assert_written(&inferred, &["place: { type: string, minLength: 1 }  # 20 of 40 notes; newest 10 of 10"]);
    inferred.set_required("/frontmatter/place", true, "as you said");
    inferred.set_required("/sections/nowhere", true, "no such part");
    assert_written(
        &inferred,
        &[
            "required: [title, place]",
            "place: { type: string, minLength: 1 }  # 20 of 40 notes; newest 10 of 10; as you said",
        ],
    );
}

#[test]
fn titles_and_names_have_ids() {
    let of_titles = numbered(10, |note| format!("# T-{note}: Tides\n\nText.\n"));
    assert_written(
        &of_titles,
        &[
            "id: '^T-\\d+'  # 10 of 10 notes have one",
            "title: { type: string, pattern: '^T-\\d+' }  # 10 of 10 notes; 10 of 10 begin so",
        ],
    );
    let notes: Vec<(String, String)> =
        (0..10).map(|note| (format!("{note:04}-tides.md"), "# Tides\n".to_owned())).collect();
    assert_written(&of(&notes), &["id: { file: '^(\\d+)-' }  # 10 of 10 notes have one"]);
    assert_written(&of(&notes), &["file: \"{id:04}-{title}.md\"  # 10 of 10 notes have such a path"]);
    let named: Vec<(String, String)> = ["Low", "High tide"]
        .map(|title| (format!("a/{}.md", title.to_lowercase().replace(' ', "_")), format!("# {title}\n")))
        .into();
    assert_written(&of(&named), &["file: \"a/{title}.md\"  # 2 of 2 notes have such a path"]);
    let days: Vec<(String, String)> = (0..20)
        .map(|note| {
            (format!("2026-11-27-{}.md", ["a", "b"][note % 2].repeat(note + 1)), "# Tides\n".to_owned())
        })
        .collect();
    assert_eq!(of(&days).id, None);
}

#[test]
fn headings_with_a_shape_are_sections_by_pattern() {
    let inferred = numbered(20, |note| {
        let steps = format!("## Step 1: a{note}\n\nText.\n\n## Step 2\n\nText.\n\n");
        format!(
            "# Log\n\n{steps}## [1.{note}.0] - 2026-01-02\n\n- a\n\n## 1.0.0 - 2026-01-01\n\n- b\n\n## End\n\nText.\n"
        )
    });
    assert_written(
        &inferred,
        &[
            "required: [end]",
            "^Step (\\d+):  # 20 of 20 notes, such as `Step 1: a1`",
            "x-note: { content: text, order: consecutive }  # so in 20 of 20 notes",
            "'^\\[?v?(\\d+\\.\\d+[^\\]\\s]*)':  # 20 of 20 notes, such as `1.0.0 - 2026-01-01`",
            "x-note: { content: points, list: bullets, order: descending }  # so in 20 of 20 notes",
        ],
    );
    let all: Vec<&str> = inferred.sections.all.iter().map(|section| &*section.key).collect();
    assert_eq!(all, ["end"]);
}

#[test]
fn fields_below_the_title_are_its_intro() {
    let mut inferred = numbered(20, |note| {
        let status = if note % 2 == 0 { "- Status: **given**\n" } else { "" };
        format!("# Tides {note}\n\n- Author: me\n{status}- Place: hall\n\n## Notes\n\nText.\n")
    });
    assert_written(
        &inferred,
        &[
            "required: [title, intro, sections]",
            "intro:  # 20 of 20 notes",
            "required: [Author, Place]",
            "Status: { type: string }  # 10 of 20 notes",
        ],
    );
    inferred.set_required("/intro/Place", false, "as the linter misses it in 5 of 20");
    assert_written(
        &inferred,
        &[
            "required: [Author]",
            "Place: { type: string }  # 20 of 20 notes; as the linter misses it in 5 of 20",
        ],
    );
}

#[test]
fn what_more_notes_have_as_title_is_no_section() {
    let inferred = numbered(20, |note| match note {
        1..=4 => "# Log\n\n# One\n\nText.\n\n# Two\n\nText.\n".to_owned(),
        _ => "# Log\n\n## One\n\nText.\n\n## Two\n\nText.\n".to_owned(),
    });
    let all: Vec<&str> = inferred.sections.all.iter().map(|section| &*section.key).collect();
    assert_eq!(all, ["one", "two"]);
}

#[test]
fn a_title_that_many_notes_share_is_not_named() {
    let inferred = numbered(20, |note| {
        format!("# Changes{}\n\n## End\n\nText.\n", if note % 5 == 0 { " again" } else { "" })
    });
    let yaml = inferred.to_yaml();
    assert!(!yaml.contains("title:"), "{yaml}");
}
