//! Where Close leads on the page of somebody's authenticators: to the service from which they came, if it has said so.
//!
//! A service links to `/account/methods?client_id=…&back=…`. The browser keeps both until it is closed, so that the way back is
//! there after a login and after whatever is set up; it is judged anew each time.

use axum_extra::extract::cookie;
use countersign_core::{
    flow::way_back::{WayBack, way_back},
    port::StoreError,
};
use data_encoding::BASE64URL_NOPAD;
use http::HeaderMap;
use serde::{Deserialize, Serialize};

use crate::{cookies::Cookie, state::Doors};

/// What a service's link says of where it comes from.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Came {
    client_id: String,
    back: String,
}

/// The query of a link to the page.
#[derive(Debug, Deserialize)]
pub(crate) struct Said {
    client_id: Option<String>,
    back: Option<String>,
}

impl Said {
    /// What it says of where it comes from, if it does.
    pub(super) fn came(self) -> Option<Came> {
        let (client_id, back) = self.client_id.zip(self.back)?;
        Some(Came { client_id, back })
    }
}

impl Came {
    async fn way_back(&self, doors: &Doors) -> Result<Option<WayBack>, StoreError> {
        way_back(doors.ctx(), &self.client_id, &self.back).await
    }

    /// What the browser is to keep; nothing of a link that leads nowhere.
    pub(super) async fn kept(&self, doors: &Doors) -> Result<Option<cookie::Cookie<'static>>, StoreError> {
        let is_way = self.way_back(doors).await?.is_some();
        let said = serde_json::to_vec(self).ok().filter(|_| is_way);
        Ok(said.map(|said| Cookie::Back.for_this_visit(doors, BASE64URL_NOPAD.encode(&said))))
    }

    /// What the browser has kept.
    fn of(doors: &Doors, headers: &HeaderMap) -> Option<Self> {
        let kept = Cookie::Back.text(doors, headers)?;
        let said = BASE64URL_NOPAD.decode(kept.as_bytes()).ok()?;
        serde_json::from_slice(&said).ok()
    }
}

/// The way back from here, if there is one.
pub(super) async fn of(doors: &Doors, headers: &HeaderMap) -> Result<Option<WayBack>, StoreError> {
    match Came::of(doors, headers) {
        Some(came) => came.way_back(doors).await,
        None => Ok(None),
    }
}
