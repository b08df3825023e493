//! The places to go on everybody's account page: in the reader's language, with pictures from our own address.

use std::collections::BTreeMap;

use countersign::settings::{DestinationSettings, Settings};
use countersign_core::model::Scope;
use countersign_tests::{PlainBrowser, World};

/// Dashboards of an organisation.
pub(crate) fn with_launcher(settings: &mut Settings) {
    let destination = |url: &str, names: &[(&str, &str)]| DestinationSettings {
        url: url.parse().unwrap(),
        client: None,
        names: names
            .iter()
            .map(|(tag, name)| ((*tag).to_owned(), (*name).to_owned()))
            .collect::<BTreeMap<_, _>>(),
    };
    settings.launcher = vec![
        destination(
            "https://academy.example.org/start?from=account&lang=en",
            &[("en", "Academy"), ("ar", "الأكاديمية"), ("ja", "アカデミー")],
        ),
        destination(
            "https://filing.example.org/",
            &[("en", "Intellectual Property Filing and Fees Dashboard")],
        ),
    ];
}

async fn logged_in(world: &World, languages: &str) -> PlainBrowser {
    world.user("alice").await;
    let (browser, mut phone) = world.first_phone("alice").await;
    let mut browser = browser.reading(languages);
    browser.log_in_by_phone("alice", &mut phone).await;
    browser
}

#[tokio::test]
async fn s16_the_account_leads_to_what_the_organisation_has() {
    let world = World::with(with_launcher).await;
    let page = logged_in(&world, "ja").await.get("/account").await;
    let list = page.between("<ul class=\"links launcher\">", "</ul>");
    let places: Vec<&str> = list.split("<li>").skip(1).collect();
    assert_eq!(places.len(), 2);
    let first = "href=\"https://academy.example.org/start?from=account&#38;lang=en\" rel=\"noreferrer\">";
    assert!(
        places[0].contains(&format!("{first}<bdi>アカデミー</bdi>")),
        "{}",
        places[0]
    );
    assert!(
        places[1].contains("lang=\"en\"><bdi>Intellectual Property"),
        "a name in another language says so: {}",
        places[1]
    );
    assert!(!list.contains("<img"));
}

#[tokio::test]
async fn a_server_without_places_says_nothing_of_them() {
    let world = World::start().await;
    let page = logged_in(&world, "en").await.get("/account").await;
    assert_eq!(page.status, 200);
    assert!(!page.text.contains("launcher") && !page.text.contains("Your services"));
}

#[tokio::test]
async fn a_picture_beside_a_place_comes_from_our_own_address() {
    let mut world = World::with(with_launcher).await;
    let shop = world.client(&[Scope::Login]).await;
    world.pause().await;
    let file = world.settings.server.data_dir.with_file_name("shop.png");
    std::fs::write(&file, b"\x89PNG\r\n\x1a\n").unwrap();
    world.settings.logos.insert(shop.id.clone(), file);
    world.settings.launcher[0].client = Some(shop.id.clone());
    world.resume().await;
    let mut browser = logged_in(&world, "en").await;
    let page = browser.get("/account").await;
    let list = page.between("<ul class=\"links launcher\">", "</ul>");
    let logo = format!("<img src=\"/clients/{}/logo\" alt=\"\">", shop.id);
    assert!(list.contains(&logo), "{list}");
    assert_eq!(
        browser.get(&format!("/clients/{}/logo", shop.id)).await.status,
        200
    );
}
