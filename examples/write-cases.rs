//! Writes the notes, types and configurations of `tests/rules/` and `seeds/` into a folder, each into a
//! file of its own: `cargo run --example write-cases FOLDER`. What the fuzz targets begin with.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a tool of the repository fails by panicking")]

#[path = "../tests/support/document.rs"]
#[allow(dead_code, unreachable_pub, reason = "it is a part of the tests, and used in part here")]
mod document;

use std::{env, fs, path::Path};

use walkdir::WalkDir;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = env::args_os().nth(1).expect("a folder to write to");
    let target = Path::new(&target);
    fs::create_dir_all(target).unwrap();
    let mut number = 0;
    let mut write = |name: &str, text: &str| {
        number += 1;
        let name = name.rsplit('/').next().unwrap_or(name);
        fs::write(target.join(format!("{number}-{name}")), text).unwrap();
    };
    for file in ["tests/rules", "seeds"].iter().flat_map(|folder| WalkDir::new(root.join(folder))) {
        let path = file.unwrap().into_path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is = |extension: &str| path.extension().is_some_and(|other| other == extension);
        if path.starts_with(root.join("seeds")) && (is("md") || is("yaml")) {
            write(&name, &fs::read_to_string(&path).unwrap());
        } else if is("md") {
            for section in document::sections(&fs::read_to_string(&path).unwrap()).unwrap() {
                for block in &section.blocks {
                    let name = match (block.language.as_str(), section.title.as_str()) {
                        ("markdown", _) => "note.md",
                        ("yaml", "Config") => "notelint.yaml",
                        ("yaml", _) => "type.yaml",
                        _ => continue,
                    };
                    write(block.name.as_deref().unwrap_or(name), &block.text);
                }
            }
        }
    }
}
