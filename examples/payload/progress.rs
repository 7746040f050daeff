//! How far a payload is.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, RecvTimeoutError},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

/// How often somebody is told.
const PERIOD: Duration = Duration::from_millis(100);

/// Makes a bar on the standard error, which is not shown where that is no terminal.
pub(crate) fn bar(name: &str, length: u64) -> ProgressBar {
    let style = ProgressStyle::with_template(
        "{prefix:20} {wide_bar:.cyan/dim} {bytes:>11} of {total_bytes:11} {bytes_per_sec:>13}",
    )
    .expect("the template is well-formed")
    .progress_chars("━╸─");
    ProgressBar::new(length).with_style(style).with_prefix(name.to_string())
}

/// Tells `tell` about `count` from time to time, on a thread of its own, until the guard is dropped.
pub(crate) fn watch(count: Arc<AtomicU64>, mut tell: impl FnMut(u64) + Send + 'static) -> Watch {
    let (end, ended) = mpsc::channel();
    let thread = thread::spawn(move || {
        while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(PERIOD) {
            tell(count.load(Ordering::Relaxed));
        }
    });
    Watch { end: Some(end), thread: Some(thread) }
}

/// Ends the telling when it is dropped, and waits for it.
pub(crate) struct Watch {
    end: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.end = None;
        if let Some(thread) = self.thread.take() {
            // It panics only if it could not tell, which is of no importance any more.
            let _ = thread.join();
        }
    }
}
