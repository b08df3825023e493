//! A whole server with everything around it.

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc, time::Duration};

use countersign::{
    Server,
    admin::{Command, execute},
    ambient::SystemEntropy,
    settings::Settings,
};
use countersign_core::model::Scope;
use countersign_fakes::Fakes;
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    clock::AdvancingClock,
    phone::{Phone, Vendor},
    relying_party::RelyingParty,
};

/// A running server, the vendors' fakes, and time.
pub struct World {
    /// Time.
    pub clock: AdvancingClock,
    /// Apple and Google.
    pub fakes: Fakes,
    /// The server's settings.
    pub settings: Settings,
    server: Option<Server>,
    _dir: TempDir,
}

impl World {
    /// A server with default settings.
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// A server with some settings changed.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let dir = TempDir::new().expect("a temporary directory");
        let fakes = Fakes::start(dir.path()).await.expect("the fakes start");
        let mut settings = Settings::default();
        settings.server.listen = SocketAddr::from(([127, 0, 0, 1], 0));
        settings.server.ops_listen = settings.server.listen;
        settings.server.data_dir = dir.path().join("data");
        let app = serde_json::from_value(fakes.app()).expect("the fakes know the settings");
        settings.relay.apps = BTreeMap::from([("default".to_owned(), app)]);
        change(&mut settings);
        settings.check().expect("the settings are proper");
        let mut world = Self {
            clock: AdvancingClock::default(),
            fakes,
            settings,
            server: None,
            _dir: dir,
        };
        world.resume().await;
        world
    }

    /// Stops the server, cleanly.
    pub async fn pause(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
    }

    /// Starts the server again, on the same data and address.
    pub async fn resume(&mut self) {
        let world = countersign::World {
            clock: Arc::new(self.clock.clone()),
            entropy: Arc::new(SystemEntropy),
        };
        let server = Server::start(&self.settings, world, axum::Router::new())
            .await
            .expect("the server starts");
        self.settings.server.listen = server.address;
        self.server = Some(server);
    }

    /// The server.
    ///
    /// # Panics
    /// While it is paused.
    pub fn server(&self) -> &Server {
        self.server.as_ref().expect("the server runs")
    }

    /// Where it is reached.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.server().address)
    }

    /// The metrics as Prometheus would read them.
    pub async fn metrics(&self) -> String {
        let url = format!("http://{}/metrics", self.server().ops_address);
        crate::http()
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

    /// A user with the password `correct horse`.
    pub async fn user(&self, name: &str) {
        let password = Some("correct horse".to_owned());
        let command = Command::UserAdd {
            name: name.to_owned(),
            email: None,
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
        let command = Command::ClientAdd {
            name: "Example Shop".to_owned(),
            scopes: scopes.to_vec(),
            origins: origins.iter().map(|origin| (*origin).to_owned()).collect(),
            redirect_uris: Vec::new(),
            number_matching: None,
        };
        let added = self.operate(command).await;
        let text = |name: &str| added[name].as_str().expect("it is text").to_owned();
        RelyingParty::new(self.url(""), text("client_id"), text("client_secret"))
    }

    /// A client that may log in and enrol with the code in its own hands.
    pub async fn shop(&self) -> RelyingParty {
        self.client(&[Scope::Login, Scope::EnrollRaw, Scope::Manage])
            .await
    }

    /// Enrols a phone for `user` through `shop`, which must hold `enroll:raw`.
    pub async fn phone(&self, shop: &RelyingParty, user: &str, vendor: Vendor) -> Phone {
        let enrollment = shop.enroll(user).await;
        let mut phone = Phone::new(&self.fakes, vendor, self.clock.clone());
        phone
            .scan(enrollment["uri"].as_str().expect("the answer has a code"))
            .await
            .expect("it enrols");
        phone
    }

    /// Waits until everything that was due has been sent.
    pub async fn settle(&self) {
        tokio::time::sleep(Duration::from_millis(300)).await;
    }

    /// How many pushes the vendors have accepted.
    pub fn pushes(&self) -> u64 {
        self.fakes.apns.accepted() + self.fakes.fcm.accepted()
    }
}
