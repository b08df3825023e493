//! Several nodes on one database: any of them serves any request, and none is missed.

use std::time::{Duration, Instant};

use countersign::admin::{Command, execute};
use countersign_tests::{APPROVE, Phone, Provider, RelyingParty, World, by_tap, until};
use futures_util::future::join_all;

/// Three nodes, a shop, and `alice` with a phone.
async fn scene() -> (World, RelyingParty, Phone) {
    let world = World::of_nodes(3).await;
    let shop = world.shop().await;
    let phone = world.phone(&shop, "alice", Provider::Fcm).await;
    (world, shop, phone)
}

/// Until more may be asked of Alice.
fn rest(world: &World) {
    world.clock.advance(Duration::from_secs(61));
}

#[tokio::test]
async fn a_login_begun_on_one_node_and_answered_on_another_is_collected_on_a_third() {
    let (world, shop, mut phone) = scene().await;
    let [one, two, three] = [0, 1, 2].map(|node| shop.at(world.node(node).address));
    let login = one.login(by_tap("alice")).await;
    let question = phone.question().await;
    assert_eq!(two.read(&login).await["state"], "pending");
    let (ended, status) = tokio::join!(three.ended(&login), phone.answer(&question, APPROVE));
    assert_eq!((status, ended["state"].as_str()), (200, Some("approved")));
    let same = one.read(&login).await;
    assert_eq!(
        same["assertion"], ended["assertion"],
        "the keys are shared, so the bytes are the same"
    );
}

/// How long it takes from a phone's 200 to the page on another node.
#[tokio::test]
async fn an_answer_on_one_node_wakes_a_page_on_another() {
    let (world, shop, mut phone) = scene().await;
    let mut took = Vec::new();
    for turn in 0..30 {
        rest(&world);
        let login = shop.login(by_tap("alice")).await;
        let question = phone.question().await;
        let waiting = shop.at(world.node(turn % 3).address);
        #[expect(clippy::disallowed_methods, reason = "this is about real time")]
        let now = Instant::now;
        let woken = async { (waiting.ended(&login).await, now()) };
        let answered = async { (phone.answer(&question, APPROVE).await, now()) };
        let ((ended, woken), (status, answered)) = tokio::join!(woken, answered);
        assert_eq!((status, ended["state"].as_str()), (200, Some("approved")));
        took.push(woken.saturating_duration_since(answered));
    }
    took.sort();
    println!(
        "answer on one node to page on any: p50 {:?}, p95 {:?}, longest {:?}",
        took[15], took[28], took[29]
    );
}

#[tokio::test]
async fn r13_suspending_a_user_on_one_node_ends_what_is_open_on_the_others() {
    let (world, shop, phone) = scene().await;
    let [_, two, three] = [0, 1, 2].map(|node| shop.at(world.node(node).address));
    let login = two.login(by_tap("alice")).await;
    let suspend = Command::UserSuspend {
        name: "alice".to_owned(),
    };
    #[expect(clippy::disallowed_methods, reason = "this is about real time")]
    let now = Instant::now;
    let told = async { (three.ended(&login).await, now()) };
    let suspending = async { (execute(&world.node(0).opened, suspend).await, now()) };
    let ((ended, told), (suspended, at)) = tokio::join!(told, suspending);
    suspended.unwrap();
    let took = told.saturating_duration_since(at);
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert_eq!(
        (ended["state"].as_str(), ended["reason"].as_str()),
        (Some("cancelled"), Some("suspended"))
    );
    drop(phone);
}

#[tokio::test]
async fn the_first_decision_wins_whichever_node_it_comes_to() {
    let (world, shop, mut first) = scene().await;
    let mut second = world
        .second_phone(&shop, "alice", &mut first, Provider::Apns)
        .await;
    for _ in 0..10 {
        rest(&world);
        let login = shop.login(by_tap("alice")).await;
        let (asked, also_asked) = (first.question().await, second.question().await);
        let (approved, denied) = tokio::join!(
            first.answer(&asked, APPROVE),
            second.answer(&also_asked, countersign_mobile_sdk::Verdict::Deny)
        );
        let state = shop.read(&login).await["state"].as_str().unwrap().to_owned();
        match state.as_str() {
            "approved" => assert_eq!((approved, denied), (200, 400)),
            "denied" => assert_eq!((approved, denied), (400, 200)),
            other => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn nodes_that_restart_in_turn_fail_no_login() {
    let (mut world, shop, mut phone) = scene().await;
    let mut questions = Vec::new();
    for _ in 0..4 {
        questions.push(shop.ask(&mut phone, "alice", "none").await);
    }
    let answering = async {
        let mut ended = Vec::new();
        for (login, question) in &questions {
            assert_eq!(phone.answer(question, APPROVE).await, 200);
            ended.push(shop.read(login).await["state"].clone());
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        ended
    };
    let (ended, ()) = tokio::join!(answering, world.restart_in_turn());
    assert!(ended.iter().all(|state| state == "approved"), "{ended:?}");
}

#[tokio::test]
async fn r18_without_its_database_everything_is_refused_and_afterwards_all_goes_on() {
    let (mut world, shop, mut phone) = scene().await;
    let (login, question) = shop.ask(&mut phone, "alice", "none").await;
    world.postgres().crash().unwrap();
    assert_eq!(shop.attempt(by_tap("alice")).await.status, 503);
    assert_eq!(phone.answer(&question, APPROVE).await, 503);
    world.postgres().resume().unwrap();
    until("the phone's answer is taken", async || {
        phone.answer(&question, APPROVE).await == 200
    })
    .await;
    assert_eq!(shop.read(&login).await["state"], "approved");
    let (next, question) = shop.ask(&mut phone, "alice", "none").await;
    let (ended, status) = tokio::join!(shop.ended(&next), phone.answer(&question, APPROVE));
    assert_eq!((status, ended["state"].as_str()), (200, Some("approved")));
}

#[tokio::test]
async fn a_hint_that_is_lost_costs_time_and_no_login() {
    let (mut world, shop, mut phone) = scene().await;
    let (login, question) = shop.ask(&mut phone, "alice", "none").await;
    let waiting = shop.at(world.node(2).address);
    // Nobody listens any more until the connections are made anew.
    world
        .postgres()
        .end_sessions_that("query LIKE 'LISTEN%'")
        .unwrap();
    let states = join_all([0, 1, 2].map(|node| {
        let shop = shop.at(world.node(node).address);
        let login = &login;
        async move { shop.ended(login).await["state"].clone() }
    }));
    let ((status, states), ended) = tokio::join!(
        async { tokio::join!(phone.answer(&question, APPROVE), states) },
        waiting.ended(&login)
    );
    assert_eq!((status, ended["state"].as_str()), (200, Some("approved")));
    assert!(states.iter().all(|state| state == "approved"), "{states:?}");
}
