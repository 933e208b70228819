import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { expand, findBinary, invocation, isExecutable, NotExecutable, UnsafeArgument, type Search } from "../src/binary";

const EVERYWHERE = [
    "/work/.venv/bin/notelint",
    "/work/venv/bin/notelint",
    "/work/node_modules/.bin/notelint",
    "/usr/bin/notelint",
    "/extension/bundled/notelint",
];

function search(files: readonly string[], changes: Partial<Search> = {}): Search {
    return {
        setting: "",
        folders: ["/work"],
        trusted: true,
        bundled: "/extension/bundled",
        environment: { PATH: "/usr/local/bin:/usr/bin" },
        home: "/home/ren",
        platform: "linux",
        isExecutable: (path) => files.includes(path),
        ...changes,
    };
}

test("the setting, the virtual environment, node_modules, the PATH and the extension, in this order", () => {
    const origins = ["virtual environment", "virtual environment", "node_modules", "PATH", "extension"];
    for (let gone = 0; gone < EVERYWHERE.length; gone += 1) {
        const found = findBinary(search(EVERYWHERE.slice(gone)));
        assert.deepEqual(found, { path: EVERYWHERE[gone], origin: origins[gone] });
    }
    assert.equal(findBinary(search([])), undefined);
    const setting = "/opt/notelint";
    assert.deepEqual(findBinary(search([...EVERYWHERE, setting], { setting })), { path: setting, origin: "setting" });
});

test("in a workspace without trust, nothing of the workspace is run", () => {
    assert.deepEqual(findBinary(search(EVERYWHERE, { trusted: false })), { path: "/usr/bin/notelint", origin: "PATH" });
    assert.equal(findBinary(search(EVERYWHERE.slice(0, 3), { trusted: false })), undefined);
});

test("relative entries of the PATH are not looked into, as they are folders of the workspace", () => {
    const environment = { PATH: ".::bin:tools" };
    const isExecutable = (path: string) => !path.startsWith("/extension") && !path.startsWith("/work");
    assert.equal(findBinary(search([], { environment, isExecutable })), undefined);
});

test("of several folders, the first one with a notelint decides", () => {
    const folders = ["/notes", "/work"];
    assert.equal(findBinary(search(EVERYWHERE, { folders }))?.path, "/work/.venv/bin/notelint");
    const both = [...EVERYWHERE, "/notes/node_modules/.bin/notelint"];
    assert.equal(findBinary(search(both, { folders }))?.path, "/work/.venv/bin/notelint");
    assert.equal(findBinary(search(both.slice(2), { folders }))?.path, "/notes/node_modules/.bin/notelint");
});

test("a setting that names no program is an error, and nothing else is run in its place", () => {
    for (const setting of ["/nowhere/notelint", "notelint", "~/notelint"]) {
        assert.throws(() => findBinary(search(EVERYWHERE, { setting })), NotExecutable);
    }
    assert.throws(() => findBinary(search(EVERYWHERE, { setting: "notelint", folders: [] })), NotExecutable);
    assert.equal(findBinary(search(EVERYWHERE, { setting: "  " }))?.origin, "virtual environment");
});

test("a setting may be relative to the home folder or to the workspace", () => {
    const linux = search([]);
    assert.equal(expand("~/bin/notelint", linux), "/home/ren/bin/notelint");
    assert.equal(expand("~ren/notelint", linux), "/work/~ren/notelint");
    assert.equal(expand("${workspaceFolder}/tools/notelint", linux), "/work/tools/notelint");
    assert.equal(expand("../tools/notelint", linux), "/tools/notelint");
    const windows = search([], { platform: "win32", folders: ["C:\\日本 語"], home: "C:\\Users\\ren" });
    assert.equal(expand("~\\bin\\notelint.exe", windows), "C:\\Users\\ren\\bin\\notelint.exe");
    assert.equal(expand("${workspaceFolder}/notelint.exe", windows), "C:\\日本 語\\notelint.exe");
});

test("characters that have a meaning in replacements are taken literally", () => {
    const folders = ["/work/$& $1"];
    assert.equal(expand("${workspaceFolder}/n", search([], { folders })), "/work/$& $1/n");
    assert.equal(expand("~/n", search([], { home: "/home/$&" })), "/home/$&/n");
});

test("on Windows, programs have other names and folders", () => {
    const windows: Partial<Search> = {
        platform: "win32",
        folders: ["C:\\work"],
        bundled: "C:\\extension\\bundled",
        environment: { Path: 'C:\\Windows;"C:\\My Tools"' },
    };
    const files = [
        "C:\\work\\.venv\\Scripts\\notelint.exe",
        "C:\\work\\node_modules\\.bin\\notelint.cmd",
        "C:\\My Tools\\notelint.exe",
        "C:\\extension\\bundled\\notelint.exe",
    ];
    for (let gone = 0; gone < files.length; gone += 1) {
        assert.equal(findBinary(search(files.slice(gone), windows))?.path, files[gone]);
    }
});

test("a .cmd is run by the shell, which gets no character that it does not take literally", () => {
    assert.deepEqual(invocation("/usr/bin/notelint", ["new", "--", "a & b"]), {
        command: "/usr/bin/notelint",
        args: ["new", "--", "a & b"],
        shell: false,
    });
    assert.deepEqual(invocation("C:\\My Tools\\notelint.cmd", ["new", "--set", "title=日本 語"]), {
        command: '"C:\\My Tools\\notelint.cmd"',
        args: ['"new"', '"--set"', '"title=日本 語"'],
        shell: true,
    });
    for (const hostile of ["a&calc", '"a', "%PATH%", "a|b", "a>b", "a^b", "!a!", "a\nb"]) {
        assert.throws(() => invocation("C:\\notelint.CMD", ["new", "--", hostile]), UnsafeArgument);
        assert.equal(invocation("C:\\notelint.exe", ["new", "--", hostile]).shell, false);
    }
});

test("a file that can be run is one, and nothing else", { skip: process.platform === "win32" }, () => {
    const folder = mkdtempSync(join(tmpdir(), "notelint-"));
    try {
        const file = join(folder, "notelint");
        assert.equal(isExecutable(file), false);
        writeFileSync(file, "");
        chmodSync(file, 0o644);
        assert.equal(isExecutable(file), false);
        chmodSync(file, 0o755);
        assert.equal(isExecutable(file), true);
        mkdirSync(join(folder, "folder"));
        assert.equal(isExecutable(join(folder, "folder")), false);
    } finally {
        rmSync(folder, { recursive: true });
    }
});
