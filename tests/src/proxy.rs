//! A proxy in front of several nodes that sends each request to the next one, so that nothing may depend on which it is.

use std::{
    collections::HashMap,
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

use crate::until;

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
    /// How many requests are on their way to each node.
    under_way: Mutex<HashMap<SocketAddr, usize>>,
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
            under_way: Mutex::default(),
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

    /// Returns once this node, to which no request is sent any more, has begun to answer all that it was sent.
    ///
    /// # Panics
    /// If that does not come about.
    pub async fn drained(&self, node: SocketAddr) {
        until("nothing is on its way to the node", async || {
            let under_way = self.nodes.under_way.lock().expect("nobody panics with it");
            under_way.get(&node).is_none_or(|many| *many == 0)
        })
        .await;
    }
}

async fn forward(State(nodes): State<Arc<Nodes>>, mut request: Request) -> Response {
    let Some(on_its_way) = OnItsWay::to_next(&nodes) else {
        return StatusCode::BAD_GATEWAY.into_response();
    };
    let node = on_its_way.node;
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

/// A request on its way to a node, until this is dropped.
struct OnItsWay<'a> {
    nodes: &'a Nodes,
    node: SocketAddr,
}

impl<'a> OnItsWay<'a> {
    /// To the node whose turn it is, if there is one.
    fn to_next(nodes: &'a Nodes) -> Option<Self> {
        let addresses = nodes.addresses.lock().expect("nobody panics with it");
        let turn = nodes.turn.fetch_add(1, Relaxed);
        let node = *addresses.get(turn % addresses.len().max(1))?;
        // Counted before anybody can take the node away.
        let mut under_way = nodes.under_way.lock().expect("nobody panics with it");
        *under_way.entry(node).or_default() += 1;
        Some(Self { nodes, node })
    }
}

impl Drop for OnItsWay<'_> {
    fn drop(&mut self) {
        let mut under_way = self.nodes.under_way.lock().expect("nobody panics with it");
        if let Some(many) = under_way.get_mut(&self.node) {
            *many -= 1;
        }
    }
}
