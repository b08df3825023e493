//! What flows do when somebody else is quicker: what they have read is not as it was once they write.

use std::sync::Arc;

use countersign_core::{
    Ctx, FlowError,
    flow::{
        answer_certificate::{Answer, answer, show},
        delayed_recovery::stop_own_recovery,
        manage_clients::{NewClient, add_client},
        manage_operators::{appoint, dismiss},
        manage_users::{find_user, resume_user, suspend_user},
        operate::{Badge, act_on},
        own_certificate::request_certificate,
        read_login::LoginOwner,
        report_lost::report_lost,
        test_push::{StartTest, start_test},
    },
    method::temporary_code::issue,
    model::{
        Act, AuthenticatorState, ClientState, CodeOrigin, DisplayText, FirstFactor, RequestContext, Role,
        Scopes, UserState,
    },
    port::UnitOfWork,
    testing::{CountingStore, sample},
};
use countersign_proto::ids::AuthenticatorId;

use super::scene::{Scene, secs};

/// Runs a flow in whose way somebody else gets: `unit` is written just before what the flow writes.
pub(super) async fn overtaken<T>(scene: &Scene, unit: UnitOfWork, flow: impl AsyncFnOnce(&Ctx) -> T) -> T {
    let store = Arc::new(CountingStore::new(Arc::clone(&scene.ctx.store)));
    store.meanwhile(unit);
    let ctx = Ctx {
        store,
        ..scene.ctx.clone()
    };
    flow(&ctx).await
}

/// Begins alice's way back; the code that she waits for.
async fn wait_for_code(scene: &Scene) -> AuthenticatorId {
    let now = scene.ctx.clock.now();
    let (from, until) = (now + secs(72 * 3600), now + secs(96 * 3600));
    let (code, _) = issue(
        &scene.ctx,
        &scene.alice().await,
        CodeOrigin::Delay,
        from,
        until,
        now,
    );
    let id = code.id;
    scene.commit(UnitOfWork::new("begin").put(code)).await;
    id
}

async fn state(scene: &Scene, id: AuthenticatorId) -> AuthenticatorState {
    let holding = scene.ctx.store.holding(id).await.unwrap().unwrap();
    holding.authenticator.state
}

fn with_certificates() -> impl Future<Output = Scene> {
    Scene::with(|settings| {
        settings.certificates.listen = Some(([127, 0, 0, 1], 0).into());
        settings.terms.required = false;
    })
}

#[tokio::test]
async fn an_owner_who_stops_a_recovery_stops_it_whatever_happens_to_it_meanwhile() {
    let scene = Scene::new().await;
    let (session, id) = (scene.session().await, wait_for_code(&scene).await);
    let code = scene.ctx.store.holding(id).await.unwrap().unwrap().authenticator;
    let mailed = UnitOfWork::new("mail").put(code.labelled("mailed".to_owned()));
    overtaken(&scene, mailed, async |ctx| stop_own_recovery(ctx, &session).await)
        .await
        .unwrap();
    assert_eq!(state(&scene, id).await, AuthenticatorState::Deleted);
}

#[tokio::test]
async fn whoever_is_appointed_keeps_no_recovery_and_begins_none_at_that_moment() {
    let scene = Scene::new().await;
    let (id, before) = (wait_for_code(&scene).await, scene.alice().await);
    appoint(&scene.ctx, "alice", None, Role::Helpdesk).await.unwrap();
    assert_eq!(state(&scene, id).await, AuthenticatorState::Deleted);
    // A recovery that was about to begin has read the account as it was, and writes it.
    assert_ne!(scene.alice().await.version, before.version);
    let late = UnitOfWork::new("begin").put(before.touched());
    let late = scene.ctx.store.commit(late).await.unwrap();
    assert_eq!(late, countersign_core::port::Commit::Conflict);
}

#[tokio::test]
async fn a_certificate_is_asked_for_by_an_account_that_has_just_changed() {
    let scene = with_certificates().await;
    let session = scene.session().await;
    let changed = UnitOfWork::new("change").put(scene.alice().await.touched());
    let asked = overtaken(&scene, changed, async |ctx| {
        request_certificate(ctx, &session).await
    })
    .await;
    assert!(asked.is_ok(), "{asked:?}");
    let again = request_certificate(&scene.ctx, &session).await;
    assert!(matches!(again, Err(FlowError::AlreadyExists)), "{again:?}");
}

#[tokio::test]
async fn of_an_approval_at_the_moment_at_which_the_right_to_it_goes_nothing_is_left() {
    let reason = DisplayText::parse("Seen with a passport", 60).unwrap();
    let approve = async |ctx: &Ctx| answer(ctx, "alice", Answer::Approve, &reason, Some("rita")).await;
    for is_dismissed in [true, false] {
        let scene = Scene::with(|settings| {
            settings.certificates.listen = Some(([127, 0, 0, 1], 0).into());
            settings.certificates.two_person_approval = true;
            settings.terms.required = false;
        })
        .await;
        let session = scene.session().await;
        let request = request_certificate(&scene.ctx, &session).await.unwrap();
        appoint(&scene.ctx, "rita", None, Role::Registrar).await.unwrap();
        let rita = find_user(&scene.ctx, "rita").await.unwrap();
        let approved = request.approve_first(rita.id, scene.ctx.clock.now()).unwrap();
        // An approval writes these two.
        let unit = UnitOfWork::new("approve")
            .put(approved)
            .put(rita.clone().touched());
        overtaken(&scene, unit, async |ctx: &Ctx| {
            if is_dismissed {
                dismiss(ctx, "rita").await.map(drop)
            } else {
                suspend_user(ctx, "rita").await.map(drop)
            }
        })
        .await
        .unwrap();
        if is_dismissed {
            appoint(&scene.ctx, "rita", None, Role::Registrar).await.unwrap();
        } else {
            resume_user(&scene.ctx, "rita").await.unwrap();
        }
        let (_, own, _) = show(&scene.ctx, "alice").await.unwrap();
        assert!(
            own.request.unwrap().first_approval().is_none(),
            "it counts no more"
        );

        let before = find_user(&scene.ctx, "rita").await.unwrap().version;
        approve(&scene.ctx).await.unwrap();
        assert_ne!(find_user(&scene.ctx, "rita").await.unwrap().version, before);
    }
}

#[tokio::test]
async fn whoever_is_dismissed_meanwhile_has_not_approved() {
    let scene = Scene::with(|settings| {
        settings.certificates.listen = Some(([127, 0, 0, 1], 0).into());
        settings.terms.required = false;
    })
    .await;
    let session = scene.session().await;
    request_certificate(&scene.ctx, &session).await.unwrap();
    let rita = appoint(&scene.ctx, "rita", None, Role::Registrar).await.unwrap();
    let reason = DisplayText::parse("Seen with a passport", 60).unwrap();
    let dismissed = UnitOfWork::new("dismiss").put(rita.operator.in_role(Role::Former));
    let refused = overtaken(&scene, dismissed, async |ctx: &Ctx| {
        answer(ctx, "alice", Answer::Approve, &reason, Some("rita")).await
    })
    .await;
    assert!(matches!(refused, Err(FlowError::NotAllowed)), "{refused:?}");
    let (_, own, _) = show(&scene.ctx, "alice").await.unwrap();
    let request = own.request.unwrap();
    assert_eq!(request.state.as_str(), "requested");
}

#[tokio::test]
async fn r13_a_program_whose_client_is_suspended_meanwhile_has_done_nothing() {
    let scene = Scene::new().await;
    let new = NewClient {
        name: DisplayText::parse("Identity management", 60).unwrap(),
        scopes: Scopes::new([]),
        role: Some(Role::Security),
        origins: Vec::new(),
        redirect_uris: Vec::new(),
        number_matching: None,
        logout_uri: None,
    };
    let added = add_client(&scene.ctx, new).await.unwrap();
    let number = scene.alice().await.number;
    let id = added.client.id.clone();
    let suspended = UnitOfWork::new("suspend").put(added.client.in_state(ClientState::Suspended));
    let refused = overtaken(&scene, suspended, async |ctx| {
        let badge = Badge::Client(&id, &added.secret);
        act_on(ctx, badge, Act::Suspend, number, "Left the company").await
    })
    .await;
    assert!(matches!(refused, Err(FlowError::NotFound)), "{refused:?}");
    assert_eq!(scene.alice().await.state, UserState::Active);
}

#[tokio::test]
async fn r13_a_session_that_ends_meanwhile_asks_for_no_certificate_and_sends_no_test() {
    let scene = with_certificates().await;
    let session = scene.session().await;
    let end = UnitOfWork::new("end").put(session.clone().ended(scene.ctx.clock.now()));
    let refused = overtaken(&scene, end, async |ctx| request_certificate(ctx, &session).await).await;
    assert!(
        matches!(refused, Err(FlowError::FreshLoginRequired)),
        "{refused:?}"
    );
    let alice = scene.alice().await.id;
    let asked = scene.ctx.store.latest_certificate_request(alice).await;
    assert_eq!(asked.unwrap(), None);

    let scene = with_certificates().await;
    let (user, session) = (scene.alice().await, scene.session().await);
    let end = UnitOfWork::new("end").put(session.clone().ended(scene.ctx.clock.now()));
    let test = StartTest {
        user: &user,
        session: &session,
        authenticator: sample::authenticator().id,
        context: RequestContext::default(),
        known_browser: None,
    };
    let refused = overtaken(&scene, end, async |ctx| start_test(ctx, test).await).await;
    assert!(refused.is_err(), "{refused:?}");
    assert_eq!(scene.ctx.store.pending_logins(user.id).await.unwrap(), []);
}

#[tokio::test]
async fn nothing_is_reported_lost_in_a_login_that_ends_meanwhile() {
    let scene = Scene::new().await;
    let mut request = scene.by_tap();
    request.client = None;
    request.first_factor = FirstFactor::Verified;
    let started = scene.start(&request).await.unwrap();
    let now = scene.ctx.clock.now();
    let cancelled = UnitOfWork::new("cancel").put(started.login.clone().cancel(now, None).unwrap());
    let owner = LoginOwner::Browser(started.wait_token);
    let lost = sample::authenticator().id;
    let refused = overtaken(&scene, cancelled, async |ctx| {
        report_lost(ctx, started.login.id, &owner, lost).await
    })
    .await;
    assert!(matches!(refused, Err(FlowError::NotPending)), "{refused:?}");
    assert_eq!(state(&scene, lost).await, AuthenticatorState::Active);
}
