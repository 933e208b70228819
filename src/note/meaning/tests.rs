use super::*;
use crate::note::Fences;

const NOTHING: Normalization = Normalization { from_value: str::to_owned, from_words: str::to_owned };
const A: Normalization =
    Normalization { from_value: |value| value.replace('a', ""), from_words: |words| words.replace('a', "") };

#[test]
fn changes_of_values_and_structure_are_seen() {
    for (before, after, same) in [
        ("---\nx: y\n---\nb\n", "---\nx:  'y' # c\n---\nb\n", true),
        ("---\nx: y\n---\n", "---\nx: ya\n---\n", false),
        ("---\nx: 1\n---\n", "---\nx: '1'\n---\n", false),
        ("---\nx: [\n---\nb\n", "---\nx: [\n---\n b\n", true),
        ("---\nx: [\n---\n", "---\nx: [ \n---\n", false),
        ("---\nx: y\n---\n", "--- x\nx: y\n---\n", false),
        ("---\nx: y\n...\nb\n", "---\nx: y\n---\nb\n", true),
        ("---yaml\nx: y\n---\nb\n", "---\nx: y\n---\nb\n", true),
        ("x: y\nz: a\n\nb\n", "---\nx: y\nz: a\n---\n\nb\n", true),
        ("---\nx: y\n...\nb\n", "---\nx: z\n---\nb\n", false),
        ("---\n---\nb\n", "---\n# c\n---\nb\n", true),
        ("+++\nx = 1\n+++\nb\n", "+++\nx = 1 \n+++\nb\n", true),
        ("+++\nx = 1\n+++\nb\n", "+++\nx = 2\n+++\nb\n", false),
        ("+++\nx =\n+++\nb\n", "+++\nx = \n+++\nb\n", false),
        ("+++\nx = 1\n+++\nb\n", "---toml\nx = 1\n---\nb\n", true),
        ("b **c**  \nd\n", "b __c__\\\nd", true),
        ("b\n", "b a\n", false),
        ("b\n", "# b\n", false),
        ("[b](c)\n", "[b](d)\n", false),
        ("`b`\n", "`ba`\n", false),
        ("    b \n", "    b\n", false),
        ("<b>\nc\n", "<b>\nc", true),
        ("<b \nc>\n", "<b\nc>\n", false),
    ] {
        assert_eq!(
            semantically_equal(&Note::parse_with(before, Fences::Lenient), after, NOTHING),
            same,
            "{before:?} {after:?}"
        );
    }
}

#[test]
fn normalised_differences_are_ignored() {
    for (before, after, same) in [
        ("---\nxa: y\n---\nb\n", "---\nx: ya\n---\nab\n", true),
        ("a\n", "b\n", false),
        ("a**b**\n", "**ba**\n", true),
        ("`a`\n", "`b`\n", false),
        ("[b](a)\n", "[b](c)\n", false),
        ("    a\n", "    \n    b\n", false),
        ("$ba$ %%a\nb%%\n", "$b$ %%\nab%%\n", true),
        ("a$b$\n", "$b$\n", false),
        ("$$\nb\n$$a\n", "$$\nb\n$$\n", true),
        ("$$a\n\nb\n\n$$\n", "$$\n\nb\n\n$$\n", false),
        ("%a% b %%\n", "%% b %%\n", false),
        ("[[b]]a(c)\n", "[[b]](c)\n", false),
    ] {
        assert_eq!(
            semantically_equal(&Note::parse_with(before, Fences::Lenient), after, A),
            same,
            "{before:?} {after:?}"
        );
    }
}
