//! A person with the phone in a browser: one profile shows the login page, others are phones.

use std::time::Duration;

use countersign::{admin::Command, settings::Settings};
use countersign_core::model::{NumberMatching, Scope};
use countersign_tests::{Browser, PASSWORD, RelyingParty, Tab, World, by_tap, eventually, native_push};
use serde_json::json;

/// The phone's screen for a question, and what is on it.
const QUESTION: &str = "#screen .question";

fn matching(matching: NumberMatching) -> impl FnOnce(&mut Settings) {
    move |settings| settings.login.number_matching = matching
}

/// Opens the page that sets up a phone, up to its code.
async fn set_up(world: &World, page: &Tab) {
    world.user("alice").await;
    let desk = world.client(&[Scope::Enroll]).await;
    let started = desk.enroll_as("alice", native_push()).await;
    page.goto(started.link()).await;
    page.fill("#password", PASSWORD).await;
    page.submit().await;
    page.accept_terms().await;
}

/// Follows a link to the phone and says yes.
async fn connect(phone: &Tab, link: &str) {
    phone.goto(link).await;
    phone.submit().await;
    phone.wait_for("This phone is connected").await;
    phone.click("[data-do=on]").await;
    phone.wait_for("Your accounts").await;
}

/// Alice's phone, set up on our own page.
async fn connected(world: &World, page: &Tab, phone: &Tab) {
    set_up(world, page).await;
    connect(phone, &page.attribute("#open", "href").await).await;
    page.wait_for("You can now log in with").await;
}

/// Digits as they are typed, without what makes them readable.
async fn digits(tab: &Tab, selector: &str) -> String {
    tab.text(selector)
        .await
        .replace(|c: char| !c.is_ascii_digit(), "")
}

/// The number that the login page shows.
async fn number(page: &Tab) -> String {
    digits(page, ".number").await
}

/// How an answered question ended on the phone; then the phone goes on.
async fn ended(phone: &Tab, how: &str) {
    phone.wait_for(how).await;
    phone.click("[data-do=on]").await;
    phone.wait_for("Your accounts").await;
}

/// Connects `phone` for a user of a service.
async fn connected_through(shop: &RelyingParty, phone: &Tab) {
    connect(phone, shop.enroll_as("alice", native_push()).await.uri()).await;
}

#[tokio::test]
async fn a_phone_is_set_up_by_its_camera_and_approves_with_the_number() {
    let world = World::start().await;
    let browser = Browser::start().await;
    let (page, phone) = (browser.tab().await, browser.tab().await);
    set_up(&world, &page).await;
    page.picture("enrol").await;
    page.aim_camera(".code").await;
    phone.goto(&world.url("/phone")).await;
    phone.wait_for("There is no account here yet").await;
    phone.click("[data-do=add]").await;
    phone.click("[data-do=scan]").await;
    phone.wait_for("Connect this phone").await;
    phone.picture("phone-connect").await;
    phone.fill("#device", "Kitchen tablet").await;
    phone.submit().await;
    phone.wait_for("This phone is connected").await;
    phone.picture("phone-connected").await;
    page.wait_for("You can now log in with: Kitchen tablet.").await;
    phone.click("[data-do=on]").await;

    page.log_in(&world).await;
    page.wait_for("Kitchen tablet").await;
    let number = number(&page).await;
    page.picture("wait-pick").await;
    phone.wait_for("asks").await;
    phone.picture("phone-pick").await;
    phone
        .click(&format!("[data-number]:has(:text-is('{number}'))"))
        .await;
    page.wait_for("You are logged in as alice.").await;
    ended(&phone, "You can go back to the page").await;
    phone.picture("phone-home").await;
    page.assert_quiet().await;
    phone.assert_quiet().await;
}

#[tokio::test]
async fn what_a_phone_refuses_is_refused() {
    let world = World::start().await;
    let browser = Browser::start().await;
    let (page, phone) = (browser.tab().await, browser.tab().await);
    connected(&world, &page, &phone).await;
    page.log_in(&world).await;
    phone.click("[data-do=deny]").await;
    ended(&phone, "Nobody gets in by this login.").await;
    page.wait_for("The request was denied on your phone.").await;

    world.clock.advance(Duration::from_secs(61));
    page.log_in(&world).await;
    phone.click("[data-do=report]").await;
    ended(&phone, "Denied and reported").await;
    page.wait_for("The request was reported on your phone as not yours.")
        .await;
    page.picture("denied").await;

    world.clock.advance(Duration::from_secs(301));
    page.log_in(&world).await;
    let number = number(&page).await;
    phone
        .click(&format!("[data-number]:not(:has(:text-is('{number}')))"))
        .await;
    ended(&phone, "The number was not the one on the login page.").await;
    page.wait_for("Another number was picked on the phone.").await;
    page.assert_quiet().await;
    phone.assert_quiet().await;
}

#[tokio::test]
async fn six_digits_are_typed_once() {
    let world = World::with(matching(NumberMatching::Type)).await;
    let browser = Browser::start().await;
    let (page, phone) = (browser.tab().await, browser.tab().await);
    connected(&world, &page, &phone).await;
    page.log_in(&world).await;
    page.picture("wait-type").await;
    let shown = number(&page).await;
    assert_eq!(shown.len(), 6, "{shown}");
    phone.fill("#number", "12345").await;
    phone.submit().await;
    phone.wait_for("six digits").await;
    phone.picture("phone-type").await;
    phone.fill("#number", &shown).await;
    phone.submit().await;
    ended(&phone, "You can go back to the page").await;
    page.wait_for("You are logged in as alice.").await;

    page.log_in(&world).await;
    let shown: u32 = number(&page).await.parse().unwrap();
    phone
        .fill("#number", &format!("{:06}", (shown + 1) % 1_000_000))
        .await;
    phone.submit().await;
    phone.wait_for("Not approved").await;
    phone.picture("phone-wrong-number").await;
    ended(&phone, "The number was not the one on the login page.").await;
    page.wait_for("Another number").await;
    page.assert_quiet().await;
    phone.assert_quiet().await;
}

#[tokio::test]
async fn the_code_of_a_login_page_takes_the_place_of_its_digits() {
    let world = World::with(matching(NumberMatching::Type)).await;
    let browser = Browser::start().await;
    let (page, phone) = (browser.tab().await, browser.tab().await);
    connected(&world, &page, &phone).await;
    page.log_in(&world).await;
    page.click("details:has(.code) summary").await;
    page.picture("wait-scan").await;
    page.aim_camera(".code").await;
    phone.click("#screen [data-do=scan]").await;
    ended(&phone, "You can go back to the page").await;
    page.wait_for("You are logged in as alice.").await;
    page.assert_quiet().await;
    phone.assert_quiet().await;
}

#[tokio::test]
async fn in_one_browser_a_link_leads_from_the_login_to_the_phone() {
    let world = World::with(matching(NumberMatching::Type)).await;
    let browser = Browser::start().await;
    let (page, other) = (browser.tab().await, browser.tab().await);
    set_up(&world, &page).await;
    page.click("#open").await;
    page.submit().await;
    page.wait_for("This phone is connected").await;
    page.log_in(&world).await;
    let link = page.attribute("a[href*='#here=']", "href").await;
    page.click("a[href*='#here=']").await;
    page.wait_for("asks").await;
    page.picture("phone-here").await;
    page.click("[data-do=approve]").await;
    page.wait_for("You are logged in as alice.").await;

    other.goto(&link).await;
    other.wait_for("Not this browser").await;
    page.assert_quiet().await;
    other.assert_quiet().await;
}

#[tokio::test]
async fn the_first_of_two_phones_decides() {
    let world = World::start().await;
    let shop = world.shop().await;
    let browser = Browser::start().await;
    let (first, second) = (browser.tab().await, browser.tab().await);
    connected_through(&shop, &first).await;
    let login = shop.login(by_tap("alice")).await;
    first.click("[data-do=approve]").await;
    ended(&first, "You can go back to the page").await;
    let enrollment = json!({"kind": "push", "protocol": "native", "approved_login": login.id()});
    connect(&second, shop.enroll_as("alice", enrollment).await.uri()).await;

    for (decided, state) in [("approve", "approved"), ("deny", "denied")] {
        let login = shop.login(by_tap("alice")).await;
        first.text(QUESTION).await;
        second.text(QUESTION).await;
        second.click(&format!("[data-do={decided}]")).await;
        assert_eq!(shop.ended(&login).await["state"], state);
        first.wait_for("No longer asked").await;
        first.picture("phone-gone").await;
        first.click("[data-do=on]").await;
        second.click("[data-do=on]").await;
    }
    first.assert_quiet().await;
    second.assert_quiet().await;
}

#[tokio::test]
async fn a_new_phone_takes_over_by_the_code_of_the_old_one() {
    let world = World::start().await;
    let shop = world.shop().await;
    let browser = Browser::start().await;
    let (old, new) = (browser.tab().await, browser.tab().await);
    connected_through(&shop, &old).await;
    old.click("[data-do=details]").await;
    old.picture("phone-details").await;
    old.click("[data-do=move]").await;
    old.click("[data-do=show]").await;
    old.wait_for("Scan this code with the new phone.").await;
    old.wait_for("It is good until").await;
    old.picture("phone-move").await;
    old.aim_camera("[data-part=image]").await;
    new.goto(&world.url("/phone")).await;
    new.click("[data-do=add]").await;
    new.click("[data-do=scan]").await;
    new.wait_for("Connect this phone").await;
    new.submit().await;
    new.wait_for("This phone is connected").await;
    new.click("[data-do=on]").await;
    old.click("[data-do=remove]").await;
    old.wait_for("There is no account here yet").await;

    let login = shop.login(by_tap("alice")).await;
    new.click("[data-do=approve]").await;
    assert_eq!(shop.ended(&login).await["state"], "approved");
    let list = shop.get("/api/v1/users/alice/authenticators").await.body;
    assert_eq!(list["authenticators"].as_array().unwrap().len(), 1);
    old.assert_quiet().await;
    new.assert_quiet().await;
}

/// Alice logs in on the page, gets codes on paper, and removes the phone from her account.
async fn remove_phone(world: &World, page: &Tab, phone: &Tab) {
    page.log_in(world).await;
    let number = number(page).await;
    phone
        .click(&format!("[data-number]:has(:text-is('{number}'))"))
        .await;
    ended(phone, "You can go back to the page").await;
    page.wait_for("You are logged in as alice.").await;
    page.goto(&world.url("/account/methods/add/paper")).await;
    page.submit().await;
    let code = page.text(".paper code").await;
    page.fill("#typed", &code).await;
    page.submit().await;
    page.wait_for("You can now log in with").await;
    page.goto(&world.url("/account/methods")).await;
    page.click("ul.cards li:first-child a").await;
    for _ in ["remove", "sure"] {
        page.click("form[action$='/remove'] button").await;
    }
}

#[tokio::test]
async fn s41_a_removed_phone_shows_it_on_its_servers_word_alone() {
    let world = World::start().await;
    let browser = Browser::start().await;
    let (page, phone) = (browser.tab().await, browser.tab().await);
    connected(&world, &page, &phone).await;
    // Whatever stands between can refuse, and can make things up.
    for (status, body) in [(401, "{}"), (410, "{}"), (410, r#"{"removal": "e30.e30.e30"}"#)] {
        phone.stand_between("/device/v1/**", status, body).await;
        phone.click("[data-do=look]").await;
        phone
            .wait_for("The server does not accept this phone for the account now.")
            .await;
        phone.stand_aside().await;
        phone.reload().await;
        phone.wait_for("Your accounts").await;
        assert!(
            !phone
                .html()
                .await
                .contains("data-part=\"state\">The server said on")
        );
    }
    // It is still Alice's, and is asked.
    remove_phone(&world, &page, &phone).await;
    phone
        .wait_for("that this phone was removed from the account.")
        .await;
    phone.reload().await;
    phone
        .wait_for("that this phone was removed from the account.")
        .await;
    phone.click("[data-do=details]").await;
    phone.click("[data-do=remove]").await;
    phone
        .wait_for("Removing the account here changes nothing there.")
        .await;
    phone.click("[data-do=remove]").await;
    phone.wait_for("There is no account here yet").await;
    page.assert_quiet().await;
    phone.assert_quiet().await;
}

#[tokio::test]
async fn s41_a_phone_that_was_away_learns_that_it_was_removed_when_it_comes_back() {
    let world = World::start().await;
    let shop = world.shop().await;
    let browser = Browser::start().await;
    let phone = browser.tab().await;
    connected_through(&shop, &phone).await;
    phone.goto(&world.url("/help")).await;
    let path = shop.authenticator("alice").await;
    assert_eq!(shop.delete(&path).await.status, 204);
    phone.goto(&world.url("/phone")).await;
    phone
        .wait_for("that this phone was removed from the account.")
        .await;
    phone.assert_quiet().await;
}

#[tokio::test]
async fn s34_a_phone_tells_its_version_and_again_once_it_is_another() {
    let world = World::start().await;
    let shop = world.shop().await;
    let browser = Browser::start().await;
    let phone = browser.tab().await;
    connected_through(&shop, &phone).await;
    let version = async || {
        let name = "alice".to_owned();
        let list = world.operate(Command::DeviceList { name }).await;
        list[0]["device"]["app_calls_itself"]["version"].clone()
    };
    let own = env!("CARGO_PKG_VERSION");
    assert_eq!(version().await, own);
    let told = async || {
        let tail = world.operate(Command::AuditTail { limit: 100 }).await;
        let records = tail.as_array().unwrap().iter();
        records
            .filter(|record| record["event"] == "device_refreshed")
            .count()
    };
    phone.reload().await;
    phone.wait_for("Your accounts").await;
    // As if an older version had registered.
    phone
        .run(
            "import('/phone/accounts.js').then(async ({ accounts }) => {
                const [{ id }] = await accounts.all();
                await accounts.change(id, () => ({ app: { name: 'Countersign', version: '0.0.1' } }));
            })",
        )
        .await;
    assert_eq!(told().await, 0, "what is as before is not told again");
    phone.reload().await;
    eventually("it is told", async || (told().await == 1).then_some(())).await;
    assert_eq!(version().await, own);
    phone.reload().await;
    phone.wait_for("Your accounts").await;
    assert_eq!(told().await, 1);
    phone.assert_quiet().await;
}

#[tokio::test]
async fn codes_need_no_connection() {
    let mut world = World::start().await;
    let shop = world.shop().await;
    let browser = Browser::start().await;
    let phone = browser.tab().await;
    let combined = json!({"kind": "combined", "protocol": "native"});
    let enrollment = shop.enroll_as("alice", combined).await;
    connect(&phone, enrollment.uri()).await;
    phone.text("[data-part=digits]").await;
    let address = world.url("/phone");
    phone.reload().await;
    phone.text("[data-part=digits]").await;
    world.pause().await;
    assert_eq!(phone.goto(&address).await, 200, "kept by the phone itself");
    phone.wait_for("There is no connection right now.").await;
    let code = digits(&phone, "[data-part=digits] [aria-hidden]").await;
    phone.picture("phone-offline").await;
    world.resume().await;
    assert_eq!(shop.code(&enrollment, &code).await.status, 200);
    assert_eq!(shop.get(&enrollment.path()).await.body["state"], "completed");
    phone.assert_quiet().await;
}

#[tokio::test]
async fn a_notification_says_what_is_asked_and_goes_with_the_answer() {
    let world = World::start().await;
    let shop = world.shop().await;
    let browser = Browser::start().await;
    let phone = browser.tab().await;
    let subscription = world.subscribed_browser();
    phone.subscribe_as(&subscription).await;
    connected_through(&shop, &phone).await;
    phone.click("[data-do=details]").await;
    phone.click("[data-do=turn-on]").await;
    phone.wait_for("Notifications are on.").await;
    phone.picture("phone-notifications").await;

    let mut inbox = world.fakes.webpush.inbox().of(subscription.token());
    let login = json!({"username": "alice", "number_matching": "none", "message": "Pay 12 euros?"});
    let login = shop.login(login).await;
    let pushed = inbox.recv().await.unwrap();
    phone.deliver(str::from_utf8(&pushed.payload).unwrap()).await;
    eventually("it is shown", || async {
        let shown = phone.notifications().await;
        shown
            .iter()
            .any(|(_, text)| text == "Example Shop: Pay 12 euros?")
            .then_some(())
    })
    .await;
    phone.click("#open").await;
    phone.click("[data-do=approve]").await;
    assert_eq!(shop.ended(&login).await["state"], "approved");
    eventually("it is taken away", || async {
        phone.notifications().await.is_empty().then_some(())
    })
    .await;

    phone.deliver("something else").await;
    eventually("what cannot be read claims nothing", || async {
        let shown = phone.notifications().await;
        (shown.len() == 1 && !shown[0].1.contains("12 euros")).then_some(())
    })
    .await;
    phone.assert_quiet().await;
}
