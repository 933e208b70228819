//! Names in paths with `/`.

/// Returns the text after the last `/`.
pub fn file_name(path: &str) -> &str {
    path.rfind('/').map_or(path, |at| &path[at + 1..])
}

/// Returns the file name without its last extension.
pub fn file_stem(path: &str) -> &str {
    let name = file_name(path);
    name.rfind('.').filter(|&at| at > 0).map_or(name, |at| &name[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stem_of_a_hidden_file_is_its_name() {
        assert_eq!(file_stem("a/.hidden"), ".hidden");
        assert_eq!(file_stem("a/T1-01.b.md"), "T1-01.b");
    }
}
