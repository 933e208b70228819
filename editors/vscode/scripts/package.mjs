// Packs the extension: `npm run package` without a binary, `npm run package -- TARGET BINARY` with one, for the
// platform TARGET of VS Code (such as linux-x64).
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const extension = join(dirname(fileURLToPath(import.meta.url)), "..");
const [target, binary] = process.argv.slice(2);
const bundled = join(extension, "bundled");
rmSync(bundled, { recursive: true, force: true });
if (target !== undefined) {
    if (binary === undefined) throw new Error("which binary is for this target? package TARGET BINARY");
    const name = target.startsWith("win32") ? "notelint.exe" : "notelint";
    mkdirSync(bundled);
    copyFileSync(binary, join(bundled, name));
    chmodSync(join(bundled, name), 0o755);
}
const vsce = createRequire(import.meta.url).resolve("@vscode/vsce/package.json").replace("package.json", "vsce");
const output = target === undefined ? "notelint.vsix" : `notelint-${target}.vsix`;
// Of the repository, vsce knows the root alone.
const home = "https://github.com/notelint/notelint";
const urls = ["--baseImagesUrl", `${home}/raw/HEAD/editors/vscode`, "--baseContentUrl", `${home}/blob/HEAD/editors/vscode`];
const args = ["package", "--no-dependencies", ...urls, "--out", output, ...(target === undefined ? [] : ["--target", target])];
const done = spawnSync(process.execPath, [vsce, ...args], { cwd: extension, stdio: "inherit" });
rmSync(bundled, { recursive: true, force: true });
process.exitCode = done.status ?? 1;
