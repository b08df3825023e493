//! A whole server with everything around it.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use countersign::{
    Server,
    admin::{Command, execute},
    ambient::SystemEntropy,
    settings::{MailSettings, Settings, TlsMode, TlsSettings},
};
use countersign_core::{
    model::{Channel, Scope, Timestamp},
    port::Clock,
};
use countersign_fakes::{Fakes, Subscription, VendorClock};
use countersign_proto::push::Provider;
use countersign_test_postgres::Postgres;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    clock::AdvancingClock,
    mail::Mail,
    native_phone::{NativePhone, native_push},
    phone::Phone,
    plain_browser::PlainBrowser,
    proxy::Proxy,
    relying_party::{RelyingParty, by_tap},
    until::{eventually, until},
};

/// The password of every user who has one.
pub const PASSWORD: &str = "correct horse";

/// A running server, the providers' fakes, and time.
pub struct World {
    /// Time.
    pub clock: AdvancingClock,
    /// Apple and Google.
    pub fakes: Fakes,
    /// The server's settings; elsewhere, because every future of a test would hold them.
    pub settings: Box<Settings>,
    /// One server, or all nodes of it.
    servers: Vec<Server>,
    shared: Option<Shared>,
    /// The name in its public URL, if it is known by one.
    host: Option<&'static str>,
    http: reqwest::Client,
    _dir: TempDir,
}

/// What the nodes of a server have in common.
struct Shared {
    nodes: usize,
    proxy: Proxy,
    postgres: Postgres,
}

/// The variable that has every world run as so many nodes on PostgreSQL, behind a proxy that sends each request to the next.
const NODES: &str = "TEST_NODES";

impl World {
    /// A server with default settings.
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// A server with a shop, and `alice` with a password and an Android phone.
    pub async fn enrolled() -> (Self, RelyingParty, Phone) {
        Self::enrolled_through(Provider::Fcm).await
    }

    /// The same with a phone that this provider wakes.
    pub async fn enrolled_through(provider: Provider) -> (Self, RelyingParty, Phone) {
        let world = Self::start().await;
        world.user("alice").await;
        let shop = world.shop().await;
        let phone = world.phone(&shop, "alice", provider).await;
        (world, shop, phone)
    }

    /// A server with some settings changed.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::of(nodes_wanted(), change).await
    }

    /// A server of one node with some settings changed, on PostgreSQL where worlds have nodes.
    pub async fn of_one_node(change: impl FnOnce(&mut Settings)) -> Self {
        Self::of(nodes_wanted().map(|_| 1), change).await
    }

    /// So many nodes on one PostgreSQL, behind a proxy that sends each request to the next.
    pub async fn of_nodes(nodes: usize) -> Self {
        Self::of(Some(nodes), |_| {}).await
    }

    /// A server with some settings changed, as so many nodes if any number is given.
    pub async fn of(nodes: Option<usize>, change: impl FnOnce(&mut Settings)) -> Self {
        Self::beside(nodes, |settings, _| change(settings)).await
    }

    /// A server that sends codes to telephones, with some settings changed.
    pub async fn with_telephones(change: impl FnOnce(&mut Settings, &Fakes)) -> Self {
        Self::beside(nodes_wanted(), |settings, fakes| {
            let gateway = |table: Value| Some(serde_json::from_value(table).expect("a gateway"));
            settings.relay.sms = gateway(fakes.messages.sms());
            settings.relay.voice = gateway(fakes.messages.voice());
            settings.phone.channels = [Channel::Sms, Channel::Voice].into();
            change(settings, fakes);
        })
        .await
    }

    async fn beside(nodes: Option<usize>, change: impl FnOnce(&mut Settings, &Fakes)) -> Self {
        let dir = TempDir::new().expect("a temporary directory");
        let clock = AdvancingClock::default();
        let time = clock.clone();
        let vendors = VendorClock::following(move || time.now().as_millis());
        let fakes = Fakes::start_by(vendors, dir.path())
            .await
            .expect("the fakes start");
        let mut settings = Box::<Settings>::default();
        settings.server.listen = SocketAddr::from(([127, 0, 0, 1], 0));
        settings.server.ops_listen = settings.server.listen;
        settings.server.data_dir = dir.path().join("data");
        let app = serde_json::from_value(fakes.app()).expect("the fakes know the settings");
        settings.relay.apps = BTreeMap::from([("default".to_owned(), app)]);
        settings.outgoing.allow_networks = vec!["127.0.0.1/32".parse().expect("a network")];
        settings.mail = MailSettings {
            smtp_url: Some(fakes.smtp.url().parse().expect("it is a URL")),
            from: Some("Example <no-reply@example.org>".to_owned()),
            ca_file: Some(fakes.credentials.ca_file.clone()),
            ..MailSettings::default()
        };
        settings.outgoing.ca_file = Some(fakes.credentials.ca_file.clone());
        let shared = match nodes {
            None => None,
            Some(nodes) => Some(share(nodes, &mut settings, dir.path()).await),
        };
        change(&mut settings, &fakes);
        settings.check().expect("the settings are proper");
        let mut world = Self {
            clock,
            fakes,
            settings,
            servers: Vec::new(),
            shared,
            host: None,
            http: crate::http(),
            _dir: dir,
        };
        world.resume().await;
        world
    }

    /// A server with a name: browsers bind passkeys to one, and to no address.
    pub async fn named() -> Self {
        Self::start().await.under_a_name().await
    }

    /// The same server, started anew under a name.
    ///
    /// # Panics
    /// If it does not start again.
    pub async fn under_a_name(mut self) -> Self {
        self.pause().await;
        self.host = Some("localhost");
        let address = match &self.shared {
            Some(shared) => shared.proxy.address,
            None => self.settings.server.listen,
        };
        let url = format!("http://localhost:{}", address.port());
        self.settings.server.public_url = Some(url.parse().expect("it is a URL"));
        self.resume().await;
        self
    }

    /// A server that speaks TLS itself, so that no proxy can stand in front of it; its certificate is `settings.server.tls.cert_file`.
    pub async fn over_tls() -> Self {
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        let pair = rcgen::generate_simple_self_signed(names).expect("a certificate");
        Self::of(None, |settings| {
            let beside = |name| settings.server.data_dir.with_file_name(name);
            let (certificate, key) = (beside("cert.pem"), beside("key.pem"));
            std::fs::write(&certificate, pair.cert.pem()).expect("a file is written");
            std::fs::write(&key, pair.signing_key.serialize_pem()).expect("a file is written");
            settings.server.tls = TlsSettings {
                mode: TlsMode::Files,
                cert_file: Some(certificate),
                key_file: Some(key),
            };
        })
        .await
    }

    /// Stops the server, cleanly.
    pub async fn pause(&mut self) {
        for server in self.servers.drain(..) {
            server.stop().await;
        }
    }

    /// Starts the server again, on the same data and address.
    pub async fn resume(&mut self) {
        match self.shared.as_ref().map(|shared| shared.nodes) {
            None => {
                let server = self.start_server(&self.settings).await;
                self.settings.server.listen = server.address;
                self.servers.push(server);
            }
            Some(nodes) => {
                for node in 0..nodes {
                    self.servers.push(self.start_node(node).await);
                }
                self.send_to_all();
            }
        }
    }

    async fn start_node(&self, node: usize) -> Server {
        self.start_server(&self.node_settings(node)).await
    }

    /// The settings of one node.
    pub fn node_settings(&self, node: usize) -> Settings {
        let mut settings = Settings::clone(&self.settings);
        let name = format!("data-{node}");
        settings.server.data_dir = settings.server.data_dir.with_file_name(name);
        // A door with a port of its own is the first one's: on this machine no two can have it.
        if let Some(door) = settings.certificates.listen.as_mut().filter(|_| node > 0) {
            door.set_port(0);
        }
        settings
    }

    /// Restarts the nodes one after the other, so that the others serve meanwhile.
    pub async fn restart_in_turn(&mut self) {
        for node in 0..self.servers.len() {
            let leaving = self.servers.remove(node);
            self.send_to_all();
            if let Some(shared) = &self.shared {
                shared.proxy.drained(leaving.address).await;
            }
            leaving.stop().await;
            let back = self.start_node(node).await;
            self.servers.insert(node, back);
            self.send_to_all();
        }
    }

    fn send_to_all(&self) {
        self.send_to(self.servers.iter().map(|server| server.address));
    }

    /// Sends requests to these nodes from now on, if there are several.
    pub fn send_to(&self, nodes: impl IntoIterator<Item = SocketAddr>) {
        if let Some(shared) = &self.shared {
            shared.proxy.send_to(nodes);
        }
    }

    /// Where commands find the server, or its first node.
    pub fn data_dir(&self) -> PathBuf {
        match &self.shared {
            Some(_) => self.node_settings(0).server.data_dir,
            None => self.settings.server.data_dir.clone(),
        }
    }

    /// Sends all requests to one node from now on, if there are several: what each node counts for itself is counted in one place.
    pub fn send_to_one(&self) {
        self.send_to([self.server().address]);
    }

    /// All that the server keeps on disks, a file each; of a PostgreSQL what it tells.
    ///
    /// # Panics
    /// If that cannot be read.
    pub fn stored(&self) -> Vec<Vec<u8>> {
        let nodes = self.shared.as_ref().map_or(0, |shared| shared.nodes);
        let of_nodes = (0..nodes).map(|node| self.node_settings(node).server.data_dir);
        let mut stored = Vec::new();
        for dir in of_nodes.chain([self.settings.server.data_dir.clone()]) {
            let entries = std::fs::read_dir(dir).into_iter().flatten();
            let files = entries
                .map(|entry| entry.expect("a file").path())
                .filter(|path| path.is_file());
            stored.extend(files.map(|file| std::fs::read(file).expect("a file is read")));
        }
        if let Some(shared) = &self.shared {
            stored.push(shared.postgres.dump("postgres").expect("PostgreSQL tells it"));
        }
        assert!(stored.len() > 1, "the database is among them");
        stored
    }

    /// The database that the nodes share.
    ///
    /// # Panics
    /// If there are no nodes.
    pub fn postgres(&mut self) -> &mut Postgres {
        &mut self.shared.as_mut().expect("it has nodes").postgres
    }

    async fn start_server(&self, settings: &Settings) -> Server {
        let world = countersign::World {
            clock: Arc::new(self.clock.clone()),
            entropy: Arc::new(SystemEntropy),
        };
        Server::start(settings, world, axum::Router::new())
            .await
            .expect("the server starts")
    }

    /// The server, or one of its nodes.
    ///
    /// # Panics
    /// While it is paused.
    pub fn server(&self) -> &Server {
        self.servers.first().expect("the server runs")
    }

    /// One of its nodes.
    pub fn node(&self, node: usize) -> &Server {
        &self.servers[node]
    }

    /// Where it is reached.
    pub fn url(&self, path: &str) -> String {
        let address = match &self.shared {
            Some(shared) => shared.proxy.address,
            None => self.server().address,
        };
        match self.host {
            Some(host) => format!("http://{host}:{}{path}", address.port()),
            None => format!("http://{address}{path}"),
        }
    }

    /// The metrics as Prometheus would read them.
    pub async fn metrics(&self) -> String {
        let url = format!("http://{}/metrics", self.server().ops_address);
        self.http
            .get(url)
            .send()
            .await
            .expect("metrics are served")
            .text()
            .await
            .expect("metrics are text")
    }

    /// Carries out an operator's command.
    ///
    /// # Panics
    /// If it is denied.
    pub async fn operate(&self, command: Command) -> Value {
        execute(&self.server().opened, command)
            .await
            .expect("the command is carried out")
    }

    /// A user with the password [`PASSWORD`].
    pub async fn user(&self, name: &str) {
        self.add_user(name, None).await;
    }

    /// A user with the password [`PASSWORD`] and a mailbox.
    pub async fn user_with_mail(&self, name: &str, email: &str) {
        self.add_user(name, Some(email.to_owned())).await;
    }

    async fn add_user(&self, name: &str, email: Option<String>) {
        let password = Some(PASSWORD.to_owned());
        let command = Command::UserAdd {
            name: name.to_owned(),
            email,
            display_name: None,
            password,
        };
        self.operate(command).await;
    }

    /// A client that may do what `scopes` say.
    pub async fn client(&self, scopes: &[Scope]) -> RelyingParty {
        self.client_with(scopes, &[]).await
    }

    /// A client with web origins.
    pub async fn client_with(&self, scopes: &[Scope], origins: &[&str]) -> RelyingParty {
        let origins = origins.iter().map(|origin| (*origin).to_owned());
        self.add_client(Command::ClientAdd {
            name: "Example Shop".to_owned(),
            scopes: scopes.to_vec(),
            role: None,
            origins: origins.collect(),
            redirect_uris: Vec::new(),
            number_matching: None,
            logout_uri: None,
        })
        .await
    }

    /// A client whose pages are all at this origin, the one that people return to among them.
    pub async fn client_at(&self, name: &str, scopes: &[Scope], origin: &str) -> RelyingParty {
        self.add_client(Command::ClientAdd {
            name: name.to_owned(),
            scopes: scopes.to_vec(),
            role: None,
            origins: vec![origin.to_owned()],
            redirect_uris: vec![format!("{origin}/logged-in")],
            number_matching: None,
            logout_uri: None,
        })
        .await
    }

    /// A client that may log in and enrol, called `name`, and told of logouts at `logout_uri`.
    pub async fn told_client(&self, name: &str, logout_uri: &str) -> RelyingParty {
        self.add_client(Command::ClientAdd {
            name: name.to_owned(),
            scopes: vec![Scope::Login, Scope::EnrollRaw, Scope::Manage],
            role: None,
            origins: Vec::new(),
            redirect_uris: Vec::new(),
            number_matching: None,
            logout_uri: Some(logout_uri.to_owned()),
        })
        .await
    }

    /// A client that works for operators.
    pub async fn operating_client(&self, role: &str) -> RelyingParty {
        self.add_client(Command::ClientAdd {
            name: "Identity management".to_owned(),
            scopes: Vec::new(),
            role: Some(role.to_owned()),
            origins: Vec::new(),
            redirect_uris: Vec::new(),
            number_matching: None,
            logout_uri: None,
        })
        .await
    }

    async fn add_client(&self, command: Command) -> RelyingParty {
        let added = self.operate(command).await;
        let text = |name: &str| added[name].as_str().expect("it is text").to_owned();
        let (id, secret) = (text("client_id"), text("client_secret"));
        RelyingParty::new(self.url(""), id, secret, self.http.clone())
    }

    /// A client that may log in and enrol with the code in its own hands.
    pub async fn shop(&self) -> RelyingParty {
        self.client(&[Scope::Login, Scope::EnrollRaw, Scope::Manage])
            .await
    }

    /// A browser that has never been here.
    pub fn browser(&self) -> PlainBrowser {
        PlainBrowser::new(self.url(""), self.http.clone())
    }

    /// A browser that has subscribed to pushes of this server.
    ///
    /// # Panics
    /// If the server offers none.
    pub fn subscribed_browser(&self) -> Subscription {
        let key = self.server().opened.ctx.settings.web_push_key.as_deref();
        let subscription = self.fakes.webpush.subscribe(key.expect("it offers pushes"));
        subscription.expect("keys are made")
    }

    /// A phone without accounts.
    pub fn new_phone(&self, provider: Provider) -> Phone {
        Phone::new(&self.fakes, provider, self.clock.clone())
    }

    /// A phone that has scanned this code.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn scan(&self, code: &str, provider: Provider) -> Phone {
        let mut phone = self.new_phone(provider);
        phone.scan(code).await.expect("it enrols");
        phone
    }

    /// Enrols a phone for `user`, who has none yet, on our own pages; with the browser that showed the code.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn first_phone(&self, user: &str) -> (PlainBrowser, Phone) {
        let (office, mut browser) = (self.client(&[Scope::Enroll]).await, self.browser());
        let code = browser.take(&office.enroll(user).await).await;
        (browser, self.scan(&code, Provider::Fcm).await)
    }

    /// The same, and logs in with it.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn logged_in(&self, user: &str) -> (PlainBrowser, Phone) {
        let (mut browser, mut phone) = self.first_phone(user).await;
        browser.log_in_by_phone(user, &mut phone).await;
        (browser, phone)
    }

    /// Enrols a phone for `user` through `shop`, which must hold `enroll:raw`.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn phone(&self, shop: &RelyingParty, user: &str, provider: Provider) -> Phone {
        self.scan(shop.enroll(user).await.uri(), provider).await
    }

    /// Enrols a native phone for `user`, who has none yet.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn native_phone(&self, shop: &RelyingParty, user: &str) -> NativePhone {
        let enrollment = shop.enroll_as(user, native_push()).await;
        let followed = NativePhone::follow(enrollment.uri(), None, self.clock.clone()).await;
        followed.expect("it enrols")
    }

    /// Enrols a second phone for `user`, who agrees on the first.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn second_phone(
        &self,
        shop: &RelyingParty,
        user: &str,
        first: &mut Phone,
        provider: Provider,
    ) -> Phone {
        let login = shop.login(by_tap(user)).await;
        assert_eq!(first.approve(None).await, 200);
        let enrollment = json!({"kind": "push", "approved_login": login.id()});
        let enrollment = shop.enroll_as(user, enrollment).await;
        self.scan(enrollment.uri(), provider).await
    }

    /// The next mail to this address.
    ///
    /// # Panics
    /// If none comes.
    pub async fn mail_to(&self, address: &str) -> Mail {
        eventually("a mail", async || {
            let waiting = self.fakes.smtp.taken();
            let is_there = waiting.iter().any(|mail| mail.to.iter().any(|to| to == address));
            is_there.then_some(())
        })
        .await;
        Mail::read(&self.fakes.smtp.next_to(address).await)
    }

    /// Waits until no job is due and none under way: all that was to be sent has been sent, refused or put off.
    ///
    /// # Panics
    /// If that does not come about.
    pub async fn settle(&self) {
        until("no job is due or under way", async || {
            !self.has_due_job().await && self.metric("countersign_jobs_under_way").await == Some(0.0)
        })
        .await;
    }

    /// Moves time forward, once all that was to be sent has been: to other nodes, one that is still at it would have died.
    ///
    /// # Panics
    /// If that does not come about.
    pub async fn pass(&self, by: Duration) {
        self.settle().await;
        self.clock.advance(by);
    }

    /// Whether a job waits to be taken.
    async fn has_due_job(&self) -> bool {
        let (now, at_once) = (self.clock.now(), Timestamp::from_millis(0));
        // Leased for no time at all, it stays due.
        let due = self.server().opened.ctx.store.lease_jobs(now, at_once, 1).await;
        !due.expect("jobs can be read").is_empty()
    }

    /// A metric without labels.
    pub async fn metric(&self, name: &str) -> Option<f64> {
        let metrics = self.metrics().await;
        let value = |line: &str| line.strip_prefix(name)?.trim().parse().ok();
        metrics.lines().find_map(value)
    }

    /// How many pushes the providers have accepted.
    pub fn pushes(&self) -> u64 {
        self.fakes.apns.accepted() + self.fakes.fcm.accepted()
    }
}

/// How many nodes a world has, if the variable says so.
fn nodes_wanted() -> Option<usize> {
    let nodes = std::env::var(NODES).ok()?;
    Some(nodes.parse().expect("TEST_NODES is a number"))
}

/// Gives the settings a database and keys that several nodes share.
async fn share(nodes: usize, settings: &mut Settings, dir: &Path) -> Shared {
    let postgres = Postgres::start().expect("PostgreSQL starts");
    let proxy = Proxy::start().await;
    let key = dir.join("master.key");
    std::fs::write(&key, "Y291bnRlcnNpZ24gdGVzdHMgc2hhcmUgdGhpcyBrZXk=").expect("a file is written");
    settings.secrets.master_key_file = Some(key);
    settings.server.database_url = Some(postgres.url());
    let url = format!("http://{}", proxy.address);
    settings.server.public_url = Some(url.parse().expect("an address is a URL's authority"));
    Shared {
        nodes,
        proxy,
        postgres,
    }
}
