//! Edits of the text of a seed: its sections, its points, and its lines of prose.

use std::ops::Range;

use crate::support::random::Random;

/// Returns the section that begins with the line `heading`, up to the next heading of its level or above.
pub fn section(note: &str, heading: &str) -> Option<Range<usize>> {
    let start = note.find(&format!("\n{heading}\n"))? + 1;
    let level = heading.find(' ')?;
    let body = start + heading.len() + 1;
    let next = (1..=level).filter_map(|level| note[body..].find(&format!("\n{} ", "#".repeat(level)))).min();
    Some(start..next.map_or(note.len(), |next| body + next + 1))
}

/// Replaces the lines of `range` by what `edit` returns for each, or removes a line for which it returns `None`.
pub fn map_lines(note: &mut String, range: Range<usize>, edit: impl FnMut(&str) -> Option<String>) {
    let lines = note[range.clone()].split('\n').filter_map(edit);
    let edited = lines.collect::<Vec<_>>().join("\n");
    note.replace_range(range, &edited);
}

/// Returns the lead and the text of a numbered point.
pub fn point(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(". **")?;
    rest.split_once("**: ")
}

/// Returns the end, without the line break, of a line of prose.
pub fn end_of_prose(note: &str, random: &mut Random) -> Option<usize> {
    let is_prose = |line: &str| point(line).is_some() || (line.starts_with("- **") && !line.contains("http"));
    let mut ends = Vec::new();
    let mut end = 0;
    for line in note.split_inclusive('\n') {
        end += line.len();
        if is_prose(line) && !line.contains('⭐') && line.ends_with('\n') {
            ends.push(end - 1);
        }
    }
    (!ends.is_empty()).then(|| random.one_of(&ends))
}

/// Replaces the first `from` by `to`, if there is one.
pub fn replace(note: &mut String, from: &str, to: &str) {
    if let Some(start) = note.find(from) {
        note.replace_range(start..start + from.len(), to);
    }
}

/// Replaces the line that begins with `prefix` by what `edit` returns for it, or removes it.
pub fn edit_line(note: &mut String, prefix: &str, edit: impl FnOnce(&str) -> Option<String>) {
    let Some(start) = note.find(&format!("\n{prefix}")).map(|start| start + 1) else { return };
    let end = note[start..].find('\n').map_or(note.len(), |length| start + length + 1);
    let edited = edit(note[start..end].trim_end()).map_or(String::new(), |line| line + "\n");
    note.replace_range(start..end, &edited);
}
