use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};

use super::{rules::stored_audit, *};
use crate::{
    copy::{Cell, TABLES},
    method::oath,
    model::{
        AuditEntry, ClientId, EnrollmentState, LoginState, MovingFactor, Oath, PolicyTerms, RecoveryCodes,
        TokenHash,
    },
    secrets::Sealed,
    testing::{SeededEntropy, sample, sample::NOW},
};

const BACKUP: BackedUp = BackedUp { at: NOW, last: 3 };

fn id(uuid: Uuid) -> Cell {
    Cell::Bytes(uuid.into_bytes().to_vec())
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// A row of a table: these columns, and the least that the others may be.
fn row(table: &str, columns: &[(&str, Cell)]) -> Page {
    let table = CopiedTable::named(table).unwrap();
    let cells = table.columns.iter().map(|column| {
        let given = columns.iter().find(|(name, _)| *name == column.name);
        match (given, column.name) {
            (Some((_, cell)), _) => cell.clone(),
            (None, "version") => Cell::Integer(1),
            _ => Cell::Null,
        }
    });
    let row = Cells::new(table, cells.collect()).unwrap();
    Page {
        table,
        rows: vec![row],
    }
}

fn user() -> Page {
    let (user, state) = (sample::user(), text("active"));
    row(
        "user",
        &[
            ("id", id(user.id.as_uuid())),
            ("name", text("alice")),
            ("state", state),
            ("password_hash", text("hash")),
        ],
    )
}

fn device() -> Page {
    let device = sample::device();
    row(
        "device",
        &[
            ("id", id(device.id.as_uuid())),
            ("user_id", id(device.user_id.as_uuid())),
            ("name", text("Phone")),
            ("state", text("active")),
        ],
    )
}

fn authenticator(kind: &str, credential: &Value) -> Page {
    let one = sample::authenticator();
    let credential = if credential.is_null() {
        Cell::Null
    } else {
        Cell::facts(credential)
    };
    row(
        "authenticator",
        &[
            ("id", id(one.id.as_uuid())),
            ("user_id", id(one.user_id.as_uuid())),
            ("device_id", id(sample::device().id.as_uuid())),
            ("kind", text(kind)),
            ("label", text("Phone")),
            ("state", text("active")),
            ("credential", credential),
        ],
    )
}

fn client() -> Page {
    let columns = [
        ("id", text("shop")),
        ("name", text("Example Shop")),
        ("state", text("active")),
        ("secret", text("00")),
    ];
    row("client", &columns)
}

/// The log of the time after the backup, of which the first three are in it.
fn revoked(since: &[Audit]) -> Result<Revoked, RevokedError> {
    let before = Audit::new(AuditEvent::LoginStarted, NOW);
    let all = std::iter::repeat_n(&before, 3).chain(since);
    let mut revoked = Revoked::default();
    for (seq, audit) in (1..).zip(all) {
        let audit = Ok(audit.clone());
        revoked.read(AuditEntry { seq, audit }, BACKUP.last)?;
    }
    revoked.checked(BACKUP.last)
}

/// What is stored for these pages, and what has ended.
fn restored(since: &[Audit], pages: Vec<Page>) -> (BTreeMap<&'static str, Vec<Cells>>, Ended) {
    let entropy = SeededEntropy::new(1);
    let mut epoch = Epoch::begin(BACKUP, revoked(since).unwrap(), NOW, &entropy);
    let mut stored: BTreeMap<_, Vec<Cells>> = BTreeMap::new();
    let mut keep = |page: Page| stored.entry(page.table.name).or_default().extend(page.rows);
    for page in pages {
        epoch.carry(page).unwrap().into_iter().for_each(&mut keep);
    }
    let (rest, ended) = epoch.end().unwrap();
    keep(rest);
    (stored, ended)
}

fn said(event: AuditEvent) -> Audit {
    let (user, one) = (sample::user(), sample::authenticator());
    Audit::new(event, NOW)
        .user(user.id)
        .client(&ClientId::new("shop"))
        .device(sample::device().id)
        .authenticator(one.id)
}

/// What a restore tells of revocations.
type Told = &'static [(&'static str, LossKind)];

fn state(stored: &BTreeMap<&'static str, Vec<Cells>>, table: &str) -> Option<String> {
    let row = stored.get(table)?.first()?;
    Some(row.text("state").unwrap().to_owned())
}

#[test]
fn every_table_has_a_rule() {
    let entropy = SeededEntropy::new(1);
    let mut epoch = Epoch::begin(BACKUP, Revoked::default(), NOW, &entropy);
    for table in TABLES {
        let ruled = epoch.carry(row(table.name, &[]));
        assert!(!matches!(ruled, Err(EpochError::Unruled(_))), "{}", table.name);
    }
}

#[test]
fn a_restore_is_recorded_after_the_last_record_of_the_backup() {
    let (stored, _) = restored(&[], vec![user()]);
    let first = &stored["audit"][0];
    assert_eq!(
        (first.integer("seq").unwrap(), first.text("event").unwrap()),
        (4, "restored")
    );
    let audit = stored_audit(first).unwrap();
    assert!(audit.reason.unwrap().contains(&NOW.to_string()));
}

#[test]
fn nothing_that_is_good_once_is_good_again() {
    let time = Oath::new(Sealed::from_stored(vec![1]), 6, MovingFactor::time());
    let count = Oath::new(Sealed::from_stored(vec![1]), 6, MovingFactor::count());
    let codes = RecoveryCodes {
        key: Sealed::from_stored(vec![1]),
        unused: vec![TokenHash::of(b"one"), TokenHash::of(b"two")],
    };
    let (stored, ended) = restored(&[], vec![authenticator("totp", &json!(time))]);
    let left: Oath = stored["authenticator"][0].facts("credential").unwrap();
    assert_eq!(left, oath::unused_since(time, NOW));
    assert_eq!(
        (
            state(&stored, "authenticator").unwrap().as_str(),
            ended.counting_apps
        ),
        ("active", 0)
    );

    let (stored, ended) = restored(&[], vec![authenticator("hotp", &json!(count))]);
    assert_eq!(
        (
            state(&stored, "authenticator").unwrap().as_str(),
            ended.counting_apps
        ),
        ("suspended", 1)
    );

    let (stored, ended) = restored(&[], vec![authenticator("recovery_code", &json!(codes))]);
    let left: RecoveryCodes = stored["authenticator"][0].facts("credential").unwrap();
    assert!(left.unused.is_empty());
    assert_eq!(
        (
            state(&stored, "authenticator").unwrap().as_str(),
            ended.recovery_codes
        ),
        ("active", 1)
    );
}

#[test]
fn codes_of_a_later_record_than_now_count_as_used_too() {
    let time = Oath::new(Sealed::from_stored(vec![1]), 6, MovingFactor::time());
    let later = NOW + Duration::from_secs(3600);
    let record = Audit::new(AuditEvent::LoginApproved, later);
    let (stored, _) = restored(&[record], vec![authenticator("totp", &json!(time))]);
    let left: Oath = stored["authenticator"][0].facts("credential").unwrap();
    assert_eq!(
        left,
        oath::unused_since(time, later),
        "the clock may have gone back"
    );
}

#[test]
fn what_was_under_way_ends() {
    let (login, enrollment) = (sample::login(), sample::enrollment_of(&sample::user()));
    let approved = LoginState::Cancelled {
        at: NOW,
        reason: None,
    };
    let logins = |state: &LoginState| {
        row(
            "login",
            &[
                ("id", id(login.id.as_uuid())),
                ("user_id", id(login.user_id.as_uuid())),
                ("client_id", text("shop")),
                ("state", text(state.tag().as_str())),
                ("facts", Cell::facts(&state)),
            ],
        )
    };
    let open = row(
        "enrollment",
        &[
            ("id", id(enrollment.id.as_uuid())),
            ("user_id", id(enrollment.user_id.as_uuid())),
            ("client_id", text("shop")),
            ("state", text("pending")),
            ("facts", Cell::facts(&enrollment.state)),
        ],
    );
    let session = row("session", &[("expires_at", Cell::Integer(i64::MAX))]);
    let gone = ["challenge", "job", "remembered"].map(|table| row(table, &[]));
    let pages = [logins(&login.state), logins(&approved), open, session];
    let (stored, ended) = restored(&[], pages.into_iter().chain(gone).collect());
    assert_eq!((ended.logins, ended.enrollments, ended.sessions), (1, 1, 1));
    assert_eq!(stored["login"].len(), 1, "what had ended is gone");
    let state: LoginState = stored["login"][0].facts("facts").unwrap();
    assert_eq!(
        (state.tag().as_str(), state.reason()),
        ("cancelled", Some("restored"))
    );
    let state: EnrollmentState = stored["enrollment"][0].facts("facts").unwrap();
    assert_eq!(state.as_str(), stored["enrollment"][0].text("state").unwrap());
    assert_eq!(state, EnrollmentState::Cancelled { at: NOW });
    for table in ["session", "challenge", "job", "remembered"] {
        assert!(stored[table].is_empty(), "{table}");
    }
    let events: Vec<_> = stored["audit"]
        .iter()
        .map(|row| row.text("event").unwrap())
        .collect();
    assert_eq!(events, ["restored", "login_cancelled", "enrollment_cancelled"]);
    let places: Vec<_> = stored["audit"]
        .iter()
        .map(|row| row.integer("seq").unwrap())
        .collect();
    assert_eq!(places, [4, 5, 6]);
}

#[test]
fn of_two_mailboxes_the_one_that_was_changed_is_forgotten_and_the_other_stays() {
    let user = || {
        let columns = [
            ("id", id(sample::user().id.as_uuid())),
            ("name", text("alice")),
            ("state", text("active")),
            ("email", text("alice@example.org")),
            ("second_email", text("alice@example.net")),
        ];
        row("user", &columns)
    };
    let left = |event| {
        let (stored, ended) = restored(&[said(event)], vec![user()]);
        let row = &stored["user"][0];
        let left = ["email", "second_email"].map(|column| row.text(column).is_ok());
        (left, ended.revoked[0].subject, ended.revoked.len())
    };
    assert_eq!(left(AuditEvent::EmailChanged), ([false, true], "email", 1));
    assert_eq!(
        left(AuditEvent::SecondEmailChanged),
        ([true, false], "second_email", 1)
    );
}

#[test]
fn what_its_owner_has_put_out_of_use_stays_so_until_somebody_has_taken_it_back() {
    let became = |since: &[Audit]| {
        let (stored, _) = restored(since, vec![authenticator("push", &Value::Null)]);
        state(&stored, "authenticator").unwrap()
    };
    let lost = said(AuditEvent::AuthenticatorLost);
    let back = said(AuditEvent::AuthenticatorChanged).because("active");
    assert_eq!(became(std::slice::from_ref(&lost)), "lost");
    assert_eq!(became(&[lost, back]), "active");
}

#[test]
fn what_was_revoked_after_the_backup_stays_revoked() {
    let push = || authenticator("push", &Value::Null);
    let rows = || vec![client(), user(), device(), push()];
    let became = |since: &[Audit]| {
        let (stored, ended) = restored(since, rows());
        let states = ["client", "user", "device", "authenticator"].map(|table| state(&stored, table));
        let told: Vec<_> = ended
            .revoked
            .iter()
            .map(|one| (one.subject, one.became))
            .collect();
        (
            states.map(|state| state.unwrap_or("gone".to_owned())).join(" "),
            told,
        )
    };
    use LossKind::{Deleted, Locked, Replaced, Suspended};
    let cases: [(AuditEvent, Option<&str>, &str, Told); 11] = [
        (
            AuditEvent::UserSuspended,
            None,
            "active suspended active active",
            &[("user", Suspended)],
        ),
        (
            AuditEvent::UserDeleted,
            None,
            "active gone gone gone",
            &[("user", Deleted)],
        ),
        (
            AuditEvent::ClientSuspended,
            None,
            "suspended active active active",
            &[("client", Suspended)],
        ),
        (
            AuditEvent::ClientDeleted,
            None,
            "gone active active active",
            &[("client", Deleted)],
        ),
        (
            AuditEvent::ClientRotated,
            None,
            "active active active active",
            &[("client_secret", Replaced)],
        ),
        (
            AuditEvent::PasswordSet,
            None,
            "active active active active",
            &[("password", Replaced)],
        ),
        (
            AuditEvent::AuthenticatorDeleted,
            None,
            "active active deleted deleted",
            &[("device", Deleted), ("authenticator", Deleted)],
        ),
        (
            AuditEvent::AuthenticatorLocked,
            None,
            "active active active locked",
            &[("authenticator", Locked)],
        ),
        (
            AuditEvent::AuthenticatorChanged,
            Some("suspended"),
            "active active active suspended",
            &[("authenticator", Suspended)],
        ),
        (
            AuditEvent::AuthenticatorChanged,
            None,
            "active active active suspended",
            &[("authenticator", Suspended)],
        ),
        (
            AuditEvent::DeviceSuspended,
            Some("withdrawn"),
            "active active suspended active",
            &[("device", Suspended)],
        ),
    ];
    for (event, reason, states, told) in cases {
        let audit = Audit {
            reason: reason.map(str::to_owned),
            ..said(event)
        };
        let (found, revoked) = became(&[audit]);
        assert_eq!((found.as_str(), revoked.as_slice()), (states, told), "{event:?}");
    }
    assert_eq!(
        became(&[said(AuditEvent::AuthenticatorChanged).because("renamed")]).1,
        []
    );
    // What was given back stays given; what is gone is gone.
    for (lost, back) in [
        (said(AuditEvent::UserSuspended), said(AuditEvent::UserResumed)),
        (
            said(AuditEvent::AuthenticatorLocked),
            said(AuditEvent::UserUnlocked),
        ),
        (
            said(AuditEvent::AuthenticatorChanged).because("suspended"),
            said(AuditEvent::AuthenticatorChanged).because("active"),
        ),
        (
            said(AuditEvent::DeviceSuspended).because("gone"),
            said(AuditEvent::DeviceRefreshed),
        ),
    ] {
        assert_eq!(became(&[lost.clone(), back.clone()]).1, [], "{lost:?}");
        assert_eq!(became(&[back, lost]).1.len(), 1, "the last one counts");
    }
    let gone = became(&[
        said(AuditEvent::UserDeleted),
        said(AuditEvent::UserResumed),
        said(AuditEvent::UserSuspended),
    ]);
    assert_eq!(gone.1, [("user", Deleted)]);
}

#[test]
fn what_took_the_place_of_a_password_or_secret_is_not_known() {
    let since = [said(AuditEvent::PasswordSet), said(AuditEvent::ClientRotated)];
    let (stored, _) = restored(&since, vec![client(), user()]);
    assert_eq!(stored["user"][0].get("password_hash"), &Cell::Null);
    let secret = stored["client"][0].text("secret").unwrap();
    assert!(secret.len() == 64, "a hash of what nobody has");
}

#[test]
fn a_policy_that_was_changed_since_is_not_what_the_backup_says() {
    let rows = || {
        ["filing", "payments"].map(|resource| {
            let policy = sample::policy(resource);
            let key = Cell::Bytes(resource.as_bytes().to_vec());
            row(
                "policy",
                &[("resource", key), ("terms", Cell::facts(&policy.terms))],
            )
        })
    };
    let removed = |stored: &BTreeMap<&'static str, Vec<Cells>>| -> Vec<bool> {
        let terms = |row: &Cells| row.facts::<PolicyTerms>("terms").unwrap();
        stored["policy"].iter().map(|row| terms(row).removed).collect()
    };
    for event in [AuditEvent::PolicySet, AuditEvent::PolicyRemoved] {
        let since = Audit::new(event, NOW).because("filing");
        let (stored, ended) = restored(&[since], rows().into());
        assert_eq!(removed(&stored), [true, false], "{event:?}");
        let [told] = ended.revoked.as_slice() else {
            panic!("{event:?}: {:?}", ended.revoked);
        };
        assert_eq!(
            (told.subject, told.name.as_str(), told.became),
            ("policy", "filing", LossKind::Replaced)
        );
        // Another restore of the same backup, with the log that the first one left.
        let log: Vec<Audit> = stored["audit"]
            .iter()
            .map(|row| stored_audit(row).unwrap())
            .collect();
        assert_eq!(
            removed(&restored(&log, rows().into()).0),
            [true, false],
            "{event:?}"
        );
    }
}

#[test]
fn records_that_do_not_tell_all_are_refused() {
    let entry = |seq, audit: Result<Audit, String>| AuditEntry { seq, audit };
    let any = || Audit::new(AuditEvent::LoginStarted, NOW);
    let read = |entries: Vec<AuditEntry>| {
        let mut revoked = Revoked::default();
        for entry in entries {
            revoked.read(entry, BACKUP.last)?;
        }
        revoked.checked(BACKUP.last).map(|_| ())
    };
    let late = RevokedError::Late { first: 4, last: 3 };
    assert_eq!(read(vec![entry(4, Ok(any()))]), Err(late));
    assert_eq!(read(vec![]), Err(RevokedError::Short(3)));
    assert_eq!(read(vec![entry(1, Ok(any()))]), Err(RevokedError::Short(3)));
    let gap = vec![entry(3, Ok(any())), entry(5, Ok(any()))];
    assert_eq!(read(gap), Err(RevokedError::Gap(5)));
    let torn = vec![entry(3, Ok(any())), entry(4, Err("torn".to_owned()))];
    assert_eq!(read(torn), Err(RevokedError::Unreadable(4)));
    let of_nobody = vec![
        entry(3, Ok(any())),
        entry(4, Ok(Audit::new(AuditEvent::UserDeleted, NOW))),
    ];
    assert_eq!(read(of_nobody), Err(RevokedError::Unreadable(4)));
    assert_eq!(read(vec![entry(3, Ok(any()))]), Ok(()));
}

#[test]
fn records_of_another_log_are_refused() {
    let entropy = SeededEntropy::new(1);
    let mut epoch = Epoch::begin(BACKUP, revoked(&[]).unwrap(), NOW, &entropy);
    let record = |event| {
        row(
            "audit",
            &[
                ("seq", Cell::Integer(3)),
                ("facts", Cell::facts(&Audit::new(event, NOW))),
            ],
        )
    };
    assert!(epoch.carry(record(AuditEvent::LoginStarted)).is_ok());
    let other = epoch.carry(record(AuditEvent::LoginDenied)).map(|_| ());
    assert_eq!(other, Err(EpochError::OtherLog(3)));
}

/// A restore is recorded so that another one, of the same backup, does not bring back what the first kept away.
#[test]
fn a_second_restore_forgets_nothing_of_the_first() {
    let rows = || vec![client(), user(), device(), authenticator("push", &Value::Null)];
    for (event, reason) in [
        (AuditEvent::UserSuspended, "x"),
        (AuditEvent::ClientRotated, "x"),
        (AuditEvent::PasswordSet, "x"),
        (AuditEvent::AuthenticatorChanged, "suspended"),
        (AuditEvent::AuthenticatorLocked, "x"),
        (AuditEvent::AuthenticatorDeleted, "x"),
        (AuditEvent::DeviceSuspended, "withdrawn"),
        (AuditEvent::DeviceSuspended, "gone"),
    ] {
        let (first, told) = restored(&[said(event).because(reason)], rows());
        let log: Vec<Audit> = first["audit"]
            .iter()
            .map(|row| stored_audit(row).unwrap())
            .collect();
        let (second, again) = restored(&log, rows());
        for table in ["user", "device", "authenticator"] {
            assert_eq!(second[table], first[table], "{event:?}");
        }
        let kinds = |ended: &Ended| -> Vec<_> {
            ended
                .revoked
                .iter()
                .map(|one| (one.subject, one.became))
                .collect()
        };
        assert_eq!(kinds(&again), kinds(&told), "{event:?}");
    }
}
