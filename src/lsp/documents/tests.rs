use gen_lsp_types::{LanguageKind, TextDocumentContentChangePartial, TextDocumentContentChangeWholeDocument};

use super::*;

fn item(uri: &str, text: &str) -> TextDocumentItem {
    let language_id = LanguageKind::Markdown;
    TextDocumentItem { uri: Uri(uri.to_owned()), language_id, version: 1, text: text.to_owned() }
}

fn part(from: (u32, u32), to: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
    let position = |(line, character)| Position { line, character };
    let range = Range { start: position(from), end: position(to) };
    let part = TextDocumentContentChangePartial { range, text: text.to_owned(), ..Default::default() };
    part.into()
}

#[test]
fn changes_are_made_one_after_the_other() {
    let mut documents = Documents::default();
    documents.open(item("file:///n/a.md", "# 🍵\nb\n"), Path::new("/n"));
    let uri = Uri("file:///n/a.md".to_owned());
    let changes = vec![part((0, 4), (0, 4), "!"), part((1, 0), (2, 0), ""), part((0, 2), (0, 4), "Tea")];
    let after = documents.change(&uri, 2, changes).unwrap();
    assert_eq!((&*after.text, after.version), ("# Tea!\n", 2));
    let whole = TextDocumentContentChangeWholeDocument { text: "x".to_owned() };
    assert_eq!(&*documents.change(&uri, 3, vec![whole.into()]).unwrap().text, "x");
    assert!(documents.close(&uri).is_some());
    assert!(documents.change(&uri, 4, Vec::new()).is_none());
}

#[test]
fn a_buffer_without_a_file_is_a_note_of_the_folder() {
    let mut documents = Documents::default();
    let path = documents.open(item("untitled:Untitled-1", ""), Path::new("/n"));
    assert_eq!(path, Path::new("/n/untitledUntitled1.md"));
    assert!(!documents.at(&path).unwrap().is_file);
}
