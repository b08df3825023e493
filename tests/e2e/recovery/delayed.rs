//! The way back for somebody who has lost everything.

use std::time::Duration;

use countersign_tests::{PASSWORD, Page, PlainBrowser, Tab, World};
use serde_json::json;

use super::{Alice, MAILBOX, SECOND, ask, gets_in};

const HOUR: Duration = Duration::from_secs(3600);

/// Asks for the way back; what the page says.
async fn ask_back(browser: &mut PlainBrowser, password: &str) -> Page {
    let form = [("username", "alice"), ("password", password)];
    browser.post("/recover", &form).await
}

/// Begins the wait; the link that stops it.
async fn begin(world: &World) -> String {
    let mut browser = world.browser();
    let asked = ask_back(&mut browser, PASSWORD).await;
    assert!(asked.text.contains("Open the link in the mail"), "{}", asked.text);
    let mail = world.mail_to(MAILBOX).await;
    let page = browser.get(mail.link()).await;
    assert!(page.text.contains("Begin the wait"), "{}", page.text);
    let begun = browser.post(mail.link(), &[]).await;
    assert!(begun.text.contains("The wait has begun"), "{}", begun.text);
    assert_eq!(browser.post(mail.link(), &[]).await.status, 409, "it is used");
    let notice = world.mail_to(MAILBOX).await;
    assert!(
        notice.subject.contains("waits to be let in"),
        "{}",
        notice.subject
    );
    notice.link().to_owned()
}

#[tokio::test]
async fn r12_after_the_wait_a_mailed_code_lets_in_once_for_one_new_phone() {
    let mut alice = Alice::new().await;
    begin(&alice.world).await;
    alice.world.clock.advance(71 * HOUR);
    alice.world.settle().await;
    assert!(alice.world.fakes.smtp.taken().is_empty(), "it is too early");
    alice.world.clock.advance(HOUR);
    let mail = alice.world.mail_to(MAILBOX).await;
    let is_code = |word: &&str| word.len() == 14 && word.matches('-').count() == 2;
    let code = mail.text.split_whitespace().find(is_code).unwrap().to_owned();

    let mut browser = alice.world.browser();
    assert!(gets_in(&mut browser, &code).await);
    alice.browser = browser;
    let phone = alice.browser.methods().await.swap_remove(0);
    let removed = alice.browser.post(&format!("{phone}/remove"), &[]).await;
    assert_eq!(
        removed.location(),
        format!("/login?next={phone}"),
        "a recovery takes nothing away"
    );
    alice.add_codes().await;
    let second = alice.browser.post("/account/methods/add/codes", &[]).await;
    assert!(second.location().starts_with("/login?next="), "exactly one");
    let mut again = alice.world.browser();
    assert!(!gets_in(&mut again, &code).await, "it is spent");
}

#[tokio::test]
async fn the_code_ends_a_day_after_it_was_mailed() {
    let alice = Alice::new().await;
    begin(&alice.world).await;
    alice.world.clock.advance(72 * HOUR);
    let mail = alice.world.mail_to(MAILBOX).await;
    let code = mail
        .text
        .split_whitespace()
        .find(|word| word.len() == 14 && word.contains('-'));
    alice.world.clock.advance(24 * HOUR);
    let mut browser = alice.world.browser();
    assert!(!gets_in(&mut browser, code.unwrap()).await);
    assert!(!browser.is_logged_in().await);
}

#[tokio::test]
async fn whoever_reads_the_mails_stops_it() {
    let alice = Alice::new().await;
    let stop = begin(&alice.world).await;
    alice.world.clock.advance(70 * HOUR);
    let mut owner = alice.world.browser();
    assert!(owner.get(&stop).await.text.contains("Stop it"));
    let stopped = owner.post(&stop, &[]).await;
    assert!(stopped.text.contains("It is stopped"), "{}", stopped.text);
    assert_eq!(owner.get(&stop).await.status, 409);
    let told = alice.world.mail_to(MAILBOX).await;
    assert!(told.subject.contains("nobody is let in"), "{}", told.subject);
    alice.world.pass(3 * HOUR).await;
    alice.world.settle().await;
    assert!(alice.world.fakes.smtp.taken().is_empty(), "no code is mailed");
}

#[tokio::test]
async fn r11_whoever_has_taken_one_mailbox_cannot_hide_it_from_the_other() {
    let mut alice = Alice::new().await;
    alice.add_second_address().await;
    let mut thief = alice.world.browser();
    ask_back(&mut thief, PASSWORD).await;
    let warned = alice.world.mail_to(SECOND).await;
    assert!(
        warned.subject.contains("all you log in with is lost"),
        "{warned:?}"
    );
    assert!(
        !warned.text.contains("http"),
        "it begins nothing: {}",
        warned.text
    );
    let asked = alice.world.mail_to(MAILBOX).await;
    assert_eq!(thief.post(asked.link(), &[]).await.status, 200);
    let first = alice.world.mail_to(MAILBOX).await;
    let second = alice.world.mail_to(SECOND).await;
    for begun in [&first, &second] {
        assert!(begun.subject.contains("waits to be let in"), "{}", begun.subject);
    }
    assert_ne!(first.link(), second.link(), "none uses up another's");
    let stopped = alice.world.browser().post(second.link(), &[]).await;
    assert!(stopped.text.contains("It is stopped"), "{}", stopped.text);
    assert_eq!(thief.get(first.link()).await.status, 409);
    for to in [MAILBOX, SECOND] {
        let told = alice.world.mail_to(to).await;
        assert!(told.subject.contains("nobody is let in"), "{}", told.subject);
    }
    alice.world.clock.advance(73 * HOUR);
    alice.world.settle().await;
    assert!(alice.world.fakes.smtp.taken().is_empty(), "no code is mailed");
}

#[tokio::test]
async fn whoever_is_logged_in_sees_it_and_stops_it() {
    let mut alice = Alice::new().await;
    let stop = begin(&alice.world).await;
    let waiting = ask_back(&mut alice.world.browser(), PASSWORD).await;
    assert!(
        waiting.text.contains("The wait has begun"),
        "one at a time: {}",
        waiting.text
    );
    let account = alice.browser.get("/account").await.text;
    assert!(account.contains("waits to be let in"), "{account}");
    let stopped = alice.browser.post("/account/recovery/stop", &[]).await;
    assert_eq!(stopped.location(), "/account/methods");
    assert!(
        !alice
            .browser
            .get("/account")
            .await
            .text
            .contains("waits to be let in")
    );
    assert_eq!(alice.world.browser().post(&stop, &[]).await.status, 409);
    alice.world.mail_to(MAILBOX).await;
    alice.world.clock.advance(73 * HOUR);
    alice.world.settle().await;
    assert!(alice.world.fakes.smtp.taken().is_empty(), "no code is mailed");
}

#[tokio::test]
async fn r14_strangers_and_services_neither_end_nor_hide_it() {
    let alice = Alice::new().await;
    let stop = begin(&alice.world).await;
    let shop = alice.world.shop().await;
    // More wrong codes than anything that locks takes.
    for _ in 0..22 {
        let login = shop.login(json!({"username": "alice"})).await;
        for _ in 0..5 {
            shop.code(&login, "AAAA-BBBB-CCCC").await;
        }
        alice.world.clock.advance(Duration::from_secs(31 * 60));
    }
    let listed = shop.get("/api/v1/users/alice/authenticators").await.body;
    let listed = listed["authenticators"].as_array().unwrap();
    let code = listed.iter().find(|one| one["kind"] == "temporary_code");
    let id = code.expect("it is there")["id"].as_str().unwrap();
    let path = format!("/api/v1/users/alice/authenticators/{id}");
    let hidden = shop.patch(&path, &json!({"state": "suspended"})).await;
    assert_eq!(hidden.problem(), "invalid-request");

    let stopped = alice.world.browser().post(&stop, &[]).await;
    assert!(stopped.text.contains("It is stopped"), "{}", stopped.text);
}

#[tokio::test]
async fn r4_it_ends_with_another_password() {
    let alice = Alice::new().await;
    let stop = begin(&alice.world).await;
    let command = countersign::admin::Command::UserPassword {
        name: "alice".to_owned(),
        password: "teapot wedding gorilla 7".to_owned(),
    };
    alice.world.operate(command).await;
    let mut told = Vec::new();
    for _ in 0..2 {
        told.push(alice.world.mail_to(MAILBOX).await.subject);
    }
    told.sort();
    assert!(told[0].contains("nobody is let in"), "{told:?}");
    assert!(told[1].contains("your password was changed"), "{told:?}");
    assert_eq!(alice.world.browser().post(&stop, &[]).await.status, 409);
    alice.world.clock.advance(73 * HOUR);
    alice.world.settle().await;
    assert!(alice.world.fakes.smtp.taken().is_empty(), "no code is mailed");
}

#[tokio::test]
async fn operators_do_not_come_back_by_waiting() {
    let alice = Alice::new().await;
    let act = countersign::admin::operator::OperatorCommand::Add {
        name: "alice".to_owned(),
        role: "helpdesk".to_owned(),
        email: None,
    };
    let command = countersign::admin::Command::Operator { act };
    alice.world.operate(command).await;
    let page = ask_back(&mut alice.world.browser(), PASSWORD).await;
    assert!(
        page.text.contains("only your support can help you"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn nothing_begins_without_the_password_the_mailbox_and_the_account_as_it_was() {
    let alice = Alice::new().await;
    let mut browser = alice.world.browser();
    let wrong = ask_back(&mut browser, "wrong password").await;
    let form = [("username", "nobody"), ("password", "wrong password")];
    let unknown = browser.post("/recover", &form).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.nameless("alice"), unknown.nameless("nobody"));
    alice.world.settle().await;
    assert!(alice.world.fakes.smtp.taken().is_empty());

    ask_back(&mut browser, PASSWORD).await;
    let mail = alice.world.mail_to(MAILBOX).await;
    alice.world.clock.advance(Duration::from_secs(30 * 60));
    assert_eq!(browser.get(mail.link()).await.status, 409);
    assert_eq!(browser.post(mail.link(), &[]).await.status, 409, "its time is up");

    ask_back(&mut browser, PASSWORD).await;
    let mail = alice.world.mail_to(MAILBOX).await;
    let command = countersign::admin::Command::UserPassword {
        name: "alice".to_owned(),
        password: "teapot wedding gorilla 7".to_owned(),
    };
    alice.world.operate(command).await;
    assert_eq!(
        browser.post(mail.link(), &[]).await.status,
        409,
        "it was for another password"
    );
    assert_eq!(browser.post("/recover/none", &[]).await.status, 404);
    assert_eq!(browser.post("/recover/stop/none", &[]).await.status, 404);
}

#[tokio::test]
async fn without_mail_the_page_says_who_else_can_help() {
    let world = World::with(|settings| settings.mail = Default::default()).await;
    let mut browser = world.browser();
    assert_eq!(browser.get("/recover").await.status, 404);
    world.user("alice").await;
    assert_eq!(ask_back(&mut browser, PASSWORD).await.status, 404);
    let world = World::start().await;
    world.user("alice").await;
    let page = ask_back(&mut world.browser(), PASSWORD).await;
    assert!(
        page.text.contains("only your support can help you"),
        "{}",
        page.text
    );
}

/// A person who has lost the phone, in a real browser.
#[tokio::test]
async fn a_person_loses_the_phone_and_comes_back() {
    let alice = Alice::new().await;
    let world = &alice.world;
    let browser = countersign_tests::Browser::start().await;
    let tab = browser.tab().await;
    lose(world, &tab).await;
    tab.log_in(world).await;
    tab.wait_for("Nothing of yours is left").await;
    tab.click("a[href='/recover']").await;
    assert_eq!(tab.barriers().await, Vec::<String>::new());
    tab.fill("#username", "alice").await;
    tab.fill("#password", PASSWORD).await;
    tab.submit().await;
    tab.wait_for("Open the link in the mail").await;
    tab.goto(world.mail_to(MAILBOX).await.link()).await;
    tab.submit().await;
    tab.wait_for("The wait has begun").await;
    world.mail_to(MAILBOX).await;
    world.clock.advance(72 * HOUR);
    let mail = world.mail_to(MAILBOX).await;
    let code = mail
        .text
        .split_whitespace()
        .find(|word| word.len() == 14 && word.contains('-'));
    tab.log_in(world).await;
    tab.fill("#typed", code.unwrap()).await;
    tab.submit().await;
    tab.wait_for("You are logged in as alice.").await;
    tab.assert_quiet().await;
    assert_eq!(
        ask(&mut world.browser()).await.status,
        422,
        "the code was for one login"
    );
}

/// Reports the phone, and reads the notice.
async fn lose(world: &World, tab: &Tab) {
    tab.log_in(world).await;
    tab.click("details:has(a[href$='/lost']) summary").await;
    tab.click("a[href$='/lost']").await;
    tab.wait_for("What is lost?").await;
    assert_eq!(tab.barriers().await, Vec::<String>::new());
    tab.click("button[name=authenticator]").await;
    tab.wait_for("It is out of use").await;
    world.mail_to(MAILBOX).await;
}
