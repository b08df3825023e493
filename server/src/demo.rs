//! Everything on one machine: the server, push vendors' fakes, a phone, and a shop that people log in to.

mod phone;
mod script;
mod shop;
mod site;

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::{Context, anyhow};
use countersign_core::model::Scope;
use countersign_fakes::Fakes;
use countersign_service::telemetry;
use serde_json::json;
use tempfile::TempDir;
use tokio_util::task::TaskTracker;
use url::Url;

use self::{phone::Phone, shop::Shop};
use crate::{
    admin::{Command, execute},
    cli::terminal,
    opened::World,
    server::Server,
    settings::{LOG_VARIABLE, Settings},
};

/// The person who uses the demo.
const USER: &str = "alex";

/// A running demo.
pub(crate) struct Demo {
    server: Server,
    shop: Arc<Shop>,
    phone: Arc<Phone>,
    /// Owns the phone's inbox.
    _tasks: TaskTracker,
    _fakes: Fakes,
    _temporary: TempDir,
}

/// Where a demo takes place.
pub(crate) struct Place {
    pub(crate) listen: SocketAddr,
    pub(crate) public_url: Option<Url>,
    /// Without it everything is forgotten at the end.
    pub(crate) data_dir: Option<PathBuf>,
}

impl Demo {
    /// Starts everything. Of the settings, if somebody named some, it shows what people see and how logins behave; where it
    /// runs and whom it can wake is its own business.
    pub(crate) async fn start(place: Place, settings: Option<Settings>) -> anyhow::Result<Self> {
        telemetry::start_logging(Some(std::env::var(LOG_VARIABLE).as_deref().unwrap_or("warn")));
        telemetry::install_tls_provider();
        let temporary = TempDir::new().context("no temporary directory")?;
        let fakes = Fakes::start(temporary.path()).await?;
        let mut settings = settings.map_or_else(own_settings, shown);
        settings.server.listen = place.listen;
        settings.server.ops_listen = SocketAddr::from(([127, 0, 0, 1], 0));
        settings.server.public_url = place.public_url;
        settings.server.data_dir = place.data_dir.unwrap_or_else(|| temporary.path().join("data"));
        let app = serde_json::from_value(fakes.app())?;
        settings.relay.apps = BTreeMap::from([("default".to_owned(), app)]);
        // A demo is for looking: the phone in the browser follows plain http to any address.
        settings.check_values()?;
        let (shop, phone) = (Arc::new(Shop::default()), Arc::new(Phone::new()?));
        let beside = site::router(Arc::clone(&shop), Arc::clone(&phone));
        let server = Server::start(&settings, World::default(), beside).await?;
        open_shop(&server, &shop).await?;
        let tasks = TaskTracker::new();
        tasks.spawn(Arc::clone(&phone).receive(fakes.fcm.inbox().of(phone::PUSH_TOKEN)));
        Ok(Self {
            server,
            shop,
            phone,
            _tasks: tasks,
            _fakes: fakes,
            _temporary: temporary,
        })
    }

    /// Serves until a signal.
    pub(crate) async fn run(self, json: bool) -> anyhow::Result<()> {
        let url = self.server.opened.ctx.settings.public_url.join("/demo")?;
        if json {
            terminal::show(&json!({"demo": url}), true);
        } else {
            terminal::say(&format!("demo: {url}"));
        }
        self.server.run().await
    }

    /// Runs through the main steps without a browser.
    pub(crate) async fn script(self, json: bool) -> anyhow::Result<()> {
        let outcome = script::run(&self.shop, &self.phone, json).await;
        self.server.stop().await;
        outcome
    }
}

/// What the demo shows if nobody named settings.
fn own_settings() -> Settings {
    let mut settings = Settings::default();
    settings.branding.issuer = "Example".to_owned();
    // People click faster here than anybody logs in.
    settings.limits.pushes_per_initiator_per_minute = 60;
    settings.limits.denials_before_backoff = 100;
    settings.login.resend_after_secs = 5;
    settings
}

/// What the demo shows of somebody's settings.
fn shown(settings: Settings) -> Settings {
    Settings {
        branding: settings.branding,
        limits: settings.limits,
        login: settings.login,
        enrollment: settings.enrollment,
        ..Settings::default()
    }
}

/// Registers the shop as a client, and tells it where the server is.
async fn open_shop(server: &Server, shop: &Shop) -> anyhow::Result<()> {
    let command = Command::ClientAdd {
        name: "Example Shop".to_owned(),
        scopes: vec![Scope::Login, Scope::EnrollRaw],
        role: None,
        origins: Vec::new(),
        redirect_uris: Vec::new(),
        number_matching: None,
        logout_uri: None,
    };
    let added = execute(&server.opened, command)
        .await
        .map_err(|denied| anyhow!(denied.0))?;
    let text = |name: &str| added[name].as_str().unwrap_or_default().to_owned();
    // The public URL may lead through a proxy that is not there yet; the shop lives next door.
    shop.open(
        format!("http://{}", server.address),
        text("client_id"),
        text("client_secret"),
    )
}
