use regex::Regex;

use super::*;

#[test]
fn anchors_anywhere_in_the_pattern_are_dropped() {
    for (pattern, text, found) in [
        (r"^M-\d+$", "see M-12.", "M-12"),
        (r"(?i)^eip-\d+", "see EIP-2", "EIP-2"),
        (r"^A-\d|^B-\d$", "see B-1", "B-1"),
        (r"^(?:KEP|TEP)-(?<number>\d+)(?: |:|$)", "see TEP-9", "TEP-9"),
        (r"\AN\d\z", "see N1, N2", "N1"),
        (r"(?m)^N\d$", "see N1, N2", "N1"),
        (r"^記事\d+", "その記事12を", "記事12"),
    ] {
        let regex = Regex::new(&without_anchors(pattern).unwrap()).unwrap();
        assert_eq!(regex.find(text).map(|hit| hit.as_str()), Some(found), "{pattern}");
        assert_eq!(regex.captures_len(), Regex::new(pattern).unwrap().captures_len());
    }
    assert_eq!(without_anchors("("), None);
}
