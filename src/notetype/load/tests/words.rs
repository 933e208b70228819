//! What the author of a type writes for people.

use super::*;

#[test]
fn an_error_message_is_a_text_or_has_one_for_each_keyword() {
    let faults = |message: &str| {
        faults_of(&format!(
            "properties: {{ frontmatter: {{ properties: {{ a: {{\n  errorMessage: {message} }} }} }} }}\n"
        ))
    };
    for fits in [
        "do it",
        "{ minLength: longer, _: do it }",
        "{ required: { a: add a }, properties: { b: mend b }, items: [first, second] }",
        "{ required: add it }",
    ] {
        assert_eq!(faults(fits), <[String; 0]>::default(), "{fits}");
    }
    for (message, fault) in [
        ("1", "3:17 `errorMessage` must be a string, or an object with a string for each keyword"),
        ("[a]", "3:17 `errorMessage` must be a string, or an object with a string for each keyword"),
        (
            "{ minLenght: a }",
            "3:19 `minLenght` in `errorMessage` is not a keyword of JSON Schema | did you mean `minLength`?",
        ),
        ("{ type: 1 }", "3:25 `type` in `errorMessage` must be a string, or have a string for each part"),
        (
            "{ required: { a: 1 } }",
            "3:29 `required` in `errorMessage` must be a string, or have a string for each part",
        ),
    ] {
        assert_eq!(faults(message), [fault]);
    }
}

#[test]
fn a_severity_may_be_anywhere() {
    let text = "x-note: { type: t, severity: info }
if: {}
then: { x-note: { severity: warning } }
properties:
  frontmatter: { x-note: { severity: error }, properties: { a: { items: { x-note: { severity: info } } } } }
  sections: { x-note: { severity: info }, properties: { b: { type: string, x-note: { severity: error } } } }
";
    assert_eq!(faults("t.yaml", text, &[]), <[String; 0]>::default());
    assert_eq!(
        faults(
            "t.yaml",
            "x-note: { type: t, severity: fatal }\nanyOf: [{ x-note: { severity: off } }, { x-note: {} }]\n",
            &[]
        ),
        [
            "1:30 `severity` must be `error`, `warning` or `info`",
            "2:11 `x-note` is not valid in `anyOf` | move it to the same part outside of `anyOf`: `x-note` applies to all notes",
            "2:42 `x-note` is not valid in `anyOf` | move it to the same part outside of `anyOf`: `x-note` applies to all notes",
        ]
    );
}
