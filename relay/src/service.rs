//! The relay as a service of its own: an open data directory, and one running process on it.

mod opened;
mod settings;

use std::{net::SocketAddr, sync::Arc};

use anyhow::{Context, ensure};
use countersign_service::{
    admin_socket::Socket,
    lifecycle::Lifecycle,
    listener::{Certificate, Limits, Listener},
    telemetry,
};

pub(crate) use self::opened::Opened;
pub use self::settings::{
    BrowserSettings, Given, LOG_VARIABLE, OperatorSettings, ServerSettings, ServiceLimits, ServiceSettings,
    TlsSettings,
};
use crate::{
    admin,
    api::{Doors, Inside, Operated, Operators, Token, Watched, ops_router, router},
    dispatch::Dispatcher,
    receipts::Receipts,
    relay::{Ambient, Relay},
};

/// Reads the settings as they are now.
pub(crate) type ReadSettings = Box<dyn Fn() -> anyhow::Result<ServiceSettings> + Send + Sync>;

/// A running relay.
pub struct Service {
    /// Where senders connect.
    pub address: SocketAddr,
    /// Where operators watch.
    pub ops_address: SocketAddr,
    /// How senders reach it.
    pub public_url: String,
    opened: Arc<Opened>,
    relay: Arc<Relay>,
    lifecycle: Lifecycle,
}

impl Service {
    /// Starts a relay with the settings that `read` gives. They are read again when an operator asks for what has changed in them.
    ///
    /// # Errors
    /// Whatever keeps it from starting: addresses in use, files that cannot be read, keys that do not fit.
    pub async fn start(
        read: impl Fn() -> anyhow::Result<ServiceSettings> + Send + Sync + 'static,
        ambient: Arc<dyn Ambient>,
    ) -> anyhow::Result<Self> {
        let settings = &read()?;
        ensure!(
            !settings.apps.is_empty()
                || settings.webpush.enabled
                || settings.sms.is_some()
                || settings.voice.is_some(),
            "no app is configured under [apps], no gateway as [sms] or [voice], and [webpush] is off: nothing could be sent"
        );
        telemetry::install_tls_provider();
        let metrics = telemetry::metrics();
        let lifecycle = Lifecycle::default();
        lifecycle
            .tasks
            .spawn(telemetry::tend_metrics(lifecycle.stop.clone()));
        let certificate = certificate(&settings.server.tls)?;
        if let Some(certificate) = &certificate {
            let follow = Arc::clone(certificate).follow(lifecycle.stop.clone());
            lifecycle.tasks.spawn(follow);
        }
        let token = Token::open(&settings.operators).await?;
        let public = bind(settings.server.listen, certificate, settings.listener()).await?;
        let ops = bind(settings.server.ops_listen, None, Limits::default()).await?;
        let (address, ops_address) = (public.local_addr()?, ops.local_addr()?);
        let opened = Arc::new(Opened::open(settings, Arc::clone(&ambient)).await?);
        let relay = Relay::new(&settings.apps, settings.webpush.wanted(), Arc::clone(&ambient))
            .await
            .context("the push credentials cannot be used")?
            .with_gateways(settings.sms.as_ref(), settings.voice.as_ref())
            .context("the settings of sms or voice cannot be used")?;
        let public_url = settings.public_url(address);
        let receipts = Receipts::new(format!("{public_url}/v1/receipts/"), opened.receipt_key.clone());
        let relay = Arc::new(relay.with_receipts(receipts.clone()));
        let (kept, stop) = (Arc::clone(&opened), lifecycle.stop.clone());
        lifecycle.keep("queue", async move {
            stop.run_until_cancelled(kept.queue.broken()).await;
        });
        let (directory, stop) = (Arc::clone(&opened.directory), lifecycle.stop.clone());
        lifecycle.keep("senders", async move {
            stop.run_until_cancelled(directory.follow()).await;
        });
        let dispatcher = Dispatcher {
            queue: Arc::clone(&opened.queue),
            relay: Arc::clone(&relay),
            ambient: Arc::clone(&ambient),
            tasks: lifecycle.tasks.clone(),
            stop: lifecycle.stop.clone(),
        };
        let lanes = relay.lanes().cloned().collect();
        lifecycle.keep("dispatcher", dispatcher.run(lanes));
        let doors = Doors::new(Inside {
            queue: Arc::clone(&opened.queue),
            directory: Arc::clone(&opened.directory),
            relay: Arc::clone(&relay),
            receipts,
            ambient,
            public_url: public_url.clone(),
            max_queued: settings.limits.queued,
            stop: lifecycle.stop.clone(),
        });
        let socket = Socket::bind(opened.data_dir.path())?;
        let kept = (Arc::clone(&opened), Arc::clone(&relay));
        let carry_out = move |command| {
            let (opened, relay) = kept.clone();
            async move { admin::execute(&opened, Some(&relay), command).await }
        };
        let stop = || lifecycle.stop.clone();
        let watched = Watched {
            queue: Arc::clone(&opened.queue),
            directory: Arc::clone(&opened.directory),
            relay: Arc::clone(&relay),
            ambient: Arc::clone(&opened.ambient),
        };
        let operators = Operators::new(Operated {
            opened: Arc::clone(&opened),
            relay: Arc::clone(&relay),
            token,
            settings: Box::new(read),
            public_url: public_url.clone(),
            tasks: lifecycle.tasks.clone(),
        });
        let ops_doors = ops_router(watched, operators, || metrics.render());
        lifecycle.keep("public", public.serve(router(doors), stop()));
        lifecycle.keep("ops", ops.serve(ops_doors, stop()));
        lifecycle.keep("admin", socket.serve(carry_out, stop()));
        lifecycle.ready();
        Ok(Self {
            address,
            ops_address,
            public_url,
            opened,
            relay,
            lifecycle,
        })
    }

    /// Carries out an operator's command, as data.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub async fn operate(&self, command: serde_json::Value) -> Result<serde_json::Value, String> {
        let command = serde_json::from_value(command).map_err(|error| error.to_string())?;
        admin::execute(&self.opened, Some(&self.relay), command)
            .await
            .map_err(|denied| denied.0)
    }

    /// Runs until a signal, then drains.
    ///
    /// # Errors
    /// If signals cannot be watched, or if a part has failed.
    pub async fn run(self) -> anyhow::Result<()> {
        self.lifecycle.wait_for_signal().await?;
        let ended = self.lifecycle.drain().await;
        self.opened.close().await;
        Ok(ended?)
    }

    /// Finishes what is under way and closes the queue.
    pub async fn stop(self) {
        // Whoever stops it needs no reason.
        let _ = self.lifecycle.drain().await;
        self.opened.close().await;
    }
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

fn certificate(tls: &TlsSettings) -> anyhow::Result<Option<Arc<Certificate>>> {
    match (&tls.cert_file, &tls.key_file) {
        (Some(certificate), Some(key)) => Ok(Some(Certificate::load(certificate, key)?)),
        _ => Ok(None),
    }
}
