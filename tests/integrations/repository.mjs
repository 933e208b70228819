// Repositories as a pull request leaves them in the workspace of a runner.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root, work } from "./runner.mjs";

export const seeds = readdirSync(join(root, "seeds")).filter((name) => name.startsWith("T"));
export const seed = readFileSync(join(root, "seeds", seeds[0]), "utf8");

export function git(repository, ...words) {
    const settings = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
    return execFileSync("git", [...settings, ...words], { cwd: repository, encoding: "utf8" }).trim();
}

// Writes files, and of `{ link }` a symbolic link.
export function write(repository, files) {
    for (const [name, content] of Object.entries(files)) {
        const path = join(repository, name);
        mkdirSync(dirname(path), { recursive: true });
        rmSync(path, { recursive: true, force: true });
        if (typeof content === "string") writeFileSync(path, content);
        else symlinkSync(content.link, path);
    }
}

function commit(repository, message) {
    git(repository, "add", ".");
    git(repository, "commit", "--quiet", "-m", message);
}

// A repository whose HEAD is the merge commit of a pull request that writes `changed`, with the
// event that goes with it.
export function pullRequest(changed, { configured = true } = {}) {
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

export function event(repository) {
    return { GITHUB_EVENT_NAME: "pull_request", GITHUB_SHA: git(repository, "rev-parse", "HEAD") };
}
