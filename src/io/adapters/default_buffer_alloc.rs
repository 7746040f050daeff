//! The buffer that the buffered types allocate for themselves.

/// Fixed in size, so that nothing can grow by accident.
pub(super) type DefaultBuffer = alloc::boxed::Box<[u8]>;
