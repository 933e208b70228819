//! The files of a type as the JSON Schema engine must have them.

use std::{collections::HashMap, sync::Arc};

use jsonschema::{Draft, Retrieve, Uri};
use serde_json::Value;

use super::schema::{Documents, Node, Position, REFERENCES, metaschema_of, percent_encode};

/// The files that were fetched, and no others.
#[derive(Clone)]
pub(super) struct EngineFiles(Arc<HashMap<String, Value>>);

impl EngineFiles {
    /// The files of `documents`. The engine looks for URIs, anchors and versions only where schemas
    /// are in a schema, so that it must be told those in a file of another kind.
    pub(super) fn new(documents: &Documents) -> Self {
        let mut schemas: Vec<Value> =
            documents.all().iter().map(|file| versioned(file.schema.clone(), file.draft())).collect();
        if documents.all().iter().any(|file| !file.is_whole()) || documents.are_mixed() {
            for (node, keyword, text) in hidden(documents) {
                let schema = schemas.get_mut(node.document).and_then(|file| file.pointer_mut(&node.pointer));
                if let Some(reference) = schema.and_then(|schema| schema.get_mut(keyword)) {
                    *reference = text.into();
                }
            }
        }
        let part = |(uri, (document, pointer)): (&str, &Position)| {
            let part = schemas.get(*document)?.pointer(pointer)?.clone();
            let draft = documents.node(*document, pointer)?.draft;
            Some((uri.to_owned(), versioned(part, draft)))
        };
        let mut files: HashMap<String, Value> = documents.named_parts().filter_map(part).collect();
        files.extend(documents.all().iter().map(|file| file.uri.clone()).zip(schemas));
        Self(Arc::new(files))
    }

    /// The type's own file.
    pub(super) fn own(&self, documents: &Documents) -> Option<&Value> {
        self.0.get(&documents.all().first()?.uri)
    }
}

impl Retrieve for EngineFiles {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let schema = self.0.get(uri.as_str()).cloned();
        schema.ok_or_else(|| format!("`{uri}` is not below the folder of the type").into())
    }
}

/// The schema, which names the version that it is read by.
fn versioned(mut schema: Value, draft: Draft) -> Value {
    if Draft::default().detect(&schema) != draft
        && let Some(members) = schema.as_object_mut()
    {
        members.insert("$schema".to_owned(), metaschema_of(draft).into());
    }
    schema
}

/// The references whose targets the engine does not find or reads by the wrong version: their
/// schemas, their keywords and what they must be.
fn hidden(documents: &Documents) -> Vec<(Node<'_>, &'static str, String)> {
    let mut hidden = Vec::new();
    documents.visit(&mut |schema| {
        for keyword in REFERENCES {
            let Some(text) = schema.string(keyword) else { continue };
            let Some(target) = documents.resolve(schema, text) else { continue };
            let Some(file) = documents.all().get(target.document) else { continue };
            let by_name =
                text.split_once('#').is_some_and(|(_, name)| !name.is_empty() && !name.starts_with('/'));
            let (uri, pointer) = documents.canonical(&target);
            let is_hidden = !file.is_whole() && (by_name || uri != file.uri);
            if is_hidden || target.draft != file.draft() {
                hidden.push((schema.clone(), keyword, format!("{uri}#{}", percent_encode(&pointer))));
            }
        }
    });
    hidden
}
