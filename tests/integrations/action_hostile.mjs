// The action on pull requests that attack it: nothing outside the workspace is written or shown,
// nothing is executed, and the log commands nothing but annotations.
// Usage: NOTELINT_BIN=FOLDER node action_hostile.mjs
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { event, git, pullRequest, seed, write } from "./repository.mjs";
import { check, finish, runAction, work } from "./runner.mjs";

const broken = seed.replace(/^5\. .*\n/m, "");
const outside = join(work, "outside");
mkdirSync(outside);
write(outside, { "secret.md": seed.replace(/^date: .*/m, "date: classified"), "secret.yaml": "classified\n" });
const before = readdirSync(outside);
// Commands that would be executed write here.
const canary = join(work, "canary");

const only = (run, ...names) => run.commands.every((name) => names.includes(name));

function checkUnharmed(name, condition, run) {
    const unharmed = readdirSync(outside).join() === before.join() && !existsSync(canary) && run.leftovers.length === 0;
    check(name, condition && unharmed && only(run, "error", "warning", "notice") && !run.log.includes("classified"), run);
}

const changed = { "changed-only": "true" };
for (const [name, files, given, message] of [
    ["a dangling configuration is not created", { "notelint.yaml": { link: join(outside, "made.yaml") }, "notes/00.md": seed }, changed, "notelint.yaml"],
    ["nor one by a relative link", { "notelint.yaml": { link: `../outside/made.yaml` }, "notes/00.md": seed }, changed, "notelint.yaml"],
    ["a SARIF file that is a link", { "out.sarif": { link: join(outside, "made.sarif") } }, { "sarif-file": "out.sarif" }, "sarif-file out.sarif leads out of the workspace"],
    ["a SARIF file that is a link to a file", { "out.sarif": { link: join(outside, "secret.md") } }, { "sarif-file": "out.sarif" }, "sarif-file out.sarif leads out"],
    ["a SARIF file in a linked folder", { reports: { link: outside } }, { "sarif-file": "reports/out.sarif" }, "sarif-file reports/out.sarif leads out"],
    ["a path that is a link", { docs: { link: outside } }, { paths: "docs" }, "path docs leads out"],
    ["a path below a link", { docs: { link: work } }, { paths: "notes\ndocs/outside" }, "path docs/outside leads out"],
    ["a path that is a link to the root", { docs: { link: "/" } }, { paths: "docs" }, "path docs leads out"],
    ["a path that is a link to itself", { docs: { link: "docs" } }, { paths: "docs" }, "path docs leads out"],
    ["a changed path that is a link", { "docs.md": { link: outside } }, { ...changed, paths: "docs.md" }, "path docs.md leads out"],
    ["a configuration that is a link", { "other.yaml": { link: join(outside, "secret.yaml") } }, { config: "other.yaml" }, "config other.yaml leads out"],
    ["a working directory that is a link", { docs: { link: outside } }, { "working-directory": "docs" }, "working-directory docs leads out"],
]) {
    const { repository, environment } = pullRequest(files, { configured: false });
    const run = runAction(repository, given, { environment });
    checkUnharmed(`${name} leads nowhere`, run.status === 2 && run.log.includes(message), run);
}

const linked = pullRequest({ "docs/notes": { link: "../notes" } });
let run = runAction(linked.repository, { paths: "docs/notes" });
check("links in the workspace are followed", run.status === 1 && run.log.includes("someday"), run);

const names = [
    "--fix.md", "-rf.md", "--output=x.md", `$(touch ${canary.replaceAll("/", "\\")}).md`, "`touch canary`.md", "a;touch canary;.md", "two\nlines.md",
    "\r::set-output name=errors::0\r.md", "##[set-output name=errors;]0.md", "::error::not one.md", "##[add-mask]e.md", "%0A::add-mask::e.md", "'\".md", "a\\b.md",
    "\u202Egnp.md", " a.md", "-", "日本 語.md", "\u200B.md", `${"x".repeat(252)}.md`, "\x1B[2J.md", "**.md", ":(exclude)a.md", "a,line=9.md",
];
const notes = names.filter((name) => name.endsWith(".md"));
const named = pullRequest(Object.fromEntries(names.map((name) => [`n/${name}`, broken])));
for (const annotations of ["github", "human"]) {
    run = runAction(named.repository, { ...changed, annotations }, { environment: named.environment });
    checkUnharmed(`names of files are names: ${annotations}`, run.status === 1 && run.outputs.files === String(notes.length) && Number(run.outputs.errors) >= notes.length, run);
    run = runAction(named.repository, { ...changed, annotations, "working-directory": "n" }, { environment: named.environment });
    checkUnharmed(`in their own folder too: ${annotations}`, run.status === 1 && run.outputs.files === String(notes.length), run);
    run = runAction(named.repository, { annotations, args: "--show-files" });
    checkUnharmed(`a list of names commands nothing: ${annotations}`, run.status === 0 && run.log.includes("##[add-mask]e.md"), run);
}

const commands = ["##[set-output name=errors]0", "##[add-mask]e", "::set-env name=PATH::/", "::stop-commands::x", " ::add-mask::e", "##[group]"];
const body = commands.join("\n\n");
const spoken = pullRequest({
    // The line after the one that is fixed is in the diff.
    "notes/00.md": `${broken.replace(/^date: .*/m, "date: 2025/11/2\n# ##[add-mask]e").replace(/^## /m, `${body}\n\n## `)}\n${body}\n`,
});
for (const given of [{}, { annotations: "human" }, { args: "--diff" }, { args: "--fix\n--unsafe-fixes" }, { args: "--statistics", annotations: "human" }]) {
    run = runAction(spoken.repository, given);
    const shown = given.args !== "--diff" || run.log.includes("# ##[add-mask]e");
    checkUnharmed(`words of notes command nothing: ${JSON.stringify(given)}`, run.status === 1 && shown, run);
    git(spoken.repository, "checkout", "--quiet", ".");
}

// What a repository can say about itself, and what a runner that is used again can have been told.
const drivers = pullRequest({ ".gitattributes": "*.md diff=evil filter=evil\n", "notes/00.md": broken, "notes/01 é.md": broken });
appendFileSync(join(drivers.repository, ".git/config"), `
[diff]
    external = touch ${canary}
    noprefix = true
    relative = true
    orderFile = missing
[diff "evil"]
    textconv = touch ${canary};
    command = touch ${canary};
[filter "evil"]
    clean = touch ${canary}; cat
    required = true
[core]
    quotePath = true
    fsmonitor = touch ${canary};
`);
run = runAction(drivers.repository, { ...changed, "working-directory": "notes" }, { environment: drivers.environment });
checkUnharmed("git runs no drivers", run.status === 1 && run.outputs.files === "2", run);

// Git would take the folder for a repository, and its configuration for its own.
const bare = pullRequest({
    "n/HEAD": "ref: refs/heads/main\n", "n/objects/.keep": "", "n/refs/.keep": "", "n/a.md": broken,
    "n/config": `[core]\n    bare = true\n    fsmonitor = touch ${canary};\n    pager = touch ${canary}\n[diff]\n    external = touch ${canary}\n`,
});
run = runAction(bare.repository, { ...changed, "working-directory": "n" }, { environment: bare.environment });
checkUnharmed("a folder that looks like a repository is not one", run.status === 2 && run.log.includes("cannot use bare repository"), run);

// Notes that are links are neither shown nor repaired.
const secrets = pullRequest({ "notes/00.md": broken, "notes/secret.md": { link: join(outside, "secret.md") }, more: { link: outside } });
for (const given of [{}, changed, { ...changed, annotations: "human" }, { args: "--fix\n--unsafe-fixes" }, { args: "--diff" }]) {
    run = runAction(secrets.repository, given, { environment: secrets.environment });
    checkUnharmed(`notes outside are not shown: ${JSON.stringify(given)}`, !run.summary.includes("classified"), run);
}

const module = pullRequest({ "notes/00.md": broken });
git(module.repository, "update-index", "--add", "--cacheinfo", `160000,${git(module.repository, "rev-parse", "HEAD")},sub.md`);
mkdirSync(join(module.repository, "sub.md"));
const tree = git(module.repository, "write-tree");
const merge = git(module.repository, "commit-tree", tree, "-p", "HEAD^1", "-p", "HEAD^2", "-m", "merge");
git(module.repository, "update-ref", "HEAD", merge);
run = runAction(module.repository, changed, { environment: event(module.repository) });
checkUnharmed("a submodule with the name of a note", run.status === 1 && run.outputs.files === "1", run);

// What an earlier step of the job left behind.
const left = pullRequest({ "notes/00.md": broken });
const temp = join(work, "temp");
mkdirSync(temp);
symlinkSync(outside, join(temp, "notelint"));
run = runAction(left.repository, changed, { environment: { ...left.environment, RUNNER_TEMP: temp } });
checkUnharmed("a link in the temporary folder is not used", run.status === 1 && readdirSync(temp).join() === "notelint", run);

// With a small stack, a command takes less than all these names.
const many = pullRequest(Object.fromEntries(Array.from({ length: 800 }, (_, number) => [`n/${String(number).padStart(240, "0")}.md`, "# A\n"])));
const limits = join(work, "limits");
writeFileSync(limits, "ulimit -s 512\n");
run = runAction(many.repository, { ...changed, args: "--select\ntext/bom" }, { environment: { ...many.environment, BASH_ENV: limits } });
check("more notes than a command can name", run.status === 0 && Number(run.outputs.files) > 800 && run.log.includes("reporting all notes"), run);

for (const [given, message] of [
    [{ "sarif-file": "a\nexit-code=0" }, "one path each"],
    [{ "sarif-file": "a\rb" }, "one path each"],
    [{ "sarif-file": "../out.sarif" }, "sarif-file ../out.sarif leads out"],
    [{ paths: ".." }, "path .. leads out"],
    [{ paths: "-rf" }, "-rf"],
    [{ config: "--fix" }, "--fix"],
    [{ args: "--\n--fix" }, "--fix"],
]) {
    run = runAction(left.repository, given);
    checkUnharmed(`what cannot be done is said: ${JSON.stringify(given)}`, run.status === 2 && run.log.includes(message), run);
}
const same = readFileSync(join(outside, "secret.yaml"), "utf8") === "classified\n" && git(left.repository, "status", "--porcelain") === "";
check("nothing is changed", same, run);

finish();
