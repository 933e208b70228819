use std::{path::Path, sync::Arc};

use super::*;
use crate::{
    disk::Overlay,
    workspace::{Monitor, Phase},
};

struct Unwatched;

impl Monitor for Unwatched {
    fn phase(&self, _name: &'static str, _notes: usize) -> Box<dyn Phase> {
        Box::new(Self)
    }
}

impl Phase for Unwatched {
    fn step(&self) {}
}

/// Forty notes in one folder: the newer half has a key and a section more.
fn adoption() -> Adoption {
    let files = Overlay::in_memory("/");
    for number in 0..40 {
        let (key, section) = if number < 20 { ("", "") } else { ("place: here\n", "\n## Weather\n\nDry.\n") };
        files.insert(
                format!("/{number:02}.md"),
                format!(
                    "---\nseen: 2026-03-01\n{key}---\n\n# Walk {number}\n\n## Route\n\nNorth {number}.\n{section}\n\
                     ## Sightings\n\nNone.\n"
                ),
            );
    }
    Adoption::survey(Path::new("/"), Arc::new(files), &Unwatched).unwrap()
}

fn settled(answers: &str) -> (Adoption, String) {
    let mut adoption = adoption();
    let (mut input, mut output) = (answers.as_bytes(), Vec::new());
    Questions { input: &mut input, output: &mut output }.settle(&mut adoption).unwrap();
    (adoption, String::from_utf8(output).unwrap())
}

fn type_of(adoption: &Adoption) -> String {
    adoption.files_to_write().pop().unwrap().text
}

#[test]
fn without_an_answer_what_the_newest_notes_have_is_not_required() {
    let (adoption, asked) = settled("");
    assert!(asked.contains("  `place`: 10 of the newest 10, 20 of all 40\n"), "{asked}");
    assert!(asked.ends_with("Require it of all notes? [y/N] "), "{asked}");
    assert!(type_of(&adoption).contains("required: [seen]"));
}

#[test]
fn what_is_answered_is_required_and_named() {
    let (adoption, asked) = settled("walk!\nwalk\nperhaps\ny\n");
    assert!(asked.contains("Name of the note type of 40 notes (`"), "{asked}");
    assert!(asked.contains("`walk!` has characters other than"), "{asked}");
    assert!(asked.contains("Answer `y` or `n`."), "{asked}");
    assert_eq!(adoption.kinds[0].name, "walk");
    let written = type_of(&adoption);
    assert!(written.contains("x-note: { type: walk }\n"), "{written}");
    assert!(written.contains("required: [seen, place]"), "{written}");
    assert!(written.contains("required: [route, weather, sightings]"), "{written}");
}
