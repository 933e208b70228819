//! Computes an id of this build from its sources. Cached results are only used by the build that
//! wrote them, and two builds of one version may differ.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use xxhash_rust::xxh3::Xxh3;

/// Everything that determines the diagnostics, except the versions of dependencies if there is no
/// `Cargo.lock`.
const PARTS: &[&str] = &["build.rs", "Cargo.lock", "Cargo.toml", "schema", "src"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut hash = Xxh3::new();
    for part in PARTS.iter().filter(|part| root.join(part).exists()) {
        println!("cargo::rerun-if-changed={part}");
        add(&root, part, &mut hash)?;
    }
    println!("cargo::rustc-env=NOTELINT_BUILD={:032x}", hash.digest128());
    // Tests start the program thousands of times. Unoptimised, it spends half of each start on relocations, which a
    // program with a fixed address does not need.
    let is = |name, value: &str| env::var(name).is_ok_and(|is| is == value);
    if is("PROFILE", "debug") && is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    Ok(())
}

/// Adds the file or folder at `path` below `root`; the files of a folder are sorted.
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
