//! `GET /crl.der` and `/crl/{authority}.der`: what the authorities of this server have revoked, for whoever relies on their
//! certificates (RFC 5280). Logins here ask the rows instead.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use countersign_core::flow::certificate_authority::revocation_list;
use countersign_proto::ids::CertificateAuthorityId;
use countersign_service::problem::Problem;
use http::{
    HeaderValue,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};

use crate::{
    problems,
    request::{InPath, Visitor},
    state::Doors,
};

/// Of the authority that signs now.
pub(crate) async fn newest(State(doors): State<Doors>, _: Visitor) -> Result<Response, Problem> {
    list(&doors, None).await
}

/// Of one authority.
pub(crate) async fn of(
    State(doors): State<Doors>,
    _: Visitor,
    InPath(file): InPath<String>,
) -> Result<Response, Problem> {
    let id = file.strip_suffix(".der").and_then(|id| id.parse().ok());
    let id: CertificateAuthorityId = id.ok_or(problems::NOT_FOUND)?;
    list(&doors, Some(id)).await
}

async fn list(doors: &Doors, id: Option<CertificateAuthorityId>) -> Result<Response, Problem> {
    if !doors.ctx().settings.certificates.is_offered() {
        return Err(problems::NOT_FOUND.into());
    }
    let list = revocation_list(doors.ctx(), id)
        .await
        .map_err(problems::from_flow)?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/pkix-crl")),
        (CACHE_CONTROL, HeaderValue::from_static("public, max-age=60")),
    ];
    Ok((headers, list).into_response())
}
