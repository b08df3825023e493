//! Questions of compatible accounts, as a push vendor would deliver them: one payload a line.

use countersign_mobile_sdk::{
    FileStore, HttpTransport, KeyStore, NumberClaim, Provider, Question, Verdict, ambient, read_push, respond,
};
use serde_json::json;
use tokio::io::{BufReader, Lines, Stdin};

use super::{Decision, Run};
use crate::output::Output;

pub(super) async fn run(
    flags: &Run,
    output: Output,
    transport: &HttpTransport,
    terminal: &mut Lines<BufReader<Stdin>>,
) -> anyhow::Result<()> {
    while let Some(line) = terminal.next_line().await? {
        if line.trim().is_empty() {
            continue;
        }
        // Accounts are read each time: one may have been enrolled meanwhile.
        let accounts = FileStore::new(&flags.store).load()?;
        let provider = if line.contains("\"aps\"") {
            Provider::Apns
        } else {
            Provider::Fcm
        };
        let question = match read_push(provider, line.as_bytes(), &accounts, ambient::now_ms()) {
            Ok(question) => question,
            Err(error) => {
                let reason = error.to_string();
                output.say(&format!("dropped: {reason}"), &json!({"dropped": reason}));
                continue;
            }
        };
        show(output, &question);
        let verdict = match flags
            .decide(output, question.numbers().is_some(), terminal)
            .await?
        {
            Decision::Deny => Verdict::Deny,
            Decision::Approve(None) => Verdict::Approve {
                number: NumberClaim::Absent,
            },
            Decision::Approve(Some(number)) => Verdict::Approve {
                number: NumberClaim::Given(number.parse()?),
            },
        };
        respond(&question, verdict, flags.likeness.into(), transport).await?;
        let said = if verdict == Verdict::Deny {
            "denied"
        } else {
            "approved"
        };
        output.say(said, &json!({"answered": said}));
        if flags.once {
            break;
        }
    }
    Ok(())
}

fn show(output: Output, question: &Question) {
    let (issuer, message) = (&question.account.issuer, &question.claims.message);
    let numbers = question.numbers();
    let shown = numbers
        .map(|[a, b, c]| format!(" [{a}] [{b}] [{c}]"))
        .unwrap_or_default();
    output.say(
        &format!("{issuer}: {message}{shown}"),
        &json!({"asked": message, "issuer": issuer, "numbers": numbers}),
    );
}
