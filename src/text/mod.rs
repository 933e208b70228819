//! Text and positions in it: byte spans, lines and columns, edits, and values with their origins.
//! Independent of Markdown.

mod blank;
pub mod columns;
mod diff;
mod edit;
mod index_vec;
pub(crate) mod lexicon;
mod line_index;
mod lines;
mod misspelling;
mod nearest;
mod nfc;
pub(crate) mod packed_bytes;
mod parts;
mod path;
pub mod pointer;
mod positions;
mod quoted;
mod span;
mod suggestion;
pub(crate) mod symbols;
mod traced;
mod visible;
mod wording;

pub use blank::{trim_end, trim_start};
pub use diff::unified_diff;
pub use edit::{Edit, EditError, apply};
pub(crate) use index_vec::ids;
pub use index_vec::{Id, IndexVec};
pub use line_index::{LineIndex, Position, Range};
pub use lines::{LineEnding, line_at, line_end, line_ending_len, line_endings, line_start, next_line};
pub(crate) use misspelling::is_misspelling;
pub use nearest::nearest;
pub(crate) use nfc::is_plainly_nfc;
pub use nfc::nfc;
pub use parts::Parts;
pub use path::{file_name, file_stem};
pub use positions::Ranges;
pub(crate) use quoted::double_quoted;
pub use span::Span;
pub(crate) use span::short;
pub use suggestion::{alternatives, did_you_mean, suggest, suggest_or_list};
pub use traced::{Json, Member, Origin, Traced};
pub(crate) use visible::{
    JsonStream, escape_json, is_hidden, is_obeyed, is_plainly_visible, spelled, visible, visible_at_start,
};
pub use wording::Bound;
pub(crate) use wording::{
    and_list, bound, bounds, count, counted, grouped, or_list, quote, quote_exact, quote_whole,
};
