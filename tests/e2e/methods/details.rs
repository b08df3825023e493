//! What an authenticator's page tells of it is what the store holds, and nothing secret.

use countersign_core::{
    model::UserName,
    port::{Holding, Store},
};
use countersign_tests::{CodeApp, Page, PlainBrowser, World, native_push};
use data_encoding::BASE32_NOPAD;

use super::Desk;

async fn held(world: &World, user: &str) -> Vec<Holding> {
    let store: &dyn Store = &*world.server().opened.ctx.store;
    let name = UserName::parse(user).unwrap();
    let user = store.user_by_name(&name).await.unwrap().unwrap();
    store.holdings(user.id).await.unwrap()
}

/// The page of one authenticator.
async fn page_of(browser: &mut PlainBrowser, holding: &Holding) -> Page {
    let path = format!("/account/methods/{}", holding.authenticator.id);
    browser.get(&path).await
}

/// What stands beside this word.
fn detail<'a>(page: &'a Page, word: &str) -> &'a str {
    let start = format!("<dt>{word}</dt><dd>");
    page.between(&start, "</dd>")
}

/// The classes that its logins are said to have.
fn worths(page: &Page) -> Vec<&str> {
    let said = detail(page, "What a login with it counts as");
    let codes = said.split("<code").skip(1);
    codes.map(|code| code.split(['>', '<']).nth(1).unwrap()).collect()
}

async fn session_acr(world: &World, user: &Holding) -> String {
    let store = &world.server().opened.ctx.store;
    let sessions = store.sessions(user.authenticator.user_id).await.unwrap();
    let latest = sessions.into_iter().max_by_key(|session| session.created_at);
    latest.unwrap().acr
}

#[tokio::test]
async fn a_phones_page_tells_what_the_store_holds_and_no_secret() {
    let mut desk = Desk::new().await;
    let [phone] = &held(&desk.world, "alice").await[..] else {
        panic!("one phone")
    };
    let device = phone.device.as_ref().unwrap();
    let page = page_of(&mut desk.browser, phone).await;
    assert!(detail(&page, "Added").contains(&phone.authenticator.created_at.to_string()));
    let used = phone.last_used_at.expect("it was used to log in");
    assert!(detail(&page, "Last used").contains(&used.to_string()));
    assert_eq!(phone.last_used_from.as_deref(), Some("127.0.0.0/24"));
    assert!(
        page.text
            .contains("<dt>From the network</dt><dd translate=\"no\" dir=\"ltr\">127.0.0.0/24</dd>")
    );
    assert_eq!(detail(&page, "Device"), format!("<bdi>{}</bdi>", device.name));
    assert_eq!(detail(&page, "Kind of device"), "Android");
    assert_eq!(detail(&page, "App"), "an app of the organisation");
    assert!(!page.text.contains("The app calls itself"), "it does not say");
    assert_eq!(detail(&page, "Notifications"), "no difficulty is known");
    let acr = session_acr(&desk.world, phone).await;
    assert_eq!(acr, "urn:countersign:acr:push-number+pwd");
    assert_eq!(worths(&page), ["urn:countersign:acr:push+pwd", &acr]);
    for secret in [&desk.phone.push_token, &device.key_name] {
        assert!(!page.text.contains(secret.as_str()));
    }
}

#[tokio::test]
async fn an_apps_page_tells_what_it_is_worth_and_not_its_key() {
    let mut desk = Desk::new().await;
    let app: CodeApp = desk.add_codes("Laptop").await.unwrap();
    let [_, codes] = &held(&desk.world, "alice").await[..] else {
        panic!("a phone and an app")
    };
    let page = page_of(&mut desk.browser, codes).await;
    assert_eq!(worths(&page), ["urn:countersign:acr:otp+pwd"]);
    assert_eq!(detail(&page, "Last used"), "not yet");
    assert!(!page.text.contains("From the network"));
    assert!(!page.text.contains(&BASE32_NOPAD.encode(&app.account.seed)));
    assert!(!page.text.contains("Kind of device"));
}

#[tokio::test]
async fn a_phone_of_our_own_is_said_to_be_one() {
    let mut desk = Desk::new().await;
    let office = desk.world.client(&[countersign_core::model::Scope::Enroll]).await;
    desk.world.user("bob").await;
    let mut bob = desk.world.browser();
    let link = bob.take(&office.enroll_as("bob", native_push()).await).await;
    let phone = countersign_tests::NativePhone::follow(&link, None, desk.world.clock.clone())
        .await
        .unwrap();
    let waiting = bob.log_in("bob").await;
    let number = bob.get(&waiting).await.number().unwrap().to_string();
    let shown = countersign_mobile_sdk::native::Shown::Number(number);
    assert_eq!(phone.approve(shown).await, "approved");
    bob.get(&waiting).await;
    let [held] = &held(&desk.world, "bob").await[..] else {
        panic!("one phone")
    };
    let page = page_of(&mut bob, held).await;
    assert_eq!(detail(&page, "Kind of device"), "a browser");
    assert_eq!(detail(&page, "App"), "this server&#39;s own authenticator");
    assert!(page.text.contains(
        "<dt>The app calls itself</dt><dd translate=\"no\"><bdi>Example Authenticator 1.0</bdi></dd>"
    ));
    phone.update(None, "<script>").await.unwrap();
    let page = page_of(&mut bob, held).await;
    assert!(
        page.text
            .contains("<bdi>Example Authenticator &#60;script&#62;</bdi>")
    );
    assert_eq!(
        worths(&page),
        ["push+pwd", "push-number+pwd", "oob+pwd"].map(|acr| format!("urn:countersign:acr:{acr}"))
    );
    desk.browser = bob;
    assert!(detail(&page, "Notifications").contains("has not allowed notifications"));
}
