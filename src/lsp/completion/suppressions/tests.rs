use super::*;

fn at(text: &str, is_yaml: bool) -> Option<Vec<String>> {
    let offset = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    let candidates = Comment::at(&text, offset, is_yaml)?.candidates(&BTreeSet::from(["text/bom"]));
    Some(candidates.into_iter().map(|candidate| candidate.label).take(2).collect())
}

#[test]
fn a_comment_begins_with_what_it_does() {
    let all = Some(vec!["notelint-disable".to_owned(), "notelint-enable".to_owned()]);
    for text in ["🍵 <!-- |", "<!--|-->", "<!-- note|", "%% notelint-dis|"] {
        assert_eq!(at(text, false), all, "{text}");
    }
    assert_eq!(at("題: 茶 # note|", true), all);
    for text in ["|", "<!-- a |", "<!-- a -->|", "# |", "%%a%%|"] {
        assert_eq!(at(text, false), None, "{text}");
    }
    for text in ["題: C#|", "題: C#no|", "題: \"茶 # |", "# 茶 # note|"] {
        assert_eq!(at(text, true), None, "{text}");
    }
}

#[test]
fn rules_that_are_reported_come_first() {
    assert_eq!(at("🍵 <!-- notelint-disable | -->", false).unwrap()[0], "text/bom");
    assert_ne!(at("<!-- notelint-disable text/bom, |", false).unwrap()[0], "text/bom");
    for reason in ["-- |", "text/bom: |", "text:|"] {
        assert_eq!(at(&format!("<!-- notelint-disable {reason}"), false), Some(Vec::new()));
    }
}
