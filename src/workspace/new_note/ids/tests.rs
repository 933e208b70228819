use super::*;

#[test]
fn the_next_id_is_behind_the_greatest_one() {
    for (ids, wanted) in [
        (&["0001", "0009", "0003"][..], Some("0010")),
        (&["1", "10", "9"], Some("11")),
        (&["999"], Some("1000")),
        (&["T1-02-03", "T2-01-01", "T1-10-01"], Some("T2-01-02")),
        (&["M-2026-014", "M-2025-099"], Some("M-2026-015")),
        (&["ADR-7", "adr-one", "ADR-8"], Some("ADR-9")),
        (&["2026-01-05", "2025-12-31"], Some("2026-03-01")),
        (&["ferry", "harbour"], None),
        (&["v2-final"], None),
        (&[], None),
        (&["340282366920938463463374607431768211455"], None),
    ] {
        assert_eq!(next(ids.iter().copied(), "2026-03-01").as_deref(), wanted, "{ids:?}");
    }
}

#[test]
fn numbers_have_as_many_digits_as_others() {
    for (id, sample, written) in
        [("0010", "9", "10"), ("10", "09", "10"), ("3", "0002", "0003"), ("M-3", "2", "M-3")]
    {
        assert_eq!(written_like(id, sample), written);
    }
}

#[test]
fn the_words_of_a_title_are_behind_its_id() {
    for (title, id, words) in [
        ("T1-01-01 Heat", "T1-01-01", "Heat"),
        ("12. Use ferries", "12", "Use ferries"),
        ("KEP-7: 「Ferry」", "KEP-7", "「Ferry」"),
        ("M-1", "M-1", ""),
    ] {
        assert_eq!(words_behind(title, 0..id.len()), words);
    }
}
