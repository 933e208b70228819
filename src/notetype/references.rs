//! The values of notes that a type calls references to other notes.

use super::{
    annotated::{Annotated, severity_of},
    schema::{Documents, Faults, RefersTo},
};
use crate::{
    diagnostic::{Fault, Severity},
    text::{Json, Traced, quote, suggest_or_list},
};

/// A value that names other notes.
#[derive(Clone, Debug)]
pub struct ReferenceValue<'t> {
    /// The value: a text, a number or an array, whose elements name notes, too.
    pub value: &'t Traced<'t>,
    /// The names of the types of which these notes must be; any, if there are none.
    pub types: Vec<String>,
    /// What the type says of how bad it is if there is no such note.
    pub severity: Option<Severity>,
}

/// Which values of notes name other notes.
#[derive(Debug, Default)]
pub(crate) struct References(Annotated);

impl References {
    /// Those of `documents`.
    pub(super) fn of(documents: &Documents) -> Self {
        Self(Annotated::of(documents, |schema| RefersTo::of(schema).is_some()))
    }

    /// Whether no value does.
    pub(super) fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    /// The values of `projection` that name notes, each once.
    pub(super) fn find<'t>(
        &self,
        documents: &Documents,
        projection: &'t Traced<'t>,
    ) -> Vec<ReferenceValue<'t>> {
        let mut found: Vec<ReferenceValue<'t>> = Vec::new();
        self.0.visit(documents, projection, &mut |part| {
            let mut references: Vec<RefersTo> = part.schemas.iter().filter_map(RefersTo::of).collect();
            let is_list = matches!(part.value.json(), Json::Array(_));
            let is_value = is_list || matches!(part.value.json(), Json::String(_) | Json::Number(_));
            if references.is_empty() || !is_value {
                return true;
            }
            let items = part.schemas.iter().filter(|_| is_list).filter_map(|schema| schema.get("items"));
            let items: Vec<_> = items.collect();
            references.extend(items.iter().filter_map(RefersTo::of));
            let severity = severity_of(&items).or(part.severity);
            let mut types: Vec<String> = Vec::new();
            for reference in references {
                match reference {
                    RefersTo::Type(name) if !types.contains(&name) => types.push(name),
                    _ => {}
                }
            }
            found.push(ReferenceValue { value: part.value, types, severity });
            false
        });
        found
    }
}

/// Returns a fault for each `ref` of `documents` that names none of the types `known`.
pub(super) fn unknown(documents: &Documents, known: &[&str]) -> Vec<Fault> {
    let mut faults = Faults::default();
    documents.visit(&mut |schema| {
        let Some(RefersTo::Type(name)) = RefersTo::of(schema) else { return };
        if !known.contains(&&*name) {
            let fault = Fault::new(format!("`ref` names the note type {}, which is unknown", quote(&name)));
            let fault = fault.help(suggest_or_list(&name, known.iter().copied()));
            faults.value(documents, &RefersTo::node(schema).unwrap_or_else(|| schema.clone()), fault);
        }
    });
    faults.finish(documents)
}
