use serde_json::json;

use super::*;
use crate::{
    notetype::{PartId, QuadrantId, ROOT, SectionId},
    text::{Bound, Id},
};

/// The combinations that have an owner of their own; every other one belongs to `schema/violation`.
const CLAIMED: &[(&str, &[&str], &str)] = &[
    ("root", &["required frontmatter"], "frontmatter/missing"),
    ("root", &["required title"], "structure/title-missing"),
    ("frontmatter", REQUIRED, "frontmatter/missing-key"),
    ("frontmatter", &["additionalProperties"], "frontmatter/unknown-key"),
    ("frontmatter", VALUE, "frontmatter/invalid-value"),
    ("frontmatter value", REQUIRED, "frontmatter/missing-key"),
    ("frontmatter value", &["additionalProperties"], "frontmatter/unknown-key"),
    ("frontmatter value", VALUE, "frontmatter/invalid-value"),
    ("sections", REQUIRED, "structure/section-missing"),
    ("sections", &["minProperties of none"], "structure/section-missing"),
    ("sections", &["additionalProperties"], "structure/section-unknown"),
    ("text", &["minLength of none"], "structure/section-empty"),
    ("items", &["minItems of none"], "structure/section-empty"),
    ("items", &["minItems", "maxItems"], "structure/points-count"),
    ("items of an entry", &["minItems of none"], "structure/section-empty"),
    ("items of an entry", &["minItems", "maxItems"], "structure/points-count"),
    ("items of a reading", &["minItems of none"], "structure/section-empty"),
    ("items of a reading", &["minItems", "maxItems"], "structure/points-count"),
    ("items of a quadrant", &["minItems of none"], "swot/empty"),
    ("items of a quadrant", &["minItems", "maxItems"], "structure/points-count"),
    ("item", &["required lead"], "structure/point-lead"),
    ("entry", &["required fields"], "structure/entry-field"),
    ("fields", REQUIRED, "structure/entry-field"),
    ("fields", &["minItems of none", "minProperties of none"], "structure/section-empty"),
    ("rating", REQUIRED, "rating/missing-axis"),
    ("rating", &["additionalProperties"], "rating/unknown-axis"),
    ("rating", &["minItems of none", "minProperties of none"], "structure/section-empty"),
    ("axis", &["required score"], "rating/malformed"),
    ("axis", &["required reason"], "rating/missing-reason"),
    ("score", &["type"], "rating/malformed"),
    ("score", &["minimum", "maximum", "const"], "rating/range"),
    ("reason", &["minLength of none"], "rating/missing-reason"),
    ("swot", REQUIRED, "swot/incomplete"),
    ("swot", &["minItems of none", "minProperties of none"], "structure/section-empty"),
];

const REQUIRED: &[&str] = &[
    "required frontmatter",
    "required title",
    "required lead",
    "required fields",
    "required score",
    "required reason",
    "required other",
];

const VALUE: &[&str] = &[
    "type",
    "format",
    "pattern",
    "enum",
    "const",
    "minimum",
    "maximum",
    "minLength",
    "minLength of none",
    "minItems",
    "minItems of none",
    "maxItems",
    "minProperties of none",
    "uniqueItems",
    "anyOf",
    "not",
];

fn places() -> Vec<(&'static str, Place)> {
    let (section, entry) = (SectionId::new(0), 0);
    let own = ItemsPlace::Section { section };
    let of_entry = ItemsPlace::Entry { section, entry };
    let part = PartId::new(0);
    let of_part = ItemsPlace::Part { section, part };
    let of_quadrant = ItemsPlace::Quadrant { section, quadrant: QuadrantId::new(0) };
    let (axis, name, key) = (|| "市場性".to_owned(), "リンク".to_owned(), "date".to_owned());
    vec![
        ("root", Place::Root),
        ("frontmatter", Place::Frontmatter),
        ("frontmatter value", Place::FrontmatterValue { key }),
        ("sections", Place::Sections { group: ROOT }),
        ("text", Place::Text { section }),
        ("items", Place::Items(own)),
        ("items of an entry", Place::Items(of_entry)),
        ("items of a quadrant", Place::Items(of_quadrant)),
        ("item", Place::Item(own, 0)),
        ("item", Place::Item(of_entry, 0)),
        ("item", Place::Item(of_quadrant, 0)),
        ("part of an item", Place::ItemPart(own, 0)),
        ("entry", Place::Entry { section, entry }),
        ("fields", Place::Fields { section, entry: Some(entry) }),
        ("field", Place::Field { section, entry: Some(entry), name: name.clone() }),
        ("fields", Place::Fields { section, entry: None }),
        ("field", Place::Field { section, entry: None, name }),
        ("rating", Place::Rating { section }),
        ("axis", Place::Axis { section, axis: axis() }),
        ("score", Place::Score { section, axis: axis() }),
        ("reason", Place::Reason { section, axis: axis() }),
        ("swot", Place::Swot { section }),
        ("row of a table", Place::Table { section }),
        ("nested", Place::Nested { section }),
        ("repeated", Place::Repeated { section }),
        ("parts", Place::Parts { section }),
        ("count", Place::Count { section, part }),
        ("items of a reading", Place::Items(of_part)),
        ("other", Place::Other),
    ]
}

fn keywords() -> Vec<(String, Keyword)> {
    let size = |found| Size { limit: 2, found };
    let limit = |bound| Keyword::Limit { bound, limit: json!(1) };
    let named = [
        ("additionalProperties", Keyword::AdditionalProperties { property: "x".into() }),
        ("type", Keyword::Type { expected: vec!["string".into()] }),
        ("format", Keyword::Format { format: "date".into() }),
        ("pattern", Keyword::Pattern { pattern: "x".into() }),
        ("enum", Keyword::Enum { options: json!([1]).into() }),
        ("const", Keyword::Const { expected: json!(5).into() }),
        ("minimum", limit(Bound::AtLeast)),
        ("maximum", limit(Bound::AtMost)),
        ("minLength", Keyword::MinLength(size(1))),
        ("minLength of none", Keyword::MinLength(size(0))),
        ("minItems", Keyword::MinItems(size(1))),
        ("minItems of none", Keyword::MinItems(size(0))),
        ("maxItems", Keyword::MaxItems(size(3))),
        ("minProperties of none", Keyword::MinProperties(size(0))),
        ("uniqueItems", Keyword::UniqueItems { pair: (0, 1) }),
        ("anyOf", Keyword::AnyOf),
        ("not", Keyword::Not),
    ];
    let required = REQUIRED.iter().map(|name| {
        let property = name.trim_start_matches("required ").to_owned();
        ((*name).to_owned(), Keyword::Required { property })
    });
    named.into_iter().map(|(name, keyword)| (name.to_owned(), keyword)).chain(required).collect()
}

#[test]
fn each_place_and_keyword_has_the_rule_of_the_table() {
    let keywords = keywords();
    for (part, place) in places() {
        for (name, keyword) in &keywords {
            let owners =
                CLAIMED.iter().filter(|(on, names, _)| *on == part && names.contains(&name.as_str()));
            let rules: Vec<_> = owners.map(|(.., rule)| *rule).collect();
            let expected = rules.first().copied().unwrap_or("schema/violation");
            assert!(rules.len() < 2, "{part}, {name}: {rules:?}");
            assert_eq!(owner_id(&place, keyword), expected, "{part}, {name}");
        }
    }
}

#[test]
fn every_combination_of_the_table_is_one_that_is_tested() {
    let places = places();
    let keywords = keywords();
    for (part, names, _) in CLAIMED {
        assert!(places.iter().any(|(place, _)| place == part), "{part}");
        assert!(names.iter().all(|name| keywords.iter().any(|(keyword, _)| keyword == name)), "{names:?}");
    }
}
