//! The apps that pages tell people to install.

use countersign_core::{
    model::EnrollmentKind,
    settings::{AppUse, StoreApp, StorePlatform},
};

use crate::{qr, state::Doors};

/// Those that can be used for what is set up; none for what needs no app.
pub(crate) fn apps_for(doors: &Doors, kind: EnrollmentKind) -> Vec<StoreApp> {
    let uses: &[AppUse] = match kind {
        EnrollmentKind::Push => &[AppUse::Push],
        EnrollmentKind::Combined => &[AppUse::Push, AppUse::Codes],
        EnrollmentKind::Totp | EnrollmentKind::Hotp => &[AppUse::Codes],
        EnrollmentKind::RecoveryCode | EnrollmentKind::Passkey | EnrollmentKind::Phone => &[],
    };
    doors.ctx().settings.enrollment.apps_for(uses).cloned().collect()
}

/// The code by which a phone gets to where an app for phones is to be had; none for other apps.
pub(crate) fn code_to_install(app: &StoreApp) -> Option<String> {
    match app.platform {
        StorePlatform::Android | StorePlatform::Ios => qr::svg(app.url.as_str()),
        StorePlatform::Desktop => None,
    }
}

/// The text that names what an app runs on.
pub(crate) const fn platform_key(app: &StoreApp) -> &'static str {
    match app.platform {
        StorePlatform::Android => "platform-android",
        StorePlatform::Ios => "platform-ios",
        StorePlatform::Desktop => "platform-desktop",
    }
}
