//! Accepts connections and serves HTTP/1.1 and HTTP/2 on them.
//!
//! `axum::serve` gives neither time-outs nor bounds on connections, and a page that waits for a login keeps its connection
//! for minutes, so the loop is our own.

mod activity;
mod certificate;
mod connection;
mod deadline;
mod places;
mod shown;
mod version;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
pub use certificate::{Certificate, CertificateError};
use ipnet::IpNet;
use tokio::{net::TcpListener, sync::Semaphore, time::timeout};
use tokio_rustls::TlsAcceptor;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub use self::shown::ShownChain;
use self::{connection::Connection, places::Places};

/// How long open connections may take to finish their requests at the end.
const LINGER: Duration = Duration::from_secs(10);
/// Pause after an accept that failed, for example because all file handles are in use.
const PAUSE: Duration = Duration::from_millis(50);

/// How many connections a listener takes.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections served at once; more wait in the kernel's queue. Each takes a file handle and, while it waits, up to
    /// 16 KiB.
    pub connections: usize,
    /// Connections of one subscriber, that is an IPv4 address or a /64 of IPv6; more are closed at once.
    pub connections_per_address: usize,
    /// Networks whose connections are not counted by address: proxies, behind which many people stand. Those of the machine
    /// itself never are.
    pub exempt: Vec<IpNet>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 19_000,
            connections_per_address: 256,
            exempt: Vec::new(),
        }
    }
}

/// A bound address, ready to serve.
pub struct Listener {
    tcp: TcpListener,
    certificate: Option<Arc<Certificate>>,
    /// Whose certificates clients are asked to show, if they are asked.
    asks_for: Option<Vec<Vec<u8>>>,
    limits: Limits,
}

impl Listener {
    /// Binds `address`, with TLS if there is a certificate.
    ///
    /// # Errors
    /// If the address cannot be bound.
    pub async fn bind(
        address: SocketAddr,
        certificate: Option<Arc<Certificate>>,
        limits: Limits,
    ) -> std::io::Result<Self> {
        Ok(Self {
            tcp: TcpListener::bind(address).await?,
            certificate,
            asks_for: None,
            limits,
        })
    }

    /// …at which clients are asked for a certificate, of one of these issuers (DER) by preference. They need not show one, and
    /// handlers find what they did show as extension [`ShownChain`]. TLS 1.3 alone is spoken.
    #[must_use]
    pub fn asking_for(self, issuers: Vec<Vec<u8>>) -> Self {
        Self {
            asks_for: Some(issuers),
            ..self
        }
    }

    /// The address, with the port that the system chose.
    ///
    /// # Errors
    /// If the socket is gone.
    pub fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.tcp.local_addr()
    }

    /// Serves `router` until `stop`, then lets open requests finish for a while and cuts what is left. Handlers find the
    /// other end as extension [`Peer`](crate::address::Peer).
    pub async fn serve(self, router: Router, stop: CancellationToken) {
        let (connections, cut) = (TaskTracker::new(), CancellationToken::new());
        let permits = Arc::new(Semaphore::new(self.limits.connections));
        let places = Places::new(&self.limits);
        let tls = self
            .certificate
            .as_ref()
            .map(|certificate| TlsAcceptor::from(certificate.server_config(self.asks_for.as_deref())));
        loop {
            let next = async {
                let permit = Arc::clone(&permits).acquire_owned().await;
                (permit, self.tcp.accept().await)
            };
            let Some((permit, accepted)) = stop.run_until_cancelled(next).await else {
                break;
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            };
            let Some(place) = places.take(peer.ip()) else {
                metrics::counter!("countersign_connections_refused_total").increment(1);
                tracing::debug!("an address has too many connections");
                continue;
            };
            let connection = Connection {
                router: router.clone(),
                peer,
                stop: stop.clone(),
                asks: self.asks_for.is_some(),
            };
            let (tls, cut) = (tls.clone(), cut.clone());
            connections.spawn(async move {
                let _held = (permit, place);
                // Pinned here, because a future that is handed on is kept twice.
                let connection = std::pin::pin!(connection.run(stream, tls));
                cut.run_until_cancelled(connection).await;
            });
        }
        drop(self.tcp);
        connections.close();
        if timeout(LINGER, connections.wait()).await.is_err() {
            tracing::debug!(connections = connections.len(), "connections are cut at the end");
            cut.cancel();
            connections.wait().await;
        }
    }
}

#[cfg(test)]
mod tests;
