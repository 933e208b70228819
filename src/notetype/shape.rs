//! What a schema asks of a value, as far as a few words can say it.

use serde_json::Value;

use crate::text::Bound;

/// What a schema asks of a value, with the schemas that its references and `allOf` name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// The types that `type` names; any if there are none.
    pub types: Vec<String>,
    /// The values of `const` and `enum`; any if there are none.
    pub values: Vec<Value>,
    /// How many further values there are.
    pub other_values: usize,
    /// `pattern`
    pub pattern: Option<String>,
    /// `format`
    pub format: Option<String>,
    /// `minimum` and its like, each as it is written.
    pub limits: Vec<(Bound, String)>,
    /// `multipleOf` as it is written.
    pub multiple_of: Option<String>,
    /// `minLength` and `maxLength`
    pub length: (Option<u64>, Option<u64>),
    /// `minItems` and `maxItems`
    pub items: (Option<u64>, Option<u64>),
    /// `required`
    pub required: Vec<String>,
    /// `properties`, each with what is asked of it.
    pub members: Vec<(String, Shape)>,
    /// What `not` excludes.
    pub excluded: Option<Box<Shape>>,
    /// The branches of `anyOf` and `oneOf`.
    pub branches: Vec<Shape>,
    /// Whether no value is allowed: the schema `false`.
    pub is_never: bool,
}

impl Shape {
    /// The keys that it requires, if it asks for no more than that and for what is in them.
    pub fn only_required(&self) -> Option<&[String]> {
        let is_free = self.values.is_empty() && self.branches.is_empty() && self.excluded.is_none();
        let is_object = self.types.iter().all(|name| name == "object");
        let is_tagged = self.tags().next().is_some();
        let is_only = is_free && is_object && !is_tagged && !self.is_never && !self.required.is_empty();
        is_only.then_some(&self.required)
    }

    /// The members that it asks for, or names values of.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let tags = self.tags().map(|(name, _)| name);
        self.required.iter().map(String::as_str).chain(tags)
    }

    /// Whether it asks for a pattern and nothing else of text.
    pub fn only_pattern(&self) -> bool {
        let is_text = self.types.iter().all(|name| name == "string");
        is_text && self.format.is_none() && self.length == (None, None) && self.excluded.is_none()
    }

    /// The pattern, if it asks for text that matches it and nothing else.
    pub fn as_pattern(&self) -> Option<&str> {
        let rest = Self { pattern: None, types: Vec::new(), ..self.clone() };
        self.pattern.as_deref().filter(|_| self.only_pattern() && rest == Self::default())
    }

    /// What it excludes, if it asks for nothing else.
    pub fn as_excluded(&self) -> Option<&Self> {
        let rest = Self { excluded: None, ..self.clone() };
        self.excluded.as_deref().filter(|_| rest == Self::default())
    }

    /// The members of which it names values, or excludes any.
    pub fn tags(&self) -> impl Iterator<Item = (&str, &Self)> {
        let tags = self.members.iter().filter(|(_, member)| !member.values.is_empty() || member.is_never);
        tags.map(|(name, member)| (name.as_str(), member))
    }
}

/// What a schema asks where a value breaks it, beside the facts of the keyword.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// What the schemas of the keyword ask: of `not` and its like the one that must not be met, of
    /// `contains` and `propertyNames` the one that must be. Of several branches that are all met, these.
    pub shapes: Vec<Shape>,
    /// What each branch of the `anyOf` or `oneOf` asks that the breach stands for.
    pub alternatives: Vec<Shape>,
    /// The number of the keyword as the schema writes it.
    pub figure: Option<String>,
    /// How many items `contains` asks for.
    pub contains: (Option<u64>, Option<u64>),
    /// The keys of which each makes the missing one required.
    pub because_of: Vec<String>,
    /// The keys that the schema declares for the object in which a key is missing or not expected.
    pub declared: Vec<String>,
}
