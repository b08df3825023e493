//! What somebody logs in to, as the pages of a login say it, see `login_for.html`: the service's own name, the host that people know it
//! by, and its picture. Whoever was led here by somebody else sees that it is not what they wanted.

use countersign_core::model::{ClientId, Login};
use countersign_service::problem::Problem;

use crate::{logo, problems, state::Doors};

/// What somebody logs in to.
pub(super) struct LoginFor {
    pub(super) service: String,
    /// Nothing for our own pages, whose host the browser shows.
    pub(super) host: Option<String>,
    /// Where its picture is.
    pub(super) logo: Option<String>,
}

impl LoginFor {
    /// This server's own pages.
    pub(super) fn own_pages(doors: &Doors) -> Self {
        Self {
            service: doors.ctx().settings.branding.issuer.clone(),
            host: None,
            logo: None,
        }
    }

    /// The service that a login is for.
    ///
    /// # Errors
    /// If the store fails.
    pub(super) async fn of(doors: &Doors, login: &Login) -> Result<Self, Problem> {
        let client = match &login.client_id {
            id if *id == ClientId::own_pages() => None,
            id => {
                let client = doors.ctx().store.client(id).await;
                client.map_err(|error| problems::from_store(&error))?
            }
        };
        Ok(Self {
            service: login.request.service.to_string(),
            host: client.and_then(|client| client.host()),
            logo: logo::path(doors, &login.client_id),
        })
    }
}
