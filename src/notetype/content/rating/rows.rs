use super::{
    axes::Axes,
    model::{Axis, ParsedScore, ScoreForm},
    score::{self, Score},
};
use crate::{
    note::{BlockId, BlockKind, Note},
    notetype::{
        fold::{fold, without_brackets},
        read::{bare_words, plain_text},
    },
    text::{Span, lexicon::REASON_HEADERS},
};

/// The table's columns by what they contain.
struct Columns {
    axis: usize,
    score: usize,
    reason: Option<usize>,
}

/// The scores of the table `id`: a row an axis.
pub(super) fn read(axes: &Axes<'_>, id: BlockId) -> Vec<ParsedScore> {
    let note = axes.note;
    let mut scores = Vec::new();
    let mut rows = note.blocks.children(id).map(|(row, _)| cells(note, row));
    let Some(header) = rows.next() else { return scores };
    let rows: Vec<Vec<Span>> = rows.collect();
    let Some(columns) = columns(axes, &header, &rows) else { return scores };
    for row in &rows {
        let cell = |column: usize| row.get(column).copied().filter(|cell| !cell.is_empty());
        let Some(name) = cell(columns.axis) else { continue };
        let name = bare_words(note.text, name);
        let rated = axes.axis(name);
        let place = row.get(columns.score).copied().unwrap_or(Span::empty(name.end()));
        let reason = columns.reason.and_then(cell);
        let is_known = matches!(rated, Axis::Known(_));
        let behind = score::behind_reason(note.text, place, &axes.spec.symbols).filter(|_| is_known);
        let found = match axes.score(place).filter(|score| score.is_plain() || behind.is_none()) {
            Some(score) => {
                let reason = score::reason(note.text, Span::new(score.end, place.end()));
                Some((score, reason))
            }
            None if is_known && behind.is_none() => Some((Score::unreadable(place), None)),
            None => behind.map(|(score, reason)| (score, Some(reason))),
        };
        if let Some((score, own)) = found {
            scores.push(score.of(rated, Some(name), reason.or(own), ScoreForm::Row));
        }
    }
    scores
}

/// Returns the columns: the axis is in the first that names one, the score in the first other that
/// contains one. A number without a scale, or text that cannot be parsed, counts only after an
/// axis. `None` if the table contains no ratings.
fn columns(axes: &Axes<'_>, header: &[Span], rows: &[Vec<Span>]) -> Option<Columns> {
    let note = axes.note;
    let is_axis =
        |cell: &Span| matches!(axes.axis(bare_words(note.text, *cell)), Axis::Known(_) | Axis::Overall);
    let rates = |cell: &Span| axes.score(*cell).is_some_and(|score| score.is_plain());
    let number = |cell: &Span| axes.score(*cell).is_some();
    let holds = |column: usize, test: &dyn Fn(&Span) -> bool| {
        rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty() && test(cell)))
    };
    let width = header.len();
    let named = (0..width).find(|&column| holds(column, &is_axis));
    let first = named.unwrap_or(0);
    let behind = || first + 1..width;
    let score = (0..width)
        .filter(|&column| column != first)
        .find(|&column| holds(column, &rates))
        .or_else(|| behind().find(|&column| named.is_some() && holds(column, &number)))
        .or_else(|| behind().next().filter(|_| named.is_some()))?;
    let is_reason = |column: &usize| {
        let written = plain_text::plain(note, header[*column]);
        REASON_HEADERS.contains(&fold(without_brackets(&written)).as_str())
    };
    let others = || (0..width).filter(|&column| column != first && column != score);
    let reason = others().find(is_reason).or_else(|| others().find(|&column| column > score));
    Some(Columns { axis: first, score, reason })
}

/// The cells of `row`.
fn cells(note: &Note<'_>, row: BlockId) -> Vec<Span> {
    let cells = note.blocks.children(row).filter(|(_, block)| block.kind == BlockKind::Cell);
    cells.map(|(_, block)| block.span).collect()
}
