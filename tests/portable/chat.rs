//! The chat, with two guests on sockets of std, and nc where there is one.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{Shutdown, TcpStream},
    process::{Command, Stdio},
};

use crate::{RUNTIMES, program::Server};

/// A client, line by line.
struct Guest {
    lines: BufReader<TcpStream>,
}

impl Guest {
    /// Connects, and takes the name that the server gives.
    fn enter(server: &Server) -> (Self, String) {
        let mut guest = Self { lines: BufReader::new(server.connect()) };
        let line = guest.line();
        let name = line.strip_prefix("* welcome, ").and_then(|line| line.split(':').next());
        let name = name.unwrap_or_else(|| panic!("no welcome: {line}")).to_owned();
        (guest, name)
    }

    fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.lines.get_mut().write_all(bytes.as_ref()).expect("the server reads");
    }

    /// Waits for a line. The empty one is the end.
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("the server sends lines");
        line.trim_end().to_owned()
    }
}

#[test]
fn what_one_says_the_other_hears() {
    for &runtime in RUNTIMES {
        let server = Server::start(runtime, &["chat"]);
        let (mut first, first_name) = Guest::enter(&server);
        let (mut second, second_name) = Guest::enter(&server);
        assert_eq!(first.line(), format!("* {second_name} is here"), "{runtime}");

        first.send("/name ann\n");
        assert_eq!(first.line(), format!("* {first_name} is now ann"));
        assert_eq!(second.line(), format!("* {first_name} is now ann"));
        first.send("hello\r\n");
        assert_eq!(second.line(), "<ann> hello");
        second.send("/me waves\n");
        assert_eq!(first.line(), format!("* {second_name} waves"));
        first.send("/who\n");
        assert_eq!(first.line(), format!("* here: ann, {second_name}"));

        // A line may come in pieces, and several at once.
        second.send("in ");
        second.send("pieces\none\ntwo\n");
        for text in ["in pieces", "one", "two"] {
            assert_eq!(first.line(), format!("<{second_name}> {text}"), "{runtime}");
        }

        first.send("/quit\n");
        assert_eq!(first.line(), "* bye");
        assert_eq!(first.line(), "", "{runtime} ends the connection");
        assert_eq!(second.line(), "* ann is gone");
        // Without a word, and without an end of the last line.
        let (mut third, third_name) = Guest::enter(&server);
        assert_eq!(second.line(), format!("* {third_name} is here"));
        third.send("last");
        third.lines.get_mut().shutdown(Shutdown::Write).expect("it is connected");
        assert_eq!(second.line(), format!("<{third_name}> last"));
        assert_eq!(second.line(), format!("* {third_name} is gone"), "{runtime}");
        assert_eq!(third.line(), "", "{runtime} ends the connection");
    }
}

#[test]
fn wrong_lines_are_explained_and_go_to_nobody() {
    for &runtime in RUNTIMES {
        let server = Server::start(runtime, &["chat"]);
        let (mut first, first_name) = Guest::enter(&server);
        let (mut second, second_name) = Guest::enter(&server);
        assert_eq!(first.line(), format!("* {second_name} is here"), "{runtime}");
        let too_long = format!("x{}\n", "ä".repeat(5000));
        let cases: &[(&[u8], &str)] = &[
            (b"\xFF\n", "! a line is UTF-8"),
            (too_long.as_bytes(), "! a line has less than 1024 bytes"),
            (b"/nick ann\n", "! /nick is none of /name, /me, /who, /quit"),
            (b"/name\n", "! a name has up to 20 letters, digits, '-' and '_'"),
            (b"/name a b\n", "! a name has up to 20 letters, digits, '-' and '_'"),
        ];
        for (line, answer) in cases {
            first.send(line);
            assert_eq!(first.line(), *answer, "{runtime}");
        }
        first.send(format!("/name {second_name}\n"));
        assert_eq!(first.line(), format!("! {second_name} is taken"));
        first.send("\n\x1b[2Jtext\x07\n");
        assert_eq!(second.line(), format!("<{first_name}> [2Jtext"), "{runtime}");
    }
}

#[test]
fn a_guest_who_does_not_read_holds_nobody_up() {
    for &runtime in RUNTIMES {
        let server = Server::start(runtime, &["chat"]);
        let (_deaf, _) = Guest::enter(&server);
        let (mut speaker, speaker_name) = Guest::enter(&server);
        let (mut listener, listener_name) = Guest::enter(&server);
        assert_eq!(speaker.line(), format!("* {listener_name} is here"), "{runtime}");
        let text = "x".repeat(1000);
        // Together more than the buffers of a connection hold.
        for number in 0..8_000 {
            speaker.send(format!("{number} {text}\n"));
            assert_eq!(listener.line(), format!("<{speaker_name}> {number} {text}"), "{runtime}");
        }
    }
}

#[test]
fn nc_takes_part() {
    for &runtime in RUNTIMES {
        let server = Server::start(runtime, &["chat"]);
        let (mut guest, guest_name) = Guest::enter(&server);
        let (host, port) = (server.address.ip().to_string(), server.address.port().to_string());
        let mut nc = Command::new("nc");
        nc.args([&host, &port]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let Ok(mut nc) = nc.spawn() else {
            eprintln!("not tested: there is no nc");
            return;
        };
        guest.line();
        let mut lines = BufReader::new(nc.stdout.take().expect("it was piped")).lines();
        let mut line = || lines.next().expect("nc goes on").expect("nc writes text");
        assert!(line().starts_with("* welcome, "), "{runtime}");
        guest.send("hello, nc\n");
        assert_eq!(line(), format!("<{guest_name}> hello, nc"), "{runtime}");
        let mut stdin = nc.stdin.take().expect("it was piped");
        stdin.write_all(b"/name nc\nhello, you\n/quit\n").expect("nc reads");
        assert!(guest.line().ends_with(" is now nc"), "{runtime}");
        assert_eq!(guest.line(), "<nc> hello, you", "{runtime}");
        assert_eq!(guest.line(), "* nc is gone", "{runtime}");
        drop(stdin);
        let _ = nc.kill();
        let _ = nc.wait();
    }
}
