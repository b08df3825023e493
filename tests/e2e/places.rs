//! About where people are: what pages say of it, and what is told of logins from where nobody can have got.

use std::{net::IpAddr, time::Duration};

use countersign::{Server, World as TimeAndChance, admin::Command, settings::Settings};
use countersign_tests::{CodeApp, Mail, Page, Phone, PlaceDatabase, PlainBrowser, Provider, World};
use maxminddb::Reader;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::admin::{countersign, said};

const MAILBOX: &str = "alice@example.org";
const LYON: &str = "192.0.2.7";
const TOKYO: &str = "198.51.100.7";
const FRANCE: &str = "203.0.113.7";

/// Alice with a mailbox and a phone, at a server behind a proxy that knows about where networks are.
struct Home {
    world: World,
    phone: Phone,
}

impl Home {
    async fn new() -> Self {
        let world = World::with(|settings| {
            let file = settings.server.data_dir.with_file_name("city.mmdb");
            PlaceDatabase::of_cities().write(&file);
            settings.places.database = Some(file);
            settings.server.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
        })
        .await;
        world.user_with_mail("alice", MAILBOX).await;
        let mut browser = world.browser().at(LYON);
        let set_up = browser.log_in("alice").await;
        let code = browser.past_terms(&set_up).await.enrollment_code();
        let phone = world.scan(&code, Provider::Fcm).await;
        Self { world, phone }
    }

    /// Logs alice in.
    async fn log_in(&mut self, mut browser: PlainBrowser) -> PlainBrowser {
        browser.log_in_by_phone("alice", &mut self.phone).await;
        browser
    }

    async fn log_in_at(&mut self, address: &str) -> PlainBrowser {
        let browser = self.world.browser().at(address);
        self.log_in(browser).await
    }

    async fn told(&self) -> Mail {
        self.world.mail_to(MAILBOX).await
    }

    async fn records(&self, event: &str) -> Vec<Value> {
        let tail = self.world.operate(Command::AuditTail { limit: 100 }).await;
        let records = tail.as_array().unwrap().iter();
        records
            .filter(|record| record["event"] == event)
            .cloned()
            .collect()
    }
}

/// The page of the first authenticator.
async fn method(browser: &mut PlainBrowser) -> Page {
    let methods = browser.methods().await;
    browser.get(&methods[0]).await
}

#[tokio::test]
async fn s34_pages_and_notices_say_about_where_in_their_readers_language() {
    let mut home = Home::new().await;
    home.told().await;
    let mut browser = home.log_in_at(LYON).await;
    let page = method(&mut browser).await;
    assert!(page.text.contains("192.0.2.0/24"));
    let place = "<dt>About where</dt><dd><bdi>near Lyon, France</bdi></dd>";
    assert!(page.text.contains(place), "{}", page.text);
    let page = browser.get("/account/sessions").await;
    let place = "<bdi>192.0.2.7</bdi>, <bdi>near Lyon, France</bdi>";
    assert!(page.text.contains(place), "{}", page.text);
    let rename = format!("{}/rename", browser.methods().await[0]);
    browser.post(&rename, &[("label", "Pixel")]).await;
    let renamed = home.told().await;
    let place = "192.0.2.0/24, near Lyon, France";
    assert!(renamed.text.contains(place), "{}", renamed.text);

    browser.hold("lang", "ja");
    for page in [method(&mut browser).await, browser.get("/account/sessions").await] {
        assert!(page.text.contains("フランス、リヨン 付近"), "{}", page.text);
    }

    // Of so vague a place the country is all that can be said.
    let mut browser = home.log_in_at(FRANCE).await;
    let page = method(&mut browser).await;
    assert!(
        page.text
            .contains("<dt>About where</dt><dd><bdi>France</bdi></dd>"),
        "{}",
        page.text
    );
    let mut browser = home.log_in_at("10.0.0.1").await;
    let page = method(&mut browser).await;
    assert!(page.text.contains("10.0.0.0/24") && !page.text.contains("About where"));
}

#[tokio::test]
async fn whoever_seems_to_have_travelled_faster_than_anybody_is_told_and_can_log_everybody_out() {
    let mut home = Home::new().await;
    home.told().await;
    let mut here = home.log_in_at(LYON).await;
    home.world.clock.advance(Duration::from_secs(1800));
    let mut there = home.log_in_at(TOKYO).await;
    assert!(there.is_logged_in().await, "it is a signal");

    let told = home.told().await;
    assert_eq!(told.subject, "Countersign: a login from far away");
    for said in [
        "alice",
        "198.51.100.0/24, near Tokyo, Japan",
        "192.0.2.0/24, near Lyon, France (",
    ] {
        assert!(told.text.contains(said), "{said}: {}", told.text);
    }
    for address in [LYON, TOKYO] {
        assert!(!told.text.contains(address), "{}", told.text);
    }
    let [record] = &home.records("impossible_travel").await[..] else {
        panic!("one journey")
    };
    let reason = record["reason"].as_str().unwrap();
    assert!(reason.starts_with("from=FR to=JP km=9820 minutes=30"), "{reason}");
    assert!(!record.to_string().contains(TOKYO));
    let metrics = home.world.metrics().await;
    assert!(metrics.contains("countersign_impossible_travels_total"));

    let link = told.link().to_owned();
    let page = here.get(&link).await;
    assert!(!page.text.contains("Set aside the authenticator"));
    assert_eq!(here.post(&link, &[]).await.status, 200);
    assert!(!here.is_logged_in().await && !there.is_logged_in().await);
    home.world.clock.advance(Duration::from_secs(61));
    home.log_in_at(LYON).await;
    home.world.settle().await;
    assert!(home.world.fakes.smtp.taken().is_empty(), "once a day");
    assert_eq!(home.records("impossible_travel").await.len(), 2);
}

#[tokio::test]
async fn a_login_by_code_is_looked_at_as_one_by_phone_is() {
    let mut home = Home::new().await;
    let mut browser = home.log_in_at(LYON).await;
    let begun = browser
        .post("/account/methods/add/codes", &[("label", "Laptop")])
        .await;
    let path = begun.location().to_owned();
    let uri = browser.get(&path).await.enrollment_code();
    let mut app = CodeApp::scan(&uri, home.world.clock.clone()).await;
    browser.post(&path, &[("code", &app.code())]).await;
    home.world.clock.advance(Duration::from_secs(1800));
    let mut browser = home.world.browser().at(TOKYO);
    let waiting = browser.log_in("alice").await;
    browser
        .post(&format!("{waiting}/code"), &[("code", &app.code())])
        .await;
    assert_eq!(browser.get(&waiting).await.location(), "/account");
    assert_eq!(home.records("impossible_travel").await.len(), 1);
}

#[tokio::test]
async fn s26_the_first_of_eleven_sessions_has_ended() {
    let mut home = Home::new().await;
    let mut first = home.log_in_at(LYON).await;
    let page = first.get("/account/sessions").await;
    let said = "There can be <bdi>10</bdi> at most: when one more begins, the oldest ends.";
    assert!(page.text.contains(said), "{}", page.text);
    let mut others = Vec::new();
    for _ in 0..10 {
        assert!(first.is_logged_in().await);
        home.world.clock.advance(Duration::from_secs(61));
        others.push(home.log_in_at(LYON).await);
    }
    assert!(!first.is_logged_in().await);
    for other in &mut others {
        assert!(other.is_logged_in().await);
    }
    assert_eq!(home.records("session_ended").await.len(), 1);
}

/// Why a server does not start with this in the file of its database; with nothing, there is none.
async fn refusal(bytes: Option<&[u8]>) -> String {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("city.mmdb");
    if let Some(bytes) = bytes {
        std::fs::write(&file, bytes).unwrap();
    }
    let mut settings = Settings::default();
    settings.server.listen = ([127, 0, 0, 1], 0).into();
    settings.server.ops_listen = settings.server.listen;
    settings.server.data_dir = dir.path().join("data");
    settings.places.database = Some(file.clone());
    let world = TimeAndChance::default();
    let started = Server::start(&settings, world, axum::Router::new()).await;
    let said = format!("{:#}", started.err().expect("it does not start"));
    let named = format!("setting places.database: {}", file.display());
    assert!(said.starts_with(&named), "{said}");
    said[named.len()..].to_owned()
}

#[tokio::test]
async fn a_database_of_places_that_is_none_keeps_the_server_from_starting() {
    assert!(refusal(None).await.contains("No such file"));
    let whole = PlaceDatabase::of_cities().bytes();
    for broken in [
        &b""[..],
        b"no database",
        &whole[..whole.len() / 2],
        &whole[1000..],
    ] {
        refusal(Some(broken)).await;
    }
    let other = PlaceDatabase::new("GeoLite2-ASN").bytes();
    let said = refusal(Some(&other)).await;
    assert_eq!(
        said,
        " is a database of the type \"GeoLite2-ASN\", and neither of cities nor of countries"
    );
}

#[test]
fn commands_need_no_file_that_only_a_server_reads() {
    let authority = r#"
        [certificates]
        listen = "127.0.0.1:0"
        public_url = "https://cards.example.org"
        cert_file = "/nowhere/door.pem"
        key_file = "/nowhere/door-key.pem"
        [[certificates.authorities]]
        name = "Staff"
        ca_file = "/nowhere/ca.pem"
        crl_file = "/nowhere/staff.crl"
        key_storage = "software"
    "#;
    for (named, settings) in [
        ("city.mmdb", "[places]\ndatabase = \"/nowhere/city.mmdb\"\n"),
        ("ca.pem", "[outgoing]\nca_file = \"/nowhere/ca.pem\"\n"),
        ("ca.pem", authority),
    ] {
        let dir = TempDir::new().unwrap();
        let (file, data) = (dir.path().join("settings.toml"), dir.path().join("data"));
        std::fs::write(&file, settings).unwrap();
        let config = file.to_str().unwrap();
        let run = |arguments: &[&str]| {
            let arguments = [arguments, &["--json", "--config", config]].concat();
            countersign(&arguments, &data, "")
        };
        for command in [
            &["schema", "migrate"][..],
            &["user", "add", "alice"],
            &["operator", "add", "rita", "--role", "owner"],
            &["user", "list"],
        ] {
            let done = run(command);
            assert!(done.status.success(), "{command:?}: {}", said(&done));
        }
        // What a server would say is said.
        let checked = run(&["doctor"]);
        assert!(!checked.status.success());
        let report = String::from_utf8_lossy(&checked.stdout).into_owned();
        assert!(report.contains(named), "{report}");
    }
}

#[test]
fn the_tests_own_database_is_one_as_its_format_has_it() {
    let long = "x".repeat(284);
    let database = PlaceDatabase::of_cities().with(
        "10.0.0.0/8",
        &json!({"long": long, "many": [1, 65_536, 0.5], "none": {}}),
    );
    let reader = Reader::from_source(database.bytes()).unwrap();
    reader.verify().unwrap();
    assert_eq!(reader.metadata().database_type, "GeoLite2-City");
    let found = |address: &str| -> Option<Value> {
        let address: IpAddr = address.parse().unwrap();
        reader.lookup(address).unwrap().decode().unwrap()
    };
    for address in [LYON, "192.0.2.255", "2001:db8:1::7"] {
        assert_eq!(
            found(address).unwrap()["city"]["names"]["ja"],
            "リヨン",
            "{address}"
        );
    }
    let location = found(TOKYO).unwrap()["location"].clone();
    assert_eq!(
        location,
        json!({"latitude": 35.6762, "longitude": 139.6503, "accuracy_radius": 50})
    );
    let many = json!({"long": long, "many": [1, 65_536, 0.5], "none": {}});
    assert_eq!(found("10.200.3.4"), Some(many));
    for address in ["192.0.3.1", "192.0.1.255", "2001:db8:2::7", "::1"] {
        assert_eq!(found(address), None, "{address}");
    }
}
