//! What the reader has to log in with, set up in another browser.

use std::time::Duration;

use countersign::admin::{CertificateCommand, Command};
use countersign_tests::{CodeApp, Mail, Page, Phone, PlainBrowser, SecurityKey, World};

use super::visit::mailbox;
use crate::certificates::{PAGE, certification_request};

/// The number of a mobile phone.
pub(super) const MOBILE: &str = "+44 7400 123456";

pub(super) struct Person {
    pub(super) phone: Phone,
    pub(super) browser: PlainBrowser,
    /// What was mailed when the phone was set up.
    pub(super) notice: Mail,
    name: &'static str,
}

impl Person {
    /// Somebody with a phone.
    pub(super) async fn with_a_phone(world: &World, name: &'static str) -> Self {
        let (browser, phone) = world.first_phone(name).await;
        let notice = world.mail_to(&mailbox(name)).await;
        Self {
            phone,
            browser,
            notice,
            name,
        }
    }

    /// Somebody with everything that can be set up.
    pub(super) async fn with_everything(world: &World, name: &'static str) -> Self {
        let mut person = Self::with_a_phone(world, name).await;
        person.add_codes(world).await;
        person.add_paper(world).await;
        person.add_telephone(world).await;
        person.add_passkey(world).await;
        person.add_certificate(world).await;
        person
    }

    async fn log_in(&mut self, world: &World) {
        world.clock.advance(Duration::from_secs(61));
        self.browser.log_in_by_phone(self.name, &mut self.phone).await;
    }

    /// Logs in and begins to add something: the page where it goes on, and its path.
    async fn begin(&mut self, world: &World, what: &str, form: &[(&str, &str)]) -> (String, Page) {
        self.log_in(world).await;
        let begun = self
            .browser
            .post(&format!("/account/methods/add/{what}"), form)
            .await;
        let path = begun.location().to_owned();
        let page = self.browser.get(&path).await;
        (path, page)
    }

    async fn prove(&mut self, world: &World, path: &str, code: &str) {
        let proven = self.browser.post(path, &[("code", code)]).await;
        assert_eq!(proven.status, 303, "{}", proven.text);
        world.mail_to(&mailbox(self.name)).await;
    }

    pub(super) async fn add_codes(&mut self, world: &World) -> CodeApp {
        let (path, page) = self.begin(world, "codes", &[("label", "Laptop")]).await;
        let uri = page.enrollment_code();
        let mut app = CodeApp::scan(&uri, world.clock.clone()).await;
        self.prove(world, &path, &app.code()).await;
        app
    }

    async fn add_paper(&mut self, world: &World) {
        let (path, page) = self.begin(world, "paper", &[]).await;
        let code = page.between("<li><code translate=\"no\" dir=\"ltr\">", "</code>");
        self.prove(world, &path, code).await;
    }

    async fn add_telephone(&mut self, world: &World) {
        let form = [("number", MOBILE), ("channel", "sms")];
        let (path, _) = self.begin(world, "telephone", &form).await;
        let code = world.fakes.messages.nth(0).await.code();
        self.prove(world, &path, &code).await;
    }

    async fn add_passkey(&mut self, world: &World) {
        let (path, page) = self.begin(world, "passkey", &[("label", "Security key")]).await;
        let made = SecurityKey::new(world, 1).make(&page.passkey_options());
        let kept = self.browser.post_json(&format!("{path}/passkey"), &made).await;
        assert!(kept.status < 400, "{}", kept.text);
        world.mail_to(&mailbox(self.name)).await;
    }

    async fn add_certificate(&mut self, world: &World) {
        self.log_in(world).await;
        self.browser.post(PAGE, &[]).await;
        approve(world, self.name).await;
        let request = certification_request();
        let form = [("request", &*request)];
        let picked = self.browser.post(&format!("{PAGE}/pick-up"), &form).await;
        assert_eq!(picked.location(), PAGE);
    }
}

/// An operator approves the request for a certificate.
pub(super) async fn approve(world: &World, name: &str) {
    let command = CertificateCommand::Approve {
        name: name.to_owned(),
        reason: "seen with her passport".to_owned(),
        operator: None,
    };
    world.operate(Command::Certificate(command)).await;
}
