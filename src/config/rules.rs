use crate::{
    rules::{Layer, Level, Selector, Setting, find},
    text::suggest_or_list,
    tree::{self, Data, Entry, Node, Problem, ReadFault},
};

/// Reads the value of a `rules` key, and adds its faults to `faults`.
pub(super) fn read_rules(node: &Node, faults: &mut Vec<ReadFault>) -> Layer {
    let Some(entries) = node.as_mapping() else {
        faults.push(ReadFault::wrong_kind(node, "`rules`", "a mapping"));
        return Layer::new();
    };
    let mut layer = Layer::new();
    for entry in entries {
        match Selector::parse(&entry.name) {
            Ok(selector) => layer.push((selector, setting(selector, entry, faults))),
            Err(error) => {
                faults.push(ReadFault::refused(entry.key, error.to_string(), Some(error.help())));
            }
        }
    }
    layer
}

fn setting(selector: Selector, entry: &Entry, faults: &mut Vec<ReadFault>) -> Setting {
    let name = format!("`{selector}`");
    let entries = match &entry.value.data {
        Data::Mapping(entries) => entries,
        Data::Sequence(_) => {
            faults.push(ReadFault::wrong_kind(&entry.value, name, "a severity or a mapping"));
            return Setting::default();
        }
        Data::Scalar { .. } => {
            return Setting { level: level(&entry.value, &name, faults), ..Setting::default() };
        }
    };
    let (severity, options): (Vec<Entry>, Vec<Entry>) =
        entries.iter().cloned().partition(|entry| entry.name == SEVERITY);
    let severity = severity.first().and_then(|entry| level(&entry.value, "`severity`", faults));
    let options = match selector {
        Selector::Rule(id) => find(id.as_str()).map(|rule| (rule.read_options)(&options, &name)),
        Selector::Group(_) if options.is_empty() => None,
        Selector::Group(_) => {
            Some(Err(options.iter().map(|option| option_of_group(option, &name)).collect()))
        }
    };
    let options = options.transpose().unwrap_or_else(|found| {
        faults.extend(found.into_iter().map(|fault| option_fault(fault, &name)));
        None
    });
    Setting { level: severity, options: options.unwrap_or_default() }
}

/// The key beside the options of a rule.
const SEVERITY: &str = "severity";

fn level(node: &Node, name: &str, faults: &mut Vec<ReadFault>) -> Option<Level> {
    tree::read::<Option<Level>>(node, name).finish().unwrap_or_else(|found| {
        faults.extend(found);
        None
    })
}

fn option_of_group(option: &Entry, group: &str) -> ReadFault {
    let message = format!("unknown option `{}` of the group {group}", option.name);
    let help = "set the options of one of its rules".to_owned();
    ReadFault::refused(option.key, message, Some(help))
}

/// `fault`, in words about options if it is a key that the rule `name` does not have.
fn option_fault(fault: ReadFault, name: &str) -> ReadFault {
    match fault.problem {
        Problem::UnknownKey { place, key, known, .. } if place == name => {
            let help = suggest_or_list(&key, known.iter().copied().chain([SEVERITY]));
            ReadFault::refused(fault.span, format!("unknown option `{key}` of {name}"), Some(help))
        }
        problem => ReadFault { problem, ..fault },
    }
}
