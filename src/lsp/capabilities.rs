//! What the server can do, and what it asks of the client.

use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CompletionOptions, DiagnosticOptions,
    DidChangeWatchedFilesRegistrationOptions, DocumentLinkOptions, FileOperationFilter, FileOperationOptions,
    FileOperationPattern, FileOperationRegistrationOptions, FileSystemWatcher, GlobPattern, Registration,
    RegistrationParams, RenameOptions, ServerCapabilities, TextDocumentSyncKind, TextDocumentSyncOptions,
    WatchKind, WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};

use super::client::Abilities;

/// The kind of the action that applies all safe fixes.
pub(super) const FIX_ALL: &str = "source.fixAll.notelint";

/// The characters after which a client asks for completions.
const TRIGGERS: &[&str] = &["[", "(", "#", ":", " ", "/", "-", "*", "\"", "@"];

/// What others read and write, and what the server wants to know of.
const WATCHED: &[&str] =
    &["**/*.{md,markdown}", "**/notelint.yaml", "**/*.{yaml,yml,json}", "**/*.jsonl", "**/.gitignore"];

/// Returns what the server does for a client with these `abilities`.
pub(super) fn of_server(abilities: Abilities) -> ServerCapabilities {
    let folders =
        WorkspaceFoldersServerCapabilities { supported: Some(true), change_notifications: Some(true.into()) };
    let diagnostics = DiagnosticOptions {
        identifier: Some("notelint".to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: false,
        ..DiagnosticOptions::default()
    };
    ServerCapabilities {
        position_encoding: Some(abilities.encoding.kind()),
        text_document_sync: Some(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::Incremental),
                save: Some(true.into()),
                ..TextDocumentSyncOptions::default()
            }
            .into(),
        ),
        completion_provider: Some(completion_options()),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_link_provider: Some(DocumentLinkOptions::default()),
        document_symbol_provider: Some(true.into()),
        workspace_symbol_provider: Some(true.into()),
        rename_provider: Some(
            RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() }.into(),
        ),
        diagnostic_provider: abilities.pulls_diagnostics.then(|| diagnostics.into()),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QuickFix,
                    CodeActionKind::Custom(FIX_ALL.into()),
                ]),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        workspace: Some(WorkspaceOptions {
            workspace_folders: Some(folders),
            file_operations: Some(FileOperationOptions {
                will_rename: Some(moved_files()),
                ..FileOperationOptions::default()
            }),
            ..WorkspaceOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

fn completion_options() -> CompletionOptions {
    let triggers = TRIGGERS.iter().map(|trigger| (*trigger).to_owned()).collect();
    CompletionOptions { trigger_characters: Some(triggers), ..CompletionOptions::default() }
}

/// Returns which files the server wants to know of before they move: all, as links lead to any.
fn moved_files() -> FileOperationRegistrationOptions {
    let pattern = FileOperationPattern { glob: "**/*".to_owned(), matches: None, options: None };
    let filter = FileOperationFilter { scheme: Some("file".to_owned()), pattern };
    FileOperationRegistrationOptions { filters: vec![filter] }
}

/// Returns the request to be told of files that change on disk.
pub(super) fn watched_files() -> RegistrationParams {
    let watcher =
        |glob: &str, kind| FileSystemWatcher { glob_pattern: GlobPattern::from(glob.to_owned()), kind };
    // Links lead to any file, and a folder that is deleted is all that is told of what was in it.
    let any = watcher("**/*", Some(WatchKind::Create | WatchKind::Delete));
    let watchers = WATCHED.iter().map(|glob| watcher(glob, None)).chain([any]).collect();
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    RegistrationParams {
        registrations: vec![Registration {
            id: "files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        }],
    }
}
