//! Pages of operators.

use countersign::admin::{Command, operator::OperatorCommand};

use super::{
    person::Person,
    strangers::announce,
    visit::{Tour, mailbox},
};
use crate::certificates::PAGE;

pub(super) const PAGES: &[&str] = &[
    "/admin",
    "/admin/certificates",
    "/admin/policies",
    "/admin/users/{number}",
];

pub(super) async fn visit(language: &str) {
    let mut tour = Tour::begin(language).await;
    let mut person = Person::with_a_phone(&tour.world, tour.name).await;
    let act = OperatorCommand::Add {
        name: tour.name.to_owned(),
        role: "owner".to_owned(),
        email: None,
    };
    tour.world.operate(Command::Operator { act }).await;
    tour.world.user_with_mail("bob", &mailbox("bob")).await;
    Person::with_everything(&tour.world, "bob").await;
    crate::delegations::hold(&tour.world, "carol", "bob").await;
    tour.log_in(&mut person).await;
    tour.go("/admin", "operators-desk").await;
    tour.tab.fill("#query", "bob").await;
    tour.tab.submit().await;
    tour.tab.text("a[href^='/admin/users/']").await;
    tour.look("operators-found").await;
    tour.tab.click("a[href^='/admin/users/']").await;
    tour.tab.text("#reason").await;
    tour.keep("operators-user").await;
    tour.go("/admin/certificates", "operators-no-requests").await;
    tour.open(PAGE).await;
    tour.tab.submit().await;
    tour.tab.text("form[action$='/withdraw']").await;
    tour.go("/admin/certificates", "operators-requests").await;
    tour.go("/admin/policies", "operators-no-policies").await;
    announce(&tour.world).await;
    tour.open("/admin/policies").await;
    tour.tab.click("main summary").await;
    tour.keep("operators-policies").await;
    tour.end(PAGES).await;
}
