// Drives VS Code in a browser: installs the packed extension in code-server, types, and checks what is drawn.
// Usage: node vscode.mjs TOOLS WORK [PICTURES [dark]], in the folder of the notes; WORK/notelint.vsix is the extension.
import { join, resolve } from "node:path";
import { readFileSync } from "node:fs";
import * as checks from "./checks.mjs";
import { Workbench } from "./workbench.mjs";

const [tools, work, pictures, theme = "light"] = process.argv.slice(2);
function check(what, holds, found) {
    if (holds && found !== undefined) {
        console.log(`shown: ${typeof found === "string" ? found : found.join(", ")}`);
    }
    checks.check(what, holds, found);
}

const notes = process.cwd();
const read = (note) => readFileSync(join(notes, note), "utf8");
const settings = { "workbench.colorTheme": theme === "dark" ? "Dark Modern" : "Light Modern" };
const workbench = await Workbench.start({ tools, work, notes, extension: join(work, "notelint.vsix"), settings });
const picture = (name) => (pictures ? workbench.picture(resolve(pictures, `${name}-${theme}.png`)) : undefined);
await checks.drive(workbench, work, async () => {
    await workbench.open("玉露.md");
    await workbench.waitForText(".statusbar", /notelint \d+\.\d+\.\d+/);
    check("the status bar shows the version", true);
    await workbench.change({ "notelint.diagnostics.scope": "workspace" });
    let problems = await workbench.waitFor(() => workbench.problems(), (found) => /3/.test(found));
    check("in the scope `workspace`, the notes that are not open are reported", /3/.test(problems), problems);
    await workbench.change({ "notelint.diagnostics.scope": "open" });
    problems = await workbench.waitFor(() => workbench.problems(), (found) => !/\d/.test(found));
    check("in the scope `open`, they are not", !/\d/.test(problems), problems);

    await workbench.open("煎茶.md");

    const squiggles = await workbench.waitFor(() => workbench.underlined(), (found) => found.length === 3);
    check("three places are underlined", squiggles?.length === 3, squiggles);
    check("the wrong date is", squiggles.includes("2026/4/28"), squiggles);
    check("the broken link is, after Japanese and emoji", squiggles.some((text) => /^(\[\[)?玉露の話(\]\])?$/.test(text)), squiggles);
    check("the stars are", squiggles.includes("⭐⭐⭐⭐⭐⭐"), squiggles);
    await workbench.hover("玉露の話");
    const shown = await workbench.waitForText(".monaco-hover:not(.hidden)", /does not exist/);
    check("a pointer on it shows why, and the rule", shown.includes("link/missing-target"), shown);
    await picture("diagnostics");
    await workbench.press("Escape");

    await workbench.goTo(2, 7);
    await workbench.press("Control+.");
    const menu = await workbench.waitForText(".action-widget", /2026-04-28/);
    check("the light bulb offers the fix", menu.includes("2026-04-28"), menu);
    await picture("fix");
    await workbench.press("Enter");
    await workbench.waitForText(".view-lines", /date: 2026-04-28/);
    const left = await workbench.waitFor(() => workbench.underlined(), (found) => found.length === 2);
    check("it corrects the date, and two places are left", left?.length === 2, left);

    await workbench.press("Control+z");
    await workbench.waitForText(".view-lines", /date: 2026\/4\/28/);
    await workbench.waitFor(() => workbench.underlined(), (found) => found.length === 3);
    await workbench.command("notelint: Fix All");
    await workbench.waitForText(".view-lines", /date: 2026-04-28/);
    check("so does the command", true);

    await workbench.goTo(4, 1);
    await workbench.type("cul");
    await workbench.press("Control+Space");
    const keys = await workbench.waitForText(".suggest-widget", /cultivar/);
    check("a key of the frontmatter is completed", keys.includes("cultivar"), keys);
    await picture("completion");
    await workbench.press("Enter");
    await workbench.waitForText(".view-lines", /cultivar:/);
    check("it is inserted", true);
    await workbench.press("Escape");
    await workbench.press("Control+Shift+k");

    await workbench.hover("region");
    const hover = await workbench.waitForText(".monaco-hover:not(.hidden)", /Where the leaves were grown/);
    await picture("hover");
    check("a key is explained", hover.includes("Where the leaves were grown"), hover);
    await workbench.press("Escape");

    await workbench.press("Control+Shift+o");
    const symbols = await workbench.waitForText(".quick-input-widget .quick-input-list", "region");
    check("symbols are listed, and no heading twice", symbols.split("保存").length === 2, symbols);
    await workbench.press("Escape");

    const heading = (await workbench.lineOf("## 保存")) ?? 0;
    await workbench.goTo(heading, 5);
    await workbench.press("F2");
    await workbench.waitForSelector(".rename-box input");
    await workbench.press("Control+a");
    await workbench.type("仕舞い方 🫙");
    await picture("rename");
    await workbench.press("Enter");
    await workbench.waitForText(".view-lines", /仕舞い方/);
    await workbench.command("File: Save All");
    await workbench.waitFor(() => read("teas/玉露.md"), (text) => text.includes("仕舞い方"));
    check("the heading is renamed", read("teas/煎茶.md").includes("\n## 仕舞い方 🫙\n"), read("teas/煎茶.md"));
    const other = read("teas/玉露.md");
    check("both links of the other note lead to it", other.includes("[煎茶](煎茶.md#仕舞い方-)") && other.includes("[[煎茶#仕舞い方 🫙]]"), other);
    await workbench.open("玉露.md");
    const none = await workbench.waitFor(() => workbench.underlined(), (found) => found.length === 0);
    check("no link of it is broken", none?.length === 0, none);

    await workbench.open("notelint.yaml");
    await workbench.goTo(5, 1);
    await workbench.type("ru");
    await workbench.press("Control+Space");
    const offered = await workbench.waitForText(".suggest-widget", "rules");
    check("keys of the configuration are completed", offered.includes("rules"), offered);
    await workbench.press("Escape");
    await workbench.press("Control+z");

    await workbench.command("notelint: New Note…");
    await workbench.pick("tea", "teas/{title}.md");
    await workbench.waitForText(".quick-input-widget", /The title of the note/);
    await workbench.type("番茶 🍂");
    await workbench.press("Enter");
    await workbench.waitForText(".tabs-container", /番茶/);
    await workbench.waitForText(".view-lines", /# 番茶/);
    check("a new note of a type is created and opened", read("teas/番茶.md").includes("## 淹れ方 🍵"), read("teas/番茶.md"));

    await workbench.command("notelint: Restart Server");
    await workbench.waitForText(".statusbar", /notelint \d+\.\d+\.\d+/);
    const again = await workbench.waitFor(() => workbench.underlined(), (found) => found.length > 0);
    check("the server starts again, and reports what is to be filled in", again?.length > 0, again);
});
