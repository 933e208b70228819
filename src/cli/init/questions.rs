//! What `notelint init` asks at a terminal. Without an answer, each question has a default.

use std::io::{self, BufRead, Write};

use crate::{
    infer::InferredType,
    text::{and_list, counted, quote, visible},
    workspace::{AdoptedKind, Adoption},
};

/// More strays than this share of a kind are asked about.
const MANY_STRAYS: f64 = 0.05;

/// A dialogue over two streams.
pub(super) struct Questions<'s> {
    pub(super) input: &'s mut dyn BufRead,
    pub(super) output: &'s mut dyn Write,
}

impl Questions<'_> {
    /// Asks all that the notes leave open, and changes `adoption` accordingly.
    ///
    /// # Errors
    /// Those of the streams.
    pub(super) fn settle(&mut self, adoption: &mut Adoption) -> io::Result<()> {
        let mut names: Vec<String> = adoption.kinds.iter().map(|kind| kind.name.clone()).collect();
        names.extend(adoption.taken_over.iter().map(|taken| taken.found.name.clone()));
        for (at, kind) in adoption.kinds.iter_mut().enumerate() {
            if !kind.is_named {
                self.name(at, kind, &mut names)?;
            }
            self.newest(kind)?;
            self.spellings(kind)?;
            self.strays(kind)?;
        }
        Ok(())
    }

    /// Asks whether to go on; the default is yes.
    ///
    /// # Errors
    /// Those of the streams.
    pub(super) fn confirm(&mut self, question: &str) -> io::Result<bool> {
        self.yes_or_no(question, true)
    }

    fn name(&mut self, at: usize, kind: &mut AdoptedKind, names: &mut [String]) -> io::Result<()> {
        let files = kind.selection.files.iter().map(|glob| quote(glob));
        let of = and_list(files.collect::<Vec<_>>());
        loop {
            let question = format!("Name of the note type of {} ({of})?", counted(kind.notes.len(), "note"));
            let name = self.text(&question, &kind.name)?;
            let is_taken = names.iter().enumerate().any(|(other, taken)| other != at && *taken == name);
            let is_name = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_');
            if is_taken || !name.chars().all(is_name) {
                let why = if is_taken {
                    "has another type"
                } else {
                    "has characters other than letters, digits, `-` and `_`"
                };
                writeln!(self.output, "  {} {why}", quote(&name))?;
                continue;
            }
            kind.rename(&name);
            names[at] = name;
            return Ok(());
        }
    }

    fn newest(&mut self, kind: &mut AdoptedKind) -> io::Result<()> {
        let grown = kind.inferred.as_ref().map(InferredType::grown).unwrap_or_default();
        if grown.is_empty() {
            return Ok(());
        }
        writeln!(self.output, "Of the {} notes, the newest have what older ones lack:", kind.name)?;
        for part in &grown {
            let (newest, all, shown) = (part.newest, part.all, quote(&part.name));
            writeln!(
                self.output,
                "  {shown}: {} of the newest {}, {} of all {}",
                newest.count, newest.of, all.count, all.of
            )?;
        }
        if self.yes_or_no("Require it of all notes?", false)? {
            for part in &grown {
                kind.demand(&part.pointer, "required, as the newest notes have it");
            }
        }
        Ok(())
    }

    fn spellings(&mut self, kind: &mut AdoptedKind) -> io::Result<()> {
        let name = kind.name.clone();
        let Some(inferred) = &mut kind.inferred else { return Ok(()) };
        for section in inferred.unsettled() {
            writeln!(self.output, "A section of the {name} notes has several headings:")?;
            for (number, (spelling, notes)) in section.spellings.iter().enumerate() {
                writeln!(
                    self.output,
                    "  {}. {} ({})",
                    number + 1,
                    visible(spelling),
                    counted(*notes, "note")
                )?;
            }
            let answer = self.text("Number of the right one, or `all`?", "all")?;
            let chosen =
                answer.parse::<usize>().ok().and_then(|number| section.spellings.get(number.checked_sub(1)?));
            if let Some((spelling, _)) = chosen {
                inferred.set_heading(&section.pointer, spelling);
            }
        }
        Ok(())
    }

    #[allow(clippy::cast_precision_loss, reason = "there are fewer than 2^52 notes")]
    fn strays(&mut self, kind: &mut AdoptedKind) -> io::Result<()> {
        let strays = kind.strays().count();
        if strays as f64 <= MANY_STRAYS * kind.notes.len() as f64 {
            return Ok(());
        }
        let question = format!(
            "{strays} of the {} {} notes look like none of the others. Leave them out?",
            kind.notes.len(),
            kind.name
        );
        kind.leaves_out_strays = self.yes_or_no(&question, true)?;
        Ok(())
    }

    fn yes_or_no(&mut self, question: &str, default: bool) -> io::Result<bool> {
        loop {
            let answer = self.answer(question, if default { "Y/n" } else { "y/N" })?;
            match answer.to_lowercase().as_str() {
                "" => return Ok(default),
                "y" | "yes" => return Ok(true),
                "n" | "no" => return Ok(false),
                _ => writeln!(self.output, "  Answer `y` or `n`.")?,
            }
        }
    }

    fn text(&mut self, question: &str, default: &str) -> io::Result<String> {
        let answer = self.answer(question, default)?;
        Ok(if answer.is_empty() { default.to_owned() } else { answer })
    }

    /// Returns what is typed; nothing at the end of the input.
    fn answer(&mut self, question: &str, default: &str) -> io::Result<String> {
        write!(self.output, "{question} [{default}] ")?;
        self.output.flush()?;
        let mut line = String::new();
        self.input.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }
}

#[cfg(test)]
mod tests;
