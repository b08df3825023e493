//! Accepts connections and serves HTTP/1.1 and HTTP/2 on them.
//!
//! `axum::serve` gives neither a time-out for headers nor a bound on connections, and a page that waits for a login keeps
//! its connection for minutes, so the loop is our own.

mod certificate;
mod connection;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
pub use certificate::{Certificate, CertificateError};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::{net::TcpListener, sync::Semaphore, time::timeout};
use tokio_rustls::TlsAcceptor;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::connection::Connection;

/// Connections served at once; more wait in the kernel's queue.
const CONNECTIONS: usize = 19_000;
/// How long open connections may take to finish their requests at the end.
const LINGER: Duration = Duration::from_secs(10);
/// Pause after an accept that failed, for example because all file handles are in use.
const PAUSE: Duration = Duration::from_millis(50);

/// A bound address, ready to serve.
pub struct Listener {
    tcp: TcpListener,
    certificate: Option<Arc<Certificate>>,
    connections: usize,
}

impl Listener {
    /// Binds `address`, with TLS if there is a certificate.
    ///
    /// # Errors
    /// If the address cannot be bound.
    pub async fn bind(address: SocketAddr, certificate: Option<Arc<Certificate>>) -> std::io::Result<Self> {
        Ok(Self {
            tcp: TcpListener::bind(address).await?,
            certificate,
            connections: CONNECTIONS,
        })
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
        let graceful = GracefulShutdown::new();
        let permits = Arc::new(Semaphore::new(self.connections));
        let tls = self
            .certificate
            .as_ref()
            .map(|certificate| TlsAcceptor::from(certificate.server_config()));
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
            let connection = Connection {
                router: router.clone(),
                peer,
                watcher: graceful.watcher(),
            };
            let (tls, cut) = (tls.clone(), cut.clone());
            connections.spawn(async move {
                let _permit = permit;
                // Pinned here, because a future that is handed on is kept twice.
                let connection = std::pin::pin!(connection.run(stream, tls));
                cut.run_until_cancelled(connection).await;
            });
        }
        drop(self.tcp);
        connections.close();
        let ended = async {
            graceful.shutdown().await;
            connections.wait().await;
        };
        if timeout(LINGER, ended).await.is_err() {
            tracing::debug!(connections = connections.len(), "connections are cut at the end");
            cut.cancel();
            connections.wait().await;
        }
    }
}

#[cfg(test)]
mod tests;
