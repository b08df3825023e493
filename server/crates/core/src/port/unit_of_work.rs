//! Everything that one flow changes, as data: applied whole or not at all.

use std::{net::IpAddr, sync::Arc};

use countersign_proto::ids::{AuthenticatorId, JobId, UserId};
use smallvec::SmallVec;

use super::DataKey;
use crate::{
    audit_log::{AuditTile, KeptHead},
    model::{
        Acceptance, Allowance, Audit, Authenticator, Certificate, CertificateAuthority, CertificateRequest,
        Challenge, Client, ClientId, Delegation, Device, DeviceRefresh, Enrollment, Job, Login, MailedLink,
        NameClaim, Operator, Policy, Remembered, Session, Slot, Standing, Timestamp, User, Version,
        network_of,
    },
};

/// What a flow wants changed, together with what must still hold for that.
///
/// Each row carries the version it will have. A store applies the unit only if it holds the version before for
/// every row, the same version for every guard, and nobody else holds a row's unique keys; otherwise it
/// applies nothing and says [`Commit::Conflict`].
#[derive(Debug, Default)]
pub struct UnitOfWork {
    /// The flow, for metrics and traces.
    pub name: &'static str,
    /// New and changed rows.
    pub rows: Vec<Arc<Row>>,
    /// Rows that must not have changed since they were read, as they were read.
    pub guards: Vec<Arc<Row>>,
    /// Users to remove with all that is theirs; each is guarded too. What has ended may stay for a day, and be read by nobody.
    pub removed_users: Vec<UserId>,
    /// Clients to remove; each is guarded too.
    pub removed_clients: Vec<ClientId>,
    /// Users all of whose initiators' counters are forgotten.
    pub forgiven_users: Vec<UserId>,
    /// Authenticators that were just used.
    pub used: Vec<Use>,
    /// Work for later.
    pub jobs: Vec<Job>,
    /// Work that is done.
    pub finished_jobs: Vec<JobId>,
    /// Records for the audit log.
    pub audit: Vec<Audit>,
    /// Tiles of the audit log's tree, in the place of what they were; the log's head, whose version guards them, is among the
    /// rows.
    pub audit_tiles: Vec<AuditTile>,
}

impl UnitOfWork {
    /// An empty unit of the flow `name`.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }

    /// …that writes this row.
    #[must_use]
    pub fn put(mut self, row: impl Into<Row>) -> Self {
        self.rows.push(Arc::new(row.into()));
        self
    }

    /// …that writes these rows.
    #[must_use]
    pub fn put_all<R: Into<Row>>(mut self, rows: impl IntoIterator<Item = R>) -> Self {
        self.rows.extend(rows.into_iter().map(|row| Arc::new(row.into())));
        self
    }

    /// …if this row is still as it was read.
    #[must_use]
    pub fn unless_changed(mut self, row: impl Into<Row>) -> Self {
        self.guards.push(Arc::new(row.into()));
        self
    }

    /// …if these rows are still as they were read.
    #[must_use]
    pub fn unless_any_changed<R: Into<Row>>(mut self, rows: impl IntoIterator<Item = R>) -> Self {
        self.guards
            .extend(rows.into_iter().map(|row| Arc::new(row.into())));
        self
    }

    /// …that removes a user with all that is theirs.
    #[must_use]
    pub fn remove_user(mut self, user: &User) -> Self {
        self.removed_users.push(user.id);
        self.unless_changed(user)
    }

    /// …that removes a client.
    #[must_use]
    pub fn remove_client(mut self, client: &Client) -> Self {
        self.removed_clients.push(client.id.clone());
        self.unless_changed(client)
    }

    /// …that forgets the counters of all initiators that act on a user.
    #[must_use]
    pub fn forgive(mut self, user: UserId) -> Self {
        self.forgiven_users.push(user);
        self
    }

    /// …that notes when an authenticator was last used, and from about where the login came.
    #[must_use]
    pub fn used(mut self, authenticator: AuthenticatorId, at: Timestamp, from: Option<IpAddr>) -> Self {
        self.used.push(Use {
            authenticator,
            at,
            network: from.map(network_of),
        });
        self
    }

    /// …that leaves this work for later.
    #[must_use]
    pub fn enqueue(mut self, jobs: impl IntoIterator<Item = Job>) -> Self {
        self.jobs.extend(jobs);
        self
    }

    /// …that ends this work.
    #[must_use]
    pub fn finish(mut self, jobs: impl IntoIterator<Item = JobId>) -> Self {
        self.finished_jobs.extend(jobs);
        self
    }

    /// …that keeps these tiles of the audit log's tree.
    #[must_use]
    pub fn keep_tiles(mut self, tiles: impl IntoIterator<Item = AuditTile>) -> Self {
        self.audit_tiles.extend(tiles);
        self
    }

    /// …that records what happened.
    #[must_use]
    pub fn record(mut self, audit: Audit) -> Self {
        self.audit.push(audit);
        self
    }
}

/// A use of an authenticator.
#[derive(Debug, Clone)]
pub struct Use {
    /// Which.
    pub authenticator: AuthenticatorId,
    /// When.
    pub at: Timestamp,
    /// About where the login came from, if that is known: see [`network_of`].
    pub network: Option<String>,
}

/// What became of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a conflict means that nothing was changed"]
pub enum Commit {
    /// All of it is durable.
    Committed,
    /// Something it relied on has changed; nothing was applied.
    Conflict,
}

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident($type:ty, $row:ident => $key:expr)),+ $(,)?) => {
        /// A row of any table.
        #[derive(Debug, Clone)]
        #[expect(clippy::large_enum_variant, reason = "each row of a unit is kept once, behind an `Arc`")]
        pub enum Row { $($(#[$doc])* $name($type)),+ }

        /// The tables whose rows have versions.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Table { $($(#[$doc])* $name),+ }

        impl Row {
            /// Where it belongs.
            pub fn key(&self) -> RowKey {
                match self { $(Self::$name($row) => RowKey::new(Table::$name, &$key[..])),+ }
            }

            /// The version that it will have.
            pub fn version(&self) -> Version {
                match self { $(Self::$name(row) => row.version),+ }
            }
        }

        $(impl From<$type> for Row {
            fn from(row: $type) -> Self {
                Self::$name(row)
            }
        }

        impl From<&$type> for Row {
            fn from(row: &$type) -> Self {
                Self::$name(row.clone())
            }
        })+
    };
}

rows! {
    /// See [`User`].
    User(User, row => row.id.as_uuid().as_bytes()),
    /// See [`Client`].
    Client(Client, row => row.id.as_str().as_bytes()),
    /// See [`Authenticator`].
    Authenticator(Authenticator, row => row.id.as_uuid().as_bytes()),
    /// See [`Device`].
    Device(Device, row => row.id.as_uuid().as_bytes()),
    /// See [`Enrollment`].
    Enrollment(Enrollment, row => row.id.as_uuid().as_bytes()),
    /// See [`Login`].
    Login(Login, row => row.id.as_uuid().as_bytes()),
    /// See [`Challenge`].
    Challenge(Challenge, row => row.id.as_uuid().as_bytes()),
    /// See [`Standing`].
    Standing(Standing, row => Standing::place(row.user_id, row.key)),
    /// See [`Session`].
    Session(Session, row => row.token.as_bytes()),
    /// See [`Remembered`].
    Remembered(Remembered, row => row.key.key),
    /// See [`DeviceRefresh`].
    DeviceRefresh(DeviceRefresh, row => row.request.as_bytes()),
    /// See [`DataKey`].
    DataKey(DataKey, row => row.id.to_be_bytes()),
    /// See [`MailedLink`].
    MailedLink(MailedLink, row => row.token.as_bytes()),
    /// See [`Allowance`].
    Allowance(Allowance, row => row.key),
    /// See [`NameClaim`].
    NameClaim(NameClaim, row => row.skeleton.as_bytes()),
    /// See [`CertificateRequest`].
    CertificateRequest(CertificateRequest, row => row.id.as_uuid().as_bytes()),
    /// See [`Certificate`].
    Certificate(Certificate, row => row.fingerprint.as_bytes()),
    /// See [`CertificateAuthority`].
    CertificateAuthority(CertificateAuthority, row => row.id.as_uuid().as_bytes()),
    /// See [`Policy`].
    Policy(Policy, row => row.resource.as_str().as_bytes()),
    /// See [`Operator`].
    Operator(Operator, row => row.user_id.as_uuid().as_bytes()),
    /// See [`KeptHead`].
    AuditHead(KeptHead, row => row.day.to_be_bytes()),
    /// See [`Acceptance`].
    TermsAcceptance(Acceptance, row => Acceptance::key(row.user_id, &row.terms)),
    /// See [`Delegation`].
    Delegation(Delegation, row => row.id.as_uuid().as_bytes()),
}

/// Names a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowKey {
    /// In which table.
    pub table: Table,
    /// Its primary key, in the bytes that every store compares. Most have 16 or 32 and are kept in place, because
    /// commits handle many of them.
    pub key: SmallVec<[u8; 32]>,
}

impl RowKey {
    /// The row of `table` with this primary key.
    pub fn new(table: Table, key: &[u8]) -> Self {
        Self {
            table,
            key: SmallVec::from_slice(key),
        }
    }
}

/// A value that at most one row of its kind may hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum UniqueKey {
    /// A user's name.
    UserName(String),
    /// The name of a device's key.
    KeyName(String),
    /// The slot of a pending login.
    PendingLogin(Slot),
    /// A login that allowed an enrolment.
    ApprovedLogin([u8; 16]),
    /// A login that opened a session.
    SessionLogin([u8; 16]),
    /// The account of an open request for a certificate.
    RequestingUser([u8; 16]),
    /// The account of an active certificate.
    CertifiedUser([u8; 16]),
}

impl Row {
    /// What nobody else may hold once this row is written.
    pub fn unique_key(&self) -> Option<UniqueKey> {
        match self {
            Self::User(user) => Some(UniqueKey::UserName(user.name.as_str().to_owned())),
            Self::Device(device) => Some(UniqueKey::KeyName(device.key_name.clone())),
            Self::Login(login) if login.is_pending() => login.request.slot.map(UniqueKey::PendingLogin),
            Self::Enrollment(enrollment) => enrollment
                .approved_login
                .map(|login| UniqueKey::ApprovedLogin(*login.as_uuid().as_bytes())),
            Self::Session(session) => Some(UniqueKey::SessionLogin(*session.login_id.as_uuid().as_bytes())),
            Self::CertificateRequest(request) if request.is_open() => {
                Some(UniqueKey::RequestingUser(*request.user_id.as_uuid().as_bytes()))
            }
            Self::Certificate(certificate) if certificate.is_active() => certificate
                .user_id
                .map(|user| UniqueKey::CertifiedUser(*user.as_uuid().as_bytes())),
            _ => None,
        }
    }
}
