//! The journeys, by the names that login pages and apps ask for.

use countersign_core::settings::Offer;
use serde::{Deserialize, Serialize};

use crate::{account::Offered, state::Doors};

/// A journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Journey {
    /// Logs in.
    Login,
    /// Logs in, and sets up an app that is asked at each login.
    RegisterPush,
    /// Logs in, and sets up an app that shows codes.
    RegisterOath,
    /// Logs in, and sets up an app that does both.
    RegisterCombined,
}

impl Journey {
    /// The one of this name; without a name, the usual one.
    pub(super) fn named(name: Option<&str>) -> Option<Self> {
        match name {
            None | Some("Login") => Some(Self::Login),
            Some("RegisterPush") => Some(Self::RegisterPush),
            Some("RegisterOath") => Some(Self::RegisterOath),
            Some("RegisterCombined") => Some(Self::RegisterCombined),
            Some(_) => None,
        }
    }

    /// What it sets up for whoever is logged in.
    pub(super) const fn registers(self) -> Option<Offer> {
        match self {
            Self::Login => None,
            Self::RegisterPush => Some(Offer::App),
            Self::RegisterOath => Some(Offer::Codes),
            Self::RegisterCombined => Some(Offer::Both),
        }
    }

    /// What it sets up for whoever has nothing yet to log in with.
    pub(super) fn begins_with(self, doors: &Doors) -> Offer {
        let usual = if Offer::App.works_here(doors) {
            Offer::App
        } else {
            Offer::Codes
        };
        self.registers().unwrap_or(usual)
    }

    /// Whether it can be gone here.
    pub(super) fn works_here(self, doors: &Doors) -> bool {
        self.registers().is_none_or(|offer| offer.works_here(doors))
    }
}
