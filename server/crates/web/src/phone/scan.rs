//! `POST /phone/scan`: looks for a QR code in a picture of the camera, for browsers that cannot.

use std::time::Duration;

use axum::{
    Json,
    body::Bytes,
    response::{IntoResponse, Response},
};
use countersign_service::problem::Problem;
use http::StatusCode;
use serde_json::json;
use tokio::sync::Semaphore;

use crate::{problems, request::Visitor};

/// Longest side of a picture, in pixels.
const MAX_SIDE: u16 = 480;
/// Largest body: width and height, then a byte for each pixel.
pub(super) const MAX_BODY: usize = 4 + MAX_SIDE as usize * MAX_SIDE as usize;
/// Pictures that are looked at at once; each takes some milliseconds of a core.
static LOOKING: Semaphore = Semaphore::const_new(2);
/// How long a picture waits for its turn; the phone shows another one soon.
const PATIENCE: Duration = Duration::from_secs(1);

/// What the code says, or 204 where there is none to see.
pub(super) async fn scan(
    _: Visitor,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Response, Problem> {
    let body = body.map_err(|_| problems::TOO_LARGE)?;
    let picture = Picture::read(&body).ok_or(problems::INVALID_REQUEST)?;
    let Ok(Ok(_turn)) = tokio::time::timeout(PATIENCE, LOOKING.acquire()).await else {
        return Err(problems::UNAVAILABLE.into());
    };
    let found = tokio::task::spawn_blocking(move || picture.code()).await;
    match found.map_err(|_| problems::INTERNAL)? {
        Some(text) => Ok(Json(json!({"text": text})).into_response()),
        None => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

struct Picture {
    width: usize,
    height: usize,
    /// Row by row, one byte of grey each.
    pixels: Bytes,
}

impl Picture {
    fn read(body: &Bytes) -> Option<Self> {
        let (&[w1, w0, h1, h0], _) = body.split_first_chunk::<4>()?;
        let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
        if !(1..=MAX_SIDE).contains(&width) || !(1..=MAX_SIDE).contains(&height) {
            return None;
        }
        let (width, height) = (usize::from(width), usize::from(height));
        let pixels = body.slice(4..);
        (pixels.len() == width * height).then_some(Self {
            width,
            height,
            pixels,
        })
    }

    fn code(&self) -> Option<String> {
        let grey = |x, y| self.pixels[y * self.width + x];
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(self.width, self.height, grey);
        let grids = picture.detect_grids();
        grids
            .iter()
            .find_map(|grid| grid.decode().ok())
            .map(|(_, text)| text)
    }
}

#[cfg(test)]
mod tests {
    use fast_qr::QRBuilder;

    use super::*;

    /// A code of `text`, each square four pixels wide, with a white rim.
    fn picture_of(text: &str) -> Bytes {
        let code = QRBuilder::new(text).build().unwrap();
        let (squares, scale, rim) = (code.size, 4, 4);
        let side = (squares + 2 * rim) * scale;
        let mut body = Vec::from(u16::try_from(side).unwrap().to_be_bytes());
        body.extend_from_within(..);
        for pixel in 0..side * side {
            let (x, y) = (pixel % side / scale, pixel / side / scale);
            let dark = |x: usize, y: usize| code[y][x].value();
            let inside = (rim..rim + squares).contains(&x) && (rim..rim + squares).contains(&y);
            body.push(if inside && dark(x - rim, y - rim) { 20 } else { 230 });
        }
        body.into()
    }

    #[test]
    fn a_code_in_a_picture_is_read() {
        let link = "https://id.example.org/phone#here=00000000-0000-0000-0000-000000000007";
        let picture = Picture::read(&picture_of(link)).unwrap();
        assert_eq!(picture.code().as_deref(), Some(link));
    }

    #[test]
    fn pictures_of_nothing_and_bodies_that_are_none_are_told_apart() {
        let grey = Picture::read(&[&[0, 9, 0, 7][..], &[128; 63]].concat().into()).unwrap();
        assert_eq!(grey.code(), None);
        for body in [&[][..], &[0, 9, 0, 7], &[0, 0, 0, 0], &[2, 0, 2, 0]] {
            assert!(Picture::read(&Bytes::copy_from_slice(body)).is_none());
        }
    }
}
