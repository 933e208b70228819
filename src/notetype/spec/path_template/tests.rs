use super::*;

const NONE: PathValues<'_> = PathValues { id: None, title: "", date: "", key: &|_| None };

fn filled(parts: &[PathPart], values: &PathValues<'_>) -> Result<String, PathError> {
    PathTemplate { text: String::new(), parts: parts.to_vec() }.fill(values)
}

fn literal(text: &str) -> PathPart {
    PathPart::Literal(text.to_owned())
}

fn key(name: &str) -> PathPart {
    PathPart::Key { name: name.to_owned(), pointer: format!("/{name}") }
}

#[test]
fn a_slug_has_the_letters_and_digits_in_lower_case() {
    for (text, wanted) in [
        ("Keep Readings as CSV", "keep-readings-as-csv"),
        ("  What — now?!  ", "what-now"),
        ("C++ & C# in 2026", "c-c-in-2026"),
        ("snake_case.md", "snake-case-md"),
        ("地熱発電の現状（2026年）", "地熱発電の現状-2026年"),
        ("ＡＢＣ　１２３", "abc-123"),
        ("ﾋｰﾄﾎﾟﾝﾌﾟ", "ヒートポンプ"),
        ("e\u{301}te\u{301}", "été"),
        ("हिन्दी में", "हिन्दी-में"),
        ("☕️ Tea 1️⃣", "tea-1"),
        ("soft\u{ad}hyphen", "softhyphen"),
        ("../../etc/passwd", "etc-passwd"),
        ("two\nlines\0", "two-lines"),
        ("", ""),
        ("!?", ""),
    ] {
        assert_eq!(slug(text), wanted, "{text:?}");
        assert_eq!(slug(wanted), wanted, "a slug is its own slug");
    }
}

#[test]
fn a_long_slug_ends_with_a_word_and_one_word_with_a_character() {
    let cut = slug(&"word ".repeat(100));
    assert!(cut.len() <= MAX_SLUG_BYTES && cut.ends_with("-word"), "{cut}");
    assert_eq!(slug(&"値".repeat(100)), "値".repeat(MAX_SLUG_BYTES / 3));
}

#[test]
fn placeholders_are_replaced() {
    let parts = [
        literal("notes/"),
        key("area"),
        literal("/"),
        PathPart::Id { width: 4 },
        literal("-{"),
        PathPart::Date,
        literal("}-"),
        PathPart::Title,
        literal(".md"),
    ];
    let values = PathValues {
        id: Some("12"),
        title: "Tides, again",
        date: "2026-03-05",
        key: &|pointer| (pointer == "/area").then(|| "North Sea".to_owned()),
    };
    assert_eq!(filled(&parts, &values).unwrap(), "notes/north-sea/0012-{2026-03-05}-tides-again.md");
}

#[test]
fn the_number_in_which_an_id_ends_is_padded() {
    for (id, width, wanted) in [
        ("7", 0, "7"),
        ("7", 4, "0007"),
        ("00012", 4, "00012"),
        ("M-7", 3, "M-007"),
        ("T1-02-3", 2, "T1-02-03"),
        ("Ä7", 2, "Ä07"),
    ] {
        let values = PathValues { id: Some(id), ..NONE };
        assert_eq!(filled(&[PathPart::Id { width }], &values).unwrap(), wanted);
    }
    let values = PathValues { id: Some("M-x"), ..NONE };
    let error = filled(&[PathPart::Id { width: 4 }], &values).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the id `M-x` does not end with a number, which `{id}` with a width requires"
    );
}

#[test]
fn a_value_that_is_missing_or_has_no_words_is_an_error() {
    let missing = |name: &str| Err(PathError::Missing(name.to_owned()));
    assert_eq!(filled(&[PathPart::Id { width: 0 }], &NONE), missing("id"));
    assert_eq!(filled(&[key("area")], &NONE), missing("area"));
    assert_eq!(filled(&[PathPart::Title], &NONE), Err(PathError::Wordless("title".to_owned())));
    let values = PathValues { key: &|_| Some("…".to_owned()), ..NONE };
    assert_eq!(filled(&[key("area")], &values), Err(PathError::Wordless("area".to_owned())));
    assert_eq!(PathError::Missing("area".to_owned()).to_string(), "there is no value for `{area}`");
}

#[test]
fn no_path_leaves_its_folder_or_is_invalid_on_some_system() {
    for (id, message) in [
        ("..", "`..` is no name of a file or a folder"),
        ("", "a name in the path is empty"),
        ("a/b", "the name `a/b` has the character `/`, which not all systems allow"),
        ("a\\b", "the name `a\\b` has the character `\\`, which not all systems allow"),
        ("C:", "the name `C:` has the character `:`, which not all systems allow"),
        ("a\u{7}", "the name `a\u{7}` has the character <U+0007>, which not all systems allow"),
        ("a\u{202e}b", "the name `a\u{202e}b` has the character <U+202E>, which not all systems allow"),
        (" a", "the name ` a` begins or ends with a blank, or ends with a dot"),
        ("a.", "the name `a.` begins or ends with a blank, or ends with a dot"),
        ("Con", "the name `Con` is reserved on Windows"),
        ("nul.tar", "the name `nul.tar` is reserved on Windows"),
        ("lpt³", "the name `lpt³` is reserved on Windows"),
    ] {
        let values = PathValues { id: Some(id), ..NONE };
        let error = filled(&[PathPart::Id { width: 0 }, literal("/a.md")], &values).unwrap_err();
        assert_eq!(error.to_string(), message, "{id:?}");
    }
    for fine in ["console", "com", "com10", "comé", "..a", ".a", "a b", "日本"] {
        assert_eq!(check_name(fine), Ok(()), "{fine}");
    }
    assert_eq!(check_name(&"a".repeat(256)), Err(PathError::Long(256)));
}
