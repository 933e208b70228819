use super::{Offer, editor, plain_editor};

const TYPE: (&str, &str) = (
    "recipe.yaml",
    "$schema: https://json-schema.org/draft/2020-12/schema
type: object
x-note: { type: recipe }
properties:
  title: { type: string }
  sections:
    type: object
    required: [作り方, taste, swot]
    properties:
      作り方:
        type: array
        minItems: 2
        description: What to do.
        x-note: { heading: 作り方🍵, content: points }
        items: { type: object, required: [lead, text] }
      taste:
        type: object
        x-note: { heading: Taste, content: rating }
        required: [甘さ]
        properties: { 甘さ: { description: How sweet. }, 苦さ: {} }
      swot:
        type: object
        x-note: { heading: SWOT, content: swot }
        required: [強み]
        properties: { 強み: { type: array }, 弱み: { type: array } }
      more: { type: string, x-note: { heading: More, content: text } }
",
);

#[test]
fn headings_of_missing_sections_come_with_their_skeleton() {
    let mut editor = editor(&[TYPE]);
    let offer = Offer::of(
        &mut editor,
        "notes/a.md",
        "# 緑茶🍵\n\n## Taste\n\n- **甘さ**: ⭐⭐⭐☆☆(🍵)\n- **苦さ**: ⭐\n\n## S|\n",
    );
    assert_eq!(offer.labels(), ["## SWOT", "## More", "## 作り方🍵"]);
    let item = offer.item("## 作り方🍵");
    assert!(item.get("filterText").is_none(), "the label is compared");
    assert_eq!(item["insertTextFormat"], 2);
    assert_eq!(offer.inserted("## 作り方🍵"), "## 作り方🍵\n\n- **${1:…}**: ${2:…}\n- **${3:…}**: ${4:…}");
    assert!(
        item["documentation"]["value"]
            .as_str()
            .unwrap()
            .starts_with("What to do.\n\n```markdown\n## 作り方🍵\n")
    );
    assert!(
        offer.taken("## SWOT").ends_with("⭐\n\n## SWOT\n\n### 強み\n\n- ${1:…}\n"),
        "{}",
        offer.taken("## SWOT")
    );
}

#[test]
fn skeletons_stand_apart_from_what_is_around() {
    let mut editor = plain_editor(&[TYPE]);
    let offer = Offer::of(&mut editor, "notes/a.md", "# 緑茶\n|\n## SWOT\n");
    assert_eq!(offer.taken("## More"), "# 緑茶\n\n## More\n\n…\n\n## SWOT\n");
    let offer = Offer::of(&mut editor, "notes/a.md", "# 緑茶\n\n🍵\n#|\n");
    assert_eq!(offer.item("## More")["filterText"], "#More");
    assert_eq!(offer.taken("## More"), "# 緑茶\n\n🍵\n\n## More\n\n…\n");
}

#[test]
fn axes_and_quadrants_are_offered_inside_of_their_section() {
    let mut editor = editor(&[TYPE]);
    let offer = Offer::of(&mut editor, "notes/a.md", "# 🍵\n\n## Taste\n\n- **苦さ**: ⭐⭐⭐☆☆(茶)\n- 甘|\n");
    assert_eq!(offer.labels(), ["甘さ"]);
    assert_eq!(offer.item("甘さ")["filterText"], "- 甘さ");
    assert_eq!(offer.item("甘さ")["documentation"]["value"], "How sweet.");
    assert_eq!(
        offer.taken("甘さ").lines().last().unwrap(),
        "- **甘さ**: ${1|⭐⭐⭐⭐⭐,⭐⭐⭐⭐☆,⭐⭐⭐☆☆,⭐⭐☆☆☆,⭐☆☆☆☆|}(${2:…})"
    );
    let offer = Offer::of(&mut editor, "notes/a.md", "# 🍵\n\n## SWOT\n\n### 強み\n\n- 茶\n\n### |\n");
    assert_eq!(offer.labels(), ["### 弱み"]);
    assert!(offer.taken("### 弱み").ends_with("- 茶\n\n### 弱み\n\n- ${1:…}\n"));
}

#[test]
fn no_axes_are_offered_in_place_of_a_thematic_break() {
    let mut editor = editor(&[TYPE]);
    let text = "# 🍵\n\n## Taste\n\n- **苦さ**: ⭐⭐⭐☆☆(茶)\n\n---|\n";
    assert_eq!(Offer::of(&mut editor, "notes/a.md", text).labels(), [""; 0]);
}

#[test]
fn no_headings_are_offered_inside_of_code_or_text() {
    let mut editor = editor(&[TYPE]);
    for text in ["# 茶\n\n```md\n|\n```\n", "# 茶\n\n🍵 |\n", "# 茶\n\n####|\n", "<!--\n|\n-->\n"] {
        assert_eq!(Offer::of(&mut editor, "notes/a.md", text).labels(), [""; 0], "{text}");
    }
}
