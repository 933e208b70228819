//! Collects what is wrong with the files of a note type.

use std::{collections::HashSet, ops::Range};

use super::{documents::Documents, node::Node};
use crate::{diagnostic::Fault, text::Span, tree::Duplicate};

/// A fault and the value that it is about.
pub(crate) type Contradiction<'a> = (Node<'a>, Fault);

/// Faults of a note type's files, all at once.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    found: Vec<Found>,
    /// Those of files that could not be read at all.
    elsewhere: Vec<Fault>,
}

#[derive(Debug)]
struct Found {
    document: usize,
    span: Span,
    fault: Fault,
}

impl Faults {
    /// A fault of the value that `node` is.
    pub(crate) fn value(&mut self, documents: &Documents, node: &Node<'_>, fault: Fault) {
        self.at(node.document, documents.origin(node).value, fault);
    }

    /// A fault of `range` of the text that `node` is; of all of it, if the file writes that in another way.
    pub(crate) fn within(
        &mut self,
        documents: &Documents,
        node: &Node<'_>,
        range: Range<usize>,
        fault: Fault,
    ) {
        let whole = documents.origin(node).value;
        let text = node.value.as_str().filter(|text| !text.is_empty());
        let start = text.and_then(|text| documents.written(node)?.find(text));
        let span = start.map(|start| whole.start() + start);
        let span = span.map_or(whole, |start| Span::new(start + range.start, start + range.end));
        self.at(node.document, span, fault);
    }

    /// A fault of the key that names `node`.
    pub(crate) fn key(&mut self, documents: &Documents, node: &Node<'_>, fault: Fault) {
        self.at(node.document, documents.origin(node).key_or_value(), fault);
    }

    /// A fault at `span` of a file.
    pub(crate) fn at(&mut self, document: usize, span: Span, fault: Fault) {
        self.found.push(Found { document, span, fault });
    }

    /// Whether there is a fault of the value that `node` is.
    pub(crate) fn has(&self, documents: &Documents, node: &Node<'_>) -> bool {
        let span = documents.origin(node).value;
        self.found.iter().any(|found| found.document == node.document && found.span == span)
    }

    /// A fault that has its file and place already.
    pub(crate) fn elsewhere(&mut self, fault: Fault) {
        self.elsewhere.push(fault);
    }

    /// The duplicate keys of one object.
    pub(crate) fn duplicates(&mut self, document: usize, duplicates: &[Duplicate]) {
        for duplicate in duplicates {
            self.at(document, duplicate.again, Fault::new(format!("duplicate key `{}`", duplicate.key)));
        }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty() && self.elsewhere.is_empty()
    }

    /// The faults in the order of the files and their texts, each once.
    pub(crate) fn finish(mut self, documents: &Documents) -> Vec<Fault> {
        let mut seen = HashSet::new();
        self.found.retain(|found| seen.insert((found.document, found.span, found.fault.message.clone())));
        self.found.sort_by_key(|found| (found.document, found.span));
        let place = |Found { document, span, fault }: Found| match documents.all().get(document) {
            Some(file) if file.traced().is_some() => {
                fault.in_file(&file.path).at(file.lines().range(span, &file.text))
            }
            Some(file) => fault.in_file(&file.path),
            None => fault,
        };
        self.found.into_iter().map(place).chain(self.elsewhere).collect()
    }
}
