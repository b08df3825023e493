//! No page is left out of the tour.

use std::collections::BTreeSet;

use super::{account, logins, operators, recovery, set_up, strangers};

/// The addresses of our pages and of what they need.
const ROUTER: &str = include_str!("../../../server/crates/web/src/router.rs");
/// What is asked for by `GET` and is no page to read.
const OTHERS: [&str; 11] = [
    "/",
    "/account/methods/{id}/certificate",
    "/account/methods/{id}/test/{test}/state",
    "/assets/{name}",
    "/clients/{id}/logo",
    "/crl.der",
    "/crl/{file}",
    "/enroll/code/{id}/codes.txt",
    "/enroll/code/{id}/state",
    "/login/wait/{id}/events",
    "/login/wait/{id}/state",
];

/// A route of the router.
pub(crate) struct Route {
    /// Its address, with the names of what differs.
    pub(crate) path: &'static str,
    /// Whether it is asked for by `GET`.
    pub(crate) gets: bool,
    /// Whether something is sent to it by `POST`.
    pub(crate) posts: bool,
}

/// All routes that stand in the router itself.
pub(crate) fn routes() -> Vec<Route> {
    let routes = ROUTER.split(".route(").skip(1).filter_map(|route| {
        let (path, rest) = route.trim_start().strip_prefix('"')?.split_once('"')?;
        let handlers = arguments(rest);
        let takes = |method: &str| {
            handlers
                .split(['.', ' ', '\n'])
                .any(|part| part.starts_with(method))
        };
        Some(Route {
            path,
            gets: takes("get("),
            posts: takes("post("),
        })
    });
    routes.collect()
}

/// What stands before the parenthesis that ends a call.
fn arguments(text: &str) -> &str {
    let mut depth = 0_i32;
    let end = text.find(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth < 0
    });
    &text[..end.expect("a call ends")]
}

#[test]
fn every_page_of_the_router_is_in_a_chapter() {
    let routes = routes()
        .into_iter()
        .filter(|route| route.gets)
        .map(|route| route.path);
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
