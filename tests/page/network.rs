//! The page is one file.

use crate::{browser::browse, matrix::page};

#[test]
fn it_asks_for_nothing_but_itself() {
    browse(async |browser| {
        browser.click("[data-rule=SELF-02] .cell").await?;
        browser.click("#d-copy").await?;
        let requests = browser.requests().await?;
        let others: Vec<_> = requests.iter().filter(|url| !url.starts_with("data:")).collect();
        assert!(others.iter().all(|url| **url == page().address()), "{others:?}");
        assert!(!others.is_empty(), "the log does not even have the page");
        Ok(())
    });
}
