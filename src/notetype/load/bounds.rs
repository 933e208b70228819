//! Limits of a schema that exclude each other.

use serde_json::Value;

use crate::{
    diagnostic::Fault,
    notetype::schema::{Contradiction, Node},
};

/// The lower and the upper limit of one size, and the type of the values that have it.
const SIZES: [(&str, &str, &str); 3] = [
    ("minLength", "maxLength", "string"),
    ("minItems", "maxItems", "array"),
    ("minProperties", "maxProperties", "object"),
];

/// Beyond it, a number may be equal to another one only because both were rounded.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A limit: the node of its keyword, the keyword and its value.
struct Limit<'a> {
    node: Node<'a>,
    keyword: &'static str,
    value: f64,
    /// Whether the limit itself is excluded.
    is_open: bool,
}

/// Two limits between which there is nothing, in `facets` that apply to values of `types`.
pub(super) fn crossed<'a>(facets: &[Node<'a>], types: &[&str]) -> Option<Contradiction<'a>> {
    let sizes = SIZES.iter().filter(|(.., of)| types.contains(of)).find_map(|(min, max, of)| {
        let lowest = limits(facets, min).max_by(|a, b| a.value.total_cmp(&b.value))?;
        let highest = limits(facets, max).min_by(|a, b| a.value.total_cmp(&b.value))?;
        (lowest.value > highest.value).then(|| describe(lowest, &highest, of))
    });
    let numbers = || numbers(facets).filter(|_| types.contains(&"integer"));
    // A value of another type satisfies all of `contains`.
    let contained = || contained(facets).filter(|_| types == ["array"]);
    sizes.or_else(numbers).or_else(|| items(facets, types)).or_else(contained)
}

/// More items that `contains` asks for than there may be.
fn contained<'a>(facets: &[Node<'a>]) -> Option<Contradiction<'a>> {
    facets.iter().find_map(|facet| {
        let contains = facet.get("contains")?;
        let limit = |keyword| limits(std::slice::from_ref(facet), keyword).next();
        let least = limit("minContains").unwrap_or(Limit {
            node: contains,
            keyword: "minContains",
            value: 1.0,
            is_open: false,
        });
        let most = limits(facets, "maxItems").chain(limit("maxContains"));
        let most = most.min_by(|a, b| a.value.total_cmp(&b.value)).filter(|most| least.value > most.value)?;
        let message = format!(
            "`{}` is {}, but `{}` is {}: no array satisfies both",
            least.keyword, least.value, most.keyword, most.node.value
        );
        Some((least.node, Fault::new(message)))
    })
}

fn describe<'a>(lowest: Limit<'a>, highest: &Limit<'a>, of: &str) -> Contradiction<'a> {
    let Limit { node, keyword, .. } = lowest;
    let message = format!(
        "`{keyword}` is {}, but `{}` is {}: no {of} satisfies both",
        node.value, highest.keyword, highest.node.value
    );
    (node, Fault::new(message))
}

fn limits<'f, 'a: 'f>(facets: &'f [Node<'a>], keyword: &'static str) -> impl Iterator<Item = Limit<'a>> + 'f {
    facets.iter().filter_map(move |facet| {
        let node = facet.get(keyword)?;
        let value = node.value.as_f64()?;
        // In draft-04, the limit is in another keyword.
        let open = match keyword {
            "minimum" => facet.get("exclusiveMinimum"),
            "maximum" => facet.get("exclusiveMaximum"),
            _ => None,
        };
        let is_open =
            keyword.starts_with("exclusive") || open.is_some_and(|open| *open.value == Value::Bool(true));
        Some(Limit { node, keyword, value, is_open })
    })
}

fn numbers<'a>(facets: &[Node<'a>]) -> Option<Contradiction<'a>> {
    let lower = limits(facets, "minimum").chain(limits(facets, "exclusiveMinimum"));
    let lowest = lower.max_by(|a, b| a.value.total_cmp(&b.value).then(a.is_open.cmp(&b.is_open)))?;
    let upper = limits(facets, "maximum").chain(limits(facets, "exclusiveMaximum"));
    let highest = upper.min_by(|a, b| a.value.total_cmp(&b.value).then(b.is_open.cmp(&a.is_open)))?;
    let touch = lowest.value.total_cmp(&highest.value).is_eq() && lowest.value.abs() < EXACT;
    let is_empty = lowest.value > highest.value || touch && (lowest.is_open || highest.is_open);
    is_empty.then(|| describe(lowest, &highest, "number"))
}

/// More items than a list may have whose further items are `false`.
fn items<'a>(facets: &[Node<'a>], types: &[&str]) -> Option<Contradiction<'a>> {
    let most = facets.iter().filter_map(|facet| {
        let rest = |keyword| facet.get(keyword).is_some_and(|rest| *rest.value == Value::Bool(false));
        let (first, last) =
            if rest("items") { ("prefixItems", "items") } else { ("items", "additionalItems") };
        let first = facet.get(first);
        // Without an array in `items`, `additionalItems` has no effect.
        let none = (last == "items").then_some(0);
        let count = first.as_ref().map_or(none, |first| Some(first.value.as_array()?.len()));
        count.filter(|_| rest(last)).map(|count| (count, last))
    });
    let (most, keyword) = most.min()?;
    let lowest = limits(facets, "minItems").max_by(|a, b| a.value.total_cmp(&b.value))?;
    let asked = lowest.node.value.as_u64().and_then(|asked| usize::try_from(asked).ok())?;
    (asked > most && types.contains(&"array")).then(|| {
        let message = format!("`minItems` is {asked}, but `{keyword}: false` allows no more than {most}");
        (lowest.node, Fault::new(message))
    })
}
