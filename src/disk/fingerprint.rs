use std::hash::{Hash, Hasher};

use xxhash_rust::xxh3::{Xxh3, xxh3_64_with_seed};

/// Tells texts apart, where being wrong costs nothing that a checked write does not notice.
pub fn text_hash(text: &str) -> u64 {
    xxh3_64_with_seed(text.as_bytes(), 0)
}

/// Tells apart what is made of different parts.
#[derive(Clone)]
pub struct Fingerprint(Xxh3);

impl Default for Fingerprint {
    fn default() -> Self {
        Self::seeded(0)
    }
}

impl std::fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Fingerprint").field(&self.finish()).finish()
    }
}

impl Fingerprint {
    /// Of no parts yet. Who does not know `seed` cannot make two alike.
    pub(super) fn seeded(seed: u64) -> Self {
        Self(Xxh3::with_seed(seed))
    }

    /// Adds a part. Where it ends counts: `ab`, `c` are not `a`, `bc`.
    pub fn add(&mut self, part: &[u8]) {
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// Adds a part that Rust can hash. It must do so alike in each process.
    pub fn add_hashed(&mut self, part: impl Hash) {
        let mut hasher = Xxh3::new();
        part.hash(&mut hasher);
        self.add(&Hasher::finish(&hasher).to_le_bytes());
    }

    /// The parts in 128 bits.
    pub fn finish(&self) -> u128 {
        self.0.digest128()
    }

    #[cfg(feature = "cli")]
    /// One part in 64 bits, which are enough where being wrong costs nothing.
    pub(super) fn short(part: &[u8], seed: u64) -> u64 {
        xxh3_64_with_seed(part, seed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[&str]) -> u128 {
        let mut fingerprint = Fingerprint::default();
        for part in parts {
            fingerprint.add(part.as_bytes());
        }
        fingerprint.finish()
    }

    #[test]
    fn parts_are_told_apart_by_what_they_are_and_by_where_they_end() {
        let all = [&["ab", "c"][..], &["a", "bc"], &["abc"], &["abc", ""], &["", "abc"], &[]].map(of);
        for (at, one) in all.iter().enumerate() {
            assert!(all[at + 1..].iter().all(|other| other != one), "{at}");
        }
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
    }
}
