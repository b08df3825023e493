//! One HTTP/1.1 connection: as little as a client can do, so that the server is what is measured.

use anyhow::{Context, ensure};
use bytes::Bytes;
use http::{Method, Request, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_util::task::TaskTracker;

/// An open connection.
pub(crate) struct Connection {
    address: String,
    sender: SendRequest<Full<Bytes>>,
}

impl Connection {
    /// Connects to `address`; `tasks` owns what drives the connection.
    pub(crate) async fn open(address: &str, tasks: &TaskTracker) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tasks.spawn(connection);
        Ok(Self {
            address: address.to_owned(),
            sender,
        })
    }

    /// Sends a request and returns status and body.
    pub(crate) async fn send(
        &mut self,
        method: Method,
        path: &str,
        authorization: Option<&str>,
        body: Bytes,
    ) -> anyhow::Result<(u16, Bytes)> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.address);
        if let Some(authorization) = authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        if !body.is_empty() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        self.sender.ready().await?;
        let response = self.sender.send_request(request.body(Full::new(body))?).await?;
        let status = response.status().as_u16();
        Ok((status, response.into_body().collect().await?.to_bytes()))
    }

    /// Sends a request whose answer is JSON, and must have this status.
    pub(crate) async fn json(
        &mut self,
        method: Method,
        path: &str,
        authorization: &str,
        body: Bytes,
        expected: u16,
    ) -> anyhow::Result<Value> {
        let (status, body) = self.send(method, path, Some(authorization), body).await?;
        ensure!(
            status == expected,
            "{path} answered {status}: {}",
            String::from_utf8_lossy(&body)
        );
        serde_json::from_slice(&body).context("the answer is not JSON")
    }
}
