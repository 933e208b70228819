use super::*;
use crate::{text::apply, vault::LinkForm};

fn written(text: &str, target: &str, wiki: bool, edit: fn(&LinkFact<'_>, &str) -> Option<Edit>) -> String {
    let span = Span::new(1, text.len() - 1);
    let link = LinkFact { target, span, wiki, form: LinkForm::Plain, meant: None };
    edit(&link, text).map_or_else(String::new, |edit| apply(text, &[edit]).unwrap())
}

#[test]
fn the_rest_of_a_destination_stays() {
    let path = |link: &LinkFact<'_>, text: &str| link.with_path(text, "深い 海.md");
    let fragment = |link: &LinkFact<'_>, text: &str| link.with_fragment(text, "手順");
    for (text, wiki, to_path, to_fragment) in [
        ("(a.md#b)", false, "(深い%20海.md#b)", "(a.md#手順)"),
        (
            "(a.md?x#%E3%81%82)",
            false,
            "(%E6%B7%B1%E3%81%84%20%E6%B5%B7.md?x#%E3%81%82)",
            "(a.md?x#%E6%89%8B%E9%A0%86)",
        ),
        ("(a.md#b:~:text=x)", false, "(深い%20海.md#b:~:text=x)", "(a.md#手順:~:text=x)"),
        ("[a#b#c]", true, "[深い 海.md#b#c]", "[a#b#手順]"),
        ("(a.md)", false, "(深い%20海.md)", ""),
    ] {
        let target = &text[1..text.len() - 1];
        assert_eq!(written(text, target, wiki, path), to_path, "{text}");
        assert_eq!(written(text, target, wiki, fragment), to_fragment, "{text}");
    }
    assert_eq!(written("(a\\_b.md#c)", "a_b.md#c", false, path), "(深い%20海.md#c)");
    assert_eq!(written("('[[a]]')", "a", true, path), "");
}
