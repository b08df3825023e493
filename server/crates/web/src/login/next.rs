//! Where somebody wanted to go who has to log in first.

use serde::{Deserialize, Deserializer};

/// The path of a page under the account, or of one for operators. Nothing else counts, so that no link leads through a login to another site, nor to
/// an address that does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Next(String);

/// Longest such path.
const MAX_BYTES: usize = 200;

impl Next {
    /// The path, if it is one of such a page.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        let rest = path
            .strip_prefix("/account")
            .or_else(|| path.strip_prefix("/admin"))?;
        // Tokens have capital letters and underscores.
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_/".contains(&byte);
        let is_ours = (rest.is_empty() || rest.starts_with('/')) && rest.bytes().all(is_plain);
        (is_ours && !rest.contains("//") && path.len() <= MAX_BYTES).then(|| Self(path.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of the login page, which leads on to `path` if that can be followed.
    pub(crate) fn after_login(path: &str) -> String {
        Self::parse(path).map_or("/login".to_owned(), |next| format!("/login?next={}", next.0))
    }
}

/// What a form or an address says, where that can be followed; else nothing.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Next>, D::Error> {
    let said = Option::<String>::deserialize(deserializer)?;
    Ok(said.and_then(|path| Next::parse(&path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_under_the_account_are_followed() {
        for path in [
            "/account",
            "/account/methods",
            "/account/methods/add/codes",
            "/account/email/aB_9-z",
            "/admin",
            "/admin/users/100001",
        ] {
            assert_eq!(Next::parse(path).unwrap().as_str(), path);
        }
        for other in [
            "",
            "/",
            "/login",
            "account",
            "//account.example.org",
            "/accounts.example.org",
            "/admin.example.org",
            "/administration",
            "/account//example.org",
            "/account/../login",
            "/account?next=x",
            "/account#x",
            "/account\\example.org",
            "/account/%2e%2e",
            "/account\r\nlocation: x",
            "https://example.org/account",
            "javascript:alert(1)",
        ] {
            assert_eq!(Next::parse(other), None, "{other}");
        }
        let long = format!("/account/{}", "a".repeat(MAX_BYTES));
        assert_eq!(Next::parse(&long), None);
    }
}
