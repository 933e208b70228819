use serde_json::{Map, Value};

/// Schemas have few keywords: to compare each takes less time than to hash the one that is looked for.
const FEW: usize = 16;

/// The member `key` of `object`.
pub(super) fn member<'a>(object: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    if object.len() > FEW {
        return object.get(key);
    }
    object.iter().find(|(name, _)| *name == key).map(|(_, value)| value)
}
