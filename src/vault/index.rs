/// The same hash of the same text in every run: FNV-1a, which is fast on the few bytes of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    /// The hash of `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut hash = Self::default();
        hash.push_bytes(text.as_bytes());
        hash
    }

    /// Makes it the hash of the text with `c` behind it.
    pub(super) fn push(&mut self, c: char) {
        self.push_bytes(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    fn push_bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Half of it, where there are many.
    #[allow(clippy::cast_possible_truncation, reason = "the two halves together")]
    pub(super) fn short(self) -> u32 {
        (self.0 ^ (self.0 >> 32)) as u32
    }
}

/// Finds notes by a text. Holds hashes only, so that a collection costs 16 bytes a note: whoever
/// asks compares the texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Index(Box<[(Hash, u32)]>);

impl Index {
    /// Indexes notes, named by their number, under texts. Those under one text stay in their order.
    pub(super) fn new<T: AsRef<str>>(entries: impl Iterator<Item = (T, usize)>) -> Self {
        let number = |note: usize| u32::try_from(note).unwrap_or(u32::MAX);
        let mut entries: Vec<_> =
            entries.map(|(text, note)| (Hash::of(text.as_ref()), number(note))).collect();
        entries.sort_by_key(|(hash, _)| *hash);
        Self(entries.into_boxed_slice())
    }

    /// The notes that may stand under `text`, in their order.
    pub(super) fn candidates<'i>(&'i self, text: &str) -> impl Iterator<Item = usize> + use<'i> {
        let hash = Hash::of(text);
        let start = self.0.partition_point(|entry| entry.0 < hash);
        self.0[start..].iter().take_while(move |entry| entry.0 == hash).map(|entry| entry.1 as usize)
    }
}
