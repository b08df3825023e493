//! What operators do about certificates, as data, and how it is answered.

use anyhow::anyhow;
use countersign_core::{
    Ctx, FlowError,
    flow::{
        answer_certificate::{self, Answer, FirstApprover, Queued, answer, outlook},
        certificate_authority,
        own_certificate::OwnCertificate,
    },
    model::{CertificateAuthority, CertificateRequest, DisplayText, RequestState, TokenHash, User},
};
use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A command about certificates.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act")]
#[expect(missing_docs, reason = "each says what `countersign certificate --help` says")]
pub enum CertificateCommand {
    List,
    Show {
        name: String,
    },
    Approve {
        name: String,
        reason: String,
        #[serde(default, rename = "as")]
        operator: Option<String>,
    },
    Reject {
        name: String,
        reason: String,
        #[serde(default, rename = "as")]
        operator: Option<String>,
    },
    Revoke {
        name: String,
        reason: String,
    },
    CaShow,
    CaReplace {
        reason: String,
    },
}

/// Carries a command out.
pub(super) async fn run(ctx: &Ctx, command: CertificateCommand) -> anyhow::Result<Value> {
    match command {
        CertificateCommand::List => {
            let queue = answer_certificate::queue(ctx).await.map_err(said)?;
            Ok(queue.iter().map(|one| queued_json(ctx, one)).collect())
        }
        CertificateCommand::Show { name } => {
            let (user, own, first) = answer_certificate::show(ctx, &name).await.map_err(said)?;
            Ok(own_json(ctx, &user, &own, first.as_ref()))
        }
        CertificateCommand::Approve {
            name,
            reason,
            operator,
        } => answered(ctx, &name, Answer::Approve, &reason, operator).await,
        CertificateCommand::Reject {
            name,
            reason,
            operator,
        } => answered(ctx, &name, Answer::Reject, &reason, operator).await,
        CertificateCommand::Revoke { name, reason } => {
            let reason = parse(&reason)?;
            answer_certificate::revoke(ctx, &name, &reason)
                .await
                .map_err(said)?;
            Ok(json!({"revoked": name}))
        }
        CertificateCommand::CaShow => {
            let known = ctx.store.certificate_authorities().await?;
            Ok(known.iter().map(|one| authority_json(ctx, one)).collect())
        }
        CertificateCommand::CaReplace { reason } => {
            let made = certificate_authority::replace_authority(ctx, &parse(&reason)?).await;
            Ok(authority_json(ctx, &made.map_err(said)?))
        }
    }
}

async fn answered(
    ctx: &Ctx,
    name: &str,
    said_to_it: Answer,
    reason: &str,
    operator: Option<String>,
) -> anyhow::Result<Value> {
    let reason = parse(reason)?;
    let answered = answer(ctx, name, said_to_it, &reason, operator.as_deref()).await;
    let Queued { request, first, .. } = answered.map_err(|error| match error {
        FlowError::NotFound => anyhow!("there is no user of this name"),
        FlowError::NotAllowed => anyhow!("this is no operator who may answer that request"),
        FlowError::AlreadyExists => anyhow!("this operator has approved it: another one has to as well"),
        FlowError::Invalid(what) => anyhow!("{what}, by --as"),
        other => said(other),
    })?;
    Ok(request_json(ctx, &request, first.as_ref()))
}

fn parse(reason: &str) -> anyhow::Result<DisplayText> {
    DisplayText::parse(reason, CertificateRequest::REASON_GRAPHEMES)
        .map_err(|error| anyhow!("the reason {error}"))
}

fn said(error: FlowError) -> anyhow::Error {
    match error {
        FlowError::NotFound => anyhow!("there is no user of this name, or they have no certificate"),
        FlowError::NotPending => anyhow!("this user has no request that could be answered so"),
        other => other.into(),
    }
}

fn queued_json(ctx: &Ctx, queued: &Queued) -> Value {
    let mut json = request_json(ctx, &queued.request, queued.first.as_ref());
    json["user"] = json!(queued.user.name);
    json["number"] = json!(queued.user.number);
    json["display_name"] = json!(queued.user.display_name);
    json
}

/// Times are those of the office, as the user reads them.
fn request_json(ctx: &Ctx, request: &CertificateRequest, first: Option<&FirstApprover>) -> Value {
    let calendar = ctx.settings.certificates.calendar();
    let minute = |at| match &calendar {
        Ok(calendar) => calendar.minute(at),
        Err(_) => at.to_string(),
    };
    let (state, when) = outlook(request);
    let reason = match &request.state {
        RequestState::Rejected { reason, .. } => Some(reason),
        _ => None,
    };
    json!({
        "state": state,
        "requested_at": minute(request.created_at),
        "by": when.map(minute),
        "reason": reason,
        "first_approval": first.map(|first| json!({"by": first.user.name, "at": minute(first.at)})),
    })
}

fn own_json(ctx: &Ctx, user: &User, own: &OwnCertificate, first: Option<&FirstApprover>) -> Value {
    json!({
        "user": user.name,
        "request": own.request.as_ref().map(|request| request_json(ctx, request, first)),
        "certificate": own.certificate().map(|certificate| json!({
            "subject": certificate.subject,
            "issuer": certificate.issuer,
            "serial": certificate.serial,
            "fingerprint": certificate.fingerprint_text(),
            "not_before": certificate.not_before.to_string(),
            "not_after": certificate.not_after.to_string(),
        })),
    })
}

fn authority_json(ctx: &Ctx, authority: &CertificateAuthority) -> Value {
    let der = &authority.certificate.0;
    json!({
        "id": authority.id,
        "created_at": authority.created_at.to_string(),
        "fingerprint": HEXLOWER.encode(TokenHash::of(der).as_bytes()),
        "revocation_list": certificate_authority::revocation_url(ctx, authority.id),
        "certificate": format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----", wrapped(der)),
    })
}

/// RFC 7468.
fn wrapped(der: &[u8]) -> String {
    let text = BASE64.encode(der);
    let lines = (0..text.len())
        .step_by(64)
        .map(|at| &text[at..text.len().min(at + 64)]);
    lines.collect::<Vec<_>>().join("\n")
}
