//! Pages for whoever is not logged in.

use std::time::Duration;

use countersign::admin::{Command, policy::PolicyCommand};
use countersign_core::port::Clock;
use countersign_tests::{PASSWORD, World};

use super::visit::{Tour, mailbox};

pub(super) const PAGES: &[&str] = &[
    "/login",
    "/help",
    "/support",
    "/terms",
    "/problems/{name}",
    "/nothing",
    "/signup",
    "/signup/{token}",
    "/forgot/username",
    "/forgot/password",
    "/reset/{token}",
    "/recover",
    "/phone",
];

/// A policy of which the login page says that it begins in a month.
pub(crate) async fn announce(world: &World) {
    let from = (world.clock.now() + Duration::from_secs(30 * 86_400)).to_string();
    let (day, _) = from.split_once('T').unwrap();
    let act = PolicyCommand::Add {
        resource: "filings".to_owned(),
        one_of: Vec::new(),
        at_least: Some("push-number+pwd".to_owned()),
        from: format!("{day}T00:00[Europe/Zurich]"),
        grace_secs: 0,
        max_age_secs: None,
    };
    world.operate(Command::Policy { act }).await;
}

pub(super) async fn visit(language: &str) {
    let mut tour = Tour::begin(language).await;
    tour.open("/login").await;
    tour.look("login").await;
    tour.tab.fill("#username", tour.name).await;
    tour.tab.fill("#password", "wrong").await;
    tour.tab.submit().await;
    tour.tab.text("#error").await;
    tour.look("login-refused").await;
    announce(&tour.world).await;
    tour.open("/login").await;
    tour.keep("login-announced").await;
    tour.open("/help").await;
    tour.keep("help").await;
    tour.open("/phone").await;
    tour.tab.text("[data-do=add]").await;
    tour.look("phone").await;
    tour.tab.click("[data-do=add]").await;
    tour.tab.text("#link").await;
    tour.look("phone-add").await;
    for (path, called) in [
        ("/support", "support"),
        ("/terms", "terms-to-read"),
        ("/problems/wrong-code", "problem"),
        ("/nothing", "nothing-there"),
    ] {
        tour.go(path, called).await;
    }
    sign_up(&mut tour).await;
    forget(&mut tour).await;
    tour.end(PAGES).await;
}

async fn sign_up(tour: &mut Tour) {
    tour.open("/signup").await;
    tour.tab.fill("#username", "bob").await;
    tour.tab.fill("#email", &mailbox("bob")).await;
    tour.look("sign-up").await;
    tour.tab.fill("#password", "bob12345").await;
    tour.tab.submit().await;
    tour.tab.text("#error").await;
    tour.look("sign-up-refused").await;
    tour.tab.fill("#password", PASSWORD).await;
    tour.tab.submit().await;
    tour.tab.text("main:not(:has(form))").await;
    tour.look("mailed").await;
    let mail = tour.world.mail_to(&mailbox("bob")).await;
    tour.go(mail.link(), "sign-up-finish").await;
    tour.tab.fill("#password", PASSWORD).await;
    tour.tab.submit().await;
    tour.tab.text("a.button[href='/login']").await;
    tour.look("sign-up-done").await;
}

async fn forget(tour: &mut Tour) {
    tour.go("/forgot/username", "forgot-username").await;
    tour.go("/forgot/password", "forgot-password").await;
    tour.tab.fill("#username", tour.name).await;
    tour.tab.submit().await;
    tour.tab.text("main:not(:has(form))").await;
    let mail = tour.mail().await;
    tour.go(mail.link(), "reset").await;
    tour.tab.fill("#password", "teapot wedding gorilla 7").await;
    tour.tab.submit().await;
    tour.tab.text("a.button[href='/login']").await;
    tour.look("reset-done").await;
    tour.open("/recover").await;
    tour.keep("recover").await;
    tour.tab.fill("#username", tour.name).await;
    tour.tab.fill("#password", "wrong").await;
    tour.tab.submit().await;
    tour.tab.text("#error").await;
    tour.look("recover-refused").await;
}
