use super::*;
use crate::note::Note;

#[test]
fn what_is_written_is_read_back_in_each_syntax() {
    let values: Value = serde_json::from_str(
            r#"{ "title": "A: b", "date": "2026-03-01", "tags": ["…", "no", "a, b"], "empty": [], "none": {},
                 "by": { "name": "x", "deep": { "n": 1.5 } }, "runs": [{ "at": "2026-03-01", "ok": true }, [1, 2]],
                 "a.b": "two\nlines" }"#,
        )
        .unwrap();
    for syntax in [Syntax::Yaml, Syntax::Toml, Syntax::Json] {
        let text = syntax.frontmatter(values.as_object().unwrap());
        let note = format!("{text}\n# A\n");
        let note = Note::parse(&note);
        let read = note.frontmatter.mapping().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(read.root.to_traced().to_value(), values, "{text}");
    }
}

#[test]
fn lists_are_in_block_style() {
    let values: Value = serde_json::from_str(r#"{ "date": "2026-03-01", "tags": ["a", "…"] }"#).unwrap();
    let text = Syntax::Yaml.frontmatter(values.as_object().unwrap());
    assert_eq!(text, "---\ndate: 2026-03-01\ntags:\n  - a\n  - …\n---\n");
}
