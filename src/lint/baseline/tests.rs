use super::*;

fn entry(path: &str, line: &str) -> Entry {
    Entry::new(path, RuleId::new("text/bom"), line)
}

#[test]
fn a_baseline_comes_back_as_it_was_written() {
    let baseline = Baseline::new([entry("b.md", "日本\u{2028}\"x\""), entry("a.md", ""), entry("a.md", "")]);
    let text = baseline.to_text();
    assert_eq!(
        text,
        "{\"notelint-baseline\":2}\n\
             {\"path\":\"a.md\",\"rule\":\"text/bom\",\"line\":\"\"}\n\
             {\"path\":\"a.md\",\"rule\":\"text/bom\",\"line\":\"\"}\n\
             {\"path\":\"b.md\",\"rule\":\"text/bom\",\"line\":\"日本\\u2028\\\"x\\\"\"}\n"
    );
    assert_eq!(Baseline::read(&text).unwrap(), baseline);
}

#[test]
fn an_occurrence_is_taken_once() {
    let mut baseline = Baseline::new([entry("a.md", "x"), entry("a.md", "x")]);
    assert!(baseline.take(&entry("a.md", " x ")));
    assert!(baseline.take(&entry("a.md", "x")));
    assert!(!baseline.take(&entry("a.md", "x")));
}

#[test]
fn every_line_that_is_no_entry_is_a_fault() {
    let faults = Baseline::read("{\"notelint-baseline\":2}\n<<<<<<< ours\n\n{\"path\":1}\n").unwrap_err();
    let lines: Vec<usize> = faults.iter().map(|fault| fault.range.unwrap().start.line).collect();
    assert_eq!(lines, [2, 4]);
    assert!(Baseline::read("").is_err());
    assert!(Baseline::read("{\"notelint-baseline\":3}\n").unwrap_err()[0].message.contains("version 3"));
}
