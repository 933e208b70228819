use crate::{
    diagnostic::RuleId,
    notetype::{Breach, ItemsPlace, Keyword, Place, Size},
};

/// Returns the rule that reports `breach`, whether or not that rule is on: a breach whose rule is off is
/// not reported by another.
pub fn owner_of(breach: &Breach) -> RuleId {
    RuleId::new(owner_id(&breach.place, &breach.keyword))
}

const DEFAULT_OWNER: &str = "schema/violation";

fn owner_id(place: &Place, keyword: &Keyword) -> &'static str {
    match place {
        Place::Root => match keyword {
            Keyword::Required { property } if property == "frontmatter" => "frontmatter/missing",
            Keyword::Required { property } if property == "title" => "structure/title-missing",
            _ => DEFAULT_OWNER,
        },
        Place::Frontmatter | Place::FrontmatterValue { .. } => match keyword {
            Keyword::Required { .. } => "frontmatter/missing-key",
            Keyword::AdditionalProperties { .. } => "frontmatter/unknown-key",
            _ => "frontmatter/invalid-value",
        },
        Place::Sections { .. } => match keyword {
            Keyword::Required { .. } | Keyword::MinProperties(_) => "structure/section-missing",
            Keyword::AdditionalProperties { .. } | Keyword::MaxProperties(_) => "structure/section-unknown",
            _ => DEFAULT_OWNER,
        },
        Place::Text { .. } => match keyword {
            Keyword::MinLength(Size { found: 0, .. }) => "structure/section-empty",
            _ => DEFAULT_OWNER,
        },
        Place::Items(ItemsPlace::Quadrant { .. }) => items(keyword, "swot/empty"),
        Place::Items(ItemsPlace::Section { .. } | ItemsPlace::Entry { .. } | ItemsPlace::Part { .. }) => {
            items(keyword, "structure/section-empty")
        }
        Place::Item(..) => match keyword {
            Keyword::Required { property } if property == "lead" => "structure/point-lead",
            _ => DEFAULT_OWNER,
        },
        Place::Entry { .. } => match keyword {
            Keyword::Required { property } if property == "fields" => "structure/entry-field",
            _ => DEFAULT_OWNER,
        },
        Place::Fields { .. } => match keyword {
            Keyword::Required { .. } => "structure/entry-field",
            _ => none_there(keyword),
        },
        Place::Rating { .. } => match keyword {
            Keyword::Required { .. } => "rating/missing-axis",
            Keyword::AdditionalProperties { .. } => "rating/unknown-axis",
            _ => none_there(keyword),
        },
        Place::Axis { .. } => match keyword {
            Keyword::Required { property } if property == "score" => "rating/malformed",
            Keyword::Required { property } if property == "reason" => "rating/missing-reason",
            _ => DEFAULT_OWNER,
        },
        Place::Score { .. } => match keyword {
            Keyword::Type { .. } => "rating/malformed",
            Keyword::Limit { .. } | Keyword::Const { .. } => "rating/range",
            _ => DEFAULT_OWNER,
        },
        Place::Reason { .. } => match keyword {
            Keyword::MinLength(Size { found: 0, .. }) => "rating/missing-reason",
            _ => DEFAULT_OWNER,
        },
        Place::Swot { .. } => match keyword {
            Keyword::Required { .. } => "swot/incomplete",
            _ => none_there(keyword),
        },
        Place::ItemPart(..)
        | Place::Field { .. }
        | Place::Table { .. }
        | Place::Nested { .. }
        | Place::Repeated { .. }
        | Place::Parts { .. }
        | Place::Count { .. }
        | Place::Other => DEFAULT_OWNER,
    }
}

/// Returns the rule about the number of items: `empty` if there are none.
fn items(keyword: &Keyword, empty: &'static str) -> &'static str {
    match keyword {
        Keyword::MinItems(Size { found: 0, .. }) => empty,
        Keyword::MinItems(_) | Keyword::MaxItems(_) => "structure/points-count",
        _ => DEFAULT_OWNER,
    }
}

fn none_there(keyword: &Keyword) -> &'static str {
    match keyword {
        Keyword::MinItems(Size { found: 0, .. }) | Keyword::MinProperties(Size { found: 0, .. }) => {
            "structure/section-empty"
        }
        _ => DEFAULT_OWNER,
    }
}

#[cfg(test)]
#[path = "owner_tests.rs"]
mod tests;
