/// The style of output for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenderStyle {
    /// Whether to use colours.
    pub color: bool,
    /// Whether to use the line drawing characters of Unicode, not of ASCII.
    pub unicode: bool,
    /// The largest number of columns.
    pub width: usize,
}
