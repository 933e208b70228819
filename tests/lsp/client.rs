//! An editor: starts the server, and speaks with it.

use std::{
    collections::{HashMap, VecDeque},
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long an answer may take before the test fails: machines that run tests may be slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server with one client.
pub(crate) struct Editor {
    server: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Messages that nobody has asked for yet.
    waiting: VecDeque<Value>,
    next: i64,
    versions: HashMap<String, i64>,
    folder: TempDir,
    /// What the server can do.
    pub(crate) capabilities: Value,
}

/// The abilities of a client that pushes nothing aside: diagnostics are pushed, columns are UTF-16.
pub(crate) fn plain() -> Value {
    json!({
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true },
            "completion": { "completionItem": { "snippetSupport": true } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        },
        "workspace": { "workspaceEdit": {
            "documentChanges": true,
            "resourceOperations": ["create", "rename", "delete"],
        } },
    })
}

impl Editor {
    /// Starts a server on a new folder with these files.
    pub(crate) fn on(files: &[(&str, &str)]) -> Self {
        Self::with(files, plain(), Value::Null)
    }

    /// Starts a server for a client with these `capabilities` and options.
    pub(crate) fn with(files: &[(&str, &str)], capabilities: Value, options: Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut editor = Self::start(folder);
        let root = address(editor.folder.path());
        let answer = editor.request(
            "initialize",
            json!({
                "processId": null,
                "rootUri": root,
                "workspaceFolders": [{ "uri": root, "name": "notes" }],
                "capabilities": capabilities,
                "initializationOptions": options,
            }),
        );
        editor.capabilities = answer["capabilities"].clone();
        editor.notify("initialized", json!({}));
        editor
    }

    /// Starts a server for `folder`, to which nothing has been said.
    pub(crate) fn start(folder: TempDir) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_notelint"))
            .arg("lsp")
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let input = server.stdin.take();
        let mut output = BufReader::new(server.stdout.take().unwrap());
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let (waiting, versions) = (VecDeque::new(), HashMap::new());
        Self { server, input, messages, waiting, next: 1, versions, folder, capabilities: Value::Null }
    }

    /// The absolute path of a file of the folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The address of a file of the folder.
    pub(crate) fn uri(&self, path: &str) -> String {
        address(&self.path(path))
    }

    /// Sends a request, and returns the result.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.ask(method, params);
        assert!(answer.get("error").is_none(), "{method}: {}", answer["error"]);
        answer["result"].take()
    }

    /// Sends a request, and returns the whole answer.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.next;
        self.next += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.answer(&json!(id))
    }

    /// Waits for the answer to the request with the `id`.
    pub(crate) fn answer(&mut self, id: &Value) -> Value {
        self.wait(|message| message.get("method").is_none() && message["id"] == *id)
    }

    /// Sends a notification.
    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a message.
    pub(crate) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    /// Sends bytes, whatever they are.
    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    /// Opens a file of the folder with its text on disk.
    pub(crate) fn open(&mut self, path: &str) -> String {
        let text = fs::read_to_string(self.path(path)).unwrap();
        self.open_with(path, &text);
        text
    }

    /// Opens a file of the folder with another text.
    pub(crate) fn open_with(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        self.versions.insert(path.to_owned(), 1);
        let language =
            if Path::new(path).extension().is_some_and(|it| it == "md") { "markdown" } else { "yaml" };
        let item = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
    }

    /// Replaces the text of an open file.
    pub(crate) fn replace(&mut self, path: &str, text: &str) {
        self.change(path, &[json!({ "text": text })]);
    }

    /// Changes the text of an open file.
    pub(crate) fn change(&mut self, path: &str, changes: &[Value]) {
        let version = self.versions.get_mut(path).unwrap();
        *version += 1;
        let document = json!({ "uri": address(&self.folder.path().join(path)), "version": *version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Closes an open file.
    pub(crate) fn close(&mut self, path: &str) {
        self.versions.remove(path);
        let uri = self.uri(path);
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// Waits until the notes of the folder are known.
    pub(crate) fn wait_until_known(&mut self) {
        self.wait(|message| {
            let text = message["params"]["message"].as_str().unwrap_or_default();
            message["method"] == "window/logMessage" && text.starts_with("read the note")
        });
    }

    /// Waits for diagnostics of a file for which `is_wanted` holds.
    pub(crate) fn diagnostics(&mut self, path: &str, is_wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let uri = self.uri(path);
        let message = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == *uri
                && is_wanted(message["params"]["diagnostics"].as_array().unwrap())
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// A position in a text, in UTF-16 code units: behind the first `before` in it.
    pub(crate) fn behind(text: &str, before: &str) -> Value {
        let at = text.find(before).unwrap_or_else(|| panic!("no {before:?} in {text:?}")) + before.len();
        let line = text[..at].matches('\n').count();
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        json!({ "line": line, "character": text[start..at].encode_utf16().count() })
    }

    /// The parameters that name a place behind the first `before` in an open file with this text.
    pub(crate) fn place(&self, path: &str, text: &str, before: &str) -> Value {
        json!({ "textDocument": { "uri": self.uri(path) }, "position": Self::behind(text, before) })
    }

    /// Returns `text` with the edits that `edit`, a `WorkspaceEdit`, makes in the file at `path`.
    pub(crate) fn edited(&self, path: &str, text: &str, edit: &Value) -> String {
        let uri = self.uri(path);
        let changes = edit["documentChanges"].as_array().into_iter().flatten();
        let own = changes.filter(|change| change["textDocument"]["uri"] == *uri);
        let versioned = own.flat_map(|change| change["edits"].as_array().unwrap().clone());
        let plain = edit["changes"][&uri].as_array().into_iter().flatten().cloned();
        let edits: Vec<Value> = versioned.chain(plain).collect();
        let mut edits: Vec<(usize, usize, String)> = edits
            .iter()
            .map(|edit| {
                let at = |end: &str| offset(text, &edit["range"][end]);
                (at("start"), at("end"), edit["newText"].as_str().unwrap().to_owned())
            })
            .collect();
        edits.sort_by_key(|(start, ..)| *start);
        let mut after = text.to_owned();
        for (start, end, new) in edits.into_iter().rev() {
            after.replace_range(start..end, &new);
        }
        after
    }

    /// The number of messages of the `method` that nobody has waited for, when all that was sent is answered.
    pub(crate) fn count(&mut self, method: &str) -> usize {
        self.ask("textDocument/unheardOf", json!({}));
        self.waiting.iter().filter(|message| message["method"] == method).count()
    }

    /// Waits for a message for which `is_it` holds; the others stay.
    pub(crate) fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.waiting.iter().position(&is_it) {
            return self.waiting.remove(at).unwrap();
        }
        loop {
            let Ok(message) = self.messages.recv_timeout(PATIENCE) else {
                panic!("the server does not say what was waited for, but {:#?}", self.waiting)
            };
            // Requests of the server are granted.
            if let (Some(id), Some(_)) = (message.get("id"), message.get("method")) {
                self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": null }));
            }
            if is_it(&message) {
                return message;
            }
            self.waiting.push_back(message);
        }
    }

    /// Ends the server as editors do.
    pub(crate) fn shut_down(mut self) -> ExitStatus {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.server.wait().unwrap()
    }

    /// Closes the server's input; returns how it ends, and what it said on standard error.
    pub(crate) fn hang_up(mut self) -> (ExitStatus, String) {
        self.input = None;
        let status = self.server.wait().unwrap();
        let mut said = String::new();
        self.server.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (status, said)
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}

/// The address of the file at `path`.
pub(crate) fn address(path: &Path) -> String {
    url::Url::from_file_path(path).unwrap().into()
}

/// The byte offset of a position in UTF-16 code units.
fn offset(text: &str, position: &Value) -> usize {
    let line = position["line"].as_u64().unwrap();
    let start: usize = text.split_inclusive('\n').take(usize::try_from(line).unwrap()).map(str::len).sum();
    let mut left = position["character"].as_u64().unwrap();
    for (at, c) in text[start..].char_indices() {
        if left == 0 {
            return start + at;
        }
        left -= c.len_utf16() as u64;
    }
    text.len()
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.trim().parse().ok()?;
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut bytes = vec![0; length];
    output.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}
