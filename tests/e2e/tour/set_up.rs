//! Pages on which somebody sets up what a service or a first login asks for.

use countersign_core::model::Scope;
use countersign_tests::{PASSWORD, Provider};
use serde_json::json;

use super::visit::Tour;

pub(super) const PAGES: &[&str] = &["/enroll/{link}", "/enroll/code/{id}", "/enroll/code/{id}/terms"];

pub(super) async fn visit(language: &str) {
    let mut tour = Tour::begin(language).await;
    let desk = tour.world.client(&[Scope::Enroll]).await;
    let started = desk.enroll(tour.name).await;
    tour.go(started.link(), "link").await;
    tour.tab.fill("#password", PASSWORD).await;
    tour.tab.submit().await;
    tour.tab.text("main section h2").await;
    tour.keep("terms").await;
    let terms = tour.tab.path().await;
    tour.tab.click("button[value=cancel]").await;
    tour.tab.text("main:not(:has(section))").await;
    tour.look("terms-declined").await;
    tour.open(&terms).await;
    tour.tab.accept_terms().await;
    let code = tour.tab.attribute("#open", "href").await;
    tour.keep("enrol").await;
    tour.world.scan(&code, Provider::Fcm).await;
    tour.tab.text("main > p.done").await;
    tour.look("enrolled").await;
    tour.go(started.link(), "link-used").await;
    combined(&mut tour).await;
    confirm(&mut tour).await;
    tour.end(PAGES).await;
}

/// A phone, its codes and codes on paper at once, for somebody without a password.
async fn combined(tour: &mut Tour) {
    let desk = tour.world.client(&[Scope::Enroll]).await;
    let started = desk.enroll_as("carol", json!({"kind": "combined"})).await;
    tour.open(started.link()).await;
    tour.tab.submit().await;
    tour.tab.accept_terms().await;
    let code = tour.tab.attribute("#open", "href").await;
    tour.look("combined").await;
    let phone = tour.world.scan(&code, Provider::Fcm).await;
    tour.tab.text("main > p.done").await;
    tour.look("combined-connected").await;
    tour.tab.fill("#typed", "000000").await;
    tour.tab.submit().await;
    tour.tab.text("#error").await;
    tour.look("combined-refused").await;
    tour.tab.fill("#typed", &phone.codes().code()).await;
    tour.tab.submit().await;
    tour.tab.text("main > p.done").await;
}

/// What a service has set up, to be confirmed by its user.
async fn confirm(tour: &mut Tour) {
    let shop = tour.world.shop().await;
    tour.world.user("erin").await;
    let started = shop.enroll("erin").await;
    tour.world.scan(started.uri(), Provider::Fcm).await;
    tour.go(started.link(), "confirm").await;
}
