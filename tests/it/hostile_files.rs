//! Repositories that strangers wrote: their symbolic links lead nowhere outside, and what is not a
//! regular file does not stop a run.

mod outputs;

use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
};

use crate::support::{json, run};

const NOTE: &str = "# A\n\ntext \n";
const SECRET: &str = "# Xyzzy\n\nxyzzy \n";

/// A repository beside a folder that it must not know of.
struct Scene {
    folder: tempfile::TempDir,
}

impl Scene {
    fn new() -> Self {
        Self::in_folder(tempfile::tempdir().unwrap())
    }

    fn in_folder(folder: tempfile::TempDir) -> Self {
        let scene = Self { folder };
        fs::create_dir_all(scene.repository().join(".git")).unwrap();
        fs::create_dir(scene.outside("")).unwrap();
        fs::write(scene.outside("secret.md"), SECRET).unwrap();
        scene.write("notelint.yaml", "types: [{ name: t, schema: t.yaml }]\n");
        scene.write("t.yaml", "x-note: { type: t }\n");
        scene.write("a.md", NOTE);
        scene
    }

    fn repository(&self) -> PathBuf {
        self.folder.path().join("repository")
    }

    fn outside(&self, name: &str) -> PathBuf {
        self.folder.path().join("outside").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.repository().join(name), text).unwrap();
    }

    /// Replaces the file `name` by a symbolic link to `target`.
    fn link(&self, name: &str, target: impl AsRef<Path>) {
        fs::remove_file(self.repository().join(name)).ok();
        symlink(target, self.repository().join(name)).unwrap();
    }

    /// Replaces the file `name` by a pipe; `false` if the system has none.
    fn pipe(&self, name: &str) -> bool {
        fs::remove_file(self.repository().join(name)).ok();
        Command::new("mkfifo").arg(self.repository().join(name)).status().is_ok_and(|status| status.success())
    }

    /// The exit code, and what is said: findings as `path rule`, faults as `path: message`.
    fn said(&self, arguments: &[&str]) -> (i32, Vec<String>) {
        let fixed = ["--format", "json", "--no-cache", "--select", "text,link/missing-target"];
        let output = run(&self.repository(), arguments.iter().chain(&fixed));
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!stderr.contains("yzzy"), "{stderr}");
        assert_eq!(fs::read_to_string(self.outside("secret.md")).unwrap(), SECRET);
        let report = json(&output);
        let text = |value: &serde_json::Value, key: &str| value[key].as_str().unwrap_or("-").to_owned();
        let lines = |list: &str, line: &dyn Fn(&serde_json::Value) -> String| -> Vec<String> {
            report[list].as_array().unwrap().iter().map(line).collect()
        };
        let found = lines("diagnostics", &|found| format!("{} {}", text(found, "path"), text(found, "rule")));
        let faults = lines("faults", &|fault| format!("{}: {}", text(fault, "path"), text(fault, "message")));
        (output.status.code().unwrap(), [found, faults].concat())
    }
}

const OWN: &str = "a.md text/trailing-whitespace";
const LEADS_OUT: &str = "cannot be read: a symbolic link leads out of the repository";

fn only_own() -> (i32, Vec<String>) {
    (0, vec![OWN.to_owned()])
}

#[test]
fn a_link_out_of_the_repository_is_no_note() {
    for target in ["secret.md", "none.md", ""] {
        for is_relative in [true, false] {
            let scene = Scene::new();
            let relative = Path::new("../outside").join(target);
            scene.link("b.md", if is_relative { relative } else { scene.outside(target) });
            assert_eq!(scene.said(&["."]), only_own(), "{target}");
            let stderr = run(&scene.repository(), ["--color", "never"]).stderr;
            let notice = "b.md: not checked: the symbolic link leads out of the";
            assert!(String::from_utf8_lossy(&stderr).contains(notice), "{target}");
            // A hook names whatever a commit has, and what is outside must make no difference.
            let refused = (2, vec![format!("b.md: {LEADS_OUT}")]);
            assert_eq!(scene.said(&["b.md"]), refused, "{target}");
            assert_eq!(scene.said(&["--fix", "--unsafe-fixes", "b.md"]), refused, "{target}");
            let extracted = run(&scene.repository(), ["extract", "b.md"]);
            assert!(!String::from_utf8_lossy(&extracted.stdout).contains("yzzy"));
        }
    }
}

#[test]
fn the_notice_of_links_out_counts_those_that_are_not_excluded() {
    let scene = Scene::new();
    let notice = || {
        let stderr = run(&scene.repository(), ["--color", "never", "--select", "text"]).stderr;
        let stderr = String::from_utf8(stderr).unwrap().replace("\n  | ", " ");
        stderr.lines().find_map(|line| Some(line.split_once("b.md: not checked: ")?.1.to_owned()))
    };
    let exclude = |globs: &str| {
        scene
            .write("notelint.yaml", &format!("types: [{{ name: t, schema: t.yaml }}]\nexclude: [{globs}]\n"));
    };
    scene.link("b.md", "../outside/secret.md");
    assert_eq!(notice().unwrap(), "the symbolic link leads out of the repository");
    scene.link("c.md", "../outside/none.md");
    assert_eq!(notice().unwrap(), "the symbolic link leads out of the repository (1 more does, too)");
    scene.link("d.md", "../outside/secret.md");
    assert_eq!(notice().unwrap(), "the symbolic link leads out of the repository (2 more do, too)");
    exclude("c.md, d.md");
    assert_eq!(notice().unwrap(), "the symbolic link leads out of the repository");
    exclude("'*.md'");
    assert_eq!(notice(), None);
    exclude("c.md, d.md");
    fs::remove_dir(scene.repository().join(".git")).unwrap();
    assert_eq!(notice().unwrap(), "the symbolic link leads out of the collection");
}

#[test]
fn a_git_that_leads_nowhere_marks_a_repository_for_notes_as_for_links() {
    let scene = Scene::new();
    let sub = scene.repository().join("sub");
    fs::create_dir(&sub).unwrap();
    fs::remove_file(scene.repository().join("notelint.yaml")).unwrap();
    scene.write("sub/b.md", "# B\n\n[up](../a.md)\n");
    let missing = "sub/b.md link/missing-target".to_owned();
    assert!(!scene.said(&["sub/b.md"]).1.contains(&missing));
    scene.link("sub/.git", "nowhere");
    // It is a collection of its own, and what is above it is not part of it.
    assert!(scene.said(&["sub/b.md"]).1.contains(&missing));
}

#[test]
fn shared_memory_is_a_folder_like_others() {
    let Ok(folder) = tempfile::tempdir_in("/dev/shm") else { return };
    let scene = Scene::in_folder(folder);
    scene.link("b.md", "../outside/secret.md");
    assert_eq!(scene.said(&["."]), only_own());
    assert_eq!(scene.said(&["b.md"]), (2, vec![format!("b.md: {LEADS_OUT}")]));
    fs::remove_dir(scene.repository().join(".git")).unwrap();
    fs::remove_file(scene.repository().join("notelint.yaml")).unwrap();
    assert_eq!(scene.said(&["."]), only_own());
    let refused = "b.md: cannot be read: a symbolic link leads out of the collection";
    assert_eq!(scene.said(&["b.md"]), (2, vec![refused.to_owned()]));
}

#[test]
fn a_link_out_by_several_steps_is_no_note() {
    let scene = Scene::new();
    scene.link("b.md", "c");
    scene.link("c", "d/secret.md");
    scene.link("d", "../outside");
    assert_eq!(scene.said(&["."]), only_own());
    for named in ["b.md", "d/secret.md", "d"] {
        assert_eq!(scene.said(&[named]), (2, vec![format!("{named}: {LEADS_OUT}")]));
    }
    // Another repository behind a link is not part of this one.
    fs::create_dir(scene.outside(".git")).unwrap();
    assert_eq!(scene.said(&["d/secret.md"]), (2, vec![format!("d/secret.md: {LEADS_OUT}")]));
}

#[test]
fn a_link_that_stays_inside_is_followed_and_written_through() {
    for is_absolute in [false, true] {
        let scene = Scene::new();
        fs::create_dir(scene.repository().join("sub")).unwrap();
        fs::rename(scene.repository().join("a.md"), scene.repository().join("real")).unwrap();
        let target = scene.repository().join("real");
        scene.link("sub/b.md", if is_absolute { target } else { "../../repository/real".into() });
        assert_eq!(scene.said(&["."]).1, ["sub/b.md text/trailing-whitespace"]);
        assert_eq!(scene.said(&["sub/b.md", "--fix"]), (0, vec![]));
        assert_eq!(fs::read_to_string(scene.repository().join("real")).unwrap(), "# A\n\ntext\n");
        assert!(scene.repository().join("sub/b.md").is_symlink());
    }
}

#[test]
fn a_submodule_is_a_repository_of_its_own() {
    let scene = Scene::new();
    fs::create_dir(scene.repository().join("sub")).unwrap();
    scene.write("sub/.git", "gitdir: ../.git/modules/sub\n");
    scene.link("sub/b.md", "../a.md");
    scene.link("c.md", "sub/d.md");
    scene.write("sub/d.md", "# D\n");
    assert_eq!(scene.said(&["."]), only_own());
    assert_eq!(scene.said(&["sub/b.md"]), (2, vec![format!("sub/b.md: {LEADS_OUT}")]));
}

#[test]
fn without_git_the_folder_of_the_configuration_is_the_limit() {
    let scene = Scene::new();
    fs::remove_dir(scene.repository().join(".git")).unwrap();
    scene.link("b.md", "../outside/secret.md");
    let leads_out = "b.md: cannot be read: a symbolic link leads out of the collection";
    assert_eq!(scene.said(&["."]), only_own());
    assert_eq!(scene.said(&["b.md"]), (2, vec![leads_out.to_owned()]));
    fs::remove_file(scene.repository().join("notelint.yaml")).unwrap();
    assert_eq!(scene.said(&["."]), only_own());
    assert_eq!(scene.said(&["b.md"]), (2, vec![leads_out.to_owned()]));
}

#[test]
fn configurations_and_schemas_stay_inside() {
    for (file, text) in [
        ("notelint.yaml", None),
        ("t.yaml", None),
        ("notelint.yaml", Some("types: [{ name: t, schema: ../outside/FILE }]\n")),
        ("notelint.yaml", Some("types: [{ name: t, schema: OUTSIDE/FILE }]\n")),
        ("notelint.yaml", Some("types: [{ name: t, schema: sub/../../outside/FILE }]\n")),
        ("t.yaml", Some("x-note: { type: t }\n$defs: { a: { $ref: link.yaml } }\n")),
        ("t.yaml", Some("x-note: { type: t }\n$defs: { a: { $ref: ../../outside/FILE } }\n")),
        ("t.yaml", Some("x-note: { type: t }\n$defs: { a: { $ref: 'file://OUTSIDE/FILE' } }\n")),
    ] {
        let mut said = Vec::new();
        for name in ["broken.yaml", "none.yaml"] {
            let scene = Scene::new();
            fs::write(scene.outside("broken.yaml"), "xyzzy: [\n").unwrap();
            scene.link("link.yaml", scene.outside(name));
            match text {
                None => scene.link(file, scene.outside(name)),
                Some(text) => {
                    let outside = scene.outside("");
                    let outside = outside.to_str().unwrap().trim_end_matches('/');
                    scene.write(file, &text.replace("FILE", name).replace("OUTSIDE", outside));
                }
            }
            let (code, faults) = scene.said(&["."]);
            assert_eq!((code, faults.len()), (2, 1), "{text:?}: {faults:?}");
            let folder = scene.folder.path().to_string_lossy().into_owned();
            said.push(faults[0].replace(name, "FILE").replace(&folder, "FOLDER"));
            let listed = run(&scene.repository(), ["types"]);
            assert_eq!(listed.status.code(), Some(2));
            assert!(!String::from_utf8_lossy(&listed.stderr).contains("yzzy"), "{listed:?}");
        }
        assert_eq!(said[0], said[1], "what is outside makes a difference");
    }
}

#[test]
fn a_configuration_that_the_user_names_may_be_anywhere_and_so_may_its_types() {
    let scene = Scene::new();
    fs::create_dir(scene.outside("types")).unwrap();
    fs::write(scene.outside("c.yaml"), "types: [{ name: t, schema: ../types.yaml }]\n").unwrap();
    fs::write(scene.folder.path().join("types.yaml"), "x-note: { type: t }\n").unwrap();
    let config = scene.outside("c.yaml");
    assert_eq!(scene.said(&["a.md", "--config", config.to_str().unwrap()]), only_own());
    // A link in the repository is the repository's.
    scene.link("c.yaml", &config);
    let said = scene.said(&["a.md", "--config", "c.yaml"]);
    assert_eq!(said, (2, vec![format!("c.yaml: {LEADS_OUT}")]));
}

#[test]
fn links_in_notes_do_not_tell_what_exists_outside() {
    let scene = Scene::new();
    scene.link("there", "../outside/secret.md");
    scene.link("gone", "../outside/none.md");
    scene.link("folder", "../outside");
    let links = |names: [&str; 4]| -> String { names.map(|name| format!("[x]({name})\n")).concat() };
    let there = ["../outside/secret.md", "folder/secret.md", "there", "../../../../../../etc/passwd"];
    let gone = ["../outside/none.md", "folder/none.md", "gone", "../../../../../../etc/none"];
    let said = [there, gone].map(|names| {
        scene.write("a.md", &links(names));
        let output = run(&scene.repository(), ["--format", "concise", "--select", "link", "a.md"]);
        String::from_utf8(output.stdout).unwrap()
    });
    let outside = |name: &str| format!("error[link/missing-target] `{name}` leads out of the repository");
    let expected = |names: [&str; 4]| {
        let [a, b, _, d] = names.map(outside);
        format!("a.md:1:5: {a}\na.md:2:5: {b}\na.md:4:5: {d}\n")
    };
    assert_eq!(said, [expected(there), expected(gone)]);

    // Where there is no repository, others may well have what is outside.
    fs::remove_dir(scene.repository().join(".git")).unwrap();
    for names in [there, gone] {
        scene.write("a.md", &links(names));
        assert_eq!(scene.said(&["a.md"]), (0, vec![]));
    }
}

#[test]
fn what_is_not_a_regular_file_is_no_note() {
    let scene = Scene::new();
    if !scene.pipe("b.md") {
        return;
    }
    scene.link("c.md", "b.md");
    for device in ["stdin", "zero", "tty", "fd/0"] {
        scene.link(&format!("{}.md", device.replace('/', "-")), Path::new("/dev").join(device));
    }
    scene.link("kmsg.md", "/proc/kmsg");
    scene.link("environ.md", "/proc/self/environ");
    assert_eq!(scene.said(&["."]), only_own());
    assert_eq!(scene.said(&["zero.md"]), (2, vec![format!("zero.md: {LEADS_OUT}")]));
    assert_eq!(scene.said(&[".", "--fix"]), (0, vec![]));
    assert_eq!(run(&scene.repository(), ["extract", "."]).status.code(), Some(0));
}

#[test]
fn a_pipe_in_place_of_another_file_is_not_waited_for() {
    let fault = "cannot be read: not a regular file";
    let schema = format!("notelint.yaml: the schema `t.yaml` of the type `t` {fault}");
    for (name, arguments, expected) in [
        ("notelint.yaml", &["."][..], format!("notelint.yaml: {fault}")),
        ("notelint.yaml", &["--config", "notelint.yaml"], format!("notelint.yaml: {fault}")),
        ("t.yaml", &["."], schema),
        ("b.jsonl", &["--baseline", "b.jsonl"], format!("b.jsonl: {fault}")),
        (
            "b.jsonl",
            &["--baseline", "b.jsonl", "--write-baseline"],
            "b.jsonl: cannot be saved: not a regular file".to_owned(),
        ),
    ] {
        let scene = Scene::new();
        if !scene.pipe(name) {
            return;
        }
        let (code, said) = scene.said(arguments);
        assert_eq!((code, said.last()), (2, Some(&expected)), "{name}");
    }
    let scene = Scene::new();
    assert!(scene.pipe("report"));
    assert_eq!(run(&scene.repository(), ["--output", "report"]).status.code(), Some(2));
    assert!(scene.pipe("notelint.yaml"));
    assert_eq!(run(&scene.repository(), ["init"]).status.code(), Some(2));
}

#[test]
fn files_of_ignored_names_are_read_only_if_they_are_files() {
    for name in [".gitignore", ".ignore", "sub/.gitignore", ".git/info/exclude"] {
        let scene = Scene::new();
        for folder in ["sub/deep", ".git/info"] {
            fs::create_dir_all(scene.repository().join(folder)).unwrap();
        }
        scene.write("sub/deep/b.md", NOTE);
        let both = (0, vec![OWN.to_owned(), "sub/deep/b.md text/trailing-whitespace".to_owned()]);
        for target in ["/dev/zero", "/dev/stdin"] {
            scene.link(name, target);
            assert_eq!(scene.said(&["."]), both, "{name} -> {target}");
        }
        fs::write(scene.outside("patterns"), "*.md\n").unwrap();
        scene.link(name, scene.outside("patterns"));
        assert_eq!(scene.said(&["."]), both, "{name}");
        if scene.pipe(name) {
            assert_eq!(scene.said(&["."]), both, "{name}");
            assert_eq!(scene.said(&["sub/deep"]).1, both.1[1..], "{name}");
        }
    }
    let scene = Scene::new();
    fs::create_dir_all(scene.repository().join("sub/git")).unwrap();
    let git = scene.repository().join("sub/git");
    scene.write("sub/.git", &format!("gitdir: {}\n", git.display()));
    if scene.pipe("sub/git/commondir") {
        assert_eq!(scene.said(&["."]), only_own());
    }
    let scene = Scene::new();
    scene.write("patterns", "a.md\n");
    scene.link(".gitignore", "patterns");
    assert_eq!(scene.said(&["."]), (0, vec![]), "a link that stays inside is read");
}

#[test]
fn a_pipe_that_the_user_names_is_read() {
    let scene = Scene::new();
    let script = "printf '# A\\n\\ntext \\n' | exec \"$0\" /dev/stdin --format concise --select text";
    let shell = |script: &str| {
        let mut command = Command::new("sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_notelint")]).current_dir(scene.repository());
        command.output().unwrap()
    };
    let said = String::from_utf8(shell(script).stdout).unwrap();
    assert!(said.starts_with("/dev/stdin:3:5: warning[text/trailing-whitespace]"), "{said}");
    let script = "\"$0\" --output json=/dev/stderr --select text -q a.md";
    assert!(String::from_utf8_lossy(&shell(script).stderr).contains("\"version\": 1"));
}

#[test]
fn a_linked_gitignore_above_the_repository_does_not_end_ignoring() {
    let home = tempfile::tempdir().unwrap();
    let project = home.path().join("project");
    fs::create_dir_all(project.join(".git")).unwrap();
    fs::create_dir_all(home.path().join("dot")).unwrap();
    fs::create_dir_all(project.join("built")).unwrap();
    fs::write(home.path().join("dot/ignored"), "*.tmp\n").unwrap();
    std::os::unix::fs::symlink("dot/ignored", home.path().join(".gitignore")).unwrap();
    fs::write(project.join(".gitignore"), "built/\n").unwrap();
    fs::write(project.join("a.md"), "# A\n").unwrap();
    fs::write(project.join("built/b.md"), "# B\n").unwrap();
    let shown = run(&project, ["--isolated", "--show-files"]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("a.md") && !shown.contains("b.md"), "{shown}");
}
