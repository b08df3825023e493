//! The token that operators show. Reaching their address is no right to anything: metrics are read there too.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use aws_lc_rs::{
    constant_time::verify_slices_are_equal,
    digest::{SHA256, digest},
};
use axum::http::{
    HeaderMap,
    header::{AUTHORIZATION, ORIGIN},
};
use countersign_service::problem::Problem;
use zeroize::Zeroizing;

use super::super::problems;
use crate::service::OperatorSettings;

/// Characters of a token: fewer can be guessed, and more do not fit into a header.
const LENGTH: std::ops::RangeInclusive<usize> = 32..=512;
/// What browsers say of whoever sends a request.
const FETCHER: &str = "sec-fetch-site";

/// The file that holds the token, if there is one. It is read for each request, so another token counts at once.
pub(crate) struct Token {
    file: Option<PathBuf>,
}

impl Token {
    /// Looks whether there is a token.
    ///
    /// # Errors
    /// If a file is named that holds none.
    pub(crate) async fn open(settings: &OperatorSettings) -> anyhow::Result<Self> {
        if let Some(file) = &settings.token_file {
            read(file).await.context("setting operators.token_file")?;
        }
        Ok(Self {
            file: settings.token_file.clone(),
        })
    }

    /// Lets in whoever shows the token.
    ///
    /// # Errors
    /// The same for every wrong token and for none; others if there is none to be shown, or a browser's page asks: those are shown
    /// things by everybody, and hold no tokens.
    pub(super) async fn admit(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let file = self.file.as_ref().ok_or(problems::OPERATORS_OFF)?;
        if headers.contains_key(ORIGIN) || headers.contains_key(FETCHER) {
            return Err(problems::FROM_A_PAGE.into());
        }
        let token = read(file).await.map_err(|error| {
            tracing::error!("operators are not let in: {error:#}");
            Problem::from(problems::UNAVAILABLE).because("the operators' token cannot be read")
        })?;
        let is_right = shown(headers).is_some_and(|shown| are_equal(shown, &token));
        if is_right {
            Ok(())
        } else {
            Err(Problem::from(problems::INVALID_TOKEN).challenge("Bearer"))
        }
    }
}

async fn read(file: &Path) -> anyhow::Result<Zeroizing<String>> {
    let text = tokio::fs::read_to_string(file).await.map(Zeroizing::new);
    let text = text.with_context(|| format!("{} cannot be read", file.display()))?;
    let token = text.trim();
    ensure!(
        LENGTH.contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_graphic()),
        "{} holds no token: one has {} to {} letters, digits and signs, as of openssl rand -base64 32",
        file.display(),
        LENGTH.start(),
        LENGTH.end()
    );
    Ok(Zeroizing::new(token.to_owned()))
}

/// The token of a request that shows one (RFC 6750, 2.1).
fn shown(headers: &HeaderMap) -> Option<&str> {
    let mut lines = headers.get_all(AUTHORIZATION).iter();
    let (Some(line), None) = (lines.next(), lines.next()) else {
        return None;
    };
    let (scheme, token) = line.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then(|| token.trim())
}

/// In a time that tells nothing, not even of lengths.
fn are_equal(one: &str, other: &str) -> bool {
    let hash = |text: &str| digest(&SHA256, text.as_bytes());
    verify_slices_are_equal(hash(one).as_ref(), hash(other).as_ref()).is_ok()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    async fn opened(text: &str) -> Result<Token, String> {
        let dir = tempfile::TempDir::new().unwrap();
        let file = dir.path().join("token");
        std::fs::write(&file, text).unwrap();
        let settings = OperatorSettings {
            token_file: Some(file),
        };
        Token::open(&settings).await.map_err(|error| format!("{error:#}"))
    }

    #[tokio::test]
    async fn r18_what_could_be_guessed_is_no_token() {
        assert!(opened(&format!("{}\n", "x".repeat(32))).await.is_ok());
        for text in [
            "",
            "\n",
            &"hunter2".repeat(4),
            &"x".repeat(513),
            &"x y".repeat(20),
        ] {
            let error = opened(text).await.map(|_| ()).unwrap_err();
            assert!(error.contains("operators.token_file") && error.contains("holds no token"));
            assert!(!error.contains("hunter2"), "{error}");
        }
        let settings = OperatorSettings {
            token_file: Some("/nowhere".into()),
        };
        assert!(Token::open(&settings).await.is_err());
    }

    #[test]
    fn one_token_is_shown_in_one_way() {
        let headers = |lines: &[&str]| {
            let lines = lines
                .iter()
                .map(|line| (AUTHORIZATION, HeaderValue::from_str(line).unwrap()));
            lines.collect::<HeaderMap>()
        };
        let told = |lines: &[&str]| shown(&headers(lines)).map(str::to_owned);
        assert_eq!(told(&["Bearer abc"]).as_deref(), Some("abc"));
        assert_eq!(told(&["bearer abc"]).as_deref(), Some("abc"));
        for lines in [
            &[][..],
            &["abc"],
            &["Basic abc"],
            &["Bearerabc"],
            &["Bearer abc", "Bearer abc"],
        ] {
            assert_eq!(told(lines), None, "{lines:?}");
        }
    }
}
