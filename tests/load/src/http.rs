//! One HTTP/1.1 connection: as little as a client can do, so that the server is what is measured.

use anyhow::{Context, ensure};
use bytes::Bytes;
use http::{Method, Request, header, response::Parts};
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
        let (parts, body) = self.exchange(request.body(Full::new(body))?).await?;
        Ok((parts.status.as_u16(), body))
    }

    /// Sends a form as a browser without cookies does; returns the status.
    pub(crate) async fn post_form(&mut self, path: &str, form: String) -> anyhow::Result<u16> {
        Ok(self.form(path, form.into()).await?.status.as_u16())
    }

    /// Sends a form without fields, likewise; returns the cookie that it is given.
    pub(crate) async fn post_empty_form(&mut self, path: &str) -> anyhow::Result<String> {
        let parts = self.form(path, Bytes::new()).await?;
        let cookie = parts.headers.get(header::SET_COOKIE);
        let cookie =
            cookie.with_context(|| format!("{path} answered {} and gave no cookie", parts.status))?;
        let pair = cookie.to_str()?.split(';').next().unwrap_or_default();
        Ok(pair.to_owned())
    }

    /// Gets what a browser with this cookie gets; status and body.
    pub(crate) async fn get_with_cookie(&mut self, path: &str, cookie: &str) -> anyhow::Result<(u16, Bytes)> {
        let request = Request::get(path)
            .header(header::HOST, &self.address)
            .header(header::COOKIE, cookie);
        let (parts, body) = self.exchange(request.body(Full::default())?).await?;
        Ok((parts.status.as_u16(), body))
    }

    async fn form(&mut self, path: &str, form: Bytes) -> anyhow::Result<Parts> {
        let request = Request::post(path)
            .header(header::HOST, &self.address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let (parts, _) = self.exchange(request.body(Full::new(form))?).await?;
        Ok(parts)
    }

    async fn exchange(&mut self, request: Request<Full<Bytes>>) -> anyhow::Result<(Parts, Bytes)> {
        self.sender.ready().await?;
        let (parts, body) = self.sender.send_request(request).await?.into_parts();
        Ok((parts, body.collect().await?.to_bytes()))
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
