//! Every page as Chromium shows it, chapter by chapter and in one language at a time. Here in English and in Arabic; in all others
//! in `full::pages`.

mod account;
mod logins;
mod operators;
mod person;
mod recovery;
mod router;
mod set_up;
mod strangers;
mod visit;

pub(crate) use router::routes;
pub(crate) use strangers::announce;

/// All chapters in one language.
pub(crate) async fn whole(language: &str) {
    strangers::visit(language).await;
    set_up::visit(language).await;
    logins::visit(language).await;
    account::visit(language).await;
    recovery::visit(language).await;
    operators::visit(language).await;
}

mod english {
    use super::*;

    #[tokio::test]
    async fn pages_of_strangers() {
        strangers::visit("en").await;
    }

    #[tokio::test]
    async fn pages_of_setting_up() {
        set_up::visit("en").await;
    }

    #[tokio::test]
    async fn pages_of_logins() {
        logins::visit("en").await;
    }

    #[tokio::test]
    async fn pages_of_an_account() {
        account::visit("en").await;
    }

    #[tokio::test]
    async fn pages_of_a_loss() {
        recovery::visit("en").await;
    }

    #[tokio::test]
    async fn pages_of_operators() {
        operators::visit("en").await;
    }
}

mod arabic {
    use super::*;

    #[tokio::test]
    async fn pages_of_strangers() {
        strangers::visit("ar").await;
    }

    #[tokio::test]
    async fn pages_of_setting_up() {
        set_up::visit("ar").await;
    }

    #[tokio::test]
    async fn pages_of_logins() {
        logins::visit("ar").await;
    }

    #[tokio::test]
    async fn pages_of_an_account() {
        account::visit("ar").await;
    }

    #[tokio::test]
    async fn pages_of_a_loss() {
        recovery::visit("ar").await;
    }

    #[tokio::test]
    async fn pages_of_operators() {
        operators::visit("ar").await;
    }
}
