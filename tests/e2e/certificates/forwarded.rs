//! Certificates that a proxy has seen, and headers that nobody may write.

use countersign_core::settings::CertificateHeader;
use data_encoding::BASE64;

use super::desk::{Desk, Identity, arg, openssl};

impl Desk {
    /// Asks the door as a proxy does, or whoever wants to be one; where it sends the browser, or its status.
    async fn ask_door(&self, door: &str, headers: &[(&str, &str)]) -> String {
        let address = self.world.server().certificate_address.unwrap();
        let mut request = countersign_tests::http().get(format!("http://{address}{door}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.unwrap();
        match answer.headers().get("location") {
            Some(location) => location.to_str().unwrap().to_owned(),
            None => answer.status().to_string(),
        }
    }

    async fn errand(&self) -> String {
        let mut browser = self.world.browser();
        let waiting = browser.log_in("alice").await;
        self.door(&mut browser, &waiting).await
    }
}

fn der(identity: &Identity) -> Vec<u8> {
    openssl(&["x509", "-in", arg(&identity.certificate), "-outform", "DER"]).stdout
}

fn behind(
    header: CertificateHeader,
    proxies: &'static str,
) -> impl FnOnce(&mut countersign::settings::Settings) {
    move |settings| {
        settings.certificates.forwarded_header = header;
        settings.server.trusted_proxies = vec![proxies.parse().unwrap()];
    }
}

#[tokio::test]
async fn r16_a_certificate_in_a_header_counts_from_trusted_proxies_alone() {
    let loopback = "127.0.0.0/8";
    let mut desk = Desk::with(behind(CertificateHeader::ClientCert, loopback)).await;
    let alice = desk.certified().await;
    let said = format!(":{}:", BASE64.encode(&der(&alice)));
    let door = desk.errand().await;
    assert!(
        desk.ask_door(&door, &[("client-cert", &said)])
            .await
            .contains("proof=")
    );
    assert!(desk.ask_door(&door, &[]).await.ends_with("refused=missing"));
    let twice = [("client-cert", &*said), ("client-cert", &*said)];
    assert!(desk.ask_door(&door, &twice).await.starts_with("400"));
    let other = [("x-ssl-client-cert", &*said)];
    assert!(desk.ask_door(&door, &other).await.ends_with("refused=missing"));

    let mut desk = Desk::with(behind(CertificateHeader::ClientCert, "192.0.2.0/24")).await;
    let alice = desk.certified().await;
    let said = format!(":{}:", BASE64.encode(&der(&alice)));
    let door = desk.errand().await;
    assert!(
        desk.ask_door(&door, &[("client-cert", &said)])
            .await
            .starts_with("403")
    );
}

#[tokio::test]
async fn nginx_says_it_in_its_own_way() {
    let mut desk = Desk::with(behind(CertificateHeader::XSslClientCert, "127.0.0.0/8")).await;
    let alice = desk.certified().await;
    let pem = std::fs::read_to_string(&alice.certificate).unwrap();
    let escaped = pem
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D")
        .replace(' ', "%20")
        .replace('\n', "%0A");
    let door = desk.errand().await;
    let said = [("x-ssl-client-cert", &*escaped)];
    assert!(desk.ask_door(&door, &said).await.contains("proof="));
}

#[tokio::test]
async fn r16_a_forged_header_is_refused_where_browsers_connect_themselves() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    let said = format!("client-cert: :{}:", BASE64.encode(&der(&alice)));
    let door = desk.errand().await;
    for identity in [None, Some(&alice)] {
        let more = ["-H", &said, "-o", "/dev/null", "-w", "%{http_code}"];
        let answer = desk.curl(&door, identity, &more).await;
        assert_eq!(String::from_utf8_lossy(&answer.stdout), "403");
    }
}
