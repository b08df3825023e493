//! One connection, from its first byte to its end.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use axum::{Router, body::Body};
use hyper::{Request, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::Watcher},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use crate::address::Peer;

/// How long a client may take for its TLS handshake.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How long a client may take for its first request, and for the head of each.
pub(super) const HEAD: Duration = Duration::from_secs(15);
/// Largest head of a request, in bytes; also what an idle connection keeps at most.
const HEAD_BYTES: usize = 16 * 1024;
/// How often an HTTP/2 client is asked whether it is still there.
const PING: Duration = Duration::from_secs(30);
/// Requests that one HTTP/2 connection may have open.
const STREAMS: u32 = 200;

pub(super) struct Connection {
    pub(super) router: Router,
    pub(super) peer: SocketAddr,
    pub(super) watcher: Watcher,
}

impl Connection {
    pub(super) async fn run(self, stream: TcpStream, tls: Option<TlsAcceptor>) {
        // Answers are small and awaited: never hold them back for more.
        let _ = stream.set_nodelay(true);
        match tls {
            None => self.serve(stream).await,
            Some(tls) => match Box::pin(timeout(HANDSHAKE, tls.accept(stream))).await {
                // Boxed, so that connections without TLS do not carry the room for it.
                Ok(Ok(stream)) => Box::pin(self.serve(stream)).await,
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
        let asked = Arc::new(AtomicBool::new(false));
        let asks = Arc::clone(&asked);
        let service = service_fn(move |mut request: Request<Incoming>| {
            asks.store(true, Relaxed);
            request.extensions_mut().insert(Peer(peer));
            router.clone().oneshot(request.map(Body::new))
        });
        let connection = http()
            .serve_connection(TokioIo::new(stream), service)
            .into_owned();
        let mut connection = Box::pin(watcher.watch(connection));
        // While hyper reads the bytes that tell HTTP/1.1 from HTTP/2, no time-out of its own runs.
        let ended = match timeout(HEAD, &mut connection).await {
            Ok(ended) => ended,
            Err(_) if asked.load(Relaxed) => connection.await,
            Err(_) => return tracing::debug!("a connection asked for nothing"),
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

fn http() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(u32::try_from(HEAD_BYTES).unwrap_or(u32::MAX));
    builder
}
