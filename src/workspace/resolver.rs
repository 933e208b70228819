//! Resolves the configuration of each note: found from the note's folder upwards and loaded once,
//! with one set of rules per combination of type and overrides that occurs.

mod ahead;
mod hints;
#[cfg(feature = "cli")]
mod records;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use super::{
    assignment::{Assignment, CheckedAs},
    config_loader::{ConfigFile, Loaded, Types},
    indexes::Indexes,
    options::{ConfigChoice, Options},
    root::Root,
    settings::Settings,
    target::Resolved,
    type_memory::TypeMemory,
};
use crate::{
    config,
    diagnostic::Fault,
    disk::{self, FileSystem, NoteFile, Repository},
    notetype::LazyType,
    rules::{self, RuleSet, Selection},
    text::short,
};

/// The configuration that applies in a folder.
#[derive(Clone, Debug, Default)]
struct Folder {
    /// The configuration; `None` if it has faults.
    loaded: Option<Arc<Loaded>>,
    /// Whether a configuration above excludes the folder.
    excluded: bool,
}

/// Resolves the settings of notes.
pub(super) struct Resolver {
    files: Arc<dyn FileSystem>,
    options: Arc<Options>,
    cwd: PathBuf,
    selection: Selection,
    types: Types,
    /// The one configuration of all notes, if it was chosen.
    fixed: Option<Folder>,
    /// The folder of all paths that were named.
    common_folder: OnceLock<PathBuf>,
    /// By the folder that was walked, then by the folder in it.
    folders: HashMap<PathBuf, HashMap<PathBuf, Folder>>,
    /// The folder that was asked for last, with the one that was walked: notes of one folder come one after another.
    last: Option<([PathBuf; 2], Folder)>,
    /// How many folders are in `folders`.
    folder_count: usize,
    /// By their files, the defaults by the folders of their collections; or their faults.
    configs: HashMap<PathBuf, Result<Arc<Loaded>, Vec<Fault>>>,
    indexes: Indexes,
    /// The number of the settings of each collection, type and set of overrides.
    known: HashMap<(usize, CheckedAs, Box<[usize]>), usize>,
    roots: Vec<Root>,
    root_numbers: HashMap<Root, usize>,
    settings: Vec<Settings>,
    /// Whether a rule about the collection runs.
    checks_collections: bool,
    faults: Vec<Fault>,
}

impl Resolver {
    /// Returns a resolver for the notes of `options` in the absolute working directory `cwd`. Types that `memory`
    /// knows are loaded when notes need them.
    pub(super) fn new(
        files: Arc<dyn FileSystem>,
        options: &Arc<Options>,
        cwd: &Path,
        selection: Selection,
        memory: Option<Arc<dyn TypeMemory>>,
    ) -> Self {
        let mut resolver = Self {
            files: files.clone(),
            options: options.clone(),
            cwd: cwd.to_owned(),
            selection,
            types: Types::new(files, options.note_type.clone()).knowing(memory),
            fixed: None,
            common_folder: OnceLock::new(),
            folders: HashMap::new(),
            last: None,
            folder_count: 0,
            configs: HashMap::new(),
            indexes: Indexes::default(),
            known: HashMap::new(),
            roots: Vec::new(),
            root_numbers: HashMap::new(),
            settings: Vec::new(),
            checks_collections: false,
            faults: Vec::new(),
        };
        let chosen = match &options.config {
            ConfigChoice::Nearest | ConfigChoice::Isolated => return resolver,
            ConfigChoice::File(path) => resolver.file(ConfigFile::Chosen(&disk::absolute(path, cwd))),
        };
        resolver.fixed = Some(Folder { loaded: chosen, excluded: false });
        resolver
    }

    /// Whether the file at `path` has changed so that other notes may have other types.
    pub(super) fn is_index_changed(&self, path: &Path) -> bool {
        self.indexes.is_changed(&*self.files, path)
    }

    /// Whether what applies to `file` depends on its text, if it is not excluded.
    pub(super) fn depends_on_text(&mut self, file: &NoteFile) -> bool {
        let folder = file.path.parent().unwrap_or(&file.path);
        self.folder(folder, &file.root).loaded.is_some_and(|loaded| loaded.depends_on_texts())
    }

    /// Returns what applies to `file`; `None` if it is excluded or its configuration has faults.
    pub(super) fn resolve(&mut self, file: &NoteFile) -> Option<Resolved> {
        self.resolve_read(file, None)
    }

    /// Like [`resolve`](Self::resolve), with what [`read_ahead`](Self::read_ahead) found out of the text of `file`.
    pub(super) fn resolve_read(&mut self, file: &NoteFile, assigned: Option<Assignment>) -> Option<Resolved> {
        let loaded = self.config_of(file)?;
        let assign = || loaded.assign(&file.path, &*self.files, &self.indexes);
        let assigned = assigned.unwrap_or_else(assign);
        Some(self.resolve_assigned(file, &loaded, assigned))
    }

    fn resolve_assigned(&mut self, file: &NoteFile, loaded: &Arc<Loaded>, assigned: Assignment) -> Resolved {
        let folder = file.path.parent().unwrap_or(&file.path);
        let root = self.root_of(loaded, folder);
        let settings = self.settings_of(loaded, root, assigned).map(short);
        Resolved { settings, root: short(root) }
    }

    /// Returns what applies to `file` if it is excluded from a collection that has notes: no type, but others
    /// can link to it.
    pub(super) fn resolve_excluded(&mut self, file: &NoteFile) -> Option<Resolved> {
        let folder = file.path.parent().unwrap_or(&file.path);
        let loaded = self.folder(folder, &file.root).loaded?;
        let root = *self.root_numbers.get(&loaded.root)?;
        Some(Resolved { settings: None, root: u32::try_from(root).ok()? })
    }

    /// Returns the configuration of `file`; `None` if it is excluded or its configuration has faults.
    pub(super) fn config_of(&mut self, file: &NoteFile) -> Option<Arc<Loaded>> {
        let folder = file.path.parent().unwrap_or(&file.path);
        let Folder { loaded, excluded } = self.folder(folder, &file.root);
        let loaded = loaded?;
        let exclude = &loaded.config.exclude;
        let is_excluded = || {
            !exclude.is_empty()
                && exclude.match_path_or_parent(&disk::display_path(&file.path, &loaded.root.folder))
        };
        let forced = self.options.force_exclude;
        // A folder that is excluded but named on the command line is checked.
        let wanted = || {
            let root = disk::display_path(&file.root, &loaded.root.folder);
            *file.root != *loaded.root.folder
                && file.root.starts_with(&loaded.root.folder)
                && exclude.match_folder(&root)
        };
        let leaves_out = || excluded || is_excluded() && (forced || !wanted());
        if (!file.named || forced) && leaves_out() || file.named && forced && is_hidden(file) {
            return None;
        }
        Some(loaded)
    }

    /// The file system that notes are read from.
    pub(super) fn file_system(&self) -> Arc<dyn FileSystem> {
        self.files.clone()
    }

    /// Loads the configuration of the named `path`, as no note tells its faults.
    pub(super) fn load(&mut self, path: &Path) {
        self.folder(path, path);
    }

    /// The roots of the collections in which notes were found.
    pub(super) fn roots(&self) -> &[Root] {
        &self.roots
    }

    /// Whether a rule about the collection runs.
    pub(super) fn checks_collections(&self) -> bool {
        self.checks_collections
    }

    /// The rules that the command line selects.
    #[cfg(feature = "cli")]
    pub(super) fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The settings, by their numbers.
    pub(super) fn settings(&self) -> &[Settings] {
        &self.settings
    }

    /// The files of configurations and note types, absolute, each with what it is.
    #[cfg(feature = "cli")]
    pub(super) fn files(&self) -> impl Iterator<Item = (&Path, &'static str)> {
        let configs = self.configs.keys().map(|path| (path.as_path(), "it is a configuration of this run"));
        let loaded = self.configs.values().flatten();
        let schemas = loaded.flat_map(|loaded| &loaded.schemas);
        configs.chain(schemas.map(|path| (path.as_path(), "it is a schema of this run")))
    }

    /// The names of the types of the configurations.
    #[cfg(feature = "cli")]
    pub(super) fn type_names(&self) -> impl Iterator<Item = &str> {
        self.configs.values().flatten().flat_map(|loaded| loaded.types.iter().map(LazyType::name))
    }

    /// Returns the faults of configurations and note types since the last call, and the
    /// [faults of sound types](Self::faults_of_sound).
    pub(super) fn take_faults(&mut self) -> Vec<Fault> {
        let mut faults = std::mem::take(&mut self.faults);
        faults.extend(self.faults_of_sound().cloned());
        faults
    }

    /// The faults of types that were known to have none, as far as these were needed.
    pub(super) fn faults_of_sound(&self) -> impl Iterator<Item = &Fault> {
        let loaded = self.configs.values().flatten();
        loaded.flat_map(|loaded| loaded.types.iter().flat_map(LazyType::faults))
    }

    /// Returns the number of the root of notes in `folder`, to which `loaded` applies.
    fn root_of(&mut self, loaded: &Loaded, folder: &Path) -> usize {
        // A configuration that was chosen may be anywhere.
        let outside = (!disk::is_in(folder, &loaded.root.folder)).then(|| self.root_without_config(folder));
        let root = outside.as_ref().unwrap_or(&loaded.root);
        if let Some(&known) = self.root_numbers.get(root) {
            return known;
        }
        self.roots.push(root.clone());
        self.root_numbers.insert(root.clone(), self.roots.len() - 1);
        self.roots.len() - 1
    }

    fn root_without_config(&self, folder: &Path) -> Root {
        let common = || disk::common_folder(&*self.files, &self.options.paths, &self.cwd);
        let named = || self.common_folder.get_or_init(common).clone();
        Root::without_config(&*self.files, folder, &self.cwd, named)
    }

    fn settings_of(&mut self, loaded: &Arc<Loaded>, root: usize, assigned: Assignment) -> Option<usize> {
        let checked_as = assigned.checked_as?;
        let key = (root, checked_as, assigned.overrides);
        if let Some(&known) = self.known.get(&key) {
            return Some(known);
        }
        let mut rules = RuleSet::new(&loaded.config.layers(&key.2), &self.selection);
        let read_as = match checked_as {
            CheckedAs::Type(number) => loaded.types.get(number)?.get().ok()?.clone(),
            CheckedAs::Untyped => {
                let is_told = loaded.config.types.is_some();
                rules.retain(if is_told { rules::is_about_form } else { rules::needs_no_type });
                loaded.untyped()
            }
        };
        let mut fingerprint = loaded.sources.clone();
        fingerprint.add(format!("{:?}", (key.1, &key.2)).as_bytes());
        fingerprint.add(self.options.fingerprint().as_bytes());
        let fingerprint = fingerprint.finish();
        self.checks_collections |= rules.checks_collection();
        let (config, overrides) = (loaded.clone(), key.2.clone());
        self.settings.push(Settings { read_as, checked_as, overrides, config, rules, fingerprint });
        let resolved = self.settings.len() - 1;
        self.known.insert(key, resolved);
        Some(resolved)
    }

    /// Returns the configuration of `folder`, which is in or below the folder `root` that was
    /// walked. Configurations inside of an excluded folder are ignored.
    fn folder(&mut self, folder: &Path, root: &Path) -> Folder {
        if let Some(([last, last_root], known)) = &self.last
            && last.as_os_str() == folder.as_os_str()
            && last_root.as_os_str() == root.as_os_str()
        {
            return known.clone();
        }
        if let Some(known) = self.fixed.as_ref().or_else(|| self.folders.get(root)?.get(folder)) {
            self.last = Some(([folder, root].map(Path::to_owned), known.clone()));
            return known.clone();
        }
        let outer = match folder.parent().filter(|_| folder != root && folder.starts_with(root)) {
            Some(parent) => self.folder(parent, root),
            None => Folder { loaded: self.nearest(folder), excluded: false },
        };
        // All of a folder that is excluded but named is checked.
        let leaves_out = |loaded: &Loaded| {
            let excludes = |folder: &Path| {
                loaded.config.exclude.match_folder(&disk::display_path(folder, &loaded.root.folder))
            };
            let is_named = root.starts_with(&loaded.root.folder) && *root != *loaded.root.folder;
            folder != root && excludes(folder) && !(is_named && excludes(root))
        };
        let excluded = outer.excluded || outer.loaded.as_deref().is_some_and(leaves_out);
        let inner = if excluded {
            Folder { excluded, ..outer }
        } else {
            Folder { loaded: self.inner(folder, outer.loaded), excluded }
        };
        self.folders.entry(root.to_owned()).or_default().insert(folder.to_owned(), inner.clone());
        self.folder_count += 1;
        inner
    }

    /// Returns the configuration of `folder`, which is in a folder to which `outer` applies.
    fn inner(&mut self, folder: &Path, outer: Option<Arc<Loaded>>) -> Option<Arc<Loaded>> {
        let own = folder.join(config::FILE_NAME);
        if self.options.config == ConfigChoice::Nearest && self.files.is_file_like(&own) {
            return self.file(ConfigFile::Found(&own));
        }
        let is_outer = |loaded: &Arc<Loaded>| loaded.root.configured || loaded.root.folder == *folder;
        if outer.as_ref().is_none_or(is_outer) || !Repository::starts_at(&*self.files, folder) {
            return outer;
        }
        self.default_config(folder)
    }

    fn nearest(&mut self, folder: &Path) -> Option<Arc<Loaded>> {
        let is_isolated = self.options.config == ConfigChoice::Isolated;
        match nearest_config(&*self.files, folder).filter(|_| !is_isolated) {
            Some(file) => self.file(ConfigFile::Found(&file)),
            None => self.default_config(folder),
        }
    }

    fn file(&mut self, file: ConfigFile<'_>) -> Option<Arc<Loaded>> {
        let path = file.path();
        if let Some(known) = self.configs.get(path) {
            return known.as_ref().ok().cloned();
        }
        let loaded = Loaded::read(file, &self.cwd, &mut self.types);
        self.keep(path.to_owned(), loaded)
    }

    /// Returns the configuration of notes in `folder` without a configuration file.
    fn default_config(&mut self, folder: &Path) -> Option<Arc<Loaded>> {
        let root = self.root_without_config(folder);
        if let Some(known) = self.configs.get(&root.folder) {
            return known.as_ref().ok().cloned();
        }
        let at = root.folder.clone();
        let loaded = Loaded::default_at(root, &self.cwd, &mut self.types);
        self.keep(at, loaded)
    }

    /// Keeps what was loaded for the file or the folder at `path`, and the faults of loading it.
    fn keep(&mut self, path: PathBuf, loaded: Result<Loaded, Vec<Fault>>) -> Option<Arc<Loaded>> {
        let loaded = loaded.map(Arc::new);
        self.faults.extend(loaded.as_ref().err().into_iter().flatten().cloned());
        let found = loaded.as_ref().ok().cloned();
        self.configs.insert(path, loaded);
        found
    }
}

/// Whether a walk of the folder that `file` was found from would skip it.
fn is_hidden(file: &NoteFile) -> bool {
    disk::is_hidden_below(&file.path, &file.root)
}

/// Returns the nearest configuration file in `folder` or above.
pub(crate) fn nearest_config(files: &dyn FileSystem, folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|above| above.join(config::FILE_NAME)).find(|file| files.is_file_like(file))
}
