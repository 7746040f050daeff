//! A folder to serve.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// A folder, and beside it a file that must not be served. It is removed when it is dropped.
#[derive(Debug)]
pub(crate) struct Folder {
    outer: PathBuf,
}

impl Folder {
    /// Makes it. `name` is that of the test.
    pub(crate) fn new(name: &str) -> Self {
        let outer = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("portable").join(name);
        let _ = fs::remove_dir_all(&outer);
        let folder = Self { outer };
        let root = folder.root();
        fs::create_dir_all(root.join("sub folder")).expect("cargo's folder for tests is writable");
        folder.write("index.html", b"<h1>hello</h1>\n");
        folder.write("note.txt", b"note\n");
        folder.write("empty.json", b"");
        folder.write("sub folder/index.html", b"<p>sub</p>\n");
        folder.write("big.bin", big());
        fs::write(folder.outer.join("secret.txt"), "secret\n").expect("it is writable");
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink(folder.outer.join("secret.txt"), root.join("way-out")).expect("a link");
            symlink("note.txt", root.join("way-in")).expect("a link");
        }
        folder
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.outer.join("root")
    }

    pub(crate) fn path(&self) -> String {
        self.root().to_str().expect("the path is text").to_owned()
    }

    /// A path beside the folder, for what a client writes.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.outer.join(name)
    }

    fn write(&self, name: impl AsRef<Path>, bytes: &[u8]) {
        fs::write(self.root().join(name), bytes).expect("the folder is writable");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.outer);
    }
}

/// More bytes than all buffers of a connection hold, and no part of them like another.
pub(crate) fn big() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let mut state = 1_u64;
        let words = (0..2 * 1024 * 1024).flat_map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            state.to_be_bytes()
        });
        words.collect()
    })
}
