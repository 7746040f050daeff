//! All text can be read, by day and by night.

use crate::browser::browse;

/// Returns each text that has less contrast to what is behind it than WCAG 2 (AA) asks for: 4.5, and 3
/// for large letters.
const FAINT: &str = r#"
const light = (color) => {
    const part = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const [red, green, blue] = color.map((value) => part(value / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const parse = (text) => {
    const numbers = text.match(/[\d.]+/g).map(Number);
    return { color: numbers.slice(0, 3), alpha: numbers[3] ?? 1 };
};
const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
        const { color, alpha } = parse(getComputedStyle(at).backgroundColor);
        if (alpha === 1) return color;
    }
    return [255, 255, 255];
};
const faint = new Map();
for (const element of document.body.querySelectorAll("*")) {
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const text = own.map((node) => node.textContent.trim()).join("");
    if (!text || ["SCRIPT", "STYLE", "NOSCRIPT"].includes(element.tagName)) continue;
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const [one, other] = [light(parse(style.color).color), light(behind(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) {
        const kind = `${element.tagName.toLowerCase()}.${element.className}`;
        faint.set(kind, `${kind} '${text.slice(0, 30)}' has ${ratio.toFixed(2)}`);
    }
}
return [...faint.values()];
"#;

#[test]
fn text_stands_out_in_dark_and_light() {
    browse(async |browser| {
        let mut backs = Vec::new();
        for scheme in ["light", "dark"] {
            browser.prefer(scheme).await?;
            backs.extend(
                browser
                    .strings("return [getComputedStyle(document.documentElement).backgroundColor]")
                    .await?,
            );
            assert_eq!(browser.strings(FAINT).await?, [""; 0], "{scheme}");
            browser.click("[data-filter=suite][data-value=SELF]").await?;
            browser.click("[data-rule=SELF-02] .cell").await?;
            assert_eq!(browser.strings(FAINT).await?, [""; 0], "{scheme}, filtered, with a detail");
            browser.click("#d-close").await?;
            browser.click("[data-filter=suite][data-value=SELF]").await?;
        }
        assert_ne!(backs[0], backs[1], "dark looks like light");
        Ok(())
    });
}
