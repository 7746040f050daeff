//! Reading a failure by mouse.

use crate::{browser::browse, matrix::run};

#[test]
fn a_failing_cell_tells_what_was_seen_and_how_to_see_it_again() {
    browse(async |browser| {
        assert!(!browser.shows("#detail").await?);
        browser.click("[data-rule=SELF-02] .cell").await?;
        assert!(browser.shows("#detail").await?);
        let detail = browser.text("#detail").await?;
        for part in [
            "SELF-02",
            "MUST",
            "self-test/ends",
            "fail",
            "The program shows this end as what it is.",
            "required\nthree",
            "observed\nfour <b>&amp;</script>",
        ] {
            assert!(detail.contains(part), "no '{part}' in:\n{detail}");
        }
        let replay = browser.text("#d-replay").await?;
        let (_, arguments) = replay.split_once(" -- ").expect("the arguments of the program");
        let again = run(&arguments.split(' ').collect::<Vec<_>>());
        let stdout = String::from_utf8_lossy(&again.stdout);
        assert!(again.status.code() == Some(1) && stdout.contains("SELF-02"), "{stdout}");

        browser.click("#d-close").await?;
        assert!(!browser.shows("#detail").await?);
        // The last row is not left behind the detail, and its stderr is there.
        browser.click("[data-rule=SELF-04] .cell").await?;
        assert!(browser.text("#detail").await?.contains("out of luck"));
        Ok(())
    });
}

#[test]
fn a_link_opens_its_cell() {
    browse(async |browser| {
        browser.click("[data-rule=SELF-09] .cell").await?;
        let hash = browser.strings("return [location.hash]").await?;
        assert_eq!(hash, ["#self-test/ends:SELF-09"]);
        browser.run("location.reload()").await?;
        assert_eq!(browser.text("#d-rule").await?, "SELF-09");
        Ok(())
    });
}
