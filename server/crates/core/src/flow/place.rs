//! About where a network is, in words for its reader.

use crate::{
    Ctx,
    model::{Country, clean, first_address},
};

/// Longest name of a city, in user-perceived characters.
const TOWN_GRAPHEMES: usize = 60;

/// About where a network is, in this language: `near Lyon, France`, or the country alone where more would not be honest. Nothing if
/// nobody knows.
pub fn near(ctx: &Ctx, network: &str, language: &str) -> Option<String> {
    let place = ctx.places.as_ref()?.place(first_address(network)?, language)?;
    let code = place.country.as_deref()?;
    let country = match Country::of(code) {
        Some(_) => {
            let key = format!("country-{}", code.to_ascii_lowercase());
            ctx.texts.text(language, &key, &[])
        }
        // Nobody has a telephone there.
        None => clean(code, 2),
    };
    Some(match place.honest_town() {
        Some(town) => {
            let town = clean(town, TOWN_GRAPHEMES);
            let named = [("town", town.as_str()), ("country", &country)];
            ctx.texts.text(language, "place-near", &named)
        }
        None => country,
    })
}

/// A network, and where it is as far as anybody knows.
pub(super) fn whereabouts(ctx: &Ctx, network: &str, language: &str) -> String {
    match near(ctx, network, language) {
        Some(place) => format!("{network}, {place}"),
        None => network.to_owned(),
    }
}
