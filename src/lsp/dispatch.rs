//! Which function handles which message.

use std::sync::Arc;

use gen_lsp_types::{MessageType, Notification, Request};
use lsp_server::{ErrorCode, ExtractError};

use super::client::Client;

/// A request that no function has handled yet.
pub(super) struct Requested<'a, S> {
    server: &'a mut S,
    client: Arc<Client>,
    request: Option<lsp_server::Request>,
}

impl<'a, S> Requested<'a, S> {
    /// Returns `request` of `client` for `server` to answer.
    pub(super) fn new(server: &'a mut S, client: Arc<Client>, request: lsp_server::Request) -> Self {
        Self { server, client, request: Some(request) }
    }

    /// Answers with `handle` if it is an `R`.
    pub(super) fn on<R: Request>(mut self, handle: fn(&mut S, R::Params) -> R::Result) -> Self {
        let Some(request) = self.request.take() else { return self };
        let asked = request.id.clone();
        match request.extract::<R::Params>(&R::METHOD.to_string()) {
            Ok((id, params)) => {
                let result = handle(self.server, params);
                self.client.answer(id, result);
            }
            Err(ExtractError::MethodMismatch(request)) => self.request = Some(request),
            Err(ExtractError::JsonError { method, error }) => {
                let why = format!("the parameters of `{method}` cannot be read: {error}");
                self.client.refuse(asked, ErrorCode::InvalidParams, why);
            }
        }
        self
    }

    /// Refuses it if no function has answered.
    pub(super) fn finish(self) {
        if let Some(request) = self.request {
            let why = format!("`{}` is not supported", request.method);
            self.client.refuse(request.id, ErrorCode::MethodNotFound, why);
        }
    }
}

/// A notification that no function has handled yet.
pub(super) struct Notified<'a, S> {
    server: &'a mut S,
    client: Arc<Client>,
    notification: Option<lsp_server::Notification>,
}

impl<'a, S> Notified<'a, S> {
    /// Returns `notification` of `client` for `server`.
    pub(super) fn new(
        server: &'a mut S,
        client: Arc<Client>,
        notification: lsp_server::Notification,
    ) -> Self {
        Self { server, client, notification: Some(notification) }
    }

    /// Handles it with `handle` if it is an `N`.
    pub(super) fn on<N: Notification>(mut self, handle: fn(&mut S, N::Params)) -> Self {
        let Some(notification) = self.notification.take() else { return self };
        match notification.extract::<N::Params>(&N::METHOD.to_string()) {
            Ok(params) => handle(self.server, params),
            Err(ExtractError::MethodMismatch(notification)) => self.notification = Some(notification),
            Err(ExtractError::JsonError { method, error }) => {
                let why = format!("the parameters of `{method}` cannot be read: {error}");
                self.client.log(MessageType::Warning, why);
            }
        }
        self
    }
}
