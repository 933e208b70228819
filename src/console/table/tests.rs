use anstyle::Style;

use super::*;

fn rows(rows: &[&[&str]]) -> Vec<Vec<StyledText>> {
    rows.iter().map(|row| row.iter().map(|cell| StyledText::new(cell, Style::new())).collect()).collect()
}

fn drawn(rows: &[Vec<StyledText>], available: usize) -> Option<Vec<String>> {
    let widths = column_widths(rows, available)?;
    let lines = rows.iter().flat_map(|row| row_lines(row, &widths));
    Some(lines.map(|line| line.text().to_owned()).collect())
}

#[test]
fn a_table_that_fits_is_as_wide_as_its_text() {
    let rows = rows(&[&["名前", "", "what it is"], &["b", "long", "short"]]);
    assert_eq!(drawn(&rows, 40).unwrap(), ["名前        what it is", "b     long  short"]);
}

#[test]
fn the_widest_column_is_wrapped_first() {
    let rows = rows(&[&["name", "what the first of them is for"], &["b", "short"]]);
    assert_eq!(drawn(&rows, 30).unwrap(), ["name  what the first of them", "      is for", "b     short"]);
}

#[test]
fn a_table_that_cannot_fit_has_no_widths() {
    let short = rows(&[&["immeasurable", "words"]]);
    assert_eq!(drawn(&short, 18), None);
    assert!(drawn(&short, 19).is_some());
    let long = rows(&[&["name", "what the first of them is for"]]);
    assert_eq!(drawn(&long, 25), None, "the second column would be too narrow to read");
    assert!(drawn(&long, 26).is_some());
}
