//! Accepts connections and serves HTTP/1.1 and HTTP/2 on them.
//!
//! `axum::serve` gives neither a time-out for headers nor a bound on connections, and a page that waits for a login keeps
//! its connection for minutes, so the loop is our own.

mod certificate;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body};
pub use certificate::{Certificate, CertificateError};
use hyper::{Request, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto::Builder,
        graceful::{GracefulShutdown, Watcher},
    },
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_rustls::TlsAcceptor;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

use crate::address::Peer;

/// Connections served at once; more wait in the kernel's queue.
const CONNECTIONS: usize = 19_000;
/// How long a client may take for its TLS handshake.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How long a client may take for the head of a request.
const HEAD: Duration = Duration::from_secs(15);
/// Largest head of a request, in bytes; also what an idle connection keeps at most.
const HEAD_BYTES: usize = 16 * 1024;
/// How long open connections may take to finish their requests at the end.
const LINGER: Duration = Duration::from_secs(10);
/// Pause after an accept that failed, for example because all file handles are in use.
const PAUSE: Duration = Duration::from_millis(50);

/// A bound address, ready to serve.
pub struct Listener {
    tcp: TcpListener,
    certificate: Option<Arc<Certificate>>,
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
        })
    }

    /// The address, with the port that the system chose.
    ///
    /// # Errors
    /// If the socket is gone.
    pub fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.tcp.local_addr()
    }

    /// Serves `router` until `stop`, then lets open requests finish. Handlers find the other end as extension [`Peer`].
    pub async fn serve(self, router: Router, stop: CancellationToken) {
        let connections = TaskTracker::new();
        let permits = Arc::new(Semaphore::new(CONNECTIONS));
        let graceful = GracefulShutdown::new();
        let tls = self
            .certificate
            .as_ref()
            .map(|certificate| TlsAcceptor::from(certificate.server_config()));
        loop {
            let Ok(permit) = Arc::clone(&permits).acquire_owned().await else {
                break;
            };
            let accepted = tokio::select! {
                () = stop.cancelled() => break,
                accepted = self.tcp.accept() => accepted,
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
            let tls = tls.clone();
            connections.spawn(async move {
                let _permit = permit;
                connection.run(stream, tls).await;
            });
        }
        drop(self.tcp);
        connections.close();
        let ended = async {
            graceful.shutdown().await;
            connections.wait().await;
        };
        if tokio::time::timeout(LINGER, ended).await.is_err() {
            tracing::debug!(connections = connections.len(), "connections were cut at the end");
        }
    }
}

struct Connection {
    router: Router,
    peer: SocketAddr,
    watcher: Watcher,
}

impl Connection {
    async fn run(self, stream: TcpStream, tls: Option<TlsAcceptor>) {
        // Answers are small and awaited: never hold them back for more.
        let _ = stream.set_nodelay(true);
        match tls {
            None => self.serve(stream).await,
            Some(tls) => match tokio::time::timeout(HANDSHAKE, tls.accept(stream)).await {
                Ok(Ok(stream)) => self.serve(stream).await,
                Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
                Err(_) => tracing::debug!("a TLS handshake took too long"),
            },
        }
    }

    async fn serve(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let Self {
            router,
            peer,
            watcher,
        } = self;
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            let router = router.clone();
            router.oneshot(request.map(Body::new))
        });
        let mut builder = Builder::new(TokioExecutor::new());
        builder
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(HEAD_BYTES);
        builder
            .http2()
            .timer(TokioTimer::new())
            .keep_alive_interval(Duration::from_secs(30))
            .max_concurrent_streams(200)
            .max_header_list_size(u32::try_from(HEAD_BYTES).unwrap_or(u32::MAX));
        let connection = builder
            .serve_connection(TokioIo::new(stream), service)
            .into_owned();
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}
