//! Which function handles which message.

use gen_lsp_types::{Notification, Request};
use lsp_server::{ErrorCode, ExtractError};

use super::server::Server;

/// A request that no function has handled yet.
pub(super) struct Requested<'a> {
    server: &'a mut Server,
    request: Option<lsp_server::Request>,
}

impl<'a> Requested<'a> {
    /// Returns `request` for `server` to answer.
    pub(super) fn new(server: &'a mut Server, request: lsp_server::Request) -> Self {
        Self { server, request: Some(request) }
    }

    /// Answers with `handle` if it is an `R`.
    pub(super) fn on<R: Request>(mut self, handle: fn(&mut Server, R::Params) -> R::Result) -> Self {
        let Some(request) = self.request.take() else { return self };
        let asked = request.id.clone();
        match request.extract::<R::Params>(&R::METHOD.to_string()) {
            Ok((id, params)) => {
                let result = handle(self.server, params);
                self.server.client.answer(id, result);
            }
            Err(ExtractError::MethodMismatch(request)) => self.request = Some(request),
            Err(ExtractError::JsonError { method, error }) => {
                let why = format!("the parameters of `{method}` cannot be read: {error}");
                self.server.client.refuse(asked, ErrorCode::InvalidParams, why);
            }
        }
        self
    }

    /// Refuses it if no function has answered.
    pub(super) fn finish(self) {
        if let Some(request) = self.request {
            let why = format!("`{}` is not supported", request.method);
            self.server.client.refuse(request.id, ErrorCode::MethodNotFound, why);
        }
    }
}

/// A notification that no function has handled yet.
pub(super) struct Notified<'a> {
    server: &'a mut Server,
    notification: Option<lsp_server::Notification>,
}

impl<'a> Notified<'a> {
    /// Returns `notification` for `server`.
    pub(super) fn new(server: &'a mut Server, notification: lsp_server::Notification) -> Self {
        Self { server, notification: Some(notification) }
    }

    /// Handles it with `handle` if it is an `N`.
    pub(super) fn on<N: Notification>(mut self, handle: fn(&mut Server, N::Params)) -> Self {
        let Some(notification) = self.notification.take() else { return self };
        match notification.extract::<N::Params>(&N::METHOD.to_string()) {
            Ok(params) => handle(self.server, params),
            Err(ExtractError::MethodMismatch(notification)) => self.notification = Some(notification),
            Err(ExtractError::JsonError { method, error }) => {
                self.server.warn(format!("the parameters of `{method}` cannot be read: {error}"));
            }
        }
        self
    }
}
