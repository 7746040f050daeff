//! A chat server: what one says, all others hear.
//!
//! It names what it needs of a runtime, and no runtime: tasks and a timer, and a stream of
//! connections. A client sends lines of UTF-8, and is sent lines:
//!
//! | a client sends | and the server sends |
//! |---|---|
//! | `hello` | `<name> hello` to the others |
//! | `/me waves` | `* name waves` to the others |
//! | `/name ann` | `* name is now ann` to all |
//! | `/who` | `* here: ann, guest2` |
//! | `/quit` | `* bye`, and ends the connection |
//!
//! What begins with `!` tells one client what it did wrong. A client that reads too slowly is left
//! behind.

use std::{
    collections::{BTreeMap, VecDeque},
    future::poll_fn,
    mem,
    pin::pin,
    str,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};

use async_interop::{
    future::select,
    io::{
        self, AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite,
        AsyncWriteExt as _, BufReader, Error, Result,
    },
    stream::{Stream, StreamExt as _},
    task::Spawn,
    time::{Timer, TimerExt as _},
};

/// Lets all who connect talk to each other, until there are no more connections.
///
/// `report` is told of errors that are nobody's to handle.
///
/// # Errors
///
/// If the runtime takes no more tasks.
pub(crate) async fn serve<R, C, T>(runtime: R, connections: C, report: fn(&Error)) -> Result<()>
where
    R: Spawn + Timer<Sleep: Send> + Clone + Send + Sync + 'static,
    C: Stream<Item = Result<T>>,
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let room = Arc::new(Room::default());
    let mut connections = pin!(connections);
    while let Some(connection) = connections.next().await {
        match connection {
            Ok(connection) => {
                let (room, timer) = (room.clone(), runtime.clone());
                let client = async move {
                    if let Err(error) = attend(connection, &room, &timer).await {
                        report(&error);
                    }
                };
                let spawned = runtime.spawn_detached(client);
                spawned.map_err(|error| Error::other(error.without_task()))?;
            }
            // Such as too many open files: it may pass.
            Err(error) => {
                report(&error);
                runtime.sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    Ok(())
}

/// Lets one client take part.
async fn attend<T, R>(connection: T, room: &Room, timer: &R) -> Result<()>
where
    T: AsyncRead + AsyncWrite,
    R: Timer,
{
    let (reader, mut writer) = io::split(connection);
    let mut reader = BufReader::new(reader);
    let seat = room.enter();
    let mut hear = pin!(async {
        while let Some(lines) = seat.hear().await {
            let sending = async {
                writer.write_all(lines.as_bytes()).await?;
                writer.flush().await
            };
            timer.timeout(WRITE_LIMIT, sending).await??;
        }
        writer.shutdown().await
    });
    let speak = async {
        let mut line = Vec::new();
        while next_line(&mut reader, &mut line).await? {
            if !seat.obey(&line) {
                break;
            }
        }
        Ok(())
    };
    select! {
        heard = hear.as_mut() => heard,
        spoken = speak => {
            seat.leave();
            hear.await.and(spoken)
        }
    }
}

/// Reads a line, with the `\n` that ends it. `false` is the end. What is longer than a line may be
/// comes out cut off, without `\n`.
async fn next_line<R: AsyncBufRead + Unpin>(reader: &mut R, line: &mut Vec<u8>) -> Result<bool> {
    line.clear();
    reader.take(LINE_BYTES).read_until(b'\n', line).await?;
    let mut rest = Vec::new();
    while line.len() as u64 == LINE_BYTES && !line.ends_with(b"\n") && !rest.ends_with(b"\n") {
        rest.clear();
        if reader.take(LINE_BYTES).read_until(b'\n', &mut rest).await? == 0 {
            break;
        }
    }
    Ok(!line.is_empty())
}

/// Who is there, and what each of them has not yet been sent.
#[derive(Default)]
struct Room {
    guests: Mutex<Guests>,
}

#[derive(Default)]
struct Guests {
    last_number: u64,
    by_number: BTreeMap<u64, Guest>,
}

struct Guest {
    name: String,
    unsent: VecDeque<Arc<str>>,
    /// Nothing more is sent than what is in `unsent`.
    is_leaving: bool,
    waker: Option<Waker>,
}

impl Room {
    /// Gives a new guest a name and a place.
    fn enter(&self) -> Seat<'_> {
        let mut guests = self.lock();
        guests.last_number += 1;
        let number = guests.last_number;
        let name = format!("guest{number}");
        let hello = format!("* welcome, {name}: /name NAME, /me DOES, /who, /quit\n");
        let unsent = [hello.into()].into();
        let guest = Guest { name: name.clone(), unsent, is_leaving: false, waker: None };
        guests.by_number.insert(number, guest);
        drop(guests);
        let seat = Seat { room: self, number };
        seat.tell_others(format!("* {name} is here\n"));
        seat
    }

    /// Puts a line behind what the guests were not sent yet.
    fn tell(&self, line: String, is_meant: impl Fn(u64) -> bool) {
        let line: Arc<str> = line.into();
        let mut guests = self.lock();
        let meant = guests.by_number.iter_mut().filter(|(number, _)| is_meant(**number));
        let wakers: Vec<_> = meant
            .filter_map(|(_, guest)| {
                guest.is_leaving |= guest.unsent.len() == UNSENT_LINES;
                if !guest.is_leaving {
                    guest.unsent.push_back(line.clone());
                }
                guest.waker.take()
            })
            .collect();
        // A waker is foreign code: it is woken, cloned and dropped outside of the lock.
        drop(guests);
        wakers.into_iter().for_each(Waker::wake);
    }

    fn lock(&self) -> MutexGuard<'_, Guests> {
        self.guests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A guest's place in the room. Dropping it is leaving.
struct Seat<'a> {
    room: &'a Room,
    number: u64,
}

impl Seat<'_> {
    /// Does what a line asks for. Returns whether the guest stays.
    fn obey(&self, line: &[u8]) -> bool {
        if line.len() as u64 == LINE_BYTES && !line.ends_with(b"\n") {
            self.tell_me(format!("! a line has less than {LINE_BYTES} bytes\n"));
            return true;
        }
        let Ok(text) = str::from_utf8(line) else {
            self.tell_me("! a line is UTF-8\n".to_owned());
            return true;
        };
        // Control characters could do harm to the others' terminals.
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        let (word, rest) = text.split_once(' ').unwrap_or((&text, ""));
        match word {
            "" if rest.trim().is_empty() => {}
            "/me" => self.tell_others(format!("* {} {rest}\n", self.name())),
            "/name" => self.rename(rest.trim()),
            "/who" => self.tell_me(format!("* here: {}\n", self.names().join(", "))),
            "/quit" => {
                self.tell_me("* bye\n".to_owned());
                return false;
            }
            word if word.starts_with('/') => {
                self.tell_me(format!("! {word} is none of /name, /me, /who, /quit\n"));
            }
            _ => self.tell_others(format!("<{}> {text}\n", self.name())),
        }
        true
    }

    fn rename(&self, name: &str) {
        let allowed = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || name.chars().count() > NAME_CHARS || !name.chars().all(allowed) {
            let text = format!("! a name has up to {NAME_CHARS} letters, digits, '-' and '_'\n");
            return self.tell_me(text);
        }
        let mut guests = self.room.lock();
        if guests.by_number.values().any(|guest| guest.name == name) {
            drop(guests);
            return self.tell_me(format!("! {name} is taken\n"));
        }
        let Some(guest) = guests.by_number.get_mut(&self.number) else { return };
        let before = mem::replace(&mut guest.name, name.to_owned());
        drop(guests);
        self.room.tell(format!("* {before} is now {name}\n"), |_| true);
    }

    /// Waits for lines, and takes all there are. `None` is the end.
    async fn hear(&self) -> Option<String> {
        poll_fn(|cx| self.poll_hear(cx)).await
    }

    fn poll_hear(&self, cx: &mut Context<'_>) -> Poll<Option<String>> {
        let waker = cx.waker().clone();
        let mut guests = self.room.lock();
        let Some(guest) = guests.by_number.get_mut(&self.number) else {
            return Poll::Ready(None);
        };
        if guest.unsent.is_empty() {
            if guest.is_leaving {
                return Poll::Ready(None);
            }
            let older = guest.waker.replace(waker);
            drop(guests);
            drop(older);
            return Poll::Pending;
        }
        Poll::Ready(Some(guest.unsent.drain(..).fold(String::new(), |lines, line| lines + &line)))
    }

    /// Ends [`hear`](Self::hear) once all is sent that is there to send.
    fn leave(&self) {
        let mut guests = self.room.lock();
        let Some(guest) = guests.by_number.get_mut(&self.number) else { return };
        guest.is_leaving = true;
        let waker = guest.waker.take();
        drop(guests);
        waker.into_iter().for_each(Waker::wake);
    }

    fn tell_me(&self, line: String) {
        self.room.tell(line, |number| number == self.number);
    }

    fn tell_others(&self, line: String) {
        self.room.tell(line, |number| number != self.number);
    }

    fn name(&self) -> String {
        let guests = self.room.lock();
        guests.by_number.get(&self.number).map(|guest| guest.name.clone()).unwrap_or_default()
    }

    fn names(&self) -> Vec<String> {
        self.room.lock().by_number.values().map(|guest| guest.name.clone()).collect()
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        let guest = self.room.lock().by_number.remove(&self.number);
        if let Some(guest) = guest {
            self.room.tell(format!("* {} is gone\n", guest.name), |_| true);
        }
    }
}

const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
const WRITE_LIMIT: Duration = Duration::from_secs(30);
const LINE_BYTES: u64 = 1024;
const NAME_CHARS: usize = 20;
const UNSENT_LINES: usize = 1000;
