//! What spawning must refuse, each next to what it accepts and differs from in one word.

/// A future that is not `Send`.
///
/// ```
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case(executor: &dyn Spawn) {
///     let local = Arc::new(1);
///     drop(executor.spawn(async move {
///         yield_now().await;
///         drop(local);
///     }));
/// }
/// ```
/// ```compile_fail
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case(executor: &dyn Spawn) {
///     let local = Rc::new(1);
///     drop(executor.spawn(async move {
///         yield_now().await;
///         drop(local);
///     }));
/// }
/// ```
enum Future {}

/// An output that is not `Send`.
///
/// ```
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case(executor: &dyn Spawn) {
///     drop(executor.spawn(async { Arc::new(1) }));
/// }
/// ```
/// ```compile_fail
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case(executor: &dyn Spawn) {
///     drop(executor.spawn(async { Rc::new(1) }));
/// }
/// ```
enum Output {}

/// A detached future that is not `Send`.
///
/// ```
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case(executor: impl Spawn, local: Arc<u8>) {
///     drop(executor.spawn_detached(async move { drop(local) }));
/// }
/// ```
/// ```compile_fail
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case(executor: impl Spawn, local: Rc<u8>) {
///     drop(executor.spawn_detached(async move { drop(local) }));
/// }
/// ```
enum Detached {}

/// An output that is not `Send`, on the global executor.
///
/// ```
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case() {
///     drop(task::spawn(async { Arc::new(1) }));
/// }
/// ```
/// ```compile_fail
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case() {
///     drop(task::spawn(async { Rc::new(1) }));
/// }
/// ```
enum Global {}

/// A future that borrows.
///
/// ```
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case(executor: &dyn Spawn, text: &'static str) {
///     drop(executor.spawn(async move { text.len() }));
/// }
/// ```
/// ```compile_fail
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case(executor: &dyn Spawn, text: &str) {
///     drop(executor.spawn(async move { text.len() }));
/// }
/// ```
enum Borrowed {}

/// A local future that borrows.
///
/// ```
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case(executor: &dyn SpawnLocal, text: &'static str) {
///     drop(executor.spawn_local(async move { text.len() }));
/// }
/// ```
/// ```compile_fail
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case(executor: &dyn SpawnLocal, text: &str) {
///     drop(executor.spawn_local(async move { text.len() }));
/// }
/// ```
enum BorrowedLocal {}

/// A handle of an output that is not `Send`, on another thread.
///
/// ```
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case(executor: &dyn SpawnLocal) {
///     let handle = executor.spawn_local(async { Arc::new(1) }).unwrap();
///     std::thread::spawn(move || drop(handle));
/// }
/// ```
/// ```compile_fail
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case(executor: &dyn SpawnLocal) {
///     let handle = executor.spawn_local(async { Rc::new(1) }).unwrap();
///     std::thread::spawn(move || drop(handle));
/// }
/// ```
enum LocalHandle {}

/// A global executor that is not `Sync`.
///
/// ```
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case(executor: &'static (dyn Spawn + Sync)) {
///     drop(global::set(executor));
/// }
/// ```
/// ```compile_fail
/// # use std::{rc::Rc, sync::Arc};
/// # use async_interop::{future::yield_now, task::{self, *}};
/// fn case(executor: &'static (dyn Spawn + Send)) {
///     drop(global::set(executor));
/// }
/// ```
enum NotSync {}
