//! A client for Firebase Cloud Messaging HTTP v1.
