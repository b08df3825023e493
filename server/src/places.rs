//! Where on earth addresses are: a database in the MaxMind DB format, read whole at start.

use std::{collections::BTreeMap, net::IpAddr, path::Path};

use anyhow::{Context, ensure};
use countersign_core::{
    model::{Place, Position},
    port::Places,
};
use maxminddb::{MaxMindDbError, Reader};
use serde::Deserialize;
use serde_json::Number;

/// What databases call themselves that have places in them.
const KINDS: [&str; 3] = ["City", "Country", "Enterprise"];
/// The language in which every name is there.
const ENGLISH: &str = "en";

/// A database of cities or countries.
pub(crate) struct PlaceDatabase(Reader<Vec<u8>>);

impl PlaceDatabase {
    /// Reads the database in a file.
    ///
    /// # Errors
    /// If it cannot be read, is none, or tells other things than places.
    pub(crate) fn read(file: &Path) -> anyhow::Result<Self> {
        let named = || format!("setting places.database: {}", file.display());
        let reader = Reader::open_readfile(file).with_context(named)?;
        let kind = &reader.metadata().database_type;
        ensure!(
            KINDS.iter().any(|known| kind.contains(known)),
            "{} is a database of the type {kind:?}, and neither of cities nor of countries",
            named()
        );
        Ok(Self(reader))
    }

    fn record(&self, address: IpAddr) -> Result<Option<Record<'_>>, MaxMindDbError> {
        // One of IPv4 alone knows nothing of other addresses.
        if address.is_ipv6() && self.0.metadata().ip_version == 4 {
            return Ok(None);
        }
        self.0.lookup(address)?.decode()
    }
}

impl Places for PlaceDatabase {
    fn place(&self, address: IpAddr, language: &str) -> Option<Place> {
        let record = self.record(address.to_canonical()).unwrap_or_else(|error| {
            tracing::warn!(%error, "the database of places has a record that cannot be read");
            None
        })?;
        let region = record.subdivisions.first();
        let town = record.city.name(language);
        let town = town.or_else(|| region.and_then(|region| region.name(language)));
        Some(Place {
            country: record.country.iso_code.map(str::to_owned),
            town: town.map(str::to_owned),
            position: record.location.position(),
        })
    }
}

/// What a record says, as far as we want to know. Nothing of it need be there.
#[derive(Deserialize)]
struct Record<'a> {
    #[serde(borrow, default)]
    country: Named<'a>,
    #[serde(borrow, default)]
    subdivisions: Vec<Named<'a>>,
    #[serde(borrow, default)]
    city: Named<'a>,
    #[serde(default)]
    location: Location,
}

/// Something with names.
#[derive(Default, Deserialize)]
struct Named<'a> {
    iso_code: Option<&'a str>,
    #[serde(borrow, default)]
    names: BTreeMap<&'a str, &'a str>,
}

impl<'a> Named<'a> {
    /// Its name in a language, in whichever country that is spoken (`pt` finds `pt-BR`), or in English.
    fn name(&self, language: &str) -> Option<&'a str> {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let wanted = primary(language);
        let spoken = self.names.iter().find(|(tag, _)| primary(tag) == wanted);
        let name = spoken.map(|(_, name)| name).or_else(|| self.names.get(ENGLISH));
        name.copied().filter(|name| !name.is_empty())
    }
}

/// Numbers are of whichever type of the format their vendor chose.
#[derive(Default, Deserialize)]
struct Location {
    latitude: Option<Number>,
    longitude: Option<Number>,
    accuracy_radius: Option<Number>,
}

impl Location {
    fn position(&self) -> Option<Position> {
        let number = |found: &Option<Number>| found.as_ref().and_then(Number::as_f64);
        let (latitude, longitude) = (number(&self.latitude)?, number(&self.longitude)?);
        let is_on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        is_on_earth.then_some(Position {
            latitude,
            longitude,
            radius_km: number(&self.accuracy_radius).filter(|radius| *radius >= 0.0),
        })
    }
}
