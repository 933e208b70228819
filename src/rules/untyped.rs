//! The rules that run on notes without a type.

use super::frontmatter::{DuplicateKey, Fence, LostText, Syntax, Unclosed};
use crate::{diagnostic::RuleId, rules::NoteRule};

/// Whether `rule` needs no note type: it is about the text, links, the form of the frontmatter, or suppressions.
pub fn needs_no_type(rule: RuleId) -> bool {
    matches!(rule.group(), "text" | "link" | "suppression")
        || is_about_form(rule)
        || [LostText::ID, DuplicateKey::ID].contains(&rule)
}

/// Whether `rule` is about frontmatter that cannot be read: of what type a note is cannot be told then.
pub fn is_about_form(rule: RuleId) -> bool {
    [Fence::ID, Unclosed::ID, Syntax::ID].contains(&rule)
}
