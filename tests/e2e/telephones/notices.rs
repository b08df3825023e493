//! Owners are told of changes of their authenticators at a telephone that they had before, by message as well as by mail.

use std::time::Duration;

use super::*;

/// What the messages are that are no codes: to whom, and what they say.
async fn notices(world: &World) -> Vec<(String, String)> {
    world.settle().await;
    let all = world.fakes.messages.taken().into_iter();
    let is_notice = |text: &str| text.contains("authenticator") || text.contains("認証手段");
    let notices = all.filter(|message| is_notice(&message.text));
    notices.map(|message| (message.to, message.text)).collect()
}

async fn add_codes(desk: &mut Desk) -> String {
    let begun = desk.browser.post("/account/methods/add/codes", &[]).await;
    let uri = desk.browser.get(begun.location()).await.enrollment_code();
    let mut app = countersign_tests::CodeApp::scan(&uri, desk.world.clock.clone()).await;
    let typed = desk
        .browser
        .post(begun.location(), &[("code", &app.code())])
        .await;
    let done = desk.browser.get(typed.location()).await;
    assert!(done.text.contains("You can now log in with"), "{}", done.text);
    desk.browser.methods().await.pop().unwrap()
}

#[tokio::test]
async fn r11_a_telephone_is_told_of_what_is_added_later_and_never_of_itself() {
    let mut desk = Desk::new().await;
    desk.add(MOBILE, "sms").await;
    assert_eq!(
        notices(&desk.world).await,
        [],
        "not to the one that was just added"
    );
    desk.log_in().await;
    add_codes(&mut desk).await;
    let told = notices(&desk.world).await;
    let [(to, text)] = &told[..] else {
        panic!("one message: {told:?}")
    };
    assert_eq!(to, MOBILE);
    let (said, link) = text.rsplit_once(' ').unwrap();
    let (first, last) = said.split_once(", ").unwrap();
    assert_eq!(
        first,
        "Countersign: an authenticator was added to your account 100001: One-time password app"
    );
    assert!(last.ends_with(" UTC. Not you? Open"), "{last}");
    assert!(link.starts_with(&desk.world.url("/not-me/")), "{link}");

    // A second telephone is told to the first.
    desk.world.clock.advance(Duration::from_secs(61));
    desk.log_in().await;
    desk.add(NUMBER, "sms").await;
    let told = notices(&desk.world).await;
    assert_eq!(told.len(), 2);
    assert_eq!(told[1].0, MOBILE, "the one from before");
}

#[tokio::test]
async fn r11_a_telephone_is_told_that_it_was_removed_and_names_are_nobodys_gain() {
    let mut desk = Desk::new().await;
    desk.add(MOBILE, "sms").await;
    desk.log_in().await;
    let telephone = desk.browser.methods().await.pop().unwrap();
    let renamed = [("label", "Evil +1 900 234 5678")];
    desk.browser.post(&format!("{telephone}/rename"), &renamed).await;
    assert_eq!(notices(&desk.world).await, []);
    let removed = desk.browser.post(&format!("{telephone}/remove"), &[]).await;
    assert_eq!(removed.location(), "/account/methods");
    let told = notices(&desk.world).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, MOBILE);
    assert!(
        told[0].1.contains("was removed from your account 100001"),
        "{told:?}"
    );
    desk.log_in().await;
    add_codes(&mut desk).await;
    assert_eq!(notices(&desk.world).await.len(), 1, "it is told no more");
}

#[tokio::test]
async fn r14_notices_are_bounded_and_use_up_no_codes_of_their_owner() {
    let world = World::with_telephones(|settings, _| {
        settings.phone.codes_per_number_per_hour = 2;
    });
    let mut desk = Desk::at(world.await).await;
    desk.add(MOBILE, "sms").await;
    for round in 0..4 {
        // To other nodes, one whose clock leaps while it sends has died.
        desk.world.settle().await;
        desk.world.clock.advance(Duration::from_secs(61));
        desk.log_in().await;
        let added = add_codes(&mut desk).await;
        // Of what is done at once, each kind is told once.
        let removed = desk.browser.post(&format!("{added}/remove"), &[]).await;
        assert_eq!(removed.location(), "/account/methods", "{round}");
    }
    assert_eq!(notices(&desk.world).await.len(), 2, "the limit of a number");
    let waiting = desk.waiting().await;
    let sent = desk.world.fakes.messages.taken().len();
    desk.browser.post(&format!("{waiting}/phone"), &[]).await;
    assert!(
        desk.world
            .fakes
            .messages
            .nth(sent)
            .await
            .text
            .contains("to log in to")
    );
}

#[tokio::test]
async fn r14_strangers_silence_no_notice_by_what_they_use_up() {
    let world = World::with_telephones(|settings, _| {
        settings.phone.codes_per_country_per_hour = 5;
    });
    let mut desk = Desk::at(world.await).await;
    desk.add(MOBILE, "sms").await;
    let shop = desk.world.client(&[Scope::EnrollRaw]).await;
    let stranger = async |n: u32| {
        let body = json!({"kind": "phone", "number": format!("+44740012345{n}")});
        let path = format!("/api/v1/users/stranger-{n}/enrollments");
        shop.post(&path, &body).await.status
    };
    for (n, status) in [(1, 201), (2, 201), (3, 201), (4, 429)] {
        assert_eq!(stranger(n).await, status, "four of five");
    }
    desk.log_in().await;
    add_codes(&mut desk).await;
    assert_eq!(notices(&desk.world).await.len(), 1, "the fifth");
}

#[tokio::test]
async fn r14_a_notice_for_which_there_is_no_room_waits_for_it() {
    let world = World::with_telephones(|settings, _| {
        settings.phone.codes_per_number_per_hour = 1;
    });
    let mut desk = Desk::at(world.await).await;
    desk.add(MOBILE, "sms").await;
    for _ in 0..2 {
        desk.log_in().await;
        add_codes(&mut desk).await;
        assert_eq!(notices(&desk.world).await.len(), 1);
        desk.world.clock.advance(Duration::from_secs(61));
    }
    desk.world.clock.advance(Duration::from_secs(3600 - 2 * 61 + 1));
    countersign_tests::until("the second is sent", async || {
        notices(&desk.world).await.len() == 2
    })
    .await;
}

#[tokio::test]
async fn r9_a_gateway_that_takes_no_notice_is_asked_again_and_holds_nothing_up() {
    let mut desk = Desk::new().await;
    desk.add(MOBILE, "sms").await;
    desk.log_in().await;
    desk.world
        .fakes
        .messages
        .script(MOBILE, [countersign_fakes::Reply::status(503)]);
    add_codes(&mut desk).await;
    countersign_tests::until("it is sent", async || {
        desk.world.clock.advance(Duration::from_secs(5));
        desk.world.settle().await;
        desk.world.fakes.messages.taken().len() > 1
    })
    .await;
    desk.world.clock.advance(Duration::from_secs(60));
    assert_eq!(notices(&desk.world).await.len(), 1, "once");
}

#[tokio::test]
async fn a_notice_is_in_the_language_of_the_account_and_a_landline_is_left_in_peace() {
    let mut desk = Desk::new().await;
    let (name, language) = ("alice".to_owned(), "ja".to_owned());
    let command = countersign::admin::Command::UserLanguage { name, language };
    desk.world.operate(command).await;
    let mut reader = desk.browser.clone().reading("en");
    reader
        .post("/language", &[("language", "en"), ("page", "/")])
        .await;
    desk.browser = reader;
    desk.add(LANDLINE, "voice").await;
    desk.world.clock.advance(Duration::from_secs(61));
    desk.log_in().await;
    desk.add(MOBILE, "sms").await;
    assert_eq!(notices(&desk.world).await, [], "a landline reads nothing");
    desk.world.clock.advance(Duration::from_secs(61));
    desk.log_in().await;
    add_codes(&mut desk).await;
    let told = notices(&desk.world).await;
    assert_eq!(told.len(), 1, "{told:?}");
    let (to, text) = &told[0];
    assert_eq!(to, MOBILE);
    let (said, link) = text.rsplit_once(' ').unwrap();
    let (first, last) = said.split_once(", ").unwrap();
    assert_eq!(
        first,
        "Countersign 100001：認証手段の追加（ワンタイムパスワードアプリ"
    );
    assert!(
        last.ends_with(" UTC）。心当たりがなければ開いてください："),
        "{last}"
    );
    assert!(link.starts_with(&desk.world.url("/not-me/")), "{link}");
}

#[tokio::test]
async fn r11_no_telephone_that_was_set_aside_is_told_before_others_or_given_a_link() {
    let mut desk = Desk::new().await;
    desk.add(MOBILE, "sms").await;
    desk.world.clock.advance(Duration::from_secs(61));
    desk.log_in().await;
    desk.add(NUMBER, "sms").await;
    let (_, added) = notices(&desk.world).await.pop().unwrap();
    let mut owner = desk.world.browser();
    assert_eq!(owner.post(link(&added), &[]).await.status, 200);
    let (to, said) = notices(&desk.world).await.pop().unwrap();
    assert!(said.contains("was suspended: Text message"), "{said}");
    assert_eq!(to, MOBILE, "not the one that somebody has added");
    link(&said);

    // Nothing else is left that could be told.
    desk.world.clock.advance(Duration::from_secs(61));
    let manager = desk.world.client(&[Scope::Manage]).await;
    let path = "/api/v1/users/alice/authenticators";
    let listed = manager.get(path).await.body;
    let all = listed["authenticators"].as_array().unwrap();
    let is_mobile = |one: &&Value| one["kind"] == "sms" && one["state"] == "active";
    let mobile = all.iter().find(is_mobile).unwrap()["id"].as_str().unwrap();
    let path = format!("{path}/{mobile}");
    let suspended = manager.patch(&path, &json!({"state": "suspended"})).await;
    assert_eq!(suspended.status, 200);
    let told = notices(&desk.world).await;
    assert_eq!(told.len(), 3, "{told:?}");
    let (to, said) = &told[2];
    assert_eq!(to, MOBILE);
    assert!(said.ends_with("Not you? Contact your support."), "{said}");
}

/// The text of the last message.
async fn last(world: &World) -> String {
    world.settle().await;
    let message = world.fakes.messages.taken().pop();
    message.expect("a message was sent").text
}

/// The next mail to alice about this.
async fn mail_about(world: &World, of: &str) -> countersign_tests::Mail {
    loop {
        let mail = world.mail_to("alice@example.org").await;
        if mail.subject.contains(of) {
            return mail;
        }
    }
}

#[tokio::test]
async fn r11_a_telephone_is_told_of_temporary_codes_losses_and_recoveries() {
    let mut desk = Desk::new().await;
    desk.add(MOBILE, "sms").await;
    desk.log_in().await;
    let email = [("email", "alice@example.org")];
    desk.browser.post("/account/email", &email).await;
    let proof = mail_about(&desk.world, "is this your e-mail address").await;
    assert_eq!(desk.browser.post(proof.link(), &[]).await.status, 200);

    desk.world.clock.advance(Duration::from_secs(61));
    let command = countersign::admin::Command::UserTemporaryCode {
        name: "alice".to_owned(),
        reason: "seen with her passport".to_owned(),
        hours: 1,
    };
    desk.world.operate(command).await;
    let told = last(&desk.world).await;
    assert!(
        told.contains("a temporary code for your account 100001"),
        "{told}"
    );

    let mut thief = desk.world.browser();
    let form = [("username", "alice"), ("password", countersign_tests::PASSWORD)];
    thief.post("/recover", &form).await;
    let asked = mail_about(&desk.world, "you have lost everything").await;
    assert_eq!(thief.post(asked.link(), &[]).await.status, 200);
    let told = last(&desk.world).await;
    assert!(told.contains("waits to get in to your account 100001"), "{told}");
    assert!(!told.contains("://"), "so is the telephone, they say: {told}");

    let waiting = thief.log_in("alice").await;
    let waiting = waiting.trim_end_matches("/ways");
    let path = format!("{waiting}/lost");
    let page = thief.get(&path).await;
    let id = page.between("name=\"authenticator\" value=\"", "\"").to_owned();
    assert_eq!(thief.post(&path, &[("authenticator", &id)]).await.status, 200);
    let told = last(&desk.world).await;
    assert!(
        told.contains("account 100001 was reported lost: Phone, "),
        "{told}"
    );
    assert!(told.contains(&desk.world.url("/not-me/")), "{told}");
}

/// The link that a text ends with.
fn link(text: &str) -> &str {
    let (_, link) = text.rsplit_once(' ').expect("several words");
    assert!(link.contains("/not-me/"), "{text}");
    link
}

#[tokio::test]
async fn s24_a_message_names_method_time_and_place_and_its_link_says_that_it_was_somebody_else() {
    let world = World::with_telephones(|settings, _| {
        let file = settings.server.data_dir.with_file_name("city.mmdb");
        countersign_tests::PlaceDatabase::of_cities().write(&file);
        settings.places.database = Some(file);
        settings.server.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
    });
    let mut desk = Desk::at(world.await).await;
    desk.add(MOBILE, "sms").await;
    desk.browser = desk.browser.clone().at("192.0.2.7");
    desk.log_in().await;
    add_codes(&mut desk).await;
    let (_, text) = notices(&desk.world).await.pop().unwrap();
    for said in [
        "One-time password app, ",
        " UTC, near Lyon, France. Not you? Open ",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("192.0.2"), "no address: {text}");

    // Looking at it, as programs do that show what a link leads to, takes nothing.
    let added = link(&text);
    let mut elsewhere = desk.world.browser();
    let page = elsewhere.get(added).await;
    assert!(
        page.text.contains("Set aside the authenticator that was added."),
        "{}",
        page.text
    );
    assert!(desk.browser.is_logged_in().await);
    let codes = desk.browser.methods().await.pop().unwrap();
    assert_eq!(elsewhere.post(added, &[]).await.status, 200);
    assert!(!desk.browser.is_logged_in().await && !elsewhere.is_logged_in().await);
    assert_eq!(elsewhere.post(added, &[]).await.status, 409, "once");
    desk.world.clock.advance(Duration::from_secs(61));
    desk.log_in().await;
    let page = desk.browser.get(&codes).await.text;
    assert!(!page.contains("<dd>in use</dd>"), "{page}");

    // It lives as long as that of a mail, and knows nobody but by its 256 bits.
    let (_, text) = notices(&desk.world).await.pop().unwrap();
    assert!(text.contains("was suspended: One-time password app, "), "{text}");
    let suspended = link(&text);
    let token = suspended.rsplit('/').next().unwrap();
    assert_eq!(
        data_encoding::BASE64URL_NOPAD
            .decode(token.as_bytes())
            .unwrap()
            .len(),
        32
    );
    assert_eq!(elsewhere.get(&format!("{suspended}x")).await.status, 404);
    desk.world
        .clock
        .advance(Duration::from_secs(3 * 24 * 3600 - 61 - 1));
    assert_eq!(elsewhere.get(suspended).await.status, 200);
    desk.world.clock.advance(Duration::from_secs(62));
    assert_eq!(elsewhere.post(suspended, &[]).await.status, 409);
}

#[tokio::test]
async fn r14_each_message_that_a_notice_is_costs_what_a_message_costs() {
    let world = World::with_telephones(|settings, _| {
        settings.phone.cost_per_day = 3;
    });
    let mut desk = Desk::at(world.await).await;
    desk.add(MOBILE, "sms").await;
    desk.log_in().await;
    add_codes(&mut desk).await;
    assert_eq!(
        notices(&desk.world).await.len(),
        1,
        "one for a code, two for a notice"
    );
    desk.world.clock.advance(Duration::from_secs(61));
    desk.log_in().await;
    add_codes(&mut desk).await;
    assert_eq!(notices(&desk.world).await.len(), 1, "there is no money left");
}
