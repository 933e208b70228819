use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer,
    de::{EnumAccess, Error, VariantAccess, Visitor},
};

use crate::diagnostic::Severity;

/// Whether a rule runs, and the severity of its diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It does not run.
    Off,
    /// It runs with this severity.
    On(Severity),
}

impl Level {
    /// The names of all levels, the lowest first.
    pub const NAMES: &[&str] = &["off", "info", "warning", "error"];

    /// Returns the level `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "off" => Self::Off,
            "info" => Self::On(Severity::Info),
            "warning" => Self::On(Severity::Warning),
            "error" => Self::On(Severity::Error),
            _ => return None,
        })
    }
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl<'de> Visitor<'de> for Name {
            type Value = Level;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a severity or `off`")
            }

            fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Level, A::Error> {
                let (name, variant) = access.variant::<String>()?;
                variant.unit_variant()?;
                Level::from_name(&name).ok_or_else(|| A::Error::unknown_variant(&name, Level::NAMES))
            }
        }

        deserializer.deserialize_enum("Level", Level::NAMES, Name)
    }
}

impl JsonSchema for Level {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "level".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": Level::NAMES })
    }
}
