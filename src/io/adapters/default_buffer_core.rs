//! Without `alloc` there is no buffer to default to.

/// No value of it exists: whoever wants a buffered type brings a buffer.
pub(super) type DefaultBuffer = core::convert::Infallible;
