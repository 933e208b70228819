//! Fingerprints, which identify a diagnostic from run to run, wherever it moves in its note.

use std::{borrow::Cow, collections::HashMap};

use crate::diagnostic::{Diagnostic, RuleId};

/// Computes fingerprints that are unique in one report.
#[derive(Debug, Default)]
pub(super) struct Fingerprints<'a> {
    seen: HashMap<(&'a str, RuleId, Cow<'a, str>), usize>,
}

impl<'a> Fingerprints<'a> {
    /// Returns the fingerprint of `diagnostic` in the note at `path`; equal diagnostics are numbered.
    /// It does not depend on line numbers, so that edits above do not change it, but on
    /// `in_repository`, the note's path from the root of the repository, as platforms merge the reports
    /// of several folders.
    pub(super) fn next(&mut self, path: &'a str, in_repository: &str, diagnostic: &'a Diagnostic) -> String {
        let identity = identity(diagnostic);
        let seen = self.seen.entry((path, diagnostic.rule, identity.clone())).or_default();
        *seen += 1;
        let parts = [in_repository, diagnostic.rule.as_str(), &identity, &seen.to_string()];
        format!("{:032x}", fnv(parts.iter().flat_map(|part| part.bytes().chain([0]))))
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

/// FNV-1a, 128 bits (RFC 9923): the same in every version of the program.
fn fnv(bytes: impl Iterator<Item = u8>) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::fnv;

    #[test]
    fn the_hash_is_that_of_its_publication() {
        assert_eq!(fnv("foobar".bytes()), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }
}
