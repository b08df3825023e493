//! `enrollment.offers`: what people can set up, in the order in which it is offered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that can be set up, as people choose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Offer {
    /// A phone with our own protocol; every browser is one.
    Phone,
    /// An organisation's app that is asked.
    App,
    /// The same app, asked and showing codes, from one code.
    Both,
    /// A key that browsers use.
    Passkey,
    /// An app that shows codes.
    Codes,
    /// Recovery codes.
    Paper,
    /// A telephone to which codes are sent; it has a page of its own.
    Telephone,
    /// A digital certificate, which people answer requests for; it has a page of its own.
    Certificate,
}

impl Offer {
    /// All of them, in the order of whoever sets none: what protects well and takes a tap comes first, what others can redirect or
    /// people have to answer comes last.
    pub const ALL: [Self; 8] = [
        Self::Phone,
        Self::App,
        Self::Both,
        Self::Passkey,
        Self::Codes,
        Self::Paper,
        Self::Telephone,
        Self::Certificate,
    ];

    /// The word in settings, addresses and keys of texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::App => "app",
            Self::Both => "both",
            Self::Passkey => "passkey",
            Self::Codes => "codes",
            Self::Paper => "paper",
            Self::Telephone => "telephone",
            Self::Certificate => "certificate",
        }
    }

    /// All of them, these before the others.
    pub fn ordered(first: &[Self]) -> Vec<Self> {
        let others = Self::ALL.into_iter().filter(|offer| !first.contains(offer));
        first.iter().copied().chain(others).collect()
    }
}

/// Whether each is named once at most.
///
/// # Errors
/// Which one is not.
pub(super) fn check(offers: &[Offer]) -> Result<(), String> {
    for (place, offer) in offers.iter().enumerate() {
        if offers[..place].contains(offer) {
            return Err(format!("enrollment.offers names {:?} twice", offer.as_str()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_follows() {
        assert_eq!(Offer::ordered(&[]), Offer::ALL);
        let ordered = Offer::ordered(&[Offer::Passkey, Offer::Codes]);
        assert_eq!(ordered[..3], [Offer::Passkey, Offer::Codes, Offer::Phone]);
        assert_eq!(ordered.len(), Offer::ALL.len());
        for offer in Offer::ALL {
            assert_eq!(serde_json::json!(offer), offer.as_str());
        }
    }
}
