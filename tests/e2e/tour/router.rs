//! No page is left out of the tour.

use std::collections::BTreeSet;

use super::{account, logins, operators, recovery, set_up, strangers};

/// The addresses of our pages and of what they need.
const ROUTER: &str = include_str!("../../../server/crates/web/src/router.rs");
/// What is asked for by `GET` and is no page to read.
const OTHERS: [&str; 10] = [
    "/",
    "/account/methods/{id}/certificate",
    "/account/methods/{id}/test/{test}/state",
    "/assets/{name}",
    "/crl.der",
    "/crl/{file}",
    "/enroll/code/{id}/codes.txt",
    "/enroll/code/{id}/state",
    "/login/wait/{id}/events",
    "/login/wait/{id}/state",
];

#[test]
fn every_page_of_the_router_is_in_a_chapter() {
    let routes = ROUTER.split(".route(").skip(1).filter_map(|route| {
        let (path, handler) = route.trim_start().strip_prefix('"')?.split_once('"')?;
        let handler = handler.trim_start_matches([',', ' ', '\n']);
        handler.starts_with("get(").then_some(path)
    });
    let routes: BTreeSet<&str> = routes.filter(|path| !OTHERS.contains(path)).collect();
    assert!(routes.len() > 30, "{routes:?}");
    let chapters = [
        strangers::PAGES,
        set_up::PAGES,
        logins::PAGES,
        account::PAGES,
        operators::PAGES,
        recovery::PAGES,
    ];
    let seen: BTreeSet<&str> = chapters.into_iter().flatten().copied().collect();
    let missing: Vec<&&str> = routes.difference(&seen).collect();
    assert!(missing.is_empty(), "in no chapter: {missing:?}");
}
