use super::*;

#[test]
fn the_sentence_names_what_there_is() {
    let sentence = |summary| sentence(&Outcome { summary, ..Outcome::default() });
    let clean = Summary { files: 1, ..Summary::default() };
    assert_eq!(sentence(clean), "1 note checked: no problems found");
    let found = Summary { files: 21, skipped: 2, errors: 1, warnings: 3, fixable: 2, ..Summary::default() };
    assert_eq!(
        sentence(found),
        "21 notes checked (2 skipped: no matching note type): 1 error, 3 warnings; 2 fixable with --fix"
    );
    let skipped = Summary { skipped: 2, ..Summary::default() };
    assert_eq!(
        sentence(skipped),
        "0 notes checked (2 skipped: no matching note type, see `types` in notelint.yaml): no problems found"
    );
    let untyped = Outcome { summary: clean, untyped: 1, ..Outcome::default() };
    assert_eq!(
        super::sentence(&untyped),
        "1 note checked (1 has no note type, so only the rules that need none ran; `notelint init` creates a \
             configuration): no problems found"
    );
    let recognised = [("adr".to_owned(), 2), ("skill".to_owned(), 1)].into();
    let found = Summary { files: 3, ..Summary::default() };
    assert_eq!(
        super::sentence(&Outcome { summary: found, recognised, ..Outcome::default() }),
        "3 notes checked (recognised 2 as `adr` and 1 as `skill`): no problems found"
    );
    let fixed = Summary { files: 2, fixed: 4, baselined: 1, ..Summary::default() };
    assert_eq!(sentence(fixed), "2 notes checked: 4 fixed, none remaining; 1 in the baseline");
}
