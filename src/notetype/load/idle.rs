//! What the type's own file says and never has an effect: values of `enum` that are never allowed,
//! alternatives that are never satisfied, keywords for values of another type. The files that it refers to
//! may be those of other programs.

use std::str::FromStr;

use jsonschema::{JsonType, json::SerdeJson};
use serde_json::{Map, Value};

use super::{
    candidates::{alone, is_of, shown},
    possible::{contradiction, facets},
};
use crate::{
    diagnostic::Fault,
    notetype::{
        engine::options,
        schema::{Documents, Faults, Node, holders, inside},
    },
};

/// Faults for what never has an effect.
pub(super) fn idle(documents: &Documents, faults: &mut Faults) {
    documents.visit(&mut |schema| {
        if schema.document == 0 && !schema.only_refers() {
            keywords(documents, schema, faults);
            values(documents, schema, faults);
            alternatives(documents, schema, faults);
        }
    });
    annotations(documents, faults);
}

/// The keywords whose schemas say nothing of the values that notes have.
const UNANNOTATED: [&str; 4] = ["not", "propertyNames", "unevaluatedProperties", "unevaluatedItems"];

/// `deprecated` where it is about no value.
fn annotations(documents: &Documents, faults: &mut Faults) {
    let Some(root) = documents.root(0) else { return };
    let mut queue: Vec<(Node<'_>, Option<&str>)> = vec![(root, None)];
    while let Some((schema, around)) = queue.pop() {
        let is_deprecated = |node: &Node<'_>| *node.value == true;
        if let Some((keyword, node)) = around.zip(schema.get("deprecated").filter(is_deprecated)) {
            let message = format!("`deprecated` has no effect in `{keyword}`");
            let help = format!("move it to the same part outside of `{keyword}`");
            faults.key(documents, &node, Fault::new(message).help(help));
        }
        for (key, (holds, _), member) in holders(&schema) {
            let around = around.or_else(|| UNANNOTATED.into_iter().find(|keyword| *keyword == key));
            queue.extend(inside(holds, &member).into_iter().map(|(_, node)| (node, around)));
        }
    }
}

const NUMBER: &[&str] = &["number", "integer"];
const STRING: &[&str] = &["string"];
const ARRAY: &[&str] = &["array"];
const OBJECT: &[&str] = &["object"];

/// Keywords that restrict the values of some types alone.
const TYPED: [(&str, &[&str]); 26] = [
    ("minimum", NUMBER),
    ("maximum", NUMBER),
    ("exclusiveMinimum", NUMBER),
    ("exclusiveMaximum", NUMBER),
    ("multipleOf", NUMBER),
    ("minLength", STRING),
    ("maxLength", STRING),
    ("pattern", STRING),
    ("items", ARRAY),
    ("prefixItems", ARRAY),
    ("contains", ARRAY),
    ("minItems", ARRAY),
    ("maxItems", ARRAY),
    ("uniqueItems", ARRAY),
    ("minContains", ARRAY),
    ("maxContains", ARRAY),
    ("unevaluatedItems", ARRAY),
    ("properties", OBJECT),
    ("patternProperties", OBJECT),
    ("additionalProperties", OBJECT),
    ("unevaluatedProperties", OBJECT),
    ("propertyNames", OBJECT),
    ("minProperties", OBJECT),
    ("maxProperties", OBJECT),
    ("required", OBJECT),
    ("dependentRequired", OBJECT),
];

fn keywords(documents: &Documents, schema: &Node<'_>, faults: &mut Faults) {
    let Some(types) = schema.get("type").filter(|types| !faults.has(documents, types)) else { return };
    let named: Vec<&str> = match types.value.as_str() {
        Some(one) => vec![one],
        None => types.elements().filter_map(|one| one.value.as_str()).collect(),
    };
    // An unknown type is a fault already.
    if named.is_empty() || !named.iter().all(|name| JsonType::from_str(name).is_ok()) {
        return;
    }
    for (keyword, of) in TYPED {
        let Some(node) = schema.get(keyword) else { continue };
        if named.iter().any(|name| of.contains(name)) || faults.has(documents, &node) {
            continue;
        }
        let message = format!("`{keyword}` has no effect on a value of `type: {}`", shown(types.value));
        let meant = named.iter().find_map(|name| counterpart(keyword, name));
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("remove it, or write `type: {}`", of.first().copied().unwrap_or_default()),
        };
        faults.key(documents, &node, Fault::new(message).help(help));
    }
}

/// The keyword that does with values of `json_type` what `keyword` does with those of another type.
fn counterpart(keyword: &str, json_type: &str) -> Option<&'static str> {
    let is_lower = match keyword {
        "minimum" | "minLength" | "minItems" | "minProperties" => true,
        "maximum" | "maxLength" | "maxItems" | "maxProperties" => false,
        _ => return None,
    };
    let (lower, upper) = match json_type {
        "number" | "integer" => ("minimum", "maximum"),
        "string" => ("minLength", "maxLength"),
        "array" => ("minItems", "maxItems"),
        "object" => ("minProperties", "maxProperties"),
        _ => return None,
    };
    Some(if is_lower { lower } else { upper })
}

/// Values of `enum` that other keywords beside it exclude, or that are there twice.
fn values(documents: &Documents, schema: &Node<'_>, faults: &mut Faults) {
    let Some(list) = schema.get("enum").filter(|list| !faults.has(documents, list)) else { return };
    let keywords: Map<String, Value> = alone(schema);
    let types = schema.get("type").map(|types| types.value);
    let validator = options::<SerdeJson>().with_draft(schema.draft).build(&Value::Object(keywords)).ok();
    let elements: Vec<Node<'_>> = list.elements().collect();
    for element in &elements {
        let broken = || {
            let error = validator.as_ref()?.iter_errors(element.value).next()?;
            Some(error.kind().keyword().to_owned())
        };
        let fault = if let Some(types) = types.filter(|types| !is_of(types, element.value)) {
            let message = format!(
                "this value of `enum` does not satisfy `type: {}`, and is never allowed",
                shown(types)
            );
            let fault = Fault::new(message);
            match element.value {
                Value::Null => fault.help("add `null` to `type`, or remove the value"),
                other if types == "string" => fault.help(format!("quote it: `\"{other}\"`")),
                _ => fault,
            }
        } else if let Some(keyword) = broken() {
            Fault::new(format!("this value of `enum` does not satisfy `{keyword}`, and is never allowed"))
        } else {
            continue;
        };
        faults.value(documents, element, fault);
    }
    for (index, before) in repeated(&elements) {
        let message = format!("item {} of `enum` is the same as item {before}", index + 1);
        faults.value(documents, &elements[index], Fault::new(message).help("remove one of them"));
    }
}

/// Compared with one another up to this number.
const MAX_COMPARED: usize = 200;

/// The elements that are equal to an earlier one, with the number of that, counted from 1.
fn repeated(elements: &[Node<'_>]) -> Vec<(usize, usize)> {
    let compared = &elements[..elements.len().min(MAX_COMPARED)];
    let all = compared.iter().enumerate().filter_map(|(index, element)| {
        let before = compared[..index].iter().position(|other| other.value == element.value)?;
        Some((index, before + 1))
    });
    all.collect()
}

/// Alternatives that no value satisfies while there are others, or that stand there twice.
fn alternatives(documents: &Documents, schema: &Node<'_>, faults: &mut Faults) {
    let branches = ["anyOf", "oneOf"].map(|keyword| (keyword, schema.get(keyword)));
    if branches.iter().all(|(_, node)| node.is_none()) {
        return;
    }
    let own = facets(documents, std::slice::from_ref(schema));
    if contradiction(documents, &own).is_some() {
        return;
    }
    for (keyword, node) in branches.into_iter().filter_map(|(keyword, node)| Some((keyword, node?))) {
        let elements: Vec<Node<'_>> = node.elements().collect();
        for (index, before) in
            repeated(&elements).into_iter().filter(|(at, _)| elements[*at].object().is_some())
        {
            let never = if keyword == "oneOf" { ": no value satisfies just one of them" } else { "" };
            let message = format!("item {} of `{keyword}` is the same as item {before}{never}", index + 1);
            faults.value(documents, &elements[index], Fault::new(message).help("remove one of them"));
        }
        let reasons: Vec<Option<Fault>> = elements
            .iter()
            .map(|branch| {
                let together = [schema.clone(), branch.clone()];
                Some(contradiction(documents, &facets(documents, &together))?.1)
            })
            .collect();
        // If there is no other, `possible` tells why.
        if reasons.iter().all(Option::is_some) {
            continue;
        }
        for (index, (branch, reason)) in elements.iter().zip(reasons).enumerate() {
            if let Some(reason) = reason.filter(|_| !faults.has(documents, branch)) {
                let message =
                    format!("no value can match item {} of `{keyword}`: {}", index + 1, reason.message);
                faults.value(documents, branch, Fault { message, ..reason });
            }
        }
    }
}
