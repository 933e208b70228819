//! The report formats, as their readers take them.

use std::{fs, path::Path};

use crate::support::{collection_of, notelint, run};
use notelint::report::FORMATS;
use serde_json::Value;
use unicode_width::UnicodeWidthChar;

/// Asks for three points and one axis.
const TYPE: &str = "\
x-note: { type: talk }
type: object
properties:
  sections:
    type: object
    properties:
      summary:
        x-note: { heading: Summary, content: points, list: ordered }
        type: array
        maxItems: 3
        items: { type: object }
      rating:
        x-note: { heading: Rating, content: rating, scale: 5, symbols: { full: ⭐, empty: ☆ } }
        type: object
        additionalProperties: false
        properties:
          clarity:
            type: object
            properties: { score: { type: number, minimum: 1, maximum: 5 } }
";

/// A folder with the type and `notes`.
fn folder(notes: &[(&str, &str)]) -> tempfile::TempDir {
    collection_of("talk", TYPE, notes)
}

fn print(folder: &Path, arguments: &[&str]) -> String {
    String::from_utf8(run(folder, arguments).stdout).unwrap()
}

fn print_json(folder: &Path, format: &str) -> Value {
    serde_json::from_str(&print(folder, &["--format", format])).unwrap()
}

/// Notes with one finding each; the path needs escapes everywhere.
fn rated(score: &str) -> tempfile::TempDir {
    let note = format!("# A\n\n## Rating\n\n- **clarity**: {score} (図)\n");
    folder(&[("日本 語%,1.md", &note)])
}

/// The columns that `text` takes, as a terminal counts them.
fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or_default()).sum()
}

/// What of the excerpt in `printed` is underlined: the text above the `^`.
fn underlined(printed: &str) -> String {
    let lines: Vec<&str> = printed.lines().collect();
    let under = lines.iter().position(|line| line.contains('^')).expect("an underline");
    let (text, line) = (lines[under - 1], lines[under]);
    let (start, end) = (width(&line[..line.find('^').unwrap()]), width(line.trim_end()));
    let mut column = 0;
    let within = |c: &char| {
        let at = column;
        column += c.width().unwrap_or_default();
        (start..end).contains(&at)
    };
    text.chars().filter(within).collect()
}

#[test]
fn the_underline_stands_under_what_is_wrong_whatever_comes_before() {
    for before in [
        "図",
        "⭐️⭐️",
        "👨‍👩‍👧 ",
        "⚠️",
        "か\u{3099}",
        "\u{200b}",
        "ﾃﾞｰﾀ",
        "\u{202e}x",
        "\u{1b}[31m",
        "e\u{301}",
        "🇯🇵",
        "1️⃣",
        "👍🏽",
    ] {
        let text = format!("# A\n\n{before} https:/x.example 値\n");
        let folder = folder(&[("a.md", &text)]);
        let printed = print(folder.path(), &["--select", "link/invalid-url"]);
        assert_eq!(underlined(&printed), "https:/x.example", "{before:?}:\n{printed}");
        assert!(!printed.contains('\u{1b}') && !printed.contains('\u{202e}'), "{printed}");
        let column = before.chars().count() + 2;
        assert!(printed.contains(&format!("[a.md:3:{column}]")), "{before:?}:\n{printed}");
    }
}

#[test]
fn tabs_and_long_lines_keep_the_underline_in_place() {
    for before in ["-\t図\t".to_owned(), "とても長い行".repeat(2_000), "é".repeat(30_000)] {
        let text = format!("# A\n\n{before} https:/x.example {}\n", "続き".repeat(3_000));
        let folder = folder(&[("a.md", &text)]);
        let printed = print(folder.path(), &["--select", "link/invalid-url"]);
        assert_eq!(underlined(&printed), "https:/x.example");
        assert!(printed.lines().all(|line| width(line) <= 80), "{printed}");
    }
}

#[test]
fn the_title_of_a_fix_is_cut_between_names() {
    let folder = folder(&[
        ("a.md", "# A\n"),
        ("b.md", &format!("# B\n\n<!-- notelint-disable-file {} text -->\n", "long".repeat(60))),
    ]);
    let printed = print(
        folder.path(),
        &[
            "--isolated",
            "--type",
            "tech-note",
            "--select",
            "structure/section-missing,suppression/unknown-rule",
        ],
    );
    let titles: Vec<&str> = printed.lines().filter(|line| line.starts_with("  fix:")).collect();
    assert!(titles.iter().any(|title| title.contains("`, ...")), "{printed}");
    assert!(titles.iter().any(|title| title.contains("...`")), "{printed}");
    assert!(titles.iter().all(|title| title.matches('`').count() % 2 == 0), "{titles:#?}");
    assert!(titles.iter().all(|title| width(title) <= 80), "{titles:#?}");
}

#[test]
fn a_quotation_keeps_its_backticks_where_lines_are_broken() {
    // Between two Japanese characters, and before a backtick, a line may be broken anywhere.
    for length in 0..60 {
        let text = format!("# A\n\n[[{}{}]]\n", "a".repeat(length % 2), "図".repeat(1 + length / 2));
        let folder = folder(&[("a.md", &text)]);
        let printed = print(folder.path(), &["--select", "link/missing-target"]);
        let message: Vec<&str> = printed.lines().take_while(|line| !line.contains("[a.md")).collect();
        assert!(message.iter().all(|line| !line.ends_with(" `") && *line != "  | `"), "{printed}");
        assert!(!printed.contains('\u{2060}'), "{printed}");
    }
}

#[test]
fn a_byte_order_mark_takes_no_column() {
    let folder = folder(&[("a.md", "\u{feff}https:/x.example\n")]);
    let printed = print(folder.path(), &["--select", "link/invalid-url"]);
    assert!(printed.contains("[a.md:1:1]"), "{printed}");
    assert_eq!(underlined(&printed), "https:/x.example");
}

#[test]
fn related_places_are_shown_with_what_is_there() {
    let folder = folder(&[("a.md", "# A\n\n## Summary\n\n1. a\n\n## Summary\n\n1. b\n")]);
    let printed = print(folder.path(), &["--select", "structure/section-duplicate"]);
    assert!(printed.contains("[a.md:7:4]") && printed.contains("[a.md:3:4]"), "{printed}");
    assert!(printed.find("[a.md:7:4]") < printed.find("[a.md:3:4]"), "the finding comes first:\n{printed}");
}

#[test]
fn sarif_has_what_code_scanning_asks_for() {
    let log = print_json(rated("⭐⭐⭐⭐⭐⭐").path(), "sarif");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert!(run["automationDetails"]["id"].as_str().unwrap().ends_with('/'));
    let rule = &run["tool"]["driver"]["rules"][0];
    for text in [&rule["shortDescription"], &rule["fullDescription"], &rule["help"]] {
        let text = text["text"].as_str().unwrap();
        assert!(!text.is_empty() && text.chars().count() <= 1_024, "{text}");
    }
    let result = &run["results"][0];
    assert_eq!(
        (&result["ruleId"], &result["ruleIndex"], &result["level"]),
        (&rule["id"], &0.into(), &"error".into())
    );
    let message = "Expected at most 5 stars, found 6. Write 1 to 5 stars, such as `⭐⭐⭐⭐☆`.";
    assert_eq!(result["message"]["text"], message);
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "%E6%97%A5%E6%9C%AC%20%E8%AA%9E%25%2C1.md");
    assert_eq!(
        location["region"],
        serde_json::json!({ "startLine": 5, "startColumn": 16, "endLine": 5, "endColumn": 22 })
    );
}

#[test]
fn sarif_says_what_could_not_be_done() {
    let folder = folder(&[("a.md", "# A\n")]);
    fs::write(folder.path().join("b.md"), b"\xff").unwrap();
    let log = print_json(folder.path(), "sarif");
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notification = &invocation["toolExecutionNotifications"][0];
    assert_eq!(notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "b.md");
}

#[test]
fn github_gets_escaped_commands_with_columns() {
    let printed = print(rated("⭐⭐⭐⭐⭐⭐").path(), &["--format", "github"]);
    let place = "file=日本 語%25%2C1.md,line=5,endLine=5,col=16,endColumn=22,title=rating/range::";
    assert!(printed.starts_with(&format!("::error {place}")), "{printed}");
    assert!(printed.contains("%0Ahelp: "), "{printed}");
    assert_eq!(printed.lines().count(), 1);
}

#[test]
fn github_gets_the_worst_first_and_is_told_of_what_it_does_not_show() {
    let broken = "https:/x.example\n\n".repeat(12);
    let folder = folder(&[("a.md", &format!("# A\n\n## Rating\n\n- **clarity**: ★★★★ (x)\n\n{broken}"))]);
    let printed = print(folder.path(), &["--format", "github", "--select", "rating/style,link/invalid-url"]);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 14, "twelve errors, a pointer, and a warning:\n{printed}");
    assert!(lines[9].starts_with("::error title=notelint::3 more diagnostics"), "{printed}");
    assert!(lines[13].starts_with("::warning "), "{printed}");
}

#[test]
fn platforms_count_paths_from_the_checkout() {
    let folder = rated("⭐⭐⭐⭐⭐⭐");
    let root = folder.path().parent().unwrap();
    let inside = folder.path().file_name().unwrap().to_str().unwrap();
    let output = notelint(folder.path())
        .args(["--format", "gitlab"])
        .env("CI_PROJECT_DIR", root)
        .env_remove("GITHUB_WORKSPACE")
        .output()
        .unwrap();
    let issues: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(issues[0]["location"]["path"], format!("{inside}/日本 語%,1.md"));
}

#[test]
fn gitlab_gets_fingerprints_that_outlive_other_edits() {
    let note = "# A\n\nhttps:/x.example\n\nhttps:/x.example\n";
    let before = folder(&[("a.md", note)]);
    let after = folder(&[("a.md", &format!("# A\n\nNew.\n{}", &note[4..]))]);
    let prints = |folder: &tempfile::TempDir| {
        let issues = print_json(folder.path(), "gitlab");
        let all = issues.as_array().unwrap().iter();
        all.map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let known = prints(&before);
    assert_eq!(known.len(), 2);
    assert_ne!(known[0], known[1]);
    assert_eq!(known, prints(&after));
    let issue = &print_json(before.path(), "gitlab")[0];
    assert_eq!((&issue["severity"], &issue["location"]["lines"]["begin"]), (&"major".into(), &3.into()));
}

#[test]
fn junit_has_a_failure_a_finding_and_a_test_that_passes_without_any() {
    let printed = print(rated("⭐⭐⭐⭐⭐⭐").path(), &["--format", "junit"]);
    assert!(printed.contains(r#"tests="1" failures="1" errors="0""#), "{printed}");
    assert!(
        printed.contains(r#"<testcase name="rating/range at 5:16" classname="日本 語%,1.md">"#),
        "{printed}"
    );
    let printed = print(rated("⭐⭐⭐⭐☆").path(), &["--format", "junit"]);
    assert!(printed.contains(r#"<testcase name="1 note checked" classname="notelint"/>"#), "{printed}");
    assert!(printed.contains(r#"tests="1" failures="0" errors="0""#), "{printed}");
}

#[test]
fn junit_knows_no_attribute_that_a_schema_refuses() {
    let printed = print(rated("⭐⭐⭐⭐⭐⭐").path(), &["--format", "junit"]);
    assert!(!printed.contains(" file=") && !printed.contains(" line="), "{printed}");
}

#[test]
fn the_job_summary_has_totals_rules_notes_and_details() {
    let printed = print(rated("⭐⭐⭐⭐⭐⭐").path(), &["--format", "markdown"]);
    for part in [
        "1 note checked: 1 error",
        "| `rating/range` | error | 1 | 0 |",
        "| `日本 語%,1.md` | 1 | 0 | 0 |",
        "<summary>1 diagnostic</summary>",
        "- 5:16 **error** `rating/range` ",
    ] {
        assert!(printed.contains(part), "{part} in:\n{printed}");
    }
}

#[test]
fn the_job_summary_fits_into_what_github_takes() {
    let links = "https:/x.example/ｘｘｘｘｘｘｘｘｘｘｘｘｘｘｘｘｘｘｘｘｘｘｘｘｘｘｘｘ\n\n".repeat(9_000);
    let folder = folder(&[("a.md", &format!("# A\n\n{links}"))]);
    let printed = print(folder.path(), &["--format", "markdown", "--select", "link/invalid-url"]);
    assert!(printed.len() < 1024 * 1024 && printed.len() > 500 * 1024, "{}", printed.len());
    assert!(printed.contains("omitted: the summary would be too long"));
    assert!(printed.trim_end().ends_with("</details>"));
}

#[test]
fn the_job_summary_leaves_out_the_least_and_bounds_what_could_not_be_done() {
    let warnings = "- [ ] ★★★★ (x)\n".replace("[ ]", "**clarity**:").repeat(9_000);
    let notes: Vec<(String, String)> = vec![
        ("a.md".to_owned(), format!("# A\n\n## Rating\n\n{warnings}")),
        ("b.md".to_owned(), "# B\n\nhttps:/x.example\n".to_owned()),
    ];
    let notes: Vec<(&str, &str)> = notes.iter().map(|(name, text)| (&**name, &**text)).collect();
    let folder = folder(&notes);
    for number in 0..1_500 {
        fs::write(folder.path().join(format!("not_text_{number}.md")), b"\xff").unwrap();
    }
    let select = "rating/style,rating/inconsistent,link/invalid-url";
    let printed = print(folder.path(), &["--format", "markdown", "--select", select]);
    assert!(printed.len() < 1024 * 1024, "{}", printed.len());
    assert!(printed.contains("- 3:1 **error** `link/invalid-url`"), "errors survive");
    assert!(printed.contains(" more faults."), "faults are counted where they are too many");
}

#[test]
fn paths_outside_of_the_working_directory_are_counted_from_the_checkout_too() {
    let folder = rated("⭐⭐⭐⭐⭐⭐");
    let inside = folder.path().join("inside");
    fs::create_dir(&inside).unwrap();
    fs::rename(folder.path().join("日本 語%,1.md"), folder.path().join("a.md")).unwrap();
    let printed = |root: &Path| {
        let mut command = notelint(&inside);
        command.args(["--format", "github", "../a.md"]).env("GITHUB_WORKSPACE", root);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let root = folder.path();
    assert!(printed(root).starts_with("::error file=a.md,"), "{}", printed(root));
    #[cfg(unix)]
    {
        let link = root.join("link");
        std::os::unix::fs::symlink(root, &link).unwrap();
        assert!(printed(&link).starts_with("::error file=a.md,"), "{}", printed(&link));
    }
}

#[test]
fn fingerprints_of_two_folders_of_one_repository_differ() {
    let folder = folder(&[]);
    let fingerprint = |name: &str| {
        let inside = folder.path().join(name);
        fs::create_dir(&inside).unwrap();
        fs::write(inside.join("a.md"), "# A\n\nhttps:/x.example\n").unwrap();
        let mut command = notelint(&inside);
        command.args(["--format", "gitlab"]).env("CI_PROJECT_DIR", folder.path());
        let output = command.env_remove("GITHUB_WORKSPACE").output().unwrap();
        let issues: Value = serde_json::from_slice(&output.stdout).unwrap();
        issues[0]["fingerprint"].as_str().unwrap().to_owned()
    };
    assert_ne!(fingerprint("one"), fingerprint("two"));
}

#[test]
fn every_format_is_written_to_its_file_in_one_run() {
    let folder = rated("⭐⭐⭐⭐⭐⭐");
    let mut command = notelint(folder.path());
    for format in FORMATS {
        command.arg("--output").arg(format!("{0}=report-{0}.txt", format.name));
    }
    let output = command.arg("--quiet").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    for format in FORMATS {
        let alone = print(folder.path(), &["--quiet", "--format", format.name]);
        let written = fs::read_to_string(folder.path().join(format!("report-{}.txt", format.name))).unwrap();
        assert_eq!(written, alone, "{}", format.name);
    }
}

#[test]
fn a_fix_is_drawn_as_what_it_changes_in_place_of_a_help_that_says_the_same() {
    let folder = rated("★★★");
    let drawn = print(folder.path(), &["--color", "never"]);
    let changed = " 5 - - **clarity**: ★★★ (図)\n 5 + - **clarity**: ⭐⭐⭐☆☆ (図)\n";
    assert!(drawn.contains(&format!("  fix: Write `⭐⭐⭐☆☆` (--fix)\n{changed}")), "{drawn}");
    assert!(!drawn.contains("help:"), "{drawn}");
    let found = &print_json(folder.path(), "json")["diagnostics"][0];
    assert_eq!(found["help"], "write `⭐⭐⭐☆☆`");

    let colored = print(folder.path(), &["--color", "always"]);
    assert!(colored.contains("\u{1b}[31m- - **clarity**: ★★★ (図)\u{1b}[0m\n"), "{colored}");
    assert!(colored.contains("\u{1b}[32m+ - **clarity**: ⭐⭐⭐☆☆ (図)\u{1b}[0m\n"), "{colored}");
}

#[test]
fn a_help_that_says_more_than_the_fix_is_shown_beside_it() {
    let choice = folder(&[("a.md", "# A\n\n**To measure**:\n-\n- Water\n")]);
    let drawn = print(choice.path(), &["--color", "never"]);
    assert!(drawn.contains("  help: put a blank line above the list, or write"), "{drawn}");
    assert!(drawn.contains("  fix: Put a blank line above the list (--fix)\n 4 +\n\n"), "{drawn}");

    let many = folder(&[("a.md", "# A\r\n\nb\nc\nd\n\r\n\r\n\r\n\r\n\r\n")]);
    let drawn = print(many.path(), &["--color", "never", "--select", "text/line-endings"]);
    assert!(drawn.contains("`----\n  fix: Convert line endings to CRLF (--fix)\n\n"), "too long: {drawn}");
}
