//! Whom people let act for them: by their pages, and as services are told.

use std::time::Duration;

use countersign_core::{model::Scope, port::Clock};
use countersign_tests::{Answer, Browser, Mail, PASSWORD, Phone, RelyingParty, Tab, World};
use serde_json::json;

const PAGE: &str = "/account/delegations";
const DAY: Duration = Duration::from_secs(24 * 3600);

/// What a service is told that asks.
pub(crate) async fn check(shop: &RelyingParty, owner: &str, delegate: &str, resource: &str) -> Answer {
    shop.post(
        "/api/v1/delegations/check",
        &json!({"owner": owner, "delegate": delegate, "resource": resource}),
    )
    .await
}

/// The day so many days from now, as forms have it.
pub(crate) fn day(world: &World, days: u32) -> String {
    let mut day = (world.clock.now() + DAY * days).to_string();
    day.truncate("2026-01-01".len());
    day
}

/// Invites somebody to act for `owner`, who has no account before.
pub(crate) async fn hold(world: &World, owner: &str, delegate: &str) {
    let (mut browser, _phone) = crate::operators::logged_in(world, owner).await;
    let until = day(world, 90);
    let form = [("name", delegate), ("resource", "filing"), ("until", &*until)];
    assert_eq!(browser.post(PAGE, &form).await.location(), PAGE);
}

/// Somebody at a browser, with a phone and a mailbox.
struct Somebody {
    name: &'static str,
    tab: Tab,
    phone: Phone,
}

impl Somebody {
    async fn at(world: &World, tab: Tab, name: &'static str) -> Self {
        world.user_with_mail(name, &format!("{name}@example.org")).await;
        let (_, phone) = world.first_phone(name).await;
        let somebody = Self { name, tab, phone };
        somebody.mail(world).await;
        somebody
    }

    async fn mail(&self, world: &World) -> Mail {
        world.mail_to(&format!("{}@example.org", self.name)).await
    }

    /// Opens a page, and logs in on the way.
    async fn log_in_to(&mut self, world: &World, page: &str) {
        world.pass(Duration::from_secs(61)).await;
        self.tab.goto(&world.url(&format!("/login?next={page}"))).await;
        self.tab.fill("#username", self.name).await;
        self.tab.fill("#password", PASSWORD).await;
        self.tab.submit().await;
        let number = self.tab.number().await;
        assert_eq!(self.phone.approve(number).await, 200);
        self.tab.text("#invite").await;
        assert_eq!(self.tab.path().await, page);
    }

    async fn log_in(&mut self, world: &World) {
        self.log_in_to(world, PAGE).await;
    }
}

#[tokio::test]
async fn bob_acts_for_alice_until_she_must_confirm_it_and_until_its_last_day() {
    let world = World::start().await;
    let shop = world.shop().await;
    let browser = Browser::start().await;
    let mut alice = Somebody::at(&world, browser.tab().await, "alice").await;
    // Nothing of it needs a script.
    let mut bob = Somebody::at(&world, browser.tab_without_scripts().await, "bob").await;
    let allowed = async || {
        let answer = check(&shop, "alice", "bob", "filing").await;
        assert_eq!(answer.status, 200);
        answer.body["allowed"] == true
    };

    alice.log_in(&world).await;
    alice.tab.fill("#name", "bob").await;
    alice.tab.fill("#resource", "filing").await;
    alice.tab.fill("#until", &day(&world, 150)).await;
    alice.tab.click("#invite button").await;
    alice.tab.wait_for("invited, has not accepted").await;
    let mail = bob.mail(&world).await;
    assert!(
        mail.subject.contains(": alice (") && mail.subject.contains(") asks you to act for them"),
        "{mail:?}"
    );
    assert_eq!(mail.link(), world.url(PAGE));
    assert!(!allowed().await);

    bob.log_in(&world).await;
    bob.tab.wait_for("asks you to act for them").await;
    bob.tab.click("button[formaction$='/accept']").await;
    bob.tab.wait_for("you may act").await;
    assert!(allowed().await);
    for one in [&alice, &bob] {
        let mail = one.mail(&world).await;
        assert!(mail.text.contains("bob may act for alice"), "{mail:?}");
    }
    let last = check(&shop, "alice", "bob", "filing").await.body;
    let ends = last["expires_at"].as_str().unwrap();
    assert!(ends.ends_with("T00:00:00.000Z"), "{last}");

    world.pass(DAY * 76).await;
    let mail = alice.mail(&world).await;
    assert!(
        mail.subject.contains("please confirm who acts for you"),
        "{mail:?}"
    );
    assert!(allowed().await);
    world.pass(DAY * 14).await;
    assert!(!allowed().await, "nobody has confirmed it");
    bob.log_in(&world).await;
    bob.tab.wait_for("you may not act at the moment").await;
    alice.log_in(&world).await;
    alice.tab.wait_for("may not act until you confirm it").await;
    alice
        .tab
        .click("form[action$='/confirm'] button:not([formaction])")
        .await;
    alice.tab.wait_for("may act").await;
    assert!(allowed().await);

    world.pass(DAY * 47).await;
    let mail = alice.mail(&world).await;
    assert!(mail.subject.contains("only a little longer"), "{mail:?}");
    assert!(allowed().await);
    world.pass(DAY * 14).await;
    assert!(!allowed().await, "its time is up");
    for one in [&alice, &bob] {
        let mail = one.mail(&world).await;
        assert!(mail.text.contains("bob may no longer act for alice"), "{mail:?}");
    }
    alice.log_in(&world).await;
    alice.tab.wait_for("its time was up").await;
    alice.tab.assert_quiet().await;
}

#[tokio::test]
async fn whoever_types_wrongly_is_told_what_and_loses_nothing() {
    let world = World::start().await;
    let (mut alice, _phone) = crate::operators::logged_in(&world, "alice").await;
    let until = day(&world, 30);
    let until = until.as_str();
    for (name, resource, day, said) in [
        ("bo b", "filing", until, "This cannot be a user name."),
        ("alice", "filing", until, "This is your own user name."),
        (
            "bob",
            "Filing",
            until,
            "This names nothing that can be passed on.",
        ),
        ("bob", "filing", "tomorrow", "Choose a last day from today on"),
        ("bob", "filing", "2020-01-01", "Choose a last day from today on"),
        ("bob", "filing", "9999-12-31", "Choose a last day from today on"),
    ] {
        let form = [("name", name), ("resource", resource), ("until", day)];
        let page = alice.post(PAGE, &form).await;
        assert_eq!(page.status, 422, "{said}");
        assert!(page.text.contains(said), "{said}: {}", page.text);
        let kept = format!("value=\"{resource}\"");
        assert!(
            page.text.contains(&kept) && page.text.contains("autofocus"),
            "{said}"
        );
    }
    let form = [("name", "bob"), ("resource", "filing"), ("until", until)];
    assert_eq!(alice.post(PAGE, &form).await.location(), PAGE);
    let twice = alice.post(PAGE, &form).await;
    assert!(
        twice
            .text
            .contains("You have named this person for this already."),
        "{}",
        twice.text
    );
    // The last day that the page offers can be chosen.
    let page = alice.get(PAGE).await;
    let latest = page.between("max=\"", "\"").to_owned();
    let form = [("name", "carol"), ("resource", "filing"), ("until", &*latest)];
    assert_eq!(alice.post(PAGE, &form).await.location(), PAGE);
    // Whoever logged in a while ago does so again first.
    world.clock.advance(Duration::from_secs(301));
    let form = [("name", "dora"), ("resource", "filing"), ("until", until)];
    let stale = alice.post(PAGE, &form).await;
    assert!(stale.location().starts_with("/login"), "{}", stale.location());
    assert!(!alice.get(PAGE).await.text.contains("dora"));
}

#[tokio::test]
async fn nobody_touches_the_delegations_of_others() {
    let world = World::start().await;
    let (mut alice, _phone) = crate::operators::logged_in(&world, "alice").await;
    world.user("bob").await;
    let until = day(&world, 30);
    let form = [("name", "bob"), ("resource", "filing"), ("until", &*until)];
    alice.post(PAGE, &form).await;
    let page = alice.get(PAGE).await;
    let id = page
        .between("action=\"/account/delegations/", "/confirm\"")
        .to_owned();
    let (mut carol, _phone) = crate::operators::logged_in(&world, "carol").await;
    for act in ["accept", "decline", "confirm", "end"] {
        let path = format!("{PAGE}/{id}/{act}");
        let refused = carol.post(&path, &[("until", &until)]).await;
        assert_eq!(refused.status, 404, "{act}");
    }
    // Nor does alice accept what she has offered to somebody else.
    for act in ["accept", "decline", "forge"] {
        let refused = alice.post(&format!("{PAGE}/{id}/{act}"), &[]).await;
        assert_eq!(refused.status, 404, "{act}");
    }
    assert!(alice.get(PAGE).await.text.contains("invited, has not accepted"));
}

#[tokio::test]
async fn r7_a_service_is_told_no_in_one_way() {
    let world = World::start().await;
    let shop = world.shop().await;
    for name in ["alice", "bob"] {
        world.user(name).await;
    }
    let no = json!({"allowed": false});
    for (owner, delegate) in [
        ("alice", "bob"),
        ("alice", "nobody"),
        ("nobody", "bob"),
        ("", "\u{202e}"),
    ] {
        let answer = check(&shop, owner, delegate, "filing").await;
        assert_eq!(
            (answer.status, answer.body),
            (200, no.clone()),
            "{owner} {delegate}"
        );
    }
    assert_eq!(
        check(&shop, "alice", "bob", "No name").await.problem(),
        "invalid-request"
    );
    let more = json!({"owner": "alice", "delegate": "bob", "resource": "filing", "more": 1});
    let more = shop.post("/api/v1/delegations/check", &more).await;
    assert_eq!(more.problem(), "invalid-request");
    let desk = world.client(&[Scope::Enroll]).await;
    let refused = check(&desk, "alice", "bob", "filing").await;
    assert_eq!(refused.problem(), "insufficient-scope");
}
