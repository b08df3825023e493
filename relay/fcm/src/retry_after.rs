//! How long a vendor asks to wait (RFC 9110, 10.2.3): seconds, or a date.

use std::time::Duration;

use http::{
    HeaderMap,
    header::{DATE, RETRY_AFTER},
};

/// How long `Retry-After` asks to wait, if it is there and can be read. A date is meant by the clock of whoever says it, so it is
/// compared with the `Date` of the same answer.
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let wish = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = wish.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let said_at = headers.get(DATE)?.to_str().ok()?;
    let (until, said_at) = (
        httpdate::parse_http_date(wish).ok()?,
        httpdate::parse_http_date(said_at).ok()?,
    );
    Some(until.duration_since(said_at).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(fields: &[(http::HeaderName, &str)]) -> Option<Duration> {
        let fields = fields
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()));
        retry_after(&fields.collect())
    }

    #[test]
    fn seconds_and_dates_are_read() {
        let (date, later) = ("Fri, 31 Dec 1999 23:59:00 GMT", "Sat, 01 Jan 2000 00:04:00 GMT");
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(wish(&[(RETRY_AFTER, " 120 ")]), seconds(120));
        assert_eq!(wish(&[(RETRY_AFTER, later), (DATE, date)]), seconds(300));
        assert_eq!(wish(&[(RETRY_AFTER, date), (DATE, later)]), seconds(0));
        assert_eq!(wish(&[(RETRY_AFTER, later)]), None, "by whose clock?");
        for unreadable in ["", "soon", "-1", "1.5"] {
            assert_eq!(
                wish(&[(RETRY_AFTER, unreadable), (DATE, date)]),
                None,
                "{unreadable}"
            );
        }
        assert_eq!(wish(&[(DATE, date)]), None);
    }
}
