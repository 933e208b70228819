use super::*;

#[test]
fn a_name_is_recognised_in_every_dress_whatever_it_begins_with() {
    let names = Names::new([("グローバル", [].as_slice()), ("My Notes", &[]), ("A", &[])].into_iter());
    for (written, part) in [
        ("グローバル", 0),
        ("ク\u{3099}ローハ\u{3099}ル", 0),
        ("ｸﾞﾛｰﾊﾞﾙ", 0),
        ("1. 「グローバル」", 0),
        ("ＭＹ　ＮＯＴＥＳ", 1),
        ("m y notes", 1),
        ("💡 A", 2),
        ("Ａ", 2),
    ] {
        assert_eq!(names.recognise(written, written).map(|(part, _)| part), Some(part), "{written}");
    }
    for written in ["グラフ", "Mine", "AI", ""] {
        assert_eq!(names.recognise(written, written), None, "{written}");
    }
    let names = Names::new([("[Unreleased]", [].as_slice())].into_iter());
    for (written, plain) in [
        ("[Unreleased]", "Unreleased"),
        ("[unreleased]", "unreleased"),
        ("[Unreleased] - soon", "Unreleased - soon"),
    ] {
        assert!(names.recognise(written, plain).is_some(), "{written}, a link");
    }
}

#[test]
fn a_name_of_many_is_recognised_as_one_of_few() {
    let many: Vec<String> = (0..40).map(|number| format!("Name {}", number / 2)).collect();
    let names = |count: usize| Names::new(many[..count].iter().map(|name| (name.as_str(), [].as_slice())));
    let (few, many) = (names(20), names(40));
    assert!(few.index.is_none() && many.index.is_some());
    for written in ["Name 7", "name7", "1. Name 7 (x)", "Name 7: x", "Name", "Name 99"] {
        assert_eq!(few.recognise(written, written), many.recognise(written, written), "{written}");
    }
}
