use serde_json::Value;

use super::{Patterns, written::did_you_mean};
use crate::{
    diagnostic::Fault,
    text::{LineIndex, Range, Span},
    tree::{Data, Entry, Node, ScalarStyle},
};

/// Takes a YAML tree apart and collects all that is wrong with it.
pub(super) struct Reader<'a> {
    text: &'a str,
    index: LineIndex,
    faults: Vec<(Span, Fault)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, index: LineIndex::new(text), faults: Vec::new() }
    }

    /// The faults in the order of the text.
    pub(super) fn into_faults(mut self) -> Vec<Fault> {
        self.faults.sort_by_key(|(span, _)| *span);
        self.faults.into_iter().map(|(_, fault)| fault).collect()
    }

    pub(super) fn range(&self, span: Span) -> Range {
        self.index.range(span, self.text)
    }

    pub(super) fn fault(&mut self, span: Span, message: impl Into<String>) {
        let fault = Fault::new(message).at(self.range(span));
        self.faults.push((span, fault));
    }

    pub(super) fn fault_with_help(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let fault = Fault::new(message).at(self.range(span)).help(help);
        self.faults.push((span, fault));
    }

    /// The entries of the mapping `node`, which is called `what`; none where it is null.
    pub(super) fn mapping<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Entry] {
        if is_null(node) {
            return &[];
        }
        node.as_mapping().unwrap_or_else(|| {
            self.expected("a mapping", node, what);
            &[]
        })
    }

    /// The items of the list `node`, which is called `what`; none where it is null.
    pub(super) fn list<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Node] {
        match &node.data {
            Data::Sequence(items) => items,
            _ if is_null(node) => &[],
            _ => {
                self.expected("a list", node, what);
                &[]
            }
        }
    }

    /// The string `node`, which is called `what`. Anything else that YAML reads from a plain word
    /// is taken as that word.
    pub(super) fn string(&mut self, node: &Node, what: &str) -> Option<String> {
        match &node.data {
            Data::Scalar { value: Value::String(string), .. } => Some(string.clone()),
            Data::Scalar { style: ScalarStyle::Plain, .. } if !is_null(node) => {
                Some(node.span.of(self.text).to_owned())
            }
            _ => {
                self.expected("a string", node, what);
                None
            }
        }
    }

    /// The globs of the list `node`, which is called `what`.
    pub(super) fn patterns(&mut self, node: &Node, what: &str) -> Patterns {
        let mut globs = Vec::new();
        for item in self.list(node, what) {
            let Some(pattern) = self.string(item, &format!("a glob in {what}")) else { continue };
            match Patterns::glob(&pattern) {
                Ok(glob) => globs.push(glob),
                Err(error) => self.fault(item.span, format!("`{pattern}` is no glob: {error}")),
            }
        }
        Patterns::new(globs).unwrap_or_else(|error| {
            self.fault(node.span, format!("the globs of {what} cannot be used: {error}"));
            Patterns::default()
        })
    }

    /// Says that `entry` of what is called `what` is none of `known`.
    pub(super) fn unknown_key(&mut self, entry: &Entry, what: &str, known: &[&str]) {
        let help = did_you_mean(&entry.name, known.iter().copied());
        self.fault_with_help(entry.key, format!("{what} has no key `{}`", entry.name), help);
    }

    pub(super) fn expected(&mut self, expected: &str, node: &Node, what: &str) {
        let found = match &node.data {
            Data::Mapping(_) => "a mapping".to_owned(),
            Data::Sequence(_) => "a list".to_owned(),
            Data::Scalar { value: Value::Null, .. } => "nothing".to_owned(),
            Data::Scalar { value: Value::String(_), .. } => "a string".to_owned(),
            Data::Scalar { value, .. } => format!("`{value}`"),
        };
        self.fault(node.span, format!("{what} is {found}, expected {expected}"));
    }
}

/// Whether `node` is null, written or not.
pub(super) fn is_null(node: &Node) -> bool {
    matches!(&node.data, Data::Scalar { value: Value::Null, .. })
}
