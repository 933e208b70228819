//! The values of `--output`: the destinations of reports.

use std::path::PathBuf;

use crate::{
    report::{self, FORMATS, Format},
    text::nearest,
};

/// One destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    /// The format; `None` for that of `--format`.
    pub(super) format: Option<Format>,
    /// The file; `None` for standard output.
    pub(super) file: Option<PathBuf>,
}

impl Output {
    /// Parses `FILE`, `FORMAT=FILE`, `FORMAT=-` or `FORMAT`. A word before `=` is always a format,
    /// so that a misspelt one does not create a file of that name.
    ///
    /// # Errors
    /// If the format is unknown, with the nearest one, or if no file follows `=`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if let Some(format) = report::find(text) {
            return Ok(Self { format: Some(format), file: None });
        }
        let word = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
        let Some((name, file)) = text.split_once('=').filter(|(name, _)| word(name)) else {
            return Ok(Self { format: None, file: file(text) });
        };
        let Some(format) = report::find(name) else {
            let known: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            return Err(match nearest(name, known.iter().copied()) {
                Some(right) => format!("unknown format `{name}`; did you mean `{right}`?"),
                None => format!("unknown format `{name}`; expected one of {}", known.join(", ")),
            });
        };
        if file.is_empty() {
            return Err(format!("missing file name after `{name}=`"));
        }
        Ok(Self { format: Some(format), file: self::file(file) })
    }
}

fn file(name: &str) -> Option<PathBuf> {
    (name != "-").then(|| PathBuf::from(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Option<&str>, Option<String>) {
        let output = Output::parse(text).unwrap();
        (output.format.map(|format| format.name), output.file.map(|file| file.to_string_lossy().into_owned()))
    }

    #[test]
    fn a_format_may_come_before_the_file() {
        assert_eq!(parse("json=a.json"), (Some("json"), Some("a.json".to_owned())));
        assert_eq!(parse("a.json"), (None, Some("a.json".to_owned())));
        assert_eq!(parse("out/a=b"), (None, Some("out/a=b".to_owned())));
    }

    #[test]
    fn a_format_alone_and_a_hyphen_are_standard_output() {
        assert_eq!(parse("json"), (Some("json"), None));
        assert_eq!(parse("json=-"), (Some("json"), None));
        assert_eq!(parse("-"), (None, None));
    }

    #[test]
    fn a_misspelt_format_does_not_create_a_file() {
        assert_eq!(Output::parse("jsn=a").unwrap_err(), "unknown format `jsn`; did you mean `json`?");
        assert_eq!(Output::parse("json=").unwrap_err(), "missing file name after `json=`");
    }
}
