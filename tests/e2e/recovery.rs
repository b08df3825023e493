//! Losing what one logs in with, and coming back.

mod delayed;
mod lost;
mod paper;
mod temporary;

use countersign_tests::{CodeApp, PASSWORD, Page, Phone, PlainBrowser, Provider, World};

/// Alice with a mailbox and a phone, logged in.
struct Alice {
    world: World,
    browser: PlainBrowser,
    phone: Phone,
}

const MAILBOX: &str = "alice@example.org";
const SECOND: &str = "alice@example.net";

impl Alice {
    async fn new() -> Self {
        let world = World::start().await;
        world.user_with_mail("alice", MAILBOX).await;
        let mut browser = world.browser();
        let set_up = browser.log_in("alice").await;
        let code = browser.past_terms(&set_up).await.enrollment_code();
        let phone = world.scan(&code, Provider::Fcm).await;
        let mut alice = Self {
            world,
            browser,
            phone,
        };
        alice.log_in_by_phone().await;
        alice.is_told("an authenticator was added").await;
        alice
    }

    /// The next mail is about this.
    async fn is_told(&self, of: &str) {
        let told = self.world.mail_to(MAILBOX).await;
        assert!(told.subject.contains(of), "{}", told.subject);
    }

    async fn log_in_by_phone(&mut self) {
        self.browser.log_in_by_phone("alice", &mut self.phone).await;
    }

    /// Adds an address that is told as well.
    async fn add_second_address(&mut self) {
        let form = [("email", SECOND)];
        self.browser.post("/account/second-email", &form).await;
        self.is_told("is to be changed").await;
        let proof = self.world.mail_to(SECOND).await;
        assert_eq!(self.browser.post(proof.link(), &[]).await.status, 200);
        self.is_told("second e-mail address was changed").await;
        self.world.mail_to(SECOND).await;
    }

    /// Sets up an app with codes, which takes a login of its own.
    async fn add_codes(&mut self) -> CodeApp {
        let begun = self
            .browser
            .post("/account/methods/add/codes", &[("label", "Laptop")])
            .await;
        let uri = self.browser.get(begun.location()).await.enrollment_code();
        let mut app = CodeApp::scan(&uri, self.world.clock.clone()).await;
        let typed = self
            .browser
            .post(begun.location(), &[("code", &app.code())])
            .await;
        assert_eq!(typed.status, 303);
        self.is_told("an authenticator was added").await;
        app
    }

    /// Sets up recovery codes, which takes a login of its own; all ten, of which the first was typed and is still good.
    async fn add_paper(&mut self) -> Vec<String> {
        let begun = self.browser.post("/account/methods/add/paper", &[]).await;
        let page = self.browser.get(begun.location()).await;
        let codes = page.text.split("<li><code translate=\"no\" dir=\"ltr\">").skip(1);
        let codes: Vec<String> = codes.map(|rest| rest[..14].to_owned()).collect();
        let typed = self.browser.post(begun.location(), &[("code", &codes[0])]).await;
        assert_eq!(typed.status, 303);
        self.is_told("an authenticator was added").await;
        codes
    }
}

/// Whether password and a typed code let in.
async fn gets_in(browser: &mut PlainBrowser, code: &str) -> bool {
    let waiting = browser.log_in("alice").await;
    assert!(waiting.starts_with("/login/wait/"), "{waiting}");
    browser.post(&format!("{waiting}/code"), &[("code", code)]).await;
    let is_in = browser.get(&waiting).await.location() == "/account";
    assert_eq!(browser.is_logged_in().await, is_in);
    is_in
}

/// Asks for a login with the right password, whatever comes.
async fn ask(browser: &mut PlainBrowser) -> Page {
    let form = [("username", "alice"), ("password", PASSWORD)];
    browser.post("/login", &form).await
}
