//! Finding, reading and saving files.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use notelint::{
    disk::{self, FileSystem, OsFileSystem, SchemaFolder, remove_leftovers, replace, save},
    notetype::Fetch,
};

/// A folder with `files`, each with its name as content.
fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file).unwrap();
    }
    folder
}

fn found(folder: &Path, paths: &[&str]) -> Vec<String> {
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let found = disk::find(&OsFileSystem, &paths, folder);
    assert_eq!(found.faults, []);
    found.notes.into_iter().map(|note| note.display_path.to_string()).collect()
}

#[test]
fn a_folder_gives_its_markdown_files_sorted() {
    let folder = folder(&["b.md", "a/日本 語.md", "a/z.markdown", "A.MD", "c.txt", "d.md.bak"]);
    assert_eq!(found(folder.path(), &["."]), ["A.MD", "a/z.markdown", "a/日本 語.md", "b.md"]);
}

#[test]
fn hidden_and_ignored_files_are_left_out_unless_they_are_named() {
    let folder = folder(&["a.md", ".hidden/b.md", "build/c.md", "drafts/d.md", ".gitignore", ".ignore"]);
    fs::write(folder.path().join(".gitignore"), "build/\n").unwrap();
    fs::write(folder.path().join(".ignore"), "drafts/\n").unwrap();
    assert_eq!(found(folder.path(), &["."]), ["a.md"]);
    let named = ["build/c.md", ".hidden/b.md", ".gitignore"];
    assert_eq!(found(folder.path(), &named), [".gitignore", ".hidden/b.md", "build/c.md"]);
}

#[test]
fn a_file_that_is_named_twice_is_found_once() {
    let folder = folder(&["a/b.md"]);
    assert_eq!(found(folder.path(), &["a/b.md", "a", "./a/../a/b.md", "."]), ["a/b.md"]);
}

#[test]
fn a_file_outside_the_working_directory_is_shown_absolute() {
    let outside = folder(&["a.md"]);
    let inside = folder(&["b.md"]);
    let path = outside.path().join("a.md");
    assert_eq!(found(inside.path(), &[path.to_str().unwrap()]), [path.to_str().unwrap()]);
}

#[test]
fn paths_have_a_deepest_folder_in_common() {
    let folder = folder(&["a/b/c.md", "a/d/e.md"]);
    let common = |paths: &[&str]| {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        disk::common_folder(&OsFileSystem, &paths, folder.path())
            .strip_prefix(folder.path())
            .unwrap()
            .to_owned()
    };
    assert_eq!(common(&[]), Path::new(""));
    assert_eq!(common(&["a/b/c.md"]), Path::new("a/b"));
    assert_eq!(common(&["a/b/c.md", "./a/d"]), Path::new("a"));
    assert_eq!(common(&["a/b", "a"]), Path::new("a"));
}

#[test]
fn what_is_not_there_is_a_fault_and_the_rest_goes_on() {
    let folder = folder(&["a.md"]);
    let found = disk::find(&OsFileSystem, &["gone.md".into(), "a.md".into()], folder.path());
    assert_eq!(found.notes.len(), 1);
    assert_eq!(found.faults[0].path.as_deref(), Some("gone.md"));
    assert_eq!(found.faults[0].message, "cannot be read: no such file");
}

#[test]
fn a_folder_without_notes_gives_none() {
    let folder = folder(&["a.txt"]);
    assert_eq!(found(folder.path(), &["."]), [""; 0]);
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_followed_where_they_are_named() {
    use std::os::unix::fs::symlink;

    let folder = folder(&["notes/a.md"]);
    symlink(folder.path(), folder.path().join("notes/loop")).unwrap();
    symlink(folder.path().join("notes"), folder.path().join("link")).unwrap();
    assert_eq!(found(folder.path(), &["."]), ["notes/a.md"]);
    assert_eq!(found(folder.path(), &["link"]), ["link/a.md"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_is_a_note_unless_its_target_is_found_too() {
    use std::os::unix::fs::symlink;

    let folder = folder(&["notes/a.md", "other/b.txt"]);
    symlink(folder.path().join("notes/a.md"), folder.path().join("notes/again.md")).unwrap();
    symlink(folder.path().join("other/b.txt"), folder.path().join("notes/b.md")).unwrap();
    assert_eq!(found(folder.path(), &["."]), ["notes/a.md", "notes/b.md"]);
    let out = disk::find(&OsFileSystem, &["notes".into()], folder.path());
    let links: Vec<_> = out.links_out.iter().map(|link| (&*link.file.display_path, link.place)).collect();
    assert_eq!((out.notes.len(), links), (1, vec![("notes/b.md", "collection")]));
}

#[test]
fn text_that_is_not_utf8_is_a_fault_at_its_place() {
    let folder = folder(&[]);
    let path = folder.path().join("a.md");
    fs::write(&path, b"ab\ncd\x83\x65").unwrap();
    let fault = (&OsFileSystem as &dyn FileSystem).text(&path).unwrap_err();
    assert_eq!(fault.message, "is not UTF-8: byte 0x83 is the middle of a character without its beginning");
    let start = fault.range.unwrap().start;
    assert_eq!((start.line, start.column), (2, 3));

    fs::write(&path, b"\xff\xfe#\0").unwrap();
    assert_eq!((&OsFileSystem as &dyn FileSystem).text(&path).unwrap_err().message, "is UTF-16, not UTF-8");
}

#[test]
fn a_file_beyond_the_limit_is_a_fault() {
    let folder = folder(&[]);
    let path = folder.path().join("a.md");
    fs::write(&path, "#".repeat(50_000_000)).unwrap();
    assert_eq!(
        (&OsFileSystem as &dyn FileSystem).text(&path).unwrap_err().message,
        "exceeds the limit of 16 MiB"
    );
}

#[test]
fn schemas_are_read_below_their_folder_only() {
    let folder = folder(&["types/a.json", "types/sub/b.json", "secret.json"]);
    let schemas = SchemaFolder::of(Arc::new(OsFileSystem), &folder.path().join("types/a.json"));
    assert_eq!(schemas.fetch("sub/b.json").unwrap(), "types/sub/b.json");
    for outside in ["../secret.json", "sub/../../secret.json", "/etc/passwd"] {
        assert!(schemas.fetch(outside).is_err(), "{outside}");
    }
    assert_eq!(schemas.fetch("gone.json").unwrap_err().0, "no such file");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_of_schemas_is_not_followed() {
    use std::os::unix::fs::symlink;

    let folder = folder(&["types/a.json", "secret.json"]);
    symlink(folder.path().join("secret.json"), folder.path().join("types/link.json")).unwrap();
    let schemas = SchemaFolder::of(Arc::new(OsFileSystem), &folder.path().join("types/a.json"));
    assert!(schemas.fetch("link.json").is_err());
}

#[test]
fn a_file_that_changed_meanwhile_is_not_replaced() {
    let folder = folder(&["a.md"]);
    let path = folder.path().join("a.md");
    assert_eq!(replace(&path, "a.md", "new"), Ok(()));
    let fault = replace(&path, "a.md", "newer").unwrap_err();
    assert_eq!(fault.message, "file changed while being fixed; left unmodified");
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
}

#[cfg(unix)]
#[test]
fn saving_keeps_mode_and_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = folder(&["a.md"]);
    let path = folder.path().join("a.md");
    let link = folder.path().join("link.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o754)).unwrap();
    symlink("a.md", &link).unwrap();
    replace(&link, "a.md", "new").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o754);
}

#[cfg(unix)]
#[test]
fn a_new_file_has_the_mode_of_new_files() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder(&["usual"]);
    save(&folder.path().join("new"), "x").unwrap();
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("new"), mode("usual"));
}

#[test]
fn nothing_is_left_beside_a_saved_file_and_leftovers_are_cleaned() {
    let folder = folder(&["a.md", ".notelint-killed.tmp", ".notelint.yaml"]);
    replace(&folder.path().join("a.md"), "a.md", "new").unwrap();
    remove_leftovers(folder.path());
    let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, [".notelint.yaml", "a.md"]);
}

#[test]
fn the_temporary_file_of_a_run_that_goes_on_is_not_cleaned() {
    let folder = folder(&[".notelint-busy.tmp"]);
    let path = folder.path().join(".notelint-busy.tmp");
    let file = fs::File::open(&path).unwrap();
    file.lock().unwrap();
    remove_leftovers(folder.path());
    assert!(path.exists());
}

/// An access control list that also lets the user with the id 1 read a file, as Linux stores it.
#[cfg(target_os = "linux")]
fn access_control_list() -> Vec<u8> {
    const NO_ID: u32 = u32::MAX;
    let entries: [(u16, u16, u32); 5] =
        [(0x01, 6, NO_ID), (0x02, 4, 1), (0x04, 4, NO_ID), (0x10, 4, NO_ID), (0x20, 0, NO_ID)];
    let mut list = 2_u32.to_le_bytes().to_vec();
    for (tag, permissions, id) in entries {
        list.extend(tag.to_le_bytes());
        list.extend(permissions.to_le_bytes());
        list.extend(id.to_le_bytes());
    }
    list
}

#[cfg(target_os = "linux")]
#[test]
fn a_saved_file_keeps_its_extended_attributes_and_gets_no_others() {
    let folder = folder(&["a.md"]);
    let path = folder.path().join("a.md");
    let attributes = [
        ("user.tag", "値".into()),
        ("user.empty", Vec::new()),
        ("system.posix_acl_access", access_control_list()),
    ];
    // A file system may support none of them; `replace` is then as it is without.
    let set = |(name, value): &&(&str, Vec<u8>)| xattr::set(&path, name, value).is_ok();
    let kept: Vec<_> = attributes.iter().filter(set).collect();
    if kept.len() < attributes.len() {
        // Printed past the capture of the test, so that it is seen.
        let folder = folder.path().display();
        let line = format!("SKIPPED in part: {folder} supports {} of 3 extended attributes\n", kept.len());
        std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes()).unwrap();
    }
    let mut list = access_control_list();
    list[6] = 7;
    xattr::set(folder.path(), "system.posix_acl_default", &list).ok();

    replace(&path, "a.md", "new").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    for (name, value) in &kept {
        assert_eq!(xattr::get(&path, name).unwrap().as_ref(), Some(value), "{name}");
    }
    for (name, _) in &kept {
        xattr::remove(&path, name).unwrap();
    }
    replace(&path, "new", "newer").unwrap();
    let inherited = xattr::get(&path, "system.posix_acl_access").unwrap_or_default();
    assert_eq!(inherited, None, "that of the folder is for new files");
}

#[cfg(unix)]
#[test]
fn a_saved_file_keeps_its_owner() {
    use std::os::unix::fs::{MetadataExt, chown};

    let folder = folder(&["a.md"]);
    let path = folder.path().join("a.md");
    // Only the superuser may give a file away.
    if chown(&path, Some(12_345), Some(23_456)).is_err() {
        let line = b"SKIPPED: the owner of a saved file is only tested as the superuser\n";
        std::io::Write::write_all(&mut std::io::stderr(), line).unwrap();
        return;
    }
    let owner = || fs::metadata(&path).map(|metadata| (metadata.uid(), metadata.gid())).unwrap();
    replace(&path, "a.md", "new").unwrap();
    assert_eq!((fs::read_to_string(&path).unwrap().as_str(), owner()), ("new", (12_345, 23_456)));
    save(&path, "newer").unwrap();
    assert_eq!((fs::read_to_string(&path).unwrap().as_str(), owner()), ("newer", (12_345, 23_456)));
}

#[cfg(unix)]
#[test]
fn a_file_with_several_hard_links_is_left_as_it_is() {
    let folder = folder(&["a.md"]);
    let (path, other) = (folder.path().join("a.md"), folder.path().join("b.md"));
    fs::hard_link(&path, &other).unwrap();
    for saved in [replace(&path, "a.md", "new"), save(&path, "new")] {
        assert_eq!(
            saved.unwrap_err().message,
            "cannot be saved: it has 2 hard links, and only this one would change"
        );
    }
    assert_eq!(replace(&path, "a.md", "a.md"), Ok(()), "nothing is to be changed");
    assert_eq!(fs::read_to_string(&other).unwrap(), "a.md");
    fs::remove_file(&other).unwrap();
    assert_eq!(replace(&path, "a.md", "new"), Ok(()));
}
