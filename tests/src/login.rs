//! What the API answers about a login.

use std::ops::Deref;

use serde_json::Value;

/// A login, as somebody was told.
#[derive(Debug, Clone, PartialEq)]
pub struct Login(Value);

impl Login {
    /// Its id.
    ///
    /// # Panics
    /// If the answer was about no login.
    pub fn id(&self) -> &str {
        self["id"].as_str().expect("a login has an id")
    }

    /// Where the API has it.
    pub fn path(&self) -> String {
        format!("/api/v1/logins/{}", self.id())
    }

    /// Where the server's own page shows it to the starting browser.
    pub fn page(&self) -> String {
        format!("/login/wait/{}?wait_token={}", self.id(), self.wait_token())
    }

    /// What the starting browser waits with.
    ///
    /// # Panics
    /// If this is not the answer that opened it.
    pub fn wait_token(&self) -> &str {
        self["wait_token"].as_str().expect("it was just opened")
    }

    /// The number that is shown, if one is.
    ///
    /// # Panics
    /// If what is shown is no number.
    pub fn number(&self) -> Option<u32> {
        let shown = self["number"].as_str()?;
        Some(shown.parse().expect("it is a number"))
    }

    /// What its assertion says.
    ///
    /// # Panics
    /// If there is none.
    pub fn claims(&self) -> Value {
        claims(self["assertion"].as_str().expect("it was approved"))
    }
}

impl From<Value> for Login {
    fn from(answer: Value) -> Self {
        Self(answer)
    }
}

impl Deref for Login {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.0
    }
}

/// What a JWT says, as anybody on its way can read it.
///
/// # Panics
/// If it is none.
pub fn claims(compact: &str) -> Value {
    let claims = compact.split('.').nth(1).expect("it has three parts");
    let claims = data_encoding::BASE64URL_NOPAD.decode(claims.as_bytes());
    serde_json::from_slice(&claims.expect("it is base64")).expect("it is JSON")
}
