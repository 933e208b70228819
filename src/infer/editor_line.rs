//! The line by which editors validate a file that is written.

/// The schemas of notelint's own files.
const SCHEMAS: &str = "https://raw.githubusercontent.com/notelint/notelint/main/schema";

/// Returns the first line of a file that editors with the YAML language server validate by `schema`, one of the files
/// in `schema/`.
pub(super) fn editor_line(schema: &str) -> String {
    format!("# yaml-language-server: $schema={SCHEMAS}/{schema}\n")
}
