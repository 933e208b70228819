//! The globs of each kind.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};

use super::{
    globs::Glob,
    groups::MIN_FOLDERS,
    paths::{NotePath, common_folder},
};

/// Notes that need globs.
pub(super) struct Claim<'n> {
    /// The notes, in the order of their paths.
    pub(super) notes: &'n [usize],
    /// Whether it is known that they are of this kind, so that each must be taken.
    pub(super) is_known: bool,
}

/// The globs of claims.
pub(super) struct Covers<'p> {
    globs: Vec<BTreeSet<Glob<'p>>>,
    /// The claims in the order in which their globs are to be tried.
    pub(super) order: Vec<usize>,
}

/// Which claims take a note.
pub(super) struct Takers<'c, 'p> {
    by_glob: HashMap<Glob<'p>, BTreeSet<usize>>,
    order: &'c [usize],
}

/// What a glob matches.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// The first claim that it matches a note of.
    claim: Option<usize>,
    /// Whether it matches notes of other claims too.
    is_mixed: bool,
    claimed: usize,
    unclaimed: usize,
}

/// Notes by the claim that they are of.
type ByClaim = BTreeMap<Option<usize>, Vec<usize>>;

/// The number of globs in place of which a claim gets one that matches notes of others too.
const MAX_GLOBS: usize = 8;

/// The number of notes in a folder that are named one by one.
const MAX_PATHS: usize = 3;

impl Tally {
    /// Whether it matches notes of `claim` and hardly any others.
    fn is_clean(&self, claim: usize) -> bool {
        self.claim == Some(claim) && !self.is_mixed && self.has_few_others()
    }

    fn has_few_others(&self) -> bool {
        self.unclaimed * 10 <= self.claimed + self.unclaimed
    }
}

/// Returns globs for `claims`, which match few of the other `candidates`.
pub(super) fn find<'p>(paths: &[NotePath<'p>], candidates: &[usize], claims: &[Claim<'_>]) -> Covers<'p> {
    let mut claim_of = vec![None; paths.len()];
    for (claim, notes) in claims.iter().map(|claim| claim.notes).enumerate() {
        for &note in notes {
            claim_of[note] = Some(claim);
        }
    }
    let tallies = tally(paths, candidates, &claim_of);
    let mut covers =
        Finder { paths, candidates, claims, claim_of, tallies, globs: Vec::new(), wide: Vec::new() };
    covers.find_clean();
    covers.find_for_rest();
    covers.widen();
    covers.finish()
}

fn tally<'p>(
    paths: &[NotePath<'p>],
    candidates: &[usize],
    claim_of: &[Option<usize>],
) -> HashMap<Glob<'p>, Tally> {
    let mut tallies: HashMap<Glob<'p>, Tally> = HashMap::new();
    for &note in candidates {
        for glob in Glob::all_of(&paths[note]) {
            let tally = tallies.entry(glob).or_default();
            match claim_of[note] {
                Some(claim) => {
                    tally.is_mixed |= tally.claim.is_some_and(|first| first != claim);
                    tally.claim.get_or_insert(claim);
                    tally.claimed += 1;
                }
                None => tally.unclaimed += 1,
            }
        }
    }
    tallies
}

struct Finder<'a, 'p> {
    paths: &'a [NotePath<'p>],
    candidates: &'a [usize],
    claims: &'a [Claim<'a>],
    claim_of: Vec<Option<usize>>,
    tallies: HashMap<Glob<'p>, Tally>,
    globs: Vec<BTreeSet<Glob<'p>>>,
    /// For each claim, the outermost folder in which it has a glob that matches notes of others too.
    wide: Vec<Option<&'p str>>,
}

impl<'p> Finder<'_, 'p> {
    /// Gives each note the most general glob that matches no notes of other claims.
    fn find_clean(&mut self) {
        for (claim, Claim { notes, .. }) in self.claims.iter().enumerate() {
            let of_claim = || notes.iter().map(|&note| self.paths[note]);
            let common = common_folder(of_claim());
            let is_flat = of_claim().all(|path| path.folder.is_empty());
            let first_name = of_claim().next().map(|path| path.name);
            let has_one_name = notes.len() > 1 && of_claim().all(|path| Some(path.name) == first_name);
            let is_fit = |glob: &Glob<'p>| {
                let Some(tally) = self.tallies.get(glob).filter(|tally| tally.is_clean(claim)) else {
                    return false;
                };
                match glob {
                    Glob::Below(folder) => folder.len() >= common.len() && !is_flat,
                    Glob::Named { folder, .. } => {
                        folder.len() >= common.len() && (has_one_name || tally.claimed >= MIN_FOLDERS)
                    }
                    Glob::Beginning { .. } => tally.claimed > 1,
                    // One note at the root is not reason enough to take all that are there.
                    Glob::In { folder, .. } => !folder.is_empty() || tally.claimed > 1,
                    Glob::Numbered { .. } => true,
                    Glob::Path(_) => false,
                }
            };
            let mut globs = BTreeSet::new();
            for path in of_claim() {
                let is_named = |glob: &Glob<'_>| has_one_name && matches!(glob, Glob::Named { .. });
                let named = Glob::all_of(&path).filter(is_named).find(is_fit);
                globs.extend(named.or_else(|| Glob::all_of(&path).find(is_fit)));
            }
            // Next to others, a beginning that one note has is one of the kind too.
            let lists: HashSet<&str> = globs.iter().filter_map(Glob::folder_of_beginning).collect();
            for path in of_claim().filter(|path| lists.contains(path.folder)) {
                if !Glob::all_of(&path).any(|glob| globs.contains(&glob)) {
                    let is_clean = |glob: &Glob<'p>| {
                        glob.folder_of_beginning().is_some()
                            && self.tallies.get(glob).is_some_and(|tally| tally.is_clean(claim))
                    };
                    globs.extend(Glob::all_of(&path).find(is_clean));
                }
            }
            self.globs.push(globs);
            self.wide.push(None);
        }
    }

    fn is_covered(&self, note: usize, claim: usize) -> bool {
        Glob::all_of(&self.paths[note]).any(|glob| self.globs[claim].contains(&glob))
    }

    /// Gives the notes that have no glob, folder by folder, one that matches others too, if most of these are of one
    /// claim; few notes are named one by one.
    fn find_for_rest(&mut self) {
        let mut rest: BTreeMap<(&str, &str), ByClaim> = BTreeMap::new();
        let all: HashSet<Glob<'_>> = self.globs.iter().flatten().copied().collect();
        for &note in self.candidates {
            let claim = self.claim_of[note];
            let is_covered = match claim {
                Some(claim) => self.is_covered(note, claim),
                None => Glob::all_of(&self.paths[note]).any(|glob| all.contains(&glob)),
            };
            if !is_covered {
                let path = self.paths[note];
                rest.entry((path.folder, path.extension)).or_default().entry(claim).or_default().push(note);
            }
        }
        for ((folder, extension), by_claim) in rest {
            let total: usize = by_claim.values().map(Vec::len).sum();
            for (claim, notes) in by_claim {
                let Some(claim) = claim else { continue };
                // More than half, so that only one can be it.
                if notes.len() > MAX_PATHS && notes.len() * 2 > total && !extension.is_empty() {
                    self.globs[claim].insert(Glob::In { folder, extension });
                    self.add_wide(claim, folder);
                } else if notes.len() <= MAX_PATHS || self.claims[claim].is_known {
                    let named = notes.iter().map(|&note| Glob::Path(self.paths[note].path));
                    self.globs[claim].extend(named);
                }
            }
        }
    }

    fn add_wide(&mut self, claim: usize, folder: &'p str) {
        let outer = self.wide[claim].filter(|outer| outer.len() <= folder.len());
        self.wide[claim] = Some(outer.unwrap_or(folder));
    }

    /// Gives a claim with many globs one for the folder of all its notes, if the others in it have globs of their own.
    fn widen(&mut self) {
        for (claim, Claim { notes, .. }) in self.claims.iter().enumerate() {
            if self.globs[claim].len() <= MAX_GLOBS {
                continue;
            }
            let folder = common_folder(notes.iter().map(|&note| self.paths[note]));
            let has_most = |tally: &Tally| tally.has_few_others() && notes.len() * 2 > tally.claimed;
            if !self.tallies.get(&Glob::Below(folder)).is_some_and(has_most) {
                continue;
            }
            let is_below = |note: &usize| self.paths[*note].folders().any(|outer| outer == folder);
            let mut others = self.candidates.iter().filter(|note| is_below(note));
            let have_own = others.all(|&note| match self.claim_of[note] {
                Some(other) if other != claim => self.is_covered(note, other),
                _ => true,
            });
            if have_own {
                self.globs[claim] = BTreeSet::from([Glob::Below(folder)]);
                self.add_wide(claim, folder);
            }
        }
    }

    /// A glob that matches notes of others too is tried after those of others, that of a deep folder before that of one
    /// above.
    fn finish(self) -> Covers<'p> {
        let mut order: Vec<usize> = (0..self.claims.len()).collect();
        order.sort_by_key(|&claim| {
            let depth =
                self.wide[claim].map(|folder| Reverse(folder.split('/').filter(|it| !it.is_empty()).count()));
            (depth, self.globs[claim].iter().next().map(Glob::to_string))
        });
        Covers { globs: self.globs, order }
    }
}

impl<'p> Covers<'p> {
    /// Returns the globs of a claim as a configuration has them.
    pub(super) fn written(&self, claim: usize) -> Vec<String> {
        let mut written: Vec<String> = self.globs[claim].iter().map(Glob::to_string).collect();
        written.sort_unstable();
        written
    }

    /// Returns who takes which note.
    pub(super) fn takers(&self) -> Takers<'_, 'p> {
        let mut by_glob: HashMap<Glob<'p>, BTreeSet<usize>> = HashMap::new();
        for (rank, &claim) in self.order.iter().enumerate() {
            for &glob in &self.globs[claim] {
                by_glob.entry(glob).or_default().insert(rank);
            }
        }
        Takers { by_glob, order: &self.order }
    }
}

impl<'p> Takers<'_, 'p> {
    /// Returns the claims with a glob that matches `path`, in the order in which they are tried.
    pub(super) fn of(&self, path: &NotePath<'p>) -> impl Iterator<Item = usize> {
        let ranks: BTreeSet<usize> =
            Glob::all_of(path).filter_map(|glob| self.by_glob.get(&glob)).flatten().copied().collect();
        ranks.into_iter().map(|rank| self.order[rank])
    }
}
