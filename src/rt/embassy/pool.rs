//! Room for tasks that come from anywhere.

use core::fmt;

use embassy_executor::{
    SpawnToken,
    raw::{AvailableTask, TaskStorage},
};

use crate::task::FutureObj;

/// Room for `N` tasks of an [`Embassy`](crate::rt::Embassy): a static of your program.
///
/// # Examples
///
/// ```
/// use async_interop::rt::EmbassyPool;
///
/// static POOL: EmbassyPool<16> = EmbassyPool::new();
/// ```
pub struct EmbassyPool<const N: usize> {
    slots: [TaskStorage<FutureObj<'static, ()>>; N],
}

impl<const N: usize> EmbassyPool<N> {
    /// Makes room for `N` tasks.
    pub const fn new() -> Self {
        Self { slots: [const { TaskStorage::new() }; N] }
    }

    /// Puts `task` into a slot, or gives it back if none is free. The token has to be spawned.
    pub(super) fn claim(
        &'static self,
        task: FutureObj<'static, ()>,
    ) -> Result<SpawnToken<FutureObj<'static, ()>>, FutureObj<'static, ()>> {
        match self.slots.iter().find_map(AvailableTask::claim) {
            Some(slot) => Ok(slot.initialize(|| task)),
            None => Err(task),
        }
    }
}

impl<const N: usize> Default for EmbassyPool<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const N: usize> fmt::Debug for EmbassyPool<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmbassyPool").field("slots", &N).finish_non_exhaustive()
    }
}

static_assertions::assert_impl_all!(EmbassyPool<1>: Sync);
