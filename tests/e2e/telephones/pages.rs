//! People at the pages: setting a telephone up and logging in with it.

use std::time::Duration;

use countersign_tests::{Browser, PASSWORD};

use super::*;

#[tokio::test]
async fn a_number_that_was_mended_is_shown_before_anything_is_sent() {
    let mut desk = Desk::new().await;
    let page = "/account/methods/add/telephone";
    let form = desk.browser.get(page).await.text;
    for said in [
        "Why codes by phone protect you less",
        "autocomplete=\"tel\"",
        "By text message",
        "By phone call",
    ] {
        assert!(form.contains(said), "{said}: {form}");
    }
    for (number, channel, said) in [
        ("07400 123456", "sms", "The country code is missing"),
        ("+44 7400 12345x", "sms", "This is not a phone number"),
        ("+44 7400", "sms", "There is no such number in that country"),
        ("+44 870 123 4567", "sms", "only to mobile phones and landlines"),
        (LANDLINE, "sms", "This is a landline. Choose a phone call."),
    ] {
        let refused = desk
            .browser
            .post(page, &[("number", number), ("channel", channel)])
            .await;
        assert_eq!(refused.status, 422, "{number}");
        assert!(refused.text.contains(said), "{number}: {}", refused.text);
        assert!(
            refused.text.contains(&format!("value=\"{number}\"")),
            "it is still there"
        );
    }
    let typed = [
        ("number", "＋44 (0)7400 123456"),
        ("channel", "sms"),
        ("label", "Mine"),
    ];
    let mended = desk.browser.post(page, &typed).await;
    assert_eq!(mended.status, 422);
    assert!(
        mended.text.contains("We have changed what you typed"),
        "{}",
        mended.text
    );
    assert!(mended.text.contains("value=\"+44 7400 123456\"") && mended.text.contains("value=\"Mine\""));
    desk.world.settle().await;
    assert!(desk.world.fakes.messages.taken().is_empty());
    desk.add("+44 7400 123456", "sms").await;
    let list = desk.browser.get("/account/methods").await.text;
    assert!(list.contains("+44 •••• 56") && !shows_number(&list), "{list}");
    let id = list
        .split("<a href=\"/account/methods/")
        .find(|rest| rest.contains("+44"))
        .unwrap();
    let id = id.split('"').next().unwrap();
    let details = desk.browser.get(&format!("/account/methods/{id}")).await.text;
    assert!(
        details.contains("Text message") && details.contains("+44 •••• 56"),
        "{details}"
    );
    assert!(!shows_number(&details));
}

#[tokio::test]
async fn r8_looking_sends_nothing_and_asking_again_waits() {
    let mut desk = Desk::new().await;
    desk.add(MOBILE, "sms").await;
    let waiting = desk.waiting().await;
    let phone = format!("{waiting}/phone");
    for _ in 0..3 {
        let page = desk.browser.get(&phone).await;
        assert!(
            page.text.contains("Where should we send the code?"),
            "{}",
            page.text
        );
        assert!(page.text.contains("+44 •••• 56") && !shows_number(&page.text));
    }
    desk.world.settle().await;
    assert_eq!(desk.world.fakes.messages.taken().len(), 1);
    let sent = desk.browser.post(&phone, &[("channel", "voice")]).await;
    assert_eq!(sent.location(), phone);
    let code = desk.world.fakes.messages.nth(1).await.code();
    let page = desk.browser.get(&phone).await.text;
    assert!(page.contains("We are calling this number"), "{page}");
    assert!(page.contains("inputmode=\"numeric\"") && page.contains("one-time-code"));
    let early = desk.browser.post(&phone, &[]).await;
    assert_eq!(early.location(), format!("{phone}?early=true"));
    let wrong = desk
        .browser
        .post(&format!("{waiting}/code"), &[("code", &other(&code))])
        .await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text.contains("We are calling this number"),
        "{}",
        wrong.text
    );
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let typed = desk
        .browser
        .post(&format!("{waiting}/code"), &[("code", &spaced)])
        .await;
    assert_eq!(desk.browser.get(typed.location()).await.location(), "/account");
    let account = desk.browser.get("/account").await.text;
    assert!(
        account.contains("your password and a code sent to your phone"),
        "{account}"
    );
}

#[tokio::test]
async fn the_first_valid_answer_wins_beside_a_running_push() {
    let mut desk = Desk::new().await;
    desk.add(MOBILE, "sms").await;
    let waiting = desk.waiting().await;
    desk.browser
        .post(&format!("{waiting}/ways"), &[("way", "push")])
        .await;
    desk.phone.question().await;
    desk.browser.post(&format!("{waiting}/phone"), &[]).await;
    let code = desk.world.fakes.messages.nth(1).await.code();
    let typed = desk
        .browser
        .post(&format!("{waiting}/code"), &[("code", &code)])
        .await;
    assert_eq!(desk.browser.get(typed.location()).await.location(), "/account");
}

#[tokio::test]
async fn a_browser_waits_for_as_long_as_the_login_that_a_code_prolonged() {
    let mut desk = Desk::new().await;
    desk.add(MOBILE, "sms").await;
    let waiting = desk.waiting().await;
    let sent = desk.browser.post(&format!("{waiting}/phone"), &[]).await;
    let cookies: Vec<&str> = sent
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|cookie| cookie.to_str().unwrap())
        .collect();
    let lasts = cookies[0]
        .split("Max-Age=")
        .nth(1)
        .unwrap()
        .split(';')
        .next()
        .unwrap();
    assert!(lasts.parse::<u64>().unwrap() >= 300, "{cookies:?}");
    let code = desk.world.fakes.messages.nth(1).await.code();
    desk.world.clock.advance(Duration::from_secs(200));
    let typed = desk
        .browser
        .post(&format!("{waiting}/code"), &[("code", &code)])
        .await;
    assert_eq!(desk.browser.get(typed.location()).await.location(), "/account");
}

#[tokio::test]
async fn in_a_browser_a_telephone_is_set_up_and_logs_in() {
    let world = World::with_telephones(|_, _| {}).await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    world.user("alice").await;
    tab.log_in(&world).await;
    tab.accept_terms().await;
    let uri = tab.attribute("#open", "href").await;
    let mut phone = world.scan(&uri, Provider::Fcm).await;
    tab.wait_for("You can now log in with").await;
    tab.log_in_by_phone(&world, &mut phone).await;
    tab.wait_for("You are logged in as alice.").await;
    tab.goto(&world.url("/account/methods")).await;
    tab.click("a[href='/account/methods/add/telephone']").await;
    assert_eq!(tab.barriers().await, Vec::<String>::new());
    tab.fill("#number", "+44 (0)7400 123456").await;
    tab.submit().await;
    tab.wait_for("We have changed what you typed").await;
    assert_eq!(tab.barriers().await, Vec::<String>::new());
    tab.submit().await;
    tab.wait_for("We have sent a code by text message to this number")
        .await;
    assert_eq!(tab.barriers().await, Vec::<String>::new());
    let code = world.fakes.messages.nth(0).await.code();
    tab.fill("#typed", &code).await;
    tab.press("Enter").await;
    tab.wait_for("You can now log in with").await;
    tab.goto(&world.url("/login")).await;
    tab.fill("#username", "alice").await;
    tab.fill("#password", PASSWORD).await;
    tab.submit().await;
    tab.wait_for("Code by text message or call").await;
    tab.click("a[href$='/phone']").await;
    tab.wait_for("Where should we send the code?").await;
    assert_eq!(tab.barriers().await, Vec::<String>::new());
    tab.click("form[action$='/phone'] button").await;
    tab.wait_for("We have sent a code by text message").await;
    assert_eq!(tab.barriers().await, Vec::<String>::new());
    let code = world.fakes.messages.nth(1).await.code();
    tab.fill("#typed", &code).await;
    tab.press("Enter").await;
    tab.wait_for("You are logged in as alice.").await;
    tab.assert_quiet().await;
}
