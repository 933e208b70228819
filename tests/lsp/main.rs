//! The language server, driven over its protocol as an editor drives it.

#![allow(clippy::needless_pass_by_value, reason = "parameters are written where they are sent")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod actions;
mod client;
mod completion;
mod diagnostics;
mod equality;
mod hover;
mod navigation;
mod protocol;
mod rename;
mod tea;
