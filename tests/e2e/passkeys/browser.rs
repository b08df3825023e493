//! A person with passkeys, in Chromium.

use countersign_tests::{Browser, Phone, Tab, World};

/// Alice, logged in by her phone in a tab that keeps passkeys, which are copied elsewhere or not.
async fn at_home(world: &World, browser: &Browser, copied: bool) -> (Tab, Phone) {
    world.user("alice").await;
    let (_, mut phone) = world.first_phone("alice").await;
    let tab = browser.tab().await;
    tab.keep_passkeys(copied).await;
    tab.log_in_by_phone(world, &mut phone).await;
    tab.wait_for("You have one.").await;
    (tab, phone)
}

/// Types the password and chooses a way.
async fn choose(world: &World, tab: &Tab, way: &str) {
    tab.log_in(world).await;
    tab.wait_for("How do you want to log in?").await;
    tab.click(&format!("input[value={way}]")).await;
    tab.submit().await;
}

/// Logs in with a passkey, in a browser that used the phone last.
async fn log_in(world: &World, tab: &Tab) {
    // Else it is used before the password is typed.
    tab.touch_by_itself(false).await;
    tab.log_in(world).await;
    tab.click("a[href$='/passkey']").await;
    tab.wait_for("Use your passkey").await;
    tab.touch_by_itself(true).await;
    tab.click("#passkey button").await;
    tab.wait_for("You are logged in as alice.").await;
    tab.wait_for("your password and your passkey").await;
}

#[tokio::test]
async fn a_person_adds_a_passkey_logs_in_with_it_and_removes_it() {
    for (copied, kept) in [
        (false, "on one device only"),
        (true, "with an account that copies it to your devices"),
    ] {
        let world = World::named().await;
        let browser = Browser::start().await;
        let (tab, _phone) = at_home(&world, &browser, copied).await;
        tab.click("a[href='/account/methods']").await;
        tab.click("a[href='/account/methods/add/passkey']").await;
        tab.fill("#label", "Laptop").await;
        tab.submit().await;
        tab.wait_for("Create your passkey").await;
        assert_eq!(tab.barriers().await, Vec::<String>::new());
        tab.click("#passkey button").await;
        tab.wait_for("You can now log in with: Laptop.").await;

        log_in(&world, &tab).await;
        tab.touch_by_itself(false).await;
        tab.goto(&world.url("/account/methods")).await;
        tab.click("ul.cards li:last-child a").await;
        tab.wait_for(kept).await;
        tab.click("form[action$='/remove'] button").await;
        assert_eq!(tab.path().await, "/login", "the session rested on it");
        tab.log_in(&world).await;
        tab.number().await;
        assert!(!tab.html().await.contains("/passkey\""), "it is gone");
        tab.assert_quiet().await;
    }
}

#[tokio::test]
async fn a_passkey_that_does_not_know_its_person_loses_nothing() {
    let world = World::named().await;
    let browser = Browser::start().await;
    let (tab, mut phone) = at_home(&world, &browser, false).await;
    tab.goto(&world.url("/account/methods/add/passkey")).await;
    tab.submit().await;
    tab.wait_for("Create your passkey").await;
    tab.know_person(false).await;
    tab.click("#passkey button").await;
    tab.wait_for("The browser used no passkey.").await;
    tab.know_person(true).await;
    tab.click("#passkey button").await;
    tab.wait_for("You can now log in with").await;

    tab.know_person(false).await;
    tab.log_in(&world).await;
    let number = tab.number().await;
    tab.click("a[href$='/passkey']").await;
    tab.wait_for("Use your passkey").await;
    assert_eq!(tab.barriers().await, Vec::<String>::new());
    tab.click("#passkey button").await;
    tab.wait_for("The browser used no passkey.").await;
    assert_eq!(phone.approve(number).await, 200);
    tab.wait_for("You are logged in as alice.").await;
    tab.assert_quiet().await;
}

#[tokio::test]
async fn without_scripts_the_page_says_what_else_there_is() {
    let mut desk = super::Desk::new().await;
    let browser = Browser::start().await;
    let tab = browser.tab_without_scripts().await;
    choose(&desk.world, &tab, "passkey").await;
    let said = tab.text("noscript p").await;
    assert!(said.starts_with("Passkeys need JavaScript"), "{said}");
    tab.click("a[href$='/ways']").await;
    tab.click("input[value=push]").await;
    tab.submit().await;
    assert_eq!(desk.phone.approve(tab.number().await).await, 200);
    tab.wait_for("You are logged in as alice.").await;
}

/// A tab in which alice has made a passkey, and has logged out.
async fn with_a_passkey(world: &World, browser: &Browser) -> Tab {
    let (tab, _phone) = at_home(world, browser, false).await;
    tab.goto(&world.url("/account/methods/add/passkey")).await;
    tab.submit().await;
    tab.wait_for("Create your passkey").await;
    tab.click("#passkey button").await;
    tab.wait_for("You can now log in with").await;
    tab.touch_by_itself(false).await;
    tab.goto(&world.url("/account")).await;
    tab.click("form[action='/account/logout'] button").await;
    tab.wait_for("Log in with a passkey").await;
    tab
}

#[tokio::test]
async fn a_passkey_needs_no_name() {
    let world = World::named().await;
    let browser = Browser::start().await;
    let tab = with_a_passkey(&world, &browser).await;
    tab.goto(&world.url("/login?next=/account/methods")).await;
    tab.wait_for("Log in with a passkey").await;
    assert_eq!(tab.barriers().await, Vec::<String>::new());
    tab.touch_by_itself(true).await;
    tab.know_person(false).await;
    tab.click("#by-passkey button").await;
    tab.wait_for("The browser used no passkey.").await;
    assert_eq!(
        tab.text("#by-passkey button:focus").await,
        "Log in with a passkey",
        "whoever tries again finds the button"
    );
    assert_eq!(tab.barriers().await, Vec::<String>::new());
    tab.know_person(true).await;
    tab.click("#by-passkey button").await;
    tab.wait_for("Authentication methods").await;
    assert_eq!(tab.path().await, "/account/methods");
    tab.goto(&world.url("/account")).await;
    tab.wait_for("You are logged in as alice.").await;
    tab.wait_for("your passkey").await;
    tab.assert_quiet().await;
}

#[tokio::test]
async fn the_field_of_the_name_offers_passkeys() {
    let world = World::named().await;
    let browser = Browser::start().await;
    let tab = with_a_passkey(&world, &browser).await;
    // Its script says so once it knows that the browser can.
    let offering = "#username[autocomplete~=webauthn]";
    assert_eq!(tab.attribute(offering, "autocomplete").await, "username webauthn");
    // A browser under test takes the first offer, if somebody touches what keeps the passkey.
    tab.touch_by_itself(true).await;
    tab.goto(&world.url("/login")).await;
    tab.wait_for("You are logged in as alice.").await;
    tab.assert_quiet().await;
}

#[tokio::test]
async fn an_answer_to_a_question_that_is_over_and_a_server_that_fails_have_words_of_their_own() {
    let world = World::named().await;
    let browser = Browser::start().await;
    let tab = with_a_passkey(&world, &browser).await;
    tab.touch_by_itself(true).await;
    for (status, words) in [
        (409, "This attempt is over. Try again."),
        (404, "This attempt is over. Try again."),
        (500, "The server did not answer as it should."),
    ] {
        // Nothing is sent from there while nothing stands between.
        tab.goto(&world.url("/help")).await;
        tab.stand_between("/login/passkey", status, "{}").await;
        tab.goto(&world.url("/login")).await;
        tab.wait_for(words).await;
    }
}

#[tokio::test]
async fn whoever_comes_back_to_the_page_is_offered_a_passkey_anew() {
    let world = World::named().await;
    let browser = Browser::start().await;
    let tab = with_a_passkey(&world, &browser).await;
    tab.stand_between("/login/passkey/ask", 500, "{}").await;
    tab.goto(&world.url("/login")).await;
    let offering = "#username[autocomplete~=webauthn]";
    assert_eq!(tab.attribute(offering, "autocomplete").await, "username webauthn");
    tab.touch_by_itself(true).await;
    tab.stand_aside().await;
    // Nothing shows when the page has been told that there is no question, so somebody comes back more than once.
    tab.run("setInterval(() => window.dispatchEvent(new Event(\"focus\")), 100)")
        .await;
    tab.wait_for("You are logged in as alice.").await;
}

#[tokio::test]
async fn without_scripts_the_name_is_typed() {
    let world = World::named().await;
    let browser = Browser::start().await;
    let tab = browser.tab_without_scripts().await;
    tab.goto(&world.url("/login")).await;
    tab.wait_for("User name").await;
    assert!(!tab.text("main").await.contains("passkey"));
    assert_eq!(tab.attribute("#username", "autocomplete").await, "username");
}
