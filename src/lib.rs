//! The engine of [notelint](https://github.com/notelint/notelint): checks Markdown notes that follow a
//! template, fixes what can be fixed safely, and reads them as JSON.
//!
//! A note is checked against its *note type*: a JSON Schema for its frontmatter and sections. A
//! [`Workspace`] finds the notes, their configuration and their types, and keeps the results: when a
//! note changes, only that note is checked again, and the diagnostics of all others stay right, links
//! and duplicate ids included.
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
//! # assert_eq!(workspace.check_all().iter().filter(|note| note.note_type.is_some()).count(), 13);
//! ```
//!
//! # Check a string
//!
//! A string is a file of an [`Overlay`] in memory. Without a configuration and a type that recognises it, the
//! rules run that need no type:
//!
//! ```
//! # use std::{path::Path, sync::Arc};
//! # use notelint::{Options, Overlay, Workspace};
//! let files = Overlay::in_memory("/");
//! files.insert("/note.md", "# Tea\n\nTwo  \n\nthree  ");
//! let mut workspace = Workspace::open(Options::default(), Arc::new(files)).expect("no configuration");
//! let report = workspace.check(Path::new("/note.md")).expect("the note is there");
//! assert!(report.diagnostics.iter().any(|found| found.diagnostic.rule.as_str() == "text/final-newline"));
//! ```
//!
//! Insert a `/notelint.yaml` and its schemas in the same way to check against a type of your own.
//!
//! # Check unsaved text
//!
//! An editor opens a folder once, and calls [`Workspace::update`] with each changed buffer:
//!
//! ```
//! # use std::{path::Path, sync::Arc};
//! # use notelint::{Options, Overlay, Safety, Workspace};
//! # let files = Overlay::in_memory("/notes");
//! # files.insert("/notes/a.md", "# A\n\n[the tea](b.md#tea)\n");
//! # files.insert("/notes/b.md", "# B\n\n## Tea\n");
//! # let mut options = Options::default();
//! # options.select = Some(vec!["link".to_owned(), "text".to_owned()]);
//! # options.note_type = Some("tech-note".to_owned());
//! # let mut workspace = Workspace::open(options, Arc::new(files)).expect("no configuration");
//! let before = workspace.check_all();
//! let path = Path::new("b.md");
//! workspace.update(path, "# B\n\n## Coffee").expect("a note, not a configuration");
//!
//! // Other notes may have other diagnostics now: here, `a.md` links to the heading `Tea`.
//! let after = workspace.check_all();
//! let changed = after.iter().filter(|note| {
//!     before.iter().find(|old| old.path == note.path).is_none_or(|old| old.diagnostics != note.diagnostics)
//! });
//! assert_eq!(changed.map(|note| &*note.path).collect::<Vec<_>>(), ["a.md", "b.md"]);
//!
//! // The fixed text is the buffer's new text; no file is written.
//! let fixed = workspace.fix(path, Safety::Safe).expect("the note can be read").expect("a safe fix");
//! assert_eq!(fixed.after, "# B\n\n## Coffee\n");
//!
//! let json = workspace.extract(path).expect("the note can be read").expect("the note has a type");
//! assert!(json.contains(r#""title":"B""#));
//!
//! // With the outline, a program can change one section and write the note back.
//! let json = workspace.extract_with_outline(path).expect("the note can be read").expect("the note has a type");
//! assert!(json.contains(r###""heading":"## Coffee\n""###));
//! ```
//!
//! When a buffer is closed or a file changes on disk, call [`Workspace::reload`]. A [`LineIndex`] finds
//! the line and column of the edits in a [`Fix`].
//!
//! # Units
//!
//! Spans and offsets are bytes of the file, a byte order mark included. Lines and columns count from 1,
//! columns in Unicode scalar values; the Language Server Protocol counts from 0, by default in UTF-16 code
//! units. Ends are exclusive. Paths are reported relative to the working
//! directory, with `/`; outside it they are absolute.
//!
//! # Features
//!
//! - `cli` (default): the command line, and [`OsFileSystem`]. Without it, the library builds for targets
//!   that have no files: implement [`FileSystem`], or insert all files into an [`Overlay::in_memory`].
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
pub mod infer;
#[doc(hidden)]
pub mod json;
#[doc(hidden)]
pub mod lint;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod lsp;
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
pub mod toml;
#[doc(hidden)]
pub mod tree;
#[doc(hidden)]
pub mod vault;
#[doc(hidden)]
pub mod workspace;
#[doc(hidden)]
pub mod yaml;

pub use diagnostic::{Diagnostic, Fault, Fix, Label, Notice, Place, RuleId, Safety, SchemaBreach, Severity};
#[cfg(feature = "cli")]
pub use disk::OsFileSystem;
pub use disk::{Buffer, FileKind, FileSystem, Overlay, Visited, WalkError};
pub use lint::{Located, Undone};
pub use notetype::NoteType;
pub use text::{Edit, LineIndex, Position, Range, Span};
pub use workspace::{
    BaselineChoice, Collection, ConfigChoice, Fixed, Monitor, NoteReport, Options, Phase, ResolvedNote,
    Workspace,
};
