//! What a binary needs to be a service: settings, TLS, problems, lifecycle, telemetry.
