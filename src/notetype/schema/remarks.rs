//! What is in the files of a note type and has no effect, but is not a fault: most of it is for other
//! programs that read the same schema.

use std::collections::HashSet;

use jsonschema::Draft;

use super::{documents::Documents, names::version, node::Node};
use crate::{
    diagnostic::{Notice, Severity},
    text::{Span, nearest, quote},
};

/// The formats of JSON Schema Validation 7.3.
const FORMATS: [&str; 19] = [
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "iri",
    "iri-reference",
    "uuid",
    "uri-template",
    "json-pointer",
    "relative-json-pointer",
    "regex",
];

/// The most words that one notice names.
const MAX_WORDS: usize = 8;

/// Why a word of a schema has no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Remark {
    /// No version of JSON Schema has the keyword.
    Keyword,
    /// The format is not one of JSON Schema.
    Format,
    /// The keyword needs another one beside it.
    Alone,
    /// Another version of JSON Schema has the keyword.
    Version(Draft),
    /// Nothing beside `$ref` has an effect in this version.
    BesideRef(Draft),
    /// No array satisfies the keyword and another one beside it.
    Crossed,
    /// The value of `default` does not satisfy the schema.
    Default,
}

/// Collects the words without effect.
#[derive(Debug, Default)]
pub(crate) struct Remarks(Vec<Found>);

#[derive(Debug)]
struct Found {
    document: usize,
    remark: Remark,
    span: Span,
    word: String,
}

impl Remarks {
    /// The keyword that names `node`.
    pub(crate) fn keyword(&mut self, documents: &Documents, node: &Node<'_>, word: &str, remark: Remark) {
        self.add(node.document, documents.origin(node).key_or_value(), word, remark);
    }

    /// The format that `node` is.
    pub(crate) fn format(&mut self, documents: &Documents, node: &Node<'_>, word: &str) {
        self.add(node.document, documents.origin(node).value, word, Remark::Format);
    }

    /// The value of `default` that `node` is.
    pub(crate) fn default_value(&mut self, documents: &Documents, node: &Node<'_>) {
        self.add(node.document, documents.origin(node).value, &node.value.to_string(), Remark::Default);
    }

    fn add(&mut self, document: usize, span: Span, word: &str, remark: Remark) {
        self.0.push(Found { document, remark, span, word: word.to_owned() });
    }

    /// A notice for each file and reason, which names each word once, with its first place.
    pub(crate) fn finish(mut self, documents: &Documents) -> Vec<Notice> {
        self.0.sort_by_key(|found| (found.document, found.remark, found.span));
        let groups = self.0.chunk_by(|a, b| (a.document, a.remark) == (b.document, b.remark));
        groups.filter_map(|group| notice(group, documents)).collect()
    }
}

fn notice(group: &[Found], documents: &Documents) -> Option<Notice> {
    let first = group.first()?;
    let file = documents.all().get(first.document)?;
    let mut seen = HashSet::new();
    let words: Vec<&Found> = group.iter().filter(|found| seen.insert(&found.word)).collect();
    let place = |found: &&Found| {
        let word = quote(&found.word);
        if file.traced().is_none() {
            return word;
        }
        let start = file.lines().range(found.span, &file.text).start;
        format!("{word} ({}:{})", start.line, start.column)
    };
    let mut list: Vec<String> = words.iter().take(MAX_WORDS).map(place).collect();
    if let Some(more) = words.len().checked_sub(MAX_WORDS).filter(|more| *more > 0) {
        list.push(format!("and {more} more"));
    }
    let keywords = if words.len() == 1 { "keyword has" } else { "keywords have" };
    let (what, help, severity) = match first.remark {
        Remark::Keyword => (
            format!("unknown JSON Schema {keywords} no effect"),
            "a prefix `x-` marks a keyword of another program".to_owned(),
            Severity::Info,
        ),
        Remark::Format => {
            let meant = words.iter().find_map(|found| Some((&found.word, nearest(&found.word, FORMATS)?)));
            let what = if words.len() == 1 { "format is" } else { "formats are" };
            let (help, severity) = match meant {
                Some((word, near)) => {
                    (format!("did you mean `{near}` by {}?", quote(word)), Severity::Warning)
                }
                None => {
                    ("restrict the values with other keywords, such as `pattern`".to_owned(), Severity::Info)
                }
            };
            (format!("unknown {what} not checked"), help, severity)
        }
        Remark::Alone => (
            format!("{keywords} no effect alone"),
            "`if` needs `then` or `else`, which need `if`; `minContains` and `maxContains` need `contains`"
                .to_owned(),
            Severity::Warning,
        ),
        Remark::Version(draft) => (
            format!("{keywords} no effect in JSON Schema {}", version(draft)),
            "name the version that has the keyword in `$schema`".to_owned(),
            Severity::Warning,
        ),
        Remark::BesideRef(draft) => (
            format!("{keywords} no effect beside `$ref` in JSON Schema {}", version(draft)),
            "put the `$ref` in `allOf`".to_owned(),
            Severity::Warning,
        ),
        Remark::Crossed => (
            "no array satisfies both `minContains` and `maxContains`".to_owned(),
            "let `maxContains` be at least `minContains`, which is 1 by default".to_owned(),
            Severity::Warning,
        ),
        Remark::Default => (
            "`default` does not satisfy its schema".to_owned(),
            "write a value that the schema allows, or remove `default`".to_owned(),
            Severity::Warning,
        ),
    };
    let message = format!("{what}: {}", list.join(", "));
    Some(Notice { path: Some(file.path.clone()), message, help: Some(help), severity })
}
