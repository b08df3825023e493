//! The apps that pages tell people to install.

use countersign_core::{
    model::EnrollmentKind,
    settings::{AppUse, StoreApp, StorePlatform},
};

use crate::state::Doors;

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

/// The text that names what an app runs on.
pub(crate) const fn platform_key(app: &StoreApp) -> &'static str {
    match app.platform {
        StorePlatform::Android => "platform-android",
        StorePlatform::Ios => "platform-ios",
        StorePlatform::Desktop => "platform-desktop",
    }
}
