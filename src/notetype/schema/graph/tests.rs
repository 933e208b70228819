use serde_json::json;

use super::*;
use crate::notetype::schema::Document;

#[test]
fn only_parts_that_lead_back_are_recursive() {
    // In both orders: a search that begins at the wrong end counts what only leads to a circle to it.
    for names in [["a", "z"], ["z", "a"]] {
        let [outer, inner] = names.map(|name| format!("#/$defs/{name}"));
        let [first, second] = names;
        let schema = json!({
            "properties": { "entry": { "$ref": outer } },
            "$defs": {
                first: { "properties": { "into": { "$ref": inner } } },
                second: { "properties": { "back": { "$ref": inner }, "out": { "type": "string" } } },
            },
        });
        let mut documents = Documents::default();
        let (uri, text) = ("note-type:///t.json".to_owned(), schema.to_string());
        documents.add(Document::of_json("t.json".to_owned(), uri, text, schema));
        documents.add_schema((0, String::new()));
        let graph = Graph::new(&documents);
        let recursive = graph.nodes().iter().zip(graph.recursive()).filter(|(_, is)| *is);
        let pointers: Vec<&str> = recursive.map(|(node, _)| &*node.pointer).collect();
        assert_eq!(pointers, [format!("/$defs/{second}/properties/back")]);
    }
}
