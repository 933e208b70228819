import { accessSync, constants, statSync } from "node:fs";
import { posix, win32 } from "node:path";

/** Where a `notelint` was found. */
export type Origin = "setting" | "virtual environment" | "node_modules" | "PATH" | "extension";

export interface Binary {
    /** Absolute, so that neither the working directory nor the `PATH` decides again what is run. */
    readonly path: string;
    readonly origin: Origin;
}

/** What decides on the binary; nothing else is looked at. */
export interface Search {
    /** The setting `notelint.path`; empty if it is not set. */
    readonly setting: string;
    /** The folders of the workspace, first one first. */
    readonly folders: readonly string[];
    /** Without trust, no program of the workspace is run: a repository may bring anything. */
    readonly trusted: boolean;
    /** The folder of the binary that the extension may bring. */
    readonly bundled: string;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly home: string;
    readonly platform: NodeJS.Platform;
    /** Whether the path is a file that can be run. */
    readonly isExecutable: (path: string) => boolean;
}

/** The setting names a file that cannot be run. No other binary is used in its place. */
export class NotExecutable extends Error {
    constructor(readonly path: string) {
        super(`\`notelint.path\` is \`${path}\`, which is not a program that can be run`);
    }
}

/**
 * The `notelint` to run, or undefined if there is none.
 * @throws NotExecutable
 */
export function findBinary(search: Search): Binary | undefined {
    const path = search.platform === "win32" ? win32 : posix;
    const setting = search.setting.trim();
    if (setting !== "") {
        const named = expand(setting, search);
        if (!path.isAbsolute(named) || !search.isExecutable(named)) {
            throw new NotExecutable(named);
        }
        return { path: named, origin: "setting" };
    }
    for (const { file, origin } of candidates(search)) {
        if (search.isExecutable(file)) {
            return { path: file, origin };
        }
    }
    return undefined;
}

/** A path as a person writes it in a setting: with `~`, `${workspaceFolder}`, or relative to the first folder. */
export function expand(written: string, search: Pick<Search, "folders" | "home" | "platform">): string {
    const path = search.platform === "win32" ? win32 : posix;
    const folder = search.folders[0];
    let named = written.replace(/^~(?=$|[\\/])/, () => search.home);
    if (folder !== undefined) {
        named = named.replaceAll("${workspaceFolder}", () => folder);
    }
    return folder === undefined || path.isAbsolute(named) ? path.normalize(named) : path.join(folder, named);
}

function* candidates(search: Search): Generator<{ file: string; origin: Origin }> {
    const windows = search.platform === "win32";
    const path = windows ? win32 : posix;
    const names = windows ? ["notelint.exe", "notelint.cmd"] : ["notelint"];
    const inFolder = function* (folder: string, origin: Origin) {
        for (const name of names) {
            yield { file: path.join(folder, name), origin };
        }
    };
    if (search.trusted) {
        for (const folder of search.folders) {
            for (const environment of [".venv", "venv"]) {
                yield* inFolder(path.join(folder, environment, windows ? "Scripts" : "bin"), "virtual environment");
            }
        }
        for (const folder of search.folders) {
            yield* inFolder(path.join(folder, "node_modules", ".bin"), "node_modules");
        }
    }
    for (const folder of searchPath(search.environment, windows)) {
        // A relative entry would be a folder of the workspace.
        if (path.isAbsolute(folder)) {
            yield* inFolder(folder, "PATH");
        }
    }
    yield* inFolder(search.bundled, "extension");
}

function searchPath(environment: Search["environment"], windows: boolean): string[] {
    const name = Object.keys(environment).find((key) => (windows ? key.toUpperCase() : key) === "PATH");
    const value = name === undefined ? undefined : environment[name];
    return (value ?? "").split(windows ? ";" : ":").map((entry) => (windows ? entry.replace(/^"(.*)"$/, "$1") : entry));
}

/** Whether the path is a file that this user can run. */
export function isExecutable(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
    } catch {
        return false;
    }
}

/** What to hand to `spawn`. */
export interface Invocation {
    readonly command: string;
    readonly args: string[];
    readonly shell: boolean;
}

/** An argument that the shell of Windows would not take literally. */
export class UnsafeArgument extends Error {
    constructor(readonly argument: string) {
        super(`\`${argument}\` cannot be handed over to a \`.cmd\` file`);
    }
}

/**
 * How to run the binary. What npm installs on Windows is a `.cmd`, which only the shell can run: its special
 * characters are refused, as names of note types come from files of the workspace.
 * @throws UnsafeArgument
 */
export function invocation(binary: string, args: readonly string[]): Invocation {
    if (!/\.cmd$/i.test(binary)) {
        return { command: binary, args: [...args], shell: false };
    }
    const unsafe = [binary, ...args].find((word) => /["%&|<>^!\r\n]/.test(word));
    if (unsafe !== undefined) {
        throw new UnsafeArgument(unsafe);
    }
    const quote = (word: string) => `"${word}"`;
    return { command: quote(binary), args: args.map(quote), shell: true };
}
