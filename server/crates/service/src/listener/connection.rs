//! One connection, from its first byte to its end.

use std::{convert::Infallible, net::SocketAddr, pin::Pin, sync::Arc, time::Duration};

use axum::Router;
use hyper::{
    Request, Response,
    body::Incoming,
    server::conn::{http1, http2},
    service::service_fn,
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::graceful::GracefulConnection,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::{
    activity::{Activity, Answer, UnderWay},
    deadline::{in_time, too_late},
    shown::ShownChain,
    version::Version,
};
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
pub(super) const STREAMS: u32 = 64;
/// Bytes of bodies that one HTTP/2 request, and one whole connection, may send ahead of their being read.
const STREAM_WINDOW: u32 = 64 * 1024;
const CONNECTION_WINDOW: u32 = 256 * 1024;
/// How often an HTTP/2 connection is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// Looks in a row that found no request, before the connection is closed: a minute.
const QUIET_LOOKS: u32 = 3;

pub(super) struct Connection {
    pub(super) router: Router,
    pub(super) peer: SocketAddr,
    pub(super) stop: CancellationToken,
    /// Whether its client is asked for a certificate.
    pub(super) asks: bool,
}

impl Connection {
    pub(super) async fn run(self, stream: TcpStream, tls: Option<TlsAcceptor>) {
        // Answers are small and awaited: never hold them back for more.
        let _ = stream.set_nodelay(true);
        match tls {
            None => self.run_plain(stream).await,
            // Boxed, so that connections without TLS do not carry the room for it.
            Some(tls) => Box::pin(self.run_tls(stream, tls)).await,
        }
    }

    async fn run_plain(self, stream: TcpStream) {
        // Boxed and awaited before, so that its room is free again while requests are served.
        let seen = Box::pin(timeout(HEAD, Version::seen(&stream)));
        let seen = self.stop.run_until_cancelled(seen).await;
        match seen {
            Some(Ok(Ok(version))) => self.serve(stream, version, None).await,
            _ => tracing::debug!("a connection asked for nothing"),
        }
    }

    async fn run_tls(self, stream: TcpStream, tls: TlsAcceptor) {
        let accepted = timeout(HANDSHAKE, tls.accept(stream)).await;
        match accepted {
            Ok(Ok(stream)) => {
                let session = stream.get_ref().1;
                let version = Version::agreed(session.alpn_protocol());
                let shown = self.asks.then(|| ShownChain::of(session.peer_certificates()));
                self.serve(stream, version, shown).await;
            }
            Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
            Err(_) => tracing::debug!("a TLS handshake took too long"),
        }
    }

    pub(super) async fn serve(
        self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        version: Version,
        shown: Option<ShownChain>,
    ) {
        let Self {
            router, peer, stop, ..
        } = self;
        let activity = Arc::new(Activity::default());
        let seen = Arc::clone(&activity);
        let service = service_fn(move |request: Request<Incoming>| {
            let under_way = seen.begin();
            answer(router.clone(), request, peer, shown.clone(), under_way)
        });
        let io = TokioIo::new(stream);
        // Each version by its own server: one that serves either keeps the room for both.
        let ended = match version {
            // hyper itself closes an HTTP/1.1 connection that is silent between requests.
            Version::Http1 => {
                let connection = Box::pin(http1().serve_connection(io, service));
                attend(connection, &stop, None).await
            }
            Version::Http2 => {
                let connection = Box::pin(http2().serve_connection(io, service));
                attend(connection, &stop, Some(activity)).await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

/// Lets a connection finish its requests once `stop` is called, or once a look at its `activity` finds that it has none. It comes
/// boxed, because what a future is handed by value it keeps room for.
async fn attend(
    mut connection: Pin<Box<impl GracefulConnection<Error = hyper::Error>>>,
    stop: &CancellationToken,
    activity: Option<Arc<Activity>>,
) -> hyper::Result<()> {
    let mut watch = Watch::default();
    let mut look_after = HEAD;
    let mut ending = false;
    loop {
        tokio::select! {
            ended = &mut connection => return ended,
            () = stop.cancelled(), if !ending => {
                ending = true;
                connection.as_mut().graceful_shutdown();
            }
            seen = look(&mut watch, activity.as_deref(), look_after) => match seen {
                Seen::Nothing => {
                    tracing::debug!("a connection asked for nothing");
                    return Ok(());
                }
                Seen::Busy => look_after = LOOK_EVERY,
                Seen::Quiet if ending => {
                    tracing::debug!("a quiet connection did not end");
                    return Ok(());
                }
                Seen::Quiet => {
                    ending = true;
                    connection.as_mut().graceful_shutdown();
                }
            },
        }
    }
}

fn answer(
    router: Router,
    request: Request<Incoming>,
    peer: SocketAddr,
    shown: Option<ShownChain>,
    under_way: UnderWay,
) -> impl Future<Output = Result<Response<Answer>, Infallible>> {
    let version = request.version();
    let (mut head, body) = request.into_parts();
    head.extensions.insert(Peer(peer));
    if let Some(shown) = shown {
        head.extensions.insert(shown);
    }
    let (body, late) = in_time(body);
    // Made here, so that the request is kept once, not beside what became of it.
    let asked = router.oneshot(Request::from_parts(head, body));
    async move {
        let mut response = asked.await?;
        if late.is_some_and(|late| late.is_late()) {
            response = too_late(version);
        }
        Ok(response.map(|body| Answer {
            body,
            _under_way: under_way,
        }))
    }
}

/// Looks at a connection after a while; never, if there is nothing to look at.
async fn look(watch: &mut Watch, activity: Option<&Activity>, after: Duration) -> Seen {
    let Some(activity) = activity else {
        return std::future::pending().await;
    };
    sleep(after).await;
    watch.look(activity)
}

/// What a look at an HTTP/2 connection shows.
enum Seen {
    /// It has never asked for anything.
    Nothing,
    /// Something was asked since the last look, or is under way, or not for long enough.
    Busy,
    /// Nothing was asked for a minute.
    Quiet,
}

/// Remembers what earlier looks have shown.
#[derive(Default)]
struct Watch {
    begun: Option<u32>,
    quiet_looks: u32,
}

impl Watch {
    fn look(&mut self, activity: &Activity) -> Seen {
        let begun = activity.begun_and_ended();
        match begun {
            Some(0) => return Seen::Nothing,
            Some(_) if begun == self.begun => self.quiet_looks += 1,
            _ => self.quiet_looks = 0,
        }
        self.begun = begun;
        if self.quiet_looks < QUIET_LOOKS {
            Seen::Busy
        } else {
            Seen::Quiet
        }
    }
}

fn http1() -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES);
    builder
}

fn http2() -> http2::Builder<TokioExecutor> {
    let mut builder = http2::Builder::new(TokioExecutor::new());
    builder
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .max_concurrent_streams(STREAMS)
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_header_list_size(u32::try_from(HEAD_BYTES).unwrap_or(u32::MAX));
    builder
}
