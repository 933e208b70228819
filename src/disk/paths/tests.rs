use super::*;

#[test]
fn a_path_is_in_its_folders() {
    for (path, folder) in [
        ("/a/b", "/a"),
        ("/a/b", "/a/"),
        ("/a/b", "/a/b"),
        ("/a", "/"),
        ("/a//b", "/a/./b"),
        ("/ab", "/a"),
        ("/a", "/a/b"),
        ("/b/a", "/a"),
    ] {
        let (path, folder) = (Path::new(path), Path::new(folder));
        assert_eq!(is_in(path, folder), path.starts_with(folder), "{path:?} {folder:?}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_reported_of_a_file_leads_to_it() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    use crate::disk::{FileSystem, Overlay};

    let overlay = Overlay::in_memory("/v");
    let names: [&[u8]; 5] =
        [b"a\xff.md", b"b\\xFF.md", b"\xe3\x81b/\xff", b"c\\x41\xff", "日\\x本.md".as_bytes()];
    let paths = names.map(|name| Path::new("/v").join(OsStr::from_bytes(name)));
    for path in &paths {
        overlay.insert(path.clone(), b"".as_slice());
    }
    let files: &dyn FileSystem = &overlay;
    for path in &paths {
        let reported = display_path(path, Path::new("/v"));
        assert_eq!(&files.reported(Path::new(&reported), Path::new("/v")), path, "{reported}");
    }
    assert_eq!(files.reported(Path::new("no\\x4"), Path::new("/v")), Path::new("/v/no\\x4"));
}

#[test]
fn a_path_is_shown_from_the_folder_that_it_is_in() {
    let shown = |path: &str, folder: &str| display_path(Path::new(path), Path::new(folder));
    assert_eq!(shown("/a/b/c.md", "/a"), "b/c.md");
    assert_eq!(shown("/a/b//./c.md", "/a"), "b//./c.md");
    assert_eq!(shown("/a/.b/c.md", "/a"), ".b/c.md");
    assert_eq!(shown("/ab/c.md", "/a"), "/ab/c.md");
    assert_eq!(shown("/a/", "/a"), ".");
    assert_eq!(shown("/a/b/", "/a"), "b");
    assert_eq!(shown("/c.md", "/"), "c.md");
    assert_eq!(shown("/a/b", ""), "/a/b");
}
