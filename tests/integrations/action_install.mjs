// The action installs what the release workflow packs from a server that stands in for github.com, or
// builds its own checkout. Usage: NOTELINT_BIN=FOLDER node action_install.mjs
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { seeds, write } from "./repository.mjs";
import { check, finish, root, runAction, work } from "./runner.mjs";

const version = /^version = "(.*)"$/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];
const site = join(work, "site");
const releases = join(site, "notelint/notelint/releases/download", `v${version}`);

const [key, certificate] = [join(work, "key.pem"), join(work, "certificate.pem")];
execFileSync("openssl", [
    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", certificate,
    "-days", "2", "-subj", "/CN=github.com", "-addext", "subjectAltName=DNS:github.com,DNS:git.example",
], { stdio: "ignore" });
const server = spawn(process.execPath, [join(root, "tests/integrations/server.mjs"), site, key, certificate], { stdio: ["ignore", "pipe", "inherit"] });
process.on("exit", () => server.kill());
const port = String(await new Promise((resolve) => server.stdout.once("data", resolve))).trim();
// curl believes that the server is github.com.
const CURL_HOME = join(work, "curl");
write(CURL_HOME, {
    ".curlrc": ["github.com:443", "git.example:443"].map((host) => `connect-to = "${host}:127.0.0.1:${port}"\n`).join("") + `cacert = "${certificate}"\n`,
});

// Packs the binary under test as the release for `target`.
function release(target) {
    const build = mkdtempSync(join(work, "build-"));
    for (const name of ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"]) cpSync(join(root, name), join(build, name));
    mkdirSync(join(build, "target", target, "release"), { recursive: true });
    cpSync(join(process.env.NOTELINT_BIN, "notelint"), join(build, "target", target, "release/notelint"));
    execFileSync(join(root, ".github/action/archive.sh"), [target], { cwd: build });
    cpSync(join(build, "dist"), releases, { recursive: true });
    return join(releases, `notelint-${target}.tar.gz`);
}

// Replaces the archive at `path` and its checksum.
function repack(path, words) {
    execFileSync("tar", ["-czf", path, ...words]);
    const [sum] = execFileSync("sha256sum", [path], { encoding: "utf8" }).split(" ");
    writeFileSync(`${path}.sha256`, `${sum}  ${path}\n`);
}

// Programs of these names, each a script; those of the system come after them.
function programs(scripts) {
    const folder = mkdtempSync(join(work, "programs-"));
    for (const [name, script] of Object.entries(scripts)) {
        writeFileSync(join(folder, name), `#!/bin/bash\n${script}\n`);
        chmodSync(join(folder, name), 0o755);
    }
    return `${folder}:${process.env.PATH}`;
}

const workspace = join(work, "workspace");
cpSync(join(root, "seeds", seeds[1]), join(workspace, seeds[1]), { recursive: true });
function install(given, environment, more = {}) {
    return runAction(workspace, { paths: seeds[1], ...given }, {
        install: true, repository: "notelint/notelint", ...more,
        environment: { CURL_HOME, CARGO_TARGET_DIR: join(root, "target"), ...environment },
    });
}

const archive = release("x86_64-unknown-linux-musl");
const packed = execFileSync("tar", ["-tzf", archive], { encoding: "utf8" });
check("an archive contains completions, man pages and licences", ["completions/notelint.fish", "man/notelint.1", "man/notelint-extract.1", "LICENSE-MIT"].every((name) => packed.includes(name)), packed);
// One gh that is too old to verify, as if there were none.
const none = programs({ gh: "exit 1" });
let run = install({}, {}, { path: none });
check("a release is installed", run.status === 0 && run.log.includes(`notelint ${version}`) && !run.log.includes("building"), run);
check("that gh is missing is said", run.log.includes("is not verified: no gh"), run);
run = install({ version: `v${version}` }, {}, { path: none });
check("a version is installed", run.status === 0 && run.outputs.files === "1", run);
run = install({ version: "9.9.9" }, {}, { path: none });
check("a version that is not there is said", run.status === 2 && run.log.includes("notelint 9.9.9 is not released"), run);
run = install({ version: "../../../../other/other/releases/download/v1" }, {}, { path: none });
check("a version is not a path", run.status === 2 && run.log.includes("version must be a version"), run);

// The attestation.
const calls = join(work, "calls");
const gh = (result) => programs({
    gh: `[ "$3" = --help ] && { echo "--source-ref string"; exit; }\necho "$GH_TOKEN $*" >>'${calls}'\n[ -s "$3" ] || exit 3\n${result}`,
});
run = install({}, {}, { path: gh("exit 0") });
check("the attestation is verified", run.status === 0 && run.log.includes("is verified"), run);
const call = `secret attestation verify notelint-x86_64-unknown-linux-musl.tar.gz --repo notelint/notelint --source-ref refs/tags/v${version} --signer-workflow notelint/notelint/.github/workflows/release.yml\n`;
check("for the repository, the tag and the workflow, with the token", readFileSync(calls, "utf8") === call, readFileSync(calls, "utf8"));
for (const code of [1, 4]) {
    run = install({}, {}, { path: gh(`echo 'no attestations' >&2; exit ${code}`) });
    check(`what cannot be verified is not run: ${code}`, run.status === 2 && run.log.includes("cannot be verified") && !run.log.includes(`notelint ${version}`), run);
}
run = install({}, { GITHUB_SERVER_URL: "https://git.example" }, { path: gh("exit 1") });
check("another server has no attestations", run.status === 0 && run.log.includes("is not verified: https://git.example has none"), run);
run = install({}, {}, { path: gh("exit 1"), token: "" });
check("no token is said", run.status === 0 && run.log.includes("is not verified: there is no token"), run);

// By https alone.
run = install({}, { GITHUB_SERVER_URL: "http://github.com" }, { path: none });
check("another protocol is refused", run.status === 2 && run.log.includes("notelint is downloaded by https only, and GITHUB_SERVER_URL is http://github.com"), run);
run = install({}, { GITHUB_SERVER_URL: `file://${site}` }, { path: none });
check("files too", run.status === 2 && run.log.includes("by https only"), run);
for (const location of ["http://github.com/a", `file://${archive}.moved`, "ftp://github.com/a"]) {
    renameSync(archive, `${archive}.moved`);
    writeFileSync(`${archive}.location`, location);
    run = install({ version }, {}, { path: none });
    check(`a redirection to another protocol is not followed: ${location.split(":")[0]}`, run.status === 2 && /[Pp]rotocol/.test(run.log), run);
    rmSync(`${archive}.location`);
    renameSync(`${archive}.moved`, archive);
}
const stranger = join(work, "stranger");
write(stranger, { ".curlrc": `connect-to = "github.com:443:127.0.0.1:${port}"\n` });
run = install({ version }, { CURL_HOME: stranger }, { path: none });
check("a certificate that nobody vouches for is refused", run.status === 2 && run.log.includes("certificate"), run);

// The tools that there are on macOS: not sha256sum.
const tools = join(work, "tools");
mkdirSync(tools);
for (const name of ["bash", "cat", "chmod", "curl", "cut", "dirname", "env", "git", "grep", "gzip", "mkdir", "mktemp", "od", "perl", "readlink", "rm", "sed", "shasum", "tail", "tar", "tr"]) {
    symlinkSync(execFileSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim(), join(tools, name));
}
release("aarch64-apple-darwin");
run = install({}, { RUNNER_OS: "macOS", RUNNER_ARCH: "ARM64" }, { path: tools });
check("a release is installed without sha256sum", run.status === 0 && run.outputs.files === "1", run);
run = install({}, { RUNNER_OS: "Linux", RUNNER_ARCH: "ARM64" }, { path: tools });
check("without cargo, a missing release is said", run.status === 2 && run.log.includes("install Rust in an earlier step"), run);

run = install({ version }, { RUNNER_TEMP: `${work}\\windows\\temp` }, { path: none });
const [folder] = readdirSync(join(work, "windows/temp"));
check("a temporary folder as on Windows", run.status === 0 && existsSync(join(work, "windows/temp", folder, "notelint")), run);

// Archives that attack: nothing but the binary is written, and that not through a link.
const name = "notelint-x86_64-unknown-linux-musl";
const evil = join(work, "evil");
write(evil, { [`${name}/README.md`]: "# A\n", "escaped": "out\n", [`${name}/target`]: "elsewhere\n" });
cpSync(join(process.env.NOTELINT_BIN, "notelint"), join(evil, name, "notelint"));
repack(archive, ["-C", evil, "-P", "--transform", "s,^escaped,../../../escaped,", "escaped", name]);
run = install({}, { RUNNER_TEMP: join(work, "a/b/c") }, { path: none });
check("members outside the folder are not unpacked", run.status === 0 && !existsSync(join(work, "a/escaped")) && !existsSync(join(work, "escaped")), run);
rmSync(join(evil, name, "notelint"));
symlinkSync(join(work, "escaped"), join(evil, name, "notelint"));
repack(archive, ["-C", evil, name]);
run = install({}, {}, { path: none });
check("a binary that is a link is not one", run.status === 2 && !existsSync(join(work, "escaped")), run);
rmSync(join(evil, name, "notelint"));
repack(archive, ["-C", evil, name]);
run = install({}, {}, { path: none });
check("an archive without a binary is said", run.status === 2 && run.log.includes(`cannot unpack ${name}.tar.gz`), run);

writeFileSync(archive, "something else");
run = install({}, {}, { path: none });
check("a wrong checksum fails loudly", run.status === 2 && run.log.includes("checksum mismatch: notelint-x86_64-unknown-linux-musl.tar.gz is not"), run);

// Where nothing is released, the action's own checkout is built, whatever the workspace says about
// toolchains and compilers, and without the token.
const hostile = { "rust-toolchain.toml": '[toolchain]\nchannel = "1.1.0"\n', ".cargo/config.toml": '[build]\nrustc = "/bin/false"\n' };
write(workspace, hostile);
run = install({}, { RUNNER_ARCH: "X86" }, { path: none });
check("what is not released for this system is built", run.status === 0 && run.log.includes("building notelint") && run.outputs.files === "1", run);
const seen = join(work, "seen");
const cargo = programs({
    cargo: `pwd >'${seen}'; env | grep -c secret >>'${seen}'; ls .cargo ../.cargo 2>/dev/null >>'${seen}'; ls >>'${seen}'
for word; do case "$last" in --root) mkdir "$word/bin" && cp '${join(process.env.NOTELINT_BIN, "notelint")}' "$word/bin" ;; esac; last=$word; done`,
});
run = install({}, {}, { repository: "", path: cargo });
const [where, secrets, ...contents] = readFileSync(seen, "utf8").split("\n");
check("what is not released for this action is built", run.status === 0 && run.outputs.files === "1" && contents.includes("Cargo.lock"), run);
check("outside the workspace", !where.startsWith(workspace) && !contents.includes("config.toml") && dirname(where) !== root, where);
check("and without a token", secrets === "0", secrets);

server.kill();
finish();
