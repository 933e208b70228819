//! The file: a head, the records, an index of them, and a foot that says where the index is.
//! Numbers are little-endian.

use std::hash::{BuildHasher, Hasher, RandomState};

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// How each version of the file begins.
pub(super) const MAGIC: [u8; 8] = *b"notelint";

/// The version of this layout.
const VERSION: u32 = 1;

/// The largest record. A note is no larger itself.
pub(super) const MAX_RECORD: usize = 16 * 1024 * 1024;

/// The size of a checksum, which stands before each record.
pub(super) const CHECKSUM: usize = 8;

/// What a record is about and what it was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The file that it is about. There is one record for each.
    pub(super) name: u64,
    /// All that it was made from.
    pub(super) made_from: [u8; 16],
}

impl Key {
    /// The checksum of `record`, which is the one of this key.
    pub(super) fn checksum(self, record: &[u8]) -> [u8; CHECKSUM] {
        let [seed, _] = halves(self.made_from);
        xxh3_64_with_seed(record, seed ^ self.name).to_le_bytes()
    }
}

fn halves(bytes: [u8; 16]) -> [u64; 2] {
    let both = u128::from_le_bytes(bytes);
    #[allow(clippy::cast_possible_truncation, reason = "the lower half, and the upper one")]
    [both as u64, (both >> 64) as u64]
}

/// What a file begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The build of notelint that wrote it.
    pub(super) build: u128,
    /// A number by chance, which decides on the keys: who writes notes cannot make two that have one
    /// key.
    pub(super) seed: u64,
}

impl Head {
    pub(super) const SIZE: usize = 8 + 4 + 16 + 8;

    /// A new one of the build `build`.
    pub(super) fn new(build: u128) -> Self {
        Self { build, seed: RandomState::new().build_hasher().finish() }
    }

    pub(super) fn to_bytes(self) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        bytes[..8].copy_from_slice(&MAGIC);
        bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
        bytes[12..28].copy_from_slice(&self.build.to_le_bytes());
        bytes[28..].copy_from_slice(&self.seed.to_le_bytes());
        bytes
    }

    /// The head that `bytes` are, where it is one of the build `build`.
    pub(super) fn read(bytes: &[u8; Self::SIZE], build: u128) -> Option<Self> {
        let seed = u64::from_le_bytes(part(bytes, 28)?);
        let head = Self { build, seed };
        (head.to_bytes() == *bytes).then_some(head)
    }
}

/// Where a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: Key,
    /// Where its checksum begins, which it stands behind.
    pub(super) offset: u64,
    /// The size of the record.
    pub(super) size: u32,
}

impl Entry {
    pub(super) const SIZE: usize = 8 + 16 + 8 + 4;

    pub(super) fn to_bytes(self) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        bytes[..8].copy_from_slice(&self.key.name.to_le_bytes());
        bytes[8..24].copy_from_slice(&self.key.made_from);
        bytes[24..32].copy_from_slice(&self.offset.to_le_bytes());
        bytes[32..].copy_from_slice(&self.size.to_le_bytes());
        bytes
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let key = Key { name: u64::from_le_bytes(part(bytes, 0)?), made_from: part(bytes, 8)? };
        let (offset, size) = (u64::from_le_bytes(part(bytes, 24)?), u32::from_le_bytes(part(bytes, 32)?));
        Some(Self { key, offset, size })
    }

    /// Where the record ends; none where it is larger than any.
    pub(super) fn end(self) -> Option<u64> {
        let is_small = self.size as usize <= MAX_RECORD;
        is_small.then(|| self.offset.checked_add(CHECKSUM as u64 + u64::from(self.size))).flatten()
    }
}

/// What a file ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foot {
    /// Where the index begins.
    pub(super) index: u64,
    /// How many entries it has.
    pub(super) entries: u64,
    /// The checksum of the index.
    pub(super) checksum: u64,
}

impl Foot {
    pub(super) const SIZE: usize = 8 + 8 + 8 + CHECKSUM;

    /// The foot of the file that begins with `head`.
    pub(super) fn to_bytes(self, head: Head) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        bytes[..8].copy_from_slice(&self.index.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.entries.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.checksum.to_le_bytes());
        let checksum = xxh3_64_with_seed(&bytes[..24], xxh3_64(&head.to_bytes()));
        bytes[24..].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    /// The foot that `bytes` are, where it belongs to `head`.
    pub(super) fn read(bytes: &[u8; Self::SIZE], head: Head) -> Option<Self> {
        let number = |at| Some(u64::from_le_bytes(part(bytes, at)?));
        let foot = Self { index: number(0)?, entries: number(8)?, checksum: number(16)? };
        (foot.to_bytes(head) == *bytes).then_some(foot)
    }
}

fn part<const SIZE: usize>(bytes: &[u8], at: usize) -> Option<[u8; SIZE]> {
    bytes.get(at..at + SIZE)?.try_into().ok()
}
