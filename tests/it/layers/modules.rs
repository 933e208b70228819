//! Which files of a folder import which others, as the compiler resolves their paths: through
//! `super`, `self`, `crate`, groups, globs, aliases and re-exports.

use std::collections::{BTreeMap, BTreeSet};

/// The segments of a path, such as `super`, `folder`, `Cache`.
type Path = Vec<String>;

/// The modules of the crate that are files, by their paths in it: `disk`, `disk::cache`.
pub(crate) struct Modules(BTreeMap<Path, Module>);

#[derive(Default)]
struct Module {
    file: String,
    uses: Vec<Use>,
    /// Paths written out in the code.
    paths: Vec<Path>,
}

/// One name that a `use` brings into a module.
struct Use {
    name: String,
    path: Path,
    /// Whether it is a re-export.
    is_public: bool,
}

impl Modules {
    /// The modules of the files named `src/` + name, with their code.
    pub(crate) fn new<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let modules = files.map(|(file, code)| {
            let path = file.trim_end_matches(".rs").trim_end_matches("/mod").split('/').map(str::to_owned);
            let mut module = Module { file: file.to_owned(), ..Module::default() };
            Reader { tokens: &tokens(code), module: &mut module }.read();
            (path.collect(), module)
        });
        Self(modules.collect())
    }

    /// The circles: sets of files of one folder that import each other. A module that re-exports
    /// what is inside it imports nothing by that.
    pub(crate) fn circles(&self) -> BTreeSet<Vec<&str>> {
        let imports: BTreeMap<&Path, BTreeSet<&Path>> =
            self.0.keys().map(|module| (module, self.imports(module))).collect();
        let walk = |from: &Path| {
            let mut reached = BTreeSet::new();
            let mut next = vec![imports.get_key_value(from).map(|(from, _)| *from).unwrap()];
            while let Some(module) = next.pop() {
                next.extend(imports[module].iter().copied().filter(|module| reached.insert(*module)));
            }
            reached
        };
        let reached: BTreeMap<&Path, BTreeSet<&Path>> =
            self.0.keys().map(|from| (from, walk(from))).collect();
        let mut circles = BTreeSet::new();
        for (module, others) in reached.iter().filter(|(module, others)| others.contains(*module)) {
            let circle = others.iter().filter(|other| reached[*other].contains(*module));
            let mut circle: Vec<&str> = circle.map(|module| self.0[*module].file.as_str()).collect();
            circle.sort_unstable();
            circles.insert(circle);
        }
        circles
    }

    /// The other modules of its folder that `from` imports.
    fn imports(&self, from: &Path) -> BTreeSet<&Path> {
        let module = &self.0[from];
        let used = module.uses.iter().filter_map(|used| {
            let to = self.resolve(from, &used.path, 0)?;
            let is_face = used.is_public && to.starts_with(from);
            (!is_face).then_some(to)
        });
        let written = module.paths.iter().filter_map(|path| self.resolve(from, path, 0));
        used.chain(written).filter(|to| *to != from && to[0] == from[0]).collect()
    }

    /// The module that has the item at `path` as written in the module `from`; `None` if it is
    /// another crate's.
    fn resolve(&self, from: &Path, path: &[String], depth: usize) -> Option<&Path> {
        let (mut at, mut rest) = (from.clone(), path);
        while let [first, others @ ..] = rest {
            match first.as_str() {
                "crate" => at = Path::new(),
                "super" => drop(at.pop()?),
                "self" => {}
                _ => break,
            }
            rest = others;
        }
        let is_relative = rest.len() < path.len();
        for (number, name) in rest.iter().enumerate() {
            let mut child = at.clone();
            child.push(name.clone());
            if self.0.contains_key(&child) {
                at = child;
                continue;
            }
            let used = self.0.get(&at).and_then(|module| module.uses.iter().find(|used| used.name == *name));
            if let Some(used) = used.filter(|used| depth < 9 && used.path != *path) {
                let whole: Path = used.path.iter().chain(&rest[number + 1..]).cloned().collect();
                return self.resolve(&at, &whole, depth + 1);
            }
            if number == 0 && !is_relative {
                return None;
            }
            break;
        }
        self.0.get_key_value(&at).map(|(module, _)| module)
    }
}

struct Reader<'a> {
    tokens: &'a [String],
    module: &'a mut Module,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut at = 0;
        // How many braces are open, and at which depths modules inside the file begin.
        let (mut depth, mut inner) = (0, Vec::new());
        while at < self.tokens.len() {
            if self.is_at(at, &["#", "[", "cfg", "(", "test", ")", "]"]) {
                at = self.after_item(at + 7);
                continue;
            }
            match self.tokens[at].as_str() {
                "{" => depth += 1,
                "}" => {
                    depth -= 1;
                    inner.pop_if(|opened| *opened == depth);
                }
                "mod" if self.is_at(at + 2, &["{"]) => inner.push(depth),
                "use" => {
                    let is_public = at > 0 && matches!(self.tokens[at - 1].as_str(), "pub" | ")");
                    at = self.tree(at + 1, &Path::new(), is_public, inner.len());
                    continue;
                }
                name if is_name(name) && self.is_at(at + 1, &["::"]) => {
                    let (path, next) = self.path(at);
                    let is_part = at > 0 && matches!(self.tokens[at - 1].as_str(), "." | "::");
                    let is_visibility = at > 2 && self.is_at(at - 3, &["pub", "(", "in"]);
                    if !is_part && !is_visibility {
                        self.add_path(path, inner.len());
                    }
                    at = next;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
    }

    fn is_at(&self, at: usize, wanted: &[&str]) -> bool {
        self.tokens.iter().skip(at).map(String::as_str).take(wanted.len()).eq(wanted.iter().copied())
    }

    /// The path at `at`, and what follows it.
    fn path(&self, mut at: usize) -> (Path, usize) {
        let mut path = vec![self.tokens[at].clone()];
        while self.is_at(at + 1, &["::"]) && self.tokens.get(at + 2).is_some_and(|name| is_name(name)) {
            path.push(self.tokens[at + 2].clone());
            at += 2;
        }
        (path, at + 1)
    }

    fn add_path(&mut self, path: Path, inner: usize) {
        if let Some(path) = outside(path, inner) {
            self.module.paths.push(path);
        }
    }

    /// Reads the tree of a `use` at `at`, which follows `before`; what follows it.
    fn tree(&mut self, mut at: usize, before: &Path, is_public: bool, inner: usize) -> usize {
        let mut path = before.clone();
        loop {
            match self.tokens[at].as_str() {
                "::" => at += 1,
                "{" => {
                    at += 1;
                    while self.tokens[at] != "}" {
                        at = self.tree(at, &path, is_public, inner);
                        at += usize::from(self.tokens[at] == ",");
                    }
                    return at + 1;
                }
                "*" => {
                    self.add_use("*".to_owned(), path, is_public, inner);
                    return at + 1;
                }
                name => {
                    path.push(name.to_owned());
                    at += 1;
                    if self.tokens[at] == "as" {
                        self.add_use(self.tokens[at + 1].clone(), path, is_public, inner);
                        return at + 2;
                    }
                    if self.tokens[at] != "::" {
                        if path.last().is_some_and(|last| last == "self") {
                            path.pop();
                        }
                        let name = path.last().cloned().unwrap_or_default();
                        self.add_use(name, path, is_public, inner);
                        return at;
                    }
                }
            }
        }
    }

    fn add_use(&mut self, name: String, path: Path, is_public: bool, inner: usize) {
        if let Some(path) = outside(path, inner) {
            self.module.uses.push(Use { name, path, is_public });
        }
    }

    /// What follows the item at `at`.
    fn after_item(&self, at: usize) -> usize {
        let mut depth = 0;
        for (number, token) in self.tokens.iter().enumerate().skip(at) {
            match token.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            if depth == 0 && matches!(token.as_str(), "}" | ";") {
                return number + 1;
            }
        }
        self.tokens.len()
    }
}

/// `path`, which is written `inner` modules deep in a file, as seen from the file; `None` if it does
/// not leave those modules.
fn outside(path: Path, inner: usize) -> Option<Path> {
    let climbs = path.iter().take_while(|name| *name == "super").count();
    if inner == 0 || path.first().is_some_and(|first| first == "crate") {
        return Some(path);
    }
    (climbs > inner).then(|| path[inner..].to_vec())
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The names and signs of `code`, without comments and literals.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(length) = literal(rest) {
            length
        } else if c.is_alphanumeric() || c == '_' {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            tokens.push(rest[..end].to_owned());
            end
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !c.is_whitespace() {
                tokens.push(c.to_string());
            }
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// The length of the string or character that `code` begins with.
fn literal(code: &str) -> Option<usize> {
    let hashes = code.strip_prefix('r').map_or(0, |raw| raw.len() - raw.trim_start_matches('#').len());
    if code.strip_prefix('r').is_some_and(|raw| raw[hashes..].starts_with('"')) {
        let end = format!("\"{}", "#".repeat(hashes));
        let start = 2 + hashes;
        return Some(code[start..].find(&end).map_or(code.len(), |at| start + at + end.len()));
    }
    let quote = code.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut escaped = false;
    let mut inside = code.char_indices().skip(1);
    let close = inside.find(|(_, c)| {
        let closes = *c == quote && !escaped;
        escaped = *c == '\\' && !escaped;
        closes
    });
    let end = close.map_or(code.len(), |(at, _)| at + 1);
    // A lifetime has no closing quote, or one that opens another character.
    let is_character =
        quote == '"' || code[1..].starts_with('\\') || code[1..end.max(2) - 1].chars().count() == 1;
    is_character.then_some(end)
}
