//! The command line, case by case: `tests/cmd/*.trycmd`. `TRYCMD=overwrite` rewrites what they
//! expect: read it before you keep it.

#[test]
fn commands_print_what_is_expected() {
    trycmd::TestCases::new().env("COLUMNS", "100").env("NO_COLOR", "1").case("tests/cmd/*.trycmd");
}
