//! The language server: notes, configurations and types in an editor, over the Language Server Protocol.
//!
//! One thread answers messages in their order. Folders are read on threads of their own; until a folder is known,
//! each open note is checked on its own.

#![allow(clippy::needless_pass_by_value, reason = "functions that handle messages take their parameters")]

mod actions;
mod address;
mod capabilities;
mod client;
mod completion;
mod definition;
mod diagnostics;
mod dispatch;
mod document_links;
mod documents;
mod edits;
mod encoding;
mod folder;
mod folders;
mod hover;
mod link;
mod locations;
mod part;
mod pointed;
mod progress;
mod references;
mod rename;
mod schemas;
mod server;
mod settings;
mod settings_file;
mod shown;
mod subject;
mod symbols;
mod workspace_symbols;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use lsp_server::Connection;

use crate::workspace::on_threads;

/// Serves one client on standard input and output, until it tells the server to exit or is gone.
pub fn serve() -> ExitCode {
    let (connection, threads) = Connection::stdio();
    let served = on_threads(|| server::serve(&connection));
    drop(connection);
    let read = threads.join().map_err(|error| error.to_string());
    match served.and_then(|code| read.map(|()| code)) {
        Ok(code) => code,
        Err(why) => {
            writeln!(io::stderr(), "error: {why}").ok();
            ExitCode::FAILURE
        }
    }
}
