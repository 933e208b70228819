// Runs the unit tests, bundled: Node.js reads no TypeScript.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const extension = join(dirname(fileURLToPath(import.meta.url)), "..");
const work = mkdtempSync(join(tmpdir(), "notelint-vscode-"));
try {
    const tests = readdirSync(join(extension, "test")).filter((name) => name.endsWith(".test.ts"));
    await build({
        absWorkingDir: extension,
        entryPoints: tests.map((name) => join("test", name)),
        outdir: work,
        outExtension: { ".js": ".cjs" },
        bundle: true,
        platform: "node",
        format: "cjs",
        logLevel: "warning",
    });
    const files = readdirSync(work).map((name) => join(work, name));
    process.exitCode = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1;
} finally {
    rmSync(work, { recursive: true, force: true });
}
