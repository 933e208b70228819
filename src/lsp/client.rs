//! The other end: what it can do, and messages to it.

use std::sync::atomic::{AtomicI32, Ordering};

use crossbeam_channel::Sender;
use gen_lsp_types::{
    ClientCapabilities, LogMessageNotification, LogMessageParams, MarkupKind, MessageType, Notification,
    PositionEncodingKind, Request, ResourceOperationKind,
};
use lsp_server::{ErrorCode, Message, RequestId, Response};
use serde::Serialize;

use super::encoding::Encoding;

/// What the client can do, of what the server asks for.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a capability of its own in the protocol")]
pub(super) struct Abilities {
    /// How it counts columns.
    pub(super) encoding: Encoding,
    /// It asks for the diagnostics of documents, and asks again when it is told to: they are not pushed.
    pub(super) pulls_diagnostics: bool,
    /// It tells of files that change if it is asked to.
    pub(super) watches_files: bool,
    /// It shows progress.
    pub(super) shows_progress: bool,
    /// It inserts snippets with places to fill in.
    pub(super) has_snippets: bool,
    /// It shows Markdown when something is hovered over.
    pub(super) hovers_markdown: bool,
    /// Its edits tell the versions of documents.
    pub(super) has_versioned_edits: bool,
    /// Its edits create files.
    pub(super) creates_files: bool,
    /// Its edits rename files.
    pub(super) renames_files: bool,
    /// It shows symbols inside of each other.
    pub(super) nests_symbols: bool,
}

impl Abilities {
    /// Reads what matters in `capabilities`.
    pub(super) fn of(capabilities: &ClientCapabilities) -> Self {
        let workspace = capabilities.workspace.as_ref();
        let document = capabilities.text_document.as_ref();
        let edit = workspace.and_then(|it| it.workspace_edit.as_ref());
        let operations = edit.and_then(|it| it.resource_operations.as_deref()).unwrap_or_default();
        let item = document.and_then(|it| it.completion.as_ref()?.completion_item.as_ref());
        let hover = document.and_then(|it| it.hover.as_ref()?.content_format.as_deref());
        let encodings: Option<&[PositionEncodingKind]> =
            capabilities.general.as_ref().and_then(|it| it.position_encodings.as_deref());
        let is = |ability: Option<bool>| ability.unwrap_or(false);
        Self {
            encoding: Encoding::negotiated(encodings),
            pulls_diagnostics: document.is_some_and(|it| it.diagnostic.is_some())
                && is(workspace.and_then(|it| it.diagnostics.as_ref()?.refresh_support)),
            watches_files: is(
                workspace.and_then(|it| it.did_change_watched_files.as_ref()?.dynamic_registration)
            ),
            shows_progress: is(capabilities.window.as_ref().and_then(|it| it.work_done_progress)),
            has_snippets: is(item.and_then(|it| it.snippet_support)),
            hovers_markdown: hover.is_none_or(|kinds| kinds.contains(&MarkupKind::Markdown)),
            has_versioned_edits: is(edit.and_then(|it| it.document_changes)),
            creates_files: operations.contains(&ResourceOperationKind::Create),
            renames_files: operations.contains(&ResourceOperationKind::Rename),
            nests_symbols: is(
                document.and_then(|it| it.document_symbol.as_ref()?.hierarchical_document_symbol_support)
            ),
        }
    }
}

/// Sends messages to the client, from any thread. What cannot be sent is lost: the client is gone.
#[derive(Debug)]
pub(super) struct Client {
    sender: Sender<Message>,
    next_request: AtomicI32,
}

impl Client {
    /// Returns the client that `sender` sends to.
    pub(super) fn new(sender: Sender<Message>) -> Self {
        Self { sender, next_request: AtomicI32::new(1) }
    }

    /// Tells it something.
    pub(super) fn notify<N: Notification>(&self, params: &N::Params) {
        let notification = lsp_server::Notification::new(N::METHOD.to_string(), params);
        self.send(notification.into());
    }

    /// Asks it to do something; what it answers does not matter.
    pub(super) fn ask<R: Request>(&self, params: &R::Params) {
        let id = RequestId::from(self.next_request.fetch_add(1, Ordering::Relaxed));
        self.send(lsp_server::Request::new(id, R::METHOD.to_string(), params).into());
    }

    /// Answers the request with the `id`.
    pub(super) fn answer(&self, id: RequestId, result: impl Serialize) {
        self.send(Response::new_ok(id, result).into());
    }

    /// Refuses the request with the `id`.
    pub(super) fn refuse(&self, id: RequestId, code: ErrorCode, why: impl Into<String>) {
        self.send(Response::new_err(id, code as i32, why.into()).into());
    }

    /// Writes a line to the log that the client shows.
    pub(super) fn log(&self, kind: MessageType, message: impl Into<String>) {
        let params = LogMessageParams { kind, message: message.into() };
        self.notify::<LogMessageNotification>(&params);
    }

    fn send(&self, message: Message) {
        self.sender.send(message).ok();
    }
}
