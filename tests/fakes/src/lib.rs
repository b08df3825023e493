//! Fake push vendors over real TLS and HTTP/2.
