use super::*;

#[test]
fn an_address_without_a_known_scheme_is_told() {
    for (target, scheme, meant) in [
        ("www.example.com", None, "https://www.example.com"),
        ("WWW.Example.com/a?b", None, "https://WWW.Example.com/a?b"),
        ("//example.com/a", None, "https://example.com/a"),
        ("ttps://example.com", Some("ttps:"), "https://example.com"),
        ("htps://example.com", Some("htps:"), "https://example.com"),
        ("http//example.com/a//b", Some("http"), "https://example.com/a//b"),
        ("https;//example.com", Some("https;"), "https://example.com"),
        ("https//:example.com", Some("https"), "https://example.com"),
        ("(https://example.com)", Some("(https:"), "https://example.com"),
        ("ｈttps://example.com", Some("ｈttps:"), "https://example.com"),
        ("https：//例.jp", Some("https："), "https://例.jp"),
    ] {
        let found = without_scheme(target).or_else(|| with_wrong_scheme(target));
        let expected = Unopened { scheme: scheme.map(str::to_owned), meant: meant.to_owned() };
        assert_eq!(found, Some(expected), "{target}");
    }
}

#[test]
fn other_targets_are_left_alone() {
    for target in [
        "https://example.com",
        "https:://example.com",
        "HTTP://example.com",
        "ftp://example.com",
        "obsidian://open?vault=a",
        "notes.md",
        "a.txt/b",
        "www.md",
        "www/index.html",
        "//share/a",
        "///a",
        "//../a",
        "a//b",
        "tips//a",
        "https",
        "https//",
        "#a//b",
        "値//x",
    ] {
        assert_eq!(without_scheme(target).or_else(|| with_wrong_scheme(target)), None, "{target}");
    }
}
