//! `POST /language`: the reader's choice in the menu. It is kept in the browser and leads back to the page that it was made on.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use countersign_service::problem::Problem;
use serde::Deserialize;

use crate::{
    cookies::{Cookie, LONGEST},
    locales, problems,
    request::PostedForm,
    state::Doors,
};

/// Longest address that is led back to, in bytes.
const MAX_PAGE: usize = 2048;

#[derive(Deserialize)]
pub(crate) struct Chosen {
    language: String,
    #[serde(default)]
    page: String,
}

pub(crate) async fn choose(
    State(doors): State<Doors>,
    PostedForm(chosen): PostedForm<Chosen>,
) -> Result<Response, Problem> {
    let language = locales::spoken(&chosen.language).ok_or(problems::INVALID_REQUEST)?;
    let cookie = Cookie::Language.everywhere(&doors, language.to_string(), LONGEST);
    let page = if is_ours(&chosen.page) { &chosen.page } else { "/" };
    Ok((CookieJar::new().add(cookie), Redirect::to(page)).into_response())
}

/// Whether an address stays on this host: a path, and nothing that a browser would read as the beginning of a host or drop.
fn is_ours(page: &str) -> bool {
    let is_plain = page.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    page.len() <= MAX_PAGE && is_plain && page.starts_with('/') && !page.starts_with("//")
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;

    #[test]
    fn only_a_path_of_ours_is_led_back_to() {
        let base = Url::parse("https://id.example.org/language").unwrap();
        for page in [
            "/",
            "/login",
            "/login/wait/7?early=true",
            "/help#codes",
            "/enroll/aB_-9",
            "/a//b",
            "/.//b",
            "/@b",
        ] {
            assert!(is_ours(page), "{page}");
            assert_eq!(
                base.join(page).unwrap().host_str(),
                Some("id.example.org"),
                "{page}"
            );
        }
        let long = format!("/{}", "a".repeat(MAX_PAGE));
        for page in [
            "",
            "login",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/\r\nLocation: https://evil.example",
            " //evil.example",
            "https://evil.example",
            "https:evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "@evil.example",
            ".evil.example",
            "/\0",
            "/\u{2028}/evil.example",
            "/％2f",
            "http:///evil.example",
            "\u{feff}//evil.example",
            "?//evil.example",
            &long,
        ] {
            assert!(!is_ours(page), "{page:?}");
        }
    }
}
