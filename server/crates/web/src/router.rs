//! All doors behind the public address.

use std::any::Any;

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, State},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use countersign_service::problem::{self, Problem};
use http::{
    HeaderMap, HeaderValue, Request,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
        X_CONTENT_TYPE_OPTIONS,
    },
};
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    account, admin, am, api, assets, certificate_door, crl, device, enroll, forgot, help, language,
    locales::Words, login, logo, not_me, page, phone, problems, recover, signup, state::Doors, support,
    terms,
};

/// Largest body that any door reads, in bytes.
pub(crate) const MAX_BODY: usize = 16 * 1024;
/// What only programs ask for, which read problems as they are.
const FOR_PROGRAMS: [&str; 4] = ["/api/", "/admin/v1/", "/device/", "/json/"];
/// Everything a page loads is ours, and nobody frames it.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The doors for phones, relying parties and people.
pub fn router(doors: Doors) -> Router {
    let routes = Router::new()
        .merge(pages(&doors))
        .merge(device::routes())
        .merge(am::routes())
        .merge(api::routes())
        .route("/assets/{name}", get(assets::serve))
        .route("/clients/{id}/logo", get(logo::logo))
        .route("/crl.der", get(crl::newest))
        .route("/crl/{file}", get(crl::of))
        .fallback(not_found);
    protected(routes, doors)
}

/// The door at which browsers show certificates, for a listener that asks for them.
pub fn certificate_router(doors: Doors) -> Router {
    protected(certificate_door::routes(), doors)
}

/// What goes for every door.
fn protected(routes: Router<Doors>, doors: Doors) -> Router {
    routes
        .method_not_allowed_fallback(method_not_allowed)
        // The outermost first. Together, because each request would clone the doors behind each layer that stands alone.
        .layer((
            middleware::map_response_with_state(doors.clone(), finish),
            CatchPanicLayer::custom(panicked),
            DefaultBodyLimit::max(MAX_BODY),
        ))
        .with_state(doors)
}

fn pages(doors: &Doors) -> Router<Doors> {
    Router::new()
        .route("/", get(account::home))
        .route("/login", get(login::form).post(login::start))
        .route("/login/passkey", post(login::answer_first))
        .route("/login/passkey/ask", post(login::ask_for))
        .route("/login/wait/{id}", get(login::wait).post(login::enter))
        .route("/login/wait/{id}/events", get(login::events))
        .route("/login/wait/{id}/state", get(login::state))
        .route("/login/wait/{id}/code", get(login::code).post(login::enter))
        .route("/login/wait/{id}/ways", get(login::ways).post(login::choose))
        .route("/login/wait/{id}/phone", get(login::phone).post(login::send))
        .route("/login/wait/{id}/certificate", get(login::certificate))
        .route("/login/wait/{id}/here", post(login::here))
        .route("/login/wait/{id}/lost", get(login::lost).post(login::report_lost))
        .route("/recover", get(recover::form).post(recover::ask))
        .route("/recover/{token}", get(recover::link).post(recover::begin))
        .route(
            "/recover/stop/{token}",
            get(recover::stop_link).post(recover::stop),
        )
        .route("/account/recovery/stop", post(account::stop_recovery))
        .route("/account/methods/{id}/found", post(account::found))
        .route("/enroll/code/{id}/codes.txt", get(enroll::codes))
        .route(
            "/login/wait/{id}/passkey",
            get(login::passkey).post(login::passkey_answer),
        )
        .route("/login/wait/{id}/resend", post(login::resend))
        .route("/login/wait/{id}/cancel", post(login::cancel))
        .route("/enroll/confirm", post(enroll::confirm))
        .route("/enroll/{link}", get(enroll::link).post(enroll::open))
        .route("/enroll/code/{id}", get(enroll::code).post(enroll::prove))
        .route("/enroll/code/{id}/state", get(enroll::state))
        .route("/enroll/code/{id}/passkey", post(enroll::passkey))
        .route("/enroll/code/{id}/send", post(enroll::send))
        .route("/enroll/code/{id}/cancel", post(enroll::cancel))
        .route("/enroll/code/{id}/renew", post(enroll::renew))
        .route("/help", get(help::help))
        .route("/support", get(support::support))
        .route("/not-me/{token}", get(not_me::link).post(not_me::repudiate))
        .route("/terms", get(terms::show).post(terms::answer))
        .route(
            "/enroll/code/{id}/terms",
            get(enroll::terms).post(enroll::answer_terms),
        )
        .route("/language", post(language::choose))
        .route("/signup", get(signup::form).post(signup::ask))
        .route("/signup/{token}", get(signup::link).post(signup::confirm))
        .route(
            "/forgot/username",
            get(forgot::forgot_username).post(forgot::remind),
        )
        .route(
            "/forgot/password",
            get(forgot::forgot_password).post(forgot::ask_reset),
        )
        .route("/reset/{token}", get(forgot::reset_link).post(forgot::reset))
        .route("/account", get(account::show))
        .route(
            "/account/profile",
            get(account::profile).post(account::save_profile),
        )
        .route("/account/email", get(account::email).post(account::ask_email))
        .route("/account/second-email", post(account::ask_second_email))
        .route("/account/second-email/remove", post(account::remove_second))
        .route(
            "/account/email/{token}",
            get(account::email_link).post(account::confirm_email_link),
        )
        .route(
            "/account/password",
            get(account::password).post(account::set_password),
        )
        .route("/account/sessions", get(account::sessions))
        .route("/account/sessions/end", post(account::end))
        .route(
            "/account/delegations",
            get(account::delegations).post(account::invite_delegate),
        )
        .route(
            "/account/delegations/{id}/{act}",
            post(account::change_delegation),
        )
        .route("/account/advice", post(account::dismiss_advice))
        .route("/account/logout", post(account::logout))
        .route("/account/methods", get(account::methods))
        .route(
            "/account/methods/add/{what}",
            get(account::offer).post(account::add),
        )
        .route(
            "/account/methods/add/telephone",
            get(account::telephone).post(account::add_telephone),
        )
        .route(
            "/account/methods/add/certificate",
            get(account::certificate).post(account::request),
        )
        .route(
            "/account/methods/add/certificate/withdraw",
            post(account::withdraw),
        )
        .route("/account/methods/add/certificate/add", post(account::add_shown))
        .route(
            "/account/methods/add/certificate/pick-up",
            post(account::pick_up_own),
        )
        .route(
            "/account/methods/add/certificate/file",
            post(account::pick_up_made),
        )
        .route("/account/methods/{id}/certificate", get(account::download))
        .route("/account/methods/move", get(account::move_phone))
        .route("/account/methods/{id}", get(account::method))
        .route("/account/methods/{id}/rename", post(account::rename))
        .route("/account/methods/{id}/remove", post(account::remove))
        .route("/account/methods/{id}/test", post(account::send_test))
        .route("/account/methods/{id}/test/{test}", get(account::test_push))
        .route(
            "/account/methods/{id}/test/{test}/state",
            get(account::test_state),
        )
        .route("/account/methods/{id}/number", post(account::number))
        .route(
            "/account/methods/add/telephone/preview",
            post(account::preview_telephone),
        )
        .route("/admin", get(admin::desk))
        .route("/admin/certificates", get(admin::requests))
        .route(
            "/admin/certificates/{number}/{answer}",
            post(admin::answer_request),
        )
        .route("/admin/policies", get(admin::policies))
        .route("/admin/policies/announce", post(admin::announce_policy))
        .route("/admin/users/{number}", get(admin::user))
        .route("/admin/users/{number}/{act}", post(admin::act))
        .route(
            "/admin/users/{number}/delegations/{id}/end",
            post(admin::end_delegation),
        )
        .route("/problems/{name}", get(problems::explain))
        .merge(phone::routes())
        .layer((
            middleware::from_fn_with_state(doors.clone(), page::explained),
            middleware::from_fn(same_site),
        ))
}

/// Refuses forms that another site sent: the browser says where a request comes from.
pub(crate) async fn same_site(request: Request<Body>, next: Next) -> Result<Response, Problem> {
    if !request.method().is_safe() && is_foreign(request.headers()) {
        return Err(problems::FORBIDDEN.into());
    }
    Ok(next.run(request).await)
}

fn is_foreign(headers: &HeaderMap) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (header("sec-fetch-site"), header("origin"), header("host")) {
        (Some(site), ..) => !matches!(site, "same-origin" | "none"),
        // Browsers without that header send the origin; other programs send neither.
        (None, Some(origin), Some(host)) => origin.split_once("://").is_none_or(|(_, from)| from != host),
        (None, Some(_), None) => true,
        (None, None, _) => false,
    }
}

/// Gives problems their bodies and every answer its protective headers.
async fn finish<B>(State(doors): State<Doors>, response: Response<B>) -> Response
where
    Response<B>: IntoResponse,
{
    let mut response = problem::rendered(doors.base(), response.into_response());
    let headers = response.headers_mut();
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if doors.is_https() {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000"),
        );
    }
    response
}

/// A mistake of ours ends one request, not the connection with all its requests.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a door panicked");
    Problem::from(problems::INTERNAL).into_response()
}

async fn not_found(State(doors): State<Doors>, words: Words, request: Request<Body>) -> Response {
    if is_for_programs(request.uri().path()) {
        return Problem::from(problems::NOT_FOUND).render(doors.base());
    }
    page::not_found(&doors, &words)
}

/// People come to such an address by going back, or by typing it.
async fn method_not_allowed(State(doors): State<Doors>, words: Words, request: Request<Body>) -> Response {
    let problem = Problem::from(problems::METHOD_NOT_ALLOWED);
    if is_for_programs(request.uri().path()) {
        return problem.render(doors.base());
    }
    page::problem(&doors, &words, &problem)
}

fn is_for_programs(path: &str) -> bool {
    FOR_PROGRAMS.iter().any(|folder| path.starts_with(folder))
}
