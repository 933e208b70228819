use schemars::JsonSchema;
use serde::Deserialize;

use super::scores::{Rating, agree, axis_words, ratings, value, whole};
use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    notetype::{Axis, ParsedScore, ParsedStars, ScoreForm, is_star},
    rules::{Context, Finding, Findings, Meta, NoteRule, words::quote},
    text::{Edit, Span},
};

/// The rule `rating/style`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Style {}

impl NoteRule for Style {
    const META: Meta = Meta {
        id: RuleId::new("rating/style"),
        summary: "a score is not written in the canonical stars",
        severity: Severity::Warning,
        on: true,
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
    // The heading's words are not this rule's, and a mean is no count of stars.
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
                        "the stars hold invisible variation selectors (U+{code:04X}), expected plain `{stars}`"
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
            let message = format!("expected whole stars for {name}, found {}", quote(written));
            (
                message,
                format!("write whole stars, such as `{}`, and the number in the reason", rating.sample()),
            )
        }
        Meant::Unclear { full, of } => {
            let scale = rating.spec.scale;
            let message = format!("expected {scale} stars, full and empty, found {of}");
            (message, help_unclear(rating, *full, *of))
        }
        Meant::Several => (
            format!("expected one score, found more after {}", quote(written)),
            format!("write one score, such as `{}`", rating.sample()),
        ),
    };
    let fix = match meant {
        Meant::Stars(stars) => place.map(|span| {
            let (title, edits) = (format!("Write {stars}"), vec![Edit::replace(span, stars)]);
            if is_mixed(score, text) { Fix::unsafe_(title, edits) } else { Fix::safe(title, edits) }
        }),
        _ => None,
    };
    Some(Finding::new(span, message).help(help).fix(fix))
}

/// Ask for text or emoji style of the character before (UTS #51, 1.4.3).
const SELECTORS: [char; 2] = [TEXT_STYLE, '\u{fe0f}'];
const TEXT_STYLE: char = '\u{fe0e}';

/// Whether some of the full stars, but not all, are in text style: as an outline, they may look
/// like empty ones.
fn is_mixed(score: &ParsedScore, text: &str) -> bool {
    let full = score.stars.as_ref().map_or(0, |stars| stars.full);
    in_text_style(score, text).is_some_and(|plain| plain < full)
}

/// How many stars are asked for in text style; none where all are in emoji style.
fn in_text_style(score: &ParsedScore, text: &str) -> Option<u64> {
    let plain = score.stars.as_ref()?.span.of(text).matches(TEXT_STYLE).count() as u64;
    (plain > 0).then_some(plain)
}

/// What a score that is not canonical means.
enum Meant {
    /// This, in canonical stars.
    Stars(String),
    /// No whole number of stars.
    Between,
    /// Full and empty stars do not add up to the scale.
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
        Some(behind) => {
            rest = behind;
            true
        }
        None => false,
    };
    let counted =
        (0..rating.spec.scale).all(|star| take(if star < full { &symbols.full } else { &symbols.empty }));
    counted && rest.is_empty()
}

/// Whether what stands behind `score` still belongs to it: `★★★〜★★★★`, `★★★½`, `★★★→★★★★`.
fn goes_on(rating: Rating<'_>, score: &ParsedScore, text: &str) -> bool {
    let rest = text.get(score.span.end..).unwrap_or_default();
    let next = rest.chars().next();
    if next.is_some_and(|c| c.is_numeric() || matches!(c, '+' | '＋' | '±')) {
        return true;
    }
    let joint =
        |c: char| matches!(c, ' ' | '\u{3000}' | '~' | '〜' | '～' | '-' | '–' | '→' | '/' | '／' | '>');
    let behind = rest.trim_start_matches(joint);
    let symbols = [&rating.spec.symbols.full, &rating.spec.symbols.empty];
    behind.len() < rest.len()
        && (behind.starts_with(is_star)
            || symbols.iter().any(|symbol| !symbol.is_empty() && behind.starts_with(symbol.as_str())))
}

/// What the canonical stars replace: the score, as far as it opens and closes its own brackets and
/// emphasis.
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

/// `span`, and the bracket that closes right behind it where it opens inside.
fn with_brackets(span: Span, text: &str) -> Span {
    let rest = text.get(span.end..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
    match rest[blank..].chars().next() {
        Some(close @ (')' | '）')) if span.of(text).contains(['(', '（']) => {
            Span::new(span.start, span.end + blank + close.len_utf8())
        }
        _ => span,
    }
}

/// Whether all brackets and marks of emphasis in `written` are closed there.
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
