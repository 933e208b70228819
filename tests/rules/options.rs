//! The table under `## Options` of a page, made from the JSON Schema of the rule's options: their doc
//! comments say what they mean, and serde's defaults what they are unless configured.

use std::fs;

use notelint::rules::Registration;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use crate::{bless, coverage::page_file};

/// The first lines of the table.
const HEAD: &str = "| option | value | default | meaning |\n| --- | --- | --- | --- |\n";

/// What is wrong with the table on the page of `rule`. With `NOTELINT_BLESS` it is written.
pub(crate) fn faults(rule: &Registration) -> Vec<String> {
    let file = page_file(&rule.meta);
    let page = fs::read_to_string(&file).unwrap();
    let with_table = with_table(&page, &table(rule));
    if page == with_table {
        return Vec::new();
    }
    if bless::is_on() {
        fs::write(file, with_table).unwrap();
        return Vec::new();
    }
    let diff = similar::TextDiff::from_lines(&page, &with_table);
    vec![format!("{file}\n{}", diff.unified_diff().header("page", "from the options"))]
}

/// `page` with `table` under `## Options`, in front of `## Fix` or at the end if there is no such section
/// yet; without the section if there is no option.
fn with_table(page: &str, table: &str) -> String {
    let lines: Vec<&str> = page.split_inclusive('\n').collect();
    let find = |heading: &str| lines.iter().position(|line| line.trim_end() == heading);
    let Some(start) = find("## Options") else {
        if table.is_empty() {
            return page.to_owned();
        }
        let (before, after) = lines.split_at(find("## Fix").unwrap_or(lines.len()));
        let parts = [before.concat(), format!("## Options\n\n{table}"), after.concat()];
        return parts
            .iter()
            .map(|part| part.trim_end())
            .collect::<Vec<_>>()
            .join("\n\n")
            .trim_end()
            .to_owned()
            + "\n";
    };
    let end = lines[start + 1..]
        .iter()
        .position(|line| line.starts_with("## "))
        .map_or(lines.len(), |at| start + 1 + at);
    if table.is_empty() {
        return [&lines[..start], &lines[end..]].concat().concat();
    }
    let is_row = |line: &&str| line.starts_with('|');
    let first = lines[start..end].iter().position(is_row).map_or(end, |at| start + at);
    let rows = lines[first..end].iter().take_while(|line| is_row(line)).count();
    [lines[..first].concat(), table.to_owned(), lines[first + rows..].concat()].concat()
}

/// The table of the options of `rule`; empty if it has none.
fn table(rule: &Registration) -> String {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let options = (rule.options)(&mut generator).to_value();
    let definitions = generator.definitions();
    let options = options["properties"].as_object().cloned().unwrap_or_default();
    let rows: String = options.iter().map(|(name, schema)| row(name, schema, definitions)).collect();
    if rows.is_empty() { rows } else { format!("{HEAD}{rows}") }
}

fn row(name: &str, schema: &Value, definitions: &Map<String, Value>) -> String {
    let referred = schema["$ref"].as_str().and_then(|path| definitions.get(path.rsplit('/').next()?));
    let declared = referred.unwrap_or(schema);
    let one_line = |text: &Value| text.as_str().unwrap_or_default().replace('\n', " ");
    let mut meaning = one_line(&schema["description"]);
    let variants: Vec<String> = declared["oneOf"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|variant| {
            format!(
                "{}: {}",
                code(&variant["const"]),
                decapitalized(one_line(&variant["description"]).trim_end_matches('.'))
            )
        })
        .collect();
    if variants.is_empty() {
        meaning.truncate(meaning.trim_end_matches('.').len());
    } else {
        meaning = format!("{meaning} {}", variants.join("; "));
    }
    assert!(!schema["default"].is_null(), "the default of `{name}` is not in its schema: derive `Serialize`");
    format!("| `{name}` | {} | {} | {meaning} |\n", values(declared), code(&schema["default"]))
}

/// The values that `schema` allows.
fn values(schema: &Value) -> String {
    if let Some(variants) = schema["oneOf"].as_array() {
        let values: Vec<String> = variants.iter().map(|variant| code(&variant["const"])).collect();
        return values.join(", ");
    }
    match schema["type"].as_str() {
        Some("array") => format!("list of {}s", values(&schema["items"])),
        Some("boolean") => "`true`, `false`".to_owned(),
        Some(kind @ ("string" | "integer" | "number")) => kind.to_owned(),
        _ => panic!("no words for the values of {schema}"),
    }
}

/// `value` as it is written in YAML.
fn code(value: &Value) -> String {
    format!("`{}`", value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

/// `text` with a small first letter, unless its first word is in capitals.
fn decapitalized(text: &str) -> String {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_owned(),
    }
}
