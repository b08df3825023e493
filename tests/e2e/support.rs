//! Help, and whom people can ask and when: by the clock of the office, and by the reader's own where a script can tell.

mod links;

use countersign::settings::Settings;
use countersign_core::{
    port::Clock,
    settings::{HoursSettings, OfficeSettings},
};
use countersign_tests::{Browser, Page, World};
use jiff::{Timestamp, tz::TimeZone};

/// Hours on these days.
fn hours(weekdays: &[&str], opens: &str, closes: &str) -> HoursSettings {
    HoursSettings {
        weekdays: weekdays.iter().map(|day| (*day).to_owned()).collect(),
        opens: opens.to_owned(),
        closes: closes.to_owned(),
    }
}

fn office(name: &str, language: &str, zone: &str, hours: Vec<HoursSettings>) -> OfficeSettings {
    OfficeSettings {
        name: name.to_owned(),
        languages: vec![language.to_owned()],
        phone: Some("+44 (20) 7946 0018".to_owned()),
        mail: Some("support@example.org".to_owned()),
        form: Some(
            "https://www.example.org/contact?topic=login&from=page"
                .parse()
                .unwrap(),
        ),
        time_zone: zone.to_owned(),
        hours,
        holidays: Vec::new(),
    }
}

const WORKING_DAYS: [&str; 5] = ["mon", "tue", "wed", "thu", "fri"];

/// An office like many.
pub(crate) fn with_office(settings: &mut Settings) {
    let nine_to_six = vec![hours(&WORKING_DAYS, "09:00", "18:00")];
    settings.support.offices = vec![office("Example Shop", "ja", "Europe/Zurich", nine_to_six)];
}

/// The part of a page about the office of this name.
fn about<'a>(page: &'a Page, name: &str) -> &'a str {
    let (_, rest) = page.text.split_once(&format!("<bdi>{name}</bdi></h2>")).unwrap();
    rest.split("</section>").next().unwrap()
}

/// The moments in a part of a page.
fn moments(part: &str) -> Vec<Timestamp> {
    let all = part.split("<time datetime=\"").skip(1);
    all.map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect()
}

async fn wait_until(world: &World, at: Timestamp) {
    let now = world.clock.now().as_millis();
    let left = u64::try_from(at.as_millisecond() - now).unwrap();
    world.clock.advance(std::time::Duration::from_millis(left));
}

/// Whether the office is said to be open.
fn is_open(part: &str) -> bool {
    let (open, closed) = (
        part.contains("<strong>open</strong>"),
        part.contains("<dd>closed</dd>"),
    );
    assert_ne!(open, closed, "{part}");
    open
}

#[tokio::test]
async fn an_office_is_open_in_its_hours_and_the_page_says_when_that_changes() {
    let world = World::with(with_office).await;
    let mut browser = world.browser();
    let zone = TimeZone::get("Europe/Zurich").unwrap();
    // A week has a night, a working day and a weekend.
    for _ in 0..14 {
        let page = browser.get("/support").await;
        let part = about(&page, "Example Shop");
        let change = moments(part)[0];
        let clock = change.to_zoned(zone.clone());
        let expected = if is_open(part) { "18:00" } else { "09:00" };
        assert_eq!(clock.strftime("%H:%M").to_string(), expected, "{part}");
        let said = clock.strftime("%A</span> <span translate=\"no\" dir=\"ltr\">%Y-%m-%d %H:%M<");
        assert!(part.contains(&said.to_string()), "{said}: {part}");
        let week = moments(part.split("class=\"hours\"").nth(1).unwrap());
        assert!((5..=6).contains(&(week.len() / 2)), "{part}");
        wait_until(&world, change).await;
        let after = browser.get("/support").await;
        assert_ne!(is_open(about(&after, "Example Shop")), is_open(part), "{change}");
    }
}

#[tokio::test]
async fn whoever_speaks_the_language_of_the_reader_comes_first_and_every_way_to_ask_is_a_link() {
    let always = vec![hours(
        &[&WORKING_DAYS[..], &["sat", "sun"]].concat(),
        "00:00",
        "24:00",
    )];
    let world = World::with(|settings| {
        settings.support.offices = vec![
            office("Tokyo & <i>", "ja", "Asia/Tokyo", Vec::new()),
            office("Genève", "fr-CH", "Europe/Zurich", always),
        ];
    });
    let world = world.await;
    for (language, first) in [("en", "Tokyo"), ("ja", "Tokyo"), ("fr", "Genève")] {
        let page = world.browser().reading(language).get("/support").await;
        let (_, heading) = page.text.split_once("<h2 id=\"office-1\"><bdi>").unwrap();
        assert!(heading.starts_with(first), "{language}: {}", page.text);
    }
    let page = world.browser().get("/support").await;
    let never = about(&page, "Tokyo &#38; &#60;i&#62;");
    assert!(!is_open(never) && moments(never).is_empty(), "{never}");
    let always = about(&page, "Genève");
    assert!(is_open(always) && moments(always).is_empty(), "{always}");
    for link in [
        "href=\"tel:+442079460018\"",
        "href=\"mailto:support@example.org\"",
        "href=\"https://www.example.org/contact?topic=login&#38;from=page\"",
    ] {
        assert!(always.contains(link), "{link}: {always}");
    }
    assert!(
        always.contains("<span lang=\"fr-CH\">Français</span>"),
        "{always}"
    );
    let help = world.browser().get("/help").await;
    assert!(help.text.contains("href=\"/support\""), "{}", help.text);
}

#[tokio::test]
async fn s69_help_is_printed_whole_and_without_what_only_a_screen_is_for() {
    let world = World::with(with_office).await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.goto(&world.url("/help")).await;
    let shown = tab.text("#sections").await;
    assert!(tab.text("main").await.contains("Search in these pages"));
    tab.printed().await;
    assert_eq!(tab.text("#sections").await, shown);
    let printed = tab.text("main").await;
    let version = format!("describe version {} of", env!("CARGO_PKG_VERSION"));
    assert!(printed.contains(&version), "{printed}");
    assert!(!printed.contains("Search in these pages"));
    assert!(!tab.text("header").await.contains("Help"));
}

/// The sections that a page shows.
fn sections(page: &Page) -> Vec<&str> {
    let headings = page.text.split("<h2 id=\"").skip(1);
    headings.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[tokio::test]
async fn s69_help_is_searched_without_a_script() {
    let world = World::start().await;
    let mut browser = world.browser();
    let all = browser.get("/help").await;
    assert!(sections(&all).len() > 10 && !all.text.contains("role=\"status\""));
    let whole = sections(&all);
    let cases: [(&str, &[&str]); 5] = [
        ("certificates", &["certificates"]),
        ("%20%20FINGERPRINT%20%20%20key", &["passkeys"]),
        ("zebra", &[]),
        ("certificates+zebra", &[]),
        ("%E2%80%AE", &whole),
    ];
    for (sought, found) in cases {
        let page = browser.get(&format!("/help?q={sought}")).await;
        assert_eq!((page.status, sections(&page)), (200, found.to_vec()), "{sought}");
        let none = page.text.contains("No section has all your words.");
        assert_eq!(none, found.is_empty(), "{sought}");
    }
    // In the reader's own language, and with or without its marks.
    let page = world.browser().reading("es").get("/help?q=SESION+telefono").await;
    assert!(sections(&page).contains(&"phone") && sections(&page).len() < whole.len());
    let page = browser.get("/help?q=%22%3E%3Cscript%3E%E2%80%AEx").await;
    assert!(
        page.text.contains("value=\"&#34;&#62;&#60;script&#62;x\""),
        "{}",
        page.text
    );
    let long = "x".repeat(2000);
    let page = browser.get(&format!("/help?q={long}")).await;
    assert_eq!(page.between(" value=\"x", "\"").len(), 99, "one has been cut off");

    let chromium = Browser::start().await;
    let tab = chromium.tab_without_scripts().await;
    tab.goto(&world.url("/help")).await;
    tab.fill("#sought", "zebra").await;
    tab.submit().await;
    tab.wait_for("No section has all your words.").await;
    assert_eq!(tab.text("#sections").await.trim(), "");
    tab.click("main a[href='/help']").await;
    tab.wait_for("Logging in with your phone").await;
    tab.assert_quiet().await;
}

#[tokio::test]
async fn without_offices_the_page_says_so() {
    let world = World::start().await;
    let page = world.browser().get("/support").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("No office is named here."), "{}", page.text);
    assert!(!page.text.contains("<section"), "{}", page.text);
}

#[tokio::test]
async fn times_are_those_of_the_reader_where_a_script_can_tell_and_of_the_office_elsewhere() {
    let world = World::with(with_office).await;
    let browser = Browser::start().await;
    let url = world.url("/support");
    let page = world.browser().get("/support").await;
    let next = moments(page.between("class=\"hours\"", "</ul>"))[0];
    let tab = browser.tab_in_zone("Asia/Tokyo").await;
    tab.goto(&url).await;
    tab.wait_for("your own time zone, Asia/Tokyo").await;
    let there = next.to_zoned(TimeZone::get("Asia/Tokyo").unwrap());
    let said = there.strftime("%A %Y-%m-%d %H:%M").to_string();
    assert_eq!(tab.text(".hours li:first-child time").await, said);
    assert!(!tab.text("main").await.contains("those of the office"));
    tab.assert_quiet().await;
    let still = browser.tab_without_scripts().await;
    still.goto(&url).await;
    let here = next.to_zoned(TimeZone::get("Europe/Zurich").unwrap());
    let said = here.strftime("%A %Y-%m-%d %H:%M").to_string();
    assert_eq!(still.text(".hours li:first-child time").await, said);
    let main = still.text("main").await;
    assert!(main.contains("those of the office: Europe/Zurich") && !main.contains("your own time zone"));
}
