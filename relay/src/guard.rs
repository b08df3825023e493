//! Which addresses are connected to when somebody else has named the host: public ones, and networks that the operator
//! has allowed (R16).

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    task::{Context, Poll},
};

use futures_util::future::BoxFuture;
use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use ipnet::IpNet;
use tower_service::Service;

/// Networks that are not the public internet (IANA's special-purpose registries), and what is no single host.
const NOT_PUBLIC_V4: [(Ipv4Addr, u8); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// The part of IPv6 that is public, and what is special within it; 6to4 and Teredo lead to addresses inside addresses.
const PUBLIC_V6: (Ipv6Addr, u8) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);
const NOT_PUBLIC_V6: [(Ipv6Addr, u8); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Lets through to some addresses.
#[derive(Debug, Clone)]
pub(crate) struct Guard {
    allowed: Arc<[IpNet]>,
}

impl Guard {
    /// Lets through to public addresses, and to those in `allowed`.
    pub(crate) fn new(allowed: &[IpNet]) -> Self {
        Self {
            allowed: allowed.into(),
        }
    }

    /// Whether this address may be connected to.
    pub(crate) fn allows(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        is_public(address) || self.allowed.iter().any(|network| network.contains(&address))
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !NOT_PUBLIC_V4.iter().any(|(network, prefix)| {
            u32::from(address) >> (32 - prefix) == u32::from(*network) >> (32 - prefix)
        }),
        IpAddr::V6(address) => {
            let is_in = |(network, prefix): &(Ipv6Addr, u8)| {
                u128::from(address) >> (128 - prefix) == u128::from(*network) >> (128 - prefix)
            };
            is_in(&PUBLIC_V6) && !NOT_PUBLIC_V6.iter().any(is_in)
        }
    }
}

/// Finds the addresses of a host that may be connected to. What was found is what is connected to, so a name that changes its
/// address in between gains nothing.
#[derive(Clone)]
pub(crate) struct GuardedResolver {
    guard: Guard,
    resolver: GaiResolver,
}

impl GuardedResolver {
    pub(crate) fn new(guard: Guard) -> Self {
        Self {
            guard,
            resolver: GaiResolver::new(),
        }
    }
}

impl Service<Name> for GuardedResolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = BoxFuture<'static, Result<Self::Response, io::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), io::Error>> {
        self.resolver.poll_ready(context)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let guard = self.guard.clone();
        let found = self.resolver.call(name);
        Box::pin(async move {
            let allowed: Vec<_> = found.await?.filter(|found| guard.allows(found.ip())).collect();
            if allowed.is_empty() {
                return Err(io::Error::new(
                    io::ErrorKind::PermissionDenied,
                    "no address of the host may be connected to",
                ));
            }
            Ok(allowed.into_iter())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[tokio::test]
    async fn r16_hosts_inside_are_not_reached_unless_allowed() {
        let closed = Guard::new(&[]);
        for inside in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.31.255.255",
            "192.168.0.1",
            "198.19.255.255",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "2002:a00:1::1",
            "2001:0:1::1",
            "2001:db8::1",
        ] {
            assert!(!closed.allows(inside.parse().unwrap()), "{inside}");
        }
        for outside in [
            "9.255.255.255",
            "100.128.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "8.8.8.8",
            "223.255.255.255",
            "2606:4700::1",
        ] {
            assert!(closed.allows(outside.parse().unwrap()), "{outside}");
        }
        let open = Guard::new(&["10.0.0.0/8".parse().unwrap()]);
        assert!(open.allows("10.1.2.3".parse().unwrap()));
        assert!(
            open.allows("::ffff:10.1.2.3".parse().unwrap()),
            "the same address"
        );
        assert!(!open.allows("127.0.0.1".parse().unwrap()));

        let localhost = || Name::from_str("localhost").unwrap();
        let refused = GuardedResolver::new(closed).call(localhost()).await;
        assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        let loopback = Guard::new(&["127.0.0.0/8".parse().unwrap()]);
        let found: Vec<_> = GuardedResolver::new(loopback)
            .call(localhost())
            .await
            .unwrap()
            .collect();
        assert!(
            !found.is_empty()
                && found
                    .iter()
                    .all(|found| found.ip().is_loopback() && found.is_ipv4())
        );
    }
}
