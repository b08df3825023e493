//! The way to a vendor, which can go dead without a word: as where a firewall forgets a connection, or a route leads nowhere.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use url::Url;

/// Bytes that are carried at a time.
const PIECE: usize = 16 * 1024;

/// A line to one vendor; it ends when dropped.
pub struct Line {
    address: SocketAddr,
    state: Arc<State>,
    stop: CancellationToken,
}

struct State {
    vendor: SocketAddr,
    opened: AtomicU64,
    open: watch::Sender<u64>,
    /// Whether new connections get no further.
    held: watch::Sender<bool>,
    /// How many of the connections, from the first on, are dead towards the vendor, and how many away from it.
    dead: [AtomicU64; 2],
}

/// Where bytes go.
#[derive(Clone, Copy)]
enum Way {
    ToVendor,
    FromVendor,
}

impl Drop for Line {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Line {
    /// A line to the vendor with this URL.
    ///
    /// # Errors
    /// If the URL names no address, or no socket can be bound.
    pub async fn to(vendor: &str) -> io::Result<Self> {
        let url = Url::parse(vendor).map_err(io::Error::other)?;
        let vendor = url.socket_addrs(|| None)?.into_iter().next();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let line = Self {
            address: listener.local_addr()?,
            state: Arc::new(State {
                vendor: vendor.ok_or_else(|| io::Error::other("no address"))?,
                opened: AtomicU64::new(0),
                open: watch::Sender::new(0),
                held: watch::Sender::new(false),
                dead: [AtomicU64::new(0), AtomicU64::new(0)],
            }),
            stop: CancellationToken::new(),
        };
        let (tasks, stop, state) = (TaskTracker::new(), line.stop.clone(), Arc::clone(&line.state));
        tasks
            .clone()
            .spawn(stop.clone().run_until_cancelled_owned(async move {
                while let Ok((client, _)) = listener.accept().await {
                    let connection = Arc::clone(&state).connect(client);
                    tasks.spawn(stop.clone().run_until_cancelled_owned(connection));
                }
            }));
        Ok(line)
    }

    /// The vendor's URL by this line.
    pub fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// From now on all that the connections of now carry vanishes, and nobody is told. Connections made later work.
    pub fn go_dead(&self) {
        self.kill([Way::ToVendor, Way::FromVendor]);
    }

    /// The same, for what the vendor says alone: requests still reach it.
    pub fn lose_answers(&self) {
        self.kill([Way::FromVendor]);
    }

    /// Connections that are made from now on get as far as the line, until they are let through.
    pub fn hold(&self) {
        self.state.held.send_replace(true);
    }

    /// Lets them through.
    pub fn release(&self) {
        self.state.held.send_replace(false);
    }

    /// How many connections there have been.
    pub fn opened(&self) -> u64 {
        self.state.opened.load(Ordering::SeqCst)
    }

    /// Returns once no more than this many connections are open, dead ones included.
    pub async fn open(&self, connections: u64) {
        // The sender lives as long as `self`, so waiting cannot fail.
        let _ = self
            .state
            .open
            .subscribe()
            .wait_for(|open| *open <= connections)
            .await;
    }

    fn kill(&self, ways: impl IntoIterator<Item = Way>) {
        for way in ways {
            self.state.dead[way as usize].store(self.opened(), Ordering::SeqCst);
        }
    }
}

impl State {
    async fn connect(self: Arc<Self>, client: TcpStream) {
        let number = self.opened.fetch_add(1, Ordering::SeqCst) + 1;
        self.open.send_modify(|open| *open += 1);
        // The sender lives as long as `self`, so waiting cannot fail.
        let _ = self.held.subscribe().wait_for(|held| !held).await;
        // Whoever is refused by the vendor is refused here.
        if let Ok(vendor) = TcpStream::connect(self.vendor).await {
            self.carry(number, client, vendor).await;
        }
        self.open.send_modify(|open| *open -= 1);
    }

    async fn carry(&self, number: u64, mut client: TcpStream, mut vendor: TcpStream) {
        let _ = (client.set_nodelay(true), vendor.set_nodelay(true));
        let (mut from_client, mut to_client) = client.split();
        let (mut from_vendor, mut to_vendor) = vendor.split();
        tokio::select! {
            () = self.pour(number, Way::ToVendor, &mut from_client, &mut to_vendor) => {}
            () = async {
                self.pour(number, Way::FromVendor, &mut from_vendor, &mut to_client).await;
                if self.is_dead(number, Way::FromVendor) {
                    // That the vendor hangs up is not heard of either.
                    std::future::pending::<()>().await;
                }
            } => {}
        }
    }

    /// Carries bytes until their sender hangs up or breaks off.
    async fn pour(
        &self,
        number: u64,
        way: Way,
        from: &mut (impl AsyncRead + Unpin),
        into: &mut (impl AsyncWrite + Unpin),
    ) {
        let mut piece = vec![0; PIECE];
        while let Ok(length @ 1..) = from.read(&mut piece).await {
            if !self.is_dead(number, way) && into.write_all(&piece[..length]).await.is_err() {
                return;
            }
        }
    }

    fn is_dead(&self, number: u64, way: Way) -> bool {
        number <= self.dead[way as usize].load(Ordering::SeqCst)
    }
}
