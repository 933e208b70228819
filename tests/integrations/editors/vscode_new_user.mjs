// Begins with nothing, as the README of the extension says: an empty folder, `notelint init`, and a note of a built-in
// type that is written until nothing is reported.
// Usage: node vscode_new_user.mjs TOOLS WORK; WORK/notelint.vsix is the extension, and `notelint` is on the PATH.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check, drive } from "./checks.mjs";
import { Workbench } from "./workbench.mjs";

const [tools, work] = process.argv.slice(2);
const notes = join(work, "empty");
mkdirSync(notes);

const workbench = await Workbench.start({ tools, work: join(work, "new-user"), notes, extension: join(work, "notelint.vsix") });
const underlined = (count) => workbench.waitFor(() => workbench.underlined(), (found) => found.length === count);
await drive(workbench, work, async () => {
    execFileSync("notelint", ["init", "--quiet"], { cwd: notes, stdio: "ignore" });
    await workbench.open("notelint.yaml");
    await workbench.waitForText(".statusbar", /notelint \d+\.\d+\.\d+/);
    check("a configuration starts the server", true);
    await workbench.press("Control+Home");
    await workbench.type("flies: []\n");
    let found = await underlined(1);
    check("a key that it cannot have is underlined, though there are no notes", found[0] === "flies", found);
    await workbench.goTo(1, 1);
    await workbench.press("Control+Shift+k");
    found = await underlined(0);
    check("what `init` has written is clean", found.length === 0, found);

    await workbench.command("notelint: New Note…");
    await workbench.pick("adr", "docs/decisions");
    await workbench.waitForText(".quick-input-widget", /The title of the note/);
    await workbench.type("Brew with 軟水 💧");
    await workbench.press("Enter");
    await workbench.waitForText(".view-lines", /# Brew with 軟水 💧/);
    found = await underlined(3);
    check("a new note tells what is to be written", found.join() === "…,…,…", found);
    await workbench.type("Our tea is bitter.");
    for (const words of ["軟水 💧", "軟水 it is."]) {
        await workbench.goTo((await workbench.lineOf(words === "軟水 💧" ? "- …" : "…")) ?? 0, words === "軟水 💧" ? 3 : 1);
        await workbench.press("Shift+End");
        await workbench.type(words);
    }
    found = await underlined(0);
    check("once it is, nothing is underlined", found.length === 0, found);

    await workbench.goTo(1, 1);
    await workbench.type("---\nst");
    await workbench.press("Control+Space");
    await workbench.waitForText(".suggest-widget", /status/);
    await workbench.press("Enter");
    await workbench.type("accepted");
    const title = await workbench.text(".view-lines");
    check("a key that is completed before the title leaves it", title.includes("accepted# Brew with 軟水 💧"), title);
    await workbench.type("\n---\n\n");
    found = await underlined(0);
    check("and the frontmatter is correct", found.length === 0, found);
    await workbench.press("Control+s");
    const problems = await workbench.waitFor(() => workbench.problems(), (text) => !/\d/.test(text));
    check("no problem is left in any file", !/\d/.test(problems), problems);
    const printed = execFileSync("notelint", [], { cwd: notes, encoding: "utf8" });
    check("nor on the command line", /1 note checked/.test(printed), printed);
    check("the note is saved", readFileSync(join(notes, "docs/decisions/0001-brew-with-軟水.md"), "utf8").startsWith("---\nstatus: accepted\n"), "");
});
