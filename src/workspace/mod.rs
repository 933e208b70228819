//! The engine: finds notes, resolves their settings, checks and fixes them. It prints nothing.

#[cfg(feature = "cli")]
mod adoption;
mod assignment;
#[cfg(feature = "cli")]
mod baseline;
mod baseline_file;
#[cfg(feature = "cli")]
mod caches;
mod catalog;
mod checker;
#[cfg(feature = "cli")]
mod chosen_type;
mod collection_index;
mod config_loader;
mod engine;
mod extractor;
mod fixer;
mod indexes;
#[cfg(feature = "cli")]
mod interrupts;
#[cfg(feature = "cli")]
mod live;
mod monitor;
mod named;
#[cfg(feature = "cli")]
mod new_note;
mod note_report;
mod note_result;
mod options;
#[cfg(feature = "cli")]
mod outputs;
#[cfg(feature = "cli")]
pub(crate) mod process_limits;
#[cfg(feature = "cli")]
mod record;
#[cfg(feature = "cli")]
mod records;
#[cfg(feature = "cli")]
mod request;
mod resolver;
#[cfg(feature = "cli")]
mod result_cache;
mod root;
#[cfg(feature = "cli")]
mod run;
#[cfg(feature = "cli")]
mod run_result;
mod settings;
mod shard;
mod sources;
mod state;
#[cfg(feature = "cli")]
mod survey;
#[cfg(feature = "cli")]
mod taken_over;
mod target;
mod threads;
mod type_memory;
mod unused_config;

#[cfg(feature = "cli")]
pub(crate) use self::{
    adoption::{AdoptedKind, Adoption, Checked, Extent, NewFile},
    baseline::DEFAULT_BASELINE,
    chosen_type::ChosenType,
    config_loader::{ConfigFile, Loaded, Types},
    interrupts::Interrupts,
    live::Neighbors,
    new_note::{Destination, Drafted, NewNote, draft},
    options::STDIN,
    record::{MAX_LINE_BYTES, RecordLine},
    records::{Answer, Records},
    request::{BaselineUse, Repair, Request},
    resolver::nearest_config,
    run::run,
    run_result::{Changed, RunResult},
    settings::Settings,
    shard::Shard,
    sources::FileSources,
    survey::{Survey, SurveyedNote},
    taken_over::TakenOver,
    target::Target,
    threads::on_threads,
};
pub use self::{
    engine::Workspace,
    fixer::Fixed,
    monitor::{Monitor, Phase},
    note_report::{Collection, NoteReport, ResolvedNote},
    options::{BaselineChoice, ConfigChoice, Options},
};
