//! Who says in which language: the reader, then the account, then the service, then the browser, then the settings.

use countersign::{admin::Command, settings::Settings};
use countersign_core::model::Scope;
use countersign_tests::{Page, Phone, PlainBrowser, Provider, World};

/// The language of a page, by its header and in itself.
fn language(page: &Page) -> &str {
    let tag = page.header("content-language");
    assert_eq!(page.between("<html lang=\"", "\""), tag);
    assert_eq!(page.header("vary"), "Accept-Language, Cookie");
    let direction = if tag == "ar" { "rtl" } else { "ltr" };
    assert_eq!(page.between(" dir=\"", "\""), direction);
    tag
}

async fn choose(browser: &mut PlainBrowser, tag: &str, page: &str) -> Page {
    browser
        .post("/language", &[("language", tag), ("page", page)])
        .await
}

/// Alice, her phone, and a browser that reads German.
async fn scene(world: &World) -> (Phone, PlainBrowser) {
    world.user("alice").await;
    let desk = world.client(&[Scope::Enroll]).await;
    let mut browser = world.browser().reading("de-CH, en;q=0.5");
    let code = browser.take(&desk.enroll("alice").await).await;
    (world.scan(&code, Provider::Fcm).await, browser)
}

async fn is_written_to_in(world: &World, tag: &str) {
    let (name, language) = ("alice".to_owned(), tag.to_owned());
    world.operate(Command::UserLanguage { name, language }).await;
}

#[tokio::test]
async fn a_reader_chooses_in_the_menu_and_comes_back_to_the_page() {
    let world = World::start().await;
    let mut browser = world.browser().reading("pt-BR,pt;q=0.9,en;q=0.8");
    let page = browser.get("/login").await;
    assert_eq!(language(&page), "pt");
    assert!(
        page.text.contains(
            "<button name=\"language\" value=\"pt\" lang=\"pt\" dir=\"ltr\" aria-current=\"true\">"
        )
    );
    let action = page.between("<form method=\"post\" action=\"", "\"").to_owned();
    let back = page.between("name=\"page\" value=\"", "\"").to_owned();
    assert_eq!((action.as_str(), back.as_str()), ("/language", "/login"));

    let chosen = choose(&mut browser, "ar", "/login").await;
    assert_eq!((chosen.status, chosen.location()), (303, "/login"));
    assert!(
        chosen
            .header("set-cookie")
            .contains("; HttpOnly; SameSite=Lax; Path=/; Max-Age=")
    );
    for path in ["/login", "/help", "/nothing", "/problems/wrong-code", "/phone"] {
        assert_eq!(language(&browser.get(path).await), "ar", "{path}");
    }
    let manifest = browser.get("/phone/manifest.webmanifest").await;
    assert!(manifest.text.contains("\"lang\": \"ar\"") && manifest.text.contains("\"dir\": \"rtl\""));
    assert_eq!(manifest.header("content-language"), "ar");
}

#[tokio::test]
async fn the_menu_leads_nowhere_else_and_takes_no_language_that_is_not_spoken() {
    let world = World::start().await;
    let mut browser = world.browser();
    for page in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "evil.example",
        "",
    ] {
        let chosen = choose(&mut browser, "de", page).await;
        assert_eq!((chosen.status, chosen.location()), (303, "/"), "{page:?}");
    }
    let refused = choose(&mut browser, "nl", "/login").await;
    assert_eq!((refused.status, language(&refused)), (422, "de"));
    assert_eq!(choose(&mut browser, "\r\nde", "/").await.status, 422);
    assert_eq!(browser.cookie("lang"), Some("de"), "what was chosen before stays");
}

#[tokio::test]
async fn pages_and_pushes_about_an_account_are_in_its_language_until_the_reader_chooses() {
    let world = World::start().await;
    let (mut phone, mut browser) = scene(&world).await;
    is_written_to_in(&world, "ja-JP").await;
    assert_eq!(
        language(&browser.get("/login").await),
        "de",
        "nobody is known yet"
    );
    let waiting = browser.log_in("alice").await;
    let page = browser.get(&waiting).await;
    assert_eq!(language(&page), "ja");
    assert!(
        page.text
            .contains("<bdi>Pixel 8</bdi> にリクエストを送信しました。"),
        "{}",
        page.text
    );
    let question = phone.question().await;
    assert_eq!(question.claims.message, "Countersign にログインしますか？");

    choose(&mut browser, "fr", &waiting).await;
    assert_eq!(language(&browser.get(&waiting).await), "fr");
    let number = browser.get(&waiting).await.number();
    assert_eq!(
        phone
            .answer(&question, countersign_tests::pick(number.unwrap()))
            .await,
        200
    );
    browser.get(&waiting).await;
    assert_eq!(language(&browser.get("/account").await), "fr");
}

#[tokio::test]
async fn a_service_says_what_its_visitor_reads_and_that_is_kept_for_the_visit() {
    let world = World::start().await;
    let (_phone, mut browser) = scene(&world).await;
    let page = browser.get("/login?ui_locales=nl%20zh-Hant-TW%20ru").await;
    assert_eq!(language(&page), "zh");
    assert!(
        !page.header("set-cookie").contains("Max-Age"),
        "it is no choice of the reader's own"
    );
    let refused = browser
        .post("/login", &[("username", "alice"), ("password", "wrong")])
        .await;
    assert_eq!(language(&refused), "zh");
    assert_eq!(language(&browser.get("/help?ui_locales=ko").await), "ko");
    assert_eq!(language(&browser.get("/help?ui_locales=nl").await), "ko");
    is_written_to_in(&world, "es").await;
    let waiting = browser.log_in("alice").await;
    assert_eq!(language(&browser.get(&waiting).await), "es");
    choose(&mut browser, "ru", "/").await;
    assert_eq!(language(&browser.get("/login?ui_locales=ko").await), "ru");
}

#[tokio::test]
async fn whoever_says_nothing_is_answered_in_the_language_of_the_service() {
    let world = World::with(|settings| settings.branding.language = "fr".to_owned()).await;
    let (mut phone, _) = scene(&world).await;
    let mut browser = world.browser().reading("nl, *;q=0.1");
    assert_eq!(language(&browser.get("/login").await), "fr");
    browser.log_in("alice").await;
    assert_eq!(
        phone.question().await.claims.message,
        "Se connecter à Countersign ?"
    );

    let mut settings = Settings::default();
    settings.branding.language = "nl".to_owned();
    let refused = settings.check().unwrap_err().to_string();
    assert!(
        refused.starts_with("setting branding.language is not spoken here; there are ar, de, en"),
        "{refused}"
    );
}
