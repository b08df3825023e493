//! What the API answers about an enrolment.

use std::ops::Deref;

use serde_json::Value;

/// An enrolment, as its client was told.
#[derive(Debug, Clone, PartialEq)]
pub struct Enrollment(Value);

impl Enrollment {
    /// Where the API has it.
    ///
    /// # Panics
    /// If the answer was about no enrolment.
    pub fn path(&self) -> String {
        let id = self["id"].as_str().expect("an enrolment has an id");
        format!("/api/v1/enrollments/{id}")
    }

    /// What a phone scans.
    ///
    /// # Panics
    /// If the client is not told.
    pub fn uri(&self) -> &str {
        self["uri"].as_str().expect("its client may hold the code")
    }

    /// The one-time link to the server's own page.
    ///
    /// # Panics
    /// If there is none.
    pub fn link(&self) -> &str {
        self["links"]["page"].as_str().expect("there is a page")
    }

    /// The codes on paper that came with it.
    ///
    /// # Panics
    /// If none did.
    pub fn recovery_codes(&self) -> Vec<String> {
        serde_json::from_value(self["recovery_codes"].clone()).expect("there are codes on paper")
    }
}

impl From<Value> for Enrollment {
    fn from(answer: Value) -> Self {
        Self(answer)
    }
}

impl Deref for Enrollment {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.0
    }
}
