//! The layout of a cache file: a head, the records, their index, and a foot with the position of
//! the index. Numbers are little-endian.

use std::hash::{BuildHasher, Hasher, RandomState};

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// The first bytes of each version of the file.
pub(super) const MAGIC: [u8; 8] = *b"notelint";

/// The version of this layout.
const VERSION: u32 = 1;

/// The largest size of a record in bytes: that of a note.
pub(super) const MAX_RECORD: usize = 16 * 1024 * 1024;

/// The size in bytes of the checksum before each record.
pub(super) const CHECKSUM: usize = 8;

/// The key of a record: what it is about, and what it was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The hash of the path of the file that it is about. Each file has one record.
    pub(super) name: u64,
    /// The hash of everything that it was made from.
    pub(super) made_from: [u8; 16],
}

impl Key {
    /// Returns the checksum of `record`, which belongs to this key.
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

/// The head of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The build of notelint that wrote it.
    pub(super) build: u128,
    /// A random seed for the keys, so that nobody can write two notes with equal keys.
    pub(super) seed: u64,
}

impl Head {
    pub(super) const SIZE: usize = 8 + 4 + 16 + 8;

    /// Returns a head with a new seed, for the build `build`.
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

    /// Parses `bytes`; `None` if they are not a head of the build `build`.
    pub(super) fn read(bytes: &[u8; Self::SIZE], build: u128) -> Option<Self> {
        let seed = u64::from_le_bytes(part(bytes, 28)?);
        let head = Self { build, seed };
        (head.to_bytes() == *bytes).then_some(head)
    }
}

/// The position of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: Key,
    /// The offset of its checksum, which it follows.
    pub(super) offset: u64,
    /// The size of the record in bytes.
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

    /// Returns the end of the record; `None` if the record exceeds the limit.
    pub(super) fn end(self) -> Option<u64> {
        let is_small = self.size as usize <= MAX_RECORD;
        is_small.then(|| self.offset.checked_add(CHECKSUM as u64 + u64::from(self.size))).flatten()
    }
}

/// The foot of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foot {
    /// The offset of the index.
    pub(super) index: u64,
    /// The number of its entries.
    pub(super) entries: u64,
    /// The checksum of the index.
    pub(super) checksum: u64,
}

impl Foot {
    pub(super) const SIZE: usize = 8 + 8 + 8 + CHECKSUM;

    /// Returns the bytes of the foot of the file with this `head`.
    pub(super) fn to_bytes(self, head: Head) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        bytes[..8].copy_from_slice(&self.index.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.entries.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.checksum.to_le_bytes());
        let checksum = xxh3_64_with_seed(&bytes[..24], xxh3_64(&head.to_bytes()));
        bytes[24..].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    /// Parses `bytes`; `None` if they are not the foot of a file with this `head`.
    pub(super) fn read(bytes: &[u8; Self::SIZE], head: Head) -> Option<Self> {
        let number = |at| Some(u64::from_le_bytes(part(bytes, at)?));
        let foot = Self { index: number(0)?, entries: number(8)?, checksum: number(16)? };
        (foot.to_bytes(head) == *bytes).then_some(foot)
    }
}

fn part<const SIZE: usize>(bytes: &[u8], at: usize) -> Option<[u8; SIZE]> {
    bytes.get(at..at + SIZE)?.try_into().ok()
}
