use super::is_misspelling;

#[test]
fn slips_the_plural_and_small_words_are_misspellings() {
    for (written, meant) in [
        ("Sumary", "Summary"),
        ("Alternitives", "Alternatives"),
        ("Refernces", "References"),
        ("User Story", "User Stories"),
        ("Open Question", "Open Questions"),
        ("Risks & Mitigations", "Risks and Mitigations"),
        ("The Decision", "Decision"),
        ("Opne questions", "Open Questions"),
        ("Backwards Compatibilty", "Backwards Compatibility"),
        ("OpenQuestions", "Open Questions"),
        ("Note", "Notes"),
        ("Sumary (draft)", "Summary(5 points)"),
        ("サマリ", "サマリー"),
        ("今後課題", "今後の課題"),
        ("ｓｕｍｍａｒｙy", "Summary"),
    ] {
        assert!(is_misspelling(written, meant), "{written} / {meant}");
    }
}

#[test]
fn other_words_are_none() {
    for (written, meant) in [
        ("Unknown Issues", "Known Issues"),
        ("Unresolved Questions", "Resolved Questions"),
        ("Disadvantages", "Advantages"),
        ("Non-Functional Requirements", "Functional Requirements"),
        ("Negative Consequences", "Positive Consequences"),
        ("Forward Compatibility", "Backward Compatibility"),
        ("Phase 2", "Phase 1"),
        ("Step2", "Step1"),
        ("Appendix B", "Appendix A"),
        ("Option B", "Option"),
        ("v1.3.0", "v1.2.0"),
        ("国外動向", "国内動向"),
        ("技術的欠点", "技術的利点"),
        ("Cons", "Pros"),
        ("Removed", "Renamed"),
        ("Motivation", "Mitigation"),
        ("", "Notes"),
        ("!!", "??"),
    ] {
        assert!(!is_misspelling(written, meant), "{written} / {meant}");
    }
}
