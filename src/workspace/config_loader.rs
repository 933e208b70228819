//! A configuration with its note types loaded.

mod by_name;
mod entries;

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    sync::Arc,
};

#[cfg(feature = "cli")]
pub(crate) use self::by_name::is_schema;
use super::{root::Root, type_memory::TypeMemory};
use crate::{
    config::{self, Config, When, WhenSchema},
    diagnostic::{Fault, Notice},
    disk::{self, FileSystem, Fingerprint, Repository, SchemaFolder},
    notetype::{
        self, BUILT_IN, Condition, Fetch, FetchError, LazyType, NoteType, RECOGNISERS, Recogniser,
        TypeSource, untyped,
    },
};

/// A configuration with its note types loaded.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// The collection's folder, which globs are relative to.
    pub(super) root: Root,
    /// The configuration's file, as reported; `None` for the defaults.
    pub(crate) file: Option<String>,
    pub(crate) config: Config,
    /// Its types, in its order; if it declares none, the built-in ones that are recognised.
    pub(crate) types: Vec<LazyType>,
    /// How those are recognised; none if it declares types.
    pub(crate) recognisers: Vec<&'static Recogniser>,
    /// The fingerprint of its file and of all files that its types were loaded from.
    pub(super) sources: Fingerprint,
    /// The type that `--type` names, as an index of `types`.
    pub(crate) chosen: Option<usize>,
    /// The files that its types were loaded from, absolute.
    pub(super) schemas: Vec<PathBuf>,
    /// The repository that its types are read from; `None` if the user chose the configuration and it
    /// is in none: then they can be anywhere.
    pub(super) repository: Option<Repository>,
}

/// The file of a configuration, an absolute path.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ConfigFile<'a> {
    /// It was found beside or above notes.
    Found(&'a Path),
    /// The user named it.
    Chosen(&'a Path),
}

impl<'a> ConfigFile<'a> {
    pub(crate) fn path(self) -> &'a Path {
        let (Self::Found(path) | Self::Chosen(path)) = self;
        path
    }
}

/// Loads note types.
pub(crate) struct Types {
    files: Arc<dyn FileSystem>,
    chosen: Option<String>,
    /// What earlier runs found out of them.
    memory: Option<Arc<dyn TypeMemory>>,
}

impl Types {
    /// Loads types from `files`. If `chosen` is given, it names the type of all notes, or the file of its schema.
    pub(crate) fn new(files: Arc<dyn FileSystem>, chosen: Option<String>) -> Self {
        Self { files, chosen, memory: None }
    }

    /// Sets what is known of them, so that not all need be loaded.
    pub(super) fn knowing(self, memory: Option<Arc<dyn TypeMemory>>) -> Self {
        Self { memory, ..self }
    }

    /// Loads the type whose schema is `text`, in the file at the absolute `path`, reported from `cwd`.
    fn load(&self, path: PathBuf, text: &str, cwd: &Path, read: &mut Read) -> Result<NoteType, Vec<Fault>> {
        let shown = disk::display_path(&path, cwd);
        let folder = SchemaFolder::of(self.files.clone(), &path);
        read.add(path, &shown, text);
        let folder = Reading { folder, read: RefCell::new(read) };
        notetype::load(&TypeSource { path: &shown, text }, &folder)
    }
}

/// Where a configuration came from.
#[derive(Default)]
struct Origin {
    /// The file, as reported; `None` for the defaults.
    file: Option<String>,
    /// Its absolute path.
    path: Option<PathBuf>,
    /// The fingerprint of the file.
    sources: Fingerprint,
    repository: Option<Repository>,
}

/// What a type was loaded from.
#[derive(Default)]
struct Read {
    fingerprint: Fingerprint,
    files: Vec<PathBuf>,
    /// Those that were fetched, each with its text.
    fetched: Vec<(String, String)>,
}

impl Read {
    fn add(&mut self, file: PathBuf, shown: &str, text: &str) {
        self.files.push(file);
        self.fingerprint.add(shown.as_bytes());
        self.fingerprint.add(text.as_bytes());
    }
}

/// Records what is read from the folder of a type.
struct Reading<'a> {
    folder: SchemaFolder,
    read: RefCell<&'a mut Read>,
}

impl Fetch for Reading<'_> {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        let text = self.folder.fetch(path)?;
        let mut read = self.read.borrow_mut();
        read.add(self.folder.file(path), path, &text);
        read.fetched.push((path.to_owned(), text.clone()));
        Ok(text)
    }
}

impl Loaded {
    /// Returns the defaults in the absolute working directory `cwd`.
    ///
    /// # Errors
    /// The faults of note types.
    #[cfg(feature = "cli")]
    pub(crate) fn defaults(cwd: &Path, types: &mut Types) -> Result<Self, Vec<Fault>> {
        Self::default_at(Root::new(cwd.to_owned(), cwd, false), cwd, types)
    }

    /// Returns the defaults for the collection at `root`, reported from `cwd`.
    ///
    /// # Errors
    /// The faults of note types.
    pub(super) fn default_at(root: Root, cwd: &Path, types: &mut Types) -> Result<Self, Vec<Fault>> {
        Self::new(Config::default(), Origin::default(), root, types, cwd)
    }

    /// Reads the configuration in `file`, reported from `cwd`.
    ///
    /// # Errors
    /// All faults of the configuration and its note types.
    pub(crate) fn read(file: ConfigFile<'_>, cwd: &Path, types: &mut Types) -> Result<Self, Vec<Fault>> {
        let path = file.path();
        let shown = disk::display_path(path, cwd);
        let in_file = |fault: Fault| fault.in_file(&shown);
        let files: &dyn FileSystem = &*types.files;
        let folder = path.parent().unwrap_or(path);
        let (repository, text) = match file {
            ConfigFile::Chosen(_) => {
                (Repository::around(files, folder), files.chosen_text(path, disk::MAX_BYTES))
            }
            ConfigFile::Found(_) => {
                let inside = Repository::or_at(files, folder, folder);
                let readable = inside.readable(files, path).map_err(|outside| {
                    outside.fault().help("copy the file, or name the one that it leads to with `--config`")
                });
                (Some(inside), readable.and_then(|path| files.text(&path)))
            }
        };
        let text = text.map_err(|fault| vec![in_file(fault)])?;
        let config =
            config::read(&text).map_err(|faults| faults.into_iter().map(in_file).collect::<Vec<_>>())?;
        let mut sources = Fingerprint::default();
        sources.add(text.as_bytes());
        let root = Root::new(folder.to_owned(), cwd, true);
        let origin = Origin { file: Some(shown), path: Some(path.to_owned()), sources, repository };
        Self::new(config, origin, root, types, cwd)
    }

    fn new(
        config: Config,
        origin: Origin,
        root: Root,
        types: &mut Types,
        cwd: &Path,
    ) -> Result<Self, Vec<Fault>> {
        let Origin { file, path, sources, repository } = origin;
        let mut loaded = Self {
            root,
            file,
            config,
            types: Vec::new(),
            recognisers: Vec::new(),
            sources,
            chosen: None,
            schemas: Vec::new(),
            repository,
        };
        let mut faults = loaded.load_conditions(types, cwd);
        let mut sound = None;
        match &loaded.config.types {
            None => {
                for recogniser in RECOGNISERS {
                    if let Some(note_type) = LazyType::built_in(recogniser.name) {
                        loaded.types.push(note_type);
                        loaded.recognisers.push(recogniser);
                    }
                }
            }
            Some(entries) => {
                sound = types.sound(entries, path.as_deref());
                for (mut read, note_type) in loaded.load_types(entries, types, cwd, sound.as_ref()) {
                    loaded.sources.add(&read.fingerprint.finish().to_le_bytes());
                    loaded.schemas.append(&mut read.files);
                    match note_type {
                        Ok(note_type) => loaded.types.push(note_type),
                        Err(found) => faults.extend(found),
                    }
                }
            }
        }
        faults.extend(loaded.unknown_references());
        if !faults.is_empty() {
            return Err(faults);
        }
        if let Some(sound) = sound {
            sound.save();
        }
        loaded.choose(types, cwd)?;
        Ok(loaded)
    }

    /// Returns the faults of types whose references name a type that the configuration does not have.
    fn unknown_references(&self) -> Vec<Fault> {
        let own = self.config.types.iter().flatten().map(|entry| entry.name.value.as_str());
        let defaults = BUILT_IN.iter().copied().filter(|_| self.config.types.is_none());
        let known: Vec<&str> = own.chain(defaults).collect();
        let judged = self.types.iter().filter_map(LazyType::judged);
        judged.flat_map(|note_type| note_type.unknown_references(&known)).collect()
    }

    /// The type of notes without one that are checked nevertheless.
    pub(super) fn untyped(&self) -> Arc<NoteType> {
        untyped(self.config.types.is_some())
    }

    /// What its note types and conditions contain that has no effect.
    pub(crate) fn notices(&self) -> impl Iterator<Item = &Notice> {
        let of_conditions = self.config.whens().filter_map(When::condition);
        let of_conditions = of_conditions.flat_map(|condition| &condition.notices);
        let judged = self.types.iter().filter_map(LazyType::judged);
        judged.flat_map(|note_type| &note_type.notices).chain(of_conditions)
    }

    /// Loads the schemas of each `when`. Returns their faults.
    fn load_conditions(&mut self, types: &Types, cwd: &Path) -> Vec<Fault> {
        let (mut conditions, mut faults) = (Vec::new(), Vec::new());
        let mut read = Read::default();
        for when in self.config.whens() {
            conditions.push(self.load_condition(when, types, cwd, &mut read).unwrap_or_else(|found| {
                faults.extend(found);
                None
            }));
        }
        for (when, condition) in self.config.whens_mut().zip(conditions) {
            when.set_condition(condition);
        }
        if !read.files.is_empty() {
            self.sources.add(&read.fingerprint.finish().to_le_bytes());
            self.schemas.append(&mut read.files);
        }
        faults
    }

    fn load_condition(
        &self,
        when: &When,
        types: &Types,
        cwd: &Path,
        read: &mut Read,
    ) -> Result<Option<Arc<Condition>>, Vec<Fault>> {
        let Some(schema) = when.schema() else { return Ok(None) };
        let file = self.file.as_deref().unwrap_or_default();
        let (source, path, inline);
        let (shown, text);
        match &schema.value {
            WhenSchema::Inline(written) => {
                path = self.root.folder.join(config::FILE_NAME);
                source = TypeSource { path: file, text: self.config.text() };
                inline = Some(written.clone());
            }
            WhenSchema::File(written) => {
                (path, text) = self.schema_text(&*types.files, written).map_err(|error| {
                    let message = format!("the schema `{written}` of `when` {}", error.message);
                    let fault = Fault::new(message).at(self.config.range(schema.span)).in_file(file);
                    vec![Fault { help: error.help, ..fault }]
                })?;
                shown = disk::display_path(&path, cwd);
                read.add(path.clone(), &shown, &text);
                source = TypeSource { path: &shown, text: &text };
                inline = None;
            }
        }
        let folder =
            Reading { folder: SchemaFolder::of(types.files.clone(), &path), read: RefCell::new(read) };
        Ok(Some(Arc::new(notetype::load_condition(&source, inline, &folder)?)))
    }

    /// Returns the absolute path of the file that `schema:` names, and its text.
    fn schema_text(&self, files: &dyn FileSystem, written: &str) -> Result<(PathBuf, String), Fault> {
        let path = disk::absolute(Path::new(written), &self.root.folder);
        let Some(repository) = &self.repository else {
            let text = files.text(&path)?;
            return Ok((path, text));
        };
        let readable = repository.readable(files, &path).map_err(|outside| {
            outside.fault().help("copy the schema into the folder of the configuration")
        })?;
        let text = files.text(&readable)?;
        Ok((path, text))
    }
}
