use super::*;

const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

#[test]
fn columns_are_counted_in_the_unit_that_is_agreed() {
    let text = "# 緑茶\r\n🍵a";
    let lines = LineIndex::new(text);
    let at = text.find('a').unwrap();
    let columns = ALL.map(|encoding| encoding.position(at, text, &lines));
    assert_eq!(columns.map(|position| (position.line, position.character)), [(1, 4), (1, 2), (1, 1)]);
    for encoding in ALL {
        for (at, _) in text.char_indices().filter(|(_, c)| *c != '\n') {
            assert_eq!(
                encoding.offset(encoding.position(at, text, &lines), text, &lines),
                at,
                "{encoding:?}"
            );
        }
    }
}

#[test]
fn positions_outside_of_the_text_are_brought_into_it() {
    let text = "ab\n🍵\n";
    let lines = LineIndex::new(text);
    let offset = |line, character| Encoding::Utf16.offset(Position { line, character }, text, &lines);
    assert_eq!([offset(0, 9), offset(1, 1), offset(1, 2), offset(7, 0)], [2, 3, 7, 8]);
    assert_eq!(Encoding::Utf16.position(99, text, &lines), Position { line: 2, character: 0 });
}

#[test]
fn bytes_are_chosen_if_the_client_knows_them() {
    use PositionEncodingKind as Kind;
    let negotiated = |offers: &[Kind]| Encoding::negotiated(Some(offers));
    assert_eq!(Encoding::negotiated(None), Encoding::Utf16);
    assert_eq!(negotiated(&[Kind::UTF16, Kind::UTF8]), Encoding::Utf8);
    assert_eq!(negotiated(&[Kind::UTF32]), Encoding::Utf32);
    assert_eq!(negotiated(&[Kind::UTF32, Kind::UTF16]), Encoding::Utf16);
}
