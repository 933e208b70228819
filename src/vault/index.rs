/// The same hash of the same text in every run: FNV-1a, which is fast on the few bytes of a name.
pub(super) fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    text.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, step)
}

/// Finds notes by a text. Holds hashes only, so that a collection costs 16 bytes a note: whoever
/// asks compares the texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Index(Vec<(u64, u32)>);

impl Index {
    /// Indexes notes, named by their number, under texts.
    pub(super) fn new<T: AsRef<str>>(entries: impl Iterator<Item = (T, usize)>) -> Self {
        let number = |note: usize| u32::try_from(note).unwrap_or(u32::MAX);
        let mut entries: Vec<_> = entries.map(|(text, note)| (hash(text.as_ref()), number(note))).collect();
        entries.sort_unstable();
        entries.shrink_to_fit();
        Self(entries)
    }

    /// The notes that may stand under `text`, in their order.
    pub(super) fn candidates(&self, text: &str) -> impl Iterator<Item = usize> + '_ {
        let hash = hash(text);
        let start = self.0.partition_point(|entry| entry.0 < hash);
        self.0[start..].iter().take_while(move |entry| entry.0 == hash).map(|entry| entry.1 as usize)
    }
}
