use super::{
    axes::Axes,
    model::{Axis, ParsedRating, ParsedScore, RatingSpec, ScoreForm},
    overall, rows,
    score::{self, Score},
};
use crate::{
    note::BlockKind,
    notetype::{
        fold::suffix,
        names::Names,
        read::{
            Scope,
            label::{self, Label},
            lists::{self, ParsedItem},
        },
    },
    text::{Id, Span},
};

/// An unreadable score is at most this long; what is longer is prose.
const LONGEST_SCORE: usize = 12;

/// The scores of a section: in its heading, in lists, tables, lines and sub-headings.
pub(super) fn read(scope: &Scope<'_>, spec: &RatingSpec, names: &Names) -> ParsedRating {
    let mut reader = Reader { scope, axes: Axes { note: scope.note, spec, names }, scores: Vec::new() };
    reader.heading();
    let mut children = scope.note.outline.range(scope.headings.clone());
    for (id, block) in scope.top_level() {
        let first = reader.scores.len();
        match block.kind {
            BlockKind::List { .. } => {
                for (id, item) in scope.note.blocks.children(id) {
                    if let BlockKind::Item { marker, number } = item.kind {
                        reader.item(&ParsedItem {
                            block: id,
                            span: item.span,
                            marker,
                            number,
                            is_first: false,
                        });
                    }
                }
            }
            BlockKind::Table => reader.scores.extend(rows::read(&reader.axes, id)),
            BlockKind::Paragraph => reader.paragraph(block.span),
            BlockKind::Heading { .. } => {
                if let Some((child, _)) = children.next() {
                    reader.sub_heading(&Scope {
                        note: scope.note,
                        heading: Some(child),
                        headings: child.next()..child.next(),
                        end: child.next(),
                    });
                }
            }
            _ => {}
        }
        reader.drop_prose(first);
    }
    overall::rate_whole(&mut reader.scores);
    ParsedRating { scores: reader.scores }
}

struct Reader<'a> {
    scope: &'a Scope<'a>,
    axes: Axes<'a>,
    scores: Vec<ParsedScore>,
}

/// A further score of a line is searched for in this many bytes, so that the search stays linear.
const MAX_SEARCH_BYTES: usize = 1000;

/// What may separate the scores of one line.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '：' | '/' | '／' | '|' | '、' | ',' | ';')
}

/// What a score rates, and where that is named.
struct Rated {
    axis: Axis,
    name: Option<Span>,
}

impl Rated {
    const WHOLE: Self = Self { axis: Axis::Overall, name: None };
}

/// A text that may rate something.
#[derive(Clone, Copy)]
struct Text {
    /// Where the name and the score are.
    span: Span,
    /// Where the reason ends.
    tail: usize,
    form: ScoreForm,
}

impl<'a> Reader<'a> {
    fn text(&self) -> &'a str {
        self.scope.note.text
    }

    /// A score after the name of the section: `Rating: ⭐⭐⭐⭐☆ (4/5)`, `Rating 4/5`.
    fn heading(&mut self) {
        let Some(content) = self.scope.opening().map(|heading| heading.content) else { return };
        let Some(cut) = suffix(content.of(self.text())) else { return };
        let rest = Span::new(content.start() + cut.end(), content.end());
        let found = self.axes.score(rest).filter(Score::is_plain);
        if let Some(score) = found {
            let reason = score::reason(self.text(), Span::new(score.end, content.end()));
            self.push(Rated::WHOLE, score, reason, ScoreForm::Heading);
        }
    }

    /// A sub-heading that rates: the reason is beside the score, else the paragraph below.
    fn sub_heading(&mut self, child: &Scope<'_>) {
        let words = child.words();
        self.rate(Text { span: words, tail: words.end(), form: ScoreForm::Heading }, false);
        let Some(last) = self.scores.last_mut().filter(|score| words.encloses(score.span)) else { return };
        if last.reason.is_none() {
            let below = child.note.blocks.siblings(child.own_blocks()).next();
            last.reason =
                below.filter(|(_, block)| block.kind == BlockKind::Paragraph).map(|(_, block)| block.span);
        }
    }

    fn item(&mut self, item: &ParsedItem) {
        let note = self.scope.note;
        let content = lists::content(note, item);
        if let Some(span) = lists::first_paragraph(note, item) {
            self.rate(Text { span, tail: content.end(), form: ScoreForm::Item }, true);
        }
    }

    /// The lines of a paragraph that rate. Text between them belongs to the score above.
    fn paragraph(&mut self, span: Span) {
        let mut at = span.start();
        let mut open: Option<Text> = None;
        for line in span.of(self.text()).split_inclusive('\n') {
            let line_span = Span::new(at, at + line.len()).trim(self.text());
            at += line.len();
            let next = Text { span: line_span, tail: line_span.end(), form: ScoreForm::Line };
            match &mut open {
                Some(text) if !self.begins(line_span) || self.completes(*text, line_span) => {
                    text.tail = line_span.end();
                }
                _ => {
                    if let Some(text) = open.replace(next) {
                        self.rate(text, false);
                    }
                }
            }
            let soft = !line.trim_end_matches(['\n', '\r']).ends_with(['\\', ' ']);
            if !soft && let Some(text) = open.take() {
                self.rate(text, false);
            }
        }
        if let Some(text) = open {
            self.rate(text, false);
        }
    }

    /// Whether the line at `span` begins something new rather than to go on with the line above.
    fn begins(&self, span: Span) -> bool {
        label::bold(self.text(), span).is_some()
            || self.axes.score(span).is_some_and(|score| score.is_plain())
            || label::plain(self.text(), span).is_some_and(|label| {
                let rest = Span::new(label.rest, span.end());
                matches!(self.axes.axis(label.name), Axis::Known(_) | Axis::Overall)
                    || self.axes.score(rest).is_some_and(|score| score.is_plain())
            })
    }

    /// Whether the line at `span` ends in the score of the axis that `text` has only a reason for.
    fn completes(&self, text: Text, span: Span) -> bool {
        let is_axis = |span: Span| {
            let label = label::bold(self.text(), span).or_else(|| label::plain(self.text(), span));
            label.is_some_and(|label| matches!(self.axes.axis(label.name), Axis::Known(_) | Axis::Overall))
        };
        let symbols = &self.axes.spec.symbols;
        score::behind_reason(self.text(), span, symbols).is_some()
            && score::find_stars(self.text(), Span::new(text.span.start(), text.tail), symbols).is_none()
            && is_axis(text.span)
            && !is_axis(span)
    }

    /// Reads the scores that `text` gives. An `item` names what it rates without a colon, too.
    fn rate(&mut self, text: Text, item: bool) {
        let bold = label::bold(self.text(), text.span);
        if let Some(label) = bold.filter(|label| self.axes.canonical(label.name).is_some()) {
            self.named(label, text, item);
            return;
        }
        if self.bare(text) {
            return;
        }
        let Some(label) = bold.or_else(|| label::plain(self.text(), text.span)) else { return };
        let held = suffix(label.name.of(self.text()));
        if held.is_some() && Span::new(label.rest, text.span.end()).trim(self.text()).is_empty() {
            // `**総合評価: 4/5**`
            let Some(inner) = label::plain(self.text(), label.name) else { return };
            let tail = label.name.end();
            self.named(inner, Text { span: label.name, tail, ..text }, item);
        } else {
            self.named(label, text, item);
        }
    }

    /// A score that nothing is named for.
    fn bare(&mut self, text: Text) -> bool {
        let source = self.text();
        let Some(score) = score::read(source, text.span, &self.axes.spec.symbols).filter(Score::is_plain)
        else {
            return false;
        };
        let behind = Span::new(score.end, text.tail).of(source).trim_start().chars().next();
        let alone = behind.is_none_or(|c| !c.is_alphanumeric());
        // `4/5の企業が…` is prose.
        if score.stars.is_none() && !alone {
            return false;
        }
        let reason = score::reason(source, Span::new(score.end, text.tail));
        self.push(Rated::WHOLE, score, reason, text.form);
        true
    }

    /// A score after a name, and what else the same line rates.
    fn named(&mut self, label: Label, text: Text, item: bool) {
        let mut next = Some(label);
        let mut item = item;
        while let Some(label) = next {
            next = self.name(label, text, item);
            item = false;
        }
    }

    /// A score after a name; gives the next name on the same line that a score follows.
    fn name(&mut self, label: Label, text: Text, item: bool) -> Option<Label> {
        let axis = self.axes.axis(label.name);
        let known = matches!(axis, Axis::Known(_));
        let end = if item && known { text.tail } else { text.span.end() };
        let rest = Span::new(self.behind_marker(label.rest), end);
        let first = self.axes.score(rest).filter(|score| match axis {
            Axis::Unknown(_) => self.is_plausible(score),
            _ => true,
        });
        let symbols = &self.axes.spec.symbols;
        let last = || {
            let end = if text.form == ScoreForm::Line { text.tail } else { text.span.end() };
            let may_follow = !matches!(axis, Axis::Unknown(_));
            let found =
                score::behind_reason(self.text(), Span::new(rest.start(), end.max(rest.start())), symbols);
            found.filter(|_| may_follow).map(|(score, reason)| (score, Some(reason)))
        };
        let any = || {
            let line = self.near(rest);
            let score = known.then(|| score::find_stars(self.text(), line, symbols)).flatten()?;
            let end = self.next_label(self.near(Span::new(score.end, text.span.end())));
            let behind =
                Span::new(score.end, end.map_or(line.end(), |next| next.name.start()).max(score.end));
            let reason = score::reason_before(self.text(), rest, &score, behind);
            Some((score, reason))
        };
        let found = match first {
            Some(score) if score.is_plain() => Some((score, None)),
            first => last().or(first.map(|score| (score, None))).or_else(any),
        };
        let Some((score, reason)) = found else {
            if known {
                self.push_unreadable(axis, label.name, Span::new(rest.start(), text.tail), text.form);
            }
            return None;
        };
        let next = self.next_label(self.near(Span::new(score.end, text.span.end())));
        let tail = next.map_or(text.tail, |next| next.name.start());
        let reason = reason.or_else(|| self.reason(Span::new(score.end, tail)));
        self.push(Rated { axis, name: Some(label.name) }, score, reason, text.form);
        next
    }

    fn reason(&self, span: Span) -> Option<Span> {
        let reason = score::reason(self.text(), span)?;
        let written = reason.of(self.text());
        // The `**` of a label that follows.
        let kept = written.trim_end_matches(|c: char| matches!(c, '*' | '/' | '|') || c.is_whitespace());
        (!kept.is_empty()).then(|| Span::new(reason.start(), reason.start() + kept.len()))
    }

    /// The next label in `span` that a score follows.
    fn next_label(&self, span: Span) -> Option<Label> {
        let mut at = span.start();
        while let Some(found) = Span::new(at, span.end()).of(self.text()).find("**") {
            let rest = Span::new(at + found, span.end());
            let Some(label) = label::bold(self.text(), rest) else {
                at = rest.start() + 2;
                continue;
            };
            let score = self.axes.score(Span::new(label.rest, span.end()));
            if score.is_some_and(|score| score.is_plain()) {
                return Some(label);
            }
            at = label.rest.max(rest.start() + 2);
        }
        self.next_plain_label(span)
    }

    /// The next axis in `span` that stars follow: `… 市場性: ⭐⭐⭐`.
    fn next_plain_label(&self, span: Span) -> Option<Label> {
        let stars = score::find_stars(self.text(), span, &self.axes.spec.symbols)?;
        let between = Span::new(span.start(), stars.span.start());
        let written = between.of(self.text()).trim_end_matches(is_separator);
        let from = written.trim_end_matches(|c| !is_separator(c)).len();
        let name = Span::new(span.start() + from, span.start() + written.len());
        let known = !name.is_empty() && matches!(self.axes.axis(name), Axis::Known(_));
        known.then_some(Label { name, rest: stars.span.start() })
    }

    /// What is near the start of `span`: on the same line, and not far.
    fn near(&self, span: Span) -> Span {
        let mut end = span.end().min(span.start() + MAX_SEARCH_BYTES);
        while !self.text().is_char_boundary(end) {
            end -= 1;
        }
        let line = Span::new(span.start(), end).of(self.text()).lines().next().unwrap_or_default();
        Span::new(span.start(), span.start() + line.len())
    }

    /// Returns `at`, or the start of the content of the nested list item at `at`.
    fn behind_marker(&self, at: usize) -> usize {
        let rest = &self.text()[at..];
        let line = rest.trim_start();
        match line.strip_prefix(['-', '+', '*']) {
            Some(content) if content.starts_with(' ') => at + (rest.len() - content.len()),
            _ => at,
        }
    }

    /// Whether a number rates an axis that the type does not know: `締切: 4/5` does not.
    fn is_plausible(&self, score: &Score) -> bool {
        let scale = score.number.as_ref().and_then(|number| number.scale);
        let usual = scale.is_some_and(|scale| [5.0, 10.0, 100.0, self.scale()].contains(&scale));
        score.is_plain() && (score.stars.is_some() || usual)
    }

    #[allow(clippy::cast_precision_loss, reason = "a scale is a small number")]
    fn scale(&self) -> f64 {
        self.axes.spec.scale as f64
    }

    fn push(&mut self, rated: Rated, score: Score, reason: Option<Span>, form: ScoreForm) {
        self.scores.push(score.of(rated.axis, rated.name, reason, form));
    }

    /// A score of a known axis that says nothing that can be read: what stands at `rest`.
    fn push_unreadable(&mut self, axis: Axis, name: Span, rest: Span, form: ScoreForm) {
        let line = self.near(rest).trim(self.text());
        let written = line.of(self.text());
        let length = written
            .find(['(', '（', '。', '、', ','])
            .or_else(|| written.find(" - "))
            .unwrap_or(written.len());
        let span = Span::new(line.start(), line.start() + length).trim(self.text());
        let reason = score::reason(self.text(), Span::new(span.end().max(line.start()), rest.end()));
        self.push(Rated { axis, name: Some(name) }, Score::unreadable(span), reason, form);
    }

    /// Of the scores from `first` on, drops the unreadable ones that are prose: where nothing
    /// beside them is a score, `**市場性**: 拡大が続く。` is an argument and no rating. Below an
    /// overall score all of them are.
    fn drop_prose(&mut self, first: usize) {
        if self.scores[first..].iter().any(ParsedScore::is_readable) {
            return;
        }
        let source = self.text();
        let argued = self.scores[..first].iter().any(|score| score.axis == Axis::Overall);
        let mut index = 0;
        self.scores.retain(|score| {
            index += 1;
            let sentence = source[score.span.end()..].starts_with(['。', '、', ',']);
            let long = score.span.of(source).chars().count() > LONGEST_SCORE;
            index <= first || !(argued || sentence || long)
        });
    }
}
