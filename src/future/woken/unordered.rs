//! A set of futures that grows, and yields outputs as they come.

use core::{
    fmt,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{Children, Woken};

/// A set of futures, which yields their outputs in the order in which they are ready.
///
/// It polls only those that are new or were woken. No allocation per future: places are used
/// again, and added in blocks, each as large as all before. A future is dropped as soon as it is
/// ready.
pub(crate) struct Unordered<F> {
    // Before the children: what they wake while they are dropped wakes nobody.
    woken: Woken,
    children: Children<Place<F>>,
    vacant: usize,
    len: usize,
}

pin_project! {
    #[project = Projection]
    enum Place<F> {
        Vacant {
            next: usize,
        },
        Taken {
            #[pin]
            future: F,
        },
    }
}

impl<F> Unordered<F> {
    /// Creates a set that has room for some futures: `capacity`, but not for very many.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        let capacity = capacity.clamp(1, MOST_AT_FIRST).next_power_of_two();
        Self {
            woken: Woken::new(capacity),
            children: Children::new(vacant(0..capacity)),
            vacant: 0,
            len: 0,
        }
    }

    /// Adds a future. The next [`poll_next`](Self::poll_next) polls it; nobody is woken.
    pub(crate) fn push(&mut self, future: F) {
        if self.len == self.children.len() {
            let len = self.len;
            self.woken.grow();
            self.children.grow(vacant(len..2 * len));
            self.vacant = len;
        }
        let number = self.vacant;
        let mut place = self.children.get_pin_mut(number);
        let Projection::Vacant { next } = place.as_mut().project() else {
            unreachable!("the vacant places are linked");
        };
        self.vacant = *next;
        place.set(Place::Taken { future });
        self.len += 1;
        self.woken.schedule(number);
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The futures that are not ready yet, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &F> {
        self.children.iter().filter_map(|place| match place {
            Place::Taken { future } => Some(future),
            Place::Vacant { .. } => None,
        })
    }
}

impl<F: Future> Unordered<F> {
    /// Polls the futures that are new or were woken, until one is ready. `None`: there are none.
    #[inline]
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<F::Output>> {
        if self.len == 0 {
            return Poll::Ready(None);
        }
        self.woken.begin();
        while let Some((number, slot)) = self.woken.next() {
            let mut place = self.children.get_pin_mut(number);
            // Vacant: woken by a waker of a future that was here.
            let Projection::Taken { future } = place.as_mut().project() else {
                continue;
            };
            if let Poll::Ready(output) = slot.with_context(|cx| future.poll(cx)) {
                place.set(Place::Vacant { next: self.vacant });
                self.vacant = number;
                self.len -= 1;
                return Poll::Ready(Some(output));
            }
        }
        self.woken.park(cx.waker());
        Poll::Pending
    }
}

impl<F> fmt::Debug for Unordered<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unordered").field("len", &self.len).finish_non_exhaustive()
    }
}

/// Vacant places, each linked to the next. The last link leads nowhere yet: it is followed only
/// after the set has grown.
fn vacant<F>(places: core::ops::Range<usize>) -> impl Iterator<Item = Place<F>> {
    places.map(|number| Place::Vacant { next: number + 1 })
}

const MOST_AT_FIRST: usize = 64;
