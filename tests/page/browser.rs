//! A browser with the page in it.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio, id},
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

use fantoccini::{
    Client, ClientBuilder, Locator,
    elements::Element,
    error::CmdError,
    key::Key,
    wd::{Capabilities, WebDriverCompatibleCommand},
};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::matrix::page;

/// A browser of its own for each test, 1400 by 900, with the page open.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    client: Client,
}

/// Opens the page, runs `test`, and closes the browser, also if the test fails.
pub(crate) fn browse<F>(test: impl FnOnce(Browser) -> F + Send + 'static)
where
    F: Future<Output = Result<(), CmdError>> + Send + 'static,
{
    let address = page().address();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("the system lets it wait for sockets").block_on(async {
        let driver = Driver::start();
        let client = driver.open().await;
        let browser = Browser { client: client.clone() };
        // A task, so that a panic comes out as its error.
        let ended = tokio::spawn(async move {
            browser.client.goto(&address).await?;
            test(browser).await
        });
        let ended = ended.await;
        client.close().await.expect("the browser closes");
        match ended {
            Ok(result) => result.expect("the browser does what it is asked for"),
            Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
        }
    });
}

impl Browser {
    pub(crate) async fn find(&self, css: &str) -> Result<Element, CmdError> {
        self.client.find(Locator::Css(css)).await
    }

    /// The text that a reader sees.
    pub(crate) async fn text(&self, css: &str) -> Result<String, CmdError> {
        self.find(css).await?.text().await
    }

    /// Whether a reader sees it.
    pub(crate) async fn shows(&self, css: &str) -> Result<bool, CmdError> {
        self.find(css).await?.is_displayed().await
    }

    /// Moves the mouse there, and clicks.
    pub(crate) async fn click(&self, css: &str) -> Result<(), CmdError> {
        self.find(css).await?.click().await
    }

    /// Presses a key, wherever the focus is.
    pub(crate) async fn press(&self, key: Key) -> Result<(), CmdError> {
        self.type_text(&String::from(char::from(key))).await
    }

    /// Types, wherever the focus is.
    pub(crate) async fn type_text(&self, text: &str) -> Result<(), CmdError> {
        self.client.active_element().await?.send_keys(text).await
    }

    /// Runs a script in the page, and returns what it returns.
    pub(crate) async fn run(&self, script: &str) -> Result<Value, CmdError> {
        self.client.execute(script, Vec::new()).await
    }

    /// Runs a script that returns strings.
    pub(crate) async fn strings(&self, script: &str) -> Result<Vec<String>, CmdError> {
        let value = self.run(script).await?;
        Ok(serde_json::from_value(value).expect("the script returns strings"))
    }

    pub(crate) async fn resize(&self, width: u32, height: u32) -> Result<(), CmdError> {
        self.client.set_window_size(width, height).await
    }

    /// Sets what `prefers-color-scheme` says: `dark` or `light`.
    pub(crate) async fn prefer(&self, scheme: &str) -> Result<(), CmdError> {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        let params = json!({ "features": features });
        let body = json!({ "cmd": "Emulation.setEmulatedMedia", "params": params });
        self.client.issue_cmd(Vendor { path: "goog/cdp/execute", body }).await?;
        Ok(())
    }

    /// The addresses that the page has asked for, and its own.
    pub(crate) async fn requests(&self) -> Result<Vec<String>, CmdError> {
        let body = json!({ "type": "performance" });
        let log = self.client.issue_cmd(Vendor { path: "se/log", body }).await?;
        let entries = log.as_array().expect("a list").iter();
        let messages = entries.map(|entry| {
            let text = entry["message"].as_str().expect("a message");
            serde_json::from_str::<Value>(text).expect("messages are JSON")["message"].clone()
        });
        let sent = messages.filter(|message| message["method"] == "Network.requestWillBeSent");
        // Before, the browser has shown a page of its own.
        let page = Value::from(page().address());
        let by_page = sent.filter(|message| message["params"]["documentURL"] == page);
        let url = |message: Value| message["params"]["request"]["url"].as_str().map(String::from);
        Ok(by_page.filter_map(url).collect())
    }
}

/// A running chromedriver.
struct Driver {
    child: Child,
    address: String,
    profile: PathBuf,
}

impl Driver {
    fn start() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("async-interop-page-{}-{number}", id()));
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdout(Stdio::piped());
        let mut child = command.spawn().expect("install chromium-driver");
        let mut lines = BufReader::new(child.stdout.take().expect("it was piped")).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            Some(line.strip_suffix('.')?.rsplit_once("successfully on port ")?.1.to_owned())
        });
        let address = format!("http://127.0.0.1:{}", port.expect("it says on which port it is"));
        // It must never wait for somebody who reads what it says.
        thread::spawn(move || lines.for_each(drop));
        Self { child, address, profile }
    }

    async fn open(&self) -> Client {
        let profile = format!("--user-data-dir={}", self.profile.display());
        let arguments = json!([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1400,900",
            profile,
        ]);
        let mut capabilities = Capabilities::new();
        capabilities.insert("goog:chromeOptions".to_owned(), json!({ "args": arguments }));
        capabilities.insert("goog:loggingPrefs".to_owned(), json!({ "performance": "ALL" }));
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(capabilities).connect(&self.address).await;
        client.expect("install chromium, of the version of chromium-driver")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// A command that chromedriver has beyond the standard.
#[derive(Debug)]
struct Vendor {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.expect("the session is open");
        base.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _url: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
