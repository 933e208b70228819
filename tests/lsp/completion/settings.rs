use super::{Offer, editor, plain_editor};

const TYPE: (&str, &str) = ("recipe.yaml", "type: object\nx-note: { type: recipe }\n");

#[test]
fn keys_and_values_of_the_configuration_are_those_of_its_schema() {
    let mut editor = editor(&[TYPE]);
    let offer = Offer::of(&mut editor, "notelint.yaml", "# 🍵\nexclude: [緑茶]\n|\n");
    assert_eq!(offer.labels(), ["baseline", "types", "rules", "overrides", "requires"]);
    assert_eq!(offer.inserted("types"), "types:\n  - ${1:}");
    let offer = Offer::of(&mut editor, "notelint.yaml", "types:\n  - name: 緑茶\n    |\n");
    assert_eq!(offer.labels(), ["schema", "files", "when"]);
    // Clients add the indentation of the line.
    assert_eq!(offer.inserted("files"), "files:\n  - ${1:}");
    assert_eq!(offer.item("files")["insertTextMode"], 2);
    let offer = Offer::of(&mut editor, "notelint.yaml", "types: [{ name: te| }]\n");
    assert_eq!(offer.taken("tech-note"), "types: [{ name: tech-note }]\n");
    let offer = Offer::of(&mut editor, "notelint.yaml", "rules:\n  # 🍵\n  text/b|\n");
    assert_eq!(offer.taken("text/bom"), "rules:\n  # 🍵\n  text/bom: ${1|\"off\",info,warning,error|}\n");
    let offer = Offer::of(&mut editor, "notelint.yaml", "rules: { link: | }\n");
    assert_eq!(offer.labels(), ["off", "info", "warning", "error"]);
    let offer = Offer::of(&mut editor, "notelint.yaml", "rules:\n  text/line-endings:\n    style: |\n");
    assert_eq!(offer.item("crlf")["documentation"]["value"], "Always CRLF.");
}

#[test]
fn keys_and_values_of_types_are_those_of_note_types() {
    let mut editor = plain_editor(&[TYPE, ("notes/a.md", "# 🍵\n")]);
    let offer = Offer::of(
        &mut editor,
        "recipe.yaml",
        "type: object\nproperties:\n  sections:\n    properties:\n      味🍵:\n        x-note: { heading: 味, | }\n",
    );
    assert!(
        offer.labels().contains(&"content") && !offer.labels().contains(&"heading"),
        "{:?}",
        offer.labels()
    );
    let offer = Offer::of(
        &mut editor,
        "recipe.yaml",
        "properties:\n  sections:\n    properties:\n      味🍵:\n        x-note:\n          content: r|\n",
    );
    assert!(offer.taken("rating").ends_with("content: rating\n"));
    let offer = Offer::of(&mut editor, "recipe.yaml", "# 🍵\n|\nx-note: { type: recipe }\n");
    assert!(["properties", "$schema", "required"].iter().all(|key| offer.labels().contains(key)));
    assert_eq!(offer.taken("properties"), "# 🍵\nproperties:\n  \nx-note: { type: recipe }\n");
    let offer =
        Offer::of(&mut editor, "recipe.yaml", "x-note: { type: recipe }\n$defs:\n  茶🍵:\n    proper|\n");
    assert!(offer.taken("properties").ends_with("  茶🍵:\n    properties:\n      \n"));
    assert_eq!(offer.item("properties")["insertTextMode"], 1);
    let offer = Offer::of(
        &mut editor,
        "recipe.yaml",
        "properties:\n  frontmatter:\n    properties:\n      茶: { type: | }\n",
    );
    assert!(
        offer.labels().contains(&"string") && offer.labels().contains(&"boolean"),
        "{:?}",
        offer.labels()
    );
    let reference = "properties:\n  frontmatter:\n    properties:\n      茶:\n        x-note: { ref: | }\n";
    assert_eq!(Offer::of(&mut editor, "recipe.yaml", reference).labels(), ["true", "recipe"]);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_key() {
    let mut editor = editor(&[TYPE]);
    let offer = Offer::of(&mut editor, "notelint.yaml", "\u{feff}types:\n  - na|\n");
    assert_eq!(offer.taken("name"), "\u{feff}types:\n  - name: ${1:}\n");
}

#[test]
fn other_files_are_left_alone() {
    let mut editor = editor(&[TYPE, ("other.yaml", "a: 1\n"), ("package.json", "{}\n")]);
    assert_eq!(Offer::of(&mut editor, "other.yaml", "a: 1\n|\n").labels(), [""; 0]);
    assert_eq!(Offer::of(&mut editor, "package.json", "{ \"x-note\": { | } }\n").labels(), [""; 0]);
}
