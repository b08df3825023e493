//! The way back to a service whose page sent somebody to our own pages. Only where that service has registered a place does one
//! lead, so that no link of ours leads to a stranger's site.

use url::Url;

use crate::{
    Ctx,
    model::{Client, ClientId, ClientState, DisplayText},
    port::StoreError,
};

/// Longest address, in bytes.
const MAX_BYTES: usize = 1000;

/// A service, and the page of it to go back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayBack {
    /// The service, as people know it.
    pub service: DisplayText,
    /// The address, as browsers read it.
    pub url: Url,
}

/// The way back to `url` of the client with this id: one of its redirect addresses, or any page of one of its origins. Nothing for
/// whatever else, an unknown client, or one that an operator has closed (R4).
///
/// # Errors
/// [`StoreError`] if nobody can tell.
pub async fn way_back(ctx: &Ctx, client: &str, url: &str) -> Result<Option<WayBack>, StoreError> {
    let Some(url) = plain(url) else {
        return Ok(None);
    };
    let found = ctx.store.client(&ClientId::new(client)).await?;
    let client = found.filter(|client| client.state == ClientState::Active && is_of(client, &url));
    Ok(client.map(|client| WayBack {
        service: client.name,
        url,
    }))
}

/// The address, if it is one of a page and names nobody on the way.
fn plain(url: &str) -> Option<Url> {
    let url = (url.len() <= MAX_BYTES).then(|| Url::parse(url).ok())??;
    let is_plain = matches!(url.scheme(), "https" | "http")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none();
    (is_plain && url.as_str().len() <= MAX_BYTES).then_some(url)
}

fn is_of(client: &Client, url: &Url) -> bool {
    let origin = url.origin().ascii_serialization();
    let registered = |uri: &String| Url::parse(uri).is_ok_and(|uri| uri == *url);
    client.origins.contains(&origin) || client.redirect_uris.iter().any(registered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sample;

    fn shop() -> Client {
        Client {
            origins: vec!["https://shop.example.org".to_owned()],
            redirect_uris: vec!["https://app.example.net/done?from=login".to_owned()],
            ..sample::client()
        }
    }

    fn leads(url: &str) -> Option<String> {
        let url = plain(url).filter(|url| is_of(&shop(), url))?;
        Some(url.to_string())
    }

    #[test]
    fn a_registered_place_is_led_back_to_as_browsers_read_it() {
        for (url, read) in [
            ("https://shop.example.org", "https://shop.example.org/"),
            (
                "https://SHOP.example.org:443/a?b=c#d",
                "https://shop.example.org/a?b=c#d",
            ),
            ("https:\\\\shop.example.org\\a", "https://shop.example.org/a"),
            (
                "https://shop.example.org/..//evil.example",
                "https://shop.example.org//evil.example",
            ),
            (
                "https://app.example.net/done?from=login",
                "https://app.example.net/done?from=login",
            ),
        ] {
            assert_eq!(leads(url).as_deref(), Some(read), "{url}");
        }
    }

    #[test]
    fn nothing_else_is() {
        let long = format!("https://shop.example.org/{}", "a".repeat(MAX_BYTES));
        for url in [
            "",
            "/",
            "//shop.example.org",
            "shop.example.org",
            "http://shop.example.org/",
            "https://shop.example.org:8443/",
            "https://shop.example.org./",
            "https://shop.example.org.evil.example/",
            "https://evil.example/https://shop.example.org",
            "https://evil.example\\@shop.example.org/",
            "https://shop.example.org@evil.example/",
            "https://shop.example.org:x@evil.example/",
            "https://me@shop.example.org/",
            "https://me:secret@shop.example.org/",
            "https://shop.example.org%2eevil.example/",
            "https://shop.example.org\u{2024}evil.example/",
            "https://xn--shop-.example.org/",
            "https://app.example.net/",
            "https://app.example.net/done",
            "https://app.example.net/done?from=login#x",
            "https://app.example.net/done?from=login&to=x",
            "javascript:alert(1)//shop.example.org",
            "data:text/html,shop.example.org",
            "blob:https://shop.example.org/1",
            "view-source:https://shop.example.org/",
            "file://shop.example.org/",
            "ftp://shop.example.org/",
            "wss://shop.example.org/",
            &long,
        ] {
            assert_eq!(leads(url), None, "{url}");
        }
    }
}
