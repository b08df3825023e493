//! The listener from outside: what is served, who is cut, how it ends.

use std::path::Path;

use axum::{Extension, body::Body, routing::get};
use http_body_util::BodyExt;
use hyper::Request;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Notify,
    task::JoinSet,
};
use tokio_rustls::TlsConnector;

use super::{connection::HEAD, *};
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
        let mut listener = Listener::bind(any, certificate).await.unwrap();
        listener.connections = connections;
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
    let (mut send, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
            .await
            .unwrap();
    running.tasks.spawn(async move { connection.await.unwrap() });
    let request = Request::get("https://localhost/").body(Body::empty()).unwrap();
    let answer = send.send_request(request).await.unwrap();
    assert_eq!(answer.status(), http::StatusCode::OK);
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    assert!(body.starts_with(b"127.0.0.1:"), "{body:?}");
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

#[tokio::test]
async fn an_open_request_finishes_before_the_end() {
    let (asked, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (asking, going) = (Arc::clone(&asked), Arc::clone(&go));
    let router = Router::new().route(
        "/",
        get(async move || {
            asking.notify_one();
            going.notified().await;
            "done"
        }),
    );
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
    let asked = Arc::new(Notify::new());
    let asking = Arc::clone(&asked);
    let router = Router::new().route(
        "/",
        get(async move || {
            asking.notify_one();
            std::future::pending::<()>().await;
        }),
    );
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
    let (asked, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (asking, going) = (Arc::clone(&asked), Arc::clone(&go));
    let router = Router::new().route(
        "/",
        get(async move || {
            asking.notify_one();
            going.notified().await;
        }),
    );
    let running = Running::start(router, None, 1).await;
    let mut stream = running.connect().await;
    stream.write_all(ASK).await.unwrap();
    asked.notified().await;
    running.stop.cancel();
    tokio::time::timeout(LINGER * 2, running.ended())
        .await
        .expect("the listener ends although its only place is taken");
}
