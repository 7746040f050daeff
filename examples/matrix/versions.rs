//! Which versions this program was built with.

/// The lock file that the build resolved to, as it was when this program was compiled.
const LOCK: &str = include_str!("../../Cargo.lock");

/// Returns `name` with its version, as in `tokio 1.54.1`.
///
/// # Panics
///
/// Panics if this package does not depend on `name`, directly or through another: a version that is
/// shown has to be true.
pub(crate) fn of(name: &str) -> String {
    let versions: Vec<_> = packages().filter(|(package, _)| *package == name).collect();
    match versions.as_slice() {
        [(_, version)] => format!("{name} {version}"),
        [] => panic!("{name} is not in Cargo.lock: give the name of a package this one depends on"),
        _ => panic!("Cargo.lock has several versions of {name}: name a package with one"),
    }
}

/// The packages of the lock file, each with its version.
fn packages() -> impl Iterator<Item = (&'static str, &'static str)> {
    LOCK.split("[[package]]").skip(1).filter_map(|block| {
        let value = |key: &str| {
            let line = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
            line?.strip_suffix('"')
        };
        Some((value("name")?, value("version")?))
    })
}
