//! A proxy in front of several nodes that sends each request to the next one, so that nothing may depend on which it is.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use tokio::{net::TcpListener, task::JoinSet};

/// A running proxy; it ends when dropped.
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    nodes: Arc<Nodes>,
    /// Aborted when dropped.
    _serving: JoinSet<()>,
}

struct Nodes {
    addresses: Mutex<Vec<SocketAddr>>,
    turn: AtomicUsize,
    client: Client<HttpConnector, Body>,
}

impl Proxy {
    /// Starts one in front of nothing yet.
    ///
    /// # Panics
    /// If there is no free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let nodes = Arc::new(Nodes {
            addresses: Mutex::default(),
            turn: AtomicUsize::new(0),
            client: Client::builder(TokioExecutor::new()).build_http(),
        });
        let router = Router::new().fallback(forward).with_state(Arc::clone(&nodes));
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            // It ends with its task.
            let _ = axum::serve(listener, router).await;
        });
        Self {
            address,
            nodes,
            _serving: serving,
        }
    }

    /// Sends requests to these nodes from now on.
    ///
    /// # Panics
    /// Never: nobody panics with the lock.
    pub fn send_to(&self, addresses: impl IntoIterator<Item = SocketAddr>) {
        *self.nodes.addresses.lock().expect("nobody panics with it") = addresses.into_iter().collect();
    }
}

async fn forward(State(nodes): State<Arc<Nodes>>, mut request: Request) -> Response {
    let next = {
        let addresses = nodes.addresses.lock().expect("nobody panics with it");
        let turn = nodes.turn.fetch_add(1, Relaxed);
        addresses.get(turn % addresses.len().max(1)).copied()
    };
    let Some(node) = next else {
        return StatusCode::BAD_GATEWAY.into_response();
    };
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    match format!("http://{node}{path}").parse::<Uri>() {
        Ok(uri) => *request.uri_mut() = uri,
        Err(_) => return StatusCode::BAD_REQUEST.into_response(),
    }
    match nodes.client.request(request).await {
        Ok(response) => response.into_response(),
        Err(_) => StatusCode::BAD_GATEWAY.into_response(),
    }
}
