//! What somebody who is not logged in could learn from how long an answer takes: whether a name or an address is known.

use std::path::Path;

use anyhow::{bail, ensure};
use serde_json::{Map, Value, json};
use tokio::{io::AsyncWriteExt, process::Command};

use crate::{
    clock,
    http::Connection,
    measure::Bench,
    report::{Latencies, latency_rows},
    server::{Server, beside},
};

/// How often each door is asked about somebody who is known, and as often about somebody who is not, by turns.
const ASKED: usize = 200;
/// How many people are known, each with a name, a mailbox and a password.
const KNOWN: usize = 20;
/// What is promised: the medians of both answers are at most so far apart.
const MOST_APART_MS: f64 = 5.0;
/// What everybody's password is.
const PASSWORD: &str = "gorilla wedding teapot";

/// The doors at which somebody types a name or an address, and what is typed there.
const DOORS: [Door; 4] = [
    Door {
        name: "signup",
        path: "/signup",
        form: |who, turn| {
            format!("username=applicant{turn}&email={who}@example.org&password=gorilla+wedding+teapot")
        },
    },
    Door {
        name: "login",
        path: "/login",
        form: |who, _| format!("username={who}&password=gorilla+wedding+teacup"),
    },
    Door {
        name: "password",
        path: "/forgot/password",
        form: |who, _| format!("username={who}"),
    },
    Door {
        name: "username",
        path: "/forgot/username",
        form: |who, _| format!("email={who}@example.org"),
    },
];

struct Door {
    name: &'static str,
    path: &'static str,
    /// What is typed about this person at this turn.
    form: fn(&str, usize) -> String,
}

/// What was measured.
pub(crate) struct Strangers(Vec<Answers>);

/// How long one door took to answer.
struct Answers {
    door: &'static str,
    known: Latencies,
    unknown: Latencies,
}

impl Strangers {
    /// Asks each door, one request after the other; `settings` are the server's.
    pub(crate) async fn measure(settings: &Path, bench: &Bench, server: &Server) -> anyhow::Result<Self> {
        for number in 0..KNOWN {
            add_user(settings, &known(number)).await?;
        }
        let mut connection = server.connect(&bench.tasks).await?;
        let mut measured = Vec::with_capacity(DOORS.len());
        for door in &DOORS {
            measured.push(Answers::measure(door, &mut connection).await?);
        }
        Ok(Self(measured))
    }

    /// Adds what was measured to a report.
    pub(crate) fn report(&self, report: &mut Value) {
        let doors = self.0.iter().map(|answers| {
            let both = [("known", &answers.known), ("unknown", &answers.unknown)];
            let row = json!({"latency": latency_rows(both), "medians_apart_ms": answers.apart()});
            (answers.door.to_owned(), row)
        });
        report["strangers"] = json!({
            "asked_each": ASKED, "most_apart_ms": MOST_APART_MS, "doors": doors.collect::<Map<_, _>>(),
        });
    }

    pub(crate) fn table(&self) -> String {
        let mut lines = vec![
            format!(
                "asked {ASKED} times each about people who are known and who are not; medians at most {MOST_APART_MS} ms apart are promised"
            ),
            format!(
                "  {:<8} {:>9} {:>9} {:>9}",
                "door", "known ms", "other ms", "apart ms"
            ),
        ];
        lines.extend(self.0.iter().map(|answers| {
            let median = |of: &Latencies| of.milliseconds(0.5);
            let (known, unknown) = (median(&answers.known), median(&answers.unknown));
            format!(
                "  {:<8} {known:>9.2} {unknown:>9.2} {:>9.2}",
                answers.door,
                answers.apart()
            )
        }));
        lines.join("\n")
    }
}

impl Answers {
    async fn measure(door: &Door, connection: &mut Connection) -> anyhow::Result<Self> {
        let mut answers = Self {
            door: door.name,
            known: Latencies::new(),
            unknown: Latencies::new(),
        };
        let mut answered = None;
        for turn in 0..2 * ASKED {
            // One, two, two, one: what an answer leaves behind to be done falls on both alike.
            let about_known = matches!(turn % 4, 0 | 3);
            let who = match about_known {
                true => known(turn / 2 % KNOWN),
                false => format!("stranger{turn}"),
            };
            let form = (door.form)(&who, turn);
            let sent = clock::now();
            let status = connection.post_form(door.path, form).await?;
            let seconds = clock::now().saturating_duration_since(sent).as_secs_f64();
            ensure!(
                *answered.get_or_insert(status) == status && status != 429,
                "{} answered {status} about {who}",
                door.path
            );
            let latencies = match about_known {
                true => &mut answers.known,
                false => &mut answers.unknown,
            };
            latencies.record(seconds);
        }
        Ok(answers)
    }

    /// How far the medians are apart, in milliseconds.
    fn apart(&self) -> f64 {
        (self.known.milliseconds(0.5) - self.unknown.milliseconds(0.5)).abs()
    }
}

/// Somebody who is known.
fn known(number: usize) -> String {
    format!("member{number}")
}

async fn add_user(settings: &Path, name: &str) -> anyhow::Result<()> {
    let email = format!("{name}@example.org");
    let mut command = Command::new(beside("countersign")?);
    command.args([
        "user",
        "add",
        name,
        "--email",
        &email,
        "--password-stdin",
        "--config",
    ]);
    command.arg(settings).kill_on_drop(true);
    command.stdin(std::process::Stdio::piped());
    command.stdout(std::process::Stdio::null());
    let mut process = command.spawn()?;
    if let Some(mut typed) = process.stdin.take() {
        typed.write_all(PASSWORD.as_bytes()).await?;
    }
    match process.wait().await? {
        status if status.success() => Ok(()),
        status => bail!("{name} was not added: {status}"),
    }
}
