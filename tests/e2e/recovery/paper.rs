//! Recovery codes on their page.

use countersign_tests::Browser;

use super::{Alice, MAILBOX, gets_in};

#[tokio::test]
async fn codes_are_shown_once_and_can_be_copied_and_saved() {
    let mut alice = Alice::new().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.log_in_by_phone(&alice.world, &mut alice.phone).await;
    tab.wait_for("You are logged in").await;
    tab.goto(&alice.world.url("/account/methods/add/paper")).await;
    tab.submit().await;
    tab.wait_for("Each code works once.").await;
    assert_eq!(tab.barriers().await, Vec::<String>::new());
    tab.click("[data-do=copy]").await;
    tab.wait_for("Copied.").await;
    let copied = tab.clipboard().await;
    let codes: Vec<&str> = copied.split('\n').collect();
    assert_eq!(codes.len(), 10);
    assert_eq!(tab.text(".paper code").await, codes[0]);
    tab.fill("#typed", "0000-0000-0000").await;
    tab.submit().await;
    assert!(tab.text("#error").await.contains('5'), "attempts are left");
    tab.fill("#typed", codes[3]).await;
    tab.submit().await;
    tab.wait_for("You can now log in with").await;
    tab.assert_quiet().await;

    let mut plain = alice.world.browser();
    assert!(gets_in(&mut plain, codes[3]).await);
    alice.browser = plain;
    let methods = alice.browser.methods().await;
    let paper = alice.browser.get(&methods[1]).await.text;
    assert!(paper.contains("<dd>9</dd>"), "{paper}");
    assert!(paper.contains("href=\"/account/methods/add/paper\""), "{paper}");
}

#[tokio::test]
async fn the_file_is_there_as_long_as_the_page_for_its_browser_alone() {
    let mut alice = Alice::new().await;
    let begun = alice.browser.post("/account/methods/add/paper", &[]).await;
    let path = begun.location().to_owned();
    let page = alice.browser.get(&path).await.text;
    let file = alice.browser.get(&format!("{path}/codes.txt")).await;
    assert_eq!(file.status, 200);
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert_eq!(file.header("cache-control"), "no-store");
    let codes: Vec<&str> = file
        .text
        .lines()
        .filter(|line| line.len() == 14 && line.contains('-'))
        .collect();
    assert_eq!(codes.len(), 10, "{}", file.text);
    assert!(codes.iter().all(|code| page.contains(*code)));
    let mut stranger = alice.world.browser();
    assert_eq!(stranger.get(&format!("{path}/codes.txt")).await.status, 404);
    alice.browser.post(&path, &[("code", codes[0])]).await;
    assert_eq!(alice.browser.get(&format!("{path}/codes.txt")).await.status, 409);
}

#[tokio::test]
async fn r12_a_mailed_link_and_a_recovery_code_together_bring_back_who_has_lost_the_rest() {
    const NEW: &str = "teapot wedding gorilla 7";
    let mut alice = Alice::new().await;
    let codes = alice.add_paper().await;
    let mut browser = alice.world.browser();
    browser.post("/forgot/password", &[("username", "alice")]).await;
    let mail = alice.world.mail_to(MAILBOX).await;
    browser.post(mail.link(), &[("password", NEW)]).await;
    alice.world.mail_to(MAILBOX).await;
    assert!(!browser.is_logged_in().await, "the mailbox alone does not let in");
    let form = [("username", "alice"), ("password", NEW)];
    let waiting = browser.post("/login", &form).await.location().to_owned();
    let typed = browser
        .post(&format!("{waiting}/code"), &[("code", &codes[1])])
        .await;
    assert_eq!(typed.status, 303);
    assert_eq!(browser.get(&waiting).await.location(), "/account");
    alice.browser = browser;
    let phone = alice.browser.methods().await.swap_remove(0);
    let removed = alice.browser.post(&format!("{phone}/remove"), &[]).await;
    assert_eq!(removed.location(), format!("/login?next={phone}"));
    alice.add_codes().await;
    let second = alice.browser.post("/account/methods/add/codes", &[]).await;
    assert!(second.location().starts_with("/login?next="), "exactly one");
}
