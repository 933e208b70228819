use serde_json::json;

use super::{super::super::Section, json, read};

#[test]
fn prose_is_what_readers_see_as_text() {
    for (content, expected) in [
        ("文 **強** *弱* [表示](u) `c` 後", "文 強 弱 表示 後"),
        ("a\nb  \nc", "a b c"),
        ("一\n\n二\n\n- 三\n- 四\n\n```\nx\n```\n\n### 五", "一\n\n二\n\n三\n四\n\n五"),
        ("<!-- x -->\n\n文 <!-- y --> %%z%% 末", "文 末"),
        ("<https://x.example> 又は https://x.example/a である", "又は である"),
        ("![代替](x.png) 文 &amp; $a_b$ [[甲|乙]]", "文 & 乙"),
        ("| a | b |\n| - | - |\n| c | `d` |", "a b\nc"),
        ("> [!NOTE]- 甲\n> 乙", "甲 乙"),
        ("一\n\n![z](z.png)\n\n二", "一\n\n二"),
        ("", ""),
    ] {
        let text = format!("# M-1 甲\n\n## 本文\n\n{content}\n");
        assert_eq!(json(&text, "/sections/prose"), json!(expected), "{content}");
    }
}

#[test]
fn words_of_prose_are_found_in_the_note() {
    let text = "## 本文\n\nan `x` odd **te&amp;rm** [here](u) end\n";
    let projection = read(text);
    let Section::Prose { parsed, .. } = &projection.sections[0].content else { panic!("no prose") };
    let prose = "an odd te&rm here end";
    assert_eq!(json(text, "/sections/prose"), json!(prose));
    for word in ["an", "odd", "rm", "here", "end"] {
        let at = prose.find(word).unwrap();
        assert_eq!(parsed.source(at..at + word.len()).unwrap().of(text), word);
    }
    assert_eq!(parsed.source(0..0), None);
}
