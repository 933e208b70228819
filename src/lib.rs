//! The engine of [notelint](https://github.com/notelint/notelint): checks Markdown notes that follow a
//! template, fixes what can be fixed safely, and reads them as JSON.
//!
//! A note is checked against its *note type*: a JSON Schema for its frontmatter and sections. A
//! [`Workspace`] is opened once and asked often. It finds the notes, their configuration and their
//! types, and keeps what it knows of them: when a note changes, only that note is checked again, and
//! the diagnostics of all others stay right, links and duplicate ids included.
//!
//! # Check a folder
//!
//! ```
//! use std::sync::Arc;
//!
//! use notelint::{Options, OsFileSystem, Workspace};
//!
//! let mut options = Options::default();
//! options.paths = vec!["seeds".into()];
//! let mut workspace = Workspace::open(options, Arc::new(OsFileSystem)).expect("a valid configuration");
//! for note in workspace.check_all() {
//!     for found in note.diagnostics.iter() {
//!         let (start, diagnostic) = (found.range.start, &found.diagnostic);
//!         println!("{}:{}:{}: {} ({})", note.path, start.line, start.column, diagnostic.message, diagnostic.rule);
//!     }
//! }
//! # assert_eq!(workspace.check_all().iter().filter(|note| note.note_type.is_some()).count(), 4);
//! ```
//!
//! # Check a string
//!
//! Unsaved text is a file of an [`Overlay`], alone or over another file system:
//!
//! ```
//! # use std::{path::Path, sync::Arc};
//! # use notelint::{Options, Overlay, Workspace};
//! let files = Overlay::in_memory("/");
//! files.insert("/note.md", *b"# Tea\n\nTwo  \n\nthree  ");
//! let mut workspace = Workspace::open(Options::default(), Arc::new(files)).expect("no configuration");
//! let report = workspace.check(Path::new("/note.md")).expect("the note is there");
//! assert!(report.diagnostics.iter().any(|found| found.diagnostic.rule.as_str() == "text/final-newline"));
//! ```
//!
//! An editor inserts the text of each open buffer with [`Workspace::update`] and asks for the notes
//! that it shows; [`Workspace::fix`] returns or saves the fixed text, [`Workspace::extract`] the note
//! as JSON.
//!
//! # Units
//!
//! Spans and offsets are bytes of the file, a byte order mark included. Lines and columns count from 1,
//! columns in Unicode scalar values. Ends are exclusive. Paths are reported relative to the working
//! directory, with `/`; outside it they are absolute.
//!
//! # Features
//!
//! - `cli` (default): the command line, and [`OsFileSystem`]. Without it, the library reads through the
//!   [`FileSystem`] that it is given, and builds for targets that have none.
//! - `mimalloc` (default): the allocator of the `notelint` command. It needs a C compiler.
//!
//! # Stability
//!
//! What this page lists is the public interface. Before 1.0 it may change in any version, with a line
//! in the changelog. Modules that it does not list are internal, although tests and the command line
//! use them.

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod console;
#[doc(hidden)]
pub mod diagnostic;
#[doc(hidden)]
pub mod disk;
#[doc(hidden)]
pub mod lint;
#[doc(hidden)]
pub mod note;
#[doc(hidden)]
pub mod notetype;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod rules;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod tree;
#[doc(hidden)]
pub mod vault;
#[doc(hidden)]
pub mod workspace;
#[doc(hidden)]
pub mod yaml;

pub use diagnostic::{Diagnostic, Fault, Fix, Label, Place, RuleId, Safety, SchemaBreach, Severity};
#[cfg(feature = "cli")]
pub use disk::OsFileSystem;
pub use disk::{Buffer, FileKind, FileSystem, Overlay, Visited, WalkError};
pub use lint::{Located, Notice, Undone};
pub use notetype::NoteType;
pub use text::{Edit, Position, Range, Span};
pub use workspace::{
    Collection, ConfigChoice, Fixed, Monitor, NoteReport, Options, Phase, ResolvedNote, Workspace,
};
