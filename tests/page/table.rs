//! What is in the table, and what its filters leave.

use std::collections::BTreeSet;

use fantoccini::error::CmdError;

use crate::{
    browser::{Browser, browse},
    matrix::page,
};

/// The ids of the rows that are shown.
async fn shown(browser: &Browser) -> Result<Vec<String>, CmdError> {
    let script = "return [...document.querySelectorAll('tr[data-rule]')] \
                  .filter((row) => row.checkVisibility()).map((row) => row.dataset.rule)";
    browser.strings(script).await
}

fn button(kind: &str, value: &str) -> String {
    format!("[data-filter={kind}][data-value='{value}']")
}

#[test]
fn it_has_a_row_for_each_rule_and_a_column_for_each_subject() {
    browse(async |browser| {
        let rows = shown(&browser).await?;
        let unique: BTreeSet<_> = rows.iter().map(String::as_str).collect();
        assert_eq!(unique.len(), rows.len(), "a rule has two rows");
        assert_eq!(unique, page().all("rule"));
        let script =
            "return [...document.querySelectorAll('thead th[scope=col]')].map((t) => t.title)";
        let columns = browser.strings(script).await?;
        assert_eq!(
            columns.iter().map(String::as_str).collect::<BTreeSet<_>>(),
            page().all("subject")
        );
        // Each result stands where its rule and its subject meet.
        let script = "return [...document.querySelectorAll('tr[data-rule]')].flatMap((row) => { \
            const heads = row.closest('table').querySelectorAll('thead th[scope=col]'); \
            return [...row.cells].slice(1).flatMap((cell, at) => cell.firstElementChild \
                ? [`${row.dataset.rule} ${heads[at].title} ${cell.innerText.trim()}`] : []); })";
        let cells: BTreeSet<_> = browser.strings(script).await?.into_iter().collect();
        assert_eq!(cells.len(), page().cells.len());
        for (rule, sign) in [("SELF-01", "✓"), ("SELF-02", "✗"), ("SELF-05", "C"), ("SELF-07", "T")]
        {
            assert!(cells.contains(&format!("{rule} self-test/ends {sign}")), "{rule}: {cells:?}");
        }
        Ok(())
    });
}

#[test]
fn filters_leave_what_matches() {
    browse(async |browser| {
        let all = shown(&browser).await?;
        browser.click(&button("suite", "SELF")).await?;
        let rows = shown(&browser).await?;
        assert!(rows.len() == 15 && rows.iter().all(|id| id.starts_with("SELF-")), "{rows:?}");
        assert_eq!(browser.text("#shown").await?, format!("15 of {} rules", all.len()));

        browser.click(&button("level", "SHOULD")).await?;
        assert_eq!(shown(&browser).await?, ["SELF-09"]);
        browser.click(&button("level", "SHOULD")).await?;
        browser.click(&button("mark", "fail")).await?;
        assert_eq!(shown(&browser).await?, ["SELF-02"]);
        // Outcomes are one or the other.
        browser.click(&button("mark", "timeout")).await?;
        assert_eq!(shown(&browser).await?, ["SELF-02", "SELF-07"]);

        browser.click("#filters [type=reset]").await?;
        assert_eq!(shown(&browser).await?, all);
        browser.click("#text").await?;
        browser.type_text("self-1 program").await?;
        assert_eq!(shown(&browser).await?.len(), 6);
        browser.type_text(" nothing has this word").await?;
        assert!(shown(&browser).await?.is_empty());
        assert!(browser.shows("#nothing").await?);
        browser.click("#again").await?;
        assert_eq!(shown(&browser).await?, all);
        Ok(())
    });
}
