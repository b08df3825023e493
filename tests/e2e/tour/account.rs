//! Pages of whoever is logged in.

use std::time::Duration;

use countersign_tests::by_tap;

use super::{
    person::{Person, approve},
    visit::Tour,
};
use crate::certificates::{PAGE, certification_request};

pub(super) const PAGES: &[&str] = &[
    "/account",
    "/account/profile",
    "/account/email",
    "/account/email/{token}",
    "/not-me/{token}",
    "/account/password",
    "/account/sessions",
    "/account/delegations",
    "/account/logout",
    "/account/methods",
    "/account/methods/{id}",
    "/account/methods/{id}/test/{test}",
    "/account/methods/add/{what}",
    "/account/methods/add/telephone",
    "/account/methods/add/certificate",
    "/account/methods/move",
    "/enroll/code/{id}",
    "/terms",
];

/// Whom people let act for them.
const PAGE_OF_DELEGATIONS: &str = "/account/delegations";
/// What has a page of its own before it is added.
const OFFERS: [&str; 6] = ["phone", "app", "both", "passkey", "codes", "paper"];

pub(super) async fn visit(language: &str) {
    let mut tour = Tour::begin(language).await;
    let mut person = Person::with_a_phone(&tour.world, tour.name).await;
    tour.log_in(&mut person).await;
    tour.keep("account").await;
    tour.keep_narrow("account").await;
    tour.open("/account/methods").await;
    tour.look("methods-one").await;
    for offer in OFFERS {
        tour.go(&format!("/account/methods/add/{offer}"), &format!("add-{offer}"))
            .await;
    }
    for (path, called) in [
        ("/account/methods/move", "move"),
        ("/terms", "terms-accepted"),
        ("/account/profile", "profile"),
        ("/account/password", "password"),
        ("/account/sessions", "sessions"),
    ] {
        tour.go(path, called).await;
    }
    tested(&mut tour, &mut person).await;
    address(&mut tour).await;
    delegations(&mut tour, &mut person).await;
    added(&mut tour, &mut person).await;
    telephone(&mut tour, &mut person).await;
    certificate(&mut tour, &mut person).await;
    services(&mut tour, &mut person).await;
    tour.world.clock.advance(Duration::from_secs(301));
    tour.go("/account/password", "log-in-again").await;
    tour.go(person.notice.link(), "not-me").await;
    tour.tab.submit().await;
    tour.tab.text("a.button").await;
    tour.look("not-me-done").await;
    tour.end(PAGES).await;
}

/// A test notification, before it is answered and after it.
async fn tested(tour: &mut Tour, person: &mut Person) {
    tour.open("/account/methods").await;
    tour.tab.click(".cards:first-of-type li:first-child a").await;
    tour.tab.click("form[action$='/test'] button").await;
    tour.tab.text("#enroll").await;
    tour.look("test-waiting").await;
    assert_eq!(person.phone.deny().await, 200);
    tour.tab.text("main > p.done").await;
    tour.look("test-arrived").await;
}

async fn address(tour: &mut Tour) {
    tour.go("/account/email", "email").await;
    tour.tab.fill("#email", "new@example.org").await;
    tour.tab.submit().await;
    tour.tab.text("main:not(:has(form))").await;
    let mail = tour.world.mail_to("new@example.org").await;
    tour.go(mail.link(), "email-confirm").await;
    tour.tab.submit().await;
    tour.tab.text("a.button").await;
    tour.look("email-done").await;
    tour.open("/account/email").await;
    tour.tab.fill("#second-email", "second@example.org").await;
    tour.tab
        .click("form[action='/account/second-email'] button")
        .await;
    tour.tab.text("main:not(:has(form))").await;
    let mail = tour.world.mail_to("second@example.org").await;
    tour.go(mail.link(), "second-email-confirm").await;
    tour.tab.submit().await;
    tour.tab.text("a.button").await;
    tour.go("/account/email", "email-both").await;
}

/// Nobody acts for anybody; what was typed wrongly; an invitation from each side, and what came of it.
async fn delegations(tour: &mut Tour, person: &mut Person) {
    tour.log_in(person).await;
    tour.go(PAGE_OF_DELEGATIONS, "delegations-none").await;
    let until = crate::delegations::day(&tour.world, 90);
    for (resource, sign) in [("Filing", "#error"), ("filing", "#given-1")] {
        tour.tab.fill("#name", "bob").await;
        tour.tab.fill("#resource", resource).await;
        tour.tab.fill("#until", &until).await;
        tour.tab.click("#invite button").await;
        tour.tab.text(sign).await;
        tour.look(&format!("delegations-{resource}")).await;
    }
    crate::delegations::hold(&tour.world, "carol", tour.name).await;
    tour.open(PAGE_OF_DELEGATIONS).await;
    tour.tab.text("#held-1").await;
    tour.look("delegations-asked").await;
    tour.tab.click("button[formaction$='/accept']").await;
    tour.tab
        .text("section[aria-labelledby=held-1] button:not([formaction])")
        .await;
    tour.tab
        .click("form[action$='/confirm'] button[formaction$='/end']")
        .await;
    tour.tab.text(".cards").await;
    tour.keep("delegations").await;
}

/// What is shown while something is added; each login allows one.
async fn added(tour: &mut Tour, person: &mut Person) {
    for (what, sign) in [("codes", "#typed"), ("paper", ".paper"), ("passkey", "#passkey")] {
        tour.log_in(person).await;
        tour.open(&format!("/account/methods/add/{what}")).await;
        tour.tab.submit().await;
        tour.tab.text(sign).await;
        tour.look(&format!("enrol-{what}")).await;
    }
}

async fn telephone(tour: &mut Tour, person: &mut Person) {
    tour.log_in(person).await;
    tour.open("/account/methods/add/telephone").await;
    tour.look("add-telephone").await;
    tour.tab.fill("#number", "07400 123456").await;
    tour.tab.submit().await;
    tour.tab.text("#error").await;
    tour.look("add-telephone-refused").await;
    tour.tab.fill("#number", "+44 (0)7400 123456").await;
    tour.tab.submit().await;
    tour.tab.text(".notice dl").await;
    tour.keep("add-telephone-mended").await;
    tour.tab.submit().await;
    tour.tab.text("#typed").await;
    tour.look("enrol-telephone").await;
    let code = tour.world.fakes.messages.nth(0).await.code();
    tour.tab.fill("#typed", &code).await;
    tour.tab.submit().await;
    tour.tab.text("main > p.done").await;
}

async fn certificate(tour: &mut Tour, person: &mut Person) {
    tour.log_in(person).await;
    tour.open(PAGE).await;
    tour.look("certificate-ask").await;
    tour.tab.click(&format!("form[action='{PAGE}'] button")).await;
    tour.tab.text(".notice").await;
    tour.look("certificate-asked").await;
    approve(&tour.world, tour.name).await;
    tour.open(PAGE).await;
    tour.keep("certificate-pick-up").await;
    tour.tab.fill("#request", &certification_request()).await;
    tour.tab
        .click(&format!("form[action='{PAGE}/pick-up'] button"))
        .await;
    tour.tab.text("main a[href^='/account/methods/']").await;
    tour.look("certificate-have").await;
    tour.open("/account/methods").await;
    tour.keep("methods").await;
    for place in 1..=3 {
        tour.open("/account/methods").await;
        tour.tab
            .click(&format!(".cards:first-of-type li:nth-child({place}) a"))
            .await;
        tour.tab.text("form[action$='/rename']").await;
        tour.look(&format!("method-{place}")).await;
    }
}

/// Services in the list of sessions, and what is said of them after a logout.
async fn services(tour: &mut Tour, person: &mut Person) {
    let uri = tour.world.fakes.services.uri("shop");
    let told = tour.world.told_client("Example Shop", &uri).await;
    let bank = tour.world.fakes.services.uri("bank");
    let bank = tour
        .world
        .told_client("A Bank with a Name that is Rather Long", &bank)
        .await;
    for service in [&told, &bank, &tour.world.shop().await] {
        service.login(by_tap(tour.name)).await;
        assert_eq!(person.phone.approve(None).await, 200);
    }
    tour.open("/account/sessions").await;
    tour.look("sessions-services").await;
    tour.open("/account").await;
    tour.tab.click("form[action='/account/logout'] button").await;
    tour.tab.text("#told").await;
    tour.look("logged-out").await;
    tour.log_in(person).await;
}
