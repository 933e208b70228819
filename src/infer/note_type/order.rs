//! The order that items of notes have in common.

/// More items than these are not put in order: their number is squared.
pub(super) const MAX_ITEMS: usize = 200;

/// Returns the numbers `0..count` in the order that most of `sequences` have: inserted one after the other, the
/// smallest number first, each where the fewest sequences have it otherwise.
pub(super) fn common_order(count: usize, sequences: &[Vec<usize>]) -> Vec<usize> {
    let mut before = vec![0_usize; count * count];
    for sequence in sequences {
        for (at, first) in sequence.iter().enumerate() {
            for second in &sequence[at + 1..] {
                before[first * count + second] += 1;
            }
        }
    }
    let mut order: Vec<usize> = Vec::with_capacity(count);
    for item in 0..count {
        // At the end, all that it stands before are wrong; each step to the left changes one of them.
        let mut cost: usize = order.iter().map(|other| before[item * count + other]).sum();
        let (mut best, mut least) = (order.len(), cost);
        for (at, other) in order.iter().enumerate().rev() {
            cost = cost - before[item * count + other] + before[other * count + item];
            if cost < least {
                (best, least) = (at, cost);
            }
        }
        order.insert(best, item);
    }
    order
}

/// Whether `sequence` has its items in the order of `positions`.
pub(super) fn is_in_order(sequence: &[usize], positions: &[usize]) -> bool {
    sequence.is_sorted_by_key(|item| positions[*item])
}

/// Returns where each item of `order` is in it.
pub(super) fn positions(order: &[usize]) -> Vec<usize> {
    let mut positions = vec![0; order.len()];
    for (at, item) in order.iter().enumerate() {
        positions[*item] = at;
    }
    positions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_most_sequences() {
        let sequences = [vec![2, 0, 1], vec![2, 0, 1], vec![0, 2, 1], vec![0, 3], vec![3, 1]];
        assert_eq!(common_order(4, &sequences), [2, 0, 3, 1]);
        let positions = positions(&[2, 0, 3, 1]);
        assert!(is_in_order(&[2, 3, 1], &positions) && !is_in_order(&[0, 2], &positions));
    }

    #[test]
    fn what_never_stands_beside_others_comes_last() {
        assert_eq!(common_order(3, &[vec![1, 0], vec![2]]), [1, 0, 2]);
        assert_eq!(common_order(0, &[]), [] as [usize; 0]);
    }
}
