//! What a type says of the paths of new notes: `file` in the `x-note` of the root.

use std::ops::Range;

use crate::{
    diagnostic::Fault,
    notetype::{
        declared::Declared,
        schema::{Declaring, Node},
        spec::{PathError, PathPart, PathTemplate, check_name},
    },
    text::{alternatives, did_you_mean, nearest, pointer::escape, quote, quote_exact},
};

const ID: &str = "id";
const TITLE: &str = "title";
const DATE: &str = "date";

const EXTENSION: &str = ".md";

/// An id with more digits is none that is counted.
const MAX_WIDTH: usize = 20;

/// The number of bytes that the path of a file may have on all common systems.
const MAX_BYTES: usize = 4096;

/// The types of values that can be a part of a path.
const SCALARS: [&str; 4] = ["string", "integer", "number", "boolean"];

/// The path that the root says; the nearest of several.
pub(super) fn declare<'a>(declaring: &mut Declaring<'a, '_>, root: &Node<'a>) -> Option<PathTemplate> {
    let mut nearest = None;
    for node in declaring.said(root, "file") {
        let Some(text) = node.value.as_str() else { continue };
        if text.len() > MAX_BYTES {
            let message =
                format!("the path of `file` has {} bytes, expected at most {MAX_BYTES}", text.len());
            declaring.faults.value(declaring.documents, &node, Fault::new(message));
            continue;
        }
        let template = Reading::new(text, &|name| placeholder(declaring, root, name)).finish();
        match template {
            Ok(template) => _ = nearest.get_or_insert(template),
            Err(faults) => {
                for (range, fault) in faults {
                    declaring.faults.within(declaring.documents, &node, range, fault);
                }
            }
        }
    }
    nearest
}

type Misplaced = (Range<usize>, Fault);

/// A name between two `/`, with a letter in place of each placeholder.
#[derive(Default)]
struct Name {
    range: Range<usize>,
    sample: String,
}

/// A template that is read.
struct Reading<'t> {
    text: &'t str,
    parts: Vec<PathPart>,
    names: Vec<Name>,
    faults: Vec<Misplaced>,
}

impl<'t> Reading<'t> {
    /// Reads `text`; `resolve` returns what a placeholder stands for.
    fn new(text: &'t str, resolve: &dyn Fn(&str) -> Result<PathPart, Fault>) -> Self {
        let mut reading = Self { text, parts: Vec::new(), names: vec![Name::default()], faults: Vec::new() };
        let mut at = 0;
        while at < text.len() {
            at = reading.next(at, resolve);
        }
        reading
    }

    /// Reads what is at `start`, and returns where it ends.
    fn next(&mut self, start: usize, resolve: &dyn Fn(&str) -> Result<PathPart, Fault>) -> usize {
        let rest = &self.text[start..];
        let brace = rest.find(['{', '}']).unwrap_or(rest.len());
        if brace > 0 {
            self.literal(start, &rest[..brace]);
            return start + brace;
        }
        for (doubled, one) in [("{{", "{"), ("}}", "}")] {
            if rest.starts_with(doubled) {
                self.literal(start, one);
                self.extend(start + doubled.len());
                return start + doubled.len();
            }
        }
        if rest.starts_with('}') {
            let fault = Fault::new("`}` closes no placeholder");
            self.faults.push((start..start + 1, fault.help("write `}}` for a brace in the path")));
            return start + 1;
        }
        let inside = &rest[1..];
        let end = inside.find(['{', '}']).unwrap_or(inside.len());
        if !inside[end..].starts_with('}') {
            let fault = Fault::new("the placeholder is not closed");
            let help = "close it with `}`, or write `{{` for a brace in the path";
            let end = start + 1 + inside[..end].find('/').unwrap_or(end);
            self.faults.push((start..end, fault.help(help)));
            return end;
        }
        let end_of_all = start + end + 2;
        match resolve(&inside[..end]) {
            Ok(part) => self.parts.push(part),
            Err(fault) => self.faults.push((start..end_of_all, fault)),
        }
        if let Some(name) = self.names.last_mut() {
            name.sample.push('x');
        }
        self.extend(end_of_all);
        end_of_all
    }

    fn literal(&mut self, start: usize, text: &str) {
        match self.parts.last_mut() {
            Some(PathPart::Literal(before)) => before.push_str(text),
            _ => self.parts.push(PathPart::Literal(text.to_owned())),
        }
        let mut at = start;
        for (index, piece) in text.split('/').enumerate() {
            if index > 0 {
                at += 1;
                self.names.push(Name { range: at..at, sample: String::new() });
            }
            at += piece.len();
            if let Some(name) = self.names.last_mut() {
                name.sample.push_str(piece);
            }
            self.extend(at);
        }
    }

    /// The name that is read ends at `end`.
    fn extend(&mut self, end: usize) {
        if let Some(name) = self.names.last_mut() {
            name.range.end = end;
        }
    }

    fn finish(mut self) -> Result<PathTemplate, Vec<Misplaced>> {
        if self.faults.is_empty() {
            self.check();
        }
        if self.faults.is_empty() {
            return Ok(PathTemplate { text: self.text.to_owned(), parts: self.parts });
        }
        Err(self.faults)
    }

    /// Faults for names that files and folders cannot have, whatever the placeholders stand for.
    fn check(&mut self) {
        for (at, name) in self.names.iter().enumerate() {
            let is_last = at + 1 == self.names.len();
            let is_note = name.sample.len() > EXTENSION.len() && name.sample.ends_with(EXTENSION);
            let fault = match check_name(&name.sample) {
                Err(PathError::Empty) if at == 0 && !is_last => Fault::new(
                    "the path of `file` is absolute, expected one from the folder of the configuration",
                )
                .help("omit the `/` before it"),
                _ if is_last && !is_note => {
                    let stem =
                        [".markdown", ".MD", EXTENSION].iter().find_map(|end| self.text.strip_suffix(end));
                    let stem = stem.unwrap_or(self.text).trim_end();
                    let fault = Fault::new(
                        "the path of `file` does not end with the name of a note, such as `note.md`",
                    );
                    let has_stem = !stem.is_empty() && !stem.ends_with('/');
                    Fault { help: has_stem.then(|| format!("write `{stem}.md`")), ..fault }
                }
                Err(PathError::Dots(dots)) if dots == ".." => {
                    Fault::new("the path of `file` leads out of its folder")
                        .help("omit the `..`: the path is from the folder of the configuration")
                }
                Err(PathError::Character(_, '\\')) => {
                    Fault::new("the path of `file` contains a `\\`").help("write `/` between folders")
                }
                Err(error) => {
                    let written = self.text.get(name.range.clone()).unwrap_or_default();
                    Fault::new(error.of(written).to_string())
                }
                Ok(()) => continue,
            };
            self.faults.push((name.range.clone(), fault));
        }
    }
}

/// What the placeholder with `name` between its braces stands for.
fn placeholder<'a>(declaring: &Declaring<'a, '_>, root: &Node<'a>, name: &str) -> Result<PathPart, Fault> {
    let (word, width) = split_width(name);
    if let Some(width) = width {
        if word == ID {
            let width = padding(width).map_err(|number| {
                Fault::new(format!(
                    "{} is no width of an id, expected a `0` and the number of digits",
                    quote(width)
                ))
                .help(format!("write `{{id:0{}}}`", number.unwrap_or(4)))
            })?;
            return id(declaring, root, width);
        }
        let fault = Fault::new(format!("{} has a width, which only `{{id}}` may have", braced(name)));
        return Err(fault.help(format!("write {}", braced(word))));
    }
    match word {
        ID => id(declaring, root, 0),
        TITLE => Ok(PathPart::Title),
        DATE => Ok(PathPart::Date),
        _ => key(declaring, root, name),
    }
}

/// The placeholder with `name`, for a message.
fn braced(name: &str) -> String {
    quote_exact(&format!("{{{name}}}"))
}

/// The name in a placeholder, and the width behind it. Keys may contain colons.
fn split_width(name: &str) -> (&str, Option<&str>) {
    let own = name.split_once(':').filter(|(word, _)| [ID, TITLE, DATE].contains(word));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let split = own.or_else(|| name.rsplit_once(':').filter(|(_, width)| is_number(width)));
    split.map_or((name, None), |(word, width)| (word, Some(width)))
}

/// The number of digits that `width` asks for; else the number that it probably means.
fn padding(width: &str) -> Result<usize, Option<usize>> {
    let number = |digits: &str| digits.parse().ok().filter(|number| (1..=MAX_WIDTH).contains(number));
    let written = width.strip_prefix('0').filter(|digits| digits.starts_with(|c| matches!(c, '1'..='9')));
    written.and_then(number).ok_or_else(|| number(width.trim()))
}

fn id<'a>(declaring: &Declaring<'a, '_>, root: &Node<'a>, width: usize) -> Result<PathPart, Fault> {
    if declaring.said(root, ID).is_empty() {
        let fault = Fault::new("`{id}` has no value: the notes of this type have no id");
        return Err(fault.help("tell in `id` where notes have it: `id: { file: '^(\\d+)-' }`"));
    }
    Ok(PathPart::Id { width })
}

/// The key `name` of the frontmatter; with dots, one inside of a mapping there.
fn key<'a>(declaring: &Declaring<'a, '_>, root: &Node<'a>, name: &str) -> Result<PathPart, Fault> {
    let mut around = declaring.read(root).property("frontmatter");
    let (mut pointer, mut rest) = (String::new(), name);
    let mut near = nearest(name.trim(), [ID, TITLE, DATE]).map(str::to_owned);
    while let Some(node) = around {
        let reader = declaring.read(&node);
        let declared = Declared::by_all(declaring.documents, &node);
        if declared.has(rest) {
            let types = reader.property(rest).map(|node| declaring.read(&node).types()).unwrap_or_default();
            if !types.is_empty() && !types.iter().any(|name| SCALARS.contains(&&**name)) {
                let types = alternatives(types.iter().map(String::as_str));
                let message =
                    format!("key {} is of type {types}, expected text, a number or a boolean", quote(name));
                return Err(Fault::new(message));
            }
            return Ok(PathPart::Key {
                name: name.to_owned(),
                pointer: format!("{pointer}/{}", escape(rest)),
            });
        }
        let mut dots = rest.match_indices('.').map(|(dot, _)| rest.split_at(dot));
        let inside = dots.find_map(|(first, inside)| Some((first, inside, reader.property(first)?)));
        let before = name.len() - rest.len();
        let meant = nearest(rest.trim(), declared.names.iter().copied());
        near = near.or_else(|| Some(format!("{}{}", &name[..before], meant?)));
        around = inside.map(|(first, inside, node)| {
            pointer = format!("{pointer}/{}", escape(first));
            rest = &inside[1..];
            node
        });
    }
    let help = near.map_or_else(
        || "expected `{id}`, `{title}`, `{date}` or a key that `frontmatter` declares".to_owned(),
        |near| did_you_mean(&format!("{{{near}}}")),
    );
    Err(Fault::new(format!("unknown placeholder {}", braced(name))).help(help))
}
