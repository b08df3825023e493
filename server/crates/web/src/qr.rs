//! QR codes as pictures.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder, QRCode};

/// The quiet zone around a code, in squares (ISO/IEC 18004).
const MARGIN: usize = 4;

/// The side of a code of version 20, in squares: the densest that the reference renders, so the densest that apps are known to
/// read. Pages show a code 20 rem wide, so with its margin a square of it is three pixels of a screen without magnification.
const DENSEST: usize = 97;

/// The code of a text as SVG, black on white however the page is coloured; nothing if the text is too long.
pub(crate) fn svg(text: &str) -> Option<String> {
    let code = code(text)?;
    let side = code.size + 2 * MARGIN;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{}\"/></svg>",
        outline(&code)
    ))
}

/// Level M, which bears twice the damage of level L, as long as that makes no code denser than [`DENSEST`]: up to 666 bytes, which
/// holds whatever sets up one thing. What sets up push and one-time passwords at once has some 730 bytes: 105 squares at
/// level M, and 93 at level L, which is taken then. On a screen nothing is torn or stained, and larger squares help more.
fn code(text: &str) -> Option<QRCode> {
    let at = |level| QRBuilder::new(text).ecl(level).build().ok();
    let sturdy = at(ECL::M).filter(|code| code.size <= DENSEST);
    sturdy.or_else(|| at(ECL::L))
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
        let code = code(text).unwrap();
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
    fn a_code_is_sturdy_unless_that_makes_it_too_dense() {
        for (bytes, level, side) in [
            (160, ECL::M, 53),
            (520, ECL::M, 89),
            (666, ECL::M, DENSEST),
            (667, ECL::L, 89),
            (730, ECL::L, 93),
            (1100, ECL::L, 113),
        ] {
            let code = code(&"x".repeat(bytes)).unwrap();
            let found = code.ecl.map(|found| found.to_string());
            assert_eq!((found, code.size), (Some(level.to_string()), side), "{bytes}");
        }
        let sturdy = QRBuilder::new("x".repeat(730)).ecl(ECL::M).build();
        assert_eq!(sturdy.unwrap().size, 105);
    }

    #[test]
    fn what_is_too_long_has_no_code() {
        assert_eq!(svg(&"x".repeat(3000)), None);
        assert!(svg("x").unwrap().starts_with("<svg"));
    }
}
