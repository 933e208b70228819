//! Reading a tree into a type: every kind of wrong value, at any depth, is found at once and at its
//! characters.

use std::collections::BTreeMap;

use notelint::{
    text::Span,
    tree::{self, Limits, NodeRef, Spanned, items},
    yaml,
};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Outer {
    name: Option<Spanned<String>>,
    flag: bool,
    small: u8,
    signed: i64,
    large: u64,
    ratio: f64,
    mark: char,
    style: Style,
    words: Vec<String>,
    pair: (String, u8),
    by_name: BTreeMap<String, u8>,
    inner: Inner,
    #[serde(deserialize_with = "items::<_, Item, _>")]
    list: Vec<Item>,
    later: Option<NodeRef>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Inner {
    style: Style,
    deep: Vec<Inner>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Item {
    id: Spanned<String>,
    #[serde(default)]
    style: Style,
    #[serde(default)]
    rest: Option<NodeRef>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Style {
    #[default]
    Auto,
    Plain,
    Folded,
}

/// Each fault as the characters that it points at, its message and its help.
fn faults(text: &str) -> Vec<String> {
    let document = yaml::parse(text, Span::new(0, text.len()), Limits::default()).unwrap();
    let found = tree::read::<Outer>(&document.root, "the file").finish().unwrap_err();
    let describe = |fault: &tree::ReadFault| {
        let help = fault.help().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{}⟨{}⟩ {fault}{help}", fault.span.start(), fault.span.of(text))
    };
    found.iter().map(describe).collect()
}

fn value(text: &str) -> Outer {
    let document = yaml::parse(text, Span::new(0, text.len()), Limits::default()).unwrap();
    tree::read(&document.root, "the file").finish().unwrap()
}

#[test]
fn a_right_value_is_read_with_its_spans() {
    let outer = value(
        "name: 'a''b'\nflag: true\nsmall: 0xff\nsigned: -3\nlarge: 18446744073709551615\nratio: 1\nmark: 値\n\
         style: folded\nwords: [a, 1_0, 2.50, true]\npair: [x, 1]\nby-name: { a: 1, b: 2 }\n\
         inner: { deep: [{ style: plain }] }\nlist:\n- id: |\n    block\n    text\n- id: flow\n",
    );
    assert_eq!(outer.name, Some(Spanned { span: Span::new(6, 12), value: "a'b".to_owned() }));
    assert_eq!((outer.flag, outer.small, outer.signed, outer.large), (true, 255, -3, u64::MAX));
    assert!((outer.ratio - 1.0).abs() < f64::EPSILON && outer.mark == '値');
    assert_eq!(outer.style, Style::Folded);
    assert_eq!(outer.words, ["a", "1_0", "2.50", "true"]);
    assert_eq!(outer.pair, ("x".to_owned(), 1));
    assert_eq!(outer.by_name.into_iter().collect::<Vec<_>>(), [("a".to_owned(), 1), ("b".to_owned(), 2)]);
    assert_eq!(outer.inner.deep[0].style, Style::Plain);
    assert_eq!(outer.list[0].id.value, "block\ntext\n");
    assert_eq!(outer.list[1].id.value, "flow");
}

#[test]
fn spans_are_those_of_flow_and_block_values() {
    let text = "list:\n  - { id: \"a b\", style: plain }\n  - id: >-\n      folded\n      text\n";
    let list = value(text).list;
    assert_eq!(list[0].id.span.of(text), "\"a b\"");
    assert_eq!(list[1].id.span.of(text), ">-\n      folded\n      text");
}

#[test]
fn each_kind_of_wrong_value_says_what_it_is_and_what_was_expected() {
    for (text, expected) in [
        ("name: [a]", "6⟨[a]⟩ `name` is a list, expected a string"),
        ("name: {a: b}", "6⟨{a: b}⟩ `name` is a mapping, expected a string"),
        ("flag: yes", "6⟨yes⟩ `flag` is a string, expected `true` or `false`"),
        ("flag: 1", "6⟨1⟩ `flag` is `1`, expected `true` or `false`"),
        ("small: 256", "7⟨256⟩ `small` is `256`, expected an integer from 0 to 255"),
        ("small: -1", "7⟨-1⟩ `small` is `-1`, expected an integer from 0 to 255"),
        ("signed: 1.5", "8⟨1.5⟩ `signed` is `1.5`, expected an integer"),
        ("large: -1", "7⟨-1⟩ `large` is `-1`, expected an integer of at least 0"),
        ("large: '1'", "7⟨'1'⟩ `large` is a string, expected an integer of at least 0"),
        ("ratio: much", "7⟨much⟩ `ratio` is a string, expected a number"),
        ("mark: ab", "6⟨ab⟩ `mark` is a string, expected one character"),
        (
            "style: foldd",
            "7⟨foldd⟩ `style` is `foldd`, expected `auto`, `plain` or `folded` (did you mean `folded`?)",
        ),
        ("style: 1", "7⟨1⟩ `style` is `1`, expected `auto`, `plain` or `folded`"),
        ("style: [auto]", "7⟨[auto]⟩ `style` is a list, expected `auto`, `plain` or `folded`"),
        ("words: a b", "7⟨a b⟩ `words` is a string, expected a list (write `[\"a b\"]`)"),
        ("words: {a: b}", "7⟨{a: b}⟩ `words` is a mapping, expected a list"),
        ("words: [a, [b]]", "11⟨[b]⟩ item 2 of `words` is a list, expected a string"),
        ("words: [a, ~]", "11⟨~⟩ item 2 of `words` is `null`, expected a string"),
        ("words:\n-\n- b", "8⟨⟩ item 1 of `words` is empty, expected a string"),
        ("pair: [a]", "6⟨[a]⟩ `pair` is a list, expected a list of 2 items"),
        ("pair: [a, b]", "10⟨b⟩ item 2 of `pair` is a string, expected an integer from 0 to 255"),
        ("by-name: [a]", "9⟨[a]⟩ `by-name` is a list, expected a mapping"),
        ("by-name: {a: x}", "13⟨x⟩ `a` is a string, expected an integer from 0 to 255"),
        ("inner: x", "7⟨x⟩ `inner` is a string, expected a mapping"),
        ("inner: {deep: [{deep: [1]}]}", "23⟨1⟩ item 1 of `deep` is `1`, expected a mapping"),
        ("list: [x]", "7⟨x⟩ item 1 of `list` is a string, expected a mapping"),
        ("- a", "0⟨- a⟩ the file is a list, expected a mapping"),
        ("text", "0⟨text⟩ the file is a string, expected a mapping"),
    ] {
        assert_eq!(faults(text), [expected], "{text}");
    }
}

#[test]
fn a_key_that_the_struct_does_not_have_gets_the_nearest_right_name() {
    assert_eq!(
        faults("inner: {styl: plain, nothing-like-it: 1}\nby_name: {}\nname: a\n"),
        [
            "41⟨by_name⟩ unknown key `by_name` in the file (did you mean `by-name`?)",
            "8⟨styl⟩ unknown key `styl` in `inner` (did you mean `style`?)",
            "21⟨nothing-like-it⟩ unknown key `nothing-like-it` in `inner` (expected `style` or `deep`)",
        ]
    );
}

#[test]
fn a_required_key_is_missed_at_its_mapping_unless_it_is_misspelt() {
    assert_eq!(
        faults("list:\n- style: plain\n- ib: a\n- id:\n- {}\n- id: right\n- style: plan\n"),
        [
            "8⟨⟩ missing key `id` in item 1 of `list`",
            "23⟨ib⟩ unknown key `ib` in item 2 of `list` (did you mean `id`?)",
            "31⟨id⟩ missing key `id` in item 3 of `list`",
            "37⟨⟩ missing key `id` in item 4 of `list`",
            "61⟨plan⟩ `style` is `plan`, expected `auto`, `plain` or `folded` (did you mean `plain`?)",
            "54⟨⟩ missing key `id` in item 6 of `list`",
        ]
    );
}

#[test]
fn reading_goes_on_after_each_fault() {
    let text = "flag: 0\nstyle: x\nwords: [[], b, {}]\ninner: {style: x, deep: [{style: 1}, 2, {deep: x}]}\n\
                list: [{id: []}, x, {id: a, style: x}, {style: auto}]\nsmall: -1\nunknown: 1\n";
    let pointed: Vec<String> =
        faults(text).iter().map(|fault| fault.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(
        pointed,
        [
            "152⟨unknown⟩",
            "6⟨0⟩",
            "15⟨x⟩",
            "25⟨[]⟩",
            "32⟨{}⟩",
            "51⟨x⟩",
            "69⟨1⟩",
            "73⟨2⟩",
            "83⟨x⟩",
            "100⟨[]⟩",
            "105⟨x⟩",
            "123⟨x⟩",
            "127⟨⟩",
            "149⟨-1⟩",
        ]
    );
}

#[test]
fn an_alias_is_read_as_what_it_refers_to_and_pointed_at_itself() {
    let text = "words: &w [&n 0x1, *n]\ninner: {deep: [&d {style: x}, *d]}\nname: *w\n";
    assert_eq!(
        faults(text),
        [
            "49⟨x⟩ `style` is `x`, expected `auto`, `plain` or `folded`",
            "53⟨*d⟩ `style` is `x`, expected `auto`, `plain` or `folded`",
            "64⟨*w⟩ `name` is a list, expected a string",
        ]
    );
    assert_eq!(value("words: [&n 0x1, *n]").words, ["0x1", "0x1"]);
}

#[test]
fn the_first_of_duplicate_keys_counts() {
    let outer = value("small: 1\nsmall: x\nby-name: {a: 1, a: 2}\n");
    assert_eq!((outer.small, outer.by_name["a"]), (1, 1));
}

#[test]
fn an_empty_document_is_the_default() {
    for text in ["", "~", "# comment", "words:\ninner: ~\nlist: null\nname:\n"] {
        assert_eq!(value(text), Outer::default(), "{text}");
    }
}

#[test]
fn nodes_are_kept_to_be_read_later_also_those_of_an_item_that_is_left_out() {
    let text = "later: {a: 1}\nlist: [{id: x, rest: [2]}, {rest: 3}]\n";
    let document = yaml::parse(text, Span::new(0, text.len()), Limits::default()).unwrap();
    let reading = tree::read::<Outer>(&document.root, "the file");
    let outer = reading.value.unwrap();
    let node = |reference: NodeRef| reading.nodes[reference.index()].span.of(text);
    assert_eq!(node(outer.later.unwrap()), "{a: 1}");
    assert_eq!(outer.list.len(), 1);
    assert_eq!(node(outer.list[0].rest.unwrap()), "[2]");
    assert_eq!(reading.nodes.len(), 3);
}

fn yaml_text() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "name: ",
        "flag: ",
        "small: ",
        "style: ",
        "words: ",
        "pair: ",
        "by-name: ",
        "inner: ",
        "list: ",
        "deep: ",
        "id: ",
        "later: ",
        "rest: ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "\n",
        "\n  ",
        "- ",
        "~",
        "1",
        "-1",
        "x",
        "auto",
        "true",
        "'a'",
        "&a ",
        "*a",
        "!t ",
    ]);
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    /// Whatever a tree holds, reading ends, and every fault is at characters of the text.
    #[test]
    fn any_tree_is_read(text in yaml_text()) {
        if let Ok(document) = yaml::parse(&text, Span::new(0, text.len()), Limits::default()) {
            let reading = tree::read::<Outer>(&document.root, "the file");
            prop_assert!(reading.value.is_some() || !reading.faults.is_empty());
            for fault in &reading.faults {
                prop_assert!(text.get(fault.span.start()..fault.span.end()).is_some());
            }
        }
    }
}
