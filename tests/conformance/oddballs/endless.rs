//! Takes every byte at once, also after a shutdown.

use async_interop::conformance::{self, reference::Log};

/// Makes writers that append to a log: they never wait, and nothing closes them.
///
/// That is what `Vec<u8>` does, and a file.
struct Sink;

impl conformance::Sink for Sink {
    type Writer = Log;
    type Drain = Log;

    fn open(&mut self) -> (Log, Log) {
        let log = Log::new();
        (log.clone(), log)
    }
}

conformance::sink!(endless, Sink, capabilities[growing]);
