//! Every page of a login says what it is for: the service's own name and the host that people know it by.

use countersign_core::model::Scope;
use countersign_tests::{CodeApp, Page, PlainBrowser, RelyingParty, World};
use serde_json::json;

const HOST: &str = "shop.example.org";

/// Alice's app with codes, and a login of `shop` in her browser: where it waits.
async fn waiting(world: &World, shop: &RelyingParty) -> (PlainBrowser, String) {
    let login = shop.login(json!({"username": "alice"})).await;
    let mut browser = world.browser();
    let waiting = browser.get(&login.page()).await.location().to_owned();
    (browser, waiting)
}

fn says(page: &Page, service: &str, host: Option<&str>) -> bool {
    let line = format!("You are logging in to <bdi>{service}</bdi>.");
    // The menu of languages leads back to the page's own address, whatever stands in it.
    let main = page.between("<main", "</main>");
    let hosts = main.matches(HOST).count();
    page.status == 200 && main.contains(&line) && hosts == usize::from(host.is_some())
}

#[tokio::test]
async fn s8_a_login_for_a_client_says_its_name_and_host_on_every_page() {
    let world = World::start().await;
    let scopes = [Scope::Login, Scope::EnrollRaw];
    let shop = world
        .client_with(
            &scopes,
            &[&format!("https://{HOST}"), "https://other.example.org"],
        )
        .await;
    let started = shop.enroll_as("alice", json!({"kind": "totp"})).await;
    let mut app = CodeApp::scan(started.uri(), world.clock.clone()).await;
    shop.code(&started, &app.code()).await;
    let (mut browser, waiting) = waiting(&world, &shop).await;
    for page in ["/code", "/ways"] {
        let shown = browser.get(&format!("{waiting}{page}")).await;
        assert!(says(&shown, "Example Shop", Some(HOST)), "{page}: {}", shown.text);
    }
    // Whatever the address says, nothing that is not registered is shown.
    let own = world
        .browser()
        .get("/login?client=shop.example.org&service=Evil")
        .await;
    assert!(says(&own, "Countersign", None), "{}", own.text);
    assert!(!own.between("<main", "</main>").contains("Evil"));
}

#[tokio::test]
async fn s8_a_client_without_addresses_and_our_own_pages_show_no_host() {
    let world = World::start().await;
    let shop = world.client(&[Scope::Login, Scope::EnrollRaw]).await;
    world.user("alice").await;
    let mut phone = world
        .phone(&shop, "alice", countersign_tests::Provider::Fcm)
        .await;
    let (mut browser, waiting) = waiting(&world, &shop).await;
    let shown = browser.get(&waiting).await;
    assert!(says(&shown, "Example Shop", None), "{}", shown.text);
    assert_eq!(phone.deny().await, 200);

    let desk = world.client(&[Scope::Enroll]).await;
    world.user("bob").await;
    let code = browser.take(&desk.enroll("bob").await).await;
    world.scan(&code, countersign_tests::Provider::Fcm).await;
    let waiting = browser.log_in("bob").await;
    let shown = browser.get(&waiting).await;
    assert!(says(&shown, "Countersign", None), "{}", shown.text);
}

#[tokio::test]
async fn s8_the_logo_of_a_service_comes_from_our_own_address() {
    let mut world = World::start().await;
    let shop = world.client(&[Scope::Login, Scope::EnrollRaw]).await;
    let file = world.settings.server.data_dir.with_file_name("shop.png");
    let picture = b"\x89PNG\r\n\x1a\n";
    std::fs::write(&file, picture).unwrap();
    world.settings.logos.insert(shop.id.clone(), file);
    world.pause().await;
    world.resume().await;
    let started = shop.enroll_as("alice", json!({"kind": "totp"})).await;
    let mut app = CodeApp::scan(started.uri(), world.clock.clone()).await;
    shop.code(&started, &app.code()).await;
    let (mut browser, waiting) = waiting(&world, &shop).await;
    let page = browser.get(&format!("{waiting}/code")).await;
    let logo = page.between("<img class=\"service\" src=\"", "\"");
    assert_eq!(logo, format!("/clients/{}/logo", shop.id));
    let shown = world.browser().get(logo).await;
    assert_eq!((shown.status, shown.header("content-type")), (200, "image/png"));
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    for other in ["/clients/none/logo", "/clients/countersign/logo"] {
        assert_eq!(world.browser().get(other).await.status, 404, "{other}");
    }
    let own = world.browser().get("/login").await;
    assert!(!own.text.contains("class=\"service\""), "{}", own.text);
}
