//! `countersign backup`.

use std::{
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Stdio},
};

use countersign_core::copy::SCHEMA;
use countersign_test_postgres::Postgres;
use data_encoding::{BASE64, HEXLOWER};
use serde_json::{Value, json};

use super::{Everybody, done, keygen, path, refused};

/// What the real age makes of a file.
fn decrypted(file: &Path, identity: &Path) -> Vec<u8> {
    let plain = Command::new("age")
        .arg("-d")
        .arg("-i")
        .arg(identity)
        .arg(file)
        .output();
    let plain = plain.expect("age is installed: make tools");
    assert!(plain.status.success(), "{}", crate::admin::said(&plain));
    plain.stdout
}

/// The reverse.
fn encrypted(plain: &[u8], recipient: &str, file: &Path) {
    let mut age = Command::new("age");
    age.arg("-r")
        .arg(recipient)
        .arg("-o")
        .arg(file)
        .stdin(Stdio::piped());
    let mut child = age.spawn().expect("age is installed: make tools");
    child.stdin.take().unwrap().write_all(plain).unwrap();
    assert!(child.wait().unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_taken_while_people_log_in_is_whole_and_opens_with_age() {
    for on_postgres in [false, true] {
        let mut all = Everybody::enrolled().await;
        let postgres = on_postgres.then(|| Postgres::start().unwrap());
        if let Some(postgres) = &postgres {
            all.world.pause().await;
            let from = format!("sqlite:{}", path(&all.data().join("countersign.db")));
            all.run(&["move", "--from", &from, "--to", &postgres.url()]);
            all.settle_in(&postgres.url());
            all.world.resume().await;
        }
        whole(all).await;
    }
}

async fn whole(mut all: Everybody) {
    let (identity, second) = (all.beside("identity.txt"), all.beside("second.txt"));
    let (recipient, other) = (keygen(&identity), keygen(&second));
    let list = all.beside("recipients.txt");
    std::fs::write(&list, format!("# the second one\n\n{other}\n")).unwrap();
    let file = all.beside("backup.age");
    let (to, list) = (path(&file), path(&list));
    let args = [
        "backup",
        "--json",
        "--to",
        &to,
        "--recipient",
        &recipient,
        "--recipients-file",
        &list,
    ];
    let mut command = all.prepared(all.data(), &args);
    let taking = tokio::task::spawn_blocking(move || command.output().unwrap());
    let mut logins = 0;
    while !taking.is_finished() {
        all.alice_logs_in().await;
        logins += 1;
    }
    let printed: Value = serde_json::from_str(&done(&taking.await.unwrap())).unwrap();
    assert!(logins > 0);
    let mode = std::fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);

    let plain = decrypted(&file, &identity);
    assert_eq!(decrypted(&file, &second), plain, "either may open it");
    let text = std::str::from_utf8(&plain).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let (header, end) = (&lines[0], &lines[lines.len() - 1]["end"]);
    assert_eq!(
        (&header["countersign_backup"], &header["schema"]),
        (&json!(1), &json!(SCHEMA))
    );
    assert_eq!(header["last_audit_record"], printed["last_audit_record"]);
    assert!(header["created_at"].is_i64() && header["version"].is_string());
    assert_eq!(end["user"]["rows"], 5);
    assert_eq!(
        end["audit"]["rows"], header["last_audit_record"],
        "records have no gaps"
    );
    let rows = lines.iter().filter(|line| line.is_array()).count();
    assert_eq!(printed["rows"], rows);

    let key = std::fs::read_to_string(all.data().join("master.key")).unwrap();
    let key = BASE64.decode(key.trim().as_bytes()).unwrap();
    let written = [
        key.clone(),
        BASE64.encode(&key).into(),
        HEXLOWER.encode(&key).into(),
    ];
    for key in written {
        assert!(
            !plain.windows(key.len()).any(|part| part == key),
            "never the master key"
        );
    }
    let again = all.command(
        all.data(),
        &["backup", "--to", &path(&file), "--recipient", &recipient],
    );
    refused(&again, "exists, and a backup overwrites nothing");
    let new = path(&all.beside("new.age"));
    refused(
        &all.command(all.data(), &["backup", "--to", &new]),
        "name at least one recipient",
    );
    let wrong = all.command(all.data(), &["backup", "--to", &new, "--recipient", "age1wrong"]);
    refused(&wrong, "is no recipient");
    let names = std::fs::read_dir(all.beside("")).unwrap();
    let names: Vec<_> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        !names.iter().any(|name| name.starts_with(".countersign-backup")),
        "{names:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_not_as_it_was_written_leaves_the_database_empty() {
    let mut all = Everybody::enrolled().await;
    let identity = all.beside("identity.txt");
    let recipient = keygen(&identity);
    let file = all.beside("backup.age");
    all.run(&["backup", "--to", &path(&file), "--recipient", &recipient]);
    all.world.pause().await;
    let (target, other) = (all.beside("target"), all.beside("other.age"));
    std::fs::create_dir(&target).unwrap();
    let restore = |file: &Path, identity: &Path| {
        let args = ["restore", "--from", &path(file), "--identity", &path(identity)];
        all.command(&target, &args)
    };
    let empty = || assert!(!target.join("countersign.db").exists(), "nothing is left");
    refused(&restore(&file, &identity), "there is no master key");
    std::fs::write(
        target.join("master.key"),
        "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",
    )
    .unwrap();
    refused(
        &restore(&file, &identity),
        "is not the one that sealed this store",
    );
    empty();
    std::fs::copy(all.data().join("master.key"), target.join("master.key")).unwrap();

    let bytes = std::fs::read(&file).unwrap();
    let spoilt = |bytes: &[u8], why: &str| {
        std::fs::write(&other, bytes).unwrap();
        refused(&restore(&other, &identity), why);
        empty();
    };
    // The identity does not recognise itself any more, then the header's seal does not fit, then a chunk.
    let mut unknown = bytes.clone();
    // Still a letter of Base64, so that it reads.
    unknown[60] = if unknown[60] == b'B' { b'C' } else { b'B' };
    spoilt(&unknown, "was encrypted to none of these identities");
    let seal = bytes.windows(4).position(|part| part == b"--- ").unwrap() + 8;
    for at in [seal, bytes.len() / 4, bytes.len() / 2, bytes.len() - 1] {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        spoilt(&flipped, "damaged");
    }
    for length in [bytes.len() - 1, bytes.len() / 2, 300] {
        spoilt(&bytes[..length], "damaged");
    }
    spoilt(b"", "is no file of age");
    spoilt(b"SQLite format 3", "is no file of age");
    let stranger = all.beside("stranger.txt");
    keygen(&stranger);
    refused(
        &restore(&file, &stranger),
        "was encrypted to none of these identities",
    );
    refused(&restore(&file, &file), "");
    empty();

    // Whoever knows the recipient can write anything.
    let plain = String::from_utf8(decrypted(&file, &identity)).unwrap();
    let rewritten = |plain: &str, why: &str| {
        let _ = std::fs::remove_file(&other);
        encrypted(plain.as_bytes(), &recipient, &other);
        refused(&restore(&other, &identity), why);
        empty();
    };
    let lines: Vec<&str> = plain.lines().collect();
    let without = |gone: usize| {
        let left = lines.iter().enumerate().filter(|(at, _)| *at != gone);
        left.map(|(_, line)| format!("{line}\n")).collect::<String>()
    };
    let user = lines
        .iter()
        .position(|line| line.starts_with(r#"{"table":"user""#))
        .unwrap();
    let policy = plain.replacen(r#"{"j":{"#, r#"{"j":{"x":1,"#, 1);
    rewritten(&without(lines.len() - 1), "cut off");
    rewritten(&without(user), "damaged");
    rewritten(
        &policy,
        "the rows of table client are not those that were written",
    );
    rewritten(&format!("{plain}[]\n"), "it goes on after its end");
    rewritten(
        &plain.replacen(
            &format!("\"schema\":{SCHEMA}"),
            &format!("\"schema\":{}", SCHEMA + 1),
            1,
        ),
        "was written by version",
    );
    rewritten("hello\n", "is no backup of Countersign");

    let restored = restore(&file, &identity);
    done(&restored);
    refused(&restore(&file, &identity), "it is not empty");
}
