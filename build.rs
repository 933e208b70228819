//! Names this build by what it is made of: what one build has found out is taken over by no other
//! one, and two builds of one version may differ.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use xxhash_rust::xxh3::Xxh3;

/// All that decides on what notelint says, but for its dependencies where no `Cargo.lock` is here.
const PARTS: &[&str] = &["build.rs", "Cargo.lock", "Cargo.toml", "schema", "src"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut hash = Xxh3::new();
    for part in PARTS.iter().filter(|part| root.join(part).exists()) {
        println!("cargo::rerun-if-changed={part}");
        add(&root, part, &mut hash)?;
    }
    println!("cargo::rustc-env=NOTELINT_BUILD={:032x}", hash.digest128());
    Ok(())
}

/// Adds the file or the folder at `path` below `root`, the files of a folder in one order.
fn add(root: &Path, path: &str, hash: &mut Xxh3) -> io::Result<()> {
    let file = root.join(path);
    if file.is_dir() {
        let names = fs::read_dir(&file)?.map(|entry| Ok(entry?.file_name()));
        let mut names: Vec<_> = names.collect::<io::Result<_>>()?;
        names.sort_unstable();
        return names.iter().try_for_each(|name| add(root, &format!("{path}/{}", name.display()), hash));
    }
    for bytes in [path.as_bytes(), &fs::read(&file)?] {
        hash.update(&(bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    Ok(())
}
