//! `GET /clients/{id}/logo`: the picture of a service, from our own address, so that no page asks anybody else for anything.

use std::fmt;

use axum::{
    body::Bytes,
    extract::State,
    response::{IntoResponse, Response},
};
use countersign_core::model::ClientId;
use countersign_service::problem::Problem;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

use crate::{problems, request::InPath, state::Doors};

/// A picture that browsers show and that can hold nothing else: no script, no link, no text.
#[derive(Clone)]
pub struct Logo {
    kind: &'static str,
    bytes: Bytes,
}

/// Why a file is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    /// A page and all that it needs is to stay small.
    #[error("has more than {} bytes", Logo::MAX_BYTES)]
    TooLong,
    /// Pictures that are documents, such as SVG, can hold scripts.
    #[error("is neither PNG nor WebP")]
    OtherKind,
}

impl Logo {
    /// Longest picture, in bytes.
    pub const MAX_BYTES: usize = 32 * 1024;

    /// The picture in a file, by its first bytes.
    ///
    /// # Errors
    /// [`LogoError`].
    pub fn read(bytes: Vec<u8>) -> Result<Self, LogoError> {
        if bytes.len() > Self::MAX_BYTES {
            return Err(LogoError::TooLong);
        }
        let kind = match &*bytes {
            // RFC 2083, 12.11.
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => "image/png",
            // RFC 9649, 2.4.
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
            _ => return Err(LogoError::OtherKind),
        };
        let bytes = bytes.into();
        Ok(Self { kind, bytes })
    }
}

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} bytes", self.kind, self.bytes.len())
    }
}

/// Where the logo of a client is, if it has one.
pub(crate) fn path(doors: &Doors, id: &ClientId) -> Option<String> {
    doors.logo(id).map(|_| format!("/clients/{id}/logo"))
}

pub(crate) async fn logo(
    State(doors): State<Doors>,
    InPath(id): InPath<ClientId>,
) -> Result<Response, Problem> {
    let logo = doors.logo(&id).ok_or(problems::NOT_FOUND)?;
    let headers = [(CONTENT_TYPE, logo.kind), (CACHE_CONTROL, "public, max-age=3600")];
    Ok((headers, logo.bytes.clone()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_alone_are_shown_and_small_ones() {
        let read = |bytes: &[u8]| Logo::read(bytes.to_vec()).map(|logo| logo.kind);
        let png = b"\x89PNG\r\n\x1a\n";
        assert_eq!(read(png), Ok("image/png"));
        assert_eq!(read(b"RIFF\x1a\0\0\0WEBPVP8L"), Ok("image/webp"));
        for other in [
            &b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"[..],
            b"GIF89a",
            b"RIFF\x1a\0\0\0WAVE",
            b"<!doctype html>",
            b"\x89PNG",
            b"",
        ] {
            assert_eq!(read(other), Err(LogoError::OtherKind), "{other:?}");
        }
        let long = [&png[..], &vec![0; Logo::MAX_BYTES]].concat();
        assert_eq!(read(&long), Err(LogoError::TooLong));
    }
}
