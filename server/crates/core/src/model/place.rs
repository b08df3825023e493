//! About where somebody is, by the network that they use, and whether anybody gets from one place to another in time.

use std::{
    net::{IpAddr, Ipv6Addr},
    time::Duration,
};

use super::Timestamp;

/// Mean radius of the earth in kilometres (IUGG, *R*₁).
const EARTH_KM: f64 = 6371.0088;
/// Farthest from its middle that a place may be for people to find themselves in its name, in kilometres.
const NAMED_WITHIN_KM: f64 = 50.0;
/// How far off a position may be that comes without a word about it, in kilometres.
const UNSAID_KM: f64 = 200.0;
/// How far apart two places are at least that count as two, in kilometres: below, what is known of networks is too vague.
const APART_KM: f64 = 100.0;

/// About where an address is: the first 24 bits of IPv4, 48 of IPv6, so that it says which network and not which machine.
pub fn network_of(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
    }
}

/// The first address of a network that [`network_of`] has written.
pub fn first_address(network: &str) -> Option<IpAddr> {
    network.split('/').next()?.parse().ok()
}

/// Where an address is, as far as anybody knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// The country's code of ISO 3166: two capital letters.
    pub country: Option<String>,
    /// The name of the city, or of the region where no city is known.
    pub town: Option<String>,
    /// The middle of where it may be.
    pub position: Option<Position>,
}

impl Place {
    /// The name of its city or region, if the place is known well enough to be called by it.
    pub fn honest_town(&self) -> Option<&str> {
        let radius = self.position.and_then(|position| position.radius_km);
        let town = self.town.as_deref();
        town.filter(|_| radius.is_some_and(|radius| radius <= NAMED_WITHIN_KM))
    }
}

/// A point on earth, and how far from it the truth may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Kilometres around it within which the truth most likely is, if anybody says.
    pub radius_km: Option<f64>,
}

impl Position {
    /// Kilometres from here to there along the surface (haversine formula).
    pub fn distance_km(self, other: Self) -> f64 {
        let (here, there) = (self.latitude.to_radians(), other.latitude.to_radians());
        let (north, east) = (there - here, (other.longitude - self.longitude).to_radians());
        let half = (north / 2.0).sin().powi(2) + here.cos() * there.cos() * (east / 2.0).sin().powi(2);
        // Rounding may lead beyond the other side of the earth.
        2.0 * EARTH_KM * half.min(1.0).sqrt().asin()
    }

    /// Kilometres that lie between here and there in any case.
    fn apart_km(self, other: Self) -> f64 {
        let radius = |one: Self| one.radius_km.unwrap_or(UNSAID_KM);
        (self.distance_km(other) - radius(self) - radius(other)).max(0.0)
    }
}

/// What somebody would have had to travel between two logins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Travel {
    /// Kilometres at least.
    pub km: f64,
    /// In so much time.
    pub time: Duration,
}

impl Travel {
    /// From one place and time to another.
    pub fn between((from, left): (Position, Timestamp), (to, arrived): (Position, Timestamp)) -> Self {
        Self {
            km: from.apart_km(to),
            time: arrived.since(left),
        }
    }

    /// Whether nobody can have made it who is no faster than this.
    pub fn is_impossible(self, fastest_kmh: u32) -> bool {
        let hours = self.time.as_secs_f64() / 3600.0;
        self.km >= APART_KM && self.km > f64::from(fastest_kmh) * hours
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    const fn at(latitude: f64, longitude: f64) -> Position {
        Position {
            latitude,
            longitude,
            radius_km: Some(0.0),
        }
    }

    const LYON: Position = at(45.764, 4.8357);
    const PARIS: Position = at(48.8566, 2.3522);
    const TOKYO: Position = at(35.6762, 139.6503);

    const fn within(radius_km: f64, position: Position) -> Position {
        Position {
            radius_km: Some(radius_km),
            ..position
        }
    }

    #[test]
    fn a_network_says_about_where_somebody_is() {
        for (address, network, first) in [
            ("192.0.2.77", "192.0.2.0/24", "192.0.2.0"),
            ("::ffff:192.0.2.77", "192.0.2.0/24", "192.0.2.0"),
            ("2001:db8:1:2::3", "2001:db8:1::/48", "2001:db8:1::"),
        ] {
            assert_eq!(network_of(address.parse().unwrap()), network);
            assert_eq!(first_address(network), first.parse().ok());
        }
        assert_eq!(first_address("a network"), None);
    }

    #[test]
    fn cities_are_as_far_apart_as_they_are() {
        // Along the ellipsoid of WGS 84, to within half a percent, because the earth is no sphere.
        for (from, to, km) in [
            (LYON, PARIS, 391.7),
            (PARIS, TOKYO, 9735.3),
            (at(51.5074, -0.1278), at(40.7128, -74.006), 5585.2),
            (at(-33.8688, 151.2093), at(-34.6037, -58.3816), 11_823.9),
            // Across the date line, and to the other side of the earth.
            (at(-18.1416, 178.4419), at(-13.8333, -171.7667), 1_151.1),
            (at(0.0, 0.0), at(0.0, 180.0), 20_003.9),
            (at(90.0, 0.0), at(-90.0, 77.0), 20_003.9),
            (TOKYO, TOKYO, 0.0),
        ] {
            for (from, to) in [(from, to), (to, from)] {
                let found = from.distance_km(to);
                assert!((found - km).abs() <= km * 0.005, "{found} instead of {km}");
            }
        }
    }

    #[test]
    fn a_journey_is_impossible_that_nobody_makes_in_time() {
        let hours = |hours: u64| NOW + Duration::from_secs(hours * 3600);
        for (from, to, arrived, is_impossible) in [
            (LYON, TOKYO, NOW, true),
            (LYON, TOKYO, hours(9), true),
            (LYON, TOKYO, hours(10), false),
            (TOKYO, LYON, hours(9), true),
            // What may be wrong with both positions is not travelled.
            (within(500.0, LYON), within(500.0, TOKYO), hours(9), false),
            (within(500.0, LYON), within(500.0, TOKYO), hours(8), true),
            // Near each other, at whatever speed.
            (within(150.0, LYON), within(143.0, PARIS), NOW, false),
            (within(145.0, LYON), within(145.0, PARIS), NOW, true),
            (LYON, within(1000.0, PARIS), NOW, false),
            // A clock that was set back is no journey through time.
            (LYON, LYON, NOW - Duration::from_secs(60), false),
        ] {
            let travel = Travel::between((from, NOW), (to, arrived));
            assert_eq!(travel.is_impossible(1000), is_impossible, "{travel:?}");
        }
    }

    #[test]
    fn a_position_of_which_nobody_says_how_good_it_is_is_taken_for_a_vague_one() {
        let unsaid = |position| Position {
            radius_km: None,
            ..position
        };
        let travel = Travel::between((unsaid(LYON), NOW), (unsaid(PARIS), NOW));
        assert!(!travel.is_impossible(1000), "{travel:?}");
        let travel = Travel::between((unsaid(LYON), NOW), (unsaid(TOKYO), NOW));
        assert!(travel.is_impossible(1000), "{travel:?}");
    }

    #[test]
    fn a_place_is_called_by_its_town_only_if_it_is_surely_there() {
        for (radius_km, town) in [(Some(50.0), Some("Lyon")), (Some(50.5), None), (None, None)] {
            let place = Place {
                country: Some("FR".to_owned()),
                town: Some("Lyon".to_owned()),
                position: Some(Position { radius_km, ..LYON }),
            };
            assert_eq!(place.honest_town(), town, "{radius_km:?}");
        }
        let nowhere = Place {
            town: Some("Lyon".to_owned()),
            ..Place::default()
        };
        assert_eq!(nowhere.honest_town(), None);
    }
}
