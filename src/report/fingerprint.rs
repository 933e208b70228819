//! Fingerprints, which identify a diagnostic from run to run, wherever it moves in its note.

use std::{borrow::Cow, collections::HashMap};

use crate::diagnostic::Diagnostic;

/// Computes fingerprints that are unique in one report.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    /// How often each note, rule and identity occurred, by their hash.
    seen: HashMap<u128, usize>,
}

impl Fingerprints {
    /// Returns the fingerprint of `diagnostic` in the note at `in_repository`, its path from the root of the
    /// repository, as platforms merge the reports of several folders; equal diagnostics are numbered. It
    /// does not depend on line numbers, so that edits above do not change it.
    pub(super) fn next(&mut self, in_repository: &str, diagnostic: &Diagnostic) -> String {
        let parts = [in_repository, diagnostic.rule.as_str(), &identity(diagnostic)];
        let hash = parts.into_iter().fold(BASIS, hash_part);
        let seen = self.seen.entry(hash).or_default();
        *seen += 1;
        format!("{:032x}", hash_part(hash, &seen.to_string()))
    }
}

/// Returns what identifies `diagnostic` among those of its rule and note: its message, or the names of what
/// is missing, if it is several, as the message also tells what is there.
fn identity(diagnostic: &Diagnostic) -> Cow<'_, str> {
    let Diagnostic { message, members, .. } = diagnostic;
    if members.len() > 1 && members.iter().all(|member| member.is_missing) {
        let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
        return Cow::Owned(names.join("\0"));
    }
    Cow::Borrowed(message)
}

/// Continues `hash` with `part` and a mark of its end.
fn hash_part(hash: u128, part: &str) -> u128 {
    fnv(hash, part.bytes().chain([0]))
}

const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;

/// FNV-1a, 128 bits (RFC 9923): the same in every version of the program.
fn fnv(hash: u128, bytes: impl Iterator<Item = u8>) -> u128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.fold(hash, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::{BASIS, fnv};

    #[test]
    fn the_hash_is_that_of_its_publication() {
        assert_eq!(fnv(BASIS, "foobar".bytes()), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }
}
