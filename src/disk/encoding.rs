//! Files that are not UTF-8 text: what they are instead, as far as it can be told.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP};
use memchr::{memchr, memchr_iter, memchr2, memrchr};

use crate::{
    diagnostic::Fault,
    text::{LineIndex, Span},
};

/// How many bytes are read to guess an encoding.
const SAMPLE_BYTES: usize = 64 * 1024;

/// With fewer bytes that are not ASCII, an encoding is guessed and no more.
const SURE_BYTES: usize = 20;

/// A longer path makes a command that is cut.
const MAX_PATH_BYTES: usize = 80;

/// The bytes that files of some kinds begin with.
const KINDS: [(&[u8], &str); 16] = [
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"%PDF-", "a PDF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"\x00asm", "a WebAssembly module"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
];

/// An encoding as people and `iconv` call it.
struct Name {
    shown: String,
    iconv: String,
}

impl Name {
    fn new(shown: &str, iconv: &str) -> Self {
        Self { shown: shown.to_owned(), iconv: iconv.to_owned() }
    }

    /// What the web calls `Shift_JIS` and `EUC-KR` are the code pages of Windows, which contain them.
    fn of(encoding: &'static Encoding) -> Self {
        let name = encoding.name();
        match name {
            "Shift_JIS" => Self::new(name, "CP932"),
            "EUC-KR" => Self::new(name, "CP949"),
            "GBK" | "gb18030" => Self::new("GB18030", "GB18030"),
            "Big5" => Self::new(name, "BIG5"),
            "ISO-8859-8-I" => Self::new("ISO-8859-8", "ISO-8859-8"),
            "IBM866" => Self::new(name, "CP866"),
            _ => match name.strip_prefix("windows-") {
                Some(page) => Self::new(&format!("Windows-{page}"), &format!("CP{page}")),
                None => Self::new(name, name),
            },
        }
    }
}

/// Why `bytes`, which are UTF-8, are not the text that they are as UTF-8.
pub(super) fn disguised(bytes: &[u8], path: &str) -> Option<Fault> {
    memchr2(0, b'\x1b', bytes)?;
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let nuls = memchr_iter(0, sample).count();
    if nuls * 4 >= sample.len() {
        return Some(wide(bytes).map_or_else(binary, |name| other(&name, true, path)));
    }
    if nuls == 0 && is_jis(bytes) {
        return Some(other(&Name::of(ISO_2022_JP), true, path));
    }
    None
}

/// Whether all of `bytes` can be read as ISO-2022-JP, and some of it is Japanese.
fn is_jis(bytes: &[u8]) -> bool {
    let Some(start) = memchr(b'\x1b', bytes) else { return false };
    let shifts =
        [b"\x1b$B", b"\x1b$@", b"\x1b(I", b"\x1b(J"].iter().any(|shift| bytes[start..].starts_with(*shift));
    let sample = lines(bytes, start);
    shifts && ISO_2022_JP.decode_without_bom_handling_and_without_replacement(sample).is_some()
}

/// Why `bytes` are not UTF-8, of which they are up to `at`.
pub(super) fn not_utf8(bytes: &[u8], at: usize, path: &str) -> Fault {
    if let Some(name) = marked(bytes) {
        return other(&name, false, path);
    }
    if let Some((_, kind)) = KINDS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Fault::new(format!("is {kind}, not a text")).help(NO_TEXT);
    }
    let sample = lines(bytes, at);
    if memchr(0, &bytes[..bytes.len().min(SAMPLE_BYTES)]).is_some() {
        return wide(bytes).map_or_else(binary, |name| other(&name, true, path));
    }
    let damage = damage(bytes, at);
    let (good, bad) = count(sample);
    if good >= 2 * bad {
        return damage.help(repair(bad, path));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess.decode_without_bom_handling_and_without_replacement(sample).is_none() {
        return damage.help(repair(bad, path));
    }
    let name = Name::of(guess);
    let foreign = sample.iter().filter(|byte| !byte.is_ascii()).count();
    if foreign >= SURE_BYTES {
        return Fault { range: damage.range, ..other(&name, true, path) };
    }
    let help = format!("perhaps it is {}: {}", name.shown, convert(&name, path));
    damage.help(help)
}

const NO_TEXT: &str = "exclude it, or give it another extension";

fn binary() -> Fault {
    Fault::new("is a binary file, not a text").help(NO_TEXT)
}

fn other(name: &Name, is_guess: bool, path: &str) -> Fault {
    let how = if is_guess { "probably " } else { "" };
    Fault::new(format!("is {how}{}, not UTF-8", name.shown)).help(convert(name, path))
}

/// What to do to convert the file at `path`. The file itself is left as it is, since the guess may
/// be wrong.
fn convert(name: &Name, path: &str) -> String {
    match quoted(path) {
        Some((from, to)) if !cfg!(windows) => {
            format!(
                "convert it with `iconv -f {} -t UTF-8 {from} > {to}`, and look at the result",
                name.iconv
            )
        }
        _ => format!("open it as {} in an editor, and save it as UTF-8", name.shown),
    }
}

fn repair(bad: usize, path: &str) -> String {
    let what = if bad == 1 { "correct the character" } else { "correct the characters" };
    match quoted(path) {
        Some((from, to)) if !cfg!(windows) => {
            format!("{what}; `iconv -c -f UTF-8 -t UTF-8 {from} > {to}` leaves out what is invalid")
        }
        _ => format!("{what} in an editor, and save the file as UTF-8"),
    }
}

/// `path` and the path of a copy as words of a shell; `None` if a command with them would be cut or
/// could not be printed.
fn quoted(path: &str) -> Option<(String, String)> {
    if path.is_empty()
        || path.len() > MAX_PATH_BYTES
        || path.contains(|found: char| found.is_control() || found == '\u{fffd}')
    {
        return None;
    }
    let path = if path.starts_with('-') { format!("./{path}") } else { path.to_owned() };
    let is_plain =
        |text: &str| text.chars().all(|found| found.is_alphanumeric() || "/._-+@%,:".contains(found));
    let quote =
        |text: String| if is_plain(&text) { text } else { format!("'{}'", text.replace('\'', r"'\''")) };
    let copy = format!("{path}.utf8");
    Some((quote(path), quote(copy)))
}

/// What the byte at `at` is, with its place.
fn damage(bytes: &[u8], at: usize) -> Fault {
    let before = String::from_utf8_lossy(&bytes[..at]);
    let place = LineIndex::new(&before).range(Span::empty(at), &before);
    let rest = &bytes[at..];
    let byte = rest.first().copied().unwrap_or_default();
    let is_cut =
        std::str::from_utf8(&rest[..rest.len().min(4)]).is_err_and(|error| error.error_len().is_none());
    let what = match byte {
        _ if is_cut => "begins a character, but the file ends within it",
        0x80..=0xbf => "is the middle of a character without its beginning",
        0xed if rest.get(1).is_some_and(|next| *next >= 0xa0) => "begins half of a surrogate pair",
        0xc2..=0xf4 => "begins a character that does not go on",
        _ => "is in no UTF-8 text",
    };
    Fault::new(format!("is not UTF-8: byte 0x{byte:02X} {what}")).at(place)
}

/// The number of characters of UTF-8 beyond ASCII, and of sequences that are invalid.
fn count(sample: &[u8]) -> (usize, usize) {
    sample.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
        let wide = chunk.valid().chars().filter(|found| !found.is_ascii()).count();
        (good + wide, bad + usize::from(!chunk.invalid().is_empty()))
    })
}

/// The whole lines around `at`, as many as a sample has.
fn lines(bytes: &[u8], at: usize) -> &[u8] {
    let from = at.saturating_sub(SAMPLE_BYTES / 2);
    let to = bytes.len().min(at + SAMPLE_BYTES / 2);
    let start = if from == 0 { 0 } else { memchr(b'\n', &bytes[from..at]).map_or(at, |end| from + end + 1) };
    let end = if to == bytes.len() { to } else { memrchr(b'\n', &bytes[at..to]).map_or(to, |end| at + end) };
    &bytes[start..end]
}

/// The encoding that the byte order mark says.
fn marked(bytes: &[u8]) -> Option<Name> {
    let name = match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => "UTF-32",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16",
        _ => return None,
    };
    Some(Name::new(name, name))
}

/// The encoding with several bytes for each character, and without a byte order mark, that `bytes`
/// are.
fn wide(bytes: &[u8]) -> Option<Name> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let quads = || sample.chunks_exact(4).filter_map(|quad| <[u8; 4]>::try_from(quad).ok());
    let pairs = || sample.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
    let of_quads = |read: fn([u8; 4]) -> u32| ascii_in(quads().map(|quad| char::from_u32(read(quad))));
    let of_pairs = |read: fn([u8; 2]) -> u16| ascii_in(char::decode_utf16(pairs().map(read)).map(Result::ok));
    let readings = [
        ("UTF-32LE", of_quads(u32::from_le_bytes)),
        ("UTF-32BE", of_quads(u32::from_be_bytes)),
        ("UTF-16LE", of_pairs(u16::from_le_bytes)),
        ("UTF-16BE", of_pairs(u16::from_be_bytes)),
    ];
    let found = readings.into_iter().filter_map(|(name, ascii)| Some((name, ascii?)));
    let (name, _) = found.max_by_key(|(_, ascii)| *ascii).filter(|(_, ascii)| *ascii > 0)?;
    Some(Name::new(name, name))
}

/// The number of ASCII characters, or `None` if this is no text.
fn ascii_in(mut characters: impl Iterator<Item = Option<char>>) -> Option<usize> {
    characters.try_fold(0, |ascii, character| {
        let character = character.filter(|found| !found.is_control() || "\t\n\r\u{c}".contains(*found))?;
        Some(ascii + usize::from(character.is_ascii()))
    })
}
