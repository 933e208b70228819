//! Turns parsed arguments into a request to the workspace.

use std::{
    ffi::OsStr,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::args::{BaselineArgs, CheckArgs, FixArgs, NotesArgs, SelectionArgs};
use crate::{
    diagnostic::{Fault, Safety},
    disk::{self, CacheFolder, FileSystem, OsFileSystem, Overlay},
    workspace::{BaselineChoice, BaselineUse, ConfigChoice, Options, Repair, Request, STDIN, process_limits},
};

/// Environment variable with the path of the configuration, unless `--config` is given.
const CONFIG_VARIABLE: &str = "NOTELINT_CONFIG";

/// Environment variable with the path of the cache folder, in place of the system's.
const CACHE_VARIABLE: &str = "NOTELINT_CACHE_DIR";

/// Returns the request in `args`.
///
/// # Errors
/// If arguments contradict each other, or standard input cannot be read.
pub(super) fn request(args: &CheckArgs) -> Result<Request, Fault> {
    let repair = repair(&args.fixes)?;
    let (mut options, files) = notes(&args.notes, &args.selection)?;
    options.baseline = baseline(&args.baseline);
    options.shard = args.shard;
    let files: Arc<dyn FileSystem> = match repair {
        Repair::Diff(_) => Arc::new(files.keep_writes()),
        _ => Arc::new(files),
    };
    // A cache that cannot be used is never the reason why a run fails.
    let cache = if args.notes.no_cache { None } else { cache_folder().unwrap_or_default() };
    let outputs = args.output.output.iter().filter_map(|output| output.file.clone()).collect();
    let BaselineArgs { write_baseline: write, strict_baseline: strict, .. } = args.baseline;
    Ok(Request { files, options, repair, outputs, baseline: BaselineUse { write, strict }, cache })
}

/// Returns the options of a workspace and its file system from `notes` and `rules`.
///
/// # Errors
/// If standard input cannot be read.
pub(super) fn notes(notes: &NotesArgs, rules: &SelectionArgs) -> Result<(Options, Overlay), Fault> {
    let files = Overlay::new(Arc::new(OsFileSystem));
    let (hyphens, paths): (Vec<_>, Vec<_>) = notes.paths.iter().cloned().partition(|path| is_stdin(path));
    let stdin = if hyphens.is_empty() {
        None
    } else {
        let path = notes.stdin_filename.clone().unwrap_or_else(|| PathBuf::from(STDIN));
        files.insert(disk::absolute(&path, &files.working_directory()?), read_stdin()?);
        Some(path)
    };
    if stdin.is_none() && notes.stdin_filename.is_some() {
        return Err(Fault::new("--stdin-filename requires standard input")
            .help("to read standard input, give `-` as a path"));
    }
    Ok((options(notes, rules, paths, stdin), files))
}

/// Returns the options of a workspace with these `paths` and this standard input from `notes` and `rules`.
pub(super) fn options(
    notes: &NotesArgs,
    rules: &SelectionArgs,
    paths: Vec<PathBuf>,
    stdin: Option<PathBuf>,
) -> Options {
    Options {
        paths,
        stdin,
        config: config_choice(notes.config.as_deref(), notes.isolated),
        baseline: BaselineChoice::default(),
        note_type: notes.note_type.clone(),
        select: rules.select.clone(),
        ignore: rules.ignore.clone(),
        force_exclude: notes.force_exclude,
        jobs: process_limits::jobs(notes.jobs),
        shard: None,
    }
}

/// Returns the configuration that the flags, or else the environment, select.
pub(super) fn config_choice(config: Option<&Path>, isolated: bool) -> ConfigChoice {
    let variable = || std::env::var_os(CONFIG_VARIABLE).filter(|name| !name.is_empty()).map(PathBuf::from);
    if isolated {
        return ConfigChoice::Isolated;
    }
    config.map(Path::to_owned).or_else(variable).map_or(ConfigChoice::Nearest, ConfigChoice::File)
}

/// Returns the cache folder: in the folder that the environment names, else in the system's cache
/// folder. `None` if neither is defined.
///
/// # Errors
/// If it cannot be used.
pub(super) fn cache_folder() -> Result<Option<CacheFolder>, Fault> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(named) = variable(CACHE_VARIABLE) {
        let folder = OsFileSystem.working_directory()?;
        return CacheFolder::below(&disk::absolute(&named, &folder)).map(Some);
    }
    let absolute = |name| variable(name).filter(|path| path.is_absolute());
    let caches = if cfg!(windows) {
        absolute("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        absolute("HOME").map(|home| home.join("Library/Caches"))
    } else {
        absolute("XDG_CACHE_HOME").or_else(|| absolute("HOME").map(|home| home.join(".cache")))
    };
    caches.map(|caches| CacheFolder::below(&caches)).transpose()
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == OsStr::new("-")
}

fn read_stdin() -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(disk::MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| {
        Fault::new(format!("cannot read standard input: {}", disk::describe_error(&error)))
    })?;
    if bytes.len() as u64 > disk::MAX_BYTES {
        let limit = disk::MAX_BYTES / 1024 / 1024;
        return Err(Fault::new(format!("standard input exceeds the limit of {limit} MiB")));
    }
    Ok(bytes)
}

fn repair(args: &FixArgs) -> Result<Repair, Fault> {
    let safety = if args.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    match args {
        FixArgs { diff: true, .. } => Ok(Repair::Diff(safety)),
        FixArgs { fix: true, .. } => Ok(Repair::Write(safety)),
        FixArgs { unsafe_fixes: true, .. } => Err(Fault::new("--unsafe-fixes needs --fix or --diff")
            .help("add --fix to apply the fixes, or --diff to see them")),
        _ => Ok(Repair::None),
    }
}

/// Returns the baseline that `args` choose.
pub(super) fn baseline(args: &BaselineArgs) -> BaselineChoice {
    match &args.baseline {
        Some(file) => BaselineChoice::File(file.clone()),
        None if args.no_baseline => BaselineChoice::Off,
        None => BaselineChoice::Configured,
    }
}
