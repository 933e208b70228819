//! The language server, driven over its protocol as an editor drives it.

mod actions;
mod client;
mod diagnostics;
mod equality;
mod protocol;
