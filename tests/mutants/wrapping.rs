//! A wrapper of a writer that can be given one defect, one of streams, and a loop over a stream.
//!
//! Without a defect they conform, which a test checks.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use async_interop::{
    conformance::{
        Caller, Subject, Work, capabilities,
        harness::{Stage, StrictIo},
    },
    io::{AsyncWrite, IoSlice, Result},
};

/// What is wrong with a wrapper of a writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    FlushStays,
    ShutdownFlushes,
    SaysNotVectored,
    FirstSliceOnly,
}

use Defect::*;

/// A wrapper with `defect`.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    let capabilities = capabilities![adapter, writes, shuts, vectored];
    Subject::new(name, "mutant").caller(capabilities, move || Fixture(defect))
}

struct Fixture(Option<Defect>);

impl Caller for Fixture {
    fn work(&mut self, stage: &Stage) -> Work {
        stage.fill(Wrapper { inner: stage.io(), defect: self.0 })
    }
}

/// Passes everything on.
struct Wrapper {
    inner: StrictIo,
    defect: Option<Defect>,
}

impl Wrapper {
    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }
}

impl AsyncWrite for Wrapper {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        if self.has(FlushStays) {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        if self.has(ShutdownFlushes) {
            return Pin::new(&mut self.inner).poll_flush(cx);
        }
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let bufs = if self.has(FirstSliceOnly) { &bufs[..1] } else { bufs };
        Pin::new(&mut self.inner).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        !self.has(SaysNotVectored) && self.inner.is_write_vectored()
    }
}

/// One stream after another.
pub(crate) mod through {
    use async_interop::{conformance::harness::StrictStream, stream::Stream};

    use super::*;

    /// What is wrong with a wrapper of streams.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Defect {
        PollsAfterEnd,
        NoHint,
        NoProgress,
        FirstOnly,
        SwallowsPending,
        TakesItem,
    }

    /// A wrapper with `defect`.
    pub(crate) fn subject(defect: Option<Defect>) -> Subject {
        let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
        let capabilities = capabilities![adapter, hints, progress];
        Subject::new(name, "mutant").caller(capabilities, move || Fixture(defect))
    }

    struct Fixture(Option<Defect>);

    impl Caller for Fixture {
        fn work(&mut self, stage: &Stage) -> Work {
            let inner = [stage.stream(), stage.stream()];
            stage.exhaust(Through { inner, ended: 0, defect: self.0 })
        }
    }

    struct Through {
        inner: [StrictStream; 2],
        /// How many have ended.
        ended: usize,
        defect: Option<Defect>,
    }

    impl Through {
        fn has(&self, defect: Defect) -> bool {
            self.defect == Some(defect)
        }
    }

    impl Stream for Through {
        type Item = ();

        fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<()>> {
            let this = &mut *self;
            if this.ended > 0 && this.has(Defect::PollsAfterEnd) {
                ready!(Pin::new(&mut this.inner[0]).poll_next(cx));
            }
            while let Some(inner) = this.inner.get_mut(this.ended) {
                if ready!(Pin::new(inner).poll_next(cx)).is_some() {
                    return Poll::Ready(Some(()));
                }
                this.ended += 1;
            }
            Poll::Ready(None)
        }

        fn poll_progress(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
            let this = &mut *self;
            let skips = match this.defect {
                Some(Defect::NoProgress) => return Poll::Ready(()),
                Some(Defect::TakesItem) => return this.poll_an_item(cx),
                Some(Defect::FirstOnly) => 1,
                _ => 0,
            };
            let left = &mut this.inner[this.ended..];
            let mut pending = false;
            for inner in left.iter_mut().rev().skip(skips) {
                pending |= Pin::new(inner).poll_progress(cx).is_pending();
            }
            if pending && !this.has(Defect::SwallowsPending) {
                return Poll::Pending;
            }
            Poll::Ready(())
        }

        fn size_hint(&self) -> (usize, Option<usize>) {
            if self.has(Defect::NoHint) {
                return (0, None);
            }
            let left = self.inner.iter().map(|inner| inner.size_hint().0).sum();
            (left, Some(left))
        }
    }

    impl Through {
        /// Lets all work on, and loses an item of one.
        fn poll_an_item(&mut self, cx: &mut Context<'_>) -> Poll<()> {
            for inner in &mut self.inner[self.ended..] {
                let _ = Pin::new(inner).poll_progress(cx);
            }
            if let Some(inner) = self.inner.get_mut(self.ended) {
                let _ = Pin::new(inner).poll_next(cx);
            }
            Poll::Pending
        }
    }
}

/// A loop with a body that waits.
pub(crate) mod body {
    use async_interop::stream::StreamExt as _;

    use super::*;

    /// What is wrong with a loop.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Defect {
        AwaitsAlone,
    }

    /// A loop with `defect`.
    pub(crate) fn subject(defect: Option<Defect>) -> Subject {
        let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
        Subject::new(name, "mutant").caller(capabilities![progress], move || Fixture(defect))
    }

    struct Fixture(Option<Defect>);

    impl Caller for Fixture {
        fn work(&mut self, stage: &Stage) -> Work {
            let (stage, alone) = (stage.clone(), self.0.is_some());
            Box::pin(async move {
                let mut stream = stage.stream();
                while stream.next().await.is_some() {
                    let body = stage.future();
                    if alone {
                        body.await;
                    } else {
                        stream.progress_while(body).await;
                    }
                }
                Ok(Vec::new())
            })
        }
    }
}
