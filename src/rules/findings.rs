use std::sync::Arc;

use crate::{
    diagnostic::{Diagnostic, Fix, Label, Member, Place, RuleId, SchemaBreach, Severity},
    notetype::{Breach, Words},
    text::{Span, pointer},
};

/// Maximum number of findings per rule and note: nobody reads more, and a hostile note must not
/// exhaust memory.
pub const MAX_FINDINGS: usize = 10_000;

/// Upper bound on the members of a finding: a line may have millions of suspicious characters.
const MAX_MEMBERS: usize = 1_000;

/// How many texts of a note type the help of a finding consists of at most.
const MAX_TEXTS: usize = 5;

/// Collects the findings of one rule in one note.
#[derive(Debug)]
pub struct Findings<'a> {
    rule: RuleId,
    severity: Severity,
    /// Whether the configuration names the severity.
    is_configured: bool,
    diagnostics: &'a mut Vec<Diagnostic>,
    count: usize,
}

impl<'a> Findings<'a> {
    /// Collects up to 10,000 findings of `rule` into `diagnostics`, each with `severity`.
    pub fn new(rule: RuleId, severity: Severity, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Self { rule, severity, is_configured: false, diagnostics, count: 0 }
    }

    /// Returns the collector with whether the configuration names the severity: else the note type can give the
    /// findings another one.
    #[must_use]
    pub(super) fn configured(self, is_configured: bool) -> Self {
        Self { is_configured, ..self }
    }

    /// Reports a finding.
    pub fn push(&mut self, finding: Finding) {
        self.count += 1;
        if self.count > MAX_FINDINGS {
            return;
        }
        let (rule, severity) = (self.rule, self.severity.min(finding.most));
        let severity = if self.is_configured { severity } else { finding.severity(severity) };
        let authored = finding.authored_help();
        let Finding { message, help, span, related, fix, members, breach, most: _, words: _ } = finding;
        let (help, fix) = match authored {
            Some(help) => (Some(help), fix.map(|fix| fix.keeping_help(true))),
            None => (help, fix),
        };
        self.diagnostics.push(Diagnostic {
            rule,
            severity,
            message,
            help,
            span,
            related,
            fix,
            members,
            breach,
        });
    }

    /// Returns the number of findings over the limit, which are not collected.
    pub fn omitted(&self) -> usize {
        self.count.saturating_sub(MAX_FINDINGS)
    }
}

/// A diagnostic without its rule and severity.
#[derive(Clone, Debug)]
pub struct Finding {
    message: String,
    help: Option<String>,
    span: Span,
    related: Vec<Label>,
    fix: Option<Fix>,
    members: Vec<Member>,
    breach: Option<Box<SchemaBreach>>,
    /// What the author of the type wrote about the breaches, each text once.
    words: Vec<Arc<Words>>,
    most: Severity,
}

impl Finding {
    /// Creates a finding at `span`. The message says what is wrong, then what was expected, quoting the
    /// note: one line, lower case, no full stop.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            message,
            help: None,
            span,
            related: Vec::new(),
            fix: None,
            members: Vec::new(),
            breach: None,
            words: Vec::new(),
            most: Severity::Error,
        }
    }

    /// Adds what to do about the finding. If it has a fix, this is what the fix does, in words: people, who are
    /// shown the fix, are not shown the help, unless [`Fix::keeps_help`].
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Adds another span of the note that explains the finding.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Label { place: Place::Here(span), message: message.into() });
        self
    }

    /// Adds a span of the note at `path` of the collection that explains the finding.
    #[must_use]
    pub fn related_in(mut self, path: &str, span: Span, message: impl Into<String>) -> Self {
        let place = Place::Elsewhere { path: path.to_owned(), span };
        self.related.push(Label { place, message: message.into() });
        self
    }

    /// Sets the fix of the finding.
    #[must_use]
    pub fn fix(self, fix: impl Into<Option<Fix>>) -> Self {
        Self { fix: fix.into(), ..self }
    }

    /// Makes the finding at most as severe as `severity`, if the rule is more severe than this.
    #[must_use]
    pub fn at_most(self, severity: Severity) -> Self {
        Self { most: severity, ..self }
    }

    /// Gives it the `severity` that the note type has for it, if it has one, unless the configuration names another.
    #[must_use]
    pub(super) fn given(mut self, severity: Option<Severity>) -> Self {
        let words = |severity| Arc::new(Words { severity: Some(severity), ..Words::default() });
        self.words.extend(severity.map(words));
        self
    }

    /// Adds one of what the finding reports together, or what is missing.
    #[must_use]
    pub fn member(self, member: Member) -> Self {
        self.members([member])
    }

    /// Adds what the finding reports together. The rule must leave out members that a baseline has: those
    /// that `Context::is_known`.
    #[must_use]
    pub fn members(mut self, members: impl IntoIterator<Item = Member>) -> Self {
        let room = MAX_MEMBERS.saturating_sub(self.members.len());
        self.members.extend(members.into_iter().take(room));
        self
    }

    /// Sets the breach of the schema that the finding reports.
    #[must_use]
    pub fn breach(self, breach: &Breach) -> Self {
        self.breaches([breach])
    }

    /// Makes it the breach of `additionalProperties` by a section, which the projection does not contain.
    #[must_use]
    pub(super) fn unexpected_section(self) -> Self {
        let (pointer, keyword) = ("/sections".to_owned(), "additionalProperties".to_owned());
        let breach = SchemaBreach { pointer, keyword, schema: String::new(), note: None };
        Self { breach: Some(Box::new(breach)), ..self }
    }

    /// Sets the breaches that the finding reports, which are of the same keyword. Without any, the finding
    /// is unchanged.
    #[must_use]
    pub fn breaches<'b>(self, breaches: impl IntoIterator<Item = &'b Breach>) -> Self {
        let mut breaches = breaches.into_iter();
        let Some(first) = breaches.next() else { return self };
        let mut common = first.pointer.as_str();
        let mut words = vec![Arc::clone(&first.words)];
        for breach in breaches {
            common = pointer::common_ancestor(common, &breach.pointer);
            if !words.contains(&breach.words) {
                words.push(Arc::clone(&breach.words));
            }
        }
        let mut notes = words.iter().map(|words| &words.note);
        let note = notes.next().filter(|first| notes.all(|note| note == *first)).cloned().flatten();
        let breach = SchemaBreach {
            pointer: common.to_owned(),
            keyword: first.keyword.name().to_owned(),
            schema: first.schema.clone(),
            note,
        };
        Self { breach: Some(Box::new(breach)), words, ..self }
    }

    /// The severity that the note type gives to what it reports: the highest, as one of several may have none.
    fn severity(&self, rule: Severity) -> Severity {
        let given = self.words.iter().map(|words| words.severity.unwrap_or(rule));
        given.max().unwrap_or(rule)
    }

    /// The help that the note type gives in place of that of the rule.
    fn authored_help(&self) -> Option<String> {
        let mut texts: Vec<&str> = Vec::new();
        for text in self.words.iter().filter_map(|words| words.help.as_deref()) {
            if !texts.contains(&text) && texts.len() < MAX_TEXTS {
                texts.push(text);
            }
        }
        (!texts.is_empty()).then(|| texts.join("; "))
    }
}
