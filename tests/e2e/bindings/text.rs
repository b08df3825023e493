//! The bindings for languages that no compiler is at hand for: what an app calls is in them, with its documentation.

use super::bindings;

/// What each language has; names of arguments too, because apps write them.
async fn holds(language: &str, file: &str, declarations: &[&str]) {
    let folder = bindings(language).await;
    let text = std::fs::read_to_string(folder.path().join(file)).unwrap();
    for declaration in declarations {
        assert!(text.contains(declaration), "{language}: {declaration}");
    }
}

#[tokio::test]
async fn kotlin_has_suspending_functions_and_an_interface_for_the_key_store() {
    let declarations = [
        "package countersign.phone",
        "public interface KeyStore {",
        "fun `load`(): kotlin.ByteArray?",
        "fun `save`(`accounts`: kotlin.ByteArray)",
        "suspend fun `enroll`(`code`: kotlin.String, `address`: Address? = null): List<Account>",
        "suspend fun `wait`(`accountId`: kotlin.String, `patienceSecs`: kotlin.UInt): List<Question>",
        "suspend fun `next`(): List<Question>?",
        "suspend fun `approve`(`question`: Question, `shown`: Shown): Outcome",
        "suspend fun `withdraw`(`accountId`: kotlin.String)",
        "sealed class PhoneException(message: String)",
        "* Says no: the login ends, on all of the person's phones.",
    ];
    holds(
        "kotlin",
        "countersign/phone/countersign_mobile_ffi.kt",
        &declarations,
    )
    .await;
}

#[tokio::test]
async fn swift_has_async_functions_and_a_protocol_for_the_key_store() {
    let declarations = [
        "public protocol KeyStore: AnyObject, Sendable {",
        "func load() throws  -> Data?",
        "func save(accounts: Data) throws",
        "func enroll(code: String, address: Address?) async throws  -> [Account]",
        "func wait(accountId: String, patienceSecs: UInt32) async throws  -> [Question]",
        "func next() async throws  -> [Question]?",
        "func approve(question: Question, shown: Shown) async throws  -> Outcome",
        "func withdraw(accountId: String) async throws",
        "enum PhoneError: Swift.Error",
        "* Says no: the login ends, on all of the person's phones.",
    ];
    holds("swift", "CountersignPhone.swift", &declarations).await;
}
