use proptest::prelude::*;
use url::Url;

use super::{fault, host_fault, is_plain_host};

proptest! {
    #[test]
    fn a_plain_host_is_one_that_the_parser_accepts(host in r"[a-zA-Z0-9.xn-]{1,20}", rest in r"([/?#]\PC*)?") {
        if is_plain_host(&host) {
            let url = Url::parse(&format!("https://{host}{rest}"));
            prop_assert!(url.is_ok_and(|url| url.host().is_some_and(|host| host_fault(&host).is_none())));
        }
    }
}

#[test]
fn an_address_needs_slashes_a_host_and_no_empty_label() {
    for good in [
        "https://example.com/a?b#c",
        "http://日本語.jp/パス",
        "https://127.0.0.1:8080",
        "HTTPS://Example.com",
        "https://example.com.",
    ] {
        assert_eq!(fault(good), None, "{good}");
    }
    for bad in [
        "https:example.com",
        "https:/example.com",
        "https://",
        "https:///a",
        "https://a..b/",
        "https://a:99999/",
        "https://?q",
    ] {
        assert!(fault(bad).is_some(), "{bad}");
    }
}
