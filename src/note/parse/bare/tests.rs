use super::*;

fn urls(text: &str) -> Vec<&str> {
    let mut candidates = Candidates::new(text, 0);
    let mut found = Vec::new();
    let mut rest = Span::new(0, text.len());
    while let Some(url) = candidates.next_in(rest) {
        found.push(url.of(text));
        rest = rest.with_start(url.end());
    }
    found
}

#[test]
fn a_url_ends_before_the_punctuation_of_the_sentence() {
    assert_eq!(
        urls("見よ：https://a.jp/x。次（http://b.jp/y）「https://c.jp」"),
        ["https://a.jp/x", "http://b.jp/y", "https://c.jp"]
    );
    assert_eq!(
        urls("(https://a.jp/x_(y)). https://b.jp?a=1&amp; https://c.jp/**"),
        ["https://a.jp/x_(y)", "https://b.jp?a=1", "https://c.jp/"]
    );
    assert_eq!(urls("https://ja.wikipedia.org/wiki/日本 x"), ["https://ja.wikipedia.org/wiki/日本"]);
}

#[test]
fn a_url_without_slashes_is_found_too() {
    assert_eq!(urls("https:/a.jp https:a.jp http: https:"), ["https:/a.jp", "https:a.jp", "http:", "https:"]);
}

#[test]
fn urls_inside_urls_and_longer_schemes_are_not_found() {
    assert_eq!(
        urls("https://web.archive.org/2020/https://a.jp"),
        ["https://web.archive.org/2020/https://a.jp"]
    );
    assert_eq!(urls("git+https://a.jp xhttp://b httpx http"), [""; 0]);
}
