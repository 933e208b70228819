use super::*;

fn at(text: &str, offset: usize) -> (usize, usize) {
    let position = LineIndex::new(text).position(offset, text);
    (position.line, position.column)
}

#[test]
fn columns_count_scalar_values() {
    assert_eq!(at("評価⭐️x", "評価⭐️".len()), (1, 5));
    assert_eq!(at("か\u{3099}x", "か\u{3099}".len()), (1, 3));
}

#[test]
fn every_line_ending_of_commonmark_ends_a_line() {
    let text = "a\r\nb\rc\nd";
    assert_eq!(at(text, 3), (2, 1));
    assert_eq!(at(text, 5), (3, 1));
    assert_eq!(at(text, 7), (4, 1));
}

#[test]
fn a_byte_order_mark_counts_as_bytes_but_has_no_column() {
    let text = "\u{feff}ab";
    assert_eq!(LineIndex::new(text).position(4, text), Position { line: 1, column: 2, offset: 4 });
}

#[test]
fn columns_of_a_long_line_are_counted_too() {
    let line = "値a⭐️".repeat(STEP_BYTES);
    let text = format!("{BOM}{line}\n{line}");
    let index = LineIndex::new(&text);
    for (count, (offset, _)) in line.char_indices().enumerate().step_by(997) {
        let position = index.position(BOM.len() + offset, &text);
        assert_eq!((position.line, position.column), (1, count + 1));
        let position = index.position(BOM.len() + line.len() + 1 + offset, &text);
        assert_eq!((position.line, position.column), (2, count + 1));
    }
}

#[test]
fn an_offset_out_of_the_text_is_its_end() {
    assert_eq!(at("a\n", 9), (2, 1));
    assert_eq!(at("値", 1), (1, 1));
}
