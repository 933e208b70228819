use std::{fmt, marker::PhantomData, ops};

/// The index of an element of an [`IndexVec`], with its own type per kind of element.
pub trait Id: Copy {
    /// Returns the id of the element at `index`.
    fn new(index: usize) -> Self;

    /// The index of the element.
    fn index(self) -> usize;

    /// The id of the next element; after the last one, the end of a range.
    #[must_use]
    fn next(self) -> Self {
        Self::new(self.index() + 1)
    }
}

/// Declares index types, which count from 0, in 32 bits.
macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(u32);

        impl std::fmt::Debug for $id {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl $crate::text::Id for $id {
            fn new(index: usize) -> Self {
                Self($crate::text::short(index))
            }

            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}
pub(crate) use ids;

/// A list whose elements have ids of the type `I`. It only grows, so that an id of it is always
/// valid.
#[derive(Clone, PartialEq, Eq)]
pub struct IndexVec<I, T>(Vec<T>, PhantomData<fn(I)>);

impl<I: Id, T> IndexVec<I, T> {
    /// The number of elements.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the element `id`; `None` if the id is of another list.
    pub fn get(&self, id: I) -> Option<&T> {
        self.0.get(id.index())
    }

    /// The elements.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// The elements with their ids.
    pub fn pairs(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.0.iter().enumerate().map(|(index, element)| (I::new(index), element))
    }

    /// The elements in the range `ids`, with their ids.
    pub fn range(&self, ids: ops::Range<I>) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        let start = ids.start.index().min(self.0.len());
        let end = ids.end.index().clamp(start, self.0.len());
        self.0[start..end].iter().enumerate().map(move |(at, element)| (I::new(start + at), element))
    }

    /// The ids of all elements.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T> {
        (0..self.0.len()).map(I::new)
    }

    /// Returns a list of what `make` returns for each element, with the same ids.
    pub fn map<U>(&self, make: impl FnMut(&T) -> U) -> IndexVec<I, U> {
        self.0.iter().map(make).collect()
    }

    /// Returns the first element that satisfies `test`.
    pub fn position(&self, test: impl FnMut(&T) -> bool) -> Option<I> {
        self.0.iter().position(test).map(I::new)
    }
}

impl<I, T> Default for IndexVec<I, T> {
    fn default() -> Self {
        Self(Vec::new(), PhantomData)
    }
}

impl<I, T: fmt::Debug> fmt::Debug for IndexVec<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<I, T> From<Vec<T>> for IndexVec<I, T> {
    fn from(elements: Vec<T>) -> Self {
        Self(elements, PhantomData)
    }
}

impl<I, T> FromIterator<T> for IndexVec<I, T> {
    fn from_iter<E: IntoIterator<Item = T>>(elements: E) -> Self {
        Self(elements.into_iter().collect(), PhantomData)
    }
}

impl<I: Id, T> ops::Index<I> for IndexVec<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        &self.0[id.index()]
    }
}

impl<I: Id, T> ops::IndexMut<I> for IndexVec<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.0[id.index()]
    }
}

impl<'v, I, T> IntoIterator for &'v IndexVec<I, T> {
    type Item = &'v T;
    type IntoIter = std::slice::Iter<'v, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<I, T> IntoIterator for IndexVec<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
