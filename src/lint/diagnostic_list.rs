//! The diagnostics of a note as they are kept until they are reported. In a run over many notes they are
//! packed: what waits to be shown takes a tenth of the memory.

use std::{
    borrow::Cow,
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::{Located, packed};
use crate::diagnostic::{Safety, Severity};

/// The diagnostics of a note, by offset and then by rule.
#[derive(Clone, Debug, Default)]
pub struct DiagnosticList(Form);

#[derive(Clone, Debug, Default)]
enum Form {
    /// Most notes of most collections: it takes no memory of its own.
    #[default]
    Empty,
    Plain(Arc<Vec<Located>>),
    Packed(Arc<PackedList>),
}

#[derive(Debug)]
struct PackedList {
    bytes: Box<[u8]>,
    /// The texts that are left out of `bytes`, each with its number in the order of [`each_text`].
    texts: Box<[(u32, Arc<str>)]>,
    counts: Counts,
}

/// How many diagnostics there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those of severity error.
    pub errors: usize,
    /// Those of severity warning.
    pub warnings: usize,
    /// Those of severity info.
    pub infos: usize,
    /// Those that have a safe fix.
    pub safe_fixes: usize,
    /// Those that have an unsafe fix.
    pub unsafe_fixes: usize,
}

/// Texts that the diagnostics of many notes have in common, such as the sections that a fix inserts: each
/// is kept once.
#[derive(Debug, Default)]
pub struct SharedTexts(Mutex<HashMap<u64, Arc<str>>>);

/// Sharing a shorter text saves nothing.
const MIN_SHARED_BYTES: usize = 32;

#[derive(Serialize, Deserialize)]
struct Written<'a>(#[serde(with = "packed")] Cow<'a, [Located]>);

impl DiagnosticList {
    /// Returns the diagnostics.
    pub fn get(&self) -> Arc<Vec<Located>> {
        match &self.0 {
            Form::Empty => Arc::default(),
            Form::Plain(list) => list.clone(),
            Form::Packed(packed) => Arc::new(packed.unpacked()),
        }
    }

    /// Returns their number.
    pub fn len(&self) -> usize {
        match &self.0 {
            Form::Empty => 0,
            Form::Plain(list) => list.len(),
            Form::Packed(packed) => packed.counts.all(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Counts them.
    pub fn counts(&self) -> Counts {
        match &self.0 {
            Form::Empty => Counts::default(),
            Form::Plain(list) => Counts::of(list),
            Form::Packed(packed) => packed.counts,
        }
    }

    /// Packs them. Texts that other notes may have in common with this one are kept in `shared`.
    pub fn pack(&mut self, shared: &SharedTexts) {
        let Form::Plain(list) = &mut self.0 else { return };
        let counts = Counts::of(list);
        let mut list = Arc::unwrap_or_clone(mem::take(list));
        let mut texts = Vec::new();
        each_text(&mut list, |number, text| {
            if text.len() >= MIN_SHARED_BYTES {
                texts.push((number, shared.share(mem::take(text))));
            }
        });
        let bytes = postcard::to_allocvec(&Written(list.as_slice().into()));
        self.0 = if let Ok(bytes) = bytes {
            Form::Packed(Arc::new(PackedList { bytes: bytes.into(), texts: texts.into(), counts }))
        } else {
            put_back(&mut list, &texts);
            Form::Plain(Arc::new(list))
        };
    }
}

impl From<Vec<Located>> for DiagnosticList {
    fn from(list: Vec<Located>) -> Self {
        if list.is_empty() { Self::default() } else { Self(Form::Plain(Arc::new(list))) }
    }
}

impl From<Arc<Vec<Located>>> for DiagnosticList {
    fn from(list: Arc<Vec<Located>>) -> Self {
        Self(if list.is_empty() { Form::Empty } else { Form::Plain(list) })
    }
}

impl PackedList {
    fn unpacked(&self) -> Vec<Located> {
        // The bytes are those that `pack` wrote.
        let written = postcard::from_bytes::<Written<'_>>(&self.bytes);
        let mut list = written.map(|Written(list)| list.into_owned()).unwrap_or_default();
        put_back(&mut list, &self.texts);
        list
    }
}

/// Calls `take` with each text of `list` that other notes may have in common with it, and its number.
fn each_text(list: &mut [Located], mut take: impl FnMut(u32, &mut String)) {
    let texts = list.iter_mut().flat_map(|located| {
        let diagnostic = &mut located.diagnostic;
        let fix = diagnostic.fix.iter_mut().flat_map(|fix| {
            let edits = fix.edits.iter_mut().map(|edit| &mut edit.text);
            std::iter::once(&mut fix.title).chain(edits)
        });
        let schema = diagnostic.breach.iter_mut().map(|breach| &mut breach.schema);
        diagnostic.help.iter_mut().chain(schema).chain(fix)
    });
    (0..).zip(texts).for_each(|(number, text)| take(number, text));
}

/// Puts `texts`, which were taken out of `list`, back into it.
fn put_back(list: &mut [Located], texts: &[(u32, Arc<str>)]) {
    let mut texts = texts.iter().peekable();
    each_text(list, |number, text| {
        if let Some((_, shared)) = texts.next_if(|(next, _)| *next == number) {
            shared.as_ref().clone_into(text);
        }
    });
}

impl SharedTexts {
    /// Returns `text`, as it is kept for all.
    fn share(&self, text: String) -> Arc<str> {
        let hash = xxh3_64(text.as_bytes());
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lock().get(&hash).cloned();
        known.filter(|known| **known == *text).unwrap_or_else(|| {
            let text: Arc<str> = text.into();
            lock().insert(hash, text.clone());
            text
        })
    }
}

impl Counts {
    fn of(list: &[Located]) -> Self {
        let mut counts = Self::default();
        for Located { diagnostic, .. } in list {
            match diagnostic.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.infos += 1,
            }
            match diagnostic.fix.as_ref().map(|fix| fix.safety) {
                Some(Safety::Safe) => counts.safe_fixes += 1,
                Some(Safety::Unsafe) => counts.unsafe_fixes += 1,
                None => {}
            }
        }
        counts
    }

    /// Returns the number of all of them.
    pub fn all(self) -> usize {
        self.errors + self.warnings + self.infos
    }

    /// Returns the number of those with a fix of at least `safety`.
    pub fn fixes(self, safety: Safety) -> usize {
        match safety {
            Safety::Safe => self.safe_fixes,
            Safety::Unsafe => self.safe_fixes + self.unsafe_fixes,
        }
    }
}

#[cfg(test)]
mod tests;
