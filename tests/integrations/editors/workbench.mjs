// VS Code in a browser, as a person uses it: by keys, and by what is drawn.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";

const PATIENCE_MS = 30_000;
// The browser calls nobody but code-server.
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

// Each in the form of this version of VS Code, which writes the file itself otherwise.
const SETTINGS = {
    "workbench.startupEditor": "none",
    "workbench.colorTheme": "Light Modern",
    "workbench.activityBar.location": "hidden",
    "workbench.layoutControl.enabled": false,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "window.commandCenter": false,
    "window.menuBarVisibility": "hidden",
    "chat.disableAIFeatures": true,
    "editor.minimap.enabled": false,
    "editor.fontFamily": "'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', 'Noto Color Emoji', monospace",
    "editor.unicodeHighlight.ambiguousCharacters": false,
    "editor.wordWrap": "on",
    "files.autoSave": "off",
    "git.enabled": false,
    "files.exclude": { "**/.vscode": true, "**/.git": true },
    "telemetry.telemetryLevel": "off",
    "extensions.autoUpdate": "off",
    "extensions.ignoreRecommendations": true,
    "breadcrumbs.enabled": false,
};

function freePort() {
    return new Promise((done, failed) => {
        const server = createServer().on("error", failed);
        server.listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => done(port));
        });
    });
}

export class Workbench {
    constructor(server, browser, page, data, notes) {
        Object.assign(this, { server, browser, page, data, notes });
    }

    /** Starts VS Code in the folder `notes` with the packed `extension`; what it writes is in the folder `work`. */
    static async start({ tools, work, notes, extension, settings = {}, trusted = true }) {
        const data = join(work, "data");
        mkdirSync(join(data, "User"), { recursive: true });
        writeFileSync(join(data, "User", "settings.json"), JSON.stringify({ ...SETTINGS, ...settings }));
        const program = join(tools, "code-server/node_modules/code-server/out/node/entry.js");
        const node = join(tools, "node24/node");
        const places = ["--config", join(work, "none.yaml"), "--user-data-dir", data, "--extensions-dir", join(work, "extensions")];
        writeFileSync(join(work, "none.yaml"), "{}\n");
        execFileSync(node, [program, ...places, "--install-extension", extension], { stdio: "ignore" });
        const port = await freePort();
        const flags = ["--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"];
        const trust = trusted ? ["--disable-workspace-trust"] : [];
        const server = spawn(node, [program, ...places, ...flags, ...trust, "--bind-addr", `127.0.0.1:${port}`, notes], { stdio: "ignore" });
        const { chromium } = createRequire(join(tools, "node/"))("playwright-core");
        const browser = await chromium.launch({ executablePath: process.env.BROWSER ?? "/usr/bin/chromium", args: QUIET });
        const page = await browser.newPage({ viewport: { width: 1000, height: 560 } });
        const workbench = new Workbench(server, browser, page, data, notes);
        try {
            await workbench.waitFor(() => fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.ok, () => false), Boolean);
            await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(notes)}`);
            await workbench.waitForSelector(".monaco-workbench .statusbar");
            await workbench.waitForSelector(".explorer-folders-view");
        } catch (error) {
            await workbench.stop();
            throw error;
        }
        return workbench;
    }

    /** Changes the settings of the workspace; VS Code does not always see a change of the file of the user's. */
    async change(settings) {
        mkdirSync(join(this.notes, ".vscode"), { recursive: true });
        writeFileSync(join(this.notes, ".vscode", "settings.json"), JSON.stringify(settings));
        await this.page.waitForTimeout(1000);
    }

    /** What the status bar tells of the number of problems. */
    async problems() {
        return (await this.page.locator('[id="status.problems"]').first().getAttribute("aria-label")) ?? "";
    }

    async stop() {
        await this.browser.close();
        this.server.kill();
    }

    /** The value of `find` once it is `good`, or its last one. */
    async waitFor(find, good) {
        const end = Date.now() + PATIENCE_MS;
        for (;;) {
            const found = await find();
            if (good(found) || Date.now() > end) {
                return found;
            }
            await new Promise((done) => setTimeout(done, 100));
        }
    }

    /** The text in `selector` once it contains, or matches, `wanted`; blanks as VS Code draws them are blanks. */
    async waitForText(selector, wanted) {
        const isThere = (text) => (typeof wanted === "string" ? text.includes(wanted) : wanted.test(text));
        const text = await this.waitFor(() => this.text(selector), isThere);
        if (!isThere(text)) {
            throw new Error(`FAILED: ${selector} does not show ${wanted}, but:\n${text}`);
        }
        return text;
    }

    async text(selector) {
        const texts = await this.page.locator(selector).evaluateAll((elements) =>
            elements.map((element) => {
                const copy = element.cloneNode(true);
                copy.querySelectorAll("style").forEach((style) => style.remove());
                return copy.textContent;
            }),
        );
        return texts.join("\n").replaceAll("\u00a0", " ");
    }

    async waitForSelector(selector) {
        await this.page.locator(selector).first().waitFor({ timeout: PATIENCE_MS });
    }

    async press(key) {
        console.log(`typed: ${key}`);
        await this.page.keyboard.press(key);
        await this.page.waitForTimeout(150);
    }

    async type(text) {
        console.log(`typed: ${text}`);
        await this.page.keyboard.insertText(text);
        await this.page.waitForTimeout(150);
    }

    /** Opens a file by its name. */
    async open(name) {
        await this.press("Control+p");
        await this.type(name);
        await this.waitForText(".quick-input-widget", name);
        await this.press("Enter");
        await this.waitForText(".tabs-container .tab.active", name);
        await this.waitForSelector(".view-line");
    }

    async command(title) {
        await this.press("F1");
        await this.type(title);
        await this.waitForText(".quick-input-widget .monaco-list-row.focused", title);
        await this.press("Enter");
        await this.page.waitForTimeout(300);
    }

    /** Chooses the entry `label` with `detail` from a list that is shown. */
    async pick(label, detail) {
        await this.waitForText(".quick-input-widget .quick-input-list", detail);
        await this.type(label);
        await this.press("Enter");
    }

    async goTo(line, column) {
        await this.press("Control+g");
        await this.type(`${line}:${column}`);
        await this.press("Enter");
    }

    /** The number of the line that begins with `text`. */
    async lineOf(text) {
        const lines = await this.lines();
        return lines.findIndex((line) => line.startsWith(text)) + 1 || undefined;
    }

    /** The lines that are drawn, from above. */
    lines() {
        return this.page.evaluate(() =>
            [...document.querySelectorAll(".editor-instance .view-line")]
                .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
                .map((line) => line.textContent.replaceAll("\u00a0", " ")),
        );
    }

    async hover(text) {
        const box = await this.page.evaluate((wanted) => {
            for (const span of document.querySelectorAll(".editor-instance .view-line span")) {
                if (span.childElementCount === 0 && span.textContent.includes(wanted)) {
                    const { left, top, height } = span.getBoundingClientRect();
                    return { x: left + 4, y: top + height / 2 };
                }
            }
            return null;
        }, text);
        if (box === null) {
            throw new Error(`FAILED: ${text} is not drawn`);
        }
        await this.page.mouse.move(box.x - 2, box.y);
        await this.page.mouse.move(box.x + 2, box.y, { steps: 4 });
    }

    /** The characters above the wavy lines, as they are drawn. */
    underlined() {
        return this.page.evaluate(() => {
            const waves = document.querySelectorAll(".editor-instance .squiggly-error, .editor-instance .squiggly-warning, .editor-instance .squiggly-info");
            const lines = [...document.querySelectorAll(".editor-instance .view-line")];
            const characters = new Intl.Segmenter();
            return [...waves].map((wave) => {
                const box = wave.getBoundingClientRect();
                const line = lines.find((it) => Math.abs(it.getBoundingClientRect().top - box.top) < box.height);
                let text = "";
                const walker = document.createTreeWalker(line ?? document.createElement("p"), NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                    for (const { segment, index } of characters.segment(walker.currentNode.data)) {
                        const range = document.createRange();
                        range.setStart(walker.currentNode, index);
                        range.setEnd(walker.currentNode, index + segment.length);
                        const { left, right } = range.getBoundingClientRect();
                        const middle = (left + right) / 2;
                        if (middle > box.left && middle < box.right) {
                            text += segment;
                        }
                    }
                }
                return text.replaceAll("\u00a0", " ");
            });
        });
    }

    /** What fades in is there by then. */
    async picture(path) {
        await this.page.waitForTimeout(500);
        await this.page.screenshot({ path });
    }

    /** What the extension has written to its output. */
    log() {
        const find = (folder) =>
            readdirSync(folder).flatMap((name) => {
                const path = join(folder, name);
                return statSync(path).isDirectory() ? find(path) : /notelint/.test(name) ? [path] : [];
            });
        return find(join(this.data, "logs")).map((path) => `${path}\n${readFileSync(path, "utf8")}`).join("\n");
    }
}
