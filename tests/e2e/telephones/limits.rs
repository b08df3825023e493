//! Bounds against whoever has codes sent for money or malice (R14), with a clock that is advanced.

use std::time::Duration;

use countersign_core::model::Scope;
use countersign_tests::RelyingParty;
use serde_json::json;

use super::*;

/// Asks for codes in one login after the other until one is refused; how many were sent, and how long to wait.
async fn exhaust(world: &World, shop: &RelyingParty, ip: &str, most: usize) -> (usize, u64) {
    for sent in 0..most {
        let login = json!({"username": "alice", "parallel": true, "context": {"ip": ip}});
        let login = shop.login(login).await;
        let asked = ask(shop, &login, json!({})).await;
        if asked.status == 429 {
            let wait = asked.headers["retry-after"].to_str().unwrap().parse().unwrap();
            return (sent, wait);
        }
        assert_eq!(asked.status, 200, "{:?}", asked.body);
        world.pass(Duration::from_secs(61)).await;
    }
    (most, 0)
}

#[tokio::test]
async fn r14_five_codes_an_hour_reach_a_number_whoever_asks() {
    let (world, shop) = enrolled().await;
    // The enrolment's was one.
    let (sent, wait) = exhaust(&world, &shop, "198.51.100.1", 9).await;
    assert_eq!(sent, 4);
    assert!((3000..3600).contains(&wait), "{wait}");
    let (sent, _) = exhaust(&world, &shop, "198.51.100.2", 9).await;
    assert_eq!(sent, 0, "another address changes nothing");
    world.clock.advance(Duration::from_secs(wait));
    let (sent, _) = exhaust(&world, &shop, "198.51.100.2", 3).await;
    assert_eq!(sent, 3);
}

#[tokio::test]
async fn r14_strangers_use_up_nothing_of_the_owners() {
    let mut desk = Desk::new().await;
    desk.add(MOBILE, "sms").await;
    let shop = desk.world.shop().await;
    let (sent, _) = exhaust(&desk.world, &shop, "198.51.100.1", 9).await;
    assert_eq!(sent, 4);
    // The browser in which she has logged in before has its own.
    for _ in 0..3 {
        let waiting = desk.waiting().await;
        let before = desk.world.fakes.messages.taken().len();
        let asked = desk.browser.post(&format!("{waiting}/phone"), &[]).await;
        assert_eq!(asked.location(), format!("{waiting}/phone"));
        let code = desk.world.fakes.messages.nth(before).await.code();
        let typed = desk
            .browser
            .post(&format!("{waiting}/code"), &[("code", &code)])
            .await;
        assert_eq!(desk.browser.get(typed.location()).await.location(), "/account");
        desk.world.clock.advance(Duration::from_secs(61));
    }
    // A browser that nobody has logged in with is a stranger.
    let mut stranger = desk.world.browser();
    let waiting = stranger.log_in("alice").await;
    let asked = stranger.post(&format!("{waiting}/phone"), &[]).await;
    assert_eq!(asked.location(), format!("{waiting}/phone?early=true"));
    let page = stranger.get(asked.location()).await;
    assert!(
        page.text.contains("Please wait before you ask for another"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn r14_no_owner_makes_browsers_that_have_codes_of_their_own() {
    let mut desk = Desk::new().await;
    desk.add(MOBILE, "sms").await;
    let (mut sent, before) = (0, desk.world.fakes.messages.taken().len());
    // Each time in a browser that has never been here: it is known only from its second login on.
    for _ in 0..6 {
        desk.browser = desk.world.browser();
        for _ in 0..2 {
            let waiting = desk.waiting().await;
            let asked = desk.browser.post(&format!("{waiting}/phone"), &[]).await;
            if asked.location() != format!("{waiting}/phone") {
                continue;
            }
            let code = desk.world.fakes.messages.nth(before + sent).await.code();
            sent += 1;
            let typed = desk
                .browser
                .post(&format!("{waiting}/code"), &[("code", &code)])
                .await;
            assert_eq!(desk.browser.get(typed.location()).await.location(), "/account");
            desk.world.clock.advance(Duration::from_secs(61));
        }
    }
    assert!(
        sent <= 9,
        "five of a stranger, the enrolment's among them, and five of an owner: {sent}"
    );
    assert!(sent >= 8, "{sent}");
}

#[tokio::test]
async fn r14_one_address_has_so_many_codes_sent_whoever_they_are_for() {
    let world = World::with_telephones(|settings, _| settings.phone.codes_per_initiator_per_hour = 2).await;
    let shop = world.shop().await;
    // These two are the shop's own.
    enrol(&world, &shop, "alice", NUMBER, "sms").await;
    enrol(&world, &shop, "bob", MOBILE, "sms").await;
    for (user, ip, status) in [
        ("alice", "198.51.100.1", 200),
        ("bob", "198.51.100.1", 200),
        ("alice", "198.51.100.1", 429),
        ("alice", "198.51.100.2", 200),
    ] {
        world.clock.advance(Duration::from_secs(61));
        let login = json!({"username": user, "parallel": true, "context": {"ip": ip}});
        let login = shop.login(login).await;
        let asked = ask(&shop, &login, json!({})).await;
        assert_eq!(asked.status, status, "{user} from {ip}: {:?}", asked.body);
    }
}

#[tokio::test]
async fn r14_whoever_names_numbers_is_bounded_by_account_client_country_and_cost() {
    let world = World::with_telephones(|settings, _| {
        settings.phone.codes_per_initiator_per_hour = 3;
        settings.phone.codes_per_country_per_hour = 5;
        settings.phone.cost_per_day = 25;
        settings.phone.costs = [("44".to_owned(), 4)].into();
    })
    .await;
    let enrol = async |client: &RelyingParty, user: &str, number: &str| {
        let body = json!({"kind": "phone", "number": number});
        let path = format!("/api/v1/users/{user}/enrollments");
        client.post(&path, &body).await.status
    };
    let first = world.client(&[Scope::EnrollRaw]).await;
    for n in 0..3 {
        assert_eq!(
            enrol(&first, &format!("u{n}"), &format!("+1202555010{n}")).await,
            201
        );
    }
    assert_eq!(enrol(&first, "u3", "+12025550103").await, 429, "the client's own");
    let second = world.client(&[Scope::EnrollRaw]).await;
    assert_eq!(enrol(&second, "u4", "+12025550104").await, 201);
    assert_eq!(
        enrol(&second, "u5", "+12025550105").await,
        429,
        "four of five to one country"
    );
    assert_eq!(enrol(&second, "u6", MOBILE).await, 201);
    assert_eq!(enrol(&second, "u7", "+447400123457").await, 201);
    let third = world.client(&[Scope::EnrollRaw]).await;
    assert_eq!(enrol(&third, "u8", "+447400123458").await, 201);
    assert_eq!(enrol(&third, "u9", "+447400123459").await, 201, "4 and 16 of 20");
    assert_eq!(
        enrol(&third, "u10", "+4930123456").await,
        429,
        "the day's money, but for a fifth"
    );
    world.clock.advance(Duration::from_secs(24 * 3600));
    assert_eq!(enrol(&third, "u10", "+4930123456").await, 201);
    let metrics = world.metrics().await;
    for rule in ["initiator", "country", "cost"] {
        let line = format!("countersign_rate_limited_total{{rule=\"{rule}\"}} 1");
        assert!(metrics.contains(&line), "{rule}");
    }
}

#[tokio::test]
async fn r14_an_account_has_twenty_codes_a_day_however_many_numbers_it_has() {
    let world = World::with_telephones(|settings, _| {
        settings.phone.codes_per_number_per_hour = 1000;
        settings.phone.codes_per_initiator_per_hour = 1000;
        settings.phone.codes_per_account_per_day = 6;
    })
    .await;
    let shop = world.shop().await;
    enrol(&world, &shop, "alice", NUMBER, "sms").await;
    let (sent, wait) = exhaust(&world, &shop, "198.51.100.1", 9).await;
    assert_eq!(sent, 5);
    assert!(wait > 23 * 3600, "{wait}");
}

#[tokio::test]
async fn many_who_ask_at_once_are_counted_one_by_one_and_none_is_turned_away() {
    const PEOPLE: usize = 40;
    let world = World::with_telephones(|settings, _| {
        settings.phone.codes_per_initiator_per_hour = 1000;
    })
    .await;
    let shop = world.client(&[Scope::EnrollRaw]).await;
    let all = (0..PEOPLE).map(async |n| {
        let body = json!({"kind": "phone", "number": format!("+4474001234{n:02}")});
        let path = format!("/api/v1/users/user{n}/enrollments");
        shop.post(&path, &body).await.status
    });
    let answers = futures_util::future::join_all(all).await;
    assert_eq!(answers, [201; PEOPLE]);
    let metrics = world.metrics().await;
    let counted = format!("countersign_codes_sent_total{{method=\"sms\"}} {PEOPLE}");
    assert!(metrics.contains(&counted), "{metrics}");
}

#[tokio::test]
async fn r14_each_message_that_a_code_is_costs_what_a_message_costs() {
    let world = World::with_telephones(|settings, _| {
        let host = "https://login.of-the-example-organisation.example.org";
        settings.server.public_url = Some(host.parse().unwrap());
        settings.branding.language = "ja".to_owned();
        settings.phone.cost_per_day = 3;
    })
    .await;
    let shop = world.client(&[Scope::EnrollRaw]).await;
    // Two messages of three, for which there is one left.
    for (number, status) in [(NUMBER, 201), (MOBILE, 429)] {
        let body = json!({"kind": "phone", "number": number});
        let path = format!("/api/v1/users/owner-of-{}/enrollments", &number[1..]);
        let answer = shop.post(&path, &body).await;
        assert_eq!(answer.status, status, "{:?}", answer.body);
    }
}
