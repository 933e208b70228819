//! Of a part that a type does not name, nothing is reported but by the rules that need no type.

use crate::support::{folder, json, run};

/// The parts of a note, each as open as it can be, and the rules that may report it.
const PARTS: [(&str, &str, &[&str]); 5] = [
    ("frontmatter", "{ type: object }", &["frontmatter/fence"]),
    ("title", "{ type: string }", &["structure/title-multiple", "vault/duplicate-title"]),
    ("intro", "{ type: string }", &[]),
    ("sections", "{ type: object }", &[]),
    ("body", "{ type: object }", &[]),
];

/// Each is wrong in ways that a type can ask about.
const NOTES: [(&str, &str); 6] = [
    (
        "a.md",
        "---\nb: 1\na: 2\ntitle: Pumps\ntags: [heat, heat, Heat]\ndate: 2026/1/2\nempty:\n---\n\n# Heat\n\n#### Deep\n\n# Heat again\n",
    ),
    ("b.md", "---\ntags: [HEAT]\ntitle: Pumps\n---\n\n## Notes\n\n## Notes\n\n### Notes:\n"),
    ("c.md", "# Heat\n\nText\n\n1. one\n1. two\n\n- **Cost**: ⭐⭐⭐⭐⭐⭐⭐ (much)\n- [ ] …\n"),
    ("d.md", "+++\ntitle = \"Pumps\"\n+++\n\n##  Strengths\n\n##\n\n(what is good)\n"),
    ("e.md", "Key: value\nOther: value\n\n* Proposal: 12\n\n| A |\n| --- |\n"),
    ("f.md", "# Heat\n\n**Summary**\n\n…\n\n## [1.2.0] - 2026-13-01\n\n```\n```\n\n![](f.md)\n"),
];

#[test]
fn nothing_is_said_of_what_a_type_does_not_name() {
    for subset in 1..1 << PARTS.len() {
        let named = || PARTS.iter().enumerate().filter(|(at, _)| subset >> at & 1 == 1).map(|(_, part)| part);
        let properties = named().map(|(name, schema, _)| format!("  {name}: {schema}\n"));
        let properties = properties.collect::<Vec<_>>().concat();
        let schema = format!("x-note: {{ type: t }}\ntype: object\nproperties:\n{properties}");
        let mut files =
            vec![("notelint.yaml", "types: [{ name: t, schema: t.yaml }]\n"), ("t.yaml", &*schema)];
        files.extend(NOTES);
        let folder = folder(&files);
        let report = json(&run(folder.path(), ["check", "--format", "json"]));
        let rules =
            report["diagnostics"].as_array().unwrap().iter().map(|found| found["rule"].as_str().unwrap());
        let mut rules: Vec<&str> = rules.collect();
        rules.sort_unstable();
        rules.dedup();
        let mut expected: Vec<&str> = named().flat_map(|(_, _, rules)| *rules).copied().collect();
        // Tags are compared unless the type describes frontmatter without them.
        if named().all(|(name, ..)| *name != "frontmatter") {
            expected.push("vault/tag-variant");
        }
        expected.sort_unstable();
        assert_eq!(rules, expected, "{schema}");
    }
}
