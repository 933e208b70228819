use schemars::SchemaGenerator;
use serde_json::{Map, Value};

use super::{
    reader::Reader,
    written::{did_you_mean, known_are},
};
use crate::{
    rules::{Kind, Layer, Level, Registration, Selector, Setting, find},
    text::Span,
    tree::{Data, Entry, Node},
};

pub(super) const LEVELS: &[&str] = &["off", "info", "warning", "error"];

/// Reads the value of a `rules` key.
pub(super) fn read_rules(reader: &mut Reader<'_>, node: &Node) -> Layer {
    let mut layer = Layer::new();
    for entry in reader.mapping(node, "`rules`") {
        match Selector::parse(&entry.name) {
            Ok(selector) => {
                let setting = setting(reader, selector, &entry.value);
                layer.push((selector, setting));
            }
            Err(error) => {
                reader.fault_with_help(entry.key, error.to_string(), error.help());
            }
        }
    }
    layer
}

fn setting(reader: &mut Reader<'_>, selector: Selector, node: &Node) -> Setting {
    let Data::Mapping(entries) = &node.data else {
        return Setting { level: level(reader, selector, node), options: Map::new() };
    };
    let (severity, options): (Vec<&Entry>, Vec<&Entry>) =
        entries.iter().partition(|entry| entry.name == "severity");
    let level = severity.first().and_then(|entry| level(reader, selector, &entry.value));
    let options = match selector {
        Selector::Rule(id) => match find(id.as_str()) {
            Some(rule) => options_of(reader, rule, &options),
            None => Map::new(),
        },
        Selector::Group(group) => {
            for entry in options {
                let message = format!("the group `{group}` has no option `{}`", entry.name);
                reader.fault_with_help(entry.key, message, "set the options of one of its rules");
            }
            Map::new()
        }
    };
    Setting { level, options }
}

fn level(reader: &mut Reader<'_>, selector: Selector, node: &Node) -> Option<Level> {
    let what = format!("the severity of `{selector}`");
    let word = reader.string(node, &what)?;
    let level = parse_level(&word);
    if level.is_none() {
        let help = did_you_mean(&word, LEVELS.iter().copied());
        reader.fault_with_help(node.span, format!("{what} is `{word}`"), help);
    }
    level
}

fn parse_level(word: &str) -> Option<Level> {
    use crate::diagnostic::Severity;
    Some(match word {
        "off" => Level::Off,
        "info" => Level::On(Severity::Info),
        "warning" => Level::On(Severity::Warning),
        "error" => Level::On(Severity::Error),
        _ => return None,
    })
}

/// The options of `rule`, each tried by itself so that every fault is found and has its place.
fn options_of(reader: &mut Reader<'_>, rule: &Registration, entries: &[&Entry]) -> Map<String, Value> {
    let id = rule.meta.id;
    let mut options = Map::new();
    if entries.is_empty() {
        return options;
    }
    let known = names(rule);
    for entry in entries {
        if !known.contains(&entry.name) {
            let known = known.iter().map(String::as_str).chain(["severity"]);
            let help = did_you_mean(&entry.name, known);
            reader.fault_with_help(entry.key, format!("`{id}` has no option `{}`", entry.name), help);
            continue;
        }
        let value = entry.value.to_traced().to_value();
        match try_option(rule, &entry.name, &value) {
            Ok(()) => {
                options.insert(entry.name.clone(), value);
            }
            Err(error) => {
                let span: Span = if entry.value.span.is_empty() { entry.key } else { entry.value.span };
                let option = format!("option `{}` of `{id}`", entry.name);
                // serde: "unknown variant `a`, expected `b` or `c`", "…, expected one of `b`, `c`, `d`"
                let variant =
                    error.strip_prefix("unknown variant ").and_then(|rest| rest.split_once(", expected "));
                match variant {
                    Some((found, known)) => {
                        let known = known.trim_start_matches("one of ").replace(" or ", ", ");
                        reader.fault_with_help(span, format!("{option} is {found}"), known_are(&known));
                    }
                    None => reader.fault(span, format!("{option}: {error}")),
                }
            }
        }
    }
    options
}

/// The names of the options of `rule`.
fn names(rule: &Registration) -> Vec<String> {
    let schema = (rule.options)(&mut SchemaGenerator::default());
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.map(|properties| properties.keys().cloned().collect()).unwrap_or_default()
}

fn try_option(rule: &Registration, name: &str, value: &Value) -> Result<(), String> {
    let options = Value::Object(Map::from_iter([(name.to_owned(), value.clone())]));
    let error = match rule.kind {
        Kind::Note(make) => make(options).err(),
        Kind::Vault(make) => make(options).err(),
        Kind::Suppression => None,
    };
    error.map_or(Ok(()), |error| Err(error.to_string()))
}
