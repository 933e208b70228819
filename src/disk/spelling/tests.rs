use super::*;

#[test]
fn a_path_is_spelled_as_its_folders_spell_it() {
    let spelled = |path: &str, real: &str| spelled_as(Path::new(path), Path::new(real));
    assert_eq!(spelled("/v/NOTES/A.MD", "/v/notes/a.md"), Path::new("/v/notes/a.md"));
    assert_eq!(spelled("/v/notes/a.md. .", "/v/notes/a.md"), Path::new("/v/notes/a.md"));
    assert_eq!(spelled("/v/ÄB.md", "/v/äb.md"), Path::new("/v/äb.md"));
    // Behind a link, only the names below it are known to be the same.
    assert_eq!(spelled("/link/A.md", "/real/folder/a.md"), Path::new("/link/a.md"));
    assert_eq!(spelled("/v/link.md", "/v/other.md"), Path::new("/v/link.md"));
    assert_eq!(spelled("/a", "/"), Path::new("/a"));
    assert_eq!(spelled("/", "/a"), Path::new("/"));
}

#[test]
fn a_folder_that_tells_the_cases_apart_keeps_each_name() {
    let names = |names: &[&str]| by_lower_case(names.iter().map(OsString::from));
    assert_eq!(names(&["A.md", "Äb.md"]).get("äb.md"), Some(&OsString::from("Äb.md")));
    assert_eq!(names(&["README.md", "readme.MD", "b.md"]), HashMap::new());
    assert_eq!(other_case("aB-日.md").as_deref(), Some("Ab-日.MD"));
    assert_eq!(other_case("日本"), None);
}
