//! The safe fixes of the group `text` change no meaning: what the frontmatter says and what Markdown
//! makes of the body stay the same, but for the characters that a fix is about.

use std::sync::LazyLock;

use notelint::{
    diagnostic::{Diagnostic, Safety},
    lint::{NoteSettings, fix},
    note::{Frontmatter, InlineKind, LinkKind, Note},
    notetype::{self, Fetch, FetchError, NoteType, TypeSource},
    rules::{Layer, RuleSet, Selection, Selector},
    text::apply,
};
use proptest::prelude::*;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use unicode_normalization::UnicodeNormalization;

struct NoFiles;

impl Fetch for NoFiles {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        Err(FetchError(path.to_owned()))
    }
}

/// A type that asks for nothing.
static PAGE: LazyLock<NoteType> = LazyLock::new(|| {
    let source = TypeSource { path: "page.yaml", text: "x-note: { type: page }\ntype: object\n" };
    notetype::load(&source, &NoFiles).unwrap()
});

static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    let select = Some(vec![Selector::parse("text").unwrap()]);
    RuleSet::new(&[&Layer::default()], &Selection { select, ..Selection::default() })
});

fn settings() -> NoteSettings<'static> {
    NoteSettings { note_type: &PAGE, note_types: &[], rules: &RULES, linked: &[], path: None, facts_of: None }
}

/// A note with every place that a character can stand in.
const NOTE: &str = r#"---
title: "概要: 値" # 注
plain: ab cd
single: 'it''s
  two lines'
double: "a\tb
  c \
  d

  e"
lines: |
  text
    deeper

  end
keep: |+
  text

folded: >-
  a b
  c

  d
empty:
flow: [a, "b c", {d: e}]
list:
  - one two
  - "three" # four
anchor: &x f
alias: *x
url: https://example.com/a?b=c
# a comment
---

# 題 **名** `a b`

Words and *more*, a [link](https://example.com/a "a title") and ![image](b.png 'alt').
Two  
lines\
and a third, <https://example.com/x>, https://example.com/y and [[wiki|shown]].
[ref] and[^1] & &amp; <b class="x y">bold</b> ~~gone~~

> quoted
> > twice
lazy

1. one
   two
   - three

     four
10) ten

- [ ] open
- [x] done
-
-   loose

Setext
===

| a | b |
| - | :-: |
| c `d` | e\|f |

```rust title
let a = 1;  // b

```

    indented

~~~
tilde
~~~

<div title="a b">

text

</div>
<!-- a
comment -->

***

$a \times b$ and $$c$$, US$5 [and](#d) 1$, 5%a% off %%hidden%% or [[1]]s(#d)

$$
a
$$

[ref]: <https://example.com/ref> "title
of two lines"
[^1]: A note.

    More of it.

The end.
"#;

/// What is put in at any place.
const DEBRIS: &[&str] = &[
    " ",
    "  ",
    "   ",
    "\t",
    "\u{3000}",
    "\u{a0}",
    "\u{2003}",
    "\n",
    "\n\n",
    " \n",
    "\t\n",
    "\u{3000}\n",
    "  \n",
    "\r\n",
    "\r",
    " \r\n",
    "\u{200b}",
    "\u{2060}",
    "\u{ad}",
    "\u{feff}",
    "\u{200d}",
    "か\u{3099}",
    "e\u{301}",
    "\u{3099}",
    "\u{fa19}",
    "\u{2126}",
    "\u{340}",
    "\u{1fef}",
    "\u{37e}",
    "\\",
    "`",
    "*",
    "**",
    "_",
    "- ",
    "1. ",
    "# ",
    "#",
    "> ",
    "---\n",
    "===\n",
    "|",
    "\"",
    "'",
    ": ",
    " #",
    "<",
    ">",
    "<!--",
    "-->",
    "```\n",
    "~~~\n",
    "[",
    "](",
    "&",
    "\u{200b}**",
    "**\u{200b}",
    "\u{200b}# ",
    "\u{200b}1. ",
    "1\u{200b}. ",
    "\u{200b}- ",
    "\u{200b}\n",
    "\n\u{200b}",
    " \u{200b}",
    "\u{200b} ",
    "&\u{200b}amp;",
    "https:\u{200b}//a.b/\u{ad}c",
    "\u{226f}",
    ">\u{338}",
    "=\u{338}",
    "<\u{338}",
    "\u{2000}",
    "a\u{200b}",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "\u{200b}$",
    "%\u{200b}%",
    "]]\u{200b}(",
    "$$\u{3000}\n",
    "\u{212a}",
];

/// What a fix may change in the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    /// Nothing.
    Nothing,
    /// White space at the end of a line.
    Tails,
    /// Characters that nobody sees.
    Invisible,
    /// How characters are put together.
    Form,
    /// All of it: several fixes.
    All,
}

impl About {
    fn of(rule: &str) -> Self {
        match rule {
            "text/trailing-whitespace" => Self::Tails,
            "text/invisible-character" => Self::Invisible,
            "text/unicode-normalization" => Self::Form,
            _ => Self::Nothing,
        }
    }

    /// `words` of the body or of a value, without what the fix is about.
    fn without(self, words: &str) -> String {
        let invisible = matches!(self, Self::Invisible | Self::All);
        let form = matches!(self, Self::Form | Self::All);
        let visible = |c: &char| !invisible || !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}');
        let words = words.replace("\r\n", "\n").chars().filter(visible).collect::<String>();
        if form { words.nfc().collect() } else { words }
    }
}

/// The frontmatter as JSON text, keys and strings without what the fix is about; why it has none
/// otherwise.
fn frontmatter(note: &Note<'_>, about: About) -> String {
    match &note.frontmatter {
        Frontmatter::Closed(block) => match &block.document {
            Ok(document) => about.without(&document.to_traced().to_value().to_string()),
            Err(_) => "no YAML".to_owned(),
        },
        Frontmatter::Missing => "missing".to_owned(),
        Frontmatter::Unclosed { .. } => "unclosed".to_owned(),
    }
}

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_WIKILINKS);

/// What Markdown makes of the body, without what the fix is about in words that are read.
fn rendered(note: &Note<'_>, about: About) -> Vec<String> {
    let body = note.body.of(note.text);
    let body = body.strip_prefix('\u{feff}').unwrap_or(body);
    let mut out = Vec::new();
    let mut words = String::new();
    let mut html = String::new();
    let mut in_code = false;
    let events = Parser::new_ext(body, OPTIONS).chain([Event::Rule]);
    for event in events {
        match &event {
            Event::Text(text) => words.push_str(text),
            // A block of HTML comes line by line.
            Event::Html(line) => html.push_str(line),
            _ => {}
        }
        let plain = |text: &str| text.replace("\r\n", "\n");
        if !matches!(event, Event::Html(_)) && !html.is_empty() {
            out.push(format!("html {:?}", plain(&std::mem::take(&mut html)).trim_end()));
        }
        if !matches!(event, Event::Text(_)) && !words.is_empty() {
            let all = std::mem::take(&mut words);
            let kept = if in_code { plain(&all) } else { about.without(&all) };
            let tails = !in_code && matches!(about, About::Tails | About::All);
            let kept = if tails { kept.trim_end() } else { kept.as_str() };
            out.extend((!kept.is_empty()).then(|| format!("text {kept:?}")));
        }
        match &event {
            Event::Text(_) | Event::Html(_) => continue,
            // `opaque` has those that are links.
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, .. }) => {
                out.push("wiki link".to_owned());
                continue;
            }
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            _ => {}
        }
        out.push(format!("{event:?}").replace("\\r\\n", "\\n"));
    }
    out
}

/// The math, the comments and the wiki links, which Markdown takes for text, without what the fix is about.
fn opaque(note: &Note<'_>, about: About) -> Vec<String> {
    let math = note.inlines.iter().filter(|inline| inline.kind == InlineKind::Math).map(|inline| inline.span);
    let wiki = note.links.iter().filter(|link| link.kind == LinkKind::Wiki).map(|link| link.destination);
    let lines =
        math.chain(note.comments.iter().copied()).chain(wiki).flat_map(|span| span.of(note.text).lines());
    lines.map(|line| about.without(line).trim_end().to_owned()).collect()
}

/// Where `after` means something else than `before`.
fn difference(before: &str, after: &str, about: About) -> Option<String> {
    let (old, new) = (Note::parse(before), Note::parse(after));
    let (yaml, again) = (frontmatter(&old, about), frontmatter(&new, about));
    if yaml != again && yaml != "no YAML" {
        return Some(format!("{yaml}\n{again}"));
    }
    let (hidden, again) = (opaque(&old, about), opaque(&new, about));
    if hidden != again {
        return Some(format!("{hidden:?}\n{again:?}"));
    }
    let (old, new) = (rendered(&old, about), rendered(&new, about));
    let at = old.iter().zip(&new).position(|(old, new)| old != new);
    let at = at.or_else(|| (old.len() != new.len()).then(|| old.len().min(new.len())))?;
    Some(format!("{:?}\n{:?}", old.get(at), new.get(at)))
}

fn check(text: &str) -> Vec<Diagnostic> {
    let said = settings().check(text).findings.conclude_alone(&settings(), text);
    said.diagnostics.get().iter().map(|located| located.diagnostic.clone()).collect()
}

/// Each place where a safe fix of `text` changes what it means.
fn damage(text: &str) -> Option<String> {
    let findings = settings().check(text).findings;
    let said = findings.conclude_alone(&settings(), text);
    let diagnostics = said.diagnostics.get();
    let safe =
        |diagnostic: &&Diagnostic| diagnostic.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
    for diagnostic in diagnostics.iter().map(|located| &located.diagnostic).filter(safe) {
        let edits = &diagnostic.fix.as_ref().unwrap().edits;
        let repaired = apply(text, edits).unwrap();
        let about = About::of(diagnostic.rule.as_str());
        if let Some(what) = difference(text, &repaired, about) {
            return Some(format!("{} {edits:?} ({:?})\n{what}", diagnostic.rule, diagnostic.message));
        }
    }
    let repaired = fix(text, &findings, &diagnostics, Safety::Safe, &settings()).text;
    difference(text, &repaired, About::All).map(|what| format!("all at once\n{what}"))
}

fn note() -> impl Strategy<Value = String> {
    let place = (0..NOTE.len(), proptest::sample::select(DEBRIS));
    proptest::collection::vec(place, 1..4).prop_map(|places| {
        let mut text = NOTE.to_owned();
        for (at, debris) in places {
            let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            text.insert_str(at, debris);
        }
        text
    })
}

/// `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(192);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_safe_fix_of_text_changes_no_meaning(text in note()) {
        prop_assert_eq!(damage(&text), None, "{}", text);
    }
}

#[test]
fn the_note_itself_needs_no_fix() {
    let fixes: Vec<_> = check(NOTE).into_iter().filter(|diagnostic| diagnostic.fix.is_some()).collect();
    assert_eq!(fixes, vec![]);
}

/// Each piece of debris at each place, or at some places: `NOTELINT_LONG` asks for all.
#[test]
fn a_safe_fix_of_text_changes_no_meaning_at_any_place() {
    let step = if std::env::var_os("NOTELINT_LONG").is_some() { 1 } else { 61 };
    let mut faults = Vec::new();
    for (number, debris) in DEBRIS.iter().enumerate() {
        let places = (number % step..=NOTE.len()).step_by(step).filter(|at| NOTE.is_char_boundary(*at));
        for at in places {
            let mut text = NOTE.to_owned();
            text.insert_str(at, debris);
            if let Some(what) = damage(&text) {
                let line = NOTE[..at].matches('\n').count() + 1;
                faults.push(format!("{debris:?} at {at}, line {line}: {what}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}:\n{}", faults.len(), faults.join("\n\n"));
}
