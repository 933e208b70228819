use std::sync::Arc;

use super::*;
use crate::{
    disk::Overlay,
    workspace::{
        assignment::Assignment,
        engine::Workspace,
        note_result::{Memory, ReadNote},
        options::Options,
    },
};

/// Takes each type for sound, with the files `fetched`.
#[derive(Clone)]
struct Liar {
    fetched: Vec<&'static str>,
}

impl TypeMemory for Liar {
    fn open(&self, _: &Path, _: usize) -> Box<dyn TypeRecords> {
        Box::new(self.clone())
    }
}

impl TypeRecords for Liar {
    fn get(&self, _: &str, _: &[&[u8]]) -> Option<Vec<u8>> {
        postcard::to_allocvec(&self.fetched).ok()
    }

    fn put(&self, name: &str, _: &[&[u8]], _: &[u8]) {
        panic!("{name} was loaded");
    }

    fn save(self: Box<Self>) {}
}

impl Memory for Liar {
    fn is_worth(&self, _: usize) -> bool {
        false
    }

    fn assignment(&self, _: &ReadNote<'_>, assign: &dyn Fn() -> Assignment) -> Assignment {
        assign()
    }

    fn types(&self) -> Arc<dyn TypeMemory> {
        Arc::new(self.clone())
    }
}

const SOUND: &str = "x-note: { type: t0 }\nproperties:\n  sections:\n    required: [aims, bread]\n    properties:\n      \
                     aims: { x-note: { heading: Aims, content: text } }\n      bread: { x-note: { heading: Bread, content: text } }\n";

/// Opens a note of the first of eight types, of which `schemas` are those of the first ones and the others have faults.
/// Returns the faults, or the rules that report something if there are none.
fn opened(
    schemas: &[&str],
    note: &str,
    fetched: &[&'static str],
) -> Result<(Vec<String>, Workspace), Vec<String>> {
    let files = Overlay::in_memory("/notes");
    let entries =
        (0..MIN_TYPES_FOR_CACHE).map(|at| format!("{{ name: t{at}, schema: t{at}.yaml, files: [{at}.md] }}"));
    let config = format!("types: [{}]\n", entries.collect::<Vec<_>>().join(", "));
    for at in 0..MIN_TYPES_FOR_CACHE {
        let schema = schemas.get(at).copied().unwrap_or("no: type\n");
        files.insert(format!("/notes/t{at}.yaml"), schema);
    }
    for (path, text) in
        [("/notes/notelint.yaml", &*config), ("/notes/0.md", note), ("/notes/a.yaml", "type: string")]
    {
        files.insert(path, text);
    }
    let liar = Liar { fetched: fetched.to_vec() };
    let workspace = Workspace::open_with(Options::default(), Arc::new(files), Some(&liar));
    let mut workspace =
        workspace.map_err(|faults| faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>())?;
    let reports = workspace.check_all();
    let rules = reports
        .iter()
        .flat_map(|report| report.diagnostics.iter())
        .map(|said| said.diagnostic.rule.to_string());
    Ok((rules.collect(), workspace))
}

#[test]
fn a_type_that_no_note_needs_is_not_loaded() {
    let (said, _) = opened(&[SOUND], "# A\n\n## Aims\n\nText.\n\n## Bread\n\nText.\n", &[]).unwrap();
    assert_eq!(said, [""; 0]);
}

#[test]
fn what_is_kept_and_not_true_is_a_fault_and_no_panic() {
    assert_eq!(opened(&[], "# A\n", &[]).err().unwrap(), ["the type has no name"]);
    let other = SOUND.replace("t0", "other");
    assert_eq!(opened(&[&other], "# A\n", &[]).err().unwrap(), ["type is named `other`, but was `t0`"]);
    let refers = SOUND.replace("content: text } }", "content: text }, $ref: a.yaml }");
    let unread = "`$ref` refers to `a.yaml`, which cannot be read: it was not known";
    assert_eq!(opened(&[&refers], "# A\n", &[]).err().unwrap(), [unread]);
    assert!(opened(&[&refers], "# A\n", &["a.yaml"]).is_ok());
}

#[test]
fn so_it_is_in_a_type_that_a_note_is_compared_with() {
    let (said, workspace) = opened(&[SOUND], "# A\n", &[]).unwrap();
    assert_eq!(said, ["structure/section-missing"]);
    let faults: Vec<_> = workspace.state.catalog().faults_of_sound().collect();
    assert_eq!(faults.len(), MIN_TYPES_FOR_CACHE - 1, "{faults:?}");
}
