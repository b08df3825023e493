//! Alice in front of Chromium, with a mailbox, a phone, an app with codes, a telephone and a certificate.

use std::{path::PathBuf, process::Command as Program, time::Duration};

use countersign::admin::{CertificateCommand, Command};
use countersign_core::port::Clock;
use countersign_test_postgres::free_address;
use countersign_tests::{Browser, Mail, PASSWORD, Phone, Provider, Tab, World};
use tempfile::TempDir;

use crate::certificates::{PAGE, with_door};

pub(super) const MAILBOX: &str = "alice@example.org";
/// A mobile phone's.
const MOBILE: &str = "+44 7400 123456";
/// What protects the file with her certificate.
const FILE_PASSWORD: &str = "gorilla teapot 7";

pub(super) struct Person {
    pub(super) world: World,
    pub(super) tab: Tab,
    pub(super) phone: Phone,
    browser: Browser,
    /// Whether scripts run in her browser.
    scripts: bool,
    /// The key of her app with codes, as the page showed it.
    seed: String,
    /// Where her browser shows certificates.
    door: String,
    files: TempDir,
}

impl Person {
    /// Somebody without an account, at a server that offers every method.
    pub(super) async fn new() -> Self {
        Self::with_scripts(true).await
    }

    /// The same, with a browser in which scripts run or do not.
    pub(super) async fn with_scripts(scripts: bool) -> Self {
        // The browser is told of it before the server is.
        let port = free_address().unwrap().port();
        let door = format!("https://localhost:{port}");
        let world = World::with_telephones(|settings, _| {
            settings.accounts.sign_up = true;
            settings.operators.required_acr = "push-number+pwd".to_owned();
            with_door(settings);
            settings.certificates.listen = Some(([127, 0, 0, 1], port).into());
            settings.certificates.public_url = Some(door.parse().unwrap());
        })
        .await;
        let browser = Browser::start().await;
        let tab = if scripts {
            browser.tab().await
        } else {
            browser.tab_without_scripts().await
        };
        Self {
            tab,
            scripts,
            phone: world.new_phone(Provider::Fcm),
            world,
            browser,
            seed: String::new(),
            door,
            files: TempDir::new().unwrap(),
        }
    }

    /// Makes an account on the pages, with the link that is mailed.
    pub(super) async fn create_account(&self) {
        let tab = &self.tab;
        tab.goto(&self.world.url("/login")).await;
        tab.click("a[href='/signup']").await;
        tab.fill("#username", "alice").await;
        tab.fill("#email", MAILBOX).await;
        tab.fill("#password", PASSWORD).await;
        tab.submit().await;
        tab.wait_for("Look into your mailbox").await;
        tab.goto(self.mail("finish your account").await.link()).await;
        tab.fill("#password", PASSWORD).await;
        tab.submit().await;
        tab.wait_for("Your account is ready").await;
    }

    /// Sets up the phone at the first login: the terms come first, then the code, of which the phone has the picture alone.
    pub(super) async fn set_up_phone(&mut self) {
        let tab = &self.tab;
        tab.log_in(&self.world).await;
        tab.wait_for("By accepting, you undertake the following.").await;
        tab.accept_terms().await;
        self.scan("Pixel 8").await;
    }

    /// Has the phone, which is called so, read the code that the page shows.
    pub(super) async fn scan(&mut self, called: &str) {
        let seen = self.tab.decoded(".code").await;
        assert_eq!(seen, self.tab.attribute("#open", "href").await);
        self.phone.scan(&seen).await.unwrap();
        let done = format!("You can now log in with: {called}.");
        self.tab.wait_for(&done).await;
    }

    /// Begins to add a method, from the account.
    pub(super) async fn add(&self, what: &str) {
        self.tab.goto(&self.world.url("/account")).await;
        self.tab.click("a[href='/account/methods']").await;
        let link = format!("a[href='/account/methods/add/{what}']");
        self.tab.click(&link).await;
    }

    /// Adds an app with codes by typing its key.
    pub(super) async fn add_codes(&mut self) {
        self.add("codes").await;
        let tab = &self.tab;
        tab.fill("#label", "Laptop").await;
        tab.submit().await;
        let seen = tab.decoded(".code").await;
        tab.click("main summary").await;
        self.seed = tab.key().await;
        assert!(seen.starts_with("otpauth://totp/"), "{seen}");
        assert!(seen.contains(&format!("secret={}&", self.seed)), "{seen}");
        self.type_code(&self.code()).await;
        tab.wait_for("You can now log in with: Laptop.").await;
    }

    /// Adds codes on paper; all of them.
    pub(super) async fn add_paper(&self) -> Vec<String> {
        self.add("paper").await;
        self.tab.submit().await;
        self.tab.click("[data-do=copy]").await;
        self.tab.wait_for("Copied.").await;
        let copied = self.tab.clipboard().await;
        let codes: Vec<String> = copied.lines().map(str::to_owned).collect();
        self.type_code(&codes[0]).await;
        self.tab.wait_for("You can now log in with").await;
        codes
    }

    /// Adds the number of a mobile phone.
    pub(super) async fn add_telephone(&self) {
        self.add("telephone").await;
        self.tab.fill("#number", MOBILE).await;
        self.tab.submit().await;
        self.tab.wait_for("We have sent a code by text message").await;
        self.type_code(&self.message(0).await).await;
        self.tab.wait_for("You can now log in with").await;
    }

    /// Asks for a certificate.
    pub(super) async fn ask_for_certificate(&self) {
        self.add("certificate").await;
        self.tab.click(&format!("form[action='{PAGE}'] button")).await;
        self.tab.wait_for("You asked for a certificate on").await;
    }

    /// An operator agrees.
    pub(super) async fn is_approved(&self) {
        let approve = CertificateCommand::Approve {
            name: "alice".to_owned(),
            reason: "seen with her passport".to_owned(),
            operator: None,
        };
        self.world.operate(Command::Certificate(approve)).await;
        self.mail("pick up your certificate").await;
    }

    /// Picks the certificate up as a file for the browser.
    pub(super) async fn pick_up_certificate(&self) {
        self.add("certificate").await;
        let tab = &self.tab;
        tab.wait_for("Your request was approved.").await;
        tab.fill("#password", FILE_PASSWORD).await;
        tab.fill("#again", FILE_PASSWORD).await;
        let button = format!("form[action='{PAGE}/file'] button");
        tab.save(&button, &self.file()).await;
        tab.reload().await;
        tab.wait_for("You have a certificate.").await;
        self.mail("a certificate was added").await;
    }

    fn file(&self) -> PathBuf {
        self.files.path().join("certificate.p12")
    }

    /// Logs in by this way, taken on the page of choice wherever the browser would have begun.
    pub(super) async fn log_in_by(&mut self, way: &str) {
        if way == "certificate" {
            self.tab = self.tab_with_certificate().await;
        }
        let sent = self.world.fakes.messages.taken().len();
        self.choose(way).await;
        let tab = &self.tab;
        match way {
            "push" => {
                let number = tab.number().await;
                assert_eq!(self.phone.approve(number).await, 200);
            }
            "code" => self.type_code(&self.code()).await,
            "telephone" => {
                tab.click("form[action$='/phone'] button").await;
                self.type_code(&self.message(sent).await).await;
            }
            "certificate" => tab.click(&format!("a.button[href^='{}']", self.door)).await,
            other => panic!("there is no way {other}"),
        }
        self.tab.wait_for("You are logged in as alice.").await;
    }

    async fn choose(&mut self, way: &str) {
        self.type_password().await;
        let tab = &self.tab;
        let path = tab.path().await;
        // The phone that was used last is asked at once.
        let is_asked = path.matches('/').count() == 3;
        if is_asked && way == "push" {
            return;
        }
        if is_asked {
            self.phone.question().await;
        }
        if !path.ends_with("/ways") {
            tab.click(".links a[href$='/ways']").await;
        }
        tab.wait_for("How do you want to log in?").await;
        tab.click(&format!("input[value={way}]")).await;
        tab.submit().await;
    }

    /// Types name and password, up to the page of a login that waits.
    pub(super) async fn type_password(&self) {
        // Nothing of the last login stands in the way of this one.
        self.world.clock.advance(Duration::from_secs(61));
        self.tab.log_in(&self.world).await;
        self.tab.text("#wait").await;
    }

    /// Types a code into the page's one field for it.
    pub(super) async fn type_code(&self, code: &str) {
        self.tab.fill("#typed", code).await;
        self.tab.submit().await;
    }

    /// The ways that a login offers; another one is begun for that, which asks no phone.
    pub(super) async fn ways_offered(&self) -> Vec<String> {
        self.type_password().await;
        let path = self.tab.path().await;
        let waiting: Vec<&str> = path.split('/').take(4).collect();
        let ways = format!("{}/ways", waiting.join("/"));
        self.tab.goto(&self.world.url(&ways)).await;
        self.tab.wait_for("How do you want to log in?").await;
        let page = self.tab.html().await;
        let offered = page.split("name=\"way\" value=\"").skip(1);
        offered
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    }

    /// A tab of the browser that holds the certificate.
    async fn tab_with_certificate(&self) -> Tab {
        self.browser
            .tab_with_certificate_file(self.scripts, &self.door, &self.file(), FILE_PASSWORD)
            .await
    }

    /// Logs out; her pages are closed from then on.
    pub(super) async fn log_out(&self) {
        self.tab.goto(&self.world.url("/account")).await;
        self.tab.click("form[action='/account/logout'] button").await;
        self.tab.goto(&self.world.url("/account/methods")).await;
        assert_eq!(self.tab.path().await, "/login");
    }

    /// Opens the page of the method of this name.
    pub(super) async fn look_at(&self, name: &str) {
        self.tab.goto(&self.world.url("/account/methods")).await;
        let card = format!(".cards a[href^='/account/methods/']:has-text('{name}')");
        self.tab.click(&card).await;
        self.tab.text("form[action$='/rename']").await;
    }

    /// Deletes the method of this name.
    pub(super) async fn delete(&self, name: &str) {
        self.look_at(name).await;
        self.tab.click("form[action$='/remove'] button").await;
    }

    /// What the app with codes shows, as oathtool computes it from the key.
    pub(super) fn code(&self) -> String {
        let now = format!("--now=@{}", self.world.clock.now().as_secs());
        let shown = Program::new("oathtool")
            .args(["--totp", "--base32", &now, &self.seed])
            .output()
            .expect("oathtool runs");
        String::from_utf8(shown.stdout).unwrap().trim().to_owned()
    }

    /// The code in the first message with one that is sent after so many others; some tell of a change.
    pub(super) async fn message(&self, others: usize) -> String {
        let mut place = others;
        loop {
            let message = self.world.fakes.messages.nth(place).await;
            if !message.text.contains("authenticator") {
                return message.code();
            }
            place += 1;
        }
    }

    /// The next mail that is about this; those before it are read, too.
    pub(super) async fn mail(&self, about: &str) -> Mail {
        loop {
            let mail = self.world.mail_to(MAILBOX).await;
            if mail.subject.contains(about) {
                return mail;
            }
        }
    }
}
