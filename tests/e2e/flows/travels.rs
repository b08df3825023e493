//! Logins of one person from two places between which nobody travels so fast.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use countersign_core::{
    flow::session::open_session,
    model::{
        AuthenticatorState, BearerToken, MailAddress, MailKind, NumberMatching, Session, StateTag, User,
    },
    port::UnitOfWork,
    testing::{CountingStore, sample},
};
use countersign_mobile_sdk::Verdict;
use countersign_proto::ids::LoginId;
use countersign_tests::{APPROVE, PlaceDatabase};
use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};
use tempfile::TempDir;

use super::{
    audit::events,
    mails::mails,
    scene::{Scene, secs},
};

const LYON: &str = "192.0.2.7";
const LYON_TOO: &str = "2001:db8:1::7";
const FRANCE: &str = "203.0.113.7";
const TOKYO: &str = "198.51.100.7";
const NOWHERE: &str = "10.1.2.3";
const HOUR: u64 = 3600;

/// Counts journeys that nobody makes.
#[derive(Default)]
struct Journeys(Arc<AtomicU64>);

impl Recorder for Journeys {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        if key.name() == "countersign_impossible_travels_total" {
            Counter::from_arc(Arc::clone(&self.0))
        } else {
            Counter::noop()
        }
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}

/// A scene with places, in which mail is sent and alice has two mailboxes.
async fn scene() -> Scene {
    scene_with(|_| {}).await
}

async fn scene_with(change: impl FnOnce(&mut countersign::settings::Settings)) -> Scene {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("city.mmdb");
    PlaceDatabase::of_cities().write(&file);
    let scene = Scene::with(|settings| {
        settings.mail.smtp_url = Some("smtp://localhost".parse().unwrap());
        settings.places.database = Some(file);
        change(settings);
    })
    .await;
    let alice = scene.alice().await;
    let mailbox = |text: &str| Some(MailAddress::parse(text).unwrap());
    let alice = User {
        email: mailbox("alice@example.org"),
        second_email: mailbox("alice@example.net"),
        version: alice.version.next(),
        ..alice
    };
    scene.commit(UnitOfWork::new("mailboxes").put(alice)).await;
    scene
}

/// Alice logs in from an address.
async fn log_in(scene: &Scene, address: &str) -> LoginId {
    let mut request = scene.login_from(address);
    request.client = Some(scene.shop().await);
    let login = scene.start(&request).await.unwrap().login.id;
    scene.answer(login, APPROVE).await.unwrap();
    assert_eq!(scene.state(login).await, StateTag::Approved, "nothing is refused");
    login
}

/// Alice logs in on the server's own pages.
async fn log_in_here(scene: &Scene, address: &str) {
    let mut request = scene.login_from(address);
    request.client = None;
    let started = scene.start(&request).await.unwrap();
    scene.answer(started.login.id, APPROVE).await.unwrap();
    open_session(&scene.ctx, started.login.id, started.wait_token, None)
        .await
        .unwrap();
}

/// The shop asks to be told of logouts.
async fn shop_listens(scene: &Scene) {
    let shop = scene.shop().await;
    let listening = shop.told_at(Some("https://shop.example.org/logout".to_owned()));
    scene.commit(UnitOfWork::new("listen").put(listening)).await;
}

/// What was recorded of journeys, in order.
async fn journeys(scene: &Scene) -> Vec<String> {
    let found = events(scene, "impossible_travel").await.into_iter();
    found.map(|audit| audit.reason.unwrap()).collect()
}

#[tokio::test]
async fn a_login_from_where_its_person_cannot_have_got_is_recorded_and_told_to_both_addresses() {
    let scene = scene().await;
    log_in(&scene, LYON).await;
    scene.clock.advance(secs(2 * HOUR + 90));
    let far = log_in(&scene, TOKYO).await;

    let [found] = &events(&scene, "impossible_travel").await[..] else {
        panic!("one journey")
    };
    let reason = found.reason.as_deref();
    assert_eq!(reason, Some("from=FR to=JP km=9820 minutes=121"));
    assert_eq!(found.login_id, Some(far));
    assert_eq!(found.user_id, Some(scene.alice().await.id));
    assert_eq!(found.authenticator_id, Some(scene.authenticator().await.id));
    assert_eq!(found.address(), None);

    let mut told = mails(&scene).await;
    told.sort_by_key(|mail| mail.to.as_str().to_owned());
    assert_eq!(told.len(), 2);
    for (mail, to) in told.iter().zip(["alice@example.net", "alice@example.org"]) {
        assert_eq!((mail.kind, mail.to.as_str()), (MailKind::ImpossibleTravel, to));
        let at = sample::NOW.minute();
        let before = format!("192.0.2.0/24, place-near(town=Lyon, country=country-fr()) ({at})");
        assert_eq!(mail.what, before);
        let from = "198.51.100.0/24, place-near(town=Tokyo, country=country-jp())";
        assert_eq!(mail.origin, from);
        assert!(mail.link.as_ref().unwrap().contains("/not-me/"));
    }
    let state = scene.authenticator().await.state;
    assert_eq!(state, AuthenticatorState::Active, "it is a signal");
}

#[tokio::test]
async fn nothing_is_said_of_journeys_that_people_make_or_that_nobody_knows_of() {
    let scene = scene().await;
    for (address, hours) in [
        // The first one comes from nowhere else.
        (LYON, 0),
        (LYON, 0),
        (LYON_TOO, 0),
        // So vague a place may be the same.
        (FRANCE, 0),
        (LYON, 0),
        (TOKYO, 10),
        (NOWHERE, 0),
        (LYON, 10),
    ] {
        scene.clock.advance(secs(hours * HOUR));
        log_in(&scene, address).await;
        scene.clock.advance(secs(61));
    }
    // Of a service that says no address nobody knows where its user is.
    let login = scene.login().await;
    scene.answer(login, APPROVE).await.unwrap();
    assert!(journeys(&scene).await.is_empty());
    assert!(mails(&scene).await.is_empty());
}

#[tokio::test]
async fn a_login_from_nowhere_hides_no_journey() {
    for is_here in [true, false] {
        let scene = scene().await;
        shop_listens(&scene).await;
        for address in [LYON, NOWHERE, NOWHERE, TOKYO] {
            scene.clock.advance(secs(HOUR));
            if is_here {
                log_in_here(&scene, address).await;
            } else {
                log_in(&scene, address).await;
            }
        }
        let found = journeys(&scene).await;
        assert_eq!(found, ["from=FR to=JP km=9820 minutes=180"], "{is_here}");
    }
}

#[tokio::test]
async fn what_was_before_a_login_from_nowhere_counts_for_a_day() {
    for (hours, found) in [(23, 1), (24, 0)] {
        let scene = scene_with(|settings| settings.places.fastest_kmh = 100).await;
        shop_listens(&scene).await;
        log_in(&scene, LYON).await;
        scene.clock.advance(secs(HOUR));
        log_in(&scene, NOWHERE).await;
        scene.clock.advance(secs((hours - 1) * HOUR));
        log_in(&scene, TOKYO).await;
        assert_eq!(journeys(&scene).await.len(), found, "{hours}");
    }
}

#[tokio::test]
async fn a_journey_counts_once_however_often_it_is_tried_to_be_written() {
    let counted = Journeys::default();
    let _counting = metrics::set_default_local_recorder(&counted);
    let mut scene = scene().await;
    log_in(&scene, LYON).await;
    scene.clock.advance(secs(HOUR));
    let login = scene.start(&scene.login_from(TOKYO)).await.unwrap().login.id;
    let store = Arc::new(CountingStore::new(Arc::clone(&scene.ctx.store)));
    let renamed = scene.authenticator().await.labelled("Old phone".to_owned());
    store.meanwhile(UnitOfWork::new("rename").put(renamed));
    scene.ctx.store = store;
    scene.answer(login, APPROVE).await.unwrap();
    assert_eq!(journeys(&scene).await.len(), 1);
    assert_eq!(counted.0.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn owners_are_told_of_journeys_once_a_day() {
    let scene = scene().await;
    log_in(&scene, LYON).await;
    for (address, told) in [(TOKYO, 2), (LYON, 0), (TOKYO, 0)] {
        scene.clock.advance(secs(HOUR));
        log_in(&scene, address).await;
        assert_eq!(mails(&scene).await.len(), told, "{address}");
    }
    assert_eq!(journeys(&scene).await.len(), 3, "each is recorded");
    scene.clock.advance(secs(24 * HOUR - 2 * HOUR - 1));
    log_in(&scene, TOKYO).await;
    scene.clock.advance(secs(1));
    log_in(&scene, LYON).await;
    assert_eq!(mails(&scene).await.len(), 2);
}

#[tokio::test]
async fn a_login_that_was_not_approved_came_from_nowhere() {
    let scene = scene().await;
    log_in(&scene, LYON).await;
    let denied = scene.start(&scene.login_from(TOKYO)).await.unwrap().login.id;
    scene.answer(denied, Verdict::Deny).await.unwrap();
    let mut typed = scene.login_from(TOKYO);
    typed.number_matching = Some(NumberMatching::Pick);
    let failed = scene.start(&typed).await.unwrap().login.id;
    scene.answer(failed, APPROVE).await.unwrap();
    assert_eq!(
        scene.state(failed).await,
        StateTag::Failed,
        "no number was picked"
    );
    log_in(&scene, LYON).await;
    assert!(journeys(&scene).await.is_empty());
    assert!(mails(&scene).await.is_empty());
}

#[tokio::test]
async fn an_answer_costs_one_read_more_where_there_are_places_and_none_where_there_are_not() {
    for (has_places, reads) in [
        (false, &["challenges", "commit", "question"][..]),
        (true, &["challenges", "commit", "holdings", "question"][..]),
    ] {
        let mut scene = scene().await;
        log_in(&scene, LYON).await;
        let login = scene.start(&scene.login_from(LYON)).await.unwrap().login.id;
        let store = Arc::new(CountingStore::new(Arc::clone(&scene.ctx.store)));
        scene.ctx.store = store.clone();
        scene.ctx.places = scene.ctx.places.filter(|_| has_places);
        scene.answer(login, APPROVE).await.unwrap();
        assert_eq!(store.take(), reads);
    }
}

#[tokio::test]
async fn after_a_login_from_nowhere_the_latest_sessions_alone_are_looked_at() {
    let mut scene = scene().await;
    let session = scene.session().await;
    let others = (0..50).map(|number| Session {
        token: BearerToken::presented(format!("session {number}")).hash(),
        login_id: LoginId::new(scene.ctx.entropy.uuid()),
        ..session.clone()
    });
    scene.commit(UnitOfWork::new("log in").put_all(others)).await;
    log_in(&scene, NOWHERE).await;
    let login = scene.start(&scene.login_from(LYON)).await.unwrap().login.id;
    let store = Arc::new(CountingStore::new(Arc::clone(&scene.ctx.store)));
    scene.ctx.store = store.clone();
    scene.answer(login, APPROVE).await.unwrap();
    let looked = store.take().into_iter().filter(|call| *call == "login");
    assert_eq!(looked.count(), 20);
}
