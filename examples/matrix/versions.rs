//! Which versions this program was built with.

/// The lock file that the build resolved to, as it was when this program was compiled.
const LOCK: &str = include_str!("../../Cargo.lock");

/// Returns `name` with its version, as in `tokio 1.54.1`.
///
/// # Panics
///
/// Panics if this package does not depend on `name`, directly or through another, or through others
/// on several versions of it: a version that is shown has to be true.
pub(crate) fn of(name: &str) -> String {
    via("async-interop", name)
}

/// Returns `name` with the version that the package `user` depends on.
///
/// # Panics
///
/// As [`of`].
pub(crate) fn via(user: &str, name: &str) -> String {
    let versions: Vec<_> = packages().filter(|package| package.name == name).collect();
    let version = match versions.as_slice() {
        [only] => only.version,
        [] => panic!("{name} is not in Cargo.lock: give the name of a package this one depends on"),
        _ => {
            let user = packages().find(|package| package.name == user);
            let named = user.and_then(|user| user.dependency(name));
            named.unwrap_or_else(|| {
                panic!("Cargo.lock has several versions of {name}: say by `via` whose is meant")
            })
        }
    };
    format!("{name} {version}")
}

/// A package of the lock file.
struct Package {
    name: &'static str,
    version: &'static str,
    block: &'static str,
}

impl Package {
    /// Returns the version of its dependency `name`, where the lock file has several.
    fn dependency(&self, name: &str) -> Option<&'static str> {
        self.block.lines().find_map(|line| {
            let entry = line.trim().strip_prefix('"')?.strip_suffix("\",")?;
            entry.strip_prefix(name)?.strip_prefix(' ')
        })
    }
}

fn packages() -> impl Iterator<Item = Package> {
    LOCK.split("[[package]]").skip(1).filter_map(|block| {
        let value = |key: &str| {
            let line = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
            line?.strip_suffix('"')
        };
        Some(Package { name: value("name")?, version: value("version")?, block })
    })
}
