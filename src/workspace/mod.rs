//! The engine: finds notes, resolves what applies to each, checks and fixes them. Commands and
//! editors ask it; it prints nothing.

mod baseline;
mod checker;
mod config_loader;
mod fixer;
mod monitor;
mod note_result;
mod open;
mod options;
mod request;
mod resolver;
mod result_cache;
mod root;
mod run;
mod run_result;
mod settings;
mod sources;
mod target;
mod threads;
mod unused_config;

pub(crate) use self::{
    baseline::BaselineChoice,
    config_loader::{Loaded, Types},
    monitor::{Monitor, Phase},
    open::Workspace,
    options::{ConfigChoice, Options, STDIN},
    request::{Repair, Request},
    resolver::nearest_config,
    run::run,
    run_result::{Changed, RunResult},
    settings::Settings,
    sources::FileSources,
    target::Target,
};
