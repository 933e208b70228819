//! Ways to break one repairable part of a clean note, by rule. After `--fix`, each mutated
//! note must equal the clean one byte for byte.

use std::ops::Range;

/// A note with one part broken.
pub(crate) struct Mutation {
    /// The rule that finds it, and no other does.
    pub(crate) rule: &'static str,
    /// What was done.
    pub(crate) what: String,
    /// The broken note.
    pub(crate) text: String,
}

type Mutator = fn(&Seed<'_>, &mut Vec<(String, String)>);

const MUTATORS: &[(&str, Mutator)] = &[
    ("frontmatter/syntax", |seed, out| seed.unquote_title(": ", out)),
    ("frontmatter/lost-text", |seed, out| seed.unquote_title(" #", out)),
    ("frontmatter/ambiguous-value", |seed, out| seed.unquote("start", out)),
    ("frontmatter/missing-key", |seed, out| seed.leave_out("language: ", out)),
    ("frontmatter/invalid-value", |seed, out| seed.unquote("room", out)),
    ("frontmatter/date-format", date_format),
    ("frontmatter/duplicate-tag", duplicate_tag),
    ("frontmatter/key-order", key_order),
    ("structure/heading-text", heading_text),
    ("structure/points-numbering", points_numbering),
    ("structure/points-style", points_style),
    ("rating/style", rating_style),
    ("text/line-endings", |seed, out| {
        seed.some_lines(out, |line| vec![format!("{line}\r")]);
    }),
    ("text/trailing-whitespace", |seed, out| {
        // Behind a table's delimiter row, a tab makes it no table for the parser.
        let tab = |line: &str| (!line.starts_with("| ---")).then(|| format!("{line}\t"));
        // The space after an empty item is meant.
        let dressed = |line: &str| [Some(format!("{line} ")), tab(line)].into_iter().flatten().collect();
        seed.some_lines(out, |line| if line == "-" { Vec::new() } else { dressed(line) });
    }),
    ("text/final-newline", |seed, out| {
        for end in ["", "\n\n", "\n\n\n"] {
            out.push((format!("{end:?} at the end"), format!("{}{end}", seed.text.trim_end())));
        }
    }),
    ("text/bom", |seed, out| out.push(("with a BOM".to_owned(), format!("\u{feff}{}", seed.text)))),
    ("text/unicode-normalization", |seed, out| {
        seed.some_prose_lines(out, |line| vec![line.replace('が', "か\u{3099}").replace('プ', "フ\u{309a}")]);
    }),
    ("text/invisible-character", |seed, out| {
        for invisible in ['\u{200b}', '\u{2060}', '\u{ad}', '\u{feff}'] {
            seed.some_prose_lines(out, |line| {
                let middle = line.char_indices().nth(line.chars().count() / 2).map_or(0, |(at, _)| at);
                vec![format!("{}{invisible}{}", &line[..middle], &line[middle..])]
            });
        }
    }),
    ("suppression/unused", |seed, out| seed.comment("<!-- notelint-disable-next-line rating/range -->", out)),
    ("suppression/unknown-rule", |seed, out| seed.comment("<!-- notelint-disable no-such-rule -->", out)),
    ("structure/accidental-heading", |seed, out| seed.join_above(out, |_, line| line == "-")),
    ("structure/broken-table", |seed, out| {
        seed.join_above(out, |above, line| above.starts_with("| ---") && line.starts_with('|'));
    }),
    ("frontmatter/fence", |seed, out| {
        for fence in ["...", "----", "–––", "  ---", "\u{200b}---", "---\u{feff}"] {
            let end = seed.front().end;
            seed.replace(end..end + 1, &[fence.to_owned()], out);
        }
        for fence in ["----", " ---", "---yaml", "\u{a0}---"] {
            seed.replace(0..1, &[fence.to_owned()], out);
        }
    }),
];

/// All mutations of the note `text` that break something in it.
pub(crate) fn mutations(text: &str) -> Vec<Mutation> {
    let seed = Seed { text, lines: text.lines().collect() };
    let mut all = Vec::new();
    for (rule, mutate) in MUTATORS {
        let mut found = Vec::new();
        mutate(&seed, &mut found);
        found.retain(|(_, mutated)| mutated != text);
        all.extend(found.into_iter().map(|(what, text)| Mutation { rule, what, text }));
    }
    all
}

struct Seed<'a> {
    text: &'a str,
    lines: Vec<&'a str>,
}

impl Seed<'_> {
    /// The note with the lines of `range` replaced.
    fn with(&self, range: Range<usize>, lines: &[String]) -> String {
        let before = self.lines[..range.start].iter().map(|line| (*line).to_owned());
        let after = self.lines[range.end..].iter().map(|line| (*line).to_owned());
        before.chain(lines.iter().cloned()).chain(after).map(|line| line + "\n").collect()
    }

    /// Replaces the lines of `range`, and says so.
    fn replace(&self, range: Range<usize>, lines: &[String], out: &mut Vec<(String, String)>) {
        let what =
            format!("line {}: {}", range.start + 1, lines.join("⏎").chars().take(60).collect::<String>());
        out.push((what, self.with(range, lines)));
    }

    /// Puts what `change` makes of a line in its place, one line after the other.
    fn each_line(&self, out: &mut Vec<(String, String)>, change: impl Fn(&str) -> Vec<String>) {
        for (index, line) in self.lines.iter().enumerate() {
            for changed in change(line) {
                self.replace(index..index + 1, &[changed], out);
            }
        }
    }

    /// Takes away what is between two lines that `are_meant` to be apart: the blank line, else the line ending.
    fn join_above(&self, out: &mut Vec<(String, String)>, are_meant: impl Fn(&str, &str) -> bool) {
        for index in 1..self.lines.len() {
            let (above, line) = (self.lines[index - 1], self.lines[index]);
            if !are_meant(above, line) {
                continue;
            }
            let joined = if above.is_empty() { line.to_owned() } else { format!("{above}{line}") };
            self.replace(index - 1..index + 1, &[joined], out);
        }
    }

    /// Puts what `change` makes in the place of lines of every kind that are not blank, but not for all of them.
    fn some_lines(&self, out: &mut Vec<(String, String)>, change: impl Fn(&str) -> Vec<String>) {
        let lines = self.lines.iter().enumerate().filter(|(_, line)| !line.is_empty());
        for (index, line) in lines.step_by(5) {
            for changed in change(line) {
                self.replace(index..index + 1, &[changed], out);
            }
        }
    }

    /// The same for some lines that hold a sentence and no address.
    fn some_prose_lines(&self, out: &mut Vec<(String, String)>, change: impl Fn(&str) -> Vec<String>) {
        let is_prose =
            |line: &str| line.chars().count() > 30 && !line.contains("://") && !line.starts_with(['#', '|']);
        let front = self.front().end;
        let prose = self.lines.iter().enumerate().filter(|(index, line)| *index > front && is_prose(line));
        for (index, line) in prose.step_by(5) {
            for changed in change(line) {
                self.replace(index..index + 1, &[changed], out);
            }
        }
    }

    /// The lines inside the frontmatter.
    fn front(&self) -> Range<usize> {
        1..self.lines.iter().skip(1).position(|line| *line == "---").unwrap() + 1
    }

    /// The frontmatter's entries: the comments above a key, the key, and what is below it.
    fn entries(&self) -> Vec<Vec<String>> {
        let mut entries: Vec<Vec<String>> = Vec::new();
        let mut comments = Vec::new();
        for line in &self.lines[self.front()] {
            match line.chars().next() {
                Some('#') => comments.push((*line).to_owned()),
                Some(' ') => entries.last_mut().unwrap().push((*line).to_owned()),
                _ => {
                    comments.push((*line).to_owned());
                    entries.push(std::mem::take(&mut comments));
                }
            }
        }
        entries
    }

    /// Takes the quotes off a title that holds `danger`.
    fn unquote_title(&self, danger: &str, out: &mut Vec<(String, String)>) {
        let title = self.lines[1].strip_prefix("title: \"").and_then(|title| title.strip_suffix('"'));
        if let Some(title) = title.filter(|title| title.contains(danger)) {
            self.replace(1..2, &[format!("title: {title}")], out);
        }
    }

    /// Leaves out the line of the frontmatter that begins with `start`.
    fn leave_out(&self, start: &str, out: &mut Vec<(String, String)>) {
        for index in self.front().filter(|index| self.lines[*index].starts_with(start)) {
            self.replace(index..index + 1, &[], out);
        }
    }

    /// Takes the quotes off the value of `key`.
    fn unquote(&self, key: &str, out: &mut Vec<(String, String)>) {
        let start = format!("{key}: \"");
        for index in self.front() {
            if let Some(value) = self.lines[index].strip_prefix(&start) {
                let value = value.trim_end_matches('"');
                self.replace(index..index + 1, &[format!("{key}: {value}")], out);
            }
        }
    }

    /// Puts `comment` above a section's heading, on a line of its own.
    fn comment(&self, comment: &str, out: &mut Vec<(String, String)>) {
        for (index, line) in self.lines.iter().enumerate().filter(|(_, line)| line.starts_with("## ")) {
            self.replace(index..index + 1, &[comment.to_owned(), String::new(), (*line).to_owned()], out);
        }
    }

    /// The lists whose items begin as `is_item` says: the lines of each, what belongs to an item
    /// included.
    fn lists(&self, is_item: fn(&str) -> bool) -> Vec<Range<usize>> {
        let mut lists: Vec<Range<usize>> = Vec::new();
        for (index, line) in self.lines.iter().enumerate().skip(self.front().end) {
            match lists.last_mut() {
                Some(list) if list.end == index && (is_item(line) || line.starts_with("  ")) => list.end += 1,
                _ if is_item(line) => lists.push(index..index + 1),
                _ => {}
            }
        }
        lists
    }
}

fn date_format(seed: &Seed<'_>, out: &mut Vec<(String, String)>) {
    let index = seed.lines.iter().position(|line| line.starts_with("date: ")).unwrap();
    let mut parts = seed.lines[index]["date: ".len()..].split('-').map(|part| part.parse::<u32>().unwrap());
    let (year, month, day) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    for date in [
        format!("{year}/{month}/{day}"),
        format!("{year}/{month:02}/{day:02}"),
        format!("{year}年{month}月{day}日"),
    ] {
        seed.replace(index..index + 1, &[format!("date: {date}")], out);
    }
}

fn duplicate_tag(seed: &Seed<'_>, out: &mut Vec<(String, String)>) {
    let tags = seed.lines.iter().position(|line| *line == "tags:").unwrap() + 1;
    let end = seed.front().end;
    for tag in &seed.lines[tags..end] {
        seed.replace(end..end, &[(*tag).to_owned()], out);
    }
}

fn key_order(seed: &Seed<'_>, out: &mut Vec<(String, String)>) {
    let entries = seed.entries();
    for first in 0..entries.len() {
        for second in first + 1..entries.len() {
            let mut changed = entries.clone();
            changed.swap(first, second);
            seed.replace(seed.front(), &changed.concat(), out);
        }
    }
}

fn heading_text(seed: &Seed<'_>, out: &mut Vec<(String, String)>) {
    for (index, line) in seed.lines.iter().enumerate() {
        let Some(words) = line.strip_prefix("## ") else { continue };
        let wide = words.replace('(', "（").replace(')', "）");
        let suffix = words.replace('(', " - ").replace(')', "");
        let dressed = [format!("💡 {words}"), format!("3. {words}"), format!("💡 {suffix}"), suffix, wide];
        for words in dressed {
            seed.replace(index..index + 1, &[format!("## {words}")], out);
        }
    }
}

/// The number of an ordered item, and what follows its marker.
fn ordered(line: &str) -> Option<(usize, &str)> {
    let (number, rest) = line.split_once(". ")?;
    Some((number.parse().ok()?, rest))
}

fn points_numbering(seed: &Seed<'_>, out: &mut Vec<(String, String)>) {
    for list in seed.lists(|line| ordered(line).is_some()) {
        let renumber = |new: fn(usize) -> usize| -> Vec<String> {
            let change = |line: &&str| match ordered(line) {
                Some((number, rest)) => format!("{}. {rest}", new(number)),
                None => (*line).to_owned(),
            };
            seed.lines[list.clone()].iter().map(change).collect()
        };
        for new in [|_| 1, |number| number / 2 + 1, |number| 2 * number - 1] as [fn(usize) -> usize; 3] {
            if list.len() > 1 {
                seed.replace(list.clone(), &renumber(new), out);
            }
        }
    }
}

fn points_style(seed: &Seed<'_>, out: &mut Vec<(String, String)>) {
    for list in seed.lists(|line| ordered(line).is_some()) {
        let bullet = |line: &&str| match ordered(line) {
            Some((_, rest)) => format!("- {rest}"),
            None => line.replacen("   ", "  ", 1),
        };
        seed.replace(list.clone(), &seed.lines[list].iter().map(bullet).collect::<Vec<_>>(), out);
    }
    for list in seed.lists(|line| line.starts_with("- ")) {
        // The bullets of entries and ratings are as the type wants them.
        let heading = seed.lines[..list.start].iter().rev().find(|line| line.starts_with('#'));
        if heading != Some(&"## Decisions") {
            continue;
        }
        let mut number = 0;
        let mut numbered = |line: &&str| match line.strip_prefix("- ") {
            Some(rest) => {
                number += 1;
                format!("{number}. {rest}")
            }
            None => format!(" {line}"),
        };
        let lines: Vec<String> = seed.lines[list.clone()].iter().map(&mut numbered).collect();
        seed.replace(list, &lines, out);
    }
}

fn rating_style(seed: &Seed<'_>, out: &mut Vec<(String, String)>) {
    seed.each_line(out, |line| {
        let Some(start) = line.find('⭐') else { return Vec::new() };
        let end = start + line[start..].find(|c| !matches!(c, '⭐' | '☆')).unwrap();
        let written = &line[start..end];
        let count = written.matches('⭐').count();
        let dresses = [
            written.replace('⭐', "★"),
            written.replace('☆', ""),
            written.replace('⭐', "⭐\u{fe0f}"),
            format!("{count}/5"),
            format!("{count}.0 / 5.0"),
            format!("{} ({count}/5)", written.replace('⭐', "★")),
            format!("**{written}**（{count}/5）"),
        ];
        dresses.into_iter().map(|dress| format!("{}{dress}{}", &line[..start], &line[end..])).collect()
    });
}
