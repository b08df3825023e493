//! QR codes as pictures.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder, QRCode};

/// The quiet zone around a code, in squares (ISO/IEC 18004).
const MARGIN: usize = 4;

/// The code of a text as SVG, black on white however the page is coloured; nothing if the text is too long. Level L, as the
/// reference renders it, keeps the squares large enough for old cameras.
pub(crate) fn svg(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::L).build().ok()?;
    let side = code.size + 2 * MARGIN;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{}\"/></svg>",
        outline(&code)
    ))
}

/// What is dark, as one bar for all neighbours in a row: half as long as square by square.
fn outline(code: &QRCode) -> String {
    let mut path = String::new();
    for row in 0..code.size {
        let mut from = 0;
        for squares in code[row].chunk_by(|one, next| one.value() == next.value()) {
            let wide = squares.len();
            if squares[0].value() {
                let (x, y) = (from + MARGIN, row + MARGIN);
                let _ = write!(path, "M{x} {y}h{wide}v1h-{wide}z");
            }
            from += wide;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_square_is_drawn_once_and_no_other() {
        let text = "otpauth://totp/Example:alice?secret=GEZDGNBVGY3TQOJQ";
        let code = QRBuilder::new(text).ecl(ECL::L).build().unwrap();
        let mut drawn = vec![vec![0; code.size]; code.size];
        let outline = outline(&code);
        for bar in outline.split('M').skip(1) {
            let (place, rest) = bar.split_once('h').unwrap();
            let (x, y) = place.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let (wide, _) = rest.split_once("v1h-").unwrap();
            for place in 0..wide.parse().unwrap() {
                drawn[y - MARGIN][x - MARGIN + place] += 1;
            }
        }
        for (row, places) in drawn.iter().enumerate() {
            for (column, times) in places.iter().enumerate() {
                assert_eq!(*times, i32::from(code[row][column].value()), "{row} {column}");
            }
        }
    }

    #[test]
    fn what_is_too_long_has_no_code() {
        assert_eq!(svg(&"x".repeat(3000)), None);
        assert!(svg("x").unwrap().starts_with("<svg"));
    }
}
