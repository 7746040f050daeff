//! What stays in sight.

use fantoccini::error::CmdError;
use serde_json::Value;

use crate::browser::{Browser, browse};

/// Whether the middle of an element is in the window, with nothing over it.
async fn in_sight(browser: &Browser, element: &str) -> Result<bool, CmdError> {
    let script = format!(
        "const element = {element}; const at = element.getBoundingClientRect(); \
         const top = document.elementFromPoint(at.x + Math.min(at.width, 100) / 2, at.y + at.height / 2); \
         return top !== null && element.contains(top)"
    );
    Ok(browser.run(&script).await? == Value::Bool(true))
}

const LAST_ROW: &str = "[...document.querySelectorAll('tr[data-rule]')].at(-1)";

#[test]
fn heads_stay_when_the_table_moves() {
    browse(async |browser| {
        browser.resize(700, 600).await?;
        let column = format!("{LAST_ROW}.closest('table').querySelector('thead th[scope=col]')");
        browser.run(&format!("{LAST_ROW}.scrollIntoView({{ block: 'end' }})")).await?;
        assert!(in_sight(&browser, &column).await?, "the heads of columns are gone");
        browser.run("window.scrollBy(10000, 0)").await?;
        let rule = format!("{LAST_ROW}.querySelector('th[scope=row] code')");
        assert!(in_sight(&browser, &rule).await?, "the heads of rows are gone");
        Ok(())
    });
}

#[test]
fn an_open_cell_is_not_behind_its_detail() {
    browse(async |browser| {
        browser.resize(900, 600).await?;
        for rule in ["SELF-01", "SELF-15"] {
            let cell = format!("document.querySelector('[data-rule={rule}] .cell')");
            browser.click(&format!("[data-rule={rule}] .cell")).await?;
            assert!(in_sight(&browser, &cell).await?, "{rule} is hidden");
            assert!(in_sight(&browser, "document.querySelector('#d-rule')").await?);
            browser.click("#d-close").await?;
        }
        Ok(())
    });
}
