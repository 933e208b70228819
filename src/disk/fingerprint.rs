use std::hash::{Hash, Hasher};

use xxhash_rust::xxh3::{Xxh3, xxh3_64_with_seed};

/// A hash of `text`, for uses in which a collision does no harm.
pub fn text_hash(text: &str) -> u64 {
    xxh3_64_with_seed(text.as_bytes(), 0)
}

/// A hash of a sequence of parts.
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
    /// Returns the hash of no parts. Without knowing `seed`, nobody can construct a collision.
    pub(super) fn seeded(seed: u64) -> Self {
        Self(Xxh3::with_seed(seed))
    }

    /// Adds a part. Boundaries count: `ab`, `c` differs from `a`, `bc`.
    pub fn add(&mut self, part: &[u8]) {
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// Adds a part by its [`Hash`], which must be the same in each process.
    pub fn add_hashed(&mut self, part: impl Hash) {
        let mut hasher = Xxh3::new();
        part.hash(&mut hasher);
        self.add(&Hasher::finish(&hasher).to_le_bytes());
    }

    /// Returns the hash in 128 bits.
    pub fn finish(&self) -> u128 {
        self.0.digest128()
    }

    #[cfg(feature = "cli")]
    /// Hashes one part to 64 bits, for uses in which a collision does no harm.
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
