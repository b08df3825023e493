//! The ways in which a person can decide a login, in the order in which they are offered. Each is a page of the same login.

use countersign_core::model::Method;

/// One of them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Way {
    /// What the form calls it.
    pub(crate) id: &'static str,
    /// By which methods it decides.
    pub(crate) methods: &'static [Method],
    /// Where its page is, below the page of the login.
    pub(super) page: &'static str,
    /// The text that names it.
    pub(crate) name: &'static str,
    /// The text that says what it asks of the person.
    pub(super) text: &'static str,
}

/// All of them.
pub(crate) const WAYS: &[Way] = &[
    // Nobody can be lured into using one elsewhere, so it comes first.
    Way {
        id: "passkey",
        methods: &[Method::Passkey],
        page: "/passkey",
        name: "passkey-use",
        text: "passkey-text",
    },
    Way {
        id: "push",
        methods: &[Method::Push],
        page: "",
        name: "way-push",
        text: "way-push-text",
    },
    Way {
        id: "code",
        methods: &[Method::Totp, Method::Hotp],
        page: "/code",
        name: "way-code",
        text: "way-code-text",
    },
    Way {
        id: "telephone",
        methods: &[Method::Sms, Method::Voice],
        page: "/phone",
        name: "code-by-telephone",
        text: "way-telephone-text",
    },
    Way {
        id: "certificate",
        methods: &[Method::Certificate],
        page: "/certificate",
        name: "cert-instead",
        text: "cert-instead-text",
    },
    Way {
        id: "recovery",
        methods: &[Method::RecoveryCode],
        page: "/code",
        name: "way-recovery",
        text: "way-recovery-text",
    },
    Way {
        id: "temporary",
        methods: &[Method::TemporaryCode],
        page: "/code",
        name: "method-temporary-code",
        text: "temporary-text",
    },
];

impl Way {
    /// The way of a method.
    pub(super) fn of(method: Method) -> Option<&'static Self> {
        WAYS.iter().find(|way| way.methods.contains(&method))
    }

    /// The way that a form names.
    pub(crate) fn named(id: &str) -> Option<&'static Self> {
        WAYS.iter().find(|way| way.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locales::Words;

    #[test]
    fn every_method_has_one_way_with_its_words() {
        for method in Method::ALL {
            let ways = WAYS.iter().filter(|way| way.methods.contains(method));
            assert_eq!(ways.count(), 1, "{method}");
        }
        for way in WAYS {
            assert_eq!(Way::named(way.id), Some(way), "{}", way.id);
            for key in [way.name, way.text] {
                assert_ne!(Words::english().get(key), key);
            }
        }
    }
}
