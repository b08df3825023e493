//! Pages of whoever has lost something.

use countersign_tests::PASSWORD;

use super::{person::Person, visit::Tour};

pub(super) const PAGES: &[&str] = &[
    "/login",
    "/login/wait/{id}/lost",
    "/recover",
    "/recover/{token}",
    "/recover/stop/{token}",
    "/account",
];

pub(super) async fn visit(language: &str) {
    let mut tour = Tour::begin(language).await;
    let mut person = Person::with_a_phone(&tour.world, tour.name).await;
    ask_back(&mut tour).await;
    tour.log_in(&mut person).await;
    tour.look("account-with-a-recovery").await;
    tour.tab
        .click("form[action='/account/recovery/stop'] button")
        .await;
    tour.tab
        .text("main:not(:has(form[action='/account/recovery/stop']))")
        .await;
    tour.mail().await;
    report(&mut tour).await;
    tour.end(PAGES).await;
}

/// Begins the wait, and looks at the page that would stop it.
async fn ask_back(tour: &mut Tour) {
    tour.open("/recover").await;
    tour.tab.fill("#username", tour.name).await;
    tour.tab.fill("#password", PASSWORD).await;
    tour.tab.submit().await;
    tour.tab.text("main:not(:has(form))").await;
    tour.look("recover-asked").await;
    let mail = tour.mail().await;
    tour.open(mail.link()).await;
    tour.look("recover-begin").await;
    tour.tab.submit().await;
    tour.tab.text("main:not(:has(form))").await;
    tour.look("recover-begun").await;
    let mail = tour.mail().await;
    tour.go(mail.link(), "recover-stop").await;
}

/// Reports the phone, after which nothing is left.
async fn report(tour: &mut Tour) {
    tour.type_password().await;
    tour.tab.number().await;
    tour.tab.click("main > details:last-of-type > summary").await;
    tour.tab.click("a[href$='/lost']").await;
    tour.tab.text("button[name=authenticator]").await;
    tour.look("lost").await;
    tour.tab.click("button[name=authenticator]").await;
    tour.tab.text("a.button").await;
    tour.look("lost-reported").await;
    tour.type_password().await;
    tour.tab.text("a[href='/recover']").await;
    tour.look("nothing-left").await;
}
