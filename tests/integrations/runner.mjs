// Runs the steps of action.yml as a runner of GitHub Actions does: inputs, expressions, environment
// files, and an environment that is its own.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Evaluator, Lexer, Parser, data } from "@actions/expressions";
import { parse } from "yaml";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const work = mkdtempSync(join(tmpdir(), "notelint-action-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));
const action = parse(readFileSync(join(root, "action.yml"), "utf8"));

function toData(value) {
    if (typeof value === "object" && value !== null) {
        return new data.Dictionary(...Object.entries(value).map(([key, member]) => ({ key, value: toData(member) })));
    }
    return new data.StringData(String(value));
}

function evaluate(text, contexts) {
    return String(text).replace(/\$\{\{(.*?)\}\}/g, (_, source) => {
        const tokens = new Lexer(source.trim()).lex().tokens;
        const expression = new Parser(tokens, Object.keys(contexts), []).parse();
        return new Evaluator(expression, toData(contexts)).evaluate().coerceString();
    });
}

const COMMANDS = [
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice", "remove-matcher",
    "save-state", "set-env", "set-output", "stop-commands", "warning",
];

// The workflow commands in `log` that a runner carries out: `::name::` at the beginning of a line, or
// the older `##[name]` anywhere in it.
function commandsIn(log) {
    const found = [];
    let token = null;
    for (const line of log.split(/\r\n|\r|\n/)) {
        const known = (name) => name !== undefined && (COMMANDS.includes(name.toLowerCase()) || name === token);
        const newer = /^::([^ ]*?)(?: .*?)?::(.*)$/.exec(line.trimStart());
        const older = /##\[([^ \]]*)[^\]]*\](.*)/.exec(line);
        const [, name, value] = (known(newer?.[1]) && newer) || (known(older?.[1]) && older) || [];
        if (name === undefined || (token !== null && name !== token)) continue;
        if (name === token) token = null;
        else if (name === "stop-commands") token = value;
        else found.push(name);
    }
    return found;
}

// Reads a GitHub environment file of `name=value` lines.
function environmentFile(path) {
    const lines = readFileSync(path, "utf8").split("\n").filter((line) => line.includes("="));
    return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

// The environment without what a runner that runs this itself has set.
function ownEnvironment() {
    const foreign = /^(GITHUB_|RUNNER_|INPUT_|ACTIONS_|CI$|NOTELINT_)/;
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

// Runs the action in the workspace `cwd` with the inputs `given`. `repository` is where the action
// comes from. Unless `install` is set, the binary under test stands in for what is installed.
export function runAction(cwd, given, { environment = {}, repository = "", token = "secret", install = false, path = process.env.PATH } = {}) {
    const files = mkdtempSync(join(work, "runner-"));
    const file = (name) => join(files, name);
    const inputs = Object.fromEntries(Object.entries(action.inputs).map(([key, input]) => [key, given[key] ?? input.default ?? ""]));
    const unknown = Object.keys(given).filter((key) => !(key in action.inputs));
    if (unknown.length > 0) throw new Error(`the action has no input ${unknown}`);
    const contexts = { inputs, steps: {}, github: { action_repository: repository, token } };
    let folders = install ? [] : [process.env.NOTELINT_BIN];
    let log = "";
    let status = 0;
    for (const name of ["path", "summary"]) writeFileSync(file(name), "");
    for (const [number, step] of action.runs.steps.entries()) {
        if (step.id !== "check" && !install) continue;
        if (step.if !== undefined && evaluate(`\${{ ${step.if} }}`, contexts) !== "true") continue;
        const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, evaluate(value, contexts)]));
        const output = file(`output-${number}`);
        writeFileSync(output, "");
        const result = spawnSync("/bin/bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
            cwd: resolve(cwd, evaluate(step["working-directory"] ?? ".", contexts)),
            encoding: "utf8",
            env: {
                ...ownEnvironment(), GITHUB_ACTION_PATH: root, GITHUB_ACTIONS: "true", GITHUB_EVENT_NAME: "push",
                GITHUB_OUTPUT: output, GITHUB_PATH: file("path"), GITHUB_SERVER_URL: "https://github.com",
                GITHUB_STEP_SUMMARY: file("summary"), GITHUB_WORKSPACE: cwd, RUNNER_ARCH: "X64", RUNNER_OS: "Linux", RUNNER_TEMP: file("temp"),
                ...environment, ...env, PATH: [...folders, path].join(":"),
            },
        });
        log += result.stdout + result.stderr;
        status = result.status;
        folders = [...readFileSync(file("path"), "utf8").split("\n").filter((line) => line !== ""), ...folders];
        if (step.id) contexts.steps[step.id] = { outputs: environmentFile(output) };
        if (status !== 0) break;
    }
    const value = (output) => (contexts.steps.check === undefined ? "" : evaluate(output.value, contexts));
    const outputs = Object.fromEntries(Object.entries(action.outputs).map(([key, output]) => [key, value(output)]));
    const leftovers = existsSync(file("temp")) && !install ? readdirSync(file("temp")) : [];
    return { status, log, outputs, leftovers, commands: commandsIn(log), summary: existsSync(file("summary")) ? readFileSync(file("summary"), "utf8") : "" };
}

let passed = 0;

// Counts a check that holds, and ends with one that does not.
export function check(name, condition, run) {
    if (!condition) {
        console.error(`FAILED: ${name}`, run);
        process.exit(1);
    }
    passed += 1;
    console.log(`ok: ${name}`);
}

export function finish() {
    console.log(`${passed} passed, 0 failed`);
}
