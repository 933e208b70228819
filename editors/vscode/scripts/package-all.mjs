// Packs the extension for each platform, with the binary of a release in it: `node package-all.mjs FOLDER`, where FOLDER has
// the archives `notelint-TARGET.tar.gz`. Another platform gets one without a binary.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

// A static binary runs on Alpine too.
const PLATFORMS = {
    "linux-x64": "x86_64-unknown-linux-musl",
    "alpine-x64": "x86_64-unknown-linux-musl",
    "linux-arm64": "aarch64-unknown-linux-musl",
    "alpine-arm64": "aarch64-unknown-linux-musl",
    "darwin-x64": "x86_64-apple-darwin",
    "darwin-arm64": "aarch64-apple-darwin",
    "win32-x64": "x86_64-pc-windows-msvc",
};

const scripts = dirname(fileURLToPath(import.meta.url));
const archives = resolve(process.argv[2] ?? ".");
const pack = (...args) => execFileSync(process.execPath, [join(scripts, "package.mjs"), ...args], { stdio: "inherit" });

const work = mkdtempSync(join(tmpdir(), "notelint-vscode-"));
try {
    for (const [platform, target] of Object.entries(PLATFORMS)) {
        const archive = join(archives, `notelint-${target}.tar.gz`);
        if (!existsSync(archive)) throw new Error(`there is no ${archive}`);
        const binary = `notelint-${target}/notelint${platform.startsWith("win32") ? ".exe" : ""}`;
        execFileSync("tar", ["-xzf", archive, "-C", work, binary], { stdio: "inherit" });
        pack(platform, join(work, binary));
    }
    pack();
} finally {
    rmSync(work, { recursive: true, force: true });
}
