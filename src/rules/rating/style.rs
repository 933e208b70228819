use schemars::JsonSchema;
use serde::Deserialize;

use super::scores::{Rating, agree, axis_words, ratings, value, whole};
use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    notetype::{Axis, ParsedScore, ParsedStars, ScoreForm},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
    text::{
        Edit, Span,
        lexicon::is_star,
        symbols::{EMOJI_STYLE, TEXT_STYLE},
    },
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Style {}

impl NoteRule for Style {
    const META: Meta = Meta {
        id: RuleId::new("rating/style"),
        summary: "a score is not written in canonical stars",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("style.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let text = context.note.text;
        for rating in ratings(context).filter(|rating| !rating.is_overall_alone()) {
            for score in rating.scores {
                if let Some(finding) = check(rating, score, text) {
                    findings.push(finding);
                }
            }
        }
    }
}

fn check(rating: Rating<'_>, score: &ParsedScore, text: &str) -> Option<Finding> {
    let full = score.stars.as_ref().map(|stars| stars.full);
    if score.number.is_none() && is_canonical(rating, score.span.of(text), full?) {
        return None;
    }
    let number = value(score, rating.spec.scale)?;
    let meant = Meant::of(rating, score, number, text);
    // Headings are checked by `structure/heading-text`, and a mean is not a count of stars.
    if score.axis == Axis::Overall && (score.form == ScoreForm::Heading || matches!(meant, Meant::Between)) {
        return None;
    }
    let place = place(score, text);
    let span = place.unwrap_or(score.span);
    let written = span.of(text);
    let (message, help) = match &meant {
        Meant::Stars(stars) => {
            let bare = written.replace(SELECTORS, "") == *stars;
            let message = match written.chars().find(|c| SELECTORS.contains(c)) {
                Some(selector) if bare && !is_mixed(score, text) => {
                    let code = u32::from(selector);
                    format!(
                        "the stars contain invisible variation selectors (U+{code:04X}), expected `{stars}`"
                    )
                }
                _ => format!("expected `{stars}`, found {}", quote(written)),
            };
            match in_text_style(score, text).filter(|_| is_mixed(score, text)) {
                Some(plain) => {
                    let what = if plain == 1 { "1 star".to_owned() } else { format!("{plain} stars") };
                    let fewer = score.stars.as_ref().and_then(|found| rating.stars(found.full - plain));
                    let or =
                        fewer.map_or_else(String::new, |fewer| format!(" or `{fewer}`, whichever is meant"));
                    (format!("{message} with {what} in text style"), format!("write `{stars}`{or}"))
                }
                None => (message, format!("write `{stars}`")),
            }
        }
        Meant::Between => {
            let name = axis_words(rating.name(&score.axis));
            let message = format!("expected a whole number of stars for {name}, found {}", quote(written));
            let sample = rating.sample();
            (
                message,
                format!(
                    "write a whole number of stars, such as `{sample}`, and put the number in the reason"
                ),
            )
        }
        Meant::Unclear { full, of } => {
            let scale = rating.spec.scale;
            let message = format!("expected {scale} full and empty stars in total, found {of}");
            (message, help_unclear(rating, *full, *of))
        }
        Meant::Several => (
            format!("expected one score, found more after {}", quote(written)),
            format!("write one score, such as `{}`", rating.sample()),
        ),
    };
    let fix = match meant {
        Meant::Stars(stars) => place.map(|span| {
            let (title, edits) = (format!("Write `{stars}`"), vec![Edit::replace(span, stars)]);
            if is_mixed(score, text) {
                // The help names both scores that may be meant.
                Fix::unsafe_(title, edits).keeping_help(true)
            } else {
                Fix::safe(title, edits)
            }
        }),
        _ => None,
    };
    Some(Finding::new(span, message).help(help).fix(fix))
}

/// The variation selectors of emoji.
const SELECTORS: [char; 2] = [TEXT_STYLE, EMOJI_STYLE];

/// Whether some of the full stars, but not all, are in text style: shown as outlines, they may look like
/// empty ones.
fn is_mixed(score: &ParsedScore, text: &str) -> bool {
    let full = score.stars.as_ref().map_or(0, |stars| stars.full);
    in_text_style(score, text).is_some_and(|plain| plain < full)
}

/// Returns the number of stars in text style; `None` if there are none.
fn in_text_style(score: &ParsedScore, text: &str) -> Option<u64> {
    let plain = score.stars.as_ref()?.span.of(text).matches(TEXT_STYLE).count() as u64;
    (plain > 0).then_some(plain)
}

/// The meaning of a score that is not canonical.
enum Meant {
    /// These canonical stars.
    Stars(String),
    /// Not a whole number of stars.
    Between,
    /// `full` stars of `of`, which is not the scale.
    Unclear { full: u64, of: u64 },
    /// A range, a half star, or a change from one score to another.
    Several,
}

impl Meant {
    fn of(rating: Rating<'_>, score: &ParsedScore, number: f64, text: &str) -> Self {
        let scale = rating.spec.scale;
        if goes_on(rating, score, text) {
            return Self::Several;
        }
        let sum = |stars: &ParsedStars| stars.full + stars.empty;
        if score.number.is_none()
            && let Some(stars) = score.stars.as_ref().filter(|stars| stars.empty > 0 && sum(stars) != scale)
        {
            return Self::Unclear { full: stars.full, of: sum(stars) };
        }
        let whole = whole(number).filter(|_| agree(score, scale));
        whole.and_then(|count| rating.stars(count)).map_or(Self::Between, Self::Stars)
    }
}

fn help_unclear(rating: Rating<'_>, full: u64, of: u64) -> String {
    let by_empty = rating.spec.scale.checked_sub(of - full);
    match (rating.stars(full), by_empty.and_then(|count| rating.stars(count))) {
        (Some(stars), Some(other)) => format!("write `{stars}` or `{other}`, whichever is meant"),
        (Some(stars), None) => format!("write `{stars}`"),
        _ => format!("write up to {} stars", rating.spec.scale),
    }
}

/// Whether `written` is `full` stars in the canonical form.
fn is_canonical(rating: Rating<'_>, written: &str, full: u64) -> bool {
    let symbols = &rating.spec.symbols;
    let mut rest = written;
    let mut take = |symbol: &str| match rest.strip_prefix(symbol).filter(|_| !symbol.is_empty()) {
        Some(after) => {
            rest = after;
            true
        }
        None => false,
    };
    let counted =
        (0..rating.spec.scale).all(|star| take(if star < full { &symbols.full } else { &symbols.empty }));
    counted && rest.is_empty()
}

/// Whether the text after `score` belongs to it: `★★★〜★★★★`, `★★★½`, `★★★→★★★★`.
fn goes_on(rating: Rating<'_>, score: &ParsedScore, text: &str) -> bool {
    let rest = text.get(score.span.end()..).unwrap_or_default();
    let next = rest.chars().next();
    if next.is_some_and(|c| c.is_numeric() || matches!(c, '+' | '＋' | '±')) {
        return true;
    }
    let joint =
        |c: char| matches!(c, ' ' | '\u{3000}' | '~' | '〜' | '～' | '-' | '–' | '→' | '/' | '／' | '>');
    let after = rest.trim_start_matches(joint);
    let symbols = [&rating.spec.symbols.full, &rating.spec.symbols.empty];
    after.len() < rest.len()
        && (after.starts_with(is_star)
            || symbols.iter().any(|symbol| !symbol.is_empty() && after.starts_with(symbol.as_str())))
}

/// Returns the span that the canonical stars replace: the score, if its brackets and emphasis are
/// balanced.
fn place(score: &ParsedScore, text: &str) -> Option<Span> {
    let stars = score.stars.as_ref().map(|stars| stars.span);
    let number = score.number.as_ref().map(|number| number.span);
    let inner = match (stars, number) {
        (Some(stars), Some(number)) => with_brackets(stars.cover(number), text),
        (Some(span), None) | (None, Some(span)) => span,
        (None, None) => return None,
    };
    [score.span, inner].into_iter().find(|span| is_closed(span.of(text)))
}

/// Returns `span` extended by a closing bracket directly after it whose opening one is inside.
fn with_brackets(span: Span, text: &str) -> Span {
    let rest = text.get(span.end()..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
    match rest[blank..].chars().next() {
        Some(close @ (')' | '）')) if span.of(text).contains(['(', '（']) => {
            Span::new(span.start(), span.end() + blank + close.len_utf8())
        }
        _ => span,
    }
}

/// Whether all brackets and emphasis marks in `written` are balanced.
fn is_closed(written: &str) -> bool {
    let mut depth = 0_i32;
    for c in written.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    let even = |mark: char| written.chars().filter(|&c| c == mark).count() % 2 == 0;
    depth == 0 && ['*', '_', '`'].into_iter().all(even)
}
