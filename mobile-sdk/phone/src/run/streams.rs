//! Questions of native accounts, streamed by their servers: no push vendor is needed.

use std::{collections::HashSet, sync::Arc, time::Duration};

use anyhow::bail;
use countersign_mobile_sdk::{
    Account, FileStore, HttpTransport, KeyStore, ambient,
    native::{
        Moment, NativeAccount, NativeError, NativeQuestion, NumberPrompt, Shown, Verdict, respond, stream,
    },
};
use serde_json::json;
use tokio::{
    io::{BufReader, Lines, Stdin},
    sync::mpsc,
    task::JoinSet,
};

use super::{Decision, Run};
use crate::output::{Output, complain};

/// How long to wait before a stream that ended is opened again.
const PAUSE: Duration = Duration::from_secs(2);
/// Questions that wait for the one before them to be answered.
const WAITING: usize = 64;

type Asked = (Arc<NativeAccount>, NativeQuestion);

pub(super) async fn run(
    flags: &Run,
    output: Output,
    transport: &HttpTransport,
    terminal: &mut Lines<BufReader<Stdin>>,
) -> anyhow::Result<()> {
    let accounts = FileStore::new(&flags.store).load()?;
    let (found, mut asked) = mpsc::channel::<Asked>(WAITING);
    let mut streams = JoinSet::new();
    for account in accounts {
        if let Account::Native(account) = account {
            let transport = HttpTransport::new(flags.ca_file.as_deref())?;
            let store = FileStore::new(&flags.store);
            streams.spawn(listen(Arc::new(account), store, transport, output, found.clone()));
        }
    }
    drop(found);
    if streams.is_empty() {
        bail!("no account here can be asked by its server; --stdin reads what a push vendor delivers");
    }
    while let Some((account, question)) = asked.recv().await {
        answer(flags, output, transport, terminal, &account, &question).await?;
        if flags.once {
            break;
        }
    }
    Ok(())
}

/// Hands on each question once, for as long as somebody takes them.
async fn listen(
    account: Arc<NativeAccount>,
    store: FileStore,
    transport: HttpTransport,
    output: Output,
    found: mpsc::Sender<Asked>,
) {
    let mut seen = HashSet::new();
    // How far the phone's clock is from the server's, in seconds.
    let mut offset = 0;
    loop {
        match follow(&account, &transport, offset, &mut seen, &found).await {
            Ok(()) if found.is_closed() => return,
            Ok(()) => {}
            Err(NativeError::Clock(server)) => {
                offset = server - ambient::now_secs();
                continue;
            }
            Err(NativeError::Removed(_)) => return forget(&account, &store, output),
            Err(error) => {
                let reason = error.to_string();
                output.say(
                    &format!("{}: {reason}", account.issuer),
                    &json!({"unreachable": reason}),
                );
                if matches!(error, NativeError::Refused(401 | 410)) {
                    return;
                }
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Keeps an account no more whose server has proven that it removed this phone.
fn forget(account: &NativeAccount, store: &FileStore, output: Output) {
    let is_other = |kept: &Account| match kept {
        Account::Native(native) => native.device_id != account.device_id,
        Account::Push(_) | Account::Oath(_) => true,
    };
    let forgotten = store.load().and_then(|mut accounts| {
        accounts.retain(is_other);
        store.save(&accounts)
    });
    let NativeAccount { issuer, name, .. } = account;
    match forgotten {
        Ok(()) => output.say(
            &format!("{issuer} has removed this phone: {name} is forgotten"),
            &json!({"removed": name, "issuer": issuer}),
        ),
        Err(error) => complain(&error.into()),
    }
}

async fn follow(
    account: &Arc<NativeAccount>,
    transport: &HttpTransport,
    offset: i64,
    seen: &mut HashSet<String>,
    found: &mpsc::Sender<Asked>,
) -> Result<(), NativeError> {
    let now = || ambient::now_secs() + offset;
    let nonce = ambient::random_id().map_err(|_| NativeError::Unreadable)?;
    let moment = Moment {
        now_secs: now(),
        nonce,
    };
    let mut questions = stream(account, moment, transport).await?;
    while let Some(open) = questions.next(now).await? {
        for question in open {
            if seen.insert(question.challenge.jti.to_string())
                && found.send((Arc::clone(account), question)).await.is_err()
            {
                return Ok(());
            }
        }
    }
    Ok(())
}

async fn answer(
    flags: &Run,
    output: Output,
    transport: &HttpTransport,
    terminal: &mut Lines<BufReader<Stdin>>,
    account: &NativeAccount,
    question: &NativeQuestion,
) -> anyhow::Result<()> {
    let asked = &question.challenge;
    let numbers = match &asked.number {
        NumberPrompt::Pick { numbers } => Some(numbers),
        NumberPrompt::None | NumberPrompt::Type => None,
    };
    let shown = numbers
        .map(|numbers| format!(" [{}]", numbers.join("] [")))
        .unwrap_or_default();
    output.say(
        &format!("{}: {}{shown}", account.issuer, asked.text),
        &json!({"asked": asked.text, "issuer": account.issuer, "service": asked.service, "numbers": numbers,
            "types": asked.number == NumberPrompt::Type}),
    );
    let wants_number = asked.number != NumberPrompt::None;
    let (verdict, shown) = match flags.decide(output, wants_number, terminal).await? {
        Decision::Deny => (Verdict::Deny, Shown::Nothing),
        Decision::Approve(None) => (Verdict::Approve, Shown::Nothing),
        Decision::Approve(Some(number)) => (Verdict::Approve, Shown::Number(number)),
    };
    let outcome = respond(account, question, verdict, shown, ambient::now_secs(), transport).await?;
    output.say(
        &outcome.state,
        &json!({"answered": outcome.state, "reason": outcome.reason}),
    );
    Ok(())
}
