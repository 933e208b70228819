use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

/// Tells programs that make copies that a folder is not worth one: <https://bford.info/cachedir/>.
pub(super) const TAG: &str = "CACHEDIR.TAG";

/// What the tag must begin with, and for whom it is.
pub(super) const TAG_TEXT: &str = "\
Signature: 8a477f597d28d172789f06886806bc55
# This folder holds what notelint found out in earlier runs. `notelint clean` removes it.
";

/// Makes the folder of caches at `path`, which only its owner can look into.
pub(super) fn make(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    match File::create_new(path.join(TAG)) {
        Ok(mut tag) => tag.write_all(TAG_TEXT.as_bytes()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}
