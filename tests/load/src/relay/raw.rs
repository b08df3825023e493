//! The relay's own requests, sent as fast as hyper sends them: what the machine and the fakes allow at best.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, ensure};
use bytes::Bytes;
use countersign_proto::push::{Notification, Provider, apns_payload, fcm_message};
use countersign_relay_client::Client;
use http::{HeaderMap, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use tokio::{net::TcpStream, task::JoinSet};
use tokio_rustls::TlsConnector;

use super::{
    bench::{Bench, notification_by},
    saturated::per,
};
use crate::clock;

/// Connections to each vendor, as the relay has them.
const CONNECTIONS: usize = 2;
/// Requests under way at once on each.
const AT_ONCE: usize = 250;

/// Requests a second.
pub(super) async fn measure(bench: &Bench, sender: &Client, time: Duration) -> anyhow::Result<f64> {
    let requests = [
        record_apns(bench, sender).await?,
        record_fcm(bench, sender).await?,
    ];
    bench.drain();
    bench.until_all_ended().await?;
    let tls = TlsConnector::from(Arc::new(trusting(bench)?));
    let (mut drivers, mut connections) = (JoinSet::new(), Vec::new());
    for request in requests {
        for _ in 0..CONNECTIONS {
            let connection = connect(request.uri(), &tls, &mut drivers).await?;
            connections.push((request.clone(), connection));
        }
    }
    let begun = clock::now();
    let mut loops = JoinSet::new();
    for (request, connection) in connections {
        for _ in 0..AT_ONCE {
            let (request, mut connection) = (request.clone(), connection.clone());
            loops.spawn(async move {
                let mut sent = 0_u64;
                while clock::now() - begun < time {
                    connection.ready().await?;
                    let response = connection.send_request(request.clone()).await?;
                    let status = response.status();
                    response.into_body().collect().await?;
                    ensure!(status == StatusCode::OK, "a vendor answered {status}");
                    sent += 1;
                }
                anyhow::Ok(sent)
            });
        }
    }
    let mut sent = 0;
    while let Some(of_one) = loops.join_next().await {
        sent += of_one??;
    }
    Ok(per(sent, (clock::now() - begun).as_secs_f64()))
}

/// What the relay asks of Apple.
async fn record_apns(bench: &Bench, sender: &Client) -> anyhow::Result<Request<Full<Bytes>>> {
    let notification = notification_by(Provider::Apns);
    let token = notification.target.token.expose();
    let mut inbox = bench.fakes.apns.inbox().all();
    sender.submit(&notification).await?;
    let push = inbox.recv().await.context("it arrives")?;
    let uri = format!("{}/3/device/{token}", bench.fakes.apns.base_url());
    request(&uri, push.headers, apns_payload(&notification.body)?)
}

/// What the relay asks of Google.
async fn record_fcm(bench: &Bench, sender: &Client) -> anyhow::Result<Request<Full<Bytes>>> {
    let notification: Notification = notification_by(Provider::Fcm);
    let mut inbox = bench.fakes.fcm.inbox().all();
    sender.submit(&notification).await?;
    let push = inbox.recv().await.context("it arrives")?;
    let project = bench.fakes.credentials.fcm_project;
    let uri = format!(
        "{}/v1/projects/{project}/messages:send",
        bench.fakes.fcm.base_url()
    );
    let body = serde_json::to_vec(&fcm_message(&notification, 120)?)?;
    request(&uri, push.headers, body)
}

fn request(uri: &str, mut headers: HeaderMap, body: Vec<u8>) -> anyhow::Result<Request<Full<Bytes>>> {
    headers.remove(header::CONTENT_LENGTH);
    let mut request = Request::post(uri).body(Full::new(Bytes::from(body)))?;
    *request.headers_mut() = headers;
    Ok(request)
}

async fn connect(
    uri: &Uri,
    tls: &TlsConnector,
    drivers: &mut JoinSet<()>,
) -> anyhow::Result<SendRequest<Full<Bytes>>> {
    let authority = uri.authority().context("a vendor has an address")?;
    let stream = TcpStream::connect(authority.as_str()).await?;
    stream.set_nodelay(true)?;
    let name = ServerName::try_from(authority.host().to_owned())?;
    let stream = tls.connect(name, stream).await?;
    let (connection, driver) = handshake(TokioExecutor::new(), TokioIo::new(stream)).await?;
    drivers.spawn(async move {
        // It ends with the measurement; what breaks before shows in the requests.
        let _ = driver.await;
    });
    Ok(connection)
}

fn trusting(bench: &Bench) -> anyhow::Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    for anchor in CertificateDer::pem_file_iter(&bench.fakes.credentials.ca_file)? {
        roots.add(anchor?)?;
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    Ok(config)
}
