//! One part of the notes of a run, for several machines that share it.

use std::{num::NonZeroU64, str::FromStr};

use xxhash_rust::xxh3::xxh3_64;

use crate::text::nfc;

/// The part of the notes with this number. Each note is in one part, whichever other notes there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shard {
    /// From 0.
    number: u64,
    count: NonZeroU64,
}

impl Shard {
    /// Whether the note that is reported as `path` is in it.
    pub(super) fn contains(self, path: &str) -> bool {
        xxh3_64(nfc(path).as_bytes()) % self.count == self.number
    }
}

impl FromStr for Shard {
    type Err = &'static str;

    /// Reads `1/4`, which is the first of four.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (number, count) = text.split_once('/')?;
            let (number, count) = (number.parse::<u64>().ok()?, count.parse::<NonZeroU64>().ok()?);
            (number <= count.get()).then_some(Self { number: number.checked_sub(1)?, count })
        };
        read().ok_or("expected `I/N`, from `1/N` to `N/N`")
    }
}
