//! Rows in memory: what a login under way needs was written or checked a moment ago, so most questions about it need no
//! look into the database.
//!
//! The directory lock makes this the only process that changes the database, and its one writer alone adds here, after
//! each commit and before anybody gets an answer. So what is known is what the database holds. All rows of a commit
//! appear at once, and a question is answered from one state, as by a transaction.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, PoisonError, RwLock},
};

use countersign_core::{
    model::{AuthenticatorState, Client, ClientId, Job, JobKind, Login, LoginState, Standing, Version},
    port::{LeasedJob, LoginRead, OpenQuestion, Question, Row, RowKey, Table, UnitOfWork},
};
use countersign_proto::ids::{ChallengeId, LoginId};
use uuid::Uuid;

/// The rows that the latest commits wrote or relied on.
pub(crate) struct Known(RwLock<Rows>);

/// Two generations: when the young one is full it becomes the old one, which is forgotten.
struct Rows {
    /// How many rows may be young; 0 keeps nothing.
    capacity: usize,
    young: HashMap<RowKey, Arc<Row>>,
    old: HashMap<RowKey, Arc<Row>>,
}

impl Known {
    /// Nothing is known yet, and at most twice `young` rows ever will be.
    pub(crate) fn new(young: usize) -> Self {
        Self(RwLock::new(Rows {
            capacity: young,
            young: HashMap::new(),
            old: HashMap::new(),
        }))
    }

    /// Takes over what durable units wrote and relied on.
    pub(crate) fn learn<'u>(&self, units: impl Iterator<Item = &'u UnitOfWork>) {
        let mut rows = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut removed = false;
        for unit in units {
            removed |= removes(unit);
            unit.guards.iter().for_each(|row| rows.put(row));
            let written = unit.rows.iter().filter(|row| !is_completed_by_database(row));
            written.for_each(|row| rows.put(row));
        }
        // A group's removals come last in the database, whatever the order of its units.
        if removed {
            rows.forget();
        }
    }

    /// Forgets everything.
    pub(crate) fn forget(&self) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).forget();
    }

    /// The version of a row.
    pub(crate) fn version(&self, key: &RowKey) -> Option<Version> {
        self.read(|rows| rows.get(key).map(Row::version))
    }

    /// See [`countersign_core::port::Store::client`].
    pub(crate) fn client(&self, id: &ClientId) -> Option<Client> {
        self.read(|rows| rows.client(id).cloned())
    }

    /// See [`countersign_core::port::Store::login`].
    pub(crate) fn login(&self, id: LoginId) -> Option<LoginRead> {
        self.read(|rows| rows.login_read(id))
    }

    /// See [`countersign_core::port::Store::question`].
    pub(crate) fn question(&self, id: ChallengeId) -> Option<Question> {
        self.read(|rows| rows.question(id))
    }

    /// A job with what carrying it out needs.
    pub(crate) fn leased(&self, job: &Job) -> Option<LeasedJob> {
        let open = match job.kind {
            JobKind::SendMail(_) | JobKind::SendMessage(_) | JobKind::TellLogout(_) => None,
            JobKind::DeliverChallenge(challenge) => Some(self.read(|rows| rows.open_question(challenge))?),
        };
        Some(LeasedJob {
            job: job.clone(),
            open,
        })
    }

    fn read<T>(&self, look: impl FnOnce(&Rows) -> Option<T>) -> Option<T> {
        look(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether the database adds something to a row as it writes it: new users get their account number.
fn is_completed_by_database(row: &Row) -> bool {
    matches!(row, Row::User(user) if user.version == Version::FIRST)
}

/// Whether a unit removes rows, and others with them.
fn removes(unit: &UnitOfWork) -> bool {
    !(unit.removed_users.is_empty() && unit.removed_clients.is_empty() && unit.forgiven_users.is_empty())
}

impl Rows {
    fn forget(&mut self) {
        self.young.clear();
        self.old.clear();
    }

    fn put(&mut self, row: &Arc<Row>) {
        let wanted = match &**row {
            Row::User(_)
            | Row::Client(_)
            | Row::Authenticator(_)
            | Row::Device(_)
            | Row::Login(_)
            | Row::Challenge(_)
            | Row::Standing(_) => true,
            Row::Enrollment(_)
            | Row::Session(_)
            | Row::Remembered(_)
            | Row::DeviceRefresh(_)
            | Row::DataKey(_)
            | Row::MailedLink(_)
            | Row::Allowance(_)
            | Row::NameClaim(_)
            | Row::Policy(_)
            | Row::Operator(_)
            | Row::CertificateRequest(_)
            | Row::Certificate(_)
            | Row::CertificateAuthority(_)
            | Row::Delegation(_)
            | Row::AuditHead(_)
            | Row::TermsAcceptance(_) => false,
        };
        if wanted && self.capacity > 0 {
            if self.young.len() >= self.capacity {
                self.old = mem::take(&mut self.young);
            }
            self.young.insert(row.key(), Arc::clone(row));
        }
    }

    fn get(&self, key: &RowKey) -> Option<&Row> {
        self.young
            .get(key)
            .or_else(|| self.old.get(key))
            .map(|row| &**row)
    }

    fn by_id(&self, table: Table, id: Uuid) -> Option<&Row> {
        self.get(&RowKey::new(table, id.as_bytes()))
    }

    fn client(&self, id: &ClientId) -> Option<&Client> {
        let key = RowKey::new(Table::Client, id.as_str().as_bytes());
        match self.get(&key)? {
            Row::Client(client) => Some(client),
            _ => None,
        }
    }

    fn login_read(&self, id: LoginId) -> Option<LoginRead> {
        let Row::Login(login) = self.by_id(Table::Login, id.as_uuid())? else {
            return None;
        };
        let Row::User(user) = self.by_id(Table::User, login.user_id.as_uuid())? else {
            return None;
        };
        let client_state = if login.client_id == ClientId::own_pages() {
            None
        } else {
            Some(self.client(&login.client_id)?.state)
        };
        Some(LoginRead {
            approver_active: self.approver_active(login)?,
            login: login.clone(),
            user_state: user.state,
            client_state,
        })
    }

    /// Whether what approved a login may still be used, if that is known.
    fn approver_active(&self, login: &Login) -> Option<bool> {
        let LoginState::Approved(approval) = &login.state else {
            return Some(true);
        };
        let Row::Authenticator(approver) =
            self.by_id(Table::Authenticator, approval.authenticator_id.as_uuid())?
        else {
            return None;
        };
        let holder_active = match approver.device_id() {
            None => true,
            Some(id) => match self.by_id(Table::Device, id.as_uuid())? {
                Row::Device(device) => device.is_active(),
                _ => return None,
            },
        };
        Some(approver.state == AuthenticatorState::Active && holder_active)
    }

    fn open_question(&self, id: ChallengeId) -> Option<OpenQuestion> {
        let question = self.question(id)?;
        let Row::User(user) = self.by_id(Table::User, question.read.login.user_id.as_uuid())? else {
            return None;
        };
        Some(OpenQuestion {
            language: user.language.clone(),
            question,
        })
    }

    fn question(&self, id: ChallengeId) -> Option<Question> {
        let Row::Challenge(challenge) = self.by_id(Table::Challenge, id.as_uuid())? else {
            return None;
        };
        let Row::Device(device) = self.by_id(Table::Device, challenge.device_id.as_uuid())? else {
            return None;
        };
        let Row::Authenticator(authenticator) =
            self.by_id(Table::Authenticator, challenge.authenticator_id.as_uuid())?
        else {
            return None;
        };
        let read = self.login_read(challenge.login_id)?;
        let place = Standing::place(read.login.user_id, read.login.request.initiator);
        let standing = RowKey::new(Table::Standing, &place);
        let Row::Standing(standing) = self.get(&standing)? else {
            return None;
        };
        Some(Question {
            challenge: challenge.clone(),
            read,
            device: device.clone(),
            authenticator: authenticator.clone(),
            standing: Some(*standing),
        })
    }
}
