//! A data directory with its store and keys open: what both the server and its commands work on.

use std::{net::SocketAddr, sync::Arc};

use anyhow::anyhow;
use countersign_core::{
    Ctx, Strangers,
    flow::{certificate_authority::RevocationLists, send_code::MessageQueue},
    passwords::Passwords,
    port::{Clock, Entropy, Places},
    secrets::MasterKey,
};
use countersign_proto::keys::{ServerKey, SharedSecret};
use countersign_service::{data_dir::DataDir, master_key::master_key};
use countersign_web::Locales;

use crate::{
    ambient::{SystemClock, SystemEntropy},
    database::Database,
    keys,
    organisations::Authorities,
    pki::X509,
    places::PlaceDatabase,
    settings::Settings,
};

/// Passwords that are hashed at once; each takes 19 MiB and a core.
const HASHES_AT_ONCE: usize = 4;
/// Guessers at unknown names that are remembered.
const STRANGERS: u64 = 100_000;

/// Time and chance of one server.
#[derive(Clone)]
pub struct World {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
}

impl Default for World {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
        }
    }
}

/// An open data directory.
pub struct Opened {
    /// The flows' world.
    pub ctx: Ctx,
    pub(crate) master: MasterKey,
    /// What requests to a remote relay are signed with.
    pub(crate) relay_key: Arc<ServerKey>,
    pub(crate) data_dir: DataDir,
    /// Authorities of organisations.
    pub(crate) organisations: Arc<Authorities>,
    _database: Database,
}

/// What only those who serve need, from files of others.
struct Files {
    organisations: Authorities,
    places: Option<PlaceDatabase>,
}

impl Files {
    fn read(settings: &Settings) -> anyhow::Result<Self> {
        let authorities = &settings.certificates.authorities;
        let places = settings.places.database.as_deref();
        Ok(Self {
            organisations: Authorities::load(authorities, settings.outgoing.ca_file.as_deref())?,
            places: places.map(PlaceDatabase::read).transpose()?,
        })
    }

    fn none() -> anyhow::Result<Self> {
        Ok(Self {
            organisations: Authorities::load(&[], None)?,
            places: None,
        })
    }
}

impl Opened {
    /// Locks the data directory, opens the store and the keys, and reads what else a server needs.
    ///
    /// # Errors
    /// If a file that the settings name cannot be used, another server holds the directory, the store cannot be opened, or the master
    /// key is not its own.
    pub async fn open(settings: &Settings, listening: SocketAddr, world: World) -> anyhow::Result<Self> {
        Self::open_with(settings, listening, world, Files::read(settings)?).await
    }

    /// The same for a command, which judges no certificates and says of nobody where they are: files for that may be missing.
    ///
    /// # Errors
    /// If a server holds the directory, the store cannot be opened, or the master key is not its own.
    pub async fn open_for_command(settings: &Settings, world: World) -> anyhow::Result<Self> {
        Self::open_with(settings, settings.server.listen, world, Files::none()?).await
    }

    async fn open_with(
        settings: &Settings,
        listening: SocketAddr,
        world: World,
        files: Files,
    ) -> anyhow::Result<Self> {
        let data_dir = DataDir::open(&settings.server.data_dir)?;
        let World { clock, entropy } = world;
        let master = master_key(&settings.secrets, &data_dir, |bytes| entropy.fill(bytes)).await?;
        let master = MasterKey::from_bytes(*master);
        let database = Database::open(&settings.database()?, &*entropy).await?;
        let store = Arc::clone(&database.store);
        let secrets = keys::open_secrets(&*store, &master, Arc::clone(&entropy), clock.now()).await?;
        let passwords = Passwords::new(HASHES_AT_ONCE, &*entropy)
            .map_err(|error| anyhow!("passwords cannot be checked: {error}"))?;
        let mut core = settings.core(listening)?;
        if settings.relay.webpush.enabled {
            core.web_push_key = Some(keys::vapid_key(&master)?.public().to_owned());
        }
        let organisations = Arc::new(files.organisations);
        let server_key = |purpose| Arc::new(ServerKey::from_seed(&master.derive(purpose)));
        let ctx = Ctx {
            store,
            signals: Arc::clone(&database.signals),
            clock,
            entropy,
            texts: Arc::new(Locales::new(&core.branding.language)),
            pki: Arc::new(X509),
            organisations: Arc::<Authorities>::clone(&organisations),
            places: files.places.map(|places| Arc::new(places) as Arc<dyn Places>),
            secrets,
            passwords,
            strangers: Strangers::new(STRANGERS),
            messages: MessageQueue::default(),
            revocation_lists: RevocationLists::default(),
            assertion_key: server_key("countersign assertion key 1"),
            challenge_key: server_key("countersign challenge key 1"),
            transfer_key: Arc::new(SharedSecret::from_bytes(
                *master.derive("countersign transfer key 1"),
            )),
            telephone_key: Arc::new(SharedSecret::from_bytes(
                *master.derive("countersign telephone key 1"),
            )),
            settings: Arc::new(core),
        };
        Ok(Self {
            ctx,
            relay_key: Arc::new(keys::relay_key(&settings.relay, &master)?),
            master,
            data_dir,
            organisations,
            _database: database,
        })
    }

    /// Returns when the store has failed in a way that only a new start mends.
    pub(crate) async fn broken(&self) {
        self.ctx.store.broken().await;
    }

    /// Finishes what was queued and closes the store.
    pub async fn close(&self) {
        self.ctx.store.close().await;
    }
}
