//! Room for tasks that stay with their executor.

use core::fmt;

use embassy_executor::{
    SpawnToken,
    raw::{AvailableTask, TaskStorage},
};

use crate::task::LocalFutureObj;

/// Room for `N` tasks of an [`EmbassyLocal`](crate::rt::EmbassyLocal): a static of your program.
///
/// # Examples
///
/// ```
/// use async_interop::rt::EmbassyLocalPool;
///
/// static POOL: EmbassyLocalPool<16> = EmbassyLocalPool::new();
/// ```
pub struct EmbassyLocalPool<const N: usize> {
    slots: [TaskStorage<LocalFutureObj<'static, ()>>; N],
}

impl<const N: usize> EmbassyLocalPool<N> {
    /// Makes room for `N` tasks.
    pub const fn new() -> Self {
        Self { slots: [const { TaskStorage::new() }; N] }
    }

    /// Puts `task` into a slot, or gives it back if none is free. The token has to be spawned.
    pub(super) fn claim(
        &'static self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<SpawnToken<LocalFutureObj<'static, ()>>, LocalFutureObj<'static, ()>> {
        match self.slots.iter().find_map(AvailableTask::claim) {
            Some(slot) => Ok(slot.initialize(|| task)),
            None => Err(task),
        }
    }
}

impl<const N: usize> Default for EmbassyLocalPool<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const N: usize> fmt::Debug for EmbassyLocalPool<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmbassyLocalPool").field("slots", &N).finish_non_exhaustive()
    }
}

static_assertions::assert_impl_all!(EmbassyLocalPool<1>: Sync);
