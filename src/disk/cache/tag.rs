use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

/// The tag that tells backup programs to skip a folder: <https://bford.info/cachedir/>.
pub(super) const TAG: &str = "CACHEDIR.TAG";

/// The content of the tag, with the required signature.
pub(super) const TAG_TEXT: &str = "\
Signature: 8a477f597d28d172789f06886806bc55
# This folder holds what notelint found out in earlier runs. `notelint clean` removes it.
";

/// Creates the cache folder at `path`, which only its owner can read.
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
