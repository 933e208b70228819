//! What a person sets in the editor.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

/// The settings, as `initializationOptions` and `workspace/didChangeConfiguration` have them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Settings {
    /// A configuration file, in place of the nearest `notelint.yaml`.
    pub(super) configuration: Option<PathBuf>,
    /// Which diagnostics are pushed.
    pub(super) diagnostics: DiagnosticsSettings,
}

/// Settings of diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct DiagnosticsSettings {
    /// Of which notes.
    pub(super) scope: Scope,
}

/// Of which notes diagnostics are pushed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Scope {
    /// Those that are open.
    #[default]
    Open,
    /// All of the folder.
    Workspace,
}

impl Settings {
    /// Reads `value`, which may have the settings in its key `notelint`. `None` if it has none.
    ///
    /// # Errors
    /// What is wrong with them.
    pub(super) fn read(value: &Value) -> Option<Result<Self, String>> {
        let own = value.get("notelint").unwrap_or(value);
        let is_set = own.as_object().is_some_and(|own| !own.is_empty());
        is_set.then(|| Self::deserialize(own).map_err(|error| error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_are_read_with_and_without_their_name() {
        let all =
            Settings { diagnostics: DiagnosticsSettings { scope: Scope::Workspace }, ..Settings::default() };
        let value = json!({ "diagnostics": { "scope": "workspace" } });
        assert_eq!(Settings::read(&value), Some(Ok(all.clone())));
        assert_eq!(Settings::read(&json!({ "notelint": value })), Some(Ok(all)));
        assert_eq!(Settings::read(&json!(null)), None);
        assert!(Settings::read(&json!({ "diagnostics": { "scope": "all" } })).unwrap().is_err());
    }
}
