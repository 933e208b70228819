//! Dirty notes: seeds with the faults that people make, in the proportions of real notes.
//!
//! The proportions are from 97 notes of one person, which have 1,203 diagnostics. None of their text is here.

mod edit;
mod structure;
mod words;

use std::{collections::HashMap, path::Path, process::Command};

use super::{corpus::Collection, random::Random};

/// A fault: in how many of 100 notes it is made, and what makes it. It is not made where an earlier one left no place.
type Fault = (usize, fn(&mut String, &mut Random));

/// What a note is made dirty with, in this order: headings are found by their right words, so that these are last.
const FAULTS: &[Fault] = &[
    (26, structure::other_form),
    (43, structure::overall_score),
    (75, structure::two_quadrants),
    (62, structure::levels_down),
    (70, structure::points_as_headings),
    (76, structure::points_as_bullets),
    (82, structure::points_without_leads),
    (22, structure::section_removed),
    (6, structure::sections_swapped),
    (4, structure::section_without_points),
    (3, structure::point_twice),
    (40, structure::entry_without_link),
    (50, words::axes_renamed),
    (31, words::stars_otherwise),
    (6, words::reason_removed),
    (8, words::title_removed),
    (7, words::title_otherwise),
    (4, words::title_unquoted),
    (18, words::url_as_list),
    (7, words::url_removed),
    (6, words::url_after_tags),
    (4, words::date_otherwise),
    (3, words::tag_otherwise),
    (45, words::key_added),
    (40, words::link_to_nothing),
    (70, words::id_of_nothing),
    (80, words::bold_that_does_not_close),
    (4, words::brackets_mixed),
    (4, words::line_under_text),
    (50, words::space_at_end),
    (50, words::space_at_end),
    (100, words::headings_otherwise),
    (51, words::final_newline_removed),
];

/// The most frequent rules of the real notes, with their shares of the diagnostics in percent.
const REAL_SHARES: [(&str, f64); 10] = [
    ("structure/heading-text", 27.8),
    ("structure/heading-level", 7.2),
    ("structure/points-style", 6.8),
    ("text/trailing-whitespace", 6.1),
    ("rating/style", 5.8),
    ("structure/point-lead", 5.7),
    ("text/broken-emphasis", 4.7),
    ("rating/unknown-axis", 4.7),
    ("rating/missing-axis", 4.6),
    ("swot/incomplete", 4.3),
];

/// Returns `note` with the faults that belong to its number.
pub fn soil(mut note: String, number: usize) -> String {
    let mut random = Random::new(number);
    for (percent, make) in FAULTS {
        if random.is_in(*percent) {
            make(&mut note, &mut random);
        }
    }
    note
}

/// Prints what notelint finds in `collection`, beside the shares in real notes. Returns the number of diagnostics.
///
/// # Panics
///
/// If the collection is not like the real notes: the figures of the bench would mislead.
#[allow(clippy::cast_precision_loss, reason = "numbers of diagnostics")]
pub fn print_statistics(notelint: &Path, collection: &Collection) -> usize {
    let mut command = Command::new(notelint);
    command
        .args(["check", "--isolated", "--no-cache", "--quiet", "--format", "concise"])
        .arg(&collection.folder);
    let output = command.output().unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for line in report.lines() {
        let rule = line.split_once('[').and_then(|(_, rest)| rest.split_once(']')).unwrap().0;
        *counts.entry(rule).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let per_note = all as f64 / collection.notes as f64;
    println!("\n{} dirty notes with {all} diagnostics, {per_note:.1} per note", collection.notes);
    assert!((15.0..19.0).contains(&per_note), "real notes have some 17 diagnostics");
    println!("{:<28} {:>8} {:>14}", "", "% here", "% in real notes");
    for (rule, real) in REAL_SHARES {
        let share = counts.get(rule).copied().unwrap_or_default() as f64 / all as f64 * 100.0;
        println!("{rule:<28} {share:>8.1} {real:>14.1}");
        assert!((0.7..1.4).contains(&(share / real)), "{rule}");
    }
    all
}
