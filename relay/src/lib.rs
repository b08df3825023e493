//! How a notification reaches a phone: providers, retry, lanes.
