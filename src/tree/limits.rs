/// Bounds on a document, so that a hostile text costs neither time nor memory.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The maximum number of nodes, counting those that aliases copy.
    pub nodes: usize,
    /// The maximum depth of nesting.
    pub depth: usize,
    /// The maximum length of the text in bytes, and of what aliases copy.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { nodes: 10_000, depth: 64, bytes: 1 << 20 }
    }
}
