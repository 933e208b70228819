use crate::note::{Note, SuppressionKind};

/// Returns what hides a diagnostic of `rule` at `place`, and the name in the comment.
fn hiding<'a>(text: &'a str, rule: &str, place: &str) -> Option<(SuppressionKind, &'a str)> {
    let note = Note::parse(text);
    let offset = text.find(place).unwrap();
    let id = note.suppressions.hiding(rule, offset)?;
    let suppression = note.suppressions.iter().nth(id.comment)?;
    let name = suppression.rules.get(id.name).map_or("", |name| name.of(text));
    Some((suppression.kind, name))
}

#[test]
fn disable_lasts_until_enable() {
    let text = "α\n\n<!-- notelint-disable text/bom, link -->\n\nβ\n\n<!--notelint-enable link-->\n\nγ";
    assert_eq!(hiding(text, "text/bom", "α"), None);
    assert_eq!(hiding(text, "text/bom", "β"), Some((SuppressionKind::Disable, "text/bom")));
    assert_eq!(hiding(text, "link/insecure", "β"), Some((SuppressionKind::Disable, "link")));
    assert_eq!(hiding(text, "link/insecure", "γ"), None);
    assert_eq!(hiding(text, "text/bom", "γ"), Some((SuppressionKind::Disable, "text/bom")));
    assert_eq!(hiding(text, "text/final-newline", "γ"), None);
}

#[test]
fn a_single_rule_can_be_enabled_again() {
    let text = "<!-- notelint-disable -->\n\nα <!-- notelint-enable text --> β";
    assert_eq!(hiding(text, "text/bom", "α"), Some((SuppressionKind::Disable, "")));
    assert_eq!(hiding(text, "text/bom", "β"), None);
    assert_eq!(hiding(text, "link/insecure", "β"), Some((SuppressionKind::Disable, "")));
}

#[test]
fn the_next_line_is_the_next_that_is_not_blank() {
    let text = "<!-- notelint-disable-next-line text -- 引用 -->\r\n\r\nα\r\nβ";
    let next_line = Some((SuppressionKind::DisableNextLine, "text"));
    assert_eq!(hiding(text, "text/bom", "α"), next_line);
    assert_eq!(hiding(text, "text/bom", "β"), None);
    assert_eq!(Note::parse(text).suppressions.iter().next().unwrap().rules.len(), 1);
}

#[test]
fn text_after_a_colon_is_a_reason() {
    for reason in ["text/bom: only four", "text/bom : only four", "text/bom：四つ", "text/bom -- only: four"]
    {
        let text = format!("<!-- notelint-disable-file {reason} -->\n\nα");
        let hidden = hiding(&text, "text/bom", "α");
        assert_eq!(hidden, Some((SuppressionKind::DisableFile, "text/bom")), "{reason}");
        assert_eq!(Note::parse(&text).suppressions.iter().next().unwrap().rules.len(), 1, "{reason}");
    }
}

#[test]
fn a_diagnostic_at_the_end_of_the_text_is_hidden() {
    let text = "<!-- notelint-disable-next-line -->\nα";
    assert!(Note::parse(text).suppressions.hiding("text/bom", text.len()).is_some());
}

#[test]
fn a_frontmatter_comment_hides_the_next_line() {
    let text = "---\r\ntitle: α # notelint-disable-next-line frontmatter\r\ndate: β\r\nid: γ\r\n---\r\n";
    let next_line = Some((SuppressionKind::DisableNextLine, "frontmatter"));
    assert_eq!(hiding(text, "frontmatter/date-format", "α"), None);
    assert_eq!(hiding(text, "frontmatter/date-format", "β"), next_line);
    assert_eq!(hiding(text, "frontmatter/date-format", "γ"), None);
}

#[test]
fn a_comment_of_obsidian_hides_too() {
    let text = "α\n\n%% notelint-disable-next-line text: 引用 %%\nβ\n\nγ %% <!-- notelint-disable --> %% `%% notelint-disable %%` δ";
    let next_line = Some((SuppressionKind::DisableNextLine, "text"));
    assert_eq!(hiding(text, "text/bom", "α"), None);
    assert_eq!(hiding(text, "text/bom", "β"), next_line);
    assert_eq!(hiding(text, "text/bom", "δ"), None);
}

#[test]
fn disable_file_covers_the_text_before_it() {
    let text = "α\n\nβ <!-- notelint-disable-file text -->\n";
    assert_eq!(hiding(text, "text/bom", "α"), Some((SuppressionKind::DisableFile, "text")));
}

#[test]
fn code_and_other_comments_hide_nothing() {
    let text = "`<!-- notelint-disable -->`\n\n```\n<!-- notelint-disable-file -->\n```\n\n<!-- notelint-ignore --> <!-- notelint-disable";
    let found = Note::parse(text).suppressions;
    assert!(found.is_empty());
    assert_eq!(found.unknown().iter().map(|word| word.of(text)).collect::<Vec<_>>(), ["notelint-ignore"]);
}
