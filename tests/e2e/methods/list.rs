//! The page that lists what somebody has and what else can be set up.

use countersign::admin::Command;
use countersign_core::{
    model::Scope,
    settings::{AppUse, Offer, StoreApp, StorePlatform},
};
use countersign_tests::{Browser, Page};

use super::Desk;

/// What is offered, in the order of the page.
fn offered(page: &Page) -> Vec<&str> {
    let links = page.text.split("href=\"/account/methods/add/").skip(1);
    links.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[tokio::test]
async fn s20_what_is_offered_comes_in_the_order_of_the_settings_and_says_why() {
    let mut desk = Desk::new().await;
    let page = desk.list().await;
    assert_eq!(offered(&page), ["phone", "app", "both", "codes", "paper"]);
    // What it is all for stands before the first button.
    let intro = page.text.find("Treat it like your keys").unwrap();
    let extra = page.text.find("before what matters most").unwrap();
    let first = page.text.find("href=\"/account/methods/add/").unwrap();
    assert!(intro < extra && extra < first);
    assert!(page.text.contains("Set up at least two"));

    let mut desk = Desk::with(|settings| {
        settings.enrollment.offers = vec![Offer::Paper, Offer::Codes, Offer::Passkey];
        crate::certificates::with_door(settings);
    })
    .await;
    let page = desk.list().await;
    assert_eq!(
        offered(&page),
        ["paper", "codes", "phone", "app", "both", "certificate"]
    );
    let reasons = [
        "Meant for emergencies: paper can be copied, and each code serves once.",
        "Protects well without a connection, and takes six digits to type.",
        "Protects well and takes one tap.",
        "Protects well, takes one tap, and serves you without a connection too.",
        "Protects well and takes longest: people answer each request.",
    ];
    let places: Vec<usize> = reasons.iter().map(|why| page.text.find(why).unwrap()).collect();
    assert!(places.is_sorted(), "each reason stands on its own card");
}

fn app(name: &str, platform: StorePlatform, uses: &[AppUse]) -> StoreApp {
    StoreApp {
        name: name.to_owned(),
        platform,
        url: format!("https://apps.example.org/{}?for=all&x=1", name.to_lowercase())
            .parse()
            .unwrap(),
        uses: uses.iter().copied().collect(),
    }
}

#[tokio::test]
async fn s21_the_apps_of_the_settings_are_named_where_one_is_to_be_installed() {
    let mut desk = Desk::with(|settings| {
        settings.enrollment.apps = vec![
            app("Alpha", StorePlatform::Android, &[AppUse::Push, AppUse::Codes]),
            app("Beta", StorePlatform::Ios, &[AppUse::Push]),
            app("Gamma & <b>Co</b>", StorePlatform::Desktop, &[AppUse::Codes]),
        ];
    })
    .await;
    let cases: [(&str, &[&str]); 5] = [
        ("app", &["Alpha", "Beta"]),
        ("both", &["Alpha"]),
        ("codes", &["Alpha", "Gamma &#38; &#60;b&#62;Co&#60;/b&#62;"]),
        ("phone", &[]),
        ("paper", &[]),
    ];
    for (what, named) in cases {
        let page = desk.browser.get(&format!("/account/methods/add/{what}")).await;
        for name in ["Alpha", "Beta", "Gamma &#38; &#60;b&#62;Co&#60;/b&#62;"] {
            assert_eq!(page.text.contains(name), named.contains(&name), "{what}: {name}");
        }
    }
    let page = desk.browser.get("/account/methods/add/app").await;
    let link = "<a href=\"https://apps.example.org/beta?for=all&#38;x=1\" rel=\"noreferrer\">";
    assert!(page.text.contains(link), "{}", page.text);
    assert!(page.text.contains("(iPhone or iPad)"));

    let begun = desk.browser.post("/account/methods/add/app", &[]).await;
    let page = desk.browser.get(begun.location()).await;
    assert!(
        page.text.contains("Beta") && !page.text.contains("Gamma"),
        "{}",
        page.text
    );
    assert!(page.text.contains("not to enter a key by hand"));
}

#[tokio::test]
async fn s36_an_app_is_had_by_a_link_and_by_a_code_that_a_phone_scans() {
    let Desk { world, mut phone, .. } = Desk::with(|settings| {
        settings.enrollment.apps = vec![
            app("Alpha", StorePlatform::Ios, &[AppUse::Push]),
            app("Beta", StorePlatform::Desktop, &[AppUse::Push]),
        ];
    })
    .await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.log_in_by_phone(&world, &mut phone).await;
    tab.wait_for("You are logged in as alice.").await;
    tab.goto(&world.url("/account/methods/add/app")).await;
    assert!(
        !tab.html().await.contains("install <bdi>Beta</bdi>"),
        "no phone runs it"
    );
    tab.click("main details summary").await;
    assert_eq!(
        tab.decoded(".code").await,
        "https://apps.example.org/alpha?for=all&x=1"
    );
    assert_eq!(tab.barriers().await, [""; 0]);
    tab.assert_quiet().await;
}

#[tokio::test]
async fn s33_whoever_sets_a_phone_up_is_told_to_lock_it() {
    let mut desk = Desk::new().await;
    for (what, said) in [("phone", true), ("app", true), ("both", true), ("paper", false)] {
        let page = desk.browser.get(&format!("/account/methods/add/{what}")).await;
        let advice = page.text.contains("Turn on your phone&#39;s screen lock");
        assert_eq!(advice, said, "{what}");
    }
}

#[tokio::test]
async fn s37_whoever_scans_with_an_app_is_told_to_type_nothing_and_a_phone_opens_its_own_code() {
    let mut desk = Desk::new().await;
    for (what, said) in [("app", true), ("codes", false), ("phone", false)] {
        desk.world.clock.advance(std::time::Duration::from_secs(61));
        let add = format!("/account/methods/add/{what}");
        desk.log_in(&format!("/login?next={add}")).await;
        let begun = desk.browser.post(&add, &[]).await;
        let page = desk.browser.get(begun.location()).await;
        assert_eq!(page.text.contains("not to enter a key by hand"), said, "{what}");
        assert!(page.text.contains("id=\"open\" href=\""), "{what}");
        desk.browser
            .post(&format!("{}/cancel", begun.location()), &[])
            .await;
    }
}

const SHOP: &str = "https://shop.example.org";

fn from(client: &str, back: &str) -> String {
    let said = [("client_id", client), ("back", back)];
    let url = reqwest::Url::parse_with_params("https://id.example.org/account/methods", said).unwrap();
    format!("{}?{}", url.path(), url.query().unwrap())
}

/// Where Close leads.
fn close(page: &Page) -> &str {
    let (_, rest) = page
        .text
        .split_once("id=\"close\" href=\"")
        .expect("it can be closed");
    rest.split('"').next().unwrap()
}

#[tokio::test]
async fn s18_close_leads_back_to_where_its_person_came_from() {
    let mut desk = Desk::new().await;
    assert_eq!(close(&desk.list().await), "/account");
    let shop = desk.world.client_with(&[Scope::Login], &[SHOP]).await;
    let back = format!("{SHOP}/profile?tab=safety&x=1");
    let shown = desk.browser.get(&from(&shop.id, &back)).await;
    assert_eq!(shown.location(), "/account/methods");
    let list = desk.list().await;
    assert_eq!(close(&list), back.replace('&', "&#38;"));
    assert!(
        list.text.contains("Close and go back to <bdi>Example Shop</bdi>"),
        "{}",
        list.text
    );
    // It is there after something was set up, and for whoever has to log in first.
    desk.add_codes("Laptop").await.unwrap();
    assert!(close(&desk.list().await).starts_with(SHOP));
    let mut stranger = desk.world.browser();
    let sent = stranger.get(&from(&shop.id, &back)).await;
    assert_eq!(sent.location(), "/login?next=/account/methods");
    desk.browser = stranger;
    desk.world.clock.advance(std::time::Duration::from_secs(61));
    assert_eq!(
        desk.log_in("/login?next=/account/methods").await,
        "/account/methods"
    );
    assert!(close(&desk.list().await).starts_with(SHOP));
    // A service that was closed meanwhile is gone back to no more.
    let id = shop.id.clone();
    desk.world.operate(Command::ClientSuspend { id }).await;
    assert_eq!(close(&desk.list().await), "/account");
    // Whoever logs out leaves nothing of it behind.
    assert!(desk.browser.cookie("back").is_some());
    desk.browser.post("/account/logout", &[]).await;
    assert_eq!(desk.browser.cookie("back"), None);
}

#[tokio::test]
async fn s18_close_leads_to_no_strangers_site() {
    let mut desk = Desk::new().await;
    let shop = desk.world.client_with(&[Scope::Login], &[SHOP]).await;
    let bank = desk
        .world
        .client_with(&[Scope::Login], &["https://bank.example.org"])
        .await;
    let evil = [
        (&*shop.id, "https://evil.example/"),
        (&shop.id, "https://shop.example.org.evil.example/"),
        (&shop.id, "https://shop.example.org@evil.example/"),
        (&shop.id, "https://evil.example\\@shop.example.org/"),
        (&shop.id, "//evil.example"),
        (&shop.id, "http://shop.example.org/"),
        (&shop.id, "javascript:alert(1)"),
        (&shop.id, "data:text/html,x"),
        (&shop.id, "/login"),
        (&shop.id, "https://bank.example.org/"),
        (&bank.id, "https://shop.example.org/"),
        ("nobody", "https://shop.example.org/"),
        ("countersign", "https://shop.example.org/"),
    ];
    for (client, back) in evil {
        let shown = desk.browser.get(&from(client, back)).await;
        assert_eq!(shown.location(), "/account/methods", "{back}");
        assert_eq!(shown.header("set-cookie"), "", "{back}");
        assert_eq!(close(&desk.list().await), "/account", "{back}");
    }
    // Whatever else a browser may hold in that cookie leads nowhere.
    let said = serde_json::json!({"client_id": shop.id, "back": "https://evil.example/"});
    let forged = data_encoding::BASE64URL_NOPAD.encode(said.to_string().as_bytes());
    for held in [&*forged, "x", ""] {
        desk.browser.hold("back", held);
        assert_eq!(close(&desk.list().await), "/account", "{held}");
    }
}

#[tokio::test]
async fn in_a_browser_close_is_a_link_like_others() {
    let Desk { world, mut phone, .. } = Desk::new().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.log_in_by_phone(&world, &mut phone).await;
    tab.wait_for("You are logged in as alice.").await;
    // The server itself stands for a service here.
    let origin = world.url("");
    let shop = world.client_with(&[Scope::Login], &[&origin]).await;
    tab.goto(&world.url(&from(&shop.id, &world.url("/help")))).await;
    tab.click("#close").await;
    assert_eq!(tab.path().await, "/help");
    tab.assert_quiet().await;
}
