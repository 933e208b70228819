// The action in a repository with a merge commit as on a pull request, and with a release on a
// local server. Usage: NOTELINT_BIN=FOLDER node action.mjs
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { check, finish, root, runAction, work } from "./runner.mjs";

const seeds = readdirSync(join(root, "seeds")).filter((name) => name.startsWith("T"));
const seed = readFileSync(join(root, "seeds", seeds[0]), "utf8");

function git(repository, ...words) {
    const settings = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
    return execFileSync("git", [...settings, ...words], { cwd: repository, encoding: "utf8" }).trim();
}

function write(repository, files) {
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(join(repository, name, ".."), { recursive: true });
        writeFileSync(join(repository, name), text);
    }
}

function commit(repository, message) {
    git(repository, "add", ".");
    git(repository, "commit", "--quiet", "-m", message);
}

// A repository whose HEAD is the merge commit of a pull request that writes `changed`, with the
// event that goes with it.
function pullRequest(changed, { configured = true } = {}) {
    const repository = mkdtempSync(join(work, "repository-"));
    git(repository, "init", "--quiet", "--initial-branch=main");
    for (const name of seeds) cpSync(join(root, "seeds", name), join(repository, "notes", name));
    write(repository, { "notes/old.md": seed.replace(/^date: .*/m, "date: someday") });
    if (configured) write(repository, { "notelint.yaml": "types: [{ name: tech-note }]\n" });
    commit(repository, "base");
    git(repository, "checkout", "--quiet", "-b", "change");
    write(repository, changed);
    commit(repository, "change");
    git(repository, "checkout", "--quiet", "main");
    git(repository, "merge", "--quiet", "--no-ff", "-m", "merge", "change");
    return { repository, environment: event(repository) };
}

function event(repository) {
    return { GITHUB_EVENT_NAME: "pull_request", GITHUB_SHA: git(repository, "rev-parse", "HEAD") };
}

const broken = seed.replace(/^5\. .*\n/m, "");
const { repository, environment } = pullRequest({
    // By path, it comes before the note whose id it has.
    "notes/00 日本 語.md": broken,
    "notes/two\nlines.MD": broken,
    "notes/page.txt": "no note\n",
    ".github/pull_request_template.md": "## No note\n",
});

let run = runAction(repository, { paths: "notes" });
check("findings fail the step", run.status === 1 && run.outputs["exit-code"] === "1", run);
check("they are annotations", /^::error .*file=notes\/.*line=\d+/m.test(run.log), run);
check("the counts are outputs", Number(run.outputs.errors) > 1 && Number(run.outputs.files) > 3, run);
check("there is a summary", run.summary.includes("old.md") && run.summary.includes("structure/points-count"), run);
check("no SARIF is written unless asked for", run.outputs["sarif-file"] === "", run);

run = runAction(repository, { "changed-only": "true", "sarif-file": "out.sarif" }, { environment });
check("only changed notes are reported", run.log.includes("00 日本 語.md") && !run.log.includes("someday"), run);
check("whatever their names", run.log.includes("two%0Alines.MD") && run.outputs.files === "2", run);
check("the whole collection is still seen", /00 日本 語.md.*vault\/duplicate-id/.test(run.log), run);
const uris = JSON.stringify(JSON.parse(readFileSync(join(repository, "out.sarif"), "utf8")).runs[0].results);
check("SARIF holds what is reported", uris.includes("notes/00%20") && run.outputs["sarif-file"] === "out.sarif", run);
rmSync(join(repository, "out.sarif"));

run = runAction(repository, { "changed-only": "true", paths: "../notes/", "working-directory": "notes" }, { environment });
check("a working directory changes nothing of that", run.log.includes("file=notes/00 日本 語.md") && run.outputs.files === "2", run);

run = runAction(repository, { "changed-only": "true" });
check("on a push all notes are reported", run.log.includes("someday") && run.log.includes("Not a pull request"), run);

const plain = pullRequest({ "notes/00 new.md": seed }, { configured: false });
run = runAction(plain.repository, { "changed-only": "true" }, { environment: plain.environment });
check("the whole collection is seen without a configuration too", run.status === 1 && run.log.includes("vault/duplicate-id"), run);
check("nothing is left behind", git(plain.repository, "status", "--porcelain") === "" && run.outputs.files === "1", run);

const other = pullRequest({ "README.txt": "no note\n" });
run = runAction(other.repository, { "changed-only": "true", "sarif-file": "none.sarif" }, { environment: other.environment });
check("a pull request without notes passes", run.status === 0 && run.outputs.files === "0" && run.outputs.errors === "0", run);
check("its reports are there", JSON.parse(readFileSync(join(other.repository, "none.sarif"), "utf8")).runs[0].results.length === 0, run);

run = runAction(repository, { paths: "notes", "fail-on": "never", "sarif-file": "out.sarif" });
check("fail-on never", run.status === 0 && Number(run.outputs.errors) > 1, run);
check("SARIF is written", JSON.parse(readFileSync(join(repository, "out.sarif"), "utf8")).version === "2.1.0", run);

const warned = { paths: "notes", args: "--select\nstructure/heading-text" };
write(repository, { "notes/warned.md": seed.replace("## Summary", "## 💡 Summary") });
run = runAction(repository, warned);
check("warnings alone pass", run.status === 0 && run.outputs.warnings === "1" && /^::warning /m.test(run.log), run);
run = runAction(repository, { ...warned, "fail-on": "warning" });
check("fail-on warning", run.status === 1 && run.outputs["exit-code"] === "1", run);

run = runAction(repository, {
    "working-directory": "notes", annotations: "human", args: "--select\nfrontmatter/invalid-value\n\n", "sarif-file": "out.sarif",
});
check("a format and arguments", run.status === 1 && run.log.includes("old.md:") && !run.log.includes("::error"), run);
check("later steps find the SARIF", existsSync(join(repository, run.outputs["sarif-file"])) && run.outputs["sarif-file"] === "notes/out.sarif", run);

write(repository, { "other.yaml": "exclude: ['**']\n" });
run = runAction(repository, { config: "other.yaml" });
check("a configuration", run.status === 0 && run.outputs.files === "0", run);

for (const [given, message] of [
    [{ "fail-on": "sometimes" }, "fail-on must be error, warning or never, not sometimes"],
    [{ annotations: "gitlab" }, "annotations must be github or human, not gitlab"],
    [{ "changed-only": "yes" }, "changed-only must be true or false, not yes"],
    [{ "sarif-file": "a\nb" }, "sarif-file must be one file"],
    [{ args: "--no-such-flag" }, "--no-such-flag"],
    [{ config: "gone.yaml" }, "gone.yaml"],
    [{ paths: "gone" }, "gone"],
    [{ "sarif-file": "gone/out.sarif" }, "gone/out.sarif: cannot be saved"],
]) {
    run = runAction(repository, given);
    check(`what cannot be done is said: ${JSON.stringify(given)}`, run.status === 2 && run.log.includes(message), run);
}
check("the other reports are there", run.summary.includes("old.md") && run.outputs["exit-code"] === "2", run);

for (const [event, message] of [
    [{ ...environment, GITHUB_EVENT_NAME: "pull_request_target" }, "needs the event pull_request"],
    [{ ...environment, GITHUB_SHA: git(repository, "rev-parse", "HEAD^1") }, "needs the merge commit"],
]) {
    run = runAction(repository, { "changed-only": "true" }, { environment: event });
    check(`changed-only ${message}`, run.status === 2 && run.log.includes(message), run);
}
run = runAction(repository, { "changed-only": "true", paths: "/" }, { environment });
check("paths are in the repository", run.status === 2 && run.log.includes("cannot list the files"), run);

// A clone as actions/checkout makes it.
function checkout(depth) {
    const clone = mkdtempSync(join(work, "checkout-"));
    execFileSync("git", ["clone", "--quiet", "--depth", String(depth), `file://${repository}`, clone]);
    return clone;
}

const shallow = checkout(1);
run = runAction(shallow, { "changed-only": "true" }, { environment: event(shallow) });
check("a shallow checkout is said", run.status === 2 && run.log.includes("fetch-depth: 2"), run);
rmSync(join(shallow, ".git"), { recursive: true });
run = runAction(shallow, { "changed-only": "true" }, { environment });
check("no checkout is said", run.status === 2 && run.log.includes("a checkout of the repository"), run);

const workflow = parse(readFileSync(join(root, "tests/integrations/github-workflow.yml"), "utf8"));
const [first, second] = workflow.jobs.notelint.steps;
const clone = checkout(first.with["fetch-depth"]);
run = runAction(clone, second.with, { environment: event(clone) });
check("the workflow of the README", run.status === 1 && run.outputs.files === "2" && workflow.on === "pull_request", run);

// What the release workflow packs for `target`, on a server.
const version = /^version = "(.*)"$/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];
const server = join(work, "server");
const releases = join(server, "notelint/notelint/releases/download", `v${version}`);
function release(target) {
    const build = mkdtempSync(join(work, "build-"));
    for (const name of ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"]) cpSync(join(root, name), join(build, name));
    mkdirSync(join(build, "target", target, "release"), { recursive: true });
    cpSync(join(process.env.NOTELINT_BIN, "notelint"), join(build, "target", target, "release/notelint"));
    execFileSync(join(root, ".github/action/archive.sh"), [target], { cwd: build });
    cpSync(join(build, "dist"), releases, { recursive: true });
    return join(releases, `notelint-${target}.tar.gz`);
}

function install(given, environment, more = {}) {
    return runAction(join(repository, "notes"), { paths: seeds[1], ...given }, {
        install: true, repository: "notelint/notelint", ...more,
        environment: { GITHUB_SERVER_URL: `file://${server}`, CARGO_TARGET_DIR: join(root, "target"), ...environment },
    });
}

const archive = release("x86_64-unknown-linux-musl");
const packed = execFileSync("tar", ["-tzf", archive], { encoding: "utf8" });
check("an archive contains completions, man pages and licences", ["completions/notelint.fish", "man/notelint.1", "man/notelint-extract.1", "LICENSE-MIT"].every((name) => packed.includes(name)), packed);
run = install({}, {});
check("a release is installed", run.status === 0 && run.log.includes(`notelint ${version}`) && !run.log.includes("building"), run);
run = install({ version: `v${version}` }, {});
check("a version is installed", run.status === 0 && run.outputs.files === "1", run);
run = install({ version: "9.9.9" }, {});
check("a version that is not there is said", run.status === 2 && run.log.includes("notelint 9.9.9 is not released"), run);

// The tools that there are on macOS: not sha256sum.
const tools = join(work, "tools");
mkdirSync(tools);
for (const name of ["cat", "curl", "cut", "git", "grep", "gzip", "mkdir", "perl", "rm", "sed", "shasum", "tail", "tar", "env", "bash"]) {
    symlinkSync(execFileSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim(), join(tools, name));
}
release("aarch64-apple-darwin");
run = install({}, { RUNNER_OS: "macOS", RUNNER_ARCH: "ARM64" }, { path: tools });
check("a release is installed without sha256sum", run.status === 0 && run.outputs.files === "1", run);
run = install({}, { RUNNER_OS: "Linux", RUNNER_ARCH: "ARM64" }, { path: tools });
check("without cargo, a missing release is said", run.status === 2 && run.log.includes("install Rust in an earlier step"), run);

run = install({ version }, { RUNNER_TEMP: `${work}\\windows\\temp` });
check("a temporary folder as on Windows", run.status === 0 && existsSync(join(work, "windows/temp/notelint/bin/notelint")), run);

writeFileSync(archive, "something else");
run = install({}, {});
check("a wrong checksum fails loudly", run.status === 2 && run.log.includes("checksum mismatch: notelint-x86_64-unknown-linux-musl.tar.gz is not"), run);

// Where nothing is released, the action's own checkout is built, whatever toolchain is asked for.
write(repository, { "notes/rust-toolchain.toml": '[toolchain]\nchannel = "1.1.0"\n' });
for (const [name, more] of [["for this system", { RUNNER_ARCH: "X86" }], ["for this action", {}]]) {
    run = install({}, more, name === "for this action" ? { repository: "" } : {});
    check(`what is not released ${name} is built`, run.status === 0 && run.log.includes("building notelint") && run.outputs.files === "1", run);
}

finish();
