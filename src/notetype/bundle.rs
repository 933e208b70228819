//! A type in one file: a compound schema document (JSON Schema Core 9.3.1).

use jsonschema::Draft;
use serde_json::{Map, Value};

use super::{
    note_type::NoteType,
    schema::{Document, Documents, Node, REFERENCES, metaschema_of, percent_encode},
};

impl NoteType {
    /// Returns the type's schema with all files that its references name in it, so that it is complete.
    pub fn bundle(&self) -> Value {
        let documents = &*self.documents;
        let mut schemas: Vec<Value> = documents.all().iter().map(|file| file.schema.clone()).collect();
        for (node, keyword, reference) in renamed(documents) {
            let schema = schemas.get_mut(node.document).and_then(|file| file.pointer_mut(&node.pointer));
            if let Some(written) = schema.and_then(|schema| schema.get_mut(keyword)) {
                *written = reference.into();
            }
        }
        let mut schemas = schemas.into_iter().zip(documents.all());
        let Some((mut root, own)) = schemas.next() else { return Value::Null };
        let mut rest = schemas.peekable();
        if rest.peek().is_none() {
            return root;
        }
        let folder = own.path.rfind(['/', '\\']).map_or("", |end| &own.path[..=end]);
        root = identified(root, own);
        let keyword = if own.draft() < Draft::Draft201909 { "definitions" } else { "$defs" };
        let Some(members) = root.as_object_mut() else { return root };
        let definitions = members.entry(keyword).or_insert_with(|| Value::Object(Map::new()));
        let Some(definitions) = definitions.as_object_mut() else { return root };
        for (schema, file) in rest {
            let name = file.path.strip_prefix(folder).unwrap_or(&file.path);
            let mut name = name.to_owned();
            while definitions.contains_key(&name) {
                name.push('_');
            }
            let mut schema = identified(schema, file);
            if file.draft() != own.draft()
                && let Some(members) = schema.as_object_mut()
            {
                members.entry("$schema").or_insert_with(|| metaschema_of(file.draft()).into());
            }
            definitions.insert(name, schema);
        }
        root
    }
}

/// Returns `schema`, the whole of `file`, with the URI that references to it lead to.
fn identified(schema: Value, file: &Document) -> Value {
    let keyword = file.draft().id_keyword();
    let Value::Object(members) = schema else { return schema };
    if members.contains_key(keyword) {
        return Value::Object(members);
    }
    let mut identified = Map::new();
    let (first, rest): (Vec<_>, Vec<_>) = members.into_iter().partition(|(key, _)| key == "$schema");
    identified.extend(first);
    identified.insert(keyword.to_owned(), file.uri.as_str().into());
    identified.extend(rest);
    Value::Object(identified)
}

/// The references by the name of a file that has another URI of its own: their schemas, their keywords and what they must
/// be.
fn renamed(documents: &Documents) -> Vec<(Node<'_>, &'static str, String)> {
    let mut renamed = Vec::new();
    documents.visit(&mut |schema| {
        for keyword in REFERENCES {
            let Some(text) = schema.string(keyword) else { continue };
            let Some((uri, fragment)) = documents.target(schema, text) else { continue };
            let file = documents.all().iter().position(|file| file.uri == uri);
            let Some(root) = file.and_then(|file| documents.root(file)) else { continue };
            let own = documents.base(&root);
            if own != uri {
                let fragment = fragment.map(|fragment| format!("#{}", percent_encode(&fragment)));
                renamed.push((schema.clone(), keyword, own + &fragment.unwrap_or_default()));
            }
        }
    });
    renamed
}
