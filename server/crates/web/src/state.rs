//! What every door is given.

use std::{collections::BTreeMap, net::IpAddr, sync::Arc};

use countersign_core::{Ctx, model::ClientId};
use countersign_service::address::{ForwardedHeader, TrustedProxies};
use http::HeaderMap;
use ipnet::IpNet;

use crate::{am::AmDoor, launcher::Destination, logo::Logo, request::Requests, throttle::Throttle};

/// Settings that only doors read.
#[derive(Debug, Clone, Default)]
pub struct WebSettings {
    /// Proxies whose word about addresses is taken.
    pub trusted_proxies: Vec<IpNet>,
    /// The header in which they give it.
    pub forwarded_header: ForwardedHeader,
    /// Networks that are exempt from the limit per address.
    pub trusted_networks: Vec<IpNet>,
    /// Pictures of services.
    pub logos: BTreeMap<ClientId, Logo>,
    /// Places to go from the account's page.
    pub launcher: Vec<Destination>,
    /// What login pages and apps for ForgeRock AM find here, if they do.
    pub am: Option<AmDoor>,
}

/// The state of all doors; cheap to clone.
#[derive(Clone)]
pub struct Doors(Arc<Inner>);

struct Inner {
    ctx: Ctx,
    proxies: TrustedProxies,
    throttle: Throttle,
    requests: Requests,
    base: String,
    logos: BTreeMap<ClientId, Logo>,
    launcher: Vec<Destination>,
    am: Option<AmDoor>,
}

impl Doors {
    /// Doors onto these flows.
    pub fn new(ctx: Ctx, settings: WebSettings) -> Self {
        let per_minute = ctx.settings.limits.requests_per_address_per_minute;
        let base = countersign_core::flow::issuer(&ctx);
        Self(Arc::new(Inner {
            proxies: TrustedProxies::new(settings.trusted_proxies, settings.forwarded_header),
            throttle: Throttle::new(per_minute, settings.trusted_networks),
            requests: Requests::default(),
            logos: settings.logos,
            launcher: settings.launcher,
            am: settings.am,
            base,
            ctx,
        }))
    }

    /// The flows' world.
    pub fn ctx(&self) -> &Ctx {
        &self.0.ctx
    }

    /// The public URL without a trailing slash.
    pub fn base(&self) -> &str {
        &self.0.base
    }

    /// Whether browsers reach us over https, so that cookies may insist on it.
    pub fn is_https(&self) -> bool {
        self.0.ctx.settings.public_url.scheme() == "https"
    }

    pub(crate) fn throttle(&self) -> &Throttle {
        &self.0.throttle
    }

    pub(crate) fn requests(&self) -> &Requests {
        &self.0.requests
    }

    pub(crate) fn logo(&self, client: &ClientId) -> Option<&Logo> {
        self.0.logos.get(client)
    }

    pub(crate) fn launcher(&self) -> &[Destination] {
        &self.0.launcher
    }

    pub(crate) fn am(&self) -> Option<&AmDoor> {
        self.0.am.as_ref()
    }

    pub(crate) fn is_proxy(&self, peer: IpAddr) -> bool {
        self.0.proxies.trusts_peer(peer)
    }

    pub(crate) fn client_address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        self.0.proxies.client_address(peer, headers)
    }
}
