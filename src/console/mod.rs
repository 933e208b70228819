//! Output for people at a terminal: styles, tables, Markdown pages, progress, and the standard
//! streams. Independent of notes.

mod markdown;
#[cfg(feature = "cli")]
mod progress_bar;
#[cfg(feature = "cli")]
mod streams;
mod style;
mod styled;
mod table;

pub use markdown::render;
pub(crate) use markdown::{BOLD, inline};
#[cfg(feature = "cli")]
pub(crate) use progress_bar::{ProgressBar, ProgressBars, can_redraw};
#[cfg(feature = "cli")]
pub(crate) use streams::{columns, stderr, stdout};
pub use style::RenderStyle;
pub(crate) use styled::StyledText;
pub(crate) use table::{column_widths, row_lines};
