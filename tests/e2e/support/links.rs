//! Every link of a page leads somewhere, also within a page, in every language; and what stands around pages is always in one place.

use std::collections::BTreeMap;

use countersign_tests::{Page, PlainBrowser, World};

use super::with_office;
use crate::{certificates::with_door, languages::frame};

/// Where addresses of ours stand in pages.
const ATTRIBUTES: [&str; 2] = [" href=\"", " src=\""];
const LANGUAGES: [&str; 10] = ["ar", "de", "en", "es", "fr", "ja", "ko", "pt", "ru", "zh"];

/// The addresses of ours that a page names, with what they point at within their page.
fn links(path: &str, html: &str) -> Vec<(String, String)> {
    let all = ATTRIBUTES
        .iter()
        .flat_map(|attribute| html.split(attribute).skip(1));
    let all = all.map(|rest| rest.split('"').next().unwrap().replace("&#38;", "&"));
    let ours = all.filter(|link| link.starts_with('/') || link.starts_with('#'));
    let whole = |link: String| {
        let (page, within) = link.split_once('#').unwrap_or((&link, ""));
        let page = if page.is_empty() { path } else { page };
        (page.to_owned(), within.to_owned())
    };
    ours.map(whole).collect()
}

/// Follows every link from some pages on, until there is nothing new.
async fn crawl(browser: &mut PlainBrowser, from: &[&str]) -> BTreeMap<String, Page> {
    let mut left: Vec<(String, String)> = Vec::new();
    let mut seen: BTreeMap<String, Page> = BTreeMap::new();
    for path in from {
        let page = browser.get(path).await;
        left.extend(links(path, &page.text));
        seen.insert((*path).to_owned(), page);
    }
    while let Some((path, within)) = left.pop() {
        if !seen.contains_key(&path) {
            let page = browser.get(&path).await;
            assert!(page.status < 400, "{path}: {}", page.status);
            if page.header("content-type").starts_with("text/html") {
                left.extend(links(&path, &page.text));
            }
            if page.status == 303 {
                left.push((page.location().to_owned(), String::new()));
            }
            seen.insert(path.clone(), page);
        }
        let place = format!("id=\"{within}\"");
        assert!(
            within.is_empty() || seen[&path].text.contains(&place),
            "{path} has no {within}"
        );
    }
    seen
}

/// Asserts that all pages have the same things around them, in the same order.
fn assert_one_frame(seen: &BTreeMap<String, Page>) {
    let pages = seen.iter().filter(|(_, page)| page.text.contains("<header>"));
    let frames: Vec<(&String, Vec<&str>)> = pages.map(|(path, page)| (path, frame(page))).collect();
    assert!(frames.len() > 8, "{:?}", seen.keys());
    for (path, found) in &frames {
        assert_eq!(*found, frames[0].1, "{path}");
    }
}

async fn world() -> World {
    World::with(|settings| {
        with_door(settings);
        with_office(settings);
    })
    .await
}

#[tokio::test]
async fn no_link_is_dead_in_any_language_and_help_is_in_one_place() {
    let world = world().await;
    for language in LANGUAGES {
        let mut browser = world.browser().reading(language);
        let from = [
            "/login",
            "/help",
            "/recover",
            "/phone",
            "/nothing",
            "/problems/wrong-code",
            "/enroll/none",
        ];
        let seen = crawl(&mut browser, &from).await;
        for path in ["/support", "/terms", "/assets/style.css", "/assets/support.js"] {
            assert!(seen.contains_key(path), "{language}: nothing leads to {path}");
        }
        assert_one_frame(&seen);
    }
}

#[tokio::test]
async fn s14_pages_that_refuse_have_help_and_languages_in_the_same_place() {
    let world = World::with(|settings| settings.limits.requests_per_address_per_minute = 40).await;
    let mut browser = world.browser();
    let expected: Vec<String> = frame(&browser.get("/login").await)
        .into_iter()
        .map(str::to_owned)
        .collect();
    assert!(expected.contains(&"details".to_owned()), "{expected:?}");
    let wrong = [("username", "alice"), ("password", "wrong")];
    let foreign = ("sec-fetch-site", "cross-site");
    let long = "x".repeat(17 * 1024);
    let mut refusals = vec![
        (400, browser.post("/login", &[]).await),
        (403, browser.post_with("/login", &wrong, foreign).await),
        (404, browser.get("/nothing").await),
        (405, browser.post("/help", &[]).await),
        (413, browser.post("/login", &[("username", &*long)]).await),
        (422, browser.get("/help?q=a&q=b").await),
        (404, browser.get("/enroll/none").await),
    ];
    let stopped = loop {
        let page = browser.post("/login", &wrong).await;
        if page.status == 429 {
            break page;
        }
        assert!(refusals.len() < 100, "it is stopped at some time");
        refusals.push((422, page));
    };
    refusals.push((429, stopped));
    for (status, page) in &refusals {
        assert_eq!(page.status, *status, "{}", page.text);
        assert_eq!(page.header("content-language"), "en", "{status}: {}", page.text);
        assert_eq!(frame(page), expected, "{status}");
    }
}

#[test]
fn a_link_is_found_with_what_it_points_at() {
    let html =
        "<a href=\"/help#codes\">…</a><a href=\"#main\">…</a><a href=\"tel:+1\">…</a><img src=\"/a.svg\">";
    let found = links("/login", html);
    let expected = [("/help", "codes"), ("/login", "main"), ("/a.svg", "")];
    let expected = expected.map(|(path, within)| (path.to_owned(), within.to_owned()));
    assert_eq!(found, expected);
}
