//! The allocator: the suites need one, what they check does not.

use core::{mem::MaybeUninit, ptr::addr_of_mut};

use embedded_alloc::LlffHeap;

#[global_allocator]
static HEAP: LlffHeap = LlffHeap::empty();

/// Gives the allocator its memory. To be called once, before anything is allocated.
pub(crate) fn init() {
    const SIZE: usize = 2 * 1024 * 1024;
    static mut MEMORY: [MaybeUninit<u8>; SIZE] = [MaybeUninit::uninit(); SIZE];
    // SAFETY: nobody else names `MEMORY`, and `main` calls this once.
    unsafe { HEAP.init(addr_of_mut!(MEMORY) as usize, SIZE) }
}
