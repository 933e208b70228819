//! Collections of notes, made from the seeds: each is made once and kept under `target/`.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

use super::{dirty, seeds};

/// How many notes are in one folder.
const SHELF: usize = 500;

/// A collection on disk.
pub struct Collection {
    pub folder: PathBuf,
    /// The number of its notes.
    pub notes: usize,
}

/// Returns `count` notes of about 9 kB without diagnostics: each has an id, a title and figures of its own.
pub fn clean(count: usize) -> Collection {
    let seeds = seeds();
    make("clean", count, |number| vary(&seeds[number % seeds.len()], number))
}

/// Returns `count` notes like those of [`clean`], with the faults of real notes.
pub fn dirty(count: usize) -> Collection {
    let seeds = seeds();
    make("dirty", count, |number| dirty_note(&seeds, number))
}

/// Returns the dirty note of this number.
pub fn dirty_note(seeds: &[String], number: usize) -> String {
    dirty::soil(vary(&seeds[number % seeds.len()], number), number)
}

/// Returns `count` notes that are one heading each.
pub fn headings(count: usize) -> Collection {
    make("headings", count, |_| "# T\n".to_owned())
}

fn make(kind: &str, count: usize, note: impl Fn(usize) -> String) -> Collection {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{kind}-{count}"));
    let notes = folder.join("notes");
    let done = folder.join("done");
    if !is_newer(&done, &env::current_exe().unwrap()) {
        fs::remove_dir_all(&folder).ok();
        make_repository(&folder);
        for number in 0..count {
            let shelf = notes.join(format!("{:03}", number / SHELF));
            if number % SHELF == 0 {
                fs::create_dir_all(&shelf).unwrap();
            }
            fs::write(shelf.join(format!("{}.md", id(number))), note(number)).unwrap();
        }
        fs::write(done, "").unwrap();
    }
    Collection { folder: notes, notes: count }
}

/// Whether `file` is there, and newer than what makes it.
fn is_newer(file: &Path, maker: &Path) -> bool {
    let changed = |path| fs::metadata(path).and_then(|metadata| metadata.modified());
    changed(file).is_ok_and(|file| changed(maker).is_ok_and(|maker| file > maker))
}

fn id(number: usize) -> String {
    format!("T{}-{:02}-{:02}", 1 + number / 10_000, number / 100 % 100, number % 100)
}

/// `seed` with the id of `number` in its titles, a title of its own, and other digits in its figures.
fn vary(seed: &str, number: usize) -> String {
    let title = seed.lines().find_map(|line| line.strip_prefix("title: ")).unwrap_or_default();
    let title = title.trim_matches('"');
    let name = title.split_once(' ').map_or(title, |(_, name)| name);
    let renamed = seed.replace(title, &format!("{} {name} {number}", id(number)));
    let mut out = String::with_capacity(renamed.len());
    for line in renamed.split_inclusive('\n') {
        let prose = line.starts_with("- **") && !line.contains("http") && !line.contains('⭐');
        if prose && !number.is_multiple_of(7) {
            out.push_str(&line.replace("。", &format!("({number})。")));
        } else {
            out.push_str(line);
        }
    }
    out
}

/// Returns the paths of the notes in `folder`.
pub fn notes_in(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).into_iter().map(Result::unwrap);
    let notes = entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md"));
    notes.map(walkdir::DirEntry::into_path).collect()
}

/// Makes `folder` a repository of its own. All notes of a repository are read, as they may link to each other: those of
/// notelint itself would be.
pub fn make_repository(folder: &Path) {
    fs::create_dir_all(folder.join(".git")).unwrap();
}

/// Makes `to` a copy of the notes in `from`.
pub fn copy(from: &Path, to: &Path) {
    fs::remove_dir_all(to).ok();
    make_repository(to);
    for note in notes_in(from) {
        let copied = to.join(note.strip_prefix(from).unwrap());
        fs::create_dir_all(copied.parent().unwrap()).unwrap();
        fs::copy(note, copied).unwrap();
    }
}
