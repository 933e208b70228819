import { homedir } from "node:os";
import * as vscode from "vscode";
import { expand } from "./binary";

export const SECTION = "notelint";

/** The settings that the server knows, as it reads them. */
export interface ServerSettings {
    readonly configuration: string | null;
    readonly diagnostics: { readonly scope: "open" | "workspace" };
}

/** The folders of the workspace that are on the disk. */
export function workspaceFolders(): vscode.WorkspaceFolder[] {
    return (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === "file");
}

export function isEnabled(): boolean {
    return read("enable", true);
}

/** The setting `notelint.path`; of a workspace without trust, only that of the user. */
export function binaryPath(): string {
    return read("path", "");
}

/** The setting `notelint.configuration` as an absolute path, or undefined if it is not set. */
export function configurationPath(): string | undefined {
    const written = read("configuration", "").trim();
    const folders = workspaceFolders().map((folder) => folder.uri.fsPath);
    return written === "" ? undefined : expand(written, { folders, home: homedir(), platform: process.platform });
}

export function serverSettings(): ServerSettings {
    return {
        configuration: configurationPath() ?? null,
        diagnostics: { scope: read<"open" | "workspace">("diagnostics.scope", "open") },
    };
}

function read<T>(key: string, otherwise: T): T {
    return vscode.workspace.getConfiguration(SECTION).get<T>(key) ?? otherwise;
}
