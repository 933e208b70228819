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
    said(
        folder.path(),
        &["a.md", "--isolated", "--type", "tech-note", "--select", "frontmatter,structure/title-missing"],
    )
}

#[test]
fn an_empty_file() {
    assert_eq!(
        said_of(""),
        (1, vec!["1:1 frontmatter/missing".into(), "1:1 structure/title-missing".into()])
    );
}

/// The message and the help of the one fault of a note with these bytes.
fn fault_of(name: &str, bytes: &[u8]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let output = run(folder.path(), ["--isolated", "--type", "tech-note", "--format", "json"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let report = json(&output);
    let [fault] = &report["faults"].as_array().unwrap()[..] else { panic!("{report:#}") };
    assert_eq!(fs::read(folder.path().join(name)).unwrap(), bytes);
    let word = |key: &str| fault[key].as_str().unwrap_or_default().to_owned();
    (word("message"), word("help"))
}

const JAPANESE: &str = "# 会議の記録\n\n今日は水質の調査について話し合い、次の予定を決めた。\n";
const CHINESE: &str = "# 会议记录\n\n今天我们讨论了水质调查，并决定了下一步的计划。\n";
const TAIWANESE: &str = "# 會議記錄\n\n今天我們討論了水質調查，並決定了下一步的計畫。\n";
const KOREAN: &str = "# 회의 기록\n\n오늘은 수질 조사에 대해 이야기하고 다음 일정을 정했다.\n";
const FRENCH: &str = "# Réunion\n\nÉté déjà passé, où l’équipe a vérifié la qualité de l’eau à côté du théâtre : très bien réglé.\n";
const RUSSIAN: &str = "# Протокол\n\nСегодня мы обсудили качество воды и решили, что делать дальше.\n";

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn utf32(text: &str, bytes: fn(u32) -> [u8; 4]) -> Vec<u8> {
    text.chars().flat_map(|character| bytes(u32::from(character))).collect()
}

/// Texts in other encodings: what they are said to be, what `iconv` calls it, and the text.
fn encoded() -> Vec<(&'static str, &'static str, Vec<u8>, &'static str)> {
    let legacy = [
        ("probably Shift_JIS", "CP932", encoding_rs::SHIFT_JIS, JAPANESE),
        ("probably EUC-JP", "EUC-JP", encoding_rs::EUC_JP, JAPANESE),
        ("probably ISO-2022-JP", "ISO-2022-JP", encoding_rs::ISO_2022_JP, JAPANESE),
        ("probably GB18030", "GB18030", encoding_rs::GB18030, CHINESE),
        ("probably Big5", "BIG5", encoding_rs::BIG5, TAIWANESE),
        ("probably EUC-KR", "CP949", encoding_rs::EUC_KR, KOREAN),
        ("probably Windows-1251", "CP1251", encoding_rs::WINDOWS_1251, RUSSIAN),
        ("probably Windows-1252", "CP1252", encoding_rs::WINDOWS_1252, FRENCH),
    ];
    let legacy = legacy.map(|(name, iconv, encoding, text)| {
        let (bytes, _, failed) = encoding.encode(text);
        assert!(!failed, "{name}");
        (name, iconv, bytes.into_owned(), text)
    });
    let marked = format!("\u{feff}{JAPANESE}");
    let wide = [
        ("UTF-16", "UTF-16", utf16(&marked, u16::to_le_bytes), JAPANESE),
        ("UTF-16", "UTF-16", utf16(&marked, u16::to_be_bytes), JAPANESE),
        ("probably UTF-16LE", "UTF-16LE", utf16(JAPANESE, u16::to_le_bytes), JAPANESE),
        ("probably UTF-16BE", "UTF-16BE", utf16(JAPANESE, u16::to_be_bytes), JAPANESE),
        ("probably UTF-16LE", "UTF-16LE", utf16("# A\n\nplain\n", u16::to_le_bytes), "# A\n\nplain\n"),
        ("probably UTF-16BE", "UTF-16BE", utf16("# A\n\nplain\n", u16::to_be_bytes), "# A\n\nplain\n"),
        ("UTF-32", "UTF-32", utf32(&marked, u32::to_le_bytes), JAPANESE),
        ("UTF-32", "UTF-32", utf32(&marked, u32::to_be_bytes), JAPANESE),
        ("probably UTF-32LE", "UTF-32LE", utf32(JAPANESE, u32::to_le_bytes), JAPANESE),
        ("probably UTF-32BE", "UTF-32BE", utf32("# A\n", u32::to_be_bytes), "# A\n"),
    ];
    legacy.into_iter().chain(wide).collect()
}

#[test]
fn a_note_in_another_encoding() {
    for (name, iconv, bytes, _) in encoded() {
        let (message, help) = fault_of("a b.md", &bytes);
        assert_eq!(message, format!("is {name}, not UTF-8"));
        if cfg!(windows) {
            assert!(help.ends_with("in an editor, and save it as UTF-8"), "{help}");
        } else {
            let command = format!("`iconv -f {iconv} -t UTF-8 'a b.md' > 'a b.md.utf8'`");
            assert_eq!(help, format!("convert it with {command}, and look at the result"));
        }
    }
}

#[cfg(unix)]
#[test]
fn the_command_that_converts_a_note_works_as_it_is_printed() {
    use std::process::Command;

    if Command::new("iconv").arg("--version").output().is_err() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let note = folder.path().join("it's a.md");
    for (name, _, bytes, text) in encoded() {
        fs::write(&note, &bytes).unwrap();
        let output =
            run(folder.path(), ["it's a.md", "--isolated", "--type", "tech-note", "--format", "json"]);
        let help = json(&output)["faults"][0]["help"].as_str().unwrap().to_owned();
        let command = help.split('`').nth(1).unwrap_or_else(|| panic!("{name}: {help}"));
        let converted = Command::new("sh").args(["-c", command]).current_dir(folder.path()).status().unwrap();
        assert!(converted.success(), "{name}: {command}");
        assert_eq!(fs::read_to_string(folder.path().join("it's a.md.utf8")).unwrap(), text, "{name}");
        assert_eq!(fs::read(&note).unwrap(), bytes, "{name}");
    }
}

#[test]
fn a_note_that_is_nearly_utf8() {
    let damaged = |byte: &[u8]| [JAPANESE.as_bytes(), byte, JAPANESE.as_bytes()].concat();
    let cut = &JAPANESE.as_bytes()[..JAPANESE.len() - 3];
    for (bytes, what) in [
        (damaged(b"\xff"), "byte 0xFF is in no UTF-8 text"),
        (damaged(b"\x81"), "byte 0x81 is the middle of a character without its beginning"),
        (damaged(b"\xe9"), "byte 0xE9 begins a character that does not go on"),
        (damaged(b"\xed\xa0\x80"), "byte 0xED begins half of a surrogate pair"),
        (cut.to_vec(), "byte 0xE3 begins a character, but the file ends within it"),
        (b"# A\n\xff".to_vec(), "byte 0xFF is in no UTF-8 text"),
    ] {
        let (message, help) = fault_of("a.md", &bytes);
        assert_eq!(message, format!("is not UTF-8: {what}"));
        assert!(!help.is_empty());
    }
    let (message, help) = fault_of("a.md", b"# caf\xe9\n");
    assert_eq!(message, "is not UTF-8: byte 0xE9 begins a character that does not go on");
    assert!(help.starts_with("perhaps it is Windows-1252: "), "{help}");
}

#[test]
fn a_file_that_is_no_text() {
    let zeros = [0_u8; 100];
    let noise: Vec<u8> = (0..=255).cycle().take(2_000).collect();
    for (bytes, what) in [
        (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "a PNG image"),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "a gzip archive"),
        (b"PK\x03\x04\x14\0\x06\0\xff", "a ZIP archive or an Office document"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document"),
        (&zeros, "a binary file"),
        (&noise, "a binary file"),
    ] {
        assert_eq!(
            fault_of("a.md", bytes),
            (format!("is {what}, not a text"), "exclude it, or give it another extension".to_owned())
        );
    }
}

#[test]
fn a_text_with_a_character_of_another_encoding_is_a_text() {
    for text in [
        "# A\n\nb\0c and a longer line of text\n",
        "# A\n\n\u{1b}[1mbold\u{1b}[0m\n",
        "# A\n\n\u{1b}$B\n日本語\n",
    ] {
        let (code, _) = said_of(text);
        assert_eq!(code, 1, "{text:?}");
    }
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
    let extracted = run(folder.path(), ["extract", "a.md", "--isolated", "--type", "tech-note"]);
    assert_eq!(extracted.status.code(), Some(2));
    assert_eq!(json(&extracted), serde_json::json!({ "version": 1, "notes": [] }));
    // What cannot be read is not repaired.
    assert_eq!(
        run(folder.path(), ["a.md", "--isolated", "--type", "tech-note", "--fix"]).status.code(),
        Some(2)
    );
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
    let (code, said) =
        said(folder.path(), &[".", "--isolated", "--type", "tech-note", "--select", "frontmatter/missing"]);
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
