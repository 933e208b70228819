use super::*;

#[test]
fn a_near_name_differs_in_a_letter_or_two_but_not_in_numbers() {
    let names = ["harbour", "heat_pumps", "eip-7783", "自動車の安全性", "cat", "Ａ b"];
    let near = Near::new(names.into_iter().zip(0..));
    let nearest = |name| near.nearest(name).first().map(|at| names[*at]);
    for (name, found) in [
        ("harbor", Some("harbour")),
        ("Harbour\u{200b}", Some("harbour")),
        ("heat pump", Some("heat_pumps")),
        ("eip-7793", None),
        ("eip7783", Some("eip-7783")),
        ("自動車の安全", Some("自動車の安全性")),
        ("car", None),
        ("ab", Some("Ａ b")),
        ("", None),
        ("---", None),
    ] {
        assert_eq!(nearest(name), found, "{name}");
    }
}

#[test]
fn names_that_are_equally_near_are_all_found() {
    let near = Near::new([("plant", 0), ("plans", 1), ("plane", 2), ("water", 3)].into_iter());
    assert_eq!(near.nearest("plan"), [0, 1, 2]);
}

#[test]
fn a_near_name_is_found_among_many_with_the_same_beginning() {
    let names: Vec<String> = (b'a'..=b'z')
        .flat_map(|a| (b'a'..=b'z').map(move |b| format!("note about {}{}ing", a as char, b as char)))
        .collect();
    let near = Near::new(names.iter().map(String::as_str).zip(0..));
    let found = near.nearest("note abuot mqing");
    assert_eq!(found.iter().map(|at| &*names[*at]).collect::<Vec<_>>(), ["note about mqing"]);
}
