//! Styles and scripts, inside the binary.

use std::{borrow::Cow, io::Write as _};

use axum::response::{IntoResponse, Response};
use countersign_service::problem::Problem;
use flate2::{Compression, write::GzEncoder};
use http::{
    HeaderMap, HeaderValue,
    header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY},
};
use rust_embed::Embed;

use crate::{problems, request::InPath};

#[derive(Embed)]
#[folder = "assets/"]
struct Assets;

/// `GET /assets/{name}`.
pub(crate) async fn serve(InPath(name): InPath<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let asset = Assets::get(&name).ok_or(problems::NOT_FOUND)?;
    let kept = [(CACHE_CONTROL, "public, max-age=3600")];
    Ok((kept, file(&name, asset.data, &headers)).into_response())
}

/// A file of ours, packed for a browser that can unpack it. Pages never are: their length would tell of what is secret in them.
pub(crate) fn file(name: &str, data: Cow<'static, [u8]>, asked: &HeaderMap) -> Response {
    let kind = [(CONTENT_TYPE, content_type(name)), (VARY, "Accept-Encoding")];
    let is_packed = unpacks(asked) && !name.ends_with(".png");
    match is_packed.then(|| packed(&data)).flatten() {
        Some(packed) => {
            let gzip = [(CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
            (kind, gzip, packed).into_response()
        }
        None => (kind, data.into_owned()).into_response(),
    }
}

/// Whether a browser unpacks what is packed with gzip (RFC 9110, 12.5.3).
fn unpacks(asked: &HeaderMap) -> bool {
    let asked = asked.get_all(ACCEPT_ENCODING).into_iter();
    let mut codings = asked
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    codings.any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight
            .trim()
            .strip_prefix("q=")
            .map_or(Ok(1.0), str::parse::<f32>);
        name.trim().eq_ignore_ascii_case("gzip") && weight.is_ok_and(|weight| weight > 0.0)
    })
}

fn packed(data: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).ok()?;
    encoder.finish().ok()
}

/// What a file of ours is, by the end of its name.
fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        Some((_, "png")) => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_packed_for_whoever_unpacks_them() {
        for (asked, is_packed) in [
            ("gzip, deflate, br", true),
            ("br;q=1.0, GZIP;q=0.5", true),
            ("gzip;q=0", false),
            ("gzip;q=0.000", false),
            ("gzip;q=nonsense", false),
            ("br", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(asked))]);
            let css = file("a.css", Cow::Borrowed(b"body {}"), &headers);
            assert_eq!(css.headers().contains_key(CONTENT_ENCODING), is_packed, "{asked}");
            assert_eq!(css.headers()[VARY], "Accept-Encoding");
            let picture = file("a.png", Cow::Borrowed(b"-"), &headers);
            assert!(
                !picture.headers().contains_key(CONTENT_ENCODING),
                "it is packed in itself"
            );
        }
    }
}
