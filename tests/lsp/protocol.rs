//! Messages in every order, and what ends the server.

use serde_json::{Value, json};

use super::client::Editor;

fn code(answer: &Value) -> i64 {
    answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {answer}"))
}

#[test]
fn the_server_ends_as_the_protocol_says() {
    assert_eq!(Editor::on(&[]).shut_down().code(), Some(0));
    let mut editor = Editor::on(&[]);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.hang_up().0.code(), Some(1));
    assert_eq!(Editor::on(&[]).hang_up().0.code(), Some(1));
}

#[test]
fn what_is_not_understood_is_refused_and_the_server_goes_on() {
    let mut editor = Editor::on(&[("a.md", "# A\n")]);
    assert_eq!(code(&editor.ask("textDocument/unheardOf", json!({}))), -32601);
    assert_eq!(code(&editor.ask("textDocument/diagnostic", json!({ "textDocument": 7 }))), -32602);
    assert_eq!(code(&editor.ask("initialize", json!({ "capabilities": {} }))), -32600);
    editor.notify("$/setTrace", json!({ "value": "off" }));
    editor.notify("textDocument/didChange", json!({ "textDocument": "a" }));
    let unknown = json!({ "uri": editor.uri("b.md"), "version": 2 });
    editor.notify("textDocument/didChange", json!({ "textDocument": unknown, "contentChanges": [] }));
    editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": "nowhere" } }));
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": { "diagnostics": 1 } }));
    editor.open("a.md");
    assert!(editor.diagnostics("a.md", |_| true).is_empty());
    editor.request("shutdown", Value::Null);
    assert_eq!(code(&editor.ask("textDocument/diagnostic", json!({}))), -32600);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.hang_up().0.code(), Some(0));
}

#[test]
fn requests_before_initialize_are_refused() {
    let mut editor = Editor::start(tempfile::tempdir().unwrap());
    assert_eq!(code(&editor.ask("textDocument/diagnostic", json!({}))), -32002);
    assert_eq!(code(&editor.ask("initialize", json!({ "capabilities": 1 }))), -32602);
    let (status, said) = editor.hang_up();
    assert_eq!(status.code(), Some(1));
    assert!(said.contains("the parameters of `initialize` cannot be read"), "{said}");
}

#[test]
fn what_is_no_message_ends_the_server_with_a_reason() {
    let mut editor = Editor::on(&[]);
    editor.send_bytes(b"Content-Length: 5\r\n\r\n{\"a\":");
    let (status, said) = editor.hang_up();
    assert_eq!(status.code(), Some(1));
    assert!(said.starts_with("error: "), "{said}");
}

#[test]
fn a_request_that_waits_can_be_canceled() {
    let mut editor = Editor::on(&[("a.md", "# A\n")]);
    editor.open("a.md");
    // All in one piece, so that the request waits when its cancellation arrives.
    let document = json!({ "uri": editor.uri("a.md") });
    let mut bytes = Vec::new();
    let messages = (0..200)
        .map(|id| json!({ "jsonrpc": "2.0", "id": 1000 + id, "method": "textDocument/diagnostic", "params": { "textDocument": document } }))
        .chain([json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": 1199 } })]);
    for message in messages {
        let text = message.to_string();
        bytes.extend(format!("Content-Length: {}\r\n\r\n{text}", text.len()).bytes());
    }
    editor.send_bytes(&bytes);
    let last = editor.answer(&json!(1199));
    assert!(last.get("result").is_some() || code(&last) == -32800, "{last}");
    assert!(editor.answer(&json!(1000)).get("result").is_some());
}
