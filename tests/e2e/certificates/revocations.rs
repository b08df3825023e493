//! What an organisation has revoked, by the lists that it publishes: read from a file or fetched, and never done without.

use std::{path::PathBuf, time::Duration};

use axum::{Router, http::StatusCode, routing::get};
use countersign_core::settings::ClaimedStorage;
use tokio::{net::TcpListener, task::JoinSet};

use super::{
    desk::{Desk, Identity, PAGE},
    staff::Staff,
};

/// After so long a list in a file is read again.
pub(super) const READ: Duration = Duration::from_secs(30);
const DAY: Duration = Duration::from_secs(24 * 3600);

impl Desk {
    /// What the door says of a card that is shown for a login of alice.
    pub(super) async fn said_of(&self, card: &Identity) -> String {
        let back = self.show_for_service(card).await;
        match back.split_once("?refused=") {
            Some((_, word)) => word.to_owned(),
            None => "proof".to_owned(),
        }
    }
}

#[tokio::test]
async fn a_card_that_was_revoked_or_has_expired_or_is_anothers_logs_nobody_in() {
    let staff = Staff::new();
    let mut desk = Desk::taking(&staff).await;
    let (card, other) = (staff.card("alice"), staff.card("other"));
    desk.add(&card).await;
    assert_eq!(desk.said_of(&card).await, "proof");
    assert_eq!(desk.said_of(&other).await, "other");
    let elsewhere = Staff::new();
    let foreign = elsewhere.card("alice");
    assert_eq!(
        desk.said_of(&foreign).await,
        "untrusted",
        "the same names are not the same authority"
    );

    // A proof from before is worth nothing once the list says so.
    let mut browser = desk.world.browser();
    let waiting = browser.log_in("alice").await;
    let door = desk.door(&mut browser, &waiting).await;
    let proof = desk.show(&door, Some(&card)).await;
    assert!(proof.contains("proof="), "{proof}");
    staff.revoke("ca", "alice");
    staff.publish(400);
    desk.world.clock.advance(READ);
    browser.get(&proof).await;
    browser.get(&waiting).await;
    assert!(!browser.is_logged_in().await);
    assert_eq!(desk.said_of(&card).await, "revoked");
    desk.world.clock.advance(DAY * 366);
    assert_eq!(desk.said_of(&card).await, "expired");
}

#[tokio::test]
async fn r18_without_a_list_that_holds_nobody_is_let_in() {
    let staff = Staff::new();
    let mut desk = Desk::taking(&staff).await;
    let card = staff.card("alice");
    desk.add(&card).await;
    assert_eq!(desk.said_of(&card).await, "proof");
    // Whatever stands in its place: the list of before is used until its time is up, and not a moment longer.
    std::fs::write(staff.list(), "nothing").unwrap();
    desk.world.clock.advance(READ);
    assert_eq!(desk.said_of(&card).await, "proof");
    desk.world.clock.advance(DAY);
    assert_eq!(desk.said_of(&card).await, "unchecked");
    let elsewhere = Staff::new();
    std::fs::copy(elsewhere.list(), staff.list()).unwrap();
    desk.world.clock.advance(READ);
    assert_eq!(
        desk.said_of(&card).await,
        "unchecked",
        "another authority of that name has signed it"
    );
    staff.publish(30);
    desk.world.clock.advance(READ);
    assert_eq!(desk.said_of(&card).await, "proof");

    // Nor after a start without one.
    desk.world.pause().await;
    std::fs::remove_file(staff.list()).unwrap();
    desk.world.resume().await;
    assert_eq!(desk.said_of(&card).await, "unchecked");
}

#[tokio::test]
async fn r18_without_a_list_nothing_is_added() {
    let staff = Staff::new();
    std::fs::remove_file(staff.list()).unwrap();
    let desk = Desk::taking(&staff).await;
    let mut alice = desk.browser.clone();
    let card = staff.card("alice");
    let back = desk.offer(&mut alice, Some(&card)).await;
    assert_eq!(back, format!("{PAGE}?refused=unchecked"));
    let page = alice.get(&back).await;
    assert!(
        page.text.contains("Nobody can tell at the moment"),
        "{}",
        page.text
    );
    // What is true when it is shown may not be so any more when it is added.
    staff.publish(1);
    desk.world.clock.advance(READ);
    let shown = desk.offer(&mut alice, Some(&card)).await;
    staff.revoke("ca", "alice");
    staff.publish(1);
    desk.world.clock.advance(READ);
    let refused = desk.accept(&mut alice, &shown).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text.contains("was revoked or suspended"),
        "{}",
        refused.text
    );
    assert_eq!(alice.methods().await.len(), 1);
}

#[tokio::test]
async fn an_authority_between_is_shown_once_and_can_be_revoked() {
    let mut staff = Staff::new();
    staff.delegate();
    staff.publish(30);
    let mut desk = Desk::taking(&staff).await;
    let card = staff.card_with_chain("alice");
    desk.add(&card).await;
    assert_eq!(desk.said_of(&card).await, "proof");
    let alone = Identity {
        certificate: staff.path("alone.pem"),
        key: card.key.clone(),
    };
    let pem = std::fs::read_to_string(&card.certificate).unwrap();
    let (own, _) = pem.split_once("-----END CERTIFICATE-----\n").unwrap();
    std::fs::write(&alone.certificate, format!("{own}-----END CERTIFICATE-----\n")).unwrap();
    assert_eq!(
        desk.said_of(&alone).await,
        "proof",
        "the way there is known by now"
    );
    staff.revoke("ca", "between");
    staff.publish(30);
    desk.world.clock.advance(READ);
    assert_eq!(desk.said_of(&card).await, "revoked");
}

/// A place on the web from which a list is fetched.
struct Publisher {
    url: String,
    _serving: JoinSet<()>,
}

impl Publisher {
    async fn of(list: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/staff.crl", listener.local_addr().unwrap());
        let read = move || async move { std::fs::read(&list).map_err(|_| StatusCode::NOT_FOUND) };
        let router = Router::new().route("/staff.crl", get(read));
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            // It ends with its task.
            let _ = axum::serve(listener, router).await;
        });
        Self {
            url,
            _serving: serving,
        }
    }
}

#[tokio::test]
async fn a_list_is_fetched_again_and_its_publisher_may_be_down_until_it_expires() {
    let staff = Staff::new();
    let publisher = Publisher::of(staff.list()).await;
    let mut authority = staff.settings(ClaimedStorage::Hardware);
    authority.crl_file = None;
    authority.crl_url = Some(publisher.url.parse().unwrap());
    let mut desk = Desk::with(|settings| settings.certificates.authorities = vec![authority]).await;
    let card = staff.card("alice");
    desk.add(&card).await;
    staff.revoke("ca", "alice");
    staff.publish(1);
    desk.world.clock.advance(Duration::from_secs(5 * 60));
    assert_eq!(desk.said_of(&card).await, "revoked");

    let (card, bob) = (staff.card("bob"), &mut desk.bob().await);
    let shown = desk.offer(bob, Some(&card)).await;
    assert_eq!(desk.accept(bob, &shown).await.location(), PAGE);
    std::fs::remove_file(staff.list()).unwrap();
    drop(publisher);
    desk.world.clock.advance(Duration::from_secs(3600));
    assert_eq!(
        desk.said_of(&card).await,
        "other",
        "it holds, although it is bob's"
    );
    desk.world.clock.advance(DAY);
    assert_eq!(desk.said_of(&card).await, "unchecked");
}
