// Runs the steps of action.yml as a runner does: inputs and expressions, environment files, event
// payloads, in a repository with a merge commit as on a pull request.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Evaluator, Lexer, Parser, data } from "@actions/expressions";
import { parse } from "yaml";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const action = parse(readFileSync(join(root, "action.yml"), "utf8"));
const work = mkdtempSync(join(tmpdir(), "notelint-action-"));
let passed = 0;

function toData(value) {
    if (typeof value === "object" && value !== null) {
        return new data.Dictionary(...Object.entries(value).map(([key, member]) => ({ key, value: toData(member) })));
    }
    return new data.StringData(String(value));
}

function evaluate(text, contexts) {
    return String(text).replace(/\$\{\{(.*?)\}\}/g, (_, source) => {
        const names = Object.keys(contexts);
        const tokens = new Lexer(source.trim()).lex().tokens;
        const expression = new Parser(tokens, names, []).parse();
        return new Evaluator(expression, toData(contexts)).evaluate().coerceString();
    });
}

// Reads a GitHub environment file of `name=value` lines.
function environmentFile(path) {
    if (!existsSync(path)) return {};
    const lines = readFileSync(path, "utf8").split("\n").filter((line) => line.includes("="));
    return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

function runAction(cwd, given, environment = {}) {
    const files = mkdtempSync(join(work, "runner-"));
    const file = (name) => join(files, name);
    const inputs = Object.fromEntries(Object.entries(action.inputs).map(([key, input]) => [key, given[key] ?? input.default ?? ""]));
    const steps = {};
    const path = [process.env.NOTELINT_BIN, process.env.PATH];
    let log = "";
    let status = 0;
    for (const [number, step] of action.runs.steps.entries()) {
        const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, evaluate(value, { inputs, steps })]));
        const output = file(`output-${number}`);
        for (const name of [`output-${number}`, "path", "summary"]) writeFileSync(file(name), "", { flag: "a" });
        // The binary under test stands in for a release: installing is tested by itself.
        if (step.run.endsWith("install")) continue;
        const result = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
            cwd: resolve(cwd, evaluate(step["working-directory"] ?? ".", { inputs, steps })),
            encoding: "utf8",
            env: {
                ...process.env, ...environment, ...env, PATH: path.join(":"), GITHUB_ACTION_PATH: root, GITHUB_ACTIONS: "true",
                GITHUB_OUTPUT: output, GITHUB_PATH: file("path"), GITHUB_STEP_SUMMARY: file("summary"), RUNNER_TEMP: files,
                RUNNER_OS: "Linux", RUNNER_ARCH: "X64",
            },
        });
        log += result.stdout + result.stderr;
        status ||= result.status;
        if (step.id) steps[step.id] = { outputs: environmentFile(output) };
    }
    const outputs = Object.fromEntries(Object.entries(action.outputs).map(([key, output]) => [key, evaluate(output.value, { inputs, steps })]));
    return { status, log, outputs, summary: readFileSync(file("summary"), "utf8") };
}

function check(name, condition, run) {
    if (!condition) {
        console.error(`FAILED: ${name}`, run);
        process.exit(1);
    }
    passed += 1;
    console.log(`ok: ${name}`);
}

// A repository whose HEAD is the merge commit of a pull request that adds one broken note.
function pullRequest() {
    const repository = mkdtempSync(join(work, "repository-"));
    const git = (...words) => execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...words], { cwd: repository });
    git("init", "--quiet", "--initial-branch=main");
    mkdirSync(join(repository, "notes"));
    const seeds = readdirSync(join(root, "seeds")).filter((name) => name.startsWith("T"));
    for (const name of seeds) cpSync(join(root, "seeds", name), join(repository, "notes", name));
    const seed = readFileSync(join(root, "seeds", seeds[0]), "utf8");
    writeFileSync(join(repository, "notes", "old.md"), seed.replace(/^date: .*/m, "date: someday"));
    writeFileSync(join(repository, "notelint.yaml"), "types: [{ name: tech-note }]\n");
    git("add", ".");
    git("commit", "--quiet", "-m", "base");
    git("checkout", "--quiet", "-b", "change");
    writeFileSync(join(repository, "notes", "日本 語.md"), seed.replace(/^5\. .*\n/m, ""));
    git("add", ".");
    git("commit", "--quiet", "-m", "change");
    git("checkout", "--quiet", "main");
    git("merge", "--quiet", "--no-ff", "-m", "merge", "change");
    return repository;
}

const repository = pullRequest();
const event = { GITHUB_EVENT_NAME: "pull_request" };

let run = runAction(repository, { paths: "notes" });
check("findings fail the step", run.status === 1 && run.outputs["exit-code"] === "1", run);
check("they are annotations", /^::error .*file=notes\/.*line=\d+/m.test(run.log), run);
check("the counts are outputs", Number(run.outputs.errors) > 1 && Number(run.outputs.files) > 3, run);
check("there is a summary", run.summary.includes("old.md") && run.summary.includes("structure/points-count"), run);

run = runAction(repository, { paths: "notes", "changed-only": "true" }, event);
check("only changed notes are reported", run.log.includes("日本 語.md") && !run.log.includes("someday"), run);
check("the whole collection is still seen", run.log.includes("vault/duplicate-id"), run);

run = runAction(repository, { paths: "notes", "fail-on": "never", "sarif-file": "out.sarif" });
check("fail-on never", run.status === 0 && Number(run.outputs.errors) > 1, run);
check("SARIF is written", JSON.parse(readFileSync(join(repository, "out.sarif"), "utf8")).version === "2.1.0" && run.outputs["sarif-file"] === "out.sarif", run);

run = runAction(repository, { "working-directory": "notes", annotations: "human", args: "--select\nfrontmatter/invalid-value" });
check("a working directory, a format and arguments", run.status === 1 && run.log.includes("old.md") && !run.log.includes("::error"), run);

run = runAction(repository, { "fail-on": "sometimes" });
check("a wrong input is said", run.status === 2 && run.log.includes("fail-on is error, warning or never"), run);

const shallow = join(work, "shallow");
execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${repository}`, shallow]);
run = runAction(shallow, { "changed-only": "true" }, event);
check("a shallow checkout is said", run.status === 2 && run.log.includes("fetch-depth: 2"), run);

rmSync(work, { recursive: true });
console.log(`${passed} passed, 0 failed`);
