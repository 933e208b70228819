//! Checks `README.md` and `ARCHITECTURE.md`: what their `console` blocks show is what is printed. Blocks with
//! `file=PATH` are the files of the guide, which its commands run on; blocks with `include=PATH`
//! are files that other tests run. `NOTELINT_BLESS=1` rewrites what is shown.

use std::{fs, path::Path};

use crate::support::{expect_file, notelint};
use notelint::report::FORMATS;

/// What stands behind `name=` in the info string `info`.
fn attribute<'a>(info: &'a str, name: &str) -> Option<&'a str> {
    info.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
}

/// What the commands of a console block print in `folder`, the commands included.
fn console(block: &str, folder: &Path) -> String {
    let mut shown = String::new();
    for command in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let mut words = command.split_whitespace();
        assert_eq!(words.next(), Some("notelint"), "a page runs notelint only");
        let output = notelint(folder).args(words).env("COLUMNS", "100").output().expect("notelint starts");
        let stdout = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(!stdout.contains("0 notes checked"), "`{command}` checks nothing: no type takes its notes");
        shown += &["$ ", command, "\n", &stdout].concat();
    }
    shown
}

/// A page with its console blocks and includes as they should be.
fn rendered(page: &str, root: &Path) -> String {
    let guide = tempfile::tempdir().unwrap();
    let mut has_files = false;
    let mut out = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        out += line;
        out.push('\n');
        let (fence, info) = line.split_at(line.len() - line.trim_start_matches('`').len());
        if fence.len() < 3 || info.is_empty() {
            continue;
        }
        let block: Vec<&str> =
            lines.by_ref().take_while(|line| *line != fence).flat_map(|line| [line, "\n"]).collect();
        let block = block.concat();
        if let Some(path) = attribute(info, "file") {
            let path = guide.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &block).unwrap();
            has_files = true;
            out += &block;
        } else if let Some(path) = attribute(info, "include") {
            has_files = false;
            let text = fs::read_to_string(root.join(path)).unwrap();
            assert!(text.contains(env!("CARGO_PKG_VERSION")), "{path} names this version");
            out += &text;
        } else if info == "console" {
            out += &console(&block, if has_files { guide.path() } else { root });
        } else {
            out += &block;
        }
        out += fence;
        out.push('\n');
    }
    out
}

#[test]
fn the_pages_show_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in ["README.md", "ARCHITECTURE.md"] {
        let path = root.join(page);
        let text = fs::read_to_string(&path).unwrap();
        expect_file(&path, rendered(&text, root).as_bytes()).unwrap_or_else(|diff| panic!("{diff}"));
    }
}

#[test]
fn the_readme_lists_each_output_format() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, section) = readme.split_once("\n## Output formats\n").expect("a section on output formats");
    let (section, _) = section.split_once("\n## ").expect("a section after it");
    let cells = section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    let names: Vec<&str> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    assert_eq!(names, formats, "the table in README.md, and `FORMATS`");
}
