//! Bad input: each is said clearly, ends with the right exit code, and never with a panic.

use std::{fs, path::Path};

use crate::support::{json, run};

/// The exit code, and what is said: each finding as `line:column rule`, each fault as `path: message`.
fn said(folder: &Path, arguments: &[&str]) -> (i32, Vec<String>) {
    let output = run(folder, arguments.iter().chain(&["--format", "json"]));
    let code = output.status.code().unwrap_or_else(|| panic!("ended by a signal: {output:?}"));
    let report = json(&output);
    let finding = |finding: &serde_json::Value| {
        let start = &finding["range"]["start"];
        format!("{}:{} {}", start["line"], start["column"], finding["rule"].as_str().unwrap())
    };
    let fault = |fault: &serde_json::Value| {
        format!("{}: {}", fault["path"].as_str().unwrap_or("-"), fault["message"].as_str().unwrap())
    };
    let findings = report["diagnostics"].as_array().unwrap().iter().map(finding);
    (code, findings.chain(report["faults"].as_array().unwrap().iter().map(fault)).collect())
}

/// What is said of a note that is `text`, by the rules about frontmatter and title.
fn said_of(text: impl AsRef<[u8]>) -> (i32, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), text).unwrap();
    said(folder.path(), &["a.md", "--isolated", "--select", "frontmatter,structure/title-missing"])
}

#[test]
fn an_empty_file() {
    assert_eq!(
        said_of(""),
        (1, vec!["1:1 frontmatter/missing".into(), "1:1 structure/title-missing".into()])
    );
}

#[test]
fn a_file_that_is_not_utf8() {
    let message = "a.md: invalid UTF-8 byte 0xFF at offset 4";
    assert_eq!(said_of(b"# A\n\xff"), (2, vec![message.into()]));
    assert_eq!(said_of(b"\xff\xfe#\0"), (2, vec!["a.md: is UTF-16, not UTF-8".into()]));
}

#[test]
fn fifty_megabytes_of_number_signs() {
    let message = "a.md: exceeds the limit of 16 MiB";
    assert_eq!(said_of("#".repeat(50_000_000)), (2, vec![message.into()]));
}

#[test]
fn nesting_that_would_take_too_long_to_read() {
    let text = format!("# A\n\n{}\n{}", "- [^1]: ".repeat(10_000), "a\n".repeat(200_000));
    let message = "a.md: lists or block quotes are nested too deeply to parse";
    assert_eq!(said_of(&text), (2, vec![message.into()]));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), &text).unwrap();
    let extracted = run(folder.path(), ["extract", "a.md", "--isolated"]);
    assert_eq!(extracted.status.code(), Some(2));
    assert_eq!(json(&extracted), serde_json::json!({ "version": 1, "notes": [] }));
    // What cannot be read is not repaired.
    assert_eq!(run(folder.path(), ["a.md", "--isolated", "--fix"]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), text);
}

#[test]
fn a_bomb_of_aliases() {
    let tens = (1..12).map(|number| {
        let aliases = vec![format!("*a{}", number - 1); 10].join(",");
        format!("a{number}: &a{number} [{aliases}]\n")
    });
    let note = format!("---\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n{}---\n\n# A\n", tens.collect::<String>());
    let (code, said) = said_of(note);
    assert_eq!(code, 1);
    assert!(said.len() == 1 && said[0].ends_with("frontmatter/syntax"), "{said:?}");
}

#[test]
fn ten_thousand_levels_of_nesting() {
    let nested = format!("---\na: {}{}\n---\n\n# A\n", "[".repeat(10_000), "]".repeat(10_000));
    let (code, said) = said_of(nested);
    assert_eq!(code, 1);
    assert!(said.len() == 1 && said[0].ends_with("frontmatter/syntax"), "{said:?}");
    for deep in ["> ", "- ", "[", "**", "<!--", "(", "1. "] {
        let (code, said) = said_of(format!("# A\n\n{}x\n", deep.repeat(10_000)));
        assert_eq!((code, said), (1, vec!["1:1 frontmatter/missing".into()]), "{deep}");
    }
}

#[test]
fn a_line_of_hyphens_alone() {
    let (code, said) = said_of("---\n");
    assert_eq!(code, 1);
    assert_eq!(said[0], "1:1 frontmatter/unclosed");
}

#[test]
fn a_folder_without_notes_and_one_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(said(folder.path(), &["."]), (0, vec![]));
    assert_eq!(said(folder.path(), &["gone"]), (2, vec!["gone: cannot be read: no such file".into()]));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_does_not_stop_the_others() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "# A\n").unwrap();
    fs::write(folder.path().join("b.md"), "").unwrap();
    fs::set_permissions(folder.path().join("a.md"), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(folder.path().join("a.md")).is_ok() {
        // Who may read everything, such as root, cannot see this fault.
        return;
    }
    let (code, said) = said(folder.path(), &[".", "--isolated", "--select", "frontmatter/missing"]);
    assert_eq!(
        (code, said),
        (2, vec!["1:1 frontmatter/missing".into(), "a.md: cannot be read: permission denied".into()])
    );
}

/// What is said where the type of `a.md` is `schema`.
fn said_of_schema(schema: &str) -> (i32, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notelint.yaml"), "types: [{ name: page, schema: page.yaml }]\n").unwrap();
    fs::write(folder.path().join("page.yaml"), schema).unwrap();
    fs::write(folder.path().join("a.md"), "# A\n").unwrap();
    said(folder.path(), &["a.md"])
}

#[test]
fn a_schema_with_a_syntax_error() {
    let (code, said) = said_of_schema("type: object\nproperties: { a: b\n");
    assert_eq!(
        (code, said),
        (2, vec!["page.yaml: the bracket `{` of the value of `properties` is not closed".into()])
    );
}

#[test]
fn a_reference_to_the_network_and_one_out_of_the_folder() {
    let schema = |reference: &str| {
        format!(
            "x-note: {{ type: page }}\ntype: object\nproperties: {{ frontmatter: {{ $ref: \"{reference}\" }} }}\n"
        )
    };
    let (code, said) = said_of_schema(&schema("https://example.com/a.json"));
    let message =
        "page.yaml: `$ref` refers to `https://example.com/a.json`, but remote schemas are not fetched";
    assert_eq!((code, said), (2, vec![message.into()]));
    let (code, said) = said_of_schema(&schema("../../etc/passwd"));
    let message = "page.yaml: `$ref` refers to `../../etc/passwd`, which is not below the folder of the type";
    assert_eq!((code, said), (2, vec![message.into()]));
}

#[test]
fn all_faults_of_a_schema_at_once() {
    let (code, said) = said_of_schema("x-note: { type: page, idd: x }\ntype: objec\n");
    assert_eq!(code, 2);
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(said[0], "page.yaml: unknown key `idd` in `x-note`");
}

#[test]
fn a_fault_is_shown_in_its_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notelint.yaml"), "# 設定\nruls: {}\n").unwrap();
    fs::write(folder.path().join("a.md"), "").unwrap();
    let output = run(folder.path(), ["."]);
    let said = String::from_utf8(output.stderr).unwrap();
    for part in [
        "unknown key `ruls` in the configuration",
        "[notelint.yaml:2:1]",
        "2 | ruls: {}",
        "did you mean `rules`?",
    ] {
        assert!(said.contains(part), "{part} in:\n{said}");
    }
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_schema_that_is_no_schema() {
    for schema in ["", "just text", "[1, 2]", "5"] {
        let message = "page.yaml: a note type must be an object of JSON Schema keywords";
        assert_eq!(said_of_schema(schema), (2, vec![message.into()]), "{schema:?}");
    }
}

#[test]
fn references_that_lead_in_circles_and_ones_that_end() {
    let schema = |definitions: &str| {
        format!(
            "x-note: {{ type: page }}\ntype: object\nproperties: {{ title: {{ $ref: \"#/$defs/a\" }} }}\n$defs:\n{definitions}"
        )
    };
    let circle = schema("  a: { $ref: \"#/$defs/b\" }\n  b: { $ref: \"#/$defs/a\" }\n");
    assert_eq!(said_of_schema(&circle), (2, vec!["page.yaml: `$ref` refers to itself in a cycle".into()]));
    let tree = schema("  a: { type: [string, object], properties: { b: { $ref: \"#/$defs/a\" } } }\n");
    assert_eq!(said_of_schema(&tree), (0, vec![]), "a tree is finite where the note is");
    let twice = |number: usize| format!("{{ $ref: \"#/$defs/{number}\" }}, {{ $ref: \"#/$defs/{number}\" }}");
    let doubled = (1..40).map(|number| format!("  \"{number}\": {{ allOf: [{}] }}\n", twice(number - 1)));
    let bomb =
        schema(&format!("  a: {{ $ref: \"#/$defs/39\" }}\n  \"0\": {{}}\n{}", doubled.collect::<String>()));
    assert_eq!(
        said_of_schema(&bomb),
        (2, vec!["page.yaml: more than 20000 schemas apply to one value".into()])
    );
}

#[test]
fn regular_expressions_that_cost_too_much_and_ones_that_only_look_so() {
    let title = |pattern: &str| {
        said_of_schema(&format!(
            "x-note: {{ type: page }}\ntype: object\nproperties: {{ title: {{ type: string, pattern: '{pattern}' }} }}\n"
        ))
    };
    let message = "page.yaml: the regular expression `(a{1000}){1000}` is too large";
    assert_eq!(title("(a{1000}){1000}"), (2, vec![message.into()]));
    assert_eq!(title("("), (2, vec!["page.yaml: `(` is not a valid regular expression".into()]));
    assert_eq!(title("^(A+)+$"), (0, vec![]));
}

#[test]
fn a_schema_of_ten_megabytes() {
    let schema =
        format!("x-note: {{ type: page }}\ntype: object\ndescription: \"{}\"\n", "x".repeat(10_000_000));
    assert_eq!(said_of_schema(&schema), (0, vec![]));
}

#[test]
fn a_message_quotes_a_file_on_one_short_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notelint.yaml"), format!("? |\n  one\n  {}\n: 1\n", "x".repeat(1_000_000)))
        .unwrap();
    fs::write(folder.path().join("a.md"), "").unwrap();
    let (code, said) = said(folder.path(), &["."]);
    assert_eq!((code, said.len()), (2, 1));
    assert!(said[0].starts_with("notelint.yaml: unknown key `one xxx"), "{}", &said[0][..80]);
    assert!(said[0].len() < 400 && !said[0].contains('\n'));
}
