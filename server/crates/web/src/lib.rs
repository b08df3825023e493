//! Every HTTP door.
