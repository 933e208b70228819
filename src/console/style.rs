/// How output for people is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenderStyle {
    /// With colours.
    pub color: bool,
    /// With the line drawing characters of Unicode, not of ASCII.
    pub unicode: bool,
    /// The greatest number of columns.
    pub width: usize,
}
