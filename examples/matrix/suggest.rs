//! What the user may have meant.

/// Returns up to three of `names` that look like `wrong`, the most similar first.
pub(crate) fn similar<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wrong = wrong.to_lowercase();
    let likeness = |name: &str| strsim::jaro_winkler(&wrong, &name.to_lowercase());
    let mut scored: Vec<_> = names.into_iter().map(|name| (likeness(name), name)).collect();
    scored.retain(|(score, _)| *score > 0.7);
    scored.sort_by(|(left, _), (right, _)| right.total_cmp(left));
    scored.dedup_by_key(|(_, name)| *name);
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// Says that `kind` has nothing called `wrong`, and what there is.
pub(crate) fn unknown(kind: &str, wrong: &str, names: &[&str], hint: &str) -> String {
    let similar = similar(wrong, names.iter().copied());
    let meant = match similar.as_slice() {
        [] => String::new(),
        names => format!("\n  similar: {}", names.join(", ")),
    };
    format!("no {kind} is called '{wrong}'{meant}\n  {hint}")
}
