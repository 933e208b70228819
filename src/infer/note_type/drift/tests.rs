use super::drift;
use crate::infer::{
    NoteFacts, Surveyor,
    note_type::tests::{loaded, of},
};

#[test]
fn drift_tells_a_changed_template_from_mistakes() {
    let yaml = "\
$schema: https://json-schema.org/draft/2020-12/schema
x-note: { type: talk }
type: object
properties:
  frontmatter:
    type: object
    required: [title, place]
    properties:
      title: { type: string }
      place: { type: string }
      status: { enum: [given, planned] }
  sections:
    type: object
    required: [summary, notes]
    properties:
      summary: { x-note: { heading: Summary, content: points }, type: array, minItems: 3 }
      notes: { x-note: { heading: Notes }, type: string }
      end: { x-note: { heading: The End }, type: string }
";
    let note_type = loaded(yaml);
    let text = |note: usize| {
        let place = if note <= 25 { "place: hall\n" } else { "" };
        let room = if note > 25 { "room: 1\n" } else { "" };
        let notes = if note.is_multiple_of(4) { "" } else { "## Notes\n\nText.\n\n" };
        let status = if note.is_multiple_of(10) { "dropped" } else { "given" };
        format!(
            "---\ntitle: a\n{place}{room}status: {status}\n---\n\n## Summary\n\n- a\n- b\n\n{notes}## Thanks\n\nAll.\n\n## The end\n\nText.\n"
        )
    };
    let surveyor = Surveyor::new().unwrap();
    let facts: Vec<NoteFacts> =
        (1..=40).map(|note| surveyor.read(&format!("{note:03}.md"), &text(note))).collect();
    let found = drift(&note_type, &facts.iter().collect::<Vec<_>>());
    let messages: Vec<&str> = found.iter().map(|drift| drift.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the type does not know the key `room`, which 15 of 40 notes have (10 of 10 of the newest)",
            "required key `place` is missing in 15 of 40 notes (10 of 10 of the newest)",
            "`status` is `dropped` in 4 of 40 notes, which the type does not list",
            "`status` is `planned` in none of 40 notes, though the type lists it",
            "section `Summary` has 2 points in 40 of 40 notes, which the type does not allow",
            "required section `Notes` is missing in 10 of 40 notes of all ages",
            "the heading of section `The End` is `The end` in 40 of 40 notes",
            "the type does not know the section `Thanks`, which 40 of 40 notes have",
        ]
    );
    assert!(found[1].help.contains("the template has changed"), "{}", found[1].help);
    assert_eq!(found[2].notes, [9, 19, 29, 39]);
}

#[test]
fn an_inferred_type_has_no_drift() {
    let notes: Vec<(String, String)> = (1..=20)
        .map(|note| {
            let text = format!(
                "---\ntitle: Tides {note}\nstatus: given\n---\n\n# T\n\n## Notes\n\n- a\n\n## End\n\nText.\n"
            );
            (format!("{note:03}.md"), text)
        })
        .collect();
    let note_type = loaded(&of(&notes).to_yaml());
    let surveyor = Surveyor::new().unwrap();
    let facts: Vec<NoteFacts> = notes.iter().map(|(path, text)| surveyor.read(path, text)).collect();
    assert_eq!(drift(&note_type, &facts.iter().collect::<Vec<_>>()), []);
}
