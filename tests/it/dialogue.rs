//! The dialogue of `notelint init`, at a terminal.

use std::{
    fs::{self, File},
    io::{Read, Write},
    os::fd::OwnedFd,
    path::Path,
    thread,
};

use rustix::{
    fs::{Mode, OFlags, open},
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
};

use crate::support::{folder, notelint, run};

/// Runs `notelint init` with `answers` typed at its terminal. Returns the exit code, what it asks, and what it prints.
fn answered(folder: &Path, answers: &str) -> (Option<i32>, String, String) {
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap();
    let stream = || -> OwnedFd { open(&*name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap() };
    let mut command = notelint(folder);
    command.arg("init").stdin(stream()).stderr(stream()).stdout(std::process::Stdio::piped());
    let child = command.spawn().unwrap();
    // The last one who has the terminal open is the child: when it ends, nothing more can be read.
    drop(command);
    let mut terminal = File::from(terminal);
    terminal.write_all(answers.as_bytes()).unwrap();
    let asked = thread::spawn(move || {
        let (mut asked, mut buffer) = (Vec::new(), [0; 1024]);
        while let Ok(read @ 1..) = terminal.read(&mut buffer) {
            asked.extend_from_slice(&buffer[..read]);
        }
        String::from_utf8_lossy(&asked).into_owned()
    });
    let output = child.wait_with_output().unwrap();
    (output.status.code(), asked.join().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// Forty notes in `place`: the newer half has a key and a section more.
fn walks(place: &str) -> tempfile::TempDir {
    let note = |number: usize| {
        let (key, section) = if number < 20 { ("", "") } else { ("place: here\n", "\n## Weather\n\nDry.\n") };
        let text = format!(
            "---\nseen: 2026-03-01\n{key}---\n\n# Walk {number}\n\n## Route\n\nNorth {number}.\n{section}\n\
             ## Sightings\n\nNone.\n"
        );
        (format!("{place}/{number:04}-walk.md"), text)
    };
    let notes: Vec<(String, String)> = (0..40).map(note).collect();
    folder(&notes.iter().map(|(path, text)| (&**path, &**text)).collect::<Vec<_>>())
}

#[test]
fn what_is_demanded_stays_required_although_many_notes_lack_it() {
    let folder = walks("walks");
    let (code, asked, printed) = answered(folder.path(), "y\ny\n");
    assert_eq!(code, Some(0), "{asked}\n{printed}");
    assert!(asked.contains("Of the walks notes, the newest have what older ones lack:"), "{asked}");
    assert!(asked.contains("`place`: 10 of the newest 10, 20 of all 40"), "{asked}");
    assert!(asked.contains("Write these files? [Y/n]"), "{asked}");
    let written = fs::read_to_string(folder.path().join("types/walks.yaml")).unwrap();
    assert!(written.contains("required: [seen, place]"), "{written}");
    assert!(written.contains("required: [route, weather, sightings]"), "{written}");
    assert!(printed.contains("and 40 diagnostics to the baseline"), "{printed}");
    assert_eq!(run(folder.path(), ["."]).status.code(), Some(0));
}

#[test]
fn without_a_yes_nothing_is_written() {
    let folder = walks("walks");
    let (code, asked, printed) = answered(folder.path(), "\nn\n");
    assert_eq!(code, Some(0), "{asked}");
    assert!(printed.contains("Found 40 notes of 1 kind:"), "{printed}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn questions_are_about_the_kinds_that_are_left_when_built_in_types_do_not_fit() {
    // Their paths are those of decision records, but they are none.
    let folder = walks("adr");
    let (code, asked, printed) = answered(folder.path(), "y\ny\n");
    assert_eq!(code, Some(0), "{asked}\n{printed}");
    assert!(asked.contains("the newest have what older ones lack"), "{asked}\n{printed}");
    let config = fs::read_to_string(folder.path().join("notelint.yaml")).unwrap();
    assert!(config.contains("schema: types/"), "{config}");
}
