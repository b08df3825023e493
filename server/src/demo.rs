//! Everything on one machine: the server, push vendors' fakes, a phone, and a shop that people log in to.

mod phone;
mod script;
mod shop;
mod site;

use std::{collections::BTreeMap, net::SocketAddr, path::Path, sync::Arc};

use anyhow::{Context, anyhow};
use countersign_core::model::Scope;
use countersign_fakes::Fakes;
use countersign_service::telemetry;
use tempfile::TempDir;
use tokio_util::task::TaskTracker;

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

impl Demo {
    /// Starts everything. Without a data directory everything is forgotten at the end.
    pub(crate) async fn start(
        listen: &str,
        public_url: Option<&str>,
        data_dir: Option<&Path>,
    ) -> anyhow::Result<Self> {
        telemetry::start_logging(Some(std::env::var(LOG_VARIABLE).as_deref().unwrap_or("warn")));
        telemetry::install_tls_provider();
        let temporary = TempDir::new().context("no temporary directory")?;
        let fakes = Fakes::start(temporary.path()).await?;
        let settings = settings(
            listen,
            public_url,
            data_dir.unwrap_or(&temporary.path().join("data")),
            &fakes,
        )?;
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
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        terminal::say(&format!(
            "demo: {}demo",
            self.server.opened.ctx.settings.public_url
        ));
        self.server.run().await
    }

    /// Runs through the main steps without a browser.
    pub(crate) async fn script(self) -> anyhow::Result<()> {
        let outcome = script::run(&self.shop, &self.phone).await;
        self.server.stop().await;
        outcome
    }
}

fn settings(
    listen: &str,
    public_url: Option<&str>,
    data_dir: &Path,
    fakes: &Fakes,
) -> anyhow::Result<Settings> {
    let mut settings = Settings::default();
    settings.server.listen = listen
        .parse()
        .with_context(|| format!("{listen:?} is not an address"))?;
    settings.server.ops_listen = SocketAddr::from(([127, 0, 0, 1], 0));
    settings.server.public_url = public_url
        .map(str::parse)
        .transpose()
        .context("the public URL is not one")?;
    settings.server.data_dir = data_dir.to_owned();
    settings.branding.issuer = "Example".to_owned();
    // People click faster here than anybody logs in.
    settings.limits.pushes_per_initiator_per_minute = 60;
    settings.limits.denials_before_backoff = 100;
    settings.login.resend_after_secs = 5;
    let app = serde_json::from_value(fakes.app())?;
    settings.relay.apps = BTreeMap::from([("default".to_owned(), app)]);
    settings.check()?;
    Ok(settings)
}

/// Registers the shop as a client, and tells it where the server is.
async fn open_shop(server: &Server, shop: &Shop) -> anyhow::Result<()> {
    let command = Command::ClientAdd {
        name: "Example Shop".to_owned(),
        scopes: vec![Scope::Login, Scope::EnrollRaw],
        origins: Vec::new(),
        redirect_uris: Vec::new(),
        number_matching: None,
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
