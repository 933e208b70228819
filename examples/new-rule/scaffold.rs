//! The files of a new rule, and the lines that it needs in others.

use std::{fs, path::Path};

/// A rule to be written.
#[derive(Debug)]
pub(crate) struct NewRule<'a> {
    group: &'a str,
    name: &'a str,
    summary: &'a str,
    fix: Option<Fix>,
}

/// Whether what the rule finds is repaired without judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fix {
    /// It is.
    Safe,
    /// Only on request.
    Unsafe,
}

impl<'a> NewRule<'a> {
    /// The rule `id`, whose `summary` says when it fires.
    ///
    /// # Errors
    /// If the id or the summary is not well-formed.
    pub(crate) fn new(id: &'a str, summary: &'a str, fix: Option<Fix>) -> Result<Self, String> {
        let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        let (group, name) = id.split_once('/').ok_or("an id is `group/name`")?;
        if !word(group) || !name.split('-').all(word) {
            return Err(format!("`{id}` is not small letters with dashes: `group/the-name`"));
        }
        if group == "suppression" {
            return Err(
                "the rules of `suppression` run in `src/lint/suppress.rs`: write it by hand".to_owned()
            );
        }
        if summary.is_empty() || summary.contains('\n') || summary.ends_with('.') {
            return Err(
                "the summary is one line without a full stop: \"a score is outside the scale\"".to_owned()
            );
        }
        Ok(Self { group, name, summary, fix })
    }

    /// Writes the rule below `root`, the folder of the repository, and returns the files that it touched.
    ///
    /// # Errors
    /// If the group does not exist, the rule does, or a file has not the form that it had when this was written. Then
    /// nothing is written.
    pub(crate) fn write(&self, root: &Path) -> Result<Vec<String>, String> {
        let (group, module) = (self.group, self.module());
        let new_files = [
            (format!("src/rules/{group}/{module}.rs"), self.code()),
            (format!("src/rules/{group}/{module}.md"), self.page()),
            (format!("tests/rules/{group}/{}.md", self.name), self.cases()),
        ];
        if let Some((file, _)) = new_files.iter().find(|(file, _)| root.join(file).exists()) {
            return Err(format!("`{file}` exists already"));
        }
        let mut files = Vec::from(new_files);
        let mut edit = |file: String, edit: &dyn Fn(&str) -> Option<String>| -> Result<(), String> {
            let text = fs::read_to_string(root.join(&file)).map_err(|error| format!("`{file}`: {error}"))?;
            let edited =
                edit(&text).ok_or_else(|| format!("`{file}` has no line to put the rule next to"))?;
            files.push((file, edited));
            Ok(())
        };
        edit(format!("src/rules/{group}.rs"), &|text| self.with_module(text))?;
        edit("src/rules/mod.rs".to_owned(), &|text| self.with_registration(text))?;
        if self.fix == Some(Fix::Safe) {
            edit("tests/it/seeds/mutations.rs".to_owned(), &|text| self.with_mutation(text))?;
        }
        for (file, text) in &files {
            fs::create_dir_all(root.join(file).parent().unwrap_or(root))
                .and_then(|()| fs::write(root.join(file), text))
                .map_err(|error| format!("`{file}`: {error}"))?;
        }
        Ok(files.into_iter().map(|(file, _)| file).collect())
    }

    fn module(&self) -> String {
        self.name.replace('-', "_")
    }

    /// The name of its type: `the-name` is `TheName`.
    fn type_name(&self) -> String {
        let words = self.name.split('-');
        words
            .flat_map(|word| word[..1].chars().map(|c| c.to_ascii_uppercase()).chain(word[1..].chars()))
            .collect()
    }

    /// `template` with the names of the rule. A line that begins with `fix>` is for rules with a
    /// fix alone, one that begins with `vault>` for those that compare notes.
    fn filled(&self, template: &str) -> String {
        let (safety, constructor, word) = match self.fix {
            Some(Fix::Safe) => ("Some(Safety::Safe)", "safe", "Safe"),
            Some(Fix::Unsafe) => ("Some(Safety::Unsafe)", "unsafe_", "Unsafe"),
            None => ("None", "", ""),
        };
        let fields = [
            ("<id>", format!("{}/{}", self.group, self.name)),
            ("<module>", self.module()),
            ("<Type>", self.type_name()),
            ("<summary>", self.summary.replace('\\', "\\\\").replace('"', "\\\"")),
            ("<version>", env!("CARGO_PKG_VERSION").to_owned()),
            ("<safety>", safety.to_owned()),
            ("<constructor>", constructor.to_owned()),
            ("<Safety>", word.to_owned()),
            ("<fix imports>", if self.fix.is_some() { "Fix, RuleId, Safety" } else { "RuleId" }.to_owned()),
            ("<edit imports>", if self.fix.is_some() { "{Edit, Span}" } else { "Span" }.to_owned()),
        ];
        let conditions = [("fix>", self.fix.is_some()), ("vault>", self.group == "vault")];
        let lines = template.split_inclusive('\n').filter_map(|line| {
            let condition = conditions.iter().find(|(prefix, _)| line.starts_with(prefix));
            condition.map_or(Some(line), |(prefix, holds)| holds.then(|| &line[prefix.len()..]))
        });
        fields.iter().fold(lines.collect(), |text: String, (field, value)| text.replace(field, value))
    }

    fn code(&self) -> String {
        self.filled(match self.group {
            "vault" => include_str!("templates/vault_rule.txt"),
            _ => include_str!("templates/note_rule.txt"),
        })
    }

    fn page(&self) -> String {
        self.filled(include_str!("templates/page.txt"))
    }

    fn cases(&self) -> String {
        self.filled(include_str!("templates/cases.txt"))
    }

    /// The group's module with the rule's, in the order of the names.
    fn with_module(&self, text: &str) -> Option<String> {
        let name = |line: &str| Some(line.trim_start_matches("pub(super) ").strip_prefix("mod ")?.to_owned());
        let new = format!("pub(super) mod {};", self.module());
        let after = |line: &str| name(line) > name(&new);
        let lines: Vec<&str> = text.lines().collect();
        let at = lines.iter().position(|line| name(line).is_some() && after(line));
        let at = at.or_else(|| Some(lines.iter().rposition(|line| name(line).is_some())? + 1))?;
        Some(with_line(&lines, at, &new))
    }

    /// The table of rules with the rule, last of its group.
    fn with_registration(&self, text: &str) -> Option<String> {
        let lines: Vec<&str> = text.lines().collect();
        let of_group = format!("::<{}::", self.group);
        let is_of_group = |line: &&str| line.trim_start().starts_with("register") && line.contains(&of_group);
        let register = if self.group == "vault" { "register_vault" } else { "register" };
        let line = format!("    {register}::<{}::{}::{}>(),", self.group, self.module(), self.type_name());
        Some(with_line(&lines, lines.iter().rposition(is_of_group)? + 1, &line))
    }

    /// The mutations of the seeds with one that the rule repairs.
    fn with_mutation(&self, text: &str) -> Option<String> {
        let lines: Vec<&str> = text.lines().collect();
        let start = lines.iter().position(|line| line.starts_with("const MUTATORS"))?;
        let end = start + lines[start..].iter().position(|line| *line == "];")?;
        Some(with_line(&lines, end, self.filled(include_str!("templates/mutation.txt")).trim_end()))
    }
}

/// What is left to do for the rule `id` once its files are written.
pub(crate) fn left_to_do(id: &str) -> String {
    let test = id.replace('/', "::").replace('-', "_");
    include_str!("templates/left_to_do.txt").replace("<id>", id).replace("<test>", &test)
}

fn with_line(lines: &[&str], at: usize, line: &str) -> String {
    let (before, after) = lines.split_at(at);
    [before, &[line], after].concat().join("\n") + "\n"
}
