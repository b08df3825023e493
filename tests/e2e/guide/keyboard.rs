//! By keyboard alone: the terms, a telephone, a certificate, a report of a loss, and the operators' desk.

use countersign::admin::{Command, operator::OperatorCommand};
use countersign_tests::PASSWORD;

use super::person::{MAILBOX, Person};
use crate::certificates::PAGE;

impl Person {
    /// Goes to something on the page and presses Enter.
    async fn enter(&self, selector: &str) {
        self.tab.reach(selector).await;
        self.tab.press("Enter").await;
    }

    /// Types name and password.
    async fn log_in_by_keyboard(&mut self) {
        self.world.clock.advance(std::time::Duration::from_secs(61));
        self.tab.goto(&self.world.url("/login")).await;
        self.tab.reach("#username").await;
        self.tab.type_text("alice").await;
        self.tab.reach("#password").await;
        self.tab.type_text(PASSWORD).await;
        self.tab.press("Enter").await;
    }
}

#[tokio::test]
async fn the_new_pages_need_no_mouse() {
    let mut alice = Person::new().await;
    alice.world.user_with_mail("alice", MAILBOX).await;
    alice.log_in_by_keyboard().await;
    alice
        .tab
        .wait_for("By accepting, you undertake the following.")
        .await;
    alice.enter("button[value=accept]").await;
    alice.scan("Pixel 8").await;

    alice.log_in_by_keyboard().await;
    let number = alice.tab.number().await;
    assert_eq!(alice.phone.approve(number).await, 200);
    alice.tab.wait_for("You are logged in as alice.").await;
    alice.enter("a[href='/account/methods']").await;
    alice.tab.wait_for("Add another").await;
    alice.enter("a[href='/account/methods/add/telephone']").await;
    alice.enter("main summary").await;
    alice.tab.wait_for("can be intercepted").await;
    alice.tab.reach("#number").await;
    alice.tab.type_text("+44 (0)20 7946 0018").await;
    alice.tab.reach("input[name=channel]").await;
    alice.tab.press("ArrowDown").await;
    assert_eq!(alice.tab.attribute("input:checked", "value").await, "voice");
    alice.tab.press("Enter").await;
    alice.tab.wait_for("We have changed what you typed").await;
    alice.enter("main form button[type=submit]").await;
    alice.tab.reach("#typed").await;
    alice.tab.type_text(&alice.message(0).await).await;
    alice.tab.press("Enter").await;
    alice.tab.wait_for("You can now log in with").await;

    alice.tab.goto(&alice.world.url(PAGE)).await;
    alice
        .enter("form[action='/account/methods/add/certificate'] button")
        .await;
    alice.tab.wait_for("You asked for a certificate on").await;
    alice.enter("form[action$='/withdraw'] button").await;
    alice.tab.wait_for("Ask for a certificate").await;

    alice.is_owner().await;
    alice.tab.goto(&alice.world.url("/admin")).await;
    alice.tab.reach("#query").await;
    alice.tab.type_text("bob").await;
    alice.tab.press("Enter").await;
    alice.enter("a[href^='/admin/users/']").await;
    alice.tab.reach("#reason").await;
    alice.tab.type_text("bob asked for it").await;
    alice.enter("button[formaction$='sessions']").await;
    alice.tab.wait_for("Done.").await;

    alice.log_in_by_keyboard().await;
    alice.tab.number().await;
    alice.enter("main > details:last-of-type > summary").await;
    alice.enter("a[href$='/lost']").await;
    alice.enter("button[name=authenticator]").await;
    alice.tab.wait_for("It is out of use").await;
    alice.enter("a.button").await;
    alice.tab.wait_for("How do you want to log in?").await;
    alice.tab.assert_quiet().await;
}

impl Person {
    /// Makes her an operator, with an account to look at.
    async fn is_owner(&self) {
        let act = OperatorCommand::Add {
            name: "alice".to_owned(),
            role: "owner".to_owned(),
            email: None,
        };
        self.world.operate(Command::Operator { act }).await;
        self.world.user("bob").await;
    }
}
