use super::*;

fn symbols() -> Symbols {
    Symbols { full: "⭐".to_owned(), empty: "☆".to_owned() }
}

/// A score as the tests tell it.
#[derive(Debug, PartialEq)]
struct Shown {
    written: String,
    /// Full and empty.
    stars: Option<(u64, u64)>,
    /// Score and scale.
    number: Option<(f64, Option<f64>)>,
    reason: Option<String>,
}

fn shown(text: &str) -> Option<Shown> {
    let all = Span::new(0, text.len());
    let score = read(text, all, &symbols())?;
    let reason = reason(text, Span::new(score.end, text.len())).map(|span| span.of(text).to_owned());
    let stars = score.stars.map(|stars| (stars.full, stars.empty));
    let number = score.number.map(|number| (number.score, number.scale));
    Some(Shown { written: score.span.of(text).to_owned(), stars, number, reason })
}

#[test]
fn stars_are_read_in_every_dress() {
    for text in
        ["⭐⭐⭐⭐☆", "★★★★☆", "⭐️⭐️⭐️⭐️☆", "⭐ ⭐ ⭐ ⭐ ☆", "⭐⭐⭐⭐︎☆", "**★★★★☆**", "`★★★★☆`", "（★★★★☆）"]
    {
        assert_eq!(shown(text).unwrap().stars, Some((4, 1)), "{text}");
    }
    let own = Symbols { full: "●".to_owned(), empty: "○".to_owned() };
    let read = read("●●○", Span::new(0, 9), &own).unwrap();
    assert_eq!(read.stars.map(|stars| (stars.full, stars.empty)), Some((2, 1)));
}

#[test]
fn digits_are_read_in_every_dress() {
    for text in ["4/5", "４／５", "4 / 5", "4.0/5.0", "**4/5**", "(4/5)", "4/5点", "4点/5点"] {
        let number = shown(text).and_then(|shown| shown.number);
        assert_eq!(number, Some((4.0, Some(5.0))), "{text}");
    }
    assert_eq!(shown("4.5 / 5.0").unwrap().number, Some((4.5, Some(5.0))));
    assert_eq!(shown("4").unwrap().number, Some((4.0, None)));
}

#[test]
fn stars_and_number_are_one_score() {
    for text in ["★★★★☆ (4/5)", "★★★★☆（4/5）", "★★★★☆ 4/5", "★★★★☆ (4)", "4/5 ★★★★☆", "**★★★★☆** (4/5)"]
    {
        let shown = shown(text).unwrap();
        assert_eq!((shown.written.as_str(), shown.stars), (text, Some((4, 1))), "{text}");
        assert_eq!(shown.number.map(|(score, _)| score), Some(4.0), "{text}");
    }
}

#[test]
fn dates_ranges_and_words_are_no_numbers() {
    for text in ["2025/11/2", "5年以内", "3〜4", "3-4", "80%", "高", "", "4/", "4x", "1.2.3"] {
        assert_eq!(shown(text), None, "{text}");
    }
    assert_eq!(shown(&"9".repeat(40)), None);
}

#[test]
fn a_reason_loses_its_brackets_and_its_dash() {
    let reason = |text: &str| shown(text).unwrap().reason;
    assert_eq!(reason("⭐⭐（量産（2027年）へ）").as_deref(), Some("量産（2027年）へ"));
    assert_eq!(reason("⭐⭐(量産へ）。").as_deref(), Some("量産へ"));
    assert_eq!(reason("⭐⭐（量産へ").as_deref(), Some("量産へ"));
    assert_eq!(reason("★★ (2/5) - 量産へ  ").as_deref(), Some("量産へ"));
    assert_eq!(reason("2/5: 量産へ").as_deref(), Some("量産へ"));
    assert_eq!(reason("⭐⭐（量産）と研究").as_deref(), Some("（量産）と研究"));
    assert_eq!(reason("⭐⭐ (2/5、量産)").as_deref(), Some("2/5、量産"));
    assert_eq!(reason("⭐⭐（）"), None);
    assert_eq!(reason("⭐⭐"), None);
}
