//! Whether a certificate holds: whoever signed it is trusted, its time is not up, it is for logging in, and its issuer has not taken it
//! back. One rule for adding one and for each login.

use crate::{
    Ctx,
    model::{CertificateBytes, ClientCertificate, KeyStorage, Timestamp},
    port::{ChainRefusal, OrganisationAuthority, Revocation, StoreError},
};

/// Whether a certificate of an account holds, by the word of the one authority that vouches for it; where its key is, as far as is known
/// of that authority (R12).
///
/// # Errors
/// [`StoreError`] if nobody can tell (R18).
pub(super) async fn of_own(
    ctx: &Ctx,
    own: &ClientCertificate,
    now: Timestamp,
) -> Result<Result<KeyStorage, ChainRefusal>, StoreError> {
    let der = std::slice::from_ref(&own.der);
    let Some(organisation) = &own.organisation else {
        return Ok(by_this_server(ctx, der, now).await?.map(|()| KeyStorage::Unknown));
    };
    let known = ctx.organisations.authorities(now).await;
    let authority = known.iter().find(|one| one.name == organisation.authority);
    let Some(authority) = authority else {
        return Ok(Err(ChainRefusal::Untrusted));
    };
    let chain = [der, &organisation.between].concat();
    Ok(by_authority(ctx, authority, &chain, now).map(|()| authority.storage))
}

/// Whether a chain that nobody has here yet holds by the word of anybody who is trusted.
///
/// # Errors
/// [`StoreError`] if nobody can tell (R18).
pub(super) async fn of_stranger(
    ctx: &Ctx,
    chain: &[CertificateBytes],
    now: Timestamp,
) -> Result<Result<(), ChainRefusal>, StoreError> {
    let own = by_this_server(ctx, chain, now).await?;
    Ok(match (own, by_organisation(ctx, chain, now).await) {
        (Ok(()), _) | (_, Ok(_)) => Ok(()),
        (Err(refusal), Err(ChainRefusal::Untrusted)) | (_, Err(refusal)) => Err(refusal),
    })
}

/// The organisation's authority that vouches for a chain, and where it says that keys are. If several do it is the one that says least;
/// if any to which it leads has taken it back, or cannot tell, none does (R18).
///
/// # Errors
/// [`ChainRefusal`] of the first to which it leads, else that it leads to none.
pub(super) async fn by_organisation(
    ctx: &Ctx,
    chain: &[CertificateBytes],
    now: Timestamp,
) -> Result<String, ChainRefusal> {
    let mut vouching = Vec::new();
    for authority in ctx.organisations.authorities(now).await {
        match by_authority(ctx, &authority, chain, now) {
            Ok(()) => vouching.push(authority),
            Err(ChainRefusal::Untrusted) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    let least = vouching.iter().min_by_key(|authority| authority.storage);
    let name = least.map(|authority| authority.name.clone());
    name.ok_or(ChainRefusal::Untrusted)
}

/// …of those that this server has signed. What it has revoked is in the rows.
async fn by_this_server(
    ctx: &Ctx,
    chain: &[CertificateBytes],
    now: Timestamp,
) -> Result<Result<(), ChainRefusal>, StoreError> {
    let authorities = ctx.store.certificate_authorities().await?;
    let anchors: Vec<CertificateBytes> = authorities.into_iter().map(|one| one.certificate).collect();
    Ok(ctx.pki.verify(chain, &anchors, Revocation::OtherMeans, now))
}

fn by_authority(
    ctx: &Ctx,
    authority: &OrganisationAuthority,
    chain: &[CertificateBytes],
    now: Timestamp,
) -> Result<(), ChainRefusal> {
    // Whoever trusts a certificate without asking who signed it does not ask until when either, so that is for us.
    let holds = |anchor: &&CertificateBytes| {
        let read = ctx.pki.read(&anchor.0);
        read.is_ok_and(|read| read.not_before <= now && now < read.not_after)
    };
    let anchors: Vec<CertificateBytes> = authority.anchors.iter().filter(holds).cloned().collect();
    ctx.pki
        .verify(chain, &anchors, Revocation::Lists(&authority.lists), now)
}
