//! The id and the titles of a new note.

use std::path::Path;

use serde_json::Value;

use super::{
    assigned::{Assigned, get_at, set_at, text_of},
    ids,
    others::Other,
};
use crate::{
    notetype::{IdSource, NoteType, PLACEHOLDER, SourcePlace, example},
    vault::is_same_id,
};

/// Gives a new note its names.
pub(super) struct Naming<'n> {
    pub(super) note_type: &'n NoteType,
    pub(super) others: &'n [Other],
    /// The date of today.
    pub(super) today: &'n str,
}

/// The names of a new note.
#[derive(Debug, Default)]
pub(super) struct Identity {
    pub(super) id: Option<String>,
    /// The title without the id.
    pub(super) title: Option<String>,
    /// The `#` heading.
    pub(super) heading: Option<String>,
}

impl Naming<'_> {
    fn source(&self, is_meant: impl Fn(&SourcePlace) -> bool) -> Option<&IdSource> {
        self.note_type.spec.identity.sources.iter().find(|source| is_meant(&source.place))
    }

    /// Returns the names of the note, and adds to `assigned` those that are values of its frontmatter. `file` is where
    /// it will be, if that was named.
    pub(super) fn identify(&self, assigned: &mut Assigned, file: Option<&Path>) -> Identity {
        let spec = &self.note_type.spec;
        if let Some(file) = file {
            for source in &spec.identity.agree {
                agree(source, assigned, file);
            }
        }
        let in_title = self.source(|place| *place == SourcePlace::Title);
        let found = assigned.title.as_deref().and_then(|title| in_title?.find(title));
        let of_title = assigned.title.as_deref().zip(found.clone());
        let of_title = of_title.and_then(|(title, range)| title.get(range)).map(str::to_owned);
        let id = assigned.id.clone().or(of_title).or_else(|| self.id(assigned, file));
        let title = match (&assigned.title, found) {
            (Some(title), Some(range)) => Some(ids::words_behind(title, range).to_owned()),
            (title, _) => title.clone(),
        };
        let title = title.filter(|title| !title.is_empty());
        if let Some(id) = &id {
            self.set_id(id, assigned);
        }
        let heading = match (&assigned.title, &id) {
            (Some(given), _) if given.as_str() != title.as_deref().unwrap_or_default() => Some(given.clone()),
            (_, Some(id)) => {
                self.titled(id, title.as_deref().unwrap_or(PLACEHOLDER), in_title).or(title.clone())
            }
            (given, None) => given.clone(),
        };
        if spec.frontmatter.key("title").is_some() && assigned.title.is_some() {
            let has_id = |other: &Other| {
                let (title, id) = (other.frontmatter_title.as_ref()?, other.id.as_ref()?);
                Some(title.contains(id.as_str()))
            };
            let is_bare = self.others.iter().rev().find_map(has_id) == Some(false);
            let written = if is_bare { title.clone() } else { heading.clone() };
            let path = "/frontmatter/title".to_owned();
            if let Some(written) = written.filter(|_| get_at(&assigned.values, &path).is_none()) {
                set_at(&mut assigned.values, &path, written.as_str().into());
                let given = assigned.title.as_deref().unwrap_or_default();
                assigned.pointers.push((format!("title={given}"), path));
            }
        }
        Identity { id, title, heading }
    }

    /// Returns the id of the note: what its path or its frontmatter says, else the next one, else one like those that
    /// the type describes.
    fn id(&self, assigned: &Assigned, file: Option<&Path>) -> Option<String> {
        let sources = &self.note_type.spec.identity.sources;
        let known = sources.iter().find_map(|source| {
            let text = match &source.place {
                SourcePlace::Value(path) => text_of(get_at(&assigned.values, path)?)?,
                place => text_in_path(place, file?)?,
            };
            text.get(source.find(&text)?).map(str::to_owned)
        });
        let next = || ids::next(self.others.iter().filter_map(|other| other.id.as_deref()), self.today);
        let first = || {
            let source = sources.first().filter(|_| self.others.is_empty())?;
            let text = example(&source.regex, 1, self.today)?;
            let id = text.get(source.find(&text)?)?;
            id.ends_with(|c: char| c.is_ascii_digit()).then(|| id.to_owned())
        };
        known.or_else(next).or_else(first)
    }

    /// Sets the values that are the `id` and that the note must have.
    fn set_id(&self, id: &str, assigned: &mut Assigned) {
        for (at, source) in self.note_type.spec.identity.sources.iter().enumerate() {
            let SourcePlace::Value(path) = &source.place else { continue };
            let Some(key) = path.strip_prefix("/frontmatter/") else { continue };
            let is_required = self.note_type.spec.frontmatter.key(key).is_some_and(|key| key.required);
            if (at > 0 && !is_required) || get_at(&assigned.values, path).is_some() {
                continue;
            }
            let number = id.parse::<u64>().ok().filter(|_| self.note_type.value_type(path).scalar.number);
            let value = number.map_or_else(|| Value::from(id), Value::from);
            set_at(&mut assigned.values, path, value);
        }
    }

    /// Returns the `#` heading of a note with this `id` whose title is `words`, written like those of others; `None` if
    /// the id is not part of it.
    fn titled(&self, id: &str, words: &str, in_title: Option<&IdSource>) -> Option<String> {
        let source = in_title?;
        let sample =
            self.others.iter().rev().find_map(|other| Some((other.title.as_ref()?, other.id.as_ref()?)));
        if let Some((title, own)) = sample {
            let range = source.find(title)?;
            let written = title.get(range.clone()).filter(|written| is_same_id(written, own))?;
            let id = ids::written_like(id, written);
            let words_at = title.len() - ids::words_behind(title, range.clone()).len();
            let (before, between) = (title.get(..range.start)?, title.get(range.end..words_at)?);
            let between = if between.trim_end().is_empty() { " " } else { between };
            return Some(format!("{before}{id}{between}{words}"));
        }
        let is_first = self
            .note_type
            .spec
            .identity
            .sources
            .first()
            .is_some_and(|first| first.place == SourcePlace::Title);
        let is_read = |title: &String| source.find(title).is_some_and(|range| title.get(range) == Some(id));
        let forms = [" ", ". ", ": ", ") "].into_iter().map(|between| format!("{id}{between}{words}"));
        forms.filter(|_| is_first).find(is_read)
    }
}

/// Returns the part of the path `file` of a note that `place` names.
fn text_in_path(place: &SourcePlace, file: &Path) -> Option<String> {
    let name = match place {
        SourcePlace::File => file.file_stem()?,
        SourcePlace::Folder => file.parent()?.file_name()?,
        _ => return None,
    };
    name.to_str().map(str::to_owned)
}

/// Sets the value that must agree with the path of the note.
fn agree(sources: &[IdSource], assigned: &mut Assigned, file: &Path) {
    let in_path = sources.iter().find_map(|source| {
        let text = text_in_path(&source.place, file)?;
        text.get(source.find(&text)?).map(str::to_owned)
    });
    let Some(text) = in_path else { return };
    for source in sources {
        if let SourcePlace::Value(path) = &source.place
            && path.starts_with("/frontmatter/")
            && get_at(&assigned.values, path).is_none()
        {
            set_at(&mut assigned.values, path, text.as_str().into());
        }
    }
}
