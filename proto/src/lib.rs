//! Wire types, signatures and vectors of the push authenticator protocols.
