//! The listener from outside: what is served, who is cut, how it ends.

use std::{
    path::Path,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};

use axum::{
    Extension,
    body::{Body, Bytes},
    routing::{get, post},
};
use http_body_util::BodyExt;
use hyper::{
    Request,
    client::conn::http2::{self, SendRequest},
};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt, DuplexStream},
    net::TcpStream,
    sync::Notify,
    task::JoinSet,
};
use tokio_rustls::TlsConnector;

use super::{
    connection::{HEAD, STREAMS},
    deadline::BODY,
    version::Version,
    *,
};
use crate::address::Peer;

const ASK: &[u8] = b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

/// A listener at work. Time is paused: it jumps ahead whenever everybody waits.
struct Running {
    address: SocketAddr,
    stop: CancellationToken,
    tasks: JoinSet<()>,
}

impl Running {
    async fn start(router: Router, certificate: Option<Arc<Certificate>>, connections: usize) -> Self {
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let limits = Limits {
            connections,
            ..Limits::default()
        };
        let listener = Listener::bind(any, certificate, limits).await.unwrap();
        let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
        let mut tasks = JoinSet::new();
        tasks.spawn(listener.serve(router, stop.clone()));
        Self { address, stop, tasks }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    async fn ended(mut self) {
        self.tasks.join_next().await.unwrap().unwrap();
    }
}

fn peer_router() -> Router {
    Router::new().route(
        "/",
        get(|Extension(Peer(peer)): Extension<Peer>| async move { peer.to_string() }),
    )
}

async fn everything(mut stream: impl AsyncRead + Unpin) -> String {
    let mut text = Vec::new();
    // A connection that is reset has ended as well.
    let _ = stream.read_to_end(&mut text).await;
    String::from_utf8(text).unwrap()
}

fn certificate(dir: &Path) -> (Arc<Certificate>, TlsConnector, ServerName<'static>) {
    crate::telemetry::install_tls_provider();
    let pair = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (certificate, key) = (dir.join("cert.pem"), dir.join("key.pem"));
    std::fs::write(&certificate, pair.cert.pem()).unwrap();
    std::fs::write(&key, pair.signing_key.serialize_pem()).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(pair.cert.der().clone()).unwrap();
    let mut config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let certificate = Certificate::load(&certificate, &key).unwrap();
    (
        certificate,
        TlsConnector::from(Arc::new(config)),
        "localhost".try_into().unwrap(),
    )
}

#[tokio::test]
async fn plain_http_is_served_and_the_peer_is_known() {
    let running = Running::start(peer_router(), None, 10).await;
    let mut stream = running.connect().await;
    let peer = stream.local_addr().unwrap().to_string();
    stream.write_all(ASK).await.unwrap();
    let answer = everything(stream).await;
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with(&peer),
        "{answer}"
    );
}

#[tokio::test]
async fn http_2_is_served_with_tls() {
    let dir = tempfile::TempDir::new().unwrap();
    let (certificate, connector, name) = certificate(dir.path());
    let mut running = Running::start(peer_router(), Some(certificate), 10).await;
    let stream = connector.connect(name, running.connect().await).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let (mut send, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
        .await
        .unwrap();
    running.tasks.spawn(async move { connection.await.unwrap() });
    let request = Request::get("https://localhost/").body(Body::empty()).unwrap();
    let answer = send.send_request(request).await.unwrap();
    assert_eq!(answer.status(), http::StatusCode::OK);
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    assert!(body.starts_with(b"127.0.0.1:"), "{body:?}");
}

#[tokio::test]
async fn http_2_is_served_without_tls_however_its_first_bytes_come() {
    let mut running = Running::start(peer_router(), None, 10).await;
    let mut server = running.connect().await;
    server.set_nodelay(true).unwrap();
    let (client, mut between) = tokio::io::duplex(64 * 1024);
    running.tasks.spawn(async move {
        for _ in 0..8 {
            let byte = between.read_u8().await.unwrap();
            server.write_u8(byte).await.unwrap();
            tokio::task::yield_now().await;
        }
        let _ = tokio::io::copy_bidirectional(&mut between, &mut server).await;
    });
    let (mut send, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(client))
        .await
        .unwrap();
    running.tasks.spawn(async move { drop(connection.await) });
    let answer = send.send_request(ask()).await.unwrap();
    assert_eq!(answer.status(), http::StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn who_asks_for_nothing_is_cut() {
    let dir = tempfile::TempDir::new().unwrap();
    let (certificate, ..) = certificate(dir.path());
    for certificate in [None, Some(certificate)] {
        let running = Running::start(peer_router(), certificate, 10).await;
        for start in [&b""[..], b"P", b"PRI * HTTP/2.0\r\n", b"GET / HTTP/1.1\r\nhost"] {
            let mut stream = running.connect().await;
            stream.write_all(start).await.unwrap();
            let cut = tokio::time::timeout(HEAD * 2, everything(stream)).await;
            assert!(cut.is_ok(), "still open after {start:?}");
        }
    }
}

/// A route that says when it was asked and answers when it may.
fn waiting_router() -> (Router, Arc<Notify>, Arc<Notify>) {
    let (asked, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (asking, going) = (Arc::clone(&asked), Arc::clone(&go));
    let wait = get(async move || {
        asking.notify_one();
        going.notified().await;
        "done"
    });
    (Router::new().route("/", wait), asked, go)
}

async fn length(body: Bytes) -> String {
    body.len().to_string()
}

fn ask() -> Request<Body> {
    Request::get("http://localhost/").body(Body::empty()).unwrap()
}

/// How long an HTTP/2 connection may be silent, with room for the looks between.
const SILENCE: Duration = Duration::from_secs(100);

/// The client's end of one connection without a network: paused time jumps on while bytes are under way in one.
fn connection(router: Router, version: Version, tasks: &mut JoinSet<()>) -> DuplexStream {
    let (near, far) = tokio::io::duplex(64 * 1024);
    let connection = Connection {
        router,
        peer: SocketAddr::from(([127, 0, 0, 1], 1)),
        stop: CancellationToken::new(),
        asks: false,
    };
    tasks.spawn(connection.serve(far, version, None));
    near
}

/// Such a connection that speaks HTTP/2.
struct Http2 {
    send: SendRequest<Body>,
    tasks: JoinSet<()>,
}

impl Http2 {
    async fn connect(router: Router) -> Self {
        let mut tasks = JoinSet::new();
        let near = connection(router, Version::Http2, &mut tasks);
        let (send, client) = http2::handshake(TokioExecutor::new(), TokioIo::new(near))
            .await
            .unwrap();
        tasks.spawn(async move { client.await.unwrap() });
        Self { send, tasks }
    }
}

#[tokio::test(start_paused = true)]
async fn an_http_2_connection_without_requests_is_closed() {
    let mut http2 = Http2::connect(peer_router()).await;
    for _ in 0..2 {
        http2.send.send_request(ask()).await.unwrap();
        let closed = timeout(SILENCE / 2, http2.tasks.join_next()).await;
        assert!(closed.is_err(), "closed soon after its last request");
    }
    let closed = timeout(SILENCE / 2, http2.tasks.join_all()).await;
    assert!(closed.is_ok(), "still open");
}

#[tokio::test(start_paused = true)]
async fn an_http_2_connection_with_a_request_under_way_is_kept() {
    let (router, asked, go) = waiting_router();
    let mut http2 = Http2::connect(router).await;
    let waiting = http2.send.send_request(ask());
    let held = async {
        asked.notified().await;
        tokio::time::sleep(SILENCE * 3).await;
        go.notify_one();
    };
    let (answer, ()) = tokio::join!(waiting, held);
    let body = answer.unwrap().into_body().collect().await.unwrap().to_bytes();
    assert_eq!(body, "done");
}

#[tokio::test(start_paused = true)]
async fn one_http_2_connection_has_so_many_requests_under_way_and_no_more() {
    let under_way = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&under_way);
    let count = get(async move || {
        counted.fetch_add(1, Relaxed);
        std::future::pending::<()>().await;
    });
    let mut http2 = Http2::connect(Router::new().route("/", count)).await;
    for _ in 0..STREAMS * 2 {
        let asked = http2.send.send_request(ask());
        http2.tasks.spawn(async move { drop(asked.await) });
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(under_way.load(Relaxed), STREAMS);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_is_answered_408_and_the_connection_closed() {
    let router = Router::new().route("/", post(length));
    let mut tasks = JoinSet::new();
    let mut posting = async |sent: &str| {
        let mut stream = connection(router.clone(), Version::Http1, &mut tasks);
        let head = "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n";
        stream
            .write_all(format!("{head}{sent}").as_bytes())
            .await
            .unwrap();
        stream
    };
    for sent in ["", "123456789"] {
        let answer = timeout(BODY * 2, everything(posting(sent).await)).await;
        let answer = answer.expect("it does not wait for ever");
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
        assert!(answer.contains("connection: close"), "{answer}");
    }
    // Byte after byte does not help.
    let mut dripping = posting("").await;
    for _ in 0..4 {
        tokio::time::sleep(BODY / 5).await;
        dripping.write_all(b"1").await.unwrap();
    }
    let answer = timeout(BODY / 2, everything(dripping)).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    let mut slow = posting("12345").await;
    tokio::time::sleep(BODY / 2).await;
    slow.write_all(b"67890").await.unwrap();
    let mut answer = [0; 15];
    slow.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200 OK");
}

#[tokio::test(start_paused = true)]
async fn a_late_body_ends_one_http_2_request_and_not_its_neighbours() {
    let router = Router::new().route("/", post(length).get(|| async { "fine" }));
    let mut http2 = Http2::connect(router).await;
    let never = Body::from_stream(futures_util::stream::pending::<Result<Bytes, std::io::Error>>());
    let late = Request::post("http://localhost/").body(never).unwrap();
    let answer = timeout(BODY * 2, http2.send.send_request(late))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(answer.status(), http::StatusCode::REQUEST_TIMEOUT);
    let answer = http2.send.send_request(ask()).await.unwrap();
    assert_eq!(answer.status(), http::StatusCode::OK);
}

#[tokio::test]
async fn an_open_request_finishes_before_the_end() {
    let (router, asked, go) = waiting_router();
    let running = Running::start(router, None, 10).await;
    let mut stream = running.connect().await;
    stream.write_all(ASK).await.unwrap();
    asked.notified().await;
    running.stop.cancel();
    go.notify_one();
    assert!(everything(stream).await.ends_with("done"));
    running.ended().await;
}

#[tokio::test(start_paused = true)]
async fn a_request_that_never_ends_is_cut_at_the_end() {
    let (router, asked, _go) = waiting_router();
    let running = Running::start(router, None, 10).await;
    let mut stream = running.connect().await;
    stream.write_all(ASK).await.unwrap();
    asked.notified().await;
    running.stop.cancel();
    let (cut, ()) = tokio::join!(
        tokio::time::timeout(LINGER * 2, everything(stream)),
        running.ended()
    );
    assert!(cut.is_ok(), "still open");
}

#[tokio::test(start_paused = true)]
async fn a_full_house_still_hears_the_word_to_stop() {
    let (router, asked, _go) = waiting_router();
    let running = Running::start(router, None, 1).await;
    let mut stream = running.connect().await;
    stream.write_all(ASK).await.unwrap();
    asked.notified().await;
    running.stop.cancel();
    tokio::time::timeout(LINGER * 2, running.ended())
        .await
        .expect("the listener ends although its only place is taken");
}
