use std::sync::Arc;

use super::*;
use crate::vault::{Anchors, Files, LinkForm};

struct Disk(&'static [&'static str]);

impl Files for Disk {
    fn at(&self, path: &str) -> Existence {
        if self.0.contains(&path) { Existence::Exists } else { Existence::Missing }
    }
    fn has_name(&self, name: &str) -> bool {
        self.0.iter().any(|path| file_name(path) == name)
    }
    fn named(&self, _: &str) -> Option<String> {
        None
    }
}

fn facts(path: &str, text: &str) -> Arc<Facts> {
    let note = crate::note::Note::parse(text);
    Arc::new(Facts {
        anchors: Some(Box::new(Anchors::of(&note))),
        ..Facts::gather(&path.into(), &note, None)
    })
}

fn link(target: &str, wiki: bool) -> LinkFact<'_> {
    LinkFact { target, span: crate::text::Span::empty(0), wiki, form: LinkForm::Plain, meant: None }
}

fn follow(target: &str, wiki: bool) -> Target {
    let disk = Arc::new(Disk(&["notes/図.png", "other/data.csv"]));
    let notes = vec![
        facts("notes/a.md", "# A\n\n## 評価 (5段階)\n\n## Twice\n\n## Twice\n"),
        facts("notes/deep/日本 語.md", "# 日本語\n\nText ^mark\n"),
    ];
    let vault = Vault::new(notes, Vec::new(), disk);
    vault.follow(&vault.notes()[0], &link(target, wiki), &["other".to_owned()])
}

#[test]
fn a_relative_link_is_followed_from_its_note() {
    assert_eq!(follow("deep/%E6%97%A5%E6%9C%AC%20%E8%AA%9E.md", false), Target::Found);
    assert_eq!(follow("/notes/a.md", false), Target::Found);
    assert_eq!(follow("../other/data.csv?x=1", false), Target::Found);
    assert_eq!(follow("図.png", false), Target::Found);
    assert_eq!(follow("A.md", false), Target::Missing);
    assert_eq!(follow("gone.md", false), Target::Missing);
    assert_eq!(follow("", false), Target::Missing);
}

#[test]
fn a_link_that_leads_nowhere_may_lead_below_another_root() {
    assert_eq!(follow("/data.csv", false), Target::Found);
    assert_eq!(follow("/gone.csv", false), Target::Missing);
    assert_eq!(follow("data.csv", false), Target::Found);
    assert_eq!(follow("./data.csv", false), Target::Found);
    assert_eq!(follow("../data.csv", false), Target::Missing);
}

#[test]
fn a_fragment_may_name_lines_or_text() {
    for fragment in ["L3", "L3-L5", "L3C1-L5C2", ":~:text=any%20text", "twice:~:text=x", "top", ""] {
        assert_eq!(follow(&format!("a.md?plain=1#{fragment}"), false), Target::Found, "{fragment}");
    }
    for fragment in ["L", "L3-", "L3C", "line3", "gone:~:text=x"] {
        assert_ne!(follow(&format!("a.md#{fragment}"), false), Target::Found, "{fragment}");
    }
    assert_ne!(follow("a#L3", true), Target::Found);
}

#[test]
fn a_wiki_link_may_be_relative_to_its_note() {
    assert_eq!(follow("./deep/日本 語", true), Target::Found);
    assert_eq!(follow("../notes/A.md", true), Target::Found);
    assert_eq!(follow("./図.png", true), Target::Found);
    assert_eq!(follow("../other/data.csv", true), Target::Found);
    assert_eq!(follow("./日本 語", true), Target::Missing);
    assert_eq!(follow("../deep/日本 語", true), Target::Missing);
}

#[test]
fn an_anchor_is_one_of_github_or_of_obsidian() {
    assert_eq!(follow("#評価-5段階", false), Target::Found);
    assert_eq!(follow("#twice-1", false), Target::Found);
    assert_eq!(follow("#twice-2", false), Target::NoAnchor("notes/a.md".to_owned()));
    assert_eq!(follow("#評価 (5段階)", true), Target::Found);
    assert_eq!(follow("日本 語#^mark", true), Target::Found);
    assert_eq!(follow("日本 語#^other", true), Target::NoAnchor("notes/deep/日本 語.md".to_owned()));
}

#[test]
fn a_wiki_link_finds_a_note_by_name_in_any_folder() {
    assert_eq!(follow("日本 語|label", true), Target::Found);
    assert_eq!(follow("deep/日本 語", true), Target::Found);
    assert_eq!(follow("DEEP/日本 語.md", true), Target::Found);
    assert_eq!(follow("図.png", true), Target::Found);
    assert_eq!(follow("elsewhere/日本 語", true), Target::Missing);
}
