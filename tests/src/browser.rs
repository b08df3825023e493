//! Chromium, through a small driver in Node.

use std::{path::Path, process::Stdio, sync::Arc};

use countersign_fakes::Subscription;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    sync::Mutex,
};

use crate::{
    phone::Phone,
    world::{PASSWORD, World},
};

/// Set to a folder: pictures of pages are kept there.
const BOOK: &str = "PICTURES_IN";

/// A running browser; it ends with the test. Its camera sees what a tab was aimed at last.
pub struct Browser {
    driver: Arc<Mutex<Driver>>,
}

struct Driver {
    _process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    tabs: u32,
    /// Holds what the camera sees.
    _dir: TempDir,
}

/// One tab with cookies of its own.
pub struct Tab {
    driver: Arc<Mutex<Driver>>,
    id: u32,
}

impl Browser {
    /// Starts Chromium.
    ///
    /// # Panics
    /// If Node or the driver is missing: `make tools` installs them.
    pub async fn start() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser");
        let dir = TempDir::new().expect("a temporary directory");
        let mut process = Command::new("node")
            .arg("driver.mjs")
            .current_dir(folder)
            .env("CAMERA", dir.path().join("camera.y4m"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("node runs; `make tools` installs what is missing");
        let input = process.stdin.take().expect("it is piped");
        let output = BufReader::new(process.stdout.take().expect("it is piped")).lines();
        Self {
            driver: Arc::new(Mutex::new(Driver {
                _process: process,
                input,
                output,
                tabs: 0,
                _dir: dir,
            })),
        }
    }

    /// Opens a tab.
    pub async fn tab(&self) -> Tab {
        self.open(true, "en").await
    }

    /// Opens a tab of somebody who reads this language.
    pub async fn tab_in(&self, language: &str) -> Tab {
        self.open(true, language).await
    }

    /// Opens a tab of somebody whose clock shows the time of this zone.
    pub async fn tab_in_zone(&self, zone: &str) -> Tab {
        let opened = json!({"javascript": true, "language": "en", "zone": zone});
        self.open_with(opened).await
    }

    /// Opens a tab in which no script runs.
    pub async fn tab_without_scripts(&self) -> Tab {
        self.open(false, "en").await
    }

    /// Opens a tab of somebody who has this certificate, and shows it to this origin. What servers show is not checked there.
    pub async fn tab_with_certificate(&self, origin: &str, certificate: &Path, key: &Path) -> Tab {
        let shown = json!({"origin": origin, "certPath": certificate, "keyPath": key});
        let opened = json!({"javascript": true, "language": "en", "certificate": shown});
        self.open_with(opened).await
    }

    /// The same with a file that holds certificate and key (PKCS #12), with or without scripts.
    pub async fn tab_with_certificate_file(
        &self,
        scripts: bool,
        origin: &str,
        file: &Path,
        password: &str,
    ) -> Tab {
        let shown = json!({"origin": origin, "pfxPath": file, "passphrase": password});
        let opened = json!({"javascript": scripts, "language": "en", "certificate": shown});
        self.open_with(opened).await
    }

    /// Opens a tab of somebody whose browser has kept this name and password for this origin.
    pub async fn tab_with_password(&self, origin: &str, username: &str, password: &str) -> Tab {
        let kept = json!({"origin": origin, "username": username, "password": password});
        let opened = json!({"javascript": true, "language": "en", "password": kept});
        self.open_with(opened).await
    }

    async fn open(&self, javascript: bool, language: &str) -> Tab {
        let opened = json!({"javascript": javascript, "language": language});
        self.open_with(opened).await
    }

    async fn open_with(&self, opened: Value) -> Tab {
        let id = {
            let mut driver = self.driver.lock().await;
            driver.tabs += 1;
            driver.tabs
        };
        let tab = Tab {
            driver: Arc::clone(&self.driver),
            id,
        };
        tab.ask("open", opened).await;
        tab
    }
}

impl Tab {
    async fn ask(&self, command: &str, mut parameters: Value) -> Value {
        parameters["command"] = command.into();
        parameters["tab"] = self.id.into();
        let mut driver = self.driver.lock().await;
        driver
            .input
            .write_all(format!("{parameters}\n").as_bytes())
            .await
            .expect("the driver listens");
        let line = driver.output.next_line().await.expect("the driver answers");
        let answer: Value =
            serde_json::from_str(&line.expect("the driver runs")).expect("the answer is JSON");
        if let Some(error) = answer["error"].as_str() {
            panic!("{command} {parameters}: {error}");
        }
        answer["ok"].clone()
    }

    /// Goes to an address; returns the status.
    pub async fn goto(&self, url: &str) -> u64 {
        self.ask("goto", json!({"url": url})).await.as_u64().unwrap_or(0)
    }

    /// Loads the page again; returns the status.
    pub async fn reload(&self) -> u64 {
        self.ask("reload", json!({})).await.as_u64().unwrap_or(0)
    }

    /// Types into a field.
    pub async fn fill(&self, selector: &str, text: &str) {
        self.ask("fill", json!({"selector": selector, "text": text}))
            .await;
    }

    /// Clicks.
    pub async fn click(&self, selector: &str) {
        self.ask("click", json!({"selector": selector})).await;
    }

    /// Presses a key, such as `Tab`.
    pub async fn press(&self, key: &str) {
        self.ask("press", json!({"key": key})).await;
    }

    /// Types where the keyboard is.
    pub async fn type_text(&self, text: &str) {
        self.ask("type", json!({"text": text})).await;
    }

    /// Goes on with the Tab key until the keyboard is there, and sees that it is to be seen.
    ///
    /// # Panics
    /// If it does not get there.
    pub async fn reach(&self, selector: &str) {
        for _ in 0..60 {
            match self.ask("focused", json!({"selector": selector})).await.as_str() {
                Some("seen") => return,
                Some("unseen") => panic!("nobody sees that the keyboard is at {selector}"),
                _ => self.press("Tab").await,
            }
        }
        panic!("no key leads to {selector}");
    }

    /// Sends the page's form.
    pub async fn submit(&self) {
        self.click("button[type=submit]").await;
    }

    /// Accepts the terms of use that the page shows.
    pub async fn accept_terms(&self) {
        self.click("button[value=accept]").await;
    }

    /// Types alice's name and password on the login page.
    pub async fn log_in(&self, world: &World) {
        self.goto(&world.url("/login")).await;
        self.fill("#username", "alice").await;
        self.fill("#password", PASSWORD).await;
        self.submit().await;
    }

    /// Logs alice in by this phone, which is the way that she used last.
    ///
    /// # Panics
    /// If her answer is refused.
    pub async fn log_in_by_phone(&self, world: &World, phone: &mut Phone) {
        self.log_in(world).await;
        assert_eq!(phone.approve(self.number().await).await, 200);
    }

    /// The number that the page shows.
    ///
    /// # Panics
    /// If it shows none.
    pub async fn number(&self) -> Option<u32> {
        Some(self.text(".number").await.parse().expect("it is a number"))
    }

    /// What an element says, once it is there.
    pub async fn text(&self, selector: &str) -> String {
        self.ask("text", json!({"selector": selector}))
            .await
            .as_str()
            .unwrap_or("")
            .to_owned()
    }

    /// The key that a page shows to be typed, as somebody types it who sees its groups, and as somebody who hears them.
    ///
    /// # Panics
    /// If they are not the same, or not 160 bits in groups of four letters.
    pub async fn key(&self) -> String {
        let mut key = String::new();
        for place in 1..=8 {
            let group = format!(".key li:nth-child({place})");
            let seen = self.text(&format!("{group} code")).await;
            let heard = self.text(&format!("{group} .heard")).await;
            assert_eq!(heard.replace(' ', ""), seen, "it is read letter by letter");
            assert_eq!((seen.len(), heard.len()), (4, 7), "{seen}");
            key.push_str(&seen);
        }
        key
    }

    /// An element's attribute.
    pub async fn attribute(&self, selector: &str, name: &str) -> String {
        self.ask("attribute", json!({"selector": selector, "name": name}))
            .await
            .as_str()
            .unwrap_or("")
            .to_owned()
    }

    /// How wide and how high an element is shown.
    pub async fn extent(&self, selector: &str) -> [f64; 2] {
        let extent = self.ask("extent", json!({"selector": selector})).await;
        serde_json::from_value(extent).expect("two numbers")
    }

    /// Waits until the browser has filled a field in by itself.
    pub async fn autofilled(&self, selector: &str) {
        self.ask("autofilled", json!({"selector": selector})).await;
    }

    /// Waits until the page says something.
    pub async fn wait_for(&self, text: &str) {
        self.ask("wait", json!({"text": text})).await;
    }

    /// The path of the address.
    pub async fn path(&self) -> String {
        self.ask("path", json!({}))
            .await
            .as_str()
            .unwrap_or("")
            .to_owned()
    }

    /// The page as it stands.
    pub async fn html(&self) -> String {
        self.ask("html", json!({}))
            .await
            .as_str()
            .unwrap_or("")
            .to_owned()
    }

    /// Stands in for the browser's vendor, before the page is opened: subscribing gives this.
    pub async fn subscribe_as(&self, subscription: &Subscription) {
        let Subscription {
            endpoint,
            p256dh,
            auth,
        } = subscription;
        let told = json!({"endpoint": endpoint, "p256dh": p256dh, "auth": auth});
        self.ask("subscribe", json!({"subscription": told})).await;
    }

    /// Runs a script in the page, as a debugger does.
    pub async fn run(&self, script: &str) {
        self.ask("run", json!({"script": script})).await;
    }

    /// Puts something between this tab and the server that answers requests for these paths in its place.
    pub async fn stand_between(&self, path: &str, status: u16, body: &str) {
        let answer = json!({"path": path, "status": status, "body": body});
        self.ask("between", answer).await;
    }

    /// Takes it away again.
    pub async fn stand_aside(&self) {
        self.ask("between", json!({})).await;
    }

    /// Delivers a push to the page's service worker, as the browser does once its vendor has brought it.
    pub async fn deliver(&self, push: &str) {
        self.ask("deliver", json!({"push": push})).await;
    }

    /// The notifications that are shown, each as title and text.
    pub async fn notifications(&self) -> Vec<(String, String)> {
        serde_json::from_value(self.ask("notifications", json!({})).await).expect("they are texts")
    }

    /// What was copied last.
    pub async fn clipboard(&self) -> String {
        self.ask("clipboard", json!({}))
            .await
            .as_str()
            .unwrap_or("")
            .to_owned()
    }

    /// Holds the camera in front of what this tab shows.
    pub async fn aim_camera(&self, selector: &str) {
        self.ask("aim", json!({"selector": selector})).await;
    }

    /// Gives the page another size than a phone's, in pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        self.ask("size", json!({"width": width, "height": height})).await;
    }

    /// Shows the page as it is printed.
    pub async fn printed(&self) {
        self.ask("printed", json!({})).await;
    }

    /// Shows pages as somebody has them who likes them so: `light` or `dark`.
    pub async fn colours(&self, scheme: &str) {
        self.ask("colours", json!({"scheme": scheme})).await;
    }

    /// Makes all letters of the page as large, in percent.
    pub async fn letters(&self, percent: u32) {
        self.ask("letters", json!({"percent": percent})).await;
    }

    /// What of the page is cut off, or has to be scrolled to sideways.
    pub async fn cut_off(&self) -> Vec<String> {
        serde_json::from_value(self.ask("cut", json!({})).await).expect("they are texts")
    }

    /// What would keep people out who see, hear or move differently, as axe-core finds it.
    pub async fn barriers(&self) -> Vec<String> {
        serde_json::from_value(self.ask("axe", json!({})).await).expect("they are texts")
    }

    /// Keeps a picture of the page for the documentation, if pictures are being taken (`make book`).
    pub async fn picture(&self, name: &str) {
        if let Some(book) = std::env::var_os(BOOK) {
            let path = Path::new(&book).join(name).with_extension("png");
            self.ask("picture", json!({"path": path})).await;
        }
    }

    /// What the QR code says that is to be seen there, as a program reads it that has only the picture.
    ///
    /// # Panics
    /// If nothing can be read: `make tools` installs the program.
    pub async fn decoded(&self, selector: &str) -> String {
        let dir = TempDir::new().expect("a temporary directory");
        let path = dir.path().join("code.png");
        self.ask("shot", json!({"selector": selector, "path": path}))
            .await;
        let mut zbar = Command::new("zbarimg");
        zbar.args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
            .arg(&path);
        let read = zbar.output().await.expect("zbarimg runs");
        assert!(read.status.success(), "nothing can be read from {selector}");
        String::from_utf8(read.stdout)
            .expect("it is text")
            .trim()
            .to_owned()
    }

    /// Clicks, and keeps the file that the browser is given.
    pub async fn save(&self, selector: &str, path: &Path) {
        self.ask("save", json!({"selector": selector, "path": path}))
            .await;
    }

    /// How many bytes the page and all that it needs take on a first visit.
    ///
    /// # Panics
    /// If the browser does not say.
    pub async fn weight(&self) -> u64 {
        self.ask("weight", json!({})).await.as_u64().expect("a number")
    }

    /// Gives the tab something that keeps passkeys, and copies them to other devices or not.
    pub async fn keep_passkeys(&self, copied: bool) {
        self.ask("passkeys", json!({"copied": copied})).await;
    }

    /// Has what keeps the passkeys recognise its person or not, by finger, face or PIN.
    pub async fn know_person(&self, known: bool) {
        self.ask("know", json!({"known": known})).await;
    }

    /// Has somebody touch what keeps the passkeys whenever it waits for that, or never.
    pub async fn touch_by_itself(&self, touched: bool) {
        self.ask("touch", json!({"touched": touched})).await;
    }

    /// Asserts that no script failed and no policy was violated.
    ///
    /// # Panics
    /// If one did.
    pub async fn assert_quiet(&self) {
        assert_eq!(self.ask("complaints", json!({})).await, json!([]));
    }
}
