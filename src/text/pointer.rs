//! JSON Pointer (RFC 6901).

use std::borrow::Cow;

use memchr::memchr2;

/// Returns `key` as a reference token.
pub fn escape(key: &str) -> Cow<'_, str> {
    if memchr2(b'~', b'/', key.as_bytes()).is_none() {
        return key.into();
    }
    key.replace('~', "~0").replace('/', "~1").into()
}

/// Returns the keys and indexes that the reference tokens of `pointer` denote.
pub fn tokens(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(|token| {
        if token.contains('~') { token.replace("~1", "/").replace("~0", "~").into() } else { token.into() }
    })
}

/// Returns the pointer of the innermost value that contains those at `one` and `other`.
pub fn common_ancestor<'p>(one: &'p str, other: &str) -> &'p str {
    let same = one.split('/').zip(other.split('/')).take_while(|(one, other)| one == other);
    let length: usize = same.map(|(token, _)| token.len() + 1).sum();
    &one[..length.saturating_sub(1)]
}

#[cfg(test)]
mod tests {
    use super::common_ancestor;

    #[test]
    fn the_common_ancestor_ends_at_a_whole_token() {
        assert_eq!(common_ancestor("/a/1/b", "/a/1/c"), "/a/1");
        assert_eq!(common_ancestor("/a/1", "/a/12"), "/a");
        assert_eq!(common_ancestor("/a", "/a/b"), "/a");
        assert_eq!(common_ancestor("/a", "/b"), "");
        assert_eq!(common_ancestor("/日本", "/日本"), "/日本");
    }
}
