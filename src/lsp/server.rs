//! The loop: takes messages and folders that were read, answers, and tells what is reported.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    path::Path,
    process::ExitCode,
    sync::Arc,
};

use crossbeam_channel::{Receiver, select, unbounded};
use gen_lsp_types::{
    CodeActionRequest, CompletionRequest, DefinitionRequest, DidChangeConfigurationNotification,
    DidChangeConfigurationParams, DidChangeTextDocumentNotification, DidChangeTextDocumentParams,
    DidChangeWatchedFilesNotification, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersNotification,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentNotification, DidCloseTextDocumentParams,
    DidOpenTextDocumentNotification, DidOpenTextDocumentParams, DidSaveTextDocumentNotification,
    DidSaveTextDocumentParams, DocumentDiagnosticRequest, DocumentLinkRequest, DocumentSymbolRequest,
    FileChangeType, FileEvent, HoverRequest, InitializeParams, InitializeResult, MessageType,
    PrepareRenameRequest, ReferencesRequest, RegistrationRequest, RenameRequest, ServerInfo,
    WillRenameFilesRequest, WorkspaceDiagnosticRequest, WorkspaceFolders, WorkspaceSymbolRequest,
};
use lsp_server::{Connection, ErrorCode, Message, Request, RequestId};
use serde_json::Value;

use super::{
    capabilities,
    client::{Abilities, Client},
    dispatch::{Notified, Requested},
    documents::Documents,
    folder::Loaded,
    folders::{self, Folders},
    settings::Settings,
};
use crate::disk;

/// The server of one client.
pub(super) struct Server {
    pub(super) client: Arc<Client>,
    pub(super) abilities: Abilities,
    pub(super) documents: Documents,
    pub(super) folders: Folders,
    pub(super) settings: Settings,
    /// What the client was last told of each file, by its address: a hash of it.
    pub(super) told: HashMap<String, u64>,
    /// A hash of what was last reported of each open document, if the client asks for that.
    pub(super) seen: HashMap<String, u64>,
    /// Whether something has changed since then.
    pub(super) has_changed: bool,
    /// The documents whose text has changed since then: a client that asks for diagnostics asks for theirs.
    pub(super) edited: HashSet<String>,
    is_shut_down: bool,
}

/// Serves the client of `connection` until it says `exit`, or is gone.
///
/// # Errors
/// What was wrong with its first messages.
pub(super) fn serve(connection: &Connection) -> Result<ExitCode, String> {
    let (id, params) = connection.initialize_start().map_err(|error| error.to_string())?;
    let params: InitializeParams = match serde_json::from_value(params) {
        Ok(params) => params,
        Err(error) => {
            let why = format!("the parameters of `initialize` cannot be read: {error}");
            Client::new(connection.sender.clone()).refuse(id, ErrorCode::InvalidParams, &*why);
            return Err(why);
        }
    };
    let abilities = Abilities::of(&params.capabilities);
    let result = InitializeResult {
        capabilities: capabilities::of_server(abilities),
        server_info: Some(ServerInfo {
            name: "notelint".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    };
    let result = serde_json::to_value(result).map_err(|error| error.to_string())?;
    connection.initialize_finish(id, result).map_err(|error| error.to_string())?;
    let (done, loaded) = unbounded();
    let client = Arc::new(Client::new(connection.sender.clone()));
    let mut server = Server {
        folders: Folders::new(abilities.shows_progress.then(|| client.clone()), done),
        client,
        documents: Documents::new(abilities.encoding),
        abilities,
        settings: Settings::default(),
        told: HashMap::new(),
        seen: HashMap::new(),
        has_changed: false,
        edited: HashSet::new(),
        is_shut_down: false,
    };
    server.begin(params);
    Ok(server.run(&connection.receiver, &loaded))
}

impl Server {
    fn begin(&mut self, params: InitializeParams) {
        if self.abilities.watches_files {
            self.client.ask::<RegistrationRequest>(&capabilities::watched_files());
        }
        if let Some(options) = &params.initialization_options {
            self.set(options);
        }
        #[allow(deprecated, reason = "clients without workspace folders have one root")]
        let root = params.root_uri;
        let opened = match params.workspace_folders_initialize_params.workspace_folders {
            Some(WorkspaceFolders::WorkspaceFolderList(folders)) => {
                folders.into_iter().map(|folder| folder.uri).collect()
            }
            _ => Vec::from_iter(root),
        };
        for uri in opened {
            if let Some(place) = folders::place(&uri) {
                self.folders.open(place, &self.documents);
            }
        }
    }

    /// Takes messages until the last one. Those that have arrived together are answered before anything is told of
    /// them, so that a fast typist does not wait.
    fn run(&mut self, messages: &Receiver<Message>, loaded: &Receiver<Loaded>) -> ExitCode {
        let mut waiting = VecDeque::new();
        loop {
            while let Ok(message) = messages.try_recv() {
                self.arrive(message, &mut waiting);
            }
            while let Ok(loaded) = loaded.try_recv() {
                self.take(loaded);
            }
            match waiting.pop_front() {
                Some(Message::Notification(notification)) if notification.method == "exit" => {
                    return if self.is_shut_down { ExitCode::SUCCESS } else { ExitCode::FAILURE };
                }
                Some(message) => self.handle(message),
                None => {
                    self.tell();
                    select! {
                        recv(messages) -> message => match message {
                            Ok(message) => self.arrive(message, &mut waiting),
                            // Without `exit`, the client has crashed.
                            Err(_) => return ExitCode::FAILURE,
                        },
                        recv(loaded) -> loaded => if let Ok(loaded) = loaded {
                            self.take(loaded);
                        },
                    }
                }
            }
        }
    }

    /// Puts `message` behind those that are `waiting`; a request that it cancels waits no longer.
    fn arrive(&self, message: Message, waiting: &mut VecDeque<Message>) {
        let Message::Notification(notification) = &message else { return waiting.push_back(message) };
        if notification.method != "$/cancelRequest" {
            return waiting.push_back(message);
        }
        let id: Option<RequestId> =
            notification.params.get("id").and_then(|id| serde_json::from_value(id.clone()).ok());
        let is_it = |message: &Message| matches!(message, Message::Request(Request { id: other, .. }) if Some(other) == id.as_ref());
        if let Some(at) = waiting.iter().position(is_it)
            && let Some(Message::Request(request)) = waiting.remove(at)
        {
            self.client.refuse(request.id, ErrorCode::RequestCanceled, "canceled");
        }
    }

    fn handle(&mut self, message: Message) {
        match message {
            Message::Request(request) => self.answer(request),
            Message::Notification(notification) => {
                let client = self.client.clone();
                Notified::new(self, client, notification)
                    .on::<DidOpenTextDocumentNotification>(Self::open)
                    .on::<DidChangeTextDocumentNotification>(Self::change)
                    .on::<DidCloseTextDocumentNotification>(Self::close)
                    .on::<DidSaveTextDocumentNotification>(Self::save)
                    .on::<DidChangeWatchedFilesNotification>(Self::change_files)
                    .on::<DidChangeConfigurationNotification>(Self::change_settings)
                    .on::<DidChangeWorkspaceFoldersNotification>(Self::change_folders);
            }
            Message::Response(_) => {}
        }
    }

    fn answer(&mut self, request: Request) {
        if self.is_shut_down {
            let why = "the server has been shut down";
            return self.client.refuse(request.id, ErrorCode::InvalidRequest, why);
        }
        let client = self.client.clone();
        match &*request.method {
            "shutdown" => {
                self.is_shut_down = true;
                self.client.answer(request.id, Value::Null);
            }
            "initialize" => {
                let why = "the server has been initialized";
                self.client.refuse(request.id, ErrorCode::InvalidRequest, why);
            }
            _ => Requested::new(self, client, request)
                .on::<DocumentDiagnosticRequest>(Self::diagnostics_of)
                .on::<WorkspaceDiagnosticRequest>(Self::all_diagnostics)
                .on::<CodeActionRequest>(Self::code_actions)
                .on::<CompletionRequest>(Self::complete)
                .on::<HoverRequest>(Self::hover)
                .on::<DefinitionRequest>(Self::definition)
                .on::<ReferencesRequest>(Self::references)
                .on::<DocumentLinkRequest>(Self::document_links)
                .on::<DocumentSymbolRequest>(Self::document_symbols)
                .on::<WorkspaceSymbolRequest>(Self::workspace_symbols)
                .on::<PrepareRenameRequest>(Self::prepare_rename)
                .on::<RenameRequest>(Self::rename)
                .on::<WillRenameFilesRequest>(Self::rename_files)
                .finish(),
        }
    }

    fn open(&mut self, params: DidOpenTextDocumentParams) {
        let uri = params.text_document.uri.clone();
        self.documents.open(params.text_document, &self.folders.first());
        self.update(&uri);
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let uri = params.text_document.text_document_identifier.uri;
        let version = params.text_document.version;
        if self.documents.change(&uri, version, params.content_changes).is_none() {
            return self.warn(format!("`{}` is changed, but not open", uri.0));
        }
        self.update(&uri);
    }

    fn update(&mut self, uri: &gen_lsp_types::Uri) {
        if let Some(document) = self.documents.get(uri) {
            self.folders.update(document, &self.documents);
        }
        self.edited.insert(uri.0.clone());
        self.has_changed = true;
    }

    fn close(&mut self, params: DidCloseTextDocumentParams) {
        let Some(document) = self.documents.close(&params.text_document.uri) else { return };
        self.seen.remove(&document.uri.0);
        self.folders.forget(&document.path);
        if document.is_file {
            self.folders.reload(&[document.path], &[], &self.documents);
        }
        self.has_changed = true;
    }

    /// What is saved is known already, but it may be new on disk.
    fn save(&mut self, params: DidSaveTextDocumentParams) {
        self.update(&params.text_document.uri);
    }

    fn change_files(&mut self, params: DidChangeWatchedFilesParams) {
        let (mut contents, mut names) = (Vec::new(), Vec::new());
        for FileEvent { uri, kind } in &params.changes {
            let Some(path) = super::address::path(uri) else { continue };
            if self.documents.at(&path).is_none() {
                contents.push(path.clone());
            }
            if *kind != FileChangeType::Changed {
                names.push(path);
            }
        }
        self.folders.reload(&contents, &names, &self.documents);
        self.changed_outside();
    }

    fn change_settings(&mut self, params: DidChangeConfigurationParams) {
        self.set(&params.settings);
        self.changed_outside();
    }

    fn set(&mut self, value: &Value) {
        match Settings::read(value) {
            Some(Ok(settings)) => {
                let old = std::mem::replace(&mut self.settings, settings);
                if old.configuration != self.settings.configuration {
                    let config = self.settings.configuration.as_deref().map(Path::to_owned);
                    self.folders.restart(config, &self.documents);
                }
            }
            Some(Err(why)) => self.warn(format!("the settings cannot be read: {why}")),
            None => {}
        }
    }

    fn change_folders(&mut self, params: DidChangeWorkspaceFoldersParams) {
        for folder in params.event.removed {
            if let Some(place) = folders::place(&folder.uri) {
                self.folders.close(&place);
            }
        }
        for folder in params.event.added {
            if let Some(place) = folders::place(&folder.uri) {
                self.folders.open(place, &self.documents);
            }
        }
        for document in self.documents.all() {
            self.folders.update(document, &self.documents);
        }
        self.changed_outside();
    }

    /// Something has changed that a client does not know of, so that it may have asked too early.
    fn changed_outside(&mut self) {
        self.edited.clear();
        self.has_changed = true;
    }

    fn take(&mut self, loaded: Loaded) {
        if let Some(place) = self.folders.take(loaded, &self.documents) {
            let what = if disk::is_markdown(&place) { "the note" } else { "the notes of" };
            self.client.log(MessageType::Info, format!("read {what} {}", place.display()));
            self.changed_outside();
        }
    }

    /// Writes a warning to the log of the client.
    pub(super) fn warn(&self, message: String) {
        self.client.log(MessageType::Warning, message);
    }
}
