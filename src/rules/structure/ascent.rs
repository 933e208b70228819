//! What is in order of what is partly out of it.

/// Returns the indexes of a longest ascending subsequence of `values`, last value first; of several, the one
/// with the smallest values.
pub(super) fn longest_ascent<V: Ord + Copy>(values: &[V]) -> Vec<usize> {
    // For each length, the index at which the ascent of that length with the lowest end ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        let length = ends.partition_point(|&end| values[end] <= *value);
        previous.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        ends.truncate(ends.len().max(length));
        if length < ends.len() { ends[length] = index } else { ends.push(index) }
    }
    let mut ascent = Vec::new();
    let mut next = ends.last().copied();
    while let Some(index) = next {
        ascent.push(index);
        next = previous[index];
    }
    ascent
}

#[cfg(test)]
mod tests {
    use super::longest_ascent;

    fn ascent(values: &[usize]) -> Vec<usize> {
        let ascent = longest_ascent(values);
        ascent.into_iter().rev().map(|index| values[index]).collect()
    }

    #[test]
    fn a_single_section_that_moved_is_left_out() {
        assert_eq!(ascent(&[0, 5, 1, 2, 3]), [0, 1, 2, 3]);
        assert_eq!(ascent(&[1, 2, 3, 0]), [1, 2, 3]);
    }

    #[test]
    fn of_two_swapped_sections_the_earlier_one_is_left_out() {
        assert_eq!(ascent(&[1, 0]), [0]);
        assert_eq!(ascent(&[0, 2, 1, 3]), [0, 1, 3]);
    }
}
