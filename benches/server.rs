//! Times the language server over its protocol: from a keystroke to its diagnostics, in folders of one note, of 1,000
//! and of 20,000. The full text is sent at each change, and each change adds or removes a diagnostic.
//!
//! `cargo bench --bench server` runs these sizes, `-- 100000` (any list of sizes) others.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench ends at the first fault and prints figures"
)]

mod support;

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Instant,
};

use serde_json::{Value, json};
use support::corpus::clean;

const KEYSTROKES: usize = 400;

fn main() {
    let sizes: Vec<usize> = env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1, 1_000, 20_000] } else { sizes };
    println!(
        "{:>8} {:>12} {:>12} {:>10} {:>10} {:>10}",
        "notes", "first ms", "all known s", "p50 ms", "p95 ms", "peak MiB"
    );
    for size in sizes {
        bench(size, &clean(size).folder);
    }
}

fn bench(size: usize, folder: &Path) {
    let begun = Instant::now();
    let mut server = Server::start(folder);
    let note = folder.join("000/T1-00-00.md");
    let text = fs::read_to_string(&note).unwrap();
    let uri = address(&note);
    server.notify(
        "textDocument/didOpen",
        &json!({ "textDocument": { "uri": uri, "languageId": "markdown", "version": 1, "text": text } }),
    );
    server.wait(|message| message["method"] == "textDocument/publishDiagnostics");
    let first = begun.elapsed().as_secs_f64() * 1e3;
    server.wait(|message| message["method"] == "window/logMessage");
    let known = begun.elapsed().as_secs_f64();
    let mut times = Vec::new();
    for stroke in 0..KEYSTROKES {
        let version = stroke + 2;
        let end = if stroke.is_multiple_of(2) { " \n" } else { "\n" };
        let changed = format!("{}{end}", text.trim_end());
        let begun = Instant::now();
        server.notify(
            "textDocument/didChange",
            &json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [{ "text": changed }] }),
        );
        server.wait(|message| message["params"]["version"] == version);
        times.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let [p50, p95] = [50, 95].map(|part| times[times.len() * part / 100]);
    let peak = server.peak_mib();
    println!("{size:>8} {first:>12.1} {known:>12.2} {p50:>10.2} {p95:>10.2} {peak:>10.1}");
}

/// A server that is driven.
struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_notelint"));
        command.arg("lsp").current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let (input, output) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        let mut server = Self { process, input, output: BufReader::new(output) };
        let root = address(folder);
        let params = json!({ "processId": null, "rootUri": root, "capabilities": {} });
        server.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }));
        server.wait(|message| message["id"] == 1);
        server.notify("initialized", &json!({}));
        server
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn wait(&mut self, is_it: impl Fn(&Value) -> bool) {
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                self.output.read_line(&mut line).unwrap();
                if let Some(value) = line.strip_prefix("Content-Length: ") {
                    length = value.trim().parse().unwrap();
                }
                if line.trim().is_empty() {
                    break;
                }
            }
            let mut bytes = vec![0; length];
            self.output.read_exact(&mut bytes).unwrap();
            if is_it(&serde_json::from_slice(&bytes).unwrap()) {
                return;
            }
        }
    }

    /// The most memory that the process had, where the system tells.
    fn peak_mib(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib: Option<f64> = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok());
        kib.map_or(f64::NAN, |kib| kib / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn address(path: &Path) -> String {
    url::Url::from_file_path(path).unwrap().into()
}
