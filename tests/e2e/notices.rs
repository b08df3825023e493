//! The owner of an account is told of every change of their authenticators, and can say that it was not them.

use std::time::Duration;

use countersign::admin::Command;
use countersign_core::model::Scope;
use countersign_tests::{CodeApp, Mail, PASSWORD, Page, Phone, PlainBrowser, World};
use reqwest::Method;
use serde_json::json;

const MAILBOX: &str = "alice@example.org";
const SECOND: &str = "alice@example.net";
const SECOND_PAGE: &str = "/account/second-email";

/// Alice with a mailbox and a phone, logged in.
struct Home {
    world: World,
    browser: PlainBrowser,
    phone: Phone,
}

impl Home {
    async fn new() -> Self {
        let world = World::start().await;
        world.user_with_mail("alice", MAILBOX).await;
        let (browser, phone) = world.logged_in("alice").await;
        Self {
            world,
            browser,
            phone,
        }
    }

    async fn log_in(&mut self) {
        self.browser.log_in_by_phone("alice", &mut self.phone).await;
    }

    /// The next mail to alice.
    async fn told(&self) -> Mail {
        self.world.mail_to(MAILBOX).await
    }

    /// The next mails to both of alice's addresses.
    async fn both_are_told(&self, of: &str) -> [Mail; 2] {
        let both = [self.told().await, self.world.mail_to(SECOND).await];
        for told in &both {
            assert_eq!(told.subject, format!("Countersign: {of}"));
        }
        both
    }

    async fn add_codes(&mut self, label: &str) -> CodeApp {
        let add = "/account/methods/add/codes";
        let begun = self.browser.post(add, &[("label", label)]).await;
        let path = begun.location().to_owned();
        let uri = self.browser.get(&path).await.enrollment_code();
        let mut app = CodeApp::scan(&uri, self.world.clock.clone()).await;
        self.browser.post(&path, &[("code", &app.code())]).await;
        app
    }

    /// The addresses of the authenticators, in the order of the list.
    async fn methods(&mut self) -> Vec<String> {
        let list = self.browser.get("/account/methods").await;
        let links = list.text.split("<a href=\"/account/methods/").skip(1);
        let ids = links.filter_map(|rest| rest.split('"').next());
        // Others lead on to what can be done with all of them.
        let ids = ids.filter(|id| uuid::Uuid::try_parse(id).is_ok());
        ids.map(|id| format!("/account/methods/{id}")).collect()
    }

    async fn method(&mut self, path: &str) -> Page {
        self.browser.get(path).await
    }
}

#[tokio::test]
async fn r11_owners_are_told_of_every_change_by_whom_and_from_where() {
    let mut home = Home::new().await;
    let added = home.told().await;
    assert_eq!(added.subject, "Countersign: an authenticator was added");
    for said in ["alice", "Pixel 8 (", "Example Shop", " UTC", "/not-me/"] {
        assert!(added.text.contains(said), "{said}: {}", added.text);
    }

    home.add_codes("Laptop").await;
    let added = home.told().await;
    for said in ["was added", "Laptop (", "127.0.0.0/24"] {
        assert!(added.text.contains(said), "{said}: {}", added.text);
    }
    let [phone, codes] = &home.methods().await[..] else {
        panic!("a phone and an app")
    };
    let evil = [("label", "www.evil.example")];
    home.browser.post(&format!("{codes}/rename"), &evil).await;
    let renamed = home.told().await;
    assert_eq!(renamed.subject, "Countersign: an authenticator was renamed");
    assert!(!renamed.text.contains("evil.example"), "{}", renamed.text);
    assert!(renamed.link().starts_with(&home.world.url("/not-me/")));
    assert!(
        !renamed.text.contains("shuts out"),
        "it does not: {}",
        renamed.text
    );
    home.browser.post(&format!("{codes}/remove"), &[]).await;
    assert_eq!(
        home.told().await.subject,
        "Countersign: an authenticator was removed"
    );

    let manager = home.world.client(&[Scope::Manage]).await;
    let id = phone.rsplit('/').next().unwrap();
    let path = format!("/api/v1/users/alice/authenticators/{id}");
    for (state, subject) in [
        ("suspended", "Countersign: an authenticator was suspended"),
        ("active", "Countersign: an authenticator can be used again"),
    ] {
        let changed = manager.send(
            manager
                .request(Method::PATCH, &path)
                .json(&json!({"state": state})),
        );
        assert_eq!(changed.await.status, 200);
        let told = home.told().await;
        assert_eq!(told.subject, subject);
        assert!(told.text.contains("Example Shop"), "{}", told.text);
    }
    let name = "alice".to_owned();
    home.world.operate(Command::DeviceRevoke { name }).await;
    let removed = home.told().await;
    assert!(removed.text.contains("an operator"), "{}", removed.text);
    home.world.settle().await;
    assert!(
        home.world.fakes.smtp.taken().is_empty(),
        "each change is told once"
    );
}

#[tokio::test]
async fn whoever_says_that_it_was_not_them_sets_aside_what_was_added_and_logs_everybody_out() {
    let mut home = Home::new().await;
    home.told().await;
    let mut app = home.add_codes("Somebody's").await;
    let link = home.told().await.link().to_owned();
    let mut owner = home.world.browser();
    for _ in 0..3 {
        let page = owner.get(&link).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("Set aside the authenticator that was added."));
    }
    assert!(home.browser.is_logged_in().await, "a look changes nothing");
    let foreign = ("sec-fetch-site", "cross-site");
    assert_eq!(owner.post_with(&link, &[], foreign).await.status, 403);
    assert!(home.browser.is_logged_in().await);
    let mut begun = home.world.browser();
    let waiting = begun.log_in("alice").await;

    // Whoever has broken in has perhaps set another password; the link works all the same.
    let (name, password) = ("alice".to_owned(), "gorilla wedding teapot".to_owned());
    home.world.operate(Command::UserPassword { name, password }).await;
    home.told().await;
    let done = owner.post(&link, &[]).await;
    assert_eq!(done.status, 200, "{}", done.text);
    for said in ["What was added is out of use", "href=\"/forgot/password\""] {
        assert!(done.text.contains(said), "{said}: {}", done.text);
    }
    assert!(!owner.is_logged_in().await && !home.browser.is_logged_in().await);
    assert_eq!(owner.get(&link).await.status, 409);
    assert_eq!(owner.post(&link, &[]).await.status, 409);
    let told = home.told().await;
    assert_eq!(told.subject, "Countersign: an authenticator was suspended");

    let late = begun
        .post(&format!("{waiting}/code"), &[("code", &app.code())])
        .await;
    assert_ne!(late.location(), "/account", "what waited has ended");
    let (name, password) = ("alice".to_owned(), PASSWORD.to_owned());
    home.world.operate(Command::UserPassword { name, password }).await;
    home.world.clock.advance(Duration::from_secs(30));
    home.log_in().await;
    let [phone, codes] = &home.methods().await[..] else {
        panic!("both are there")
    };
    assert!(home.method(phone).await.text.contains("<dd>in use</dd>"));
    assert!(!home.method(codes).await.text.contains("<dd>in use</dd>"));
}

#[tokio::test]
async fn r14_no_stranger_and_no_late_or_used_link_shuts_anybody_out() {
    let mut home = Home::new().await;
    let first = home.told().await.link().to_owned();
    home.add_codes("Laptop").await;
    let added = home.told().await.link().to_owned();
    let [phone, codes] = &home.methods().await[..] else {
        panic!("a phone and an app")
    };
    home.browser.post(&format!("{codes}/remove"), &[]).await;
    let removed = home.told().await.link().to_owned();
    let mut stranger = home.world.browser();
    for guess in ["/not-me/guess", &*format!("{added}x")] {
        assert_eq!(stranger.post(guess, &[]).await.status, 404, "{guess}");
    }
    assert!(home.browser.is_logged_in().await);
    // A link to another page of ours is none to this one, nor the other way round.
    let token = removed.rsplit('/').next().unwrap();
    let reset = stranger
        .post(&format!("/reset/{token}"), &[("password", "teapot wedding 77")])
        .await;
    assert_eq!(reset.status, 404);

    // What is gone stays gone; a removal that was not the owner's takes nothing more from them.
    let page = stranger.get(&removed).await;
    assert!(
        !page.text.contains("Set aside the authenticator"),
        "{}",
        page.text
    );
    let done = stranger.post(&removed, &[]).await;
    assert_eq!(done.status, 200);
    for said in [
        "Your authentication methods are as they were",
        "href=\"/account/methods\"",
    ] {
        assert!(done.text.contains(said), "{said}: {}", done.text);
    }
    assert!(!done.text.contains("out of use"), "{}", done.text);
    assert!(!home.browser.is_logged_in().await);
    home.log_in().await;
    assert!(home.method(phone).await.text.contains("<dd>in use</dd>"));

    let name = "alice".to_owned();
    home.world
        .operate(Command::UserSuspend { name: name.clone() })
        .await;
    assert_eq!(stranger.post(&added, &[]).await.status, 409);
    home.world.operate(Command::UserResume { name }).await;
    home.world.clock.advance(Duration::from_secs(3 * 24 * 3600));
    assert_eq!(stranger.get(&first).await.status, 409);
    assert_eq!(stranger.post(&first, &[]).await.status, 409);
    home.log_in().await;
    assert!(home.method(phone).await.text.contains("<dd>in use</dd>"));
}

#[tokio::test]
async fn r11_no_service_brings_back_what_its_owner_has_repudiated() {
    let mut home = Home::new().await;
    home.told().await;
    home.add_codes("Somebody's").await;
    let link = home.told().await.link().to_owned();
    let codes = home.methods().await.pop().unwrap();
    let manager = home.world.client(&[Scope::Manage]).await;
    let id = codes.rsplit('/').next().unwrap();
    let path = format!("/api/v1/users/alice/authenticators/{id}");
    // Whoever sets it aside before the owner has objected does not spend the link.
    let aside = manager.patch(&path, &json!({"state": "suspended"})).await;
    assert_eq!(aside.status, 200);
    home.told().await;
    assert_eq!(home.world.browser().post(&link, &[]).await.status, 200);
    assert_eq!(
        home.told().await.subject,
        "Countersign: an authenticator was suspended"
    );
    for state in ["active", "suspended", "active"] {
        let refused = manager.patch(&path, &json!({"state": state})).await;
        assert_eq!(refused.problem(), "invalid-request", "{state}");
    }
    home.log_in().await;
    assert!(!home.method(&codes).await.text.contains("<dd>in use</dd>"));
    let found = home.browser.post(&format!("{codes}/found"), &[]).await;
    assert_eq!(found.location(), "/account/methods", "its owner can");
    assert!(home.method(&codes).await.text.contains("<dd>in use</dd>"));
}

#[tokio::test]
async fn notices_go_to_a_second_address_that_opens_nothing() {
    let mut home = Home::new().await;
    home.told().await;
    for (typed, said) in [
        ("no address", "This is not an e-mail address"),
        ("ALICE@example.org", "has this address already"),
    ] {
        let refused = home.browser.post(SECOND_PAGE, &[("email", typed)]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains(said), "{}", refused.text);
    }
    home.browser.post(SECOND_PAGE, &[("email", SECOND)]).await;
    assert_eq!(
        home.told().await.subject,
        "Countersign: your e-mail address is to be changed"
    );
    let proof = home.world.mail_to(SECOND).await;
    let mut elsewhere = home.world.browser();
    let page = home.browser.get(proof.link()).await;
    assert!(
        page.text.contains("will go to this address as well"),
        "{}",
        page.text
    );
    assert!(!home.browser.get("/account/email").await.text.contains(SECOND));
    assert_eq!(elsewhere.post(proof.link(), &[]).await.location(), "/login");
    assert_eq!(home.browser.post(proof.link(), &[]).await.status, 200);
    assert_eq!(home.browser.post(proof.link(), &[]).await.status, 409);
    home.both_are_told("your second e-mail address was changed").await;
    assert!(home.browser.get("/account/email").await.text.contains(SECOND));

    home.add_codes("Laptop").await;
    let [first, second] = home.both_are_told("an authenticator was added").await;
    assert_ne!(first.link(), second.link(), "either address can object by itself");

    let forgotten = [("email", SECOND)];
    elsewhere.post("/forgot/username", &forgotten).await;
    home.world.settle().await;
    assert!(home.world.fakes.smtp.taken().is_empty(), "it names no account");

    let removed = home.browser.post("/account/second-email/remove", &[]).await;
    assert_eq!(removed.status, 200);
    home.both_are_told("your second e-mail address was changed").await;
    assert_eq!(
        elsewhere.post(second.link(), &[]).await.status,
        200,
        "it could object still"
    );
    assert_eq!(
        home.told().await.subject,
        "Countersign: an authenticator was suspended"
    );
    home.world.settle().await;
    assert!(
        home.world.fakes.smtp.taken().is_empty(),
        "nothing goes there any more"
    );
}

#[tokio::test]
async fn r11_a_second_address_is_set_and_removed_after_a_fresh_login_alone() {
    let mut home = Home::new().await;
    home.told().await;
    home.browser.post(SECOND_PAGE, &[("email", SECOND)]).await;
    home.told().await;
    let proof = home.world.mail_to(SECOND).await;
    home.browser.post(proof.link(), &[]).await;
    home.both_are_told("your second e-mail address was changed").await;
    home.world.clock.advance(Duration::from_secs(16 * 60));
    for path in [SECOND_PAGE, "/account/second-email/remove"] {
        let refused = home.browser.post(path, &[("email", "eve@example.net")]).await;
        assert_eq!(refused.status, 403, "{path}: {}", refused.text);
    }
    home.world.settle().await;
    assert!(home.world.fakes.smtp.taken().is_empty());
    let listed = home.world.operate(Command::UserList).await;
    assert_eq!(listed[0]["second_email"], SECOND);
}

#[tokio::test]
async fn s24_a_loss_that_somebody_reports_is_told_as_every_change_is() {
    let home = Home::new().await;
    home.told().await;
    let mut somebody = home.world.browser();
    let waiting = somebody.log_in("alice").await;
    let lost = format!("{waiting}/lost");
    let page = somebody.get(&lost).await;
    let id = page.between("name=\"authenticator\" value=\"", "\"").to_owned();
    let reported = somebody.post(&lost, &[("authenticator", &id)]).await;
    assert_eq!(reported.status, 200, "{}", reported.text);
    let told = home.told().await;
    assert_eq!(
        told.subject,
        "Countersign: something that you log in with was reported lost"
    );
    for said in ["is lost: Pixel 8 (", " UTC", "127.0.0.0/24"] {
        assert!(told.text.contains(said), "{said}: {}", told.text);
    }
    // What is out of use already is not taken twice.
    let page = somebody.get(told.link()).await;
    assert!(
        !page.text.contains("Set aside the authenticator"),
        "{}",
        page.text
    );
    assert_eq!(somebody.post(told.link(), &[]).await.status, 200);
    assert_eq!(somebody.post(told.link(), &[]).await.status, 409);
    home.world.settle().await;
    assert!(home.world.fakes.smtp.taken().is_empty());
}
