//! TLS and HTTP/2 on loopback, for all vendors.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use bytes::Bytes;
use http::{HeaderMap, Method, Response, Uri};
use http_body_util::{BodyExt, Full};
use hyper::{Request, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Notify, watch},
};
use tokio_rustls::TlsAcceptor;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{credentials::Credentials, script::Reply};

/// A request with its whole body.
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// What a vendor does with a request.
pub(crate) trait Vendor: Send + Sync + 'static {
    /// The reply, or nothing for plain acceptance.
    fn answer(&self, asked: Asked) -> Answered;

    /// What it speaks, as TLS names it. Apple and Google speak nothing else.
    fn protocols(&self) -> &'static [&'static [u8]] {
        &[b"h2"]
    }
}

/// What a vendor decided.
pub(crate) struct Answered {
    /// What is scripted, or what was wrong with the request.
    pub(crate) reply: Option<Reply>,
    /// The body of an acceptance.
    pub(crate) accepted: Bytes,
    /// What happens if it is accepted after all.
    pub(crate) on_accept: Option<Box<dyn FnOnce() + Send>>,
}

/// Requests on one connection at once, as both vendors have it.
const STREAMS: u32 = 1000;

/// A vendor's open address.
pub(crate) struct Front {
    pub(crate) address: SocketAddr,
    manner: Arc<Manner>,
    stop: CancellationToken,
}

/// How a vendor treats whoever comes.
struct Manner {
    /// Requests on one connection at once, on those that are made from now on.
    streams: AtomicU32,
    /// Whether pushes that it would accept wait.
    is_holding: watch::Sender<bool>,
}

impl Drop for Front {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Front {
    pub(crate) async fn start(credentials: &Credentials, vendor: Arc<dyn Vendor>) -> io::Result<Self> {
        let config = tls_config(credentials, vendor.protocols()).map_err(io::Error::other)?;
        let tls = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let front = Self {
            address: listener.local_addr()?,
            manner: Arc::new(Manner {
                streams: AtomicU32::new(STREAMS),
                is_holding: watch::Sender::new(false),
            }),
            stop: CancellationToken::new(),
        };
        let (tasks, stop) = (TaskTracker::new(), front.stop.clone());
        let manner = Arc::clone(&front.manner);
        tasks
            .clone()
            .spawn(stop.clone().run_until_cancelled_owned(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let connection = serve(stream, tls.clone(), Arc::clone(&vendor), Arc::clone(&manner));
                    tasks.spawn(stop.clone().run_until_cancelled_owned(connection));
                }
            }));
        Ok(front)
    }

    /// Takes so many requests at once on each connection that is made from now on, and refuses others.
    pub(crate) fn limit_streams(&self, streams: u32) {
        self.manner.streams.store(streams, Ordering::Relaxed);
    }

    /// Lets pushes that would be accepted wait, or no longer.
    pub(crate) fn hold(&self, is_holding: bool) {
        self.manner.is_holding.send_replace(is_holding);
    }
}

pub(crate) fn tls_config(
    credentials: &Credentials,
    protocols: &[&[u8]],
) -> Result<ServerConfig, rustls::Error> {
    let (certificate, key) = credentials.tls();
    let certificate = CertificateDer::from_pem_slice(certificate.as_bytes());
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes());
    let (Ok(certificate), Ok(key)) = (certificate, key) else {
        return Err(rustls::Error::General("the certificate was just made".to_owned()));
    };
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)?;
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    Ok(config)
}

async fn serve(stream: TcpStream, tls: TlsAcceptor, vendor: Arc<dyn Vendor>, manner: Arc<Manner>) {
    let _ = stream.set_nodelay(true);
    let Ok(stream) = tls.accept(stream).await else {
        return;
    };
    let go_away = Arc::new(Notify::new());
    let streams = manner.streams.load(Ordering::Relaxed);
    let service = service_fn({
        let go_away = Arc::clone(&go_away);
        move |request: Request<Incoming>| {
            handle(
                request,
                Arc::clone(&vendor),
                Arc::clone(&go_away),
                Arc::clone(&manner),
            )
        }
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http2().max_concurrent_streams(streams);
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => {}
        () = go_away.notified() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}

async fn handle(
    request: Request<Incoming>,
    vendor: Arc<dyn Vendor>,
    go_away: Arc<Notify>,
    manner: Arc<Manner>,
) -> Result<Response<Full<Bytes>>, io::Error> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let asked = Asked {
        method: head.method,
        uri: head.uri,
        headers: head.headers,
        body,
    };
    let Answered {
        reply,
        accepted,
        on_accept,
    } = vendor.answer(asked);
    // The sender lives as long as `manner`, so waiting cannot fail.
    let released = async || {
        let _ = manner.is_holding.subscribe().wait_for(|holds| !holds).await;
    };
    let reply = match reply {
        Some(Reply::Held(reply)) => {
            released().await;
            Some(*reply)
        }
        reply => reply,
    };
    match reply {
        None | Some(Reply::Held(_)) => {}
        Some(Reply::GoAway) => go_away.notify_one(),
        Some(Reply::Never) => std::future::pending().await,
        Some(Reply::Reset) => return Err(io::Error::other("scripted")),
        Some(Reply::Status {
            status,
            body,
            headers,
        }) => {
            let mut response = Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(name, value);
            }
            return response
                .body(Full::new(Bytes::from(body)))
                .map_err(io::Error::other);
        }
    }
    if let Some(on_accept) = on_accept {
        released().await;
        on_accept();
    }
    Ok(Response::new(Full::new(accepted)))
}
