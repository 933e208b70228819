//! Tables for people, fitted to the width of the terminal.

use super::styled::StyledText;

/// The distance between two cells, in columns.
const GAP: usize = 2;

/// The smallest readable width of a column.
const MIN_COLUMNS: usize = 20;

/// Returns the width of each column of `rows` so that a row takes at most `available` columns. The
/// widest columns are narrowed first, none below its widest word or `MIN_COLUMNS`; `None` if that
/// is not enough.
pub(crate) fn column_widths(rows: &[Vec<StyledText>], available: usize) -> Option<Vec<usize>> {
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widest = |measure: fn(&StyledText) -> usize| -> Vec<usize> {
        let column = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(measure).max();
        (0..count).map(|at| column(at).unwrap_or_default()).collect()
    };
    let mut widths = widest(StyledText::width);
    let words = widest(StyledText::widest_word);
    let least: Vec<usize> =
        words.iter().zip(&widths).map(|(word, width)| (*word).max(*width.min(&MIN_COLUMNS))).collect();
    let gaps = GAP * count.saturating_sub(1);
    let mut excess = (widths.iter().sum::<usize>() + gaps).saturating_sub(available);
    while excess > 0 {
        let narrowable = widths.iter_mut().zip(&least).filter(|(width, least)| **width > **least);
        let (width, _) = narrowable.max_by_key(|(width, _)| **width)?;
        *width -= 1;
        excess -= 1;
    }
    Some(widths)
}

/// Returns the lines of a row whose columns have `widths`.
pub(crate) fn row_lines(row: &[StyledText], widths: &[usize]) -> Vec<StyledText> {
    let cells: Vec<Vec<StyledText>> = row.iter().zip(widths).map(|(cell, width)| cell.wrap(*width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or_default();
    (0..height)
        .map(|at| {
            let mut line = StyledText::default();
            let mut column = 0;
            for (cell, width) in cells.iter().zip(widths) {
                if let Some(part) = cell.get(at).filter(|part| !part.is_empty()) {
                    line.pad_to(column);
                    line.append(part);
                }
                column += width + GAP;
            }
            line
        })
        .collect()
}

#[cfg(test)]
mod tests;
