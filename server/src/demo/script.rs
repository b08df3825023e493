//! The main steps, one after the other, each with its time.

use std::time::Duration;

use anyhow::{Context, ensure};
use countersign_core::port::Clock;
use countersign_mobile_sdk::{NumberClaim, Question, Verdict};
use serde_json::{Value, json};

use super::{USER, phone::Phone, shop::Shop};
use crate::{ambient::SystemClock, cli::terminal};

/// Shortest life of a login, in seconds.
const SHORTEST: u64 = 15;
/// How long any step may take beyond what it waits for by design.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs all steps.
///
/// # Errors
/// The first step that is not as expected.
pub(super) async fn run(shop: &Shop, phone: &Phone, json: bool) -> anyhow::Result<()> {
    step("enrol", json, enroll(shop, phone)).await?;
    step("approve", json, approve(shop, phone)).await?;
    step("deny", json, deny(shop, phone)).await?;
    step("wrong number", json, wrong_number(shop, phone)).await?;
    step("expiry", json, expiry(shop)).await
}

async fn step(
    name: &str,
    json: bool,
    run: impl Future<Output = anyhow::Result<String>>,
) -> anyhow::Result<()> {
    let started = SystemClock.now();
    let limit = PATIENCE + Duration::from_secs(SHORTEST);
    let outcome = tokio::time::timeout(limit, run)
        .await
        .with_context(|| format!("{name}: took too long"))?;
    let said = outcome.with_context(|| name.to_owned())?;
    let took = u64::try_from(SystemClock.now().since(started).as_millis())?;
    if json {
        terminal::show(&json!({"step": name, "duration_ms": took, "result": said}), true);
    } else {
        terminal::say(&format!("{name:<14} {took:>6} ms  {said}"));
    }
    Ok(())
}

async fn enroll(shop: &Shop, phone: &Phone) -> anyhow::Result<String> {
    let enrollment = shop.enroll(USER, "compatible").await?;
    phone
        .scan(enrollment["uri"].as_str().context("the answer has no code")?)
        .await?;
    Ok(format!("{} at {}", USER, phone.accounts().join(", ")))
}

async fn approve(shop: &Shop, phone: &Phone) -> anyhow::Result<String> {
    let (login, question) = asked(shop, phone, json!({"username": USER, "nonce": "n-1"})).await?;
    let shown: u32 = login["number"]
        .as_str()
        .context("the login shows no number")?
        .parse()?;
    phone
        .answer(
            &question.message_id,
            Verdict::Approve {
                number: NumberClaim::Given(shown),
            },
        )
        .await?;
    let ended = ended(shop, &login, "approved").await?;
    let claims = shop
        .verify(ended["assertion"].as_str().context("there is no assertion")?)
        .await?;
    ensure!(
        claims["sub"] == USER && claims["nonce"] == "n-1",
        "the assertion is about something else: {claims}"
    );
    Ok(format!("{} verified", claims["acr"].as_str().unwrap_or_default()))
}

async fn deny(shop: &Shop, phone: &Phone) -> anyhow::Result<String> {
    let (login, question) = asked(shop, phone, json!({"username": USER})).await?;
    phone.answer(&question.message_id, Verdict::Deny).await?;
    ended(shop, &login, "denied").await?;
    Ok("denied on the phone".to_owned())
}

async fn wrong_number(shop: &Shop, phone: &Phone) -> anyhow::Result<String> {
    let (login, question) = asked(shop, phone, json!({"username": USER})).await?;
    let shown: u8 = login["number"]
        .as_str()
        .context("the login shows no number")?
        .parse()?;
    let offered = question.numbers().context("the phone offers no numbers")?;
    let wrong = offered
        .into_iter()
        .find(|number| *number != shown)
        .context("the numbers differ")?;
    phone
        .answer(
            &question.message_id,
            Verdict::Approve {
                number: NumberClaim::Given(wrong.into()),
            },
        )
        .await?;
    let ended = ended(shop, &login, "failed").await?;
    ensure!(
        ended["reason"] == "wrong_number",
        "it failed for another reason: {ended}"
    );
    Ok(format!("{wrong} instead of {shown} failed"))
}

async fn expiry(shop: &Shop) -> anyhow::Result<String> {
    let login = shop
        .start_login(&json!({"username": USER, "ttl_secs": SHORTEST}))
        .await?;
    ended(shop, &login, "expired").await?;
    Ok(format!("nobody answered for {SHORTEST} s"))
}

async fn asked(shop: &Shop, phone: &Phone, login: Value) -> anyhow::Result<(Value, Question)> {
    let started = shop.start_login(&login).await?;
    let question = phone.next_question().await?;
    Ok((started, question))
}

async fn ended(shop: &Shop, login: &Value, state: &str) -> anyhow::Result<Value> {
    let id = login["id"].as_str().context("the login has no id")?;
    let ended = shop.read_login(id, 30).await?;
    ensure!(ended["state"] == state, "it ended otherwise: {ended}");
    Ok(ended)
}
