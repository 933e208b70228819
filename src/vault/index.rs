use crate::text::short;

/// A hash that is the same in every run: FNV-1a, which is fast on the few bytes of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    /// Returns the hash of `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut hash = Self::default();
        hash.push_bytes(text.as_bytes());
        hash
    }

    /// Appends `c` to the hashed text.
    pub(super) fn push(&mut self, c: char) {
        self.push_bytes(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    fn push_bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Returns half of the hash, for large numbers of them.
    #[allow(clippy::cast_possible_truncation, reason = "the two halves together")]
    pub(super) fn short(self) -> u32 {
        (self.0 ^ (self.0 >> 32)) as u32
    }
}

/// Finds notes by a text. It contains only hashes, so that it costs 16 bytes per note: the caller must
/// compare the texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Index(Vec<(Hash, u32)>);

impl Index {
    /// Indexes notes, given by their number, under texts. Notes under the same text remain in their order.
    pub(super) fn new<T: AsRef<str>>(entries: impl Iterator<Item = (T, usize)>) -> Self {
        let most = entries.size_hint().1.unwrap_or_default();
        Self::of_hashes(most, entries.map(|(text, note)| (Hash::of(text.as_ref()), note)))
    }

    /// Like [`new`](Self::new), under the hashes of texts, of which there are about `expected`: to grow takes twice the
    /// memory.
    pub(super) fn of_hashes(expected: usize, entries: impl Iterator<Item = (Hash, usize)>) -> Self {
        let mut all = Vec::with_capacity(expected);
        all.extend(entries.map(|(hash, note)| (hash, short(note))));
        all.sort_unstable();
        all.shrink_to_fit();
        Self(all)
    }

    /// Removes `note` from under `text`, or adds it. Notes under the same text remain in order of their
    /// numbers.
    pub(super) fn change(&mut self, text: &str, note: usize, removes: bool) {
        let entry = (Hash::of(text), short(note));
        match self.0.binary_search(&entry) {
            Ok(at) if removes => drop(self.0.remove(at)),
            Err(at) if !removes => self.0.insert(at, entry),
            _ => {}
        }
    }

    /// Returns the notes that may be under `text`, in their order.
    pub(super) fn candidates<'i>(&'i self, text: &str) -> impl Iterator<Item = usize> + use<'i> {
        self.under(Hash::of(text))
    }

    /// Like [`candidates`](Self::candidates), for the hash of a text.
    pub(super) fn under(&self, hash: Hash) -> impl Iterator<Item = usize> + use<'_> {
        let start = self.0.partition_point(|entry| entry.0 < hash);
        self.0[start..].iter().take_while(move |entry| entry.0 == hash).map(|entry| entry.1 as usize)
    }
}

/// Returns the hashes of all ends of `path` that begin with a folder, the whole of it last. They are hashed
/// from their ends, so that the path is read once.
pub(super) fn ends_of(path: &str) -> Vec<Hash> {
    let mut hash = Hash::default();
    let mut ends = Vec::new();
    let mut folders = 0;
    for c in path.chars().rev() {
        if c == '/' {
            ends.extend((folders > 0).then_some(hash));
            folders += 1;
        }
        hash.push(c);
    }
    ends.extend((folders > 0).then_some(hash));
    ends
}
