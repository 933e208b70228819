use super::*;

/// The target, what is written, the whole part, and what is to follow.
type Found = (Option<String>, String, String, &'static str);

fn at(text: &str) -> Option<Found> {
    let offset = text.find('¦').unwrap();
    let text = text.replacen('¦', "", 1);
    let found = Link::at(&text, offset)?;
    let part = text[found.part.clone()].to_owned();
    Some((found.target.map(str::to_owned), found.written.to_owned(), part, found.closing))
}

fn found(target: Option<&str>, written: &str, part: &str, closing: &'static str) -> Found {
    (target.map(str::to_owned), written.to_owned(), part.to_owned(), closing)
}

#[test]
fn a_link_is_found_with_its_part_at_the_cursor() {
    assert_eq!(at("🍵 [[¦").unwrap(), found(None, "", "", "]]"));
    assert_eq!(at("🍵 [[緑¦茶]] [[x]]").unwrap(), found(None, "緑", "緑茶", ""));
    assert_eq!(at("[[緑¦ [[x]]").unwrap(), found(None, "緑", "緑", "]]"));
    assert_eq!(at("[[緑¦茶#味|x]]").unwrap(), found(None, "緑", "緑茶", ""));
    assert_eq!(at("| [[緑¦茶\\|x]] |").unwrap(), found(None, "緑", "緑茶", ""));
    assert_eq!(at("| [[緑茶#味¦\\|x]] |").unwrap(), found(Some("緑茶"), "味", "味", ""));
    assert_eq!(at("[[緑茶#¦").unwrap(), found(Some("緑茶"), "", "", "]]"));
    assert_eq!(at("[[#味#a¦b]]").unwrap(), found(Some(""), "a", "ab", ""));
    assert_eq!(at("[🍵](¦").unwrap(), found(None, "", "", ")"));
    assert_eq!(at("[🍵](../n¦.md#x) [y](z)").unwrap(), found(None, "../n", "../n.md", ""));
    assert_eq!(at("[🍵](<a b¦").unwrap(), found(None, "a b", "a b", ">)"));
    assert_eq!(at("[🍵](#¦)").unwrap(), found(Some(""), "", "", ""));
    assert_eq!(at("[x](緑茶.md#味¦)").unwrap(), found(Some("緑茶.md"), "味", "味", ""));
}

#[test]
fn other_text_is_not_a_link() {
    for text in ["¦", "[[a]]¦", "[a](b)¦", "[[a|b¦", "[a](https://b¦", "[a](b \"c¦", "[a]¦(", "[ [x]¦"]
    {
        assert_eq!(at(text), None, "{text}");
    }
}
