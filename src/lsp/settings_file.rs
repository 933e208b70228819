//! The key of a configuration or a note type at a position.

use std::path::PathBuf;

use gen_lsp_types::{Location, Range};
use serde_json::Value;

use super::{
    documents::{Document, Documents},
    folder::Folder,
    part::innermost,
    schemas::{Schema, description},
};
use crate::{
    config,
    disk::{FileSystem, OsFileSystem, absolute},
    report::rule_lead,
    rules::{Selector, find},
    text::{LineIndex, Span, Traced, pointer::escape},
    tree::Limits,
    yaml,
};

/// Types are written by those who run notelint, as long as they like.
const LIMITS: Limits = Limits { nodes: 200_000, depth: 100, bytes: 16 << 20 };

/// The keys whose value is the path of a file.
const PATHS: [&str; 2] = ["schema", "$ref"];

/// A key of a configuration or a note type, with what is around it.
pub(super) struct SettingsKey {
    /// Where the key is.
    pub(super) span: Span,
    schema: &'static Schema,
    path: Vec<String>,
    /// The value, if it is text, with its span.
    value: Option<(String, Span)>,
}

impl SettingsKey {
    /// Returns the innermost key at `offset` of `document` in `folder`; `None` if the document is neither a configuration
    /// nor a type, or cannot be read.
    pub(super) fn at(document: &Document, folder: Option<&Folder>, offset: usize) -> Option<Self> {
        let is_config = document.path.file_name().is_some_and(|name| name == config::FILE_NAME);
        let is_type = || {
            let is_known = folder.is_some_and(|folder| folder.is_configuration(&document.path));
            is_known || document.text.contains("x-note")
        };
        if !is_config && !is_type() {
            return None;
        }
        let schema = if is_config { Schema::config() } else { Schema::note_type() };
        let root = read(&document.text)?;
        let (path, span) = innermost(&root, offset)?;
        let value = root.at(&pointer(&path))?;
        let value = value.as_str().map(|text| (text.to_owned(), value.origin().value));
        Some(Self { span, schema, path, value })
    }

    /// Returns what the schema of the file says of it, in Markdown; of a rule, its page.
    pub(super) fn describe(&self) -> Option<String> {
        let name = self.path.last()?;
        let around = self.path.len().checked_sub(2).and_then(|at| self.path.get(at));
        if around.is_some_and(|around| around == "rules")
            && let Ok(Selector::Rule(id)) = Selector::parse(name)
        {
            return find(id.as_str()).map(|rule| rule_lead(&rule.meta));
        }
        let facets = self.schema.at(&pointer(&self.path));
        let words = description(&facets)?.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut text = format!("`{name}`: {}.", words.trim_end_matches('.'));
        let of = |keyword: &str| facets.iter().find_map(|facet| facet.value.get(keyword));
        if let Some(values) = of("enum").and_then(Value::as_array) {
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            text.extend(["\n\nOne of ", &values.join(", "), "."]);
        }
        if let Some(default) = of("default").filter(|default| !default.is_null()) {
            text.extend(["\n\nBy default `", &default.to_string(), "`."]);
        }
        Some(text)
    }

    /// Returns where its value leads that is at `offset` of `document`: to a file, or to a part of a schema.
    pub(super) fn leads_to(
        &self,
        document: &Document,
        documents: &Documents,
        offset: usize,
    ) -> Option<Location> {
        let (value, span) = self.value.as_ref()?;
        let is_path = self.path.last().is_some_and(|name| PATHS.contains(&name.as_str()));
        if !is_path || offset < span.start() || span.end() < offset {
            return None;
        }
        let (file, inside) = value.split_once('#').unwrap_or((value, ""));
        let path: PathBuf = match file {
            "" => document.path.clone(),
            file => absolute(file.as_ref(), document.path.parent()?),
        };
        let text = match documents.at(&path) {
            Some(open) => open.text.to_string(),
            None => (&OsFileSystem as &dyn FileSystem).text(&path).ok()?,
        };
        let origin = read(&text).and_then(|root| root.origin_at(inside)).filter(|_| !inside.is_empty());
        let range = origin.map_or_else(Range::default, |origin| {
            documents.encoding().range(origin.key_or_value(), &text, &LineIndex::new(&text))
        });
        Some(Location { uri: documents.uri(&path), range })
    }
}

fn read(text: &str) -> Option<Traced<'static>> {
    let document = yaml::parse(text, Span::new(0, text.len()), LIMITS).ok()?;
    Some(document.to_traced().into_owned())
}

fn pointer(path: &[String]) -> String {
    path.iter().flat_map(|token| ["/".to_owned(), escape(token).into_owned()]).collect()
}
