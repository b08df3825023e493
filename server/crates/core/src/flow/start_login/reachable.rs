//! What of a user's can decide a login, and how its number is matched then.

use super::{Demanded, StartLogin};
use crate::{
    Ctx, FlowError,
    method::{
        certificate, code, passkey,
        push::{self, Askable},
        telephone,
    },
    model::{Authenticator, Method, NumberMatching, Presence, Purpose, Timestamp, UserState},
    port::Party,
};

/// What of a user's can decide a login.
pub(super) struct Reachable<'a> {
    /// The devices that are asked.
    pub(super) asked: Vec<Askable<'a>>,
    /// The authenticators whose codes are taken, and those that are used on the login page itself.
    coded: Vec<&'a Authenticator>,
    /// The certificates that can be shown.
    certified: Vec<&'a Authenticator>,
}

impl<'a> Reachable<'a> {
    pub(super) fn of(
        ctx: &Ctx,
        request: &StartLogin,
        party: &'a Party,
        now: Timestamp,
    ) -> Result<Self, FlowError> {
        if party.user.state != UserState::Active {
            return Err(FlowError::NoUsableAuthenticator);
        }
        let (client, purpose) = (request.client_id(), request.purpose);
        let wanted = |authenticator: &Authenticator| {
            request
                .authenticator_id
                .is_none_or(|wanted| wanted == authenticator.id)
        };
        let mut asked = push::askable(&party.holdings, &client, purpose);
        asked.retain(|one| {
            wanted(one.authenticator) && request.device_id.is_none_or(|wanted| wanted == one.device.id)
        });
        let coded = code::candidates(&party.holdings, &client, purpose);
        let coded = coded.filter(|authenticator| telephone::is_in_reach(ctx, authenticator));
        let keyed = passkey::candidates(&party.holdings, &client, purpose);
        let coded = coded.chain(keyed);
        let works = |one: &Authenticator| one.credential.works(now);
        // A test of pushes is for them alone.
        let is_test = purpose == Purpose::Test;
        let coded = coded.filter(|one| !is_test && wanted(one) && works(one));
        let coded: Vec<&Authenticator> = coded.collect();
        let certified = certificate::candidates(&party.holdings, &client, purpose, now)
            .filter(|one| !is_test && wanted(one))
            .filter(|one| {
                let own = one.credential.certificate();
                own.is_some_and(|own| ctx.settings.certificates.takes(own))
            });
        let certified: Vec<&Authenticator> = certified.collect();
        // Whoever names a device wants that one to be asked.
        let missing = request.device_id.is_some() && asked.is_empty();
        if missing || (asked.is_empty() && coded.is_empty() && certified.is_empty()) {
            return Err(FlowError::NoUsableAuthenticator);
        }
        Ok(Self {
            asked,
            coded,
            certified,
        })
    }

    /// How the number of this login is matched. Only phones that can type are asked to.
    pub(super) fn match_numbers(
        &mut self,
        ctx: &Ctx,
        request: &StartLogin,
        demanded: &Demanded,
    ) -> Result<NumberMatching, FlowError> {
        let admits = |method: Method, presence: Presence| demanded.admits(request, method, presence);
        for others in [&mut self.coded, &mut self.certified] {
            others.retain(|one| admits(one.credential.method(), Presence::Unshown));
        }
        let wanted = self.wanted_matching(ctx, request)?;
        let is_native = self.asked.iter().any(|asked| asked.device.is_native());
        let possible = [wanted, NumberMatching::Pick, NumberMatching::Type];
        // The setting gives way to what a policy demands; a client that says which one gets that one or nothing.
        let mut offered = possible
            .into_iter()
            .take(if request.number_matching.is_some() { 1 } else { 3 });
        let offered = offered.find(|matching| {
            let can_match = *matching != NumberMatching::Type || is_native;
            can_match && admits(Method::Push, presence(*matching))
        });
        match offered {
            Some(NumberMatching::Type) => self.asked.retain(|asked| asked.device.is_native()),
            Some(_) => {}
            None => self.asked.clear(),
        }
        let has_others = self.others().next().is_some();
        if self.asked.is_empty() && (!has_others || request.device_id.is_some()) {
            return Err(FlowError::NoUsableAuthenticator);
        }
        Ok(if self.asked.is_empty() {
            NumberMatching::None
        } else {
            offered.unwrap_or(wanted)
        })
    }

    /// How numbers would be matched if no policy said anything.
    fn wanted_matching(&self, ctx: &Ctx, request: &StartLogin) -> Result<NumberMatching, FlowError> {
        // A number is for phones.
        if self.asked.is_empty() {
            return Ok(NumberMatching::None);
        }
        let of_client = request.client.as_ref().and_then(|client| client.number_matching);
        let wanted = request
            .number_matching
            .or(of_client)
            .unwrap_or(ctx.settings.login.number_matching);
        if wanted != NumberMatching::Type {
            return Ok(wanted);
        }
        if self.asked.iter().any(|asked| asked.device.is_native()) {
            return Ok(NumberMatching::Type);
        }
        match request.number_matching {
            Some(_) => Err(FlowError::Invalid(
                "number_matching \"type\" needs a phone that can type".to_owned(),
            )),
            // A default is as strict as the user's phones can be.
            None => Ok(NumberMatching::Pick),
        }
    }

    /// What decides it beside the devices.
    pub(super) fn others(&self) -> impl Iterator<Item = &'a Authenticator> {
        self.coded.iter().chain(&self.certified).copied()
    }

    /// Whether there is another everyday way beside the phone. Codes on paper are for the day on which the others are lost.
    pub(super) fn offers_a_choice(&self) -> bool {
        self.others().any(|one| one.credential.method().is_everyday())
    }

    /// The first choice first.
    pub(super) fn methods(&self) -> Vec<Method> {
        let others = self.others().map(|one| one.credential.method());
        let pushed = (!self.asked.is_empty()).then_some(Method::Push);
        let mut methods: Vec<Method> = pushed.into_iter().chain(others).collect();
        methods.sort_by_key(|method| *method as u8);
        methods.dedup();
        methods
    }
}

/// What an answer shows that was matched like this.
const fn presence(matching: NumberMatching) -> Presence {
    match matching {
        NumberMatching::None => Presence::Unshown,
        NumberMatching::Pick => Presence::Picked,
        NumberMatching::Type => Presence::Typed,
    }
}
