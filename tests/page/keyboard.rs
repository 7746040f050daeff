//! Reading a failure without a mouse.

use fantoccini::{error::CmdError, key::Key};

use crate::browser::{Browser, browse};

/// What has the focus.
async fn focused(browser: &Browser) -> Result<String, CmdError> {
    let script = "return [document.activeElement.getAttribute('aria-label') ?? \
                  document.activeElement.innerText]";
    Ok(browser.strings(script).await?.remove(0))
}

/// Presses a key until the focus is on what `is_there` wants.
async fn press_until(
    browser: &Browser,
    key: Key,
    is_there: impl Fn(&str) -> bool,
) -> Result<(), CmdError> {
    let mut seen = Vec::new();
    while !seen.last().is_some_and(|last: &String| is_there(last)) {
        assert!(seen.len() < 60, "{key:?} does not lead there: {seen:?}");
        browser.press(key).await?;
        seen.push(focused(browser).await?);
    }
    Ok(())
}

#[test]
fn a_failing_cell_is_found_opened_and_closed() {
    browse(async |browser| {
        // Every filter is on the way, and the whole table is one stop.
        press_until(&browser, Key::Tab, |label| label == "SELF").await?;
        browser.press(Key::Enter).await?;
        press_until(&browser, Key::Tab, |label| label.starts_with("self-test/ends SELF-01"))
            .await?;
        browser.press(Key::Down).await?;
        assert_eq!(focused(&browser).await?, "self-test/ends SELF-02: failure");
        let outlined = browser
            .strings("return [getComputedStyle(document.activeElement).outlineStyle]")
            .await?;
        assert_eq!(outlined, ["solid"], "the focus can be seen");

        browser.press(Key::Enter).await?;
        let detail = browser.text("#detail").await?;
        assert!(
            detail.contains("required\nthree") && detail.contains("--rule SELF-02"),
            "{detail}"
        );
        // The arrows go on reading.
        browser.press(Key::Down).await?;
        assert_eq!(browser.text("#d-rule").await?, "SELF-03");
        browser.press(Key::Up).await?;
        assert_eq!(browser.text("#d-rule").await?, "SELF-02");
        // What can be done there is the next stop.
        browser.press(Key::Tab).await?;
        assert_eq!(focused(&browser).await?, "Copy");

        browser.press(Key::Escape).await?;
        assert!(!browser.shows("#detail").await?);
        assert_eq!(focused(&browser).await?, "self-test/ends SELF-02: failure");
        Ok(())
    });
}
