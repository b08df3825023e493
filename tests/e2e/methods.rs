//! People and their own authenticators: adding, naming and removing them on the server's pages.

mod codes;
mod details;
mod down_to_codes;
mod expired;
mod list;
mod pushes;
mod several;

use std::time::Duration;

use countersign::settings::Settings;
use countersign_tests::{Browser, CodeApp, Page, Phone, PlainBrowser, Provider, World};

/// A logged-in person with one phone.
struct Desk {
    world: World,
    browser: PlainBrowser,
    phone: Phone,
}

impl Desk {
    async fn new() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let world = World::with(change).await;
        world.user("alice").await;
        let (browser, phone) = world.logged_in("alice").await;
        Self {
            world,
            browser,
            phone,
        }
    }

    /// Logs in with the phone at `login`, which leads somewhere; where it leads.
    async fn log_in(&mut self, login: &str) -> String {
        let next = login.strip_prefix("/login?next=").unwrap_or_default();
        let waiting = self.browser.log_in_for("alice", next).await;
        let mut page = self.browser.get(&waiting).await;
        if page.location().ends_with("/ways") {
            self.browser.choose(&waiting, "push").await;
            page = self.browser.get(&waiting).await;
        }
        let number = page.number();
        assert_eq!(self.phone.approve(number).await, 200);
        self.browser.get(&waiting).await.location().to_owned()
    }

    /// Sets up an app with codes; where the server sends its browser instead, if it does.
    async fn add_codes(&mut self, label: &str) -> Result<CodeApp, String> {
        let begun = self
            .browser
            .post("/account/methods/add/codes", &[("label", label)])
            .await;
        if !begun.location().starts_with("/enroll/code/") {
            return Err(begun.location().to_owned());
        }
        let uri = self.browser.get(begun.location()).await.enrollment_code();
        let mut app = CodeApp::scan(&uri, self.world.clock.clone()).await;
        let typed = self
            .browser
            .post(begun.location(), &[("code", &app.code())])
            .await;
        let done = self.browser.get(typed.location()).await;
        assert!(done.text.contains("You can now log in with"), "{}", done.text);
        Ok(app)
    }

    async fn list(&mut self) -> Page {
        self.browser.get("/account/methods").await
    }

    async fn remove(&mut self, method: &str) -> Page {
        self.browser.post(&format!("{method}/remove"), &[]).await
    }
}

#[tokio::test]
async fn r11_each_login_allows_its_owner_to_add_one_more_and_only_while_it_is_fresh() {
    let mut desk = Desk::new().await;
    desk.add_codes("Laptop").await.unwrap();
    let to_login = "/login?next=/account/methods/add/codes";
    assert_eq!(desk.add_codes("Again").await.err().as_deref(), Some(to_login));
    assert_eq!(desk.log_in(to_login).await, "/account/methods/add/codes");
    desk.world.clock.advance(Duration::from_secs(5 * 60 + 60));
    assert_eq!(desk.add_codes("Late").await.err().as_deref(), Some(to_login));
    assert_eq!(desk.browser.methods().await.len(), 2);
    desk.log_in(to_login).await;
    desk.add_codes("Desktop").await.unwrap();
    let list = desk.list().await.text;
    assert!(list.contains("Laptop") && list.contains("Desktop"), "{list}");
}

#[tokio::test]
async fn r11_nobody_adds_or_sees_anything_without_being_logged_in() {
    let mut desk = Desk::new().await;
    let [phone] = &desk.browser.methods().await[..] else {
        panic!("one phone")
    };
    let mut stranger = desk.world.browser();
    let rename = format!("{phone}/rename");
    for path in ["/account/methods", "/account/methods/add/phone", phone] {
        assert_eq!(stranger.get(path).await.location(), format!("/login?next={path}"));
    }
    for path in ["/account/methods/add/phone", &rename, &format!("{phone}/remove")] {
        let sent = stranger.post(path, &[("label", "Mine")]).await;
        assert_eq!((sent.status, sent.location()), (303, "/login"));
    }
    assert!(desk.list().await.text.contains("Pixel 8"));
    assert_eq!(desk.browser.get("/account/methods/add/unknown").await.status, 404);
}

#[tokio::test]
async fn r17_anothers_authenticator_is_not_there() {
    let mut desk = Desk::new().await;
    let shop = desk.world.shop().await;
    desk.world.phone(&shop, "bob", Provider::Apns).await;
    let bobs = shop.authenticator("bob").await;
    let bobs = format!("/account/methods/{}", bobs.rsplit('/').next().unwrap());
    assert_eq!(desk.browser.get(&bobs).await.status, 404);
    let rename = format!("{bobs}/rename");
    assert_eq!(desk.browser.post(&rename, &[("label", "Mine")]).await.status, 404);
    assert_eq!(desk.remove(&bobs).await.status, 404);
    assert_eq!(
        shop.login(serde_json::json!({"username": "bob"})).await["state"],
        "pending"
    );
}

#[tokio::test]
async fn the_last_one_stays_and_removing_another_asks_for_a_fresh_login() {
    let mut desk = Desk::new().await;
    let [phone] = &desk.browser.methods().await[..] else {
        panic!("one phone")
    };
    let kept = desk.remove(phone).await;
    assert!(
        kept.text.contains("You could not log in without it."),
        "{}",
        kept.text
    );
    assert_eq!(desk.browser.methods().await, std::slice::from_ref(phone));

    let mut app = desk.add_codes("Laptop").await.unwrap();
    desk.world.clock.advance(Duration::from_secs(6 * 60));
    let page = desk.browser.get(phone).await;
    assert!(
        page.text.contains("we ask you to do that again first"),
        "{}",
        page.text
    );
    let to_login = format!("/login?next={phone}");
    assert_eq!(desk.remove(phone).await.location(), to_login);
    assert_eq!(desk.log_in(&to_login).await, *phone);
    // The session rests on the phone, so it ends with it.
    assert_eq!(desk.remove(phone).await.location(), "/account/methods");
    assert!(!desk.browser.is_logged_in().await);
    let waiting = desk.browser.log_in("alice").await;
    let typed = format!("{waiting}/code");
    desk.browser.post(&typed, &[("code", &app.code())]).await;
    desk.browser.get(&waiting).await;
    assert!(!desk.list().await.text.contains("Pixel 8"));
}

#[tokio::test]
async fn r13_removing_one_ends_the_owners_other_sessions_and_keeps_this_one() {
    let mut desk = Desk::new().await;
    desk.add_codes("Laptop").await.unwrap();
    let mut other = desk.browser.clone();
    desk.browser = desk.world.browser();
    desk.log_in("").await;
    let methods = desk.browser.methods().await;
    let [_, codes] = &methods[..] else {
        panic!("a phone and an app")
    };
    assert!(other.is_logged_in().await);
    desk.remove(codes).await;
    assert!(!other.is_logged_in().await);
    assert_eq!(desk.browser.methods().await, methods[..1]);
}

#[tokio::test]
async fn a_login_leads_to_pages_of_the_account_alone() {
    let mut desk = Desk::new().await;
    for next in [
        "//example.org/account",
        "https://example.org/account",
        "/account//example.org",
        "/login",
    ] {
        assert_eq!(
            desk.log_in(&format!("/login?next={next}")).await,
            "/account",
            "{next}"
        );
    }
    let form = desk.browser.get("/login?next=//example.org").await;
    assert!(!form.text.contains("name=\"next\""), "{}", form.text);
}

#[tokio::test]
async fn advice_that_was_read_is_given_again_after_the_next_login_alone() {
    let mut desk = Desk::new().await;
    let advises = async |desk: &mut Desk| {
        let page = desk.browser.get("/account").await;
        page.text.contains("You have one.")
    };
    assert!(advises(&mut desk).await);
    let foreign = ("sec-fetch-site", "cross-site");
    let refused = desk.browser.post_with("/account/advice", &[], foreign).await;
    assert_eq!(refused.status, 403);
    assert!(advises(&mut desk).await);
    assert_eq!(
        desk.browser.post("/account/advice", &[]).await.location(),
        "/account"
    );
    assert!(!advises(&mut desk).await);
    desk.log_in("").await;
    assert!(advises(&mut desk).await);
    let mut stranger = desk.world.browser();
    assert_eq!(stranger.post("/account/advice", &[]).await.location(), "/login");
}

#[tokio::test]
async fn a_new_login_ends_the_session_that_its_browser_had() {
    let mut desk = Desk::new().await;
    let mut earlier = desk.browser.clone();
    desk.log_in("").await;
    assert!(desk.browser.is_logged_in().await);
    assert!(!earlier.is_logged_in().await);
}

#[tokio::test]
async fn a_name_is_shown_as_it_was_typed_or_refused() {
    let mut desk = Desk::new().await;
    let [phone] = &desk.browser.methods().await[..] else {
        panic!("one phone")
    };
    let rename = format!("{phone}/rename");
    desk.browser
        .post(&rename, &[("label", "<b>My & phone</b>")])
        .await;
    let list = desk.list().await.text;
    assert!(list.contains("&#60;b&#62;My &#38; phone&#60;/b&#62;"), "{list}");
    for label in ["", "   ", "\u{202e}enohp", &"x".repeat(61)] {
        let refused = desk.browser.post(&rename, &[("label", label)]).await;
        assert_eq!(refused.status, 422, "{label:?}");
        assert!(refused.text.contains("A name has up to 60 characters"));
    }
    assert!(desk.list().await.text.contains("My &#38; phone"));
}

#[tokio::test]
async fn a_person_adds_an_app_and_codes_on_paper_and_removes_the_phone() {
    let desk = Desk::new().await;
    let Desk { world, mut phone, .. } = desk;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.log_in_by_phone(&world, &mut phone).await;
    tab.wait_for("You have one.").await;
    tab.click("form[action='/account/advice'] button").await;
    tab.wait_for("You are logged in as alice.").await;
    tab.reload().await;
    assert!(!tab.html().await.contains("You have one."), "it was read");
    tab.click("a[href='/account/methods']").await;
    tab.click("a[href='/account/methods/add/codes']").await;
    tab.fill("#label", "Laptop").await;
    tab.submit().await;
    let uri = tab.attribute("#open", "href").await;
    let mut app = CodeApp::scan(&uri, world.clock.clone()).await;
    tab.fill("#typed", &app.code()).await;
    tab.submit().await;
    tab.wait_for("You can now log in with").await;

    tab.goto(&world.url("/account/methods/add/paper")).await;
    tab.submit().await;
    assert_eq!(tab.path().await, "/login", "each login allows one");
    tab.fill("#username", "alice").await;
    tab.fill("#password", countersign_tests::PASSWORD).await;
    tab.submit().await;
    assert_eq!(phone.approve(tab.number().await).await, 200);
    tab.wait_for("Ten codes on paper").await;
    tab.submit().await;
    let code = tab.text(".paper code").await;
    tab.fill("#typed", &code).await;
    tab.submit().await;
    tab.wait_for("You can now log in with").await;

    tab.goto(&world.url("/account")).await;
    assert!(!tab.html().await.contains("/account/advice"), "two are enough");
    tab.goto(&world.url("/account/methods")).await;
    tab.click("ul.cards li:first-child a").await;
    tab.wait_for("Remove the account in the app, too.").await;
    tab.click("form[action$='/remove'] button").await;
    assert_eq!(tab.path().await, "/login", "the session rested on the phone");
    tab.assert_quiet().await;
}
