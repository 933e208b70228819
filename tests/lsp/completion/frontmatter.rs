use super::{Offer, editor, plain_editor};

const TYPE: (&str, &str) = (
    "recipe.yaml",
    "$schema: https://json-schema.org/draft/2020-12/schema
type: object
x-note: { type: recipe, id: { file: '^R\\d+' } }
properties:
  frontmatter:
    type: object
    required: [status, 難易度]
    properties:
      kind: { const: 料理 }
      draft: { type: boolean, description: Whether it may be read. }
      status: { title: State, enum: [new, tried, 'on'], description: How far it is. }
      難易度: { type: integer, default: 3 }
      date: { type: string, format: date }
      tags: { type: array, items: { type: string } }
      after: { type: string, x-note: { ref: recipe } }
      like: { type: array, items: { type: string }, x-note: { ref: recipe } }
      cook:
        type: object
        required: [name]
        properties:
          name: { type: string }
          level: { enum: [beginner, master] }
      old: { type: string, deprecated: true }
",
);

const TEA: (&str, &str) = ("notes/R1.md", "---\ntags: [緑茶, 🍵]\n---\n# 緑茶\n");
const CAKE: (&str, &str) = ("notes/R2.md", "---\ntags: [緑茶]\n---\n# Cake\n");

#[test]
fn keys_are_offered_with_what_they_begin_with() {
    let mut editor = editor(&[TYPE]);
    let offer = Offer::of(&mut editor, "notes/a.md", "---\ndate: 🍵\n|\n---\n# 茶\n");
    let keys = ["status", "難易度", "kind", "draft", "tags", "after", "like", "cook", "old"];
    assert_eq!(offer.labels(), keys);
    assert_eq!(offer.taken("kind"), "---\ndate: 🍵\nkind: ${1:料理}\n---\n# 茶\n");
    assert_eq!(offer.inserted("draft"), "draft: ${1|true,false|}");
    assert_eq!(offer.inserted("status"), "status: ${1|new,tried,\"on\"|}");
    assert_eq!(offer.inserted("難易度"), "難易度: ${1:3}");
    assert_eq!(offer.inserted("tags"), "tags:\n  - ${1:}");
    assert_eq!(offer.inserted("cook"), "cook:\n  ${1:}");
    let status = offer.item("status");
    assert_eq!(status["documentation"]["value"], "State\n\nHow far it is.");
    assert_eq!(status["labelDetails"]["description"], "required: `new`, `tried` or `on`");
    assert_eq!(offer.item("old")["tags"][0], 1);
}

#[test]
fn keys_replace_what_is_typed_and_keep_the_rest() {
    let mut editor = plain_editor(&[TYPE]);
    let offer = Offer::of(&mut editor, "notes/a.md", "---\n難|\n");
    assert_eq!(offer.taken("難易度"), "---\n難易度: 3\n");
    let offer = Offer::of(&mut editor, "notes/a.md", "---\ncook:\n  name: 🍵\n  l|ev: master\nstatus: new\n");
    assert_eq!(offer.labels(), ["level"]);
    assert_eq!(offer.taken("level"), "---\ncook:\n  name: 🍵\n  level: master\nstatus: new\n");
    let offer = Offer::of(&mut editor, "notes/a.md", "---\ncook: { 🍵: 1, | }\n");
    assert_eq!(offer.taken("level"), "---\ncook: { 🍵: 1, level:  }\n");
    let offer = Offer::of(&mut editor, "notes/a.md", "---\n\"sta|\n---\n");
    assert_eq!(offer.item("status")["filterText"], "\"status");
    assert_eq!(offer.taken("status"), "---\nstatus: \n---\n");
}

#[test]
fn values_are_those_that_the_type_names() {
    let mut editor = editor(&[TYPE]);
    let offer = Offer::of(&mut editor, "notes/a.md", "---\nkind: 料理🍵\nstatus: n| # 🍵\n---\n");
    assert_eq!(offer.labels(), ["new", "tried", "on"]);
    assert_eq!(offer.taken("on"), "---\nkind: 料理🍵\nstatus: \"on\" # 🍵\n---\n");
    let offer = Offer::of(&mut editor, "notes/a.md", "---\ndraft:|\n---\n");
    assert_eq!(offer.taken("true"), "---\ndraft: true\n---\n");
    let offer = Offer::of(&mut editor, "notes/a.md", "---\ncook:\n  level: |\n");
    assert_eq!(offer.labels(), ["beginner", "master"]);
    let offer = Offer::of(&mut editor, "notes/a.md", "---\ndate: |\n---\n");
    let [date] = offer.labels()[..] else { panic!("{:?}", offer.labels()) };
    assert!(date.len() == 10 && date.starts_with("20"), "{date}");
}

#[test]
fn tags_and_ids_are_those_of_the_collection() {
    let mut editor = editor(&[TYPE, TEA, CAKE]);
    let offer = Offer::of(&mut editor, "notes/R3.md", "---\ntags:\n  - 緑|\n---\n# 🍵\n");
    assert_eq!(offer.labels(), ["緑茶", "🍵"]);
    assert_eq!(offer.item("緑茶")["labelDetails"]["description"], "2 notes");
    assert_eq!(offer.taken("緑茶"), "---\ntags:\n  - 緑茶\n---\n# 🍵\n");
    let offer = Offer::of(&mut editor, "notes/R3.md", "---\ntags: [🍵, |]\n---\n# 🍵\n");
    assert_eq!(offer.taken("緑茶"), "---\ntags: [🍵, 緑茶]\n---\n# 🍵\n");
    let offer = Offer::of(&mut editor, "notes/R3.md", "---\ntags: |\n---\n# 🍵\n");
    assert_eq!(offer.taken("緑茶"), "---\ntags: [緑茶]\n---\n# 🍵\n");
    let offer = Offer::of(&mut editor, "notes/R3.md", "---\nafter: |\n---\n# 🍵\n");
    assert_eq!(offer.labels(), ["R1", "R2"]);
    assert_eq!(offer.item("R1")["labelDetails"]["description"], "緑茶");
}

#[test]
fn keys_are_offered_below_a_comment_that_looks_like_a_heading() {
    let mut editor = editor(&[TYPE]);
    let offer = Offer::of(&mut editor, "notes/a.md", "---\nkind: 料理\n\n# How far\nst|\n---\n\n# 🍵\n");
    assert!(offer.taken("status").contains("# How far\nstatus: "), "{:?}", offer.labels());
}

#[test]
fn nothing_is_offered_where_nothing_is_known() {
    let mut editor = editor(&[TYPE]);
    for text in ["---\n# 茶 |\n---\n", "---\nunknown: |\n---\n", "---\na: >\n  b|\n---\n", "other: |\n", "|"]
    {
        assert_eq!(Offer::of(&mut editor, "notes/a.md", text).labels(), [""; 0], "{text}");
    }
    assert_eq!(Offer::of(&mut editor, "other/a.md", "---\n|\n---\n").labels(), [""; 0]);
}

#[test]
fn the_items_of_a_list_of_notes_are_ids() {
    let mut editor = editor(&[TYPE, TEA, CAKE]);
    for written in ["like: 🍵|", "like: [R1, |]", "like:\n  - |"] {
        let marked = format!("---\n{}\n---\n# 茶\n", written.replace('🍵', ""));
        let offer = Offer::of(&mut editor, "notes/a.md", &marked);
        assert_eq!(offer.labels(), ["R1", "R2"], "{written}");
    }
    let offer = Offer::of(&mut editor, "notes/a.md", "---\nlike: |\n---\n");
    assert_eq!(offer.taken("R2"), "---\nlike: [R2]\n---\n");
}

#[test]
fn ids_of_many_notes_are_those_that_match_what_is_written() {
    let paths: Vec<String> = (1..=400).map(|number| format!("notes/R{number}.md")).collect();
    let texts: Vec<String> = (1..=400).map(|number| format!("# 茶 {number}番🍵\n")).collect();
    let notes = paths.iter().zip(&texts).map(|(path, text)| (&**path, &**text));
    let mut editor = editor(&[TYPE].into_iter().chain(notes).collect::<Vec<_>>());
    let mut offer = |written: &str| {
        let marked = format!("---\nafter: {written}|\n---\n# 🍵\n");
        Offer::of(&mut editor, "notes/a.md", &marked)
    };
    let all = offer("");
    assert_eq!((all.items.len(), all.is_incomplete), (300, true));
    // Other ids match when a digit is deleted.
    let some = offer("r39");
    assert_eq!(
        some.labels(),
        ["R39", "R390", "R391", "R392", "R393", "R394", "R395", "R396", "R397", "R398", "R399"]
    );
    assert!(some.is_incomplete);
    assert_eq!(offer("99").labels(), ["R199", "R299", "R399", "R99"]);
    let by_title = offer("7番");
    assert!(by_title.labels().contains(&"R17") && !by_title.labels().contains(&"R18"));
    assert_eq!(by_title.item("R17")["filterText"], "茶 17番🍵 R17");
    assert_eq!(by_title.taken("R17"), "---\nafter: R17\n---\n# 🍵\n");
    assert_eq!(offer("x").items.len(), 0);
}
