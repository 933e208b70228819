use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{SeqAccess, Visitor},
};

/// Reads a list, leaving out the items that cannot be read. For `#[serde(deserialize_with)]`; `C`
/// is `Vec<T>` or an `Option` of it.
///
/// # Errors
/// If it is not a list, or the deserializer cannot continue after an item that it could not read.
pub fn items<'de, D, T, C>(deserializer: D) -> Result<C, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
    C: From<Vec<T>>,
{
    deserializer.deserialize_seq(Items(PhantomData)).map(C::from)
}

struct Items<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Items<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut items = Vec::new();
        loop {
            let left = list.size_hint();
            match list.next_element() {
                Ok(Some(item)) => items.push(item),
                Ok(None) => return Ok(items),
                // If the list has not become shorter, this would never end.
                Err(error) if list.size_hint() >= left => return Err(error),
                Err(_) => {}
            }
        }
    }
}
