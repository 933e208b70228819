use std::{
    fs,
    path::{Path, PathBuf},
};

use proptest::prelude::*;
use tempfile::TempDir;

use super::{layout::Head, *};

const BUILD: u128 = 7;

struct Place {
    caches: TempDir,
    folder: CacheFolder,
}

impl Place {
    fn new() -> Self {
        let caches = tempfile::tempdir().unwrap();
        let folder = CacheFolder::below(caches.path()).unwrap();
        Self { caches, folder }
    }

    fn open(&self) -> Cache {
        self.folder.open(Path::new("/notes"), BUILD, 4)
    }

    /// The path of the only cache.
    fn file(&self) -> PathBuf {
        let entries = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut files = entries.filter(|path| path.extension().is_some_and(|extension| extension == "cache"));
        let file = files.next().unwrap();
        assert_eq!(files.next(), None);
        file
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn put(cache: &Cache, path: &str, text: &str) {
    cache.put(cache.key(Path::new(path), &[text.as_bytes()]), record(path, text).as_bytes());
}

/// The record of the file at `path` with `text`.
fn record(path: &str, text: &str) -> String {
    format!("{path} is {text}")
}

fn get(cache: &Cache, path: &str, text: &str) -> Option<String> {
    let key = cache.key(Path::new(path), &[text.as_bytes()]);
    cache.get(key, |record| String::from_utf8(record.to_owned()).ok())
}

fn filled(place: &Place, files: &[(&str, &str)]) {
    let cache = place.open();
    for (path, text) in files {
        put(&cache, path, text);
    }
    cache.save(true);
}

#[test]
fn a_record_is_found_by_all_that_it_was_made_from() {
    let place = Place::new();
    filled(&place, &[("a", "1"), ("b", "2"), ("c", "")]);
    let cache = place.open();
    assert_eq!(get(&cache, "a", "1").as_deref(), Some("a is 1"));
    assert_eq!(get(&cache, "c", "").as_deref(), Some("c is "));
    for (path, text) in [("a", "2"), ("b", "1"), ("d", "1"), ("a", ""), ("", "a1")] {
        assert_eq!(get(&cache, path, text), None, "{path} {text}");
    }
    let key = cache.key(Path::new("a"), &[b"1"]);
    assert_eq!(cache.get(key, |_| None::<String>), None, "what nobody understands is not there");
    assert_eq!(get(&place.folder.open(Path::new("/other"), BUILD, 4), "a", "1"), None);
    assert_eq!(get(&place.folder.open(Path::new("/notes"), BUILD + 1, 4), "a", "1"), None);
}

#[test]
fn a_run_over_a_part_keeps_the_rest_and_one_over_all_drops_what_is_gone() {
    let place = Place::new();
    filled(&place, &[("a", "1"), ("b", "2"), ("c", "3")]);
    let cache = place.open();
    assert!(get(&cache, "a", "1").is_some());
    put(&cache, "b", "new");
    cache.save(false);
    let cache = place.open();
    for (path, text) in [("a", "1"), ("b", "new"), ("c", "3")] {
        assert_eq!(get(&cache, path, text), Some(record(path, text)));
    }
    drop(cache);
    let cache = place.open();
    assert!(get(&cache, "b", "new").is_some());
    cache.save(true);
    let cache = place.open();
    assert_eq!(get(&cache, "a", "1"), None);
    assert_eq!(get(&cache, "b", "new").as_deref(), Some("b is new"));
    assert_eq!(cache.old.unwrap().held.len(), 1);
}

#[test]
fn nothing_is_written_where_nothing_is_new() {
    let place = Place::new();
    place.open().save(true);
    assert!(!place.folder.path().exists(), "nor is the folder made");
    filled(&place, &[("a", "1"), ("b", "2")]);
    let file = place.file();
    fs::write(place.folder.path().join("stamp"), fs::read(&file).unwrap()).unwrap();
    let identity = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    let before = identity(&file);
    let cache = place.open();
    assert!(get(&cache, "a", "1").is_some());
    // A record that was not looked up stays unless all were.
    cache.save(false);
    assert_eq!(identity(&file), before);
    assert_eq!(fs::read(&file).unwrap(), fs::read(place.folder.path().join("stamp")).unwrap());
}

/// Whether the record of each of `files` is right or missing.
fn is_never_wrong(cache: &Cache, files: &[(&str, &str)]) -> bool {
    files.iter().all(|(path, text)| get(cache, path, text).is_none_or(|found| found == record(path, text)))
}

#[test]
fn whatever_byte_is_changed_and_wherever_it_is_cut_it_says_nothing_wrong() {
    let place = Place::new();
    let files = [("a", "1"), ("b", "2"), ("c", "3")];
    filled(&place, &files);
    let (file, whole) = (place.file(), fs::read(place.file()).unwrap());
    let mut survivors = 0;
    for at in 0..whole.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut damaged = whole.clone();
            damaged[at] ^= change;
            fs::write(&file, &damaged).unwrap();
            let cache = place.open();
            assert!(is_never_wrong(&cache, &files), "byte {at} ^ {change}");
            survivors += files.iter().filter(|(path, text)| get(&cache, path, text).is_some()).count();
        }
        fs::write(&file, &whole[..at]).unwrap();
        let cache = place.open();
        assert!(files.iter().all(|(path, text)| get(&cache, path, text).is_none()), "cut at {at}");
    }
    // Damage to one record leaves the two others.
    let bytes_of_records: usize = files.iter().map(|(path, text)| 8 + record(path, text).len()).sum();
    assert_eq!(survivors, 3 * 2 * bytes_of_records);
    for longer in [&[0][..], &[0; 4096], &whole] {
        fs::write(&file, [&whole, longer].concat()).unwrap();
        assert!(is_never_wrong(&place.open(), &files));
    }
}

#[test]
fn what_is_damaged_is_replaced() {
    let place = Place::new();
    let files = [("a", "1"), ("b", "2")];
    filled(&place, &files);
    let file = place.file();
    let mut damaged = fs::read(&file).unwrap();
    damaged[Head::SIZE + 9] ^= 1;
    fs::write(&file, &damaged).unwrap();
    let cache = place.open();
    let lost: Vec<_> = files.iter().filter(|(path, text)| get(&cache, path, text).is_none()).collect();
    assert_eq!(lost, [&("a", "1")]);
    put(&cache, "a", "1");
    cache.save(true);
    let cache = place.open();
    assert!(files.iter().all(|(path, text)| get(&cache, path, text).is_some()));
}

#[cfg(unix)]
#[test]
fn what_stands_in_its_place_is_not_taken_for_it() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let place = Place::new();
    let files = [("a", "1")];
    filled(&place, &files);
    let mode = fs::metadata(place.folder.path()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    let file = place.file();
    let elsewhere = place.caches.path().join("elsewhere");
    fs::rename(&file, &elsewhere).unwrap();
    symlink(&elsewhere, &file).unwrap();
    assert_eq!(get(&place.open(), "a", "1"), None, "a link");
    filled(&place, &[("b", "2")]);
    assert!(fs::symlink_metadata(&file).unwrap().is_file(), "the link itself is replaced");
    assert!(elsewhere.exists());
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    filled(&place, &files);
    assert_eq!(get(&place.open(), "a", "1"), None, "a folder");
    fs::remove_dir(&file).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&file).status().unwrap().success());
    assert_eq!(get(&place.open(), "a", "1"), None, "a pipe");
}

#[test]
fn clearing_takes_what_is_own_and_nothing_else() {
    let place = Place::new();
    assert_eq!(place.folder.clear(), Ok(Removed::default()), "where nothing is");
    filled(&place, &[("a", "1")]);
    let size = fs::metadata(place.file()).unwrap().len();
    let left = place.folder.path().join(".notelint-killed.tmp");
    fs::write(&left, "").unwrap();
    assert_eq!(place.folder.clear(), Ok(Removed { caches: 1, bytes: size }));
    assert!(!place.folder.path().exists());

    filled(&place, &[("a", "1")]);
    let hash = "0123456789abcdef0123456789abcdef.cache";
    let foreign = ["mine.cache", hash, ".notelint-notes.tmp", "note.md"];
    for name in foreign {
        fs::write(place.folder.path().join(name), "a text").unwrap();
    }
    assert_eq!(place.folder.clear(), Ok(Removed { caches: 1, bytes: size }));
    assert_eq!(place.names(), [".notelint-notes.tmp", hash, "CACHEDIR.TAG", "mine.cache", "note.md"]);
}

#[test]
fn what_a_killed_run_left_goes_with_the_next_save_and_what_another_run_writes_stays() {
    let place = Place::new();
    filled(&place, &[("a", "1")]);
    let killed = place.folder.path().join(".notelint-killed.tmp");
    fs::write(&killed, layout::MAGIC).unwrap();
    let going_on = place.open();
    put(&going_on, "b", "2");
    assert!(!killed.exists());
    let other = place.open();
    put(&other, "c", "3");
    going_on.save(false);
    other.save(false);
    let cache = place.open();
    assert_eq!(get(&cache, "c", "3").as_deref(), Some("c is 3"), "the last one wins");
    assert_eq!(get(&cache, "a", "1").as_deref(), Some("a is 1"));
    assert_eq!(place.names().len(), 2, "{:?}", place.names());
}

proptest! {
    #[test]
    fn a_foreign_file_says_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..400), head in any::<bool>()) {
        let place = Place::new();
        filled(&place, &[("a", "1")]);
        let head = if head { fs::read(place.file()).unwrap()[..Head::SIZE].to_owned() } else { Vec::new() };
        fs::write(place.file(), [head, bytes].concat()).unwrap();
        prop_assert_eq!(get(&place.open(), "a", "1"), None);
    }
}
