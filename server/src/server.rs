//! One running server: listeners, doors, background work.

use std::{net::SocketAddr, sync::Arc};

use anyhow::Context;
use axum::Router;
use countersign_core::{
    flow::certificate_authority,
    job::{AuditSealer, JobRunner, Ways},
    port::Notifier,
    port::Organisations as _,
    settings::CertificateHeader,
};
use countersign_relay::{BrowserPushes, GuardedClient, Receipts, Relay, WebPushSettings};
use countersign_relay_client::Client;
use countersign_service::{
    admin_socket::Socket,
    lifecycle::{Lifecycle, PartFailed},
    listener::{Certificate, Limits, Listener},
    telemetry,
};
use countersign_web::{Doors, certificate_router, ops_router, router};
use tokio_util::sync::CancellationToken;

use crate::{
    admin,
    ambient::RelayAmbient,
    keys, mailer,
    notifier::{EmbeddedRelay, ForBrowsers, RemoteRelay, Reports},
    opened::{Opened, World},
    receipts,
    services::GuardedServices,
    settings::{RelayMode, Settings, TlsMode},
};

/// A running server.
pub struct Server {
    /// Where phones, browsers and clients connect.
    pub address: SocketAddr,
    /// Where operators watch.
    pub ops_address: SocketAddr,
    /// Where browsers show certificates, if they do.
    pub certificate_address: Option<SocketAddr>,
    /// The data directory with its flows.
    pub opened: Arc<Opened>,
    lifecycle: Lifecycle,
}

impl Server {
    /// Starts a server. `beside` is served beside its own doors.
    ///
    /// # Errors
    /// Whatever keeps it from starting: addresses in use, files that cannot be read, keys that do not fit.
    pub async fn start(settings: &Settings, world: World, beside: Router) -> anyhow::Result<Self> {
        telemetry::install_tls_provider();
        let metrics = telemetry::metrics();
        let lifecycle = Lifecycle::default();
        lifecycle
            .tasks
            .spawn(telemetry::tend_metrics(lifecycle.stop.clone()));
        let certificate = certificate(settings)?;
        if let Some(certificate) = &certificate {
            lifecycle
                .tasks
                .spawn(Arc::clone(certificate).follow(lifecycle.stop.clone()));
        }
        let public = bind(settings.server.listen, certificate.clone(), settings.listener()?).await?;
        let ops = bind(settings.server.ops_listen, None, Limits::default()).await?;
        let (address, ops_address) = (public.local_addr()?, ops.local_addr()?);
        let opened = Arc::new(Opened::open(settings, address, world).await?);
        let ctx = opened.ctx.clone();
        let certificates = certificate_door(settings, certificate, &opened, &lifecycle).await?;
        let certificate_address = certificates.as_ref().map(Listener::local_addr).transpose()?;
        let relay = Arc::new(relay(settings, &opened).await?);
        let (notifier, reports) = notifier(settings, &opened, Arc::clone(&relay))?;
        let (kept, stop) = (Arc::clone(&opened), lifecycle.stop.clone());
        lifecycle.keep("store", async move {
            stop.run_until_cancelled(kept.broken()).await;
        });
        let jobs = JobRunner::run(
            ctx.clone(),
            Ways {
                notifier,
                mailer: mailer::open(&settings.mail, &ctx.settings.public_url)?,
                services: Arc::new(services(settings)?),
            },
            lifecycle.tasks.clone(),
            lifecycle.stop.clone(),
        );
        lifecycle.keep("jobs", jobs);
        if let Some(reports) = reports {
            lifecycle.keep("relay reports", reports.run(lifecycle.stop.clone()));
        }
        lifecycle.keep(
            "audit sealer",
            seal_audit(Arc::clone(&opened), lifecycle.stop.clone()),
        );
        let doors = Doors::new(ctx.clone(), settings.web()?);
        let socket = Socket::bind(opened.data_dir.path())?;
        let stop = || lifecycle.stop.clone();
        if let Some(listener) = certificates {
            let door = certificate_router(doors.clone());
            lifecycle.keep("certificates", listener.serve(door, stop()));
        }
        let beside = beside.merge(receipts::router(ctx.clone(), receipts_of(&opened)));
        lifecycle.keep("public", public.serve(router(doors).merge(beside), stop()));
        lifecycle.keep("ops", ops.serve(ops_router(ctx, || metrics.render()), stop()));
        let kept = (Arc::clone(&opened), relay);
        let carry_out = move |command| {
            let (opened, relay) = kept.clone();
            async move { admin::carry_out(&opened, Some(&relay), command).await }
        };
        lifecycle.keep("admin", socket.serve(carry_out, stop()));
        lifecycle.ready();
        Ok(Self {
            address,
            ops_address,
            certificate_address,
            opened,
            lifecycle,
        })
    }

    /// Runs until a signal, then drains.
    ///
    /// # Errors
    /// If signals cannot be watched, or if a part has failed.
    pub async fn run(self) -> anyhow::Result<()> {
        self.lifecycle.wait_for_signal().await?;
        self.end().await?;
        Ok(())
    }

    /// Finishes what is under way and closes the store.
    pub async fn stop(self) {
        // Whoever stops it needs no reason.
        let _ = self.end().await;
    }

    async fn end(self) -> Result<(), PartFailed> {
        let ended = self.lifecycle.drain().await;
        self.opened.close().await;
        ended
    }
}

/// Seals the audit log until `stop`.
async fn seal_audit(opened: Arc<Opened>, stop: CancellationToken) {
    let (ctx, key) = (&opened.ctx, keys::audit_key(&opened.master));
    let sealer = AuditSealer::new(&*ctx.store, &*ctx.clock, &*ctx.entropy, &key);
    sealer.run(stop).await;
}

async fn bind(
    address: SocketAddr,
    certificate: Option<Arc<Certificate>>,
    limits: Limits,
) -> anyhow::Result<Listener> {
    Listener::bind(address, certificate, limits)
        .await
        .with_context(|| format!("{address} cannot be listened on"))
}

fn certificate(settings: &Settings) -> anyhow::Result<Option<Arc<Certificate>>> {
    let tls = &settings.server.tls;
    match (tls.mode, &tls.cert_file, &tls.key_file) {
        (TlsMode::Files, Some(certificate), Some(key)) => Ok(Some(Certificate::load(certificate, key)?)),
        _ => Ok(None),
    }
}

/// Where browsers show certificates, if they do. Its own certificate is that of the public address unless it has another one.
async fn certificate_door(
    settings: &Settings,
    public: Option<Arc<Certificate>>,
    opened: &Opened,
    lifecycle: &Lifecycle,
) -> anyhow::Result<Option<Listener>> {
    let door = &settings.certificates;
    let Some(listen) = door.listen else {
        return Ok(None);
    };
    // Whatever is wrong with the lists of organisations is said at once, not when somebody is refused.
    opened.organisations.authorities(opened.ctx.clock.now()).await;
    if door.forwarded_header != CertificateHeader::None {
        return bind(listen, None, settings.listener()?).await.map(Some);
    }
    let own = match (&door.cert_file, &door.key_file) {
        (Some(certificate), Some(key)) => {
            let own = Certificate::load(certificate, key)?;
            let stop = lifecycle.stop.clone();
            lifecycle.tasks.spawn(Arc::clone(&own).follow(stop));
            Some(own)
        }
        _ => public,
    };
    let authorities = certificate_authority::issuers(&opened.ctx).await;
    let mut authorities = authorities.context("the certificate authority cannot be opened")?;
    authorities.extend(opened.organisations.anchors());
    let listener = bind(listen, own, settings.listener()?).await?;
    Ok(Some(listener.asking_for(authorities)))
}

/// The way to phones, and how it tells later what became of notifications, if it does.
fn notifier(
    settings: &Settings,
    opened: &Opened,
    relay: Arc<Relay>,
) -> anyhow::Result<(Arc<dyn Notifier>, Option<Reports>)> {
    let for_browsers = |way: Arc<dyn Notifier>| {
        let (pushes, clock) = (browser_pushes(settings, opened)?, Arc::clone(&opened.ctx.clock));
        let notifier: Arc<dyn Notifier> = Arc::new(ForBrowsers { pushes, clock, way });
        anyhow::Ok(notifier)
    };
    let Some(url) = settings.relay.url.as_ref().map(ToString::to_string) else {
        return Ok((for_browsers(Arc::new(EmbeddedRelay(relay)))?, None));
    };
    let remote = countersign_relay_client::Settings {
        url: url.clone(),
        key: Arc::clone(&opened.relay_key),
        ca_file: settings.outgoing.ca_file.clone(),
    };
    let client = Client::new(remote, Arc::new(ambient(opened))).context("the relay cannot be called")?;
    let client = Arc::new(client);
    let data_dir = opened.data_dir.path();
    let reports = Reports::new(opened.ctx.clone(), Arc::clone(&client), url, data_dir);
    Ok((for_browsers(Arc::new(RemoteRelay(client)))?, Some(reports)))
}

/// Where gateways tell what became of the messages that this process handed to them.
fn receipts_of(opened: &Opened) -> Receipts {
    let base = opened
        .ctx
        .settings
        .public_url
        .as_str()
        .trim_end_matches('/')
        .to_owned();
    let key = opened.master.derive("countersign receipt key 1");
    Receipts::new(format!("{base}/receipts/"), key)
}

fn ambient(opened: &Opened) -> RelayAmbient {
    RelayAmbient {
        clock: Arc::clone(&opened.ctx.clock),
        entropy: Arc::clone(&opened.ctx.entropy),
    }
}

/// What is sent from this process: all, or with a remote relay nothing.
async fn relay(settings: &Settings, opened: &Opened) -> anyhow::Result<Relay> {
    if settings.relay.apps.is_empty() && settings.relay.mode == RelayMode::Embedded {
        tracing::warn!("no app is configured under [relay.apps]: compatible phones cannot be woken");
    }
    let is_ours = settings.relay.mode == RelayMode::Embedded && settings.relay.webpush.enabled;
    let browsers = is_ours.then(|| WebPushSettings {
        allow_networks: settings.outgoing.allow_networks.clone(),
        ca_file: settings.outgoing.ca_file.clone(),
    });
    let relay = Relay::new(&settings.relay.apps, browsers, Arc::new(ambient(opened)))
        .await
        .context("the push credentials cannot be used")?;
    relay
        .with_gateways(settings.relay.sms.as_ref(), settings.relay.voice.as_ref())
        .map(|relay| relay.with_receipts(receipts_of(opened)))
        .context("the settings of relay.sms or relay.voice cannot be used")
}

/// The way to services that are told of logouts.
fn services(settings: &Settings) -> anyhow::Result<GuardedServices> {
    let outgoing = &settings.outgoing;
    GuardedClient::new(&outgoing.allow_networks, outgoing.ca_file.as_deref())
        .map(GuardedServices)
        .context("services cannot be called")
}

/// What makes notifications ready for browsers, if they are woken.
fn browser_pushes(settings: &Settings, opened: &Opened) -> anyhow::Result<Option<BrowserPushes>> {
    let webpush = &settings.relay.webpush;
    if !webpush.enabled {
        return Ok(None);
    }
    let public_url = &opened.ctx.settings.public_url;
    let own = || (public_url.scheme() == "https").then(|| public_url.to_string());
    let contact = webpush.contact.clone().or_else(own);
    Ok(Some(BrowserPushes::new(
        keys::vapid_key(&opened.master)?,
        contact,
    )))
}
