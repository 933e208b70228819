use serde_json::json;

use super::*;

fn sample() -> Traced<'static> {
    let tags = Traced::array([Traced::new("a", Span::new(7, 8))], Span::new(6, 9));
    let mut root = Traced::object(1, Span::new(0, 9));
    root.insert("a/b~c", Some(Span::new(0, 4)), tags);
    root
}

#[test]
fn a_pointer_finds_the_span_of_key_and_value() {
    let origin = sample().origin_at("/a~1b~0c").unwrap();
    assert_eq!(origin, Origin { key: Some(Span::new(0, 4)), value: Span::new(6, 9) });
    assert_eq!(sample().origin_at("/a~1b~0c/0").unwrap().value, Span::new(7, 8));
    assert_eq!(sample().to_value(), json!({ "a/b~c": ["a"] }));
}

#[test]
fn an_absent_part_has_the_nearest_enclosing_origin() {
    assert_eq!(sample().origin_at("/a~1b~0c/1"), None);
    assert_eq!(sample().nearest_origin("/a~1b~0c/1/x").value, Span::new(6, 9));
}

#[test]
fn the_first_of_two_members_of_one_name_stays() {
    let mut object = sample();
    object.insert("a/b~c", None, Traced::new("b", Span::empty(0)));
    assert_eq!(object.to_value(), json!({ "a/b~c": ["a"] }));
    assert_eq!(object.origin_at("/a~1b~0c/0").unwrap().value, Span::new(7, 8));
}

#[test]
fn a_value_is_serialised_as_it_is_in_its_order() {
    let value = json!({ "b": [null, true, 1.5, "界面"], "a": {} });
    let traced = Traced::new(&value, Span::empty(0));
    assert_eq!(serde_json::to_string(&traced).unwrap(), value.to_string());
    assert_eq!(traced.to_value(), value);
    assert_eq!(traced.into_owned().to_value(), value);
}
