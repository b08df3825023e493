//! The Countersign server: wiring, settings, commands.
