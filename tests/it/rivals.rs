//! Damage that other tools are known to do to notes of this kind, and that `--fix` must not do.

use std::{fs, path::Path};

use crate::support::{json, run};

const SEED: &str = "seeds/T1-01-01_High_Temperature_Heat_Pump.md";

fn seed() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SEED)).unwrap()
}

/// What `--fix` makes of `text`.
fn fixed(text: &str, flags: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("note.md"), text).unwrap();
    run(
        folder.path(),
        ["check", "--isolated", "--type", "tech-note", "--fix", "note.md"].iter().chain(flags),
    );
    fs::read_to_string(folder.path().join("note.md")).unwrap()
}

/// Breaks the rating's first stars, which `--fix` repairs: so that the note is rewritten.
fn with_a_repairable_fault(text: &str) -> String {
    let broken = text.replacen("⭐⭐⭐⭐☆", "★★★★", 1);
    assert_ne!(broken, text);
    broken
}

#[test]
fn a_title_in_the_frontmatter_beside_a_heading_shifts_no_levels() {
    let text = seed();
    assert!(text.contains("\ntitle: ") && text.contains("\n# "));
    assert_eq!(fixed(&with_a_repairable_fault(&text), &[]), text);
    assert_eq!(fixed(&with_a_repairable_fault(&text), &["--unsafe-fixes"]), text);
}

#[test]
fn a_bare_address_in_the_frontmatter_or_a_field_stays_bare() {
    let text = seed();
    assert!(text.contains("\nurl: https://") && text.contains("**リンク**: https://"));
    let repaired = fixed(&with_a_repairable_fault(&text), &["--unsafe-fixes"]);
    assert!(repaired.contains("\nurl: https://") && !repaired.contains("<https://"));
}

#[test]
fn offsets_behind_multi_byte_text_name_the_characters() {
    let text = seed().replacen("⭐⭐⭐⭐☆", "⭐⭐⭐⭐⭐⭐⭐", 1);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("note.md"), &text).unwrap();
    let report = json(&run(
        folder.path(),
        ["check", "--isolated", "--type", "tech-note", "note.md", "--format", "json"],
    ));
    let diagnostics = report["diagnostics"].as_array().unwrap();
    let [diagnostic] = diagnostics.as_slice() else { panic!("one diagnostic, not {diagnostics:#?}") };
    let offset = |end: &str| usize::try_from(diagnostic["range"][end]["offset"].as_u64().unwrap()).unwrap();
    assert_eq!(&text[offset("start")..offset("end")], "⭐⭐⭐⭐⭐⭐⭐");
    let line = text[..offset("start")].matches('\n').count() + 1;
    assert_eq!(diagnostic["range"]["start"]["line"].as_u64(), Some(line as u64));
}

#[test]
fn japanese_text_keeps_its_bold_marks() {
    let text =
        seed().replacen("の工程が使う", "の**「工程」**が使う", 1).replacen("1. **", "1. **「要」と", 1);
    let count = text.matches("**").count();
    for flags in [&[][..], &["--unsafe-fixes"]] {
        let repaired = fixed(&with_a_repairable_fault(&text), flags);
        assert!(repaired.matches("**").count() >= count, "a bold mark was lost");
    }
}
