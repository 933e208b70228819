use std::{
    cell::{Cell, OnceCell},
    collections::HashMap,
};

use super::traced::{Origin, Traced, nearest};

/// Finds parts of a value by their JSON Pointers. Many lookups in a large object are replaced by one
/// traversal.
#[derive(Debug)]
pub struct Parts<'t> {
    whole: &'t Traced<'t>,
    lookups: Cell<usize>,
    index: OnceCell<HashMap<String, &'t Traced<'t>>>,
}

/// Up to this number, parts are looked up one by one.
const MAX_UNINDEXED_LOOKUPS: usize = 100;

impl<'t> Parts<'t> {
    /// Finds parts of `whole`.
    pub fn new(whole: &'t Traced<'t>) -> Self {
        Self { whole, lookups: Cell::new(0), index: OnceCell::new() }
    }

    /// Returns the part at the JSON Pointer `pointer`; `None` if there is no such part.
    pub fn at(&self, pointer: &str) -> Option<&'t Traced<'t>> {
        self.lookups.set(self.lookups.get() + 1);
        if self.lookups.get() <= MAX_UNINDEXED_LOOKUPS {
            return self.whole.at(pointer);
        }
        let index = self.index.get_or_init(|| {
            let mut index = HashMap::new();
            self.whole.collect(String::new(), &mut index);
            index
        });
        index.get(pointer).copied()
    }

    /// Returns the origin of the part at `pointer`, or of its nearest enclosing part that exists.
    pub fn nearest_origin(&self, pointer: &str) -> Origin {
        nearest(pointer, |pointer| self.at(pointer)).unwrap_or(self.whole).origin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn many_parts_are_found_where_one_is() {
        let tags = Traced::array([Traced::new("a", Span::new(7, 8))], Span::new(6, 9));
        let mut sample = Traced::object(1, Span::new(0, 9));
        sample.insert("a/b~c", Some(Span::new(0, 4)), tags);
        let parts = Parts::new(&sample);
        for _ in 0..MAX_UNINDEXED_LOOKUPS {
            for pointer in ["", "/a~1b~0c", "/a~1b~0c/0", "/a~1b~0c/1/x", "/a"] {
                assert_eq!(parts.at(pointer), sample.at(pointer), "{pointer}");
                assert_eq!(parts.nearest_origin(pointer), sample.nearest_origin(pointer), "{pointer}");
            }
        }
    }
}
