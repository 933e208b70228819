//! Pseudo-random numbers, the same on every machine: a linear congruential generator.

/// A sequence of numbers that depends on its seed alone.
pub struct Random(u64);

impl Random {
    pub fn new(seed: usize) -> Self {
        let mut random = Self(seed as u64);
        // The first numbers of neighbouring seeds are close to each other.
        for _ in 0..3 {
            random.below(1);
        }
        random
    }

    /// Returns a number below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let high = usize::try_from(self.0 >> 33).unwrap();
        high % bound
    }

    /// Returns `true` in `percent` of 100 cases.
    pub fn is_in(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Returns one of `items`, which are not empty.
    pub fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}
