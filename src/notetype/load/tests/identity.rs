//! What a type says of the ids of its notes.

use super::*;

/// The faults of a type with this `x-note` and these sections, without their places.
fn said(identity: &str) -> Vec<String> {
    let text = format!(
        "x-note: {{ type: t, {identity} }}\nproperties:\n  title: {{ type: string }}\n  frontmatter:\n    \
         additionalProperties: false\n    properties: {{ eip: {{ type: integer }}, meta: {{ type: object }}, \
         '~/': {{}} }}\n  intro:\n    x-note: {{ content: fields }}\n    type: object\n  sections:\n    \
         properties: {{ meta: {{ x-note: {{ content: text }}, type: string }} }}\n"
    );
    let faults = faults("t.yaml", &text, &[]);
    faults.iter().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect()
}

#[test]
fn sources_are_titles_paths_and_values_that_notes_may_have() {
    for right in [
        "id: { file: '^eip-(\\d+)$', /frontmatter/eip: '^\\d+$', mention: 'EIP-(\\d+)' }",
        "id: { title: a, path: a, file: a, folder: a }",
        "id: { /frontmatter/meta/id: a, /intro/Proposal: a, /title: a, /sections/meta: a, /frontmatter/~0~1: a }",
        "id: { file: a }, agree: [{ folder: '.+', /frontmatter/eip: '.+' }, { title: a, file: a, path: a }]",
        "agree: [{ folder: '.+', title: '.+' }]",
    ] {
        assert_eq!(said(right), [""; 0], "{right}");
    }
}

#[test]
fn what_is_no_source_is_a_fault() {
    for (identity, wanted) in [
        (
            "id: 5",
            "`id` must be a regular expression, a string, or a mapping of sources to regular expressions | quote it: \
             `\"5\"`",
        ),
        (
            "id: [a]",
            "`id` must be a regular expression, a string, or a mapping of sources to regular expressions",
        ),
        (
            "id: {}",
            "`id` names no source | add one: `title`, `path`, `file`, `folder` or a JSON Pointer such as \
             `/frontmatter/id`",
        ),
        (
            "id: { mention: a }",
            "`id` names no source | add one: `title`, `path`, `file`, `folder` or a JSON Pointer such as \
             `/frontmatter/id`",
        ),
        ("id: { titel: a }", "unknown source `titel` of an id | did you mean `title`?"),
        (
            "id: { heading: a }",
            "unknown source `heading` of an id | expected `title`, `path`, `file`, `folder`, `mention` or a JSON \
             Pointer such as `/frontmatter/id`",
        ),
        (
            "id: { frontmatter.eip: a }",
            "unknown source `frontmatter.eip` of an id | did you mean `/frontmatter/eip`?",
        ),
        (
            "id: { frontmatter/eip: a }",
            "unknown source `frontmatter/eip` of an id | did you mean `/frontmatter/eip`?",
        ),
        ("id: { file: 5 }", "`file` must be a regular expression, a string | quote it: `\"5\"`"),
        ("id: { /frontmatter/eip: [a] }", "`/frontmatter/eip` must be a regular expression, a string"),
        ("id: { file: '(' }", "`(` is not a valid regular expression"),
        (
            "id: { file: '(?!a)b' }",
            "the regular expression `(?!a)b` uses look-around, which is not supported",
        ),
        (
            "id: { file: '/^a$/' }",
            "nothing matches `/^a$/`: its slashes are part of the regular expression | write `^a$`",
        ),
        (
            "id: '\\d*'",
            "`\\d*` also matches empty text, which is no id | write a regular expression that matches at least one \
             character",
        ),
        (
            "id: { file: a, mention: '|b' }",
            "`|b` also matches empty text, which is no id | write a regular expression that matches at least one \
             character",
        ),
        (
            "id: { /frontmatter/eib: a }",
            "no note of this type has a value at `/frontmatter/eib` | did you mean `eip`?",
        ),
        (
            "id: { /frontmatter/eip/a: a }",
            "no note of this type has a value at `/frontmatter/eip/a` | `a` is inside of a value of type `integer`",
        ),
        (
            "id: { /frontmatter/meta: a }",
            "the value at `/frontmatter/meta` is of type `object`, expected text or a number",
        ),
        ("id: { /eip: a }", "no note of this type has a value at `/eip` | did you mean `/frontmatter/eip`?"),
        ("id: { /file: a }", "no note of this type has a value at `/file` | did you mean `file`?"),
        (
            "id: { /fronmatter/eip: a }",
            "no note of this type has a value at `/fronmatter/eip` | did you mean `/frontmatter/eip`?",
        ),
        ("id: { /id: a }", "no note of this type has a value at `/id`"),
        (
            "id: { /body/words: a }",
            "no note of this type has a value at `/body/words` | the type does not declare `body`",
        ),
        (
            "id: { /sections/mete: a }",
            "no note of this type has a value at `/sections/mete` | did you mean `meta`?",
        ),
        (
            "agree: { folder: a, title: a }",
            "`agree` must be a list of mappings of sources to regular expressions",
        ),
        ("agree: []", "`agree` has no mapping | omit it"),
        ("agree: [{ folder: a }]", "a mapping in `agree` must have at least two sources"),
        (
            "agree: [{ folder: a, mention: b }]",
            "`mention` is not valid in `agree` | it finds ids in text, and is no value of the note; write it in `id`",
        ),
    ] {
        assert_eq!(said(identity), [wanted], "{identity}");
    }
}
