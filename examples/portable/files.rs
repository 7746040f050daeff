//! A file server: what is in a folder, by HTTP.
//!
//! It names what it needs of a runtime, and no runtime: tasks and a timer, a place for calls that
//! block, and a stream of connections. The protocol is in `http`.

use std::{
    cmp,
    collections::BTreeMap,
    ffi::OsStr,
    fs::File,
    io::Read as _,
    mem,
    path::{Component, Path, PathBuf},
    pin::{Pin, pin},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker, ready},
    time::Duration,
};

use async_interop::{
    future::select,
    io::{AsyncRead, AsyncWrite, Error, ErrorKind, ReadCursor, Result},
    stream::{Stream, StreamExt as _},
    task::{JoinHandle, JoinSet, Spawn, SpawnBlocking, SpawnBlockingExt as _},
    time::{Timer, TimerExt as _},
};

use crate::http::{self, Handler, Limits, Request, Response, Status};

/// What a server may spend.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// What one client may take.
    pub(crate) limits: Limits,
    /// How many clients there may be. More wait to be accepted.
    pub(crate) connections: usize,
    /// How long requests in flight may take after `stop`.
    pub(crate) grace: Duration,
}

/// Serves the files below `root`, until `stop` is ready and the requests in flight are answered.
///
/// `report` is told of errors that are nobody's to handle.
///
/// # Errors
///
/// If `root` is not a folder, if the runtime takes no more tasks, and `TimedOut` if requests were
/// in flight for longer than the grace, and were cut off.
pub(crate) async fn serve<R, B, C, T>(
    runtime: R,
    blocking: B,
    connections: C,
    root: &Path,
    settings: Settings,
    stop: impl Future<Output = ()>,
    report: fn(&Error),
) -> Result<()>
where
    R: Spawn + Timer<Sleep: Send> + Clone + Send + Sync + 'static,
    B: SpawnBlocking + Send + Sync + 'static,
    C: Stream<Item = Result<T>>,
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let files = Arc::new(Files::new(blocking, root)?);
    let stopping = Arc::new(Flag::default());
    let mut clients = JoinSet::new();
    let mut stop = pin!(stop);
    {
        // Closed at the end of the block: who comes later is refused, and not kept waiting.
        let mut connections = pin!(connections);
        loop {
            select! {
                biased;
                () = stop.as_mut() => break,
                Some(ended) = clients.join_next() => match ended {
                    Ok(Ok(())) => {}
                    Ok(Err(error)) => report(&error),
                    Err(panicked) => report(&Error::other(panicked)),
                },
                next = connections.next(), if clients.len() < settings.connections => match next {
                    Some(Ok(transport)) => {
                        let (files, timer) = (files.clone(), runtime.clone());
                        let stop = Raised { flag: stopping.clone(), key: None };
                        let client = async move {
                            http::serve(transport, &*files, &timer, &settings.limits, stop).await
                        };
                        let spawned = clients.spawn(&runtime, client);
                        spawned.map_err(|error| Error::other(error.without_task()))?;
                    }
                    // Such as too many open files: it may pass.
                    Some(Err(error)) => {
                        report(&error);
                        runtime.sleep(ACCEPT_PAUSE).await;
                    }
                    None => break,
                },
            }
        }
    }
    stopping.raise();
    let rest = async { while clients.join_next().await.is_some() {} };
    runtime.timeout(settings.grace, rest).await.map_err(|_| {
        let text = "requests in flight took longer than the grace, and were cut off";
        Error::new(ErrorKind::TimedOut, text)
    })
}

/// The files below a folder.
struct Files<B> {
    root: Arc<Path>,
    blocking: Arc<B>,
}

impl<B: SpawnBlocking> Files<B> {
    fn new(blocking: B, root: &Path) -> Result<Self> {
        let root = root.canonicalize()?;
        if !root.is_dir() {
            return Err(ErrorKind::NotADirectory.into());
        }
        Ok(Self { root: root.into(), blocking: Arc::new(blocking) })
    }
}

impl<B: SpawnBlocking + Send + Sync + 'static> Handler for Files<B> {
    type Body = Body<B>;

    async fn answer(&self, request: &Request) -> Response<Body<B>> {
        let path = request.path();
        let names = match request.segments() {
            Ok(names) => names,
            Err(status) => return Response::error(status),
        };
        let (root, as_folder) = (self.root.clone(), path.ends_with('/'));
        let found = match self.blocking.spawn_blocking(move || find(&root, names, as_folder)) {
            Ok(finding) => finding.await.unwrap_or(Err(Status::INTERNAL_ERROR)),
            Err(_no_thread) => Err(Status::INTERNAL_ERROR),
        };
        match found {
            Ok(Found::File { file, length, media_type }) => {
                let body = Body::new(file, self.blocking.clone());
                Response::stream(length, body).with("Content-Type", media_type.to_owned())
            }
            // Relative to the path, so that it cannot lead to another host.
            Ok(Found::Folder) => {
                let name = path.rsplit('/').next().unwrap_or_default();
                let text = "the name of a folder ends with a slash\n".to_owned();
                let moved = Response::text(Status::MOVED_PERMANENTLY, text);
                moved.with("Location", format!("./{name}/"))
            }
            Err(status) => Response::error(status),
        }
    }
}

/// What a path leads to.
enum Found {
    File {
        file: File,
        length: u64,
        media_type: &'static str,
    },
    /// A folder whose path has no slash at its end: links in it would lead elsewhere.
    Folder,
}

/// Looks for what the names lead to. This blocks.
fn find(root: &Path, names: Vec<String>, as_folder: bool) -> core::result::Result<Found, Status> {
    let mut path = root.to_owned();
    for name in names {
        let mut components = Path::new(&name).components();
        let (Some(Component::Normal(_)), None) = (components.next(), components.next()) else {
            return Err(Status::NOT_FOUND); // such as `C:` on Windows
        };
        path.push(name);
    }
    let mut path = below(root, &path)?;
    match (path.is_dir(), as_folder) {
        (true, true) => path = below(root, &path.join("index.html"))?,
        (true, false) => return Ok(Found::Folder),
        (false, true) => return Err(Status::NOT_FOUND),
        (false, false) => {}
    }
    // Asked before it is opened: opening a named pipe waits for a writer.
    if !path.is_file() {
        return Err(Status::NOT_FOUND);
    }
    let file = File::open(&path).map_err(|error| status(&error))?;
    let length = file.metadata().map_err(|error| status(&error))?.len();
    Ok(Found::File { file, length, media_type: media_type(&path) })
}

/// Follows all links, and refuses a path that leads out of `root`.
fn below(root: &Path, path: &Path) -> core::result::Result<PathBuf, Status> {
    let path = path.canonicalize().map_err(|error| status(&error))?;
    if path.starts_with(root) { Ok(path) } else { Err(Status::NOT_FOUND) }
}

fn status(error: &std::io::Error) -> Status {
    match error.kind() {
        std::io::ErrorKind::NotFound
        | std::io::ErrorKind::NotADirectory
        | std::io::ErrorKind::InvalidInput => Status::NOT_FOUND,
        std::io::ErrorKind::PermissionDenied => Status::FORBIDDEN,
        // Also a name that is too long for the system.
        _ if error.to_string().contains("name too long") => Status::NOT_FOUND,
        _ => Status::INTERNAL_ERROR,
    }
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(OsStr::to_str).unwrap_or_default() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        "gif" => "image/gif",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "webp" => "image/webp",
        _ => "application/octet-stream",
    }
}

/// The bytes of a file. Each chunk is read where blocking is allowed.
struct Body<B> {
    file: Arc<File>,
    blocking: Arc<B>,
    chunk: Vec<u8>,
    taken: usize,
    reading: Option<JoinHandle<std::io::Result<Vec<u8>>>>,
}

impl<B> Body<B> {
    fn new(file: File, blocking: Arc<B>) -> Self {
        Self { file: Arc::new(file), blocking, chunk: Vec::new(), taken: 0, reading: None }
    }
}

impl<B: SpawnBlocking> AsyncRead for Body<B> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        let this = self.get_mut();
        if this.taken == this.chunk.len() {
            let reading = match &mut this.reading {
                Some(reading) => reading,
                none => {
                    let file = this.file.clone();
                    let reading = this.blocking.spawn_blocking(move || read_chunk(&file));
                    none.insert(reading.map_err(|error| Error::other(error.without_task()))?)
                }
            };
            let chunk = ready!(Pin::new(reading).poll(cx));
            this.reading = None;
            (this.chunk, this.taken) = (chunk.map_err(Error::other)??, 0);
        }
        this.taken += buf.append_some(&this.chunk[this.taken..]);
        Poll::Ready(Ok(()))
    }
}

fn read_chunk(mut file: &File) -> std::io::Result<Vec<u8>> {
    let mut chunk = vec![0; CHUNK_BYTES];
    let n = file.read(&mut chunk)?;
    chunk.truncate(n);
    Ok(chunk)
}

/// A flag that is raised once. Many tasks may wait for it.
#[derive(Default)]
struct Flag {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    raised: bool,
    next_key: u64,
    wakers: BTreeMap<u64, Waker>,
}

impl Flag {
    fn raise(&self) {
        let mut state = self.lock();
        state.raised = true;
        let wakers = mem::take(&mut state.wakers);
        drop(state);
        wakers.into_values().for_each(Waker::wake);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A future that is ready when the flag is raised.
struct Raised {
    flag: Arc<Flag>,
    key: Option<u64>,
}

impl Future for Raised {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        // A waker is foreign code: it is cloned and dropped outside of the lock.
        let waker = cx.waker().clone();
        let flag = self.flag.clone();
        let mut state = flag.lock();
        if state.raised {
            return Poll::Ready(());
        }
        let next_key = state.next_key;
        let key = *self.key.get_or_insert(next_key);
        state.next_key = cmp::max(next_key, key + 1);
        let older = state.wakers.insert(key, waker);
        drop(state);
        drop(older);
        Poll::Pending
    }
}

impl Drop for Raised {
    fn drop(&mut self) {
        let waker = self.key.and_then(|key| self.flag.lock().wakers.remove(&key));
        drop(waker);
    }
}

const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
const CHUNK_BYTES: usize = 128 * 1024;
