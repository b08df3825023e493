//! Where on earth addresses are.

use std::net::IpAddr;

use crate::model::Place;

/// Says about where addresses are. It knows by heart what it knows: asking it takes no time worth speaking of, and fails never.
pub trait Places: Send + Sync + 'static {
    /// Where an address is, with its names in the language of this BCP 47 tag, or in English where that one lacks them; nothing if
    /// nobody knows.
    fn place(&self, address: IpAddr, language: &str) -> Option<Place>;
}
