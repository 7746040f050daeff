//! What is sent: a file, or bytes that are made up.

use std::{
    fs::File,
    io::{self, Read},
    path::PathBuf,
};

/// What is sent.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    File(PathBuf),
    Made { size: u64, seed: u64 },
}

impl Source {
    /// Returns how many bytes there are, and what reads them.
    ///
    /// Reading a file blocks, as the system has it in memory after the first time.
    pub(crate) fn open(&self) -> io::Result<(u64, Box<dyn Read + Send>)> {
        match self {
            Self::File(path) => {
                let file = File::open(path)?;
                Ok((file.metadata()?.len(), Box::new(file)))
            }
            &Self::Made { size, seed } => Ok((size, Box::new(Maker::new(seed).take(size)))),
        }
    }
}

/// Makes up bytes: in turn, a block that no codec can shrink and one of words.
struct Maker {
    state: u64,
    block: Vec<u8>,
    /// How much of the block is read.
    read: usize,
    words: bool,
}

impl Maker {
    const BLOCK: usize = 16 << 10;

    fn new(seed: u64) -> Self {
        Self { state: seed, block: Vec::new(), read: 0, words: false }
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn fill(&mut self) {
        const WORDS: [&str; 16] = [
            "the ",
            "runtime ",
            "polls ",
            "a ",
            "future ",
            "until ",
            "it ",
            "is ",
            "ready, ",
            "and ",
            "wakes ",
            "its ",
            "task ",
            "when ",
            "something ",
            "happens.\n",
        ];
        self.block.clear();
        self.read = 0;
        while self.block.len() < Self::BLOCK {
            let random = self.next();
            if self.words {
                let words = (0..16).map(|n| WORDS[(random >> (4 * n)) as usize % 16]);
                words.for_each(|word| self.block.extend_from_slice(word.as_bytes()));
            } else {
                self.block.extend_from_slice(&random.to_le_bytes());
            }
        }
        self.words = !self.words;
    }
}

impl Read for Maker {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.read == self.block.len() {
            self.fill();
        }
        let read = (&self.block[self.read..]).read(buf)?;
        self.read += read;
        Ok(read)
    }
}
