//! Tells the client what is reported, and answers when it asks.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use gen_lsp_types::{
    Diagnostic, DiagnosticRefreshRequest, DocumentDiagnosticParams, DocumentDiagnosticReport,
    FullDocumentDiagnosticReport, PublishDiagnosticsNotification, PublishDiagnosticsParams,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::{
    address,
    encoding::Encoding,
    folder::{Folder, path_of},
    server::Server,
    settings::Scope,
    shown::{self, Shown},
};
use crate::{
    disk::{self, FileSystem, OsFileSystem},
    text::LineIndex,
    workspace::{NoteReport, Workspace},
};

/// What is reported of files, by their addresses.
type Reported = BTreeMap<String, Vec<Diagnostic>>;

impl Server {
    /// Tells the client what has changed in what is reported.
    pub(super) fn tell(&mut self) {
        if !std::mem::take(&mut self.has_changed) {
            return;
        }
        let pulls = self.abilities.pulls_diagnostics;
        let mut reported = self.of_configurations();
        if self.settings.diagnostics.scope == Scope::Workspace {
            reported.extend(self.of_all_notes());
        }
        let open: Vec<Uri> = self.documents.all().map(|document| document.uri.clone()).collect();
        let edited = std::mem::take(&mut self.edited);
        let mut is_outdated = false;
        for uri in &open {
            let diagnostics = self.of_document(uri, Some(&reported));
            if pulls {
                reported.remove(&uri.0);
                let hash = hash(&diagnostics);
                is_outdated |=
                    self.seen.insert(uri.0.clone(), hash) != Some(hash) && !edited.contains(&uri.0);
            } else {
                reported.insert(uri.0.clone(), diagnostics);
            }
        }
        let before: BTreeSet<String> = self.told.keys().cloned().collect();
        for uri in before {
            reported.entry(uri).or_default();
        }
        for (uri, diagnostics) in reported {
            self.publish(uri, diagnostics);
        }
        if is_outdated {
            self.client.ask::<DiagnosticRefreshRequest>(&());
        }
    }

    /// Tells the client the `diagnostics` of the file at `uri` unless it knows them.
    fn publish(&mut self, uri: String, diagnostics: Vec<Diagnostic>) {
        let hash = hash(&diagnostics);
        let known = self.told.get(&uri).copied();
        let is_same = known.map_or(diagnostics.is_empty(), |known| known == hash);
        let uri = Uri(uri);
        let document = self.documents.get(&uri);
        if diagnostics.is_empty() && document.is_none() {
            self.told.remove(&uri.0);
        } else {
            self.told.insert(uri.0.clone(), hash);
        }
        if !is_same || document.is_some() && known.is_none() {
            let version = self.documents.get(&uri).map(|document| document.version);
            let params = PublishDiagnosticsParams { uri, version, diagnostics };
            self.client.notify::<PublishDiagnosticsNotification>(&params);
        }
    }

    /// Returns what is reported of the open document at `uri`. What is reported of configurations may be `known`.
    fn of_document(&mut self, uri: &Uri, known: Option<&Reported>) -> Vec<Diagnostic> {
        let Self { documents, folders, .. } = self;
        let Some(document) = documents.get(uri) else { return Vec::new() };
        let encoding = documents.encoding();
        if !disk::is_markdown(&document.path) {
            let found = match known {
                Some(known) => known.get(&uri.0).cloned(),
                None => self.of_configurations().remove(&uri.0),
            };
            return found.unwrap_or_default();
        }
        let Some(folder) = folders.of(document) else { return Vec::new() };
        let Some(report) = folder.check(document) else { return Vec::new() };
        let Some(workspace) = folder.workspace(document) else { return Vec::new() };
        of_note(workspace, &report, &document.path, (&document.text, &document.lines), encoding)
    }

    /// Returns what is reported of all notes that have been read and are not open.
    fn of_all_notes(&mut self) -> Reported {
        let Self { documents, folders, .. } = self;
        let encoding = documents.encoding();
        let mut reported = Reported::new();
        for workspace in folders.all().iter_mut().filter(|folder| !folder.is_note).filter_map(Folder::known) {
            for report in workspace.check_all() {
                let path = workspace.path_of(&report.path);
                if report.diagnostics.is_empty() && report.fault.is_none() || documents.at(&path).is_some() {
                    continue;
                }
                let text = workspace.text(&path).unwrap_or_default();
                let lines = LineIndex::new(&text);
                let diagnostics = of_note(workspace, &report, &path, (&text, &lines), encoding);
                reported.insert(address::uri(&path).0, diagnostics);
            }
        }
        reported
    }

    /// Returns the faults of configurations and types, and what is to be said of them.
    fn of_configurations(&mut self) -> Reported {
        let Self { documents, folders, .. } = self;
        let encoding = documents.encoding();
        let mut by_file: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
        let text_of = |path: &Path| {
            let open = documents.at(path).map(|document| document.text.to_string());
            open.or_else(|| (&OsFileSystem as &dyn FileSystem).text(path).ok()).unwrap_or_default()
        };
        for folder in folders.all().iter() {
            for fault in folder.faults() {
                let Some(path) = path_of(fault.path.as_deref()) else { continue };
                let diagnostic = shown::fault(fault, &text_of(&path), encoding);
                by_file.entry(path).or_default().push(diagnostic);
            }
            for notice in folder.notices() {
                let Some(path) = path_of(notice.path.as_deref()) else { continue };
                by_file.entry(path).or_default().push(shown::notice(notice));
            }
        }
        let mut reported = Reported::new();
        for (path, mut diagnostics) in by_file {
            diagnostics.dedup();
            reported.insert(documents.uri(&path).0, diagnostics);
        }
        reported
    }

    /// Answers what is reported of one document.
    pub(super) fn diagnostics_of(&mut self, params: DocumentDiagnosticParams) -> DocumentDiagnosticReport {
        let items = self.of_document(&params.text_document.uri, None);
        let id = hash(&items).to_string();
        if params.previous_result_id.as_ref() == Some(&id) {
            let unchanged = UnchangedDocumentDiagnosticReport { result_id: id };
            return RelatedUnchangedDocumentDiagnosticReport {
                unchanged_document_diagnostic_report: unchanged,
                related_documents: None,
            }
            .into();
        }
        let full = FullDocumentDiagnosticReport { result_id: Some(id), items };
        RelatedFullDocumentDiagnosticReport { full_document_diagnostic_report: full, related_documents: None }
            .into()
    }

    /// Answers what is reported of all notes and configurations. Files that had something before and are fine now are
    /// told, too.
    pub(super) fn all_diagnostics(&mut self, params: WorkspaceDiagnosticParams) -> WorkspaceDiagnosticReport {
        let mut reported = self.of_configurations();
        reported.extend(self.of_all_notes());
        let open: Vec<Uri> = self.documents.all().map(|document| document.uri.clone()).collect();
        for uri in open {
            let diagnostics = self.of_document(&uri, Some(&reported));
            reported.insert(uri.0, diagnostics);
        }
        let known: BTreeMap<String, String> =
            params.previous_result_ids.into_iter().map(|known| (known.uri.0, known.value)).collect();
        for uri in known.keys() {
            reported.entry(uri.clone()).or_default();
        }
        let report = |(uri, items): (String, Vec<Diagnostic>)| {
            let id = hash(&items).to_string();
            let version = self.documents.get(&Uri(uri.clone())).map(|document| document.version);
            let is_known = known.get(&uri) == Some(&id);
            let uri = Uri(uri);
            if is_known {
                let unchanged = UnchangedDocumentDiagnosticReport { result_id: id };
                return WorkspaceDocumentDiagnosticReport::from(WorkspaceUnchangedDocumentDiagnosticReport {
                    uri,
                    version,
                    unchanged_document_diagnostic_report: unchanged,
                });
            }
            let full = FullDocumentDiagnosticReport { result_id: Some(id), items };
            WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report: full }
                .into()
        };
        WorkspaceDiagnosticReport { items: reported.into_iter().map(report).collect() }
    }
}

/// Returns what `report` says of the note at `path`, as the protocol has it.
fn of_note(
    workspace: &Workspace,
    report: &NoteReport,
    path: &Path,
    (text, lines): (&str, &LineIndex),
    encoding: Encoding,
) -> Vec<Diagnostic> {
    let other = |reported: &str| {
        let path = workspace.path_of(reported);
        let text = workspace.text(&path).ok()?;
        Some((path, text))
    };
    let shown = Shown { path, text, lines, encoding, other: &other };
    let fault = report.fault.iter().map(|fault| shown::fault(fault, text, encoding));
    fault.chain(report.diagnostics.iter().map(|located| shown.diagnostic(located))).collect()
}

fn hash(diagnostics: &[Diagnostic]) -> u64 {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(diagnostics).unwrap_or_default().hash(&mut hasher);
    hasher.finish()
}
