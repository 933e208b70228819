import { basename } from "node:path";
import * as vscode from "vscode";
import { isNoteType } from "./isNoteType";

const CONFIGURATION = "notelint.yaml";

/** Starts the server. */
export interface Start {
    /** Starts it, again if it has been started. */
    now(): Promise<void>;
    /** Starts it again if it has been started. */
    again(): Promise<void>;
    /** Starts it if there is something to check. */
    ifNeeded(): Promise<void>;
}

/** Waits with `start` until there is something to check: a folder with a configuration, or a document. */
export function whenNeeded(context: vscode.ExtensionContext, start: () => Promise<void>): Start {
    let isStarted = false;
    const now = async () => {
        isStarted = true;
        await start();
    };
    const unlessStarted = async () => {
        if (!isStarted) {
            await now();
        }
    };
    const opened = vscode.workspace.onDidOpenTextDocument((document) => {
        if (isChecked(document)) {
            void unlessStarted();
        }
    });
    context.subscriptions.push(opened);
    return {
        now,
        again: async () => {
            if (isStarted) {
                await now();
            }
        },
        ifNeeded: async () => {
            if (vscode.workspace.textDocuments.some(isChecked) || (await hasConfiguration())) {
                await unlessStarted();
            }
        },
    };
}

/** Whether the server has something to say about the document. */
function isChecked(document: vscode.TextDocument): boolean {
    if (document.languageId !== "yaml") {
        return document.languageId === "markdown";
    }
    return basename(document.uri.path) === CONFIGURATION || isNoteType(document.getText());
}

async function hasConfiguration(): Promise<boolean> {
    return (await vscode.workspace.findFiles(CONFIGURATION, null, 1)).length > 0;
}
