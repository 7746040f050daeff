//! What must not compile, and how the compiler says it.
//!
//! `TRYBUILD=overwrite cargo test --all-features --test ui` writes the expected messages anew.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/future/*.rs");
}
