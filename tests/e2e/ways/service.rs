//! Every page of a login says what it is for: the service's own name and the host that people know it by.

use countersign::admin::Command;
use countersign_core::model::Scope;
use countersign_tests::{CodeApp, Page, PlainBrowser, RelyingParty, World};
use reqwest::Method;
use serde_json::{Value, json};

use super::set_up_by;

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

/// The enrolments that were ever asked for: by which client each.
async fn enrollments(world: &World) -> Vec<Value> {
    let tail = world.operate(Command::AuditTail { limit: 1000 }).await;
    let records = tail.as_array().unwrap().iter();
    let asked = records.filter(|record| record["event"] == "enrollment_started");
    asked.map(|record| record["client_id"].clone()).collect()
}

#[tokio::test]
async fn s3_what_was_enrolled_through_one_service_logs_in_to_another_at_another_origin() {
    let world = World::start().await;
    let (filing_at, hearings_at) = ("https://filing.example.org", "https://hearings.example.net");
    let scopes = [Scope::Login, Scope::Enroll];
    let filing = world.client_at("Filing", &scopes, filing_at).await;
    let hearings = world.client_at("Hearings", &[Scope::Login], hearings_at).await;
    let (mut phone, _app) = set_up_by(&filing, &world, "alice").await;
    assert_eq!(enrollments(&world).await, [json!(filing.id)]);

    let login = hearings.login(json!({"username": "alice"})).await;
    let mut browser = world.browser();
    let waiting = browser.get(&login.page()).await.location().to_owned();
    let ways = browser.get(&format!("{waiting}/ways")).await;
    let main = ways.between("<main", "</main>");
    for said in [
        "<bdi>Hearings</bdi>",
        "hearings.example.net",
        "value=\"push\"",
        "value=\"code\"",
    ] {
        assert!(main.contains(said), "{said}: {main}");
    }
    for other in ["Filing", "filing.example.org", "/account/methods/add"] {
        assert!(!main.contains(other), "{other}: {main}");
    }
    // The page of the one service watches the login; that of the other cannot.
    for (origin, watches) in [(hearings_at, true), (filing_at, false)] {
        let request = hearings
            .anonymous(Method::GET, &login.path())
            .header("origin", origin);
        let read = hearings.send(request.bearer_auth(login.wait_token())).await;
        let allowed = read.headers.get("access-control-allow-origin");
        assert_eq!(
            allowed.is_some_and(|allowed| allowed == origin),
            watches,
            "{origin}"
        );
    }

    let page = browser.get(&waiting).await;
    assert!(page.text.contains("Pixel 8"), "{}", page.text);
    assert_eq!(phone.approve(page.number()).await, 200);
    let ended = hearings.ended(&login).await;
    assert_eq!(ended["state"], "approved");
    let claims = ended.claims();
    assert_eq!(
        (&claims["aud"], &claims["sub"]),
        (&json!(hearings.id), &json!("alice"))
    );
    assert_eq!(
        enrollments(&world).await,
        [json!(filing.id)],
        "nothing was enrolled for it"
    );
}
