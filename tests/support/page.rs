//! Notes with one fault that is repaired.

use std::fs;

/// The configuration of their collection.
pub const CONFIG: &str = "types: [{ name: page, schema: page.yaml }]\nrules: { vault: off, link: off }\n";

/// Their type, `page.yaml`.
pub const TYPE: &str = "\
x-note: { type: page }
type: object
properties:
  sections:
    type: object
    properties:
      points: { x-note: { heading: Points, content: points, list: ordered }, type: array }
";

/// A note whose list is numbered wrongly.
pub const BROKEN: &str = "# 水\n\n## Points\n\n1. one\n1. two\n4. three\n";

/// The same, repaired.
pub const FIXED: &str = "# 水\n\n## Points\n\n1. one\n2. two\n3. three\n";

/// A collection of such notes, each [`BROKEN`].
pub fn collection(notes: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("the collection can be written");
    fs::write(folder.path().join("notelint.yaml"), CONFIG).expect("the collection can be written");
    fs::write(folder.path().join("page.yaml"), TYPE).expect("the collection can be written");
    for note in notes {
        fs::write(folder.path().join(note), BROKEN).expect("the collection can be written");
    }
    folder
}
