// The action in a repository with a merge commit as on a pull request.
// Usage: NOTELINT_BIN=FOLDER node action.mjs
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { event, git, pullRequest, seed, write } from "./repository.mjs";
import { check, finish, root, runAction, work } from "./runner.mjs";

const broken = seed.replace(/^5\. .*\n/m, "");
const { repository, environment } = pullRequest({
    "notes/00 日本 語.md": broken,
    // It has the id of a note that is not changed, and comes after it.
    "notes/two\nlines.MD": broken.replaceAll("T1-01-01", "T1-02-01"),
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
check("whatever their names", run.log.includes("two<U+000A>lines.MD") && run.outputs.files === "2", run);
check("the whole collection is still seen", /two<U\+000A>lines.MD.*vault\/duplicate-id.*T1-02-01_/.test(run.log), run);
const uris = JSON.stringify(JSON.parse(readFileSync(join(repository, "out.sarif"), "utf8")).runs[0].results);
check("SARIF holds what is reported", uris.includes("notes/00%20") && run.outputs["sarif-file"] === "out.sarif", run);
rmSync(join(repository, "out.sarif"));

run = runAction(repository, { "changed-only": "true", paths: "../notes/", "working-directory": "notes" }, { environment });
check("a working directory changes nothing of that", run.log.includes("file=notes/00 日本 語.md") && run.outputs.files === "2", run);

run = runAction(repository, { "changed-only": "true" });
check("on a push all notes are reported", run.log.includes("someday") && run.log.includes("Not a pull request"), run);

const plain = pullRequest({ "notes/new.md": seed }, { configured: false });
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
    [{ "sarif-file": "a\nb" }, "one path each"],
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

finish();
