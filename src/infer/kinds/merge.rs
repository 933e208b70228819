//! Merging of groups of notes that are alike.

use super::features::Features;

/// Groups of this similarity are of one kind.
pub(super) const MIN_SIMILARITY: f64 = 0.5;

/// The number of groups that are compared pairwise.
const MAX_COMPARED: usize = 80;

/// Notes, and how many of them have each feature.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) notes: Vec<usize>,
    /// The features with their numbers, ascending.
    counts: Vec<(u32, u32)>,
}

impl Group {
    pub(super) fn new(features: &Features, notes: Vec<usize>) -> Self {
        let mut all: Vec<u32> = notes.iter().flat_map(|&note| features.note(note)).copied().collect();
        all.sort_unstable();
        let mut counts: Vec<(u32, u32)> = Vec::new();
        for feature in all {
            match counts.last_mut() {
                Some((last, count)) if *last == feature => *count += 1,
                _ => counts.push((feature, 1)),
            }
        }
        Self { notes, counts }
    }

    /// Returns the features that at least half of the notes have.
    pub(super) fn majority(&self) -> Vec<u32> {
        let is_frequent = |count: u32| count as usize * 2 >= self.notes.len();
        self.counts.iter().filter(|(_, count)| is_frequent(*count)).map(|(feature, _)| *feature).collect()
    }

    /// Returns which part of the notes `count` is.
    fn share(&self, count: u32) -> f64 {
        f64::from(count) / f64::from(u32::try_from(self.notes.len()).unwrap_or(u32::MAX))
    }

    /// Adds the notes of `other`.
    pub(super) fn absorb(&mut self, other: Self) {
        let counts = paired(&self.counts, &other.counts);
        self.counts = counts.map(|(feature, a, b)| (feature, a + b)).collect();
        self.notes.extend(other.notes);
    }
}

/// Goes through the features of two lists in order, with the number in each.
fn paired(a: &[(u32, u32)], b: &[(u32, u32)]) -> impl Iterator<Item = (u32, u32, u32)> {
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    std::iter::from_fn(move || {
        let feature = match (a.peek(), b.peek()) {
            (Some((of_a, _)), Some((of_b, _))) => *of_a.min(of_b),
            (Some((feature, _)), None) | (None, Some((feature, _))) => *feature,
            (None, None) => return None,
        };
        let of_a = a.next_if(|(of_a, _)| *of_a == feature).map_or(0, |(_, count)| count);
        let of_b = b.next_if(|(of_b, _)| *of_b == feature).map_or(0, |(_, count)| count);
        Some((feature, of_a, of_b))
    })
}

/// Returns how alike two groups are, from 0 to 1, in the one of frontmatter and headings in which they are less so. Only
/// what half of one of them has counts.
pub(super) fn similarity(features: &Features, a: &Group, b: &Group) -> f64 {
    let (mut shared, mut all) = ([0.0_f64; 2], [0.0_f64; 2]);
    for (feature, of_a, of_b) in paired(&a.counts, &b.counts) {
        let (of_a, of_b) = (a.share(of_a), b.share(of_b));
        if of_a.max(of_b) >= 0.5 {
            let aspect = usize::from(features.is_in_body(feature));
            shared[aspect] += of_a.min(of_b);
            all[aspect] += of_a.max(of_b);
        }
    }
    let alike = |aspect: usize| if all[aspect] > 0.0 { shared[aspect] / all[aspect] } else { 1.0 };
    alike(0).min(alike(1))
}

/// Merges the groups that are alike, the most alike first. Of many groups, only the largest are compared with each
/// other, and each of the rest with them.
pub(super) fn merge(features: &Features, groups: Vec<Group>) -> Vec<Group> {
    if groups.len() <= MAX_COMPARED {
        return merge_pairwise(features, groups);
    }
    let mut by_size: Vec<usize> = (0..groups.len()).collect();
    by_size.sort_by_key(|&at| std::cmp::Reverse(groups[at].notes.len()));
    let mut is_large = vec![false; groups.len()];
    for &at in &by_size[..MAX_COMPARED] {
        is_large[at] = true;
    }
    let mut is_large = is_large.into_iter();
    let (large, rest): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|_| is_large.next().unwrap_or_default());
    let mut merged = merge_pairwise(features, large);
    let compared = merged.len();
    for group in rest {
        match most_similar(features, &group, merged[..compared].iter(), MIN_SIMILARITY) {
            Some(at) => merged[at].absorb(group),
            None => merged.push(group),
        }
    }
    merged
}

/// Returns which of `others` is most like `group`, if it is at least `least` so; of equal ones the first.
pub(super) fn most_similar<'g>(
    features: &Features,
    group: &Group,
    others: impl Iterator<Item = &'g Group>,
    least: f64,
) -> Option<usize> {
    let mut best = None;
    for (at, other) in others.enumerate() {
        let alike = similarity(features, group, other);
        if alike >= least && best.is_none_or(|(_, most)| alike > most) {
            best = Some((at, alike));
        }
    }
    best.map(|(at, _)| at)
}

fn merge_pairwise(features: &Features, groups: Vec<Group>) -> Vec<Group> {
    let mut groups: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    let pair = |groups: &[Option<Group>], a: usize, b: usize| {
        let alike = similarity(features, groups[a].as_ref()?, groups[b].as_ref()?);
        (alike >= MIN_SIMILARITY).then_some(Pair { groups: (a.min(b), a.max(b)), alike })
    };
    let mut pairs: Vec<Pair> = (0..groups.len())
        .flat_map(|b| (0..b).map(move |a| (a, b)))
        .filter_map(|(a, b)| pair(&groups, a, b))
        .collect();
    while let Some(best) = pairs.iter().copied().reduce(Pair::better) {
        let (a, b) = best.groups;
        if let (Some(other), Some(group)) = (groups[b].take(), &mut groups[a]) {
            group.absorb(other);
        }
        pairs.retain(|pair| {
            pair.groups.0 != a && pair.groups.1 != a && pair.groups.0 != b && pair.groups.1 != b
        });
        pairs.extend(
            (0..groups.len()).filter(|&other| other != a).filter_map(|other| pair(&groups, a, other)),
        );
    }
    groups.into_iter().flatten().collect()
}

/// Two groups that are alike.
#[derive(Clone, Copy)]
struct Pair {
    groups: (usize, usize),
    alike: f64,
}

impl Pair {
    /// Returns the pair that is more alike; of equal ones the first.
    fn better(self, other: Self) -> Self {
        let is_first = (other.alike, self.groups) > (self.alike, other.groups);
        if is_first { other } else { self }
    }
}
