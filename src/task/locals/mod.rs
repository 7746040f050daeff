//! Values that belong to a task rather than to a thread.

mod access_error;
mod macros;
mod task_local;
mod task_local_scope;

pub use access_error::AccessError;
pub use task_local::TaskLocal;
pub use task_local_scope::TaskLocalScope;
