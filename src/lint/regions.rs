use crate::text::Span;

/// A set of spans that tells whether one of them touches another span.
#[derive(Clone, Debug, Default)]
pub(super) struct Regions {
    /// By start; each with the furthest end up to it.
    regions: Vec<(usize, usize)>,
}

impl Regions {
    /// Returns the set of `spans`, which may overlap.
    pub(super) fn new(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        let mut furthest = 0;
        let regions = spans.into_iter().map(|span| {
            furthest = furthest.max(end(span));
            (span.start(), furthest)
        });
        Self { regions: regions.collect() }
    }

    /// Whether one of them shares a byte with `span`; an empty span counts as the byte after it.
    pub(super) fn touch(&self, span: Span) -> bool {
        let before = self.regions.partition_point(|(start, _)| *start < end(span));
        before.checked_sub(1).is_some_and(|last| span.start() < self.regions[last].1)
    }
}

fn end(span: Span) -> usize {
    span.end().max(span.start().saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_inside_another_does_not_hide_it() {
        let regions = Regions::new(vec![Span::new(0, 100), Span::new(10, 20)]);
        assert!(regions.touch(Span::new(50, 60)));
        assert!(!regions.touch(Span::new(100, 110)));
    }

    #[test]
    fn empty_spans_touch_what_begins_where_they_are() {
        assert!(Regions::new(vec![Span::empty(5)]).touch(Span::new(5, 9)));
        assert!(Regions::new(vec![Span::new(5, 9)]).touch(Span::empty(5)));
        assert!(!Regions::new(vec![Span::new(5, 9)]).touch(Span::empty(9)));
        assert!(!Regions::default().touch(Span::empty(0)));
    }
}
