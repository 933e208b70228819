//! Searches graphs depth first.

/// The nodes of a graph as a search leaves them, and those from which it found itself in a cycle.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// Each node after all that it leads to, but for cycles.
    pub(crate) order: Vec<usize>,
    /// The nodes whose edges lead back.
    pub(crate) closing: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Walks a graph of `count` nodes depth first, without recursion: chains may be as long as the file.
/// `target` tells where the edges of a node lead, by their number.
pub(crate) fn walk(count: usize, target: impl Fn(usize, usize) -> Option<usize>) -> Walk {
    let mut states = vec![State::New; count];
    let mut walk = Walk::default();
    for start in 0..count {
        let mut path = if states[start] == State::New { vec![(start, 0)] } else { Vec::new() };
        while let Some((node, edge)) = path.pop() {
            states[node] = State::Open;
            let Some(target) = target(node, edge) else {
                states[node] = State::Done;
                walk.order.push(node);
                continue;
            };
            path.push((node, edge + 1));
            match states[target] {
                State::New => path.push((target, 0)),
                State::Open => walk.closing.push(node),
                State::Done => {}
            }
        }
    }
    walk
}
