//! Pages of a login that waits, and of its end.

use countersign_tests::Tab;
use serde_json::json;

use super::{person::Person, visit::Tour};

pub(super) const PAGES: &[&str] = &[
    "/login/wait/{id}",
    "/login/wait/{id}/ways",
    "/login/wait/{id}/code",
    "/login/wait/{id}/phone",
    "/login/wait/{id}/certificate",
    "/login/wait/{id}/passkey",
    "/login/wait/{id}/lost",
];

pub(super) async fn visit(language: &str) {
    let mut tour = Tour::begin(language).await;
    let mut person = Person::with_everything(&tour.world, tour.name).await;
    tour.type_password().await;
    tour.tab.text("input[value=push] + span").await;
    tour.keep("ways").await;
    tour.keep_dark("ways").await;
    tour.tab.click("input[value=push]").await;
    tour.tab.submit().await;
    tour.tab.number().await;
    tour.keep("wait").await;
    tour.keep_dark("wait").await;
    open_help(&tour.tab).await;
    tour.look("difficulties").await;
    let waiting = tour.tab.path().await;
    for page in ["code", "passkey", "certificate", "lost", "phone"] {
        tour.open(&format!("{waiting}/{page}")).await;
        tour.look(&format!("login-{page}")).await;
    }
    tour.tab.click("form[action$='/phone'] button").await;
    tour.tab.text("#typed").await;
    tour.keep("login-phone-sent").await;
    tour.tab.fill("#typed", "000000").await;
    tour.tab.submit().await;
    tour.tab.text("#error").await;
    tour.look("login-phone-refused").await;
    tour.go(
        &format!("{waiting}/certificate?refused=other"),
        "certificate-refused",
    )
    .await;
    assert_eq!(person.phone.deny().await, 200);
    tour.tab.text("a.button[href='/login']").await;
    tour.look("denied").await;
    of_a_service(&mut tour).await;
    tour.end(PAGES).await;
}

/// Opens what stands under "Having difficulties?".
pub(super) async fn open_help(tab: &Tab) {
    tab.click("main > details:last-of-type > summary").await;
}

/// A login that a service has started, with a number to type.
async fn of_a_service(tour: &mut Tour) {
    let shop = tour.world.shop().await;
    tour.world.native_phone(&shop, "dave").await;
    let asked = json!({"username": "dave", "number_matching": "type"});
    let login = shop.login(asked).await;
    tour.go(&login.page(), "wait-type").await;
    let waiting = tour.tab.path().await;
    tour.go(&format!("{waiting}/ways"), "ways-of-a-service").await;
}
