//! Why a note has its type, and why an override applies to it.

use crate::{
    config::{Patterns, When},
    text::{Span, visible},
    tree::Spanned,
    workspace::{Loaded, Settings},
};

/// Returns the type of the notes with `settings`, and why they have it.
pub(super) fn of_type(settings: &Settings) -> String {
    let loaded = &settings.config;
    let (Some(number), Some(note_type)) = (settings.type_number(), settings.note_type()) else {
        return if settings.is_skipped() {
            "none: only rules about frontmatter that cannot be read run".to_owned()
        } else {
            "none: only rules that need no type run".to_owned()
        };
    };
    let entry = loaded.config.types.as_ref().and_then(|entries| entries.get(number));
    let reason = if loaded.chosen.is_some() {
        "`--type`".to_owned()
    } else if let Some(entry) = entry {
        let matched = matched(entry.files.as_ref(), entry.when.as_ref());
        let matched = matched.unwrap_or_else(|| "no earlier type takes it".to_owned());
        matched + &place(loaded, entry.when.as_ref().map_or(entry.name.span, |when| when.span).start())
    } else {
        let by = loaded.recognisers.get(number).map(|recogniser| recogniser.by);
        format!("recognised by {}", by.unwrap_or_default())
    };
    format!("{}: {reason}", visible(&note_type.name))
}

/// Returns the overrides that apply to the notes with `settings`, and why each does.
pub(super) fn of_overrides(settings: &Settings) -> impl Iterator<Item = String> {
    let overrides = &settings.config.config.overrides;
    let applied = settings.overrides.iter().filter_map(|at| Some((at + 1, overrides.get(*at)?)));
    applied.map(|(number, entry)| {
        let matched = matched(entry.files.as_ref(), entry.when.as_ref()).unwrap_or_default();
        let place = entry.when.as_ref().map(|when| place(&settings.config, when.span.start()));
        format!("{number}: {matched}{}", place.unwrap_or_default())
    })
}

/// Returns what matched, if anything had to.
fn matched(files: Option<&Patterns>, when: Option<&Spanned<When>>) -> Option<String> {
    let files = files.map(|files| {
        let globs: Vec<String> = files.globs().iter().map(|glob| format!("`{}`", visible(glob))).collect();
        format!("`files` {}", globs.join(", "))
    });
    let when = when.map(|when| format!("`when` `{}`", visible(&when.value.to_string())));
    let parts: Vec<String> = files.into_iter().chain(when).collect();
    (!parts.is_empty()).then(|| parts.join(" and "))
}

/// Returns the file and the line of the configuration at the offset `at`, in brackets.
fn place(loaded: &Loaded, at: usize) -> String {
    let Some(file) = &loaded.file else { return String::new() };
    let line = loaded.config.range(Span::empty(at)).start.line;
    format!(" ({}:{line})", visible(file))
}
