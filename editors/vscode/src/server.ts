import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import {
    DidChangeConfigurationNotification,
    LanguageClient,
    RevealOutputChannelOn,
    State,
    type LanguageClientOptions,
} from "vscode-languageclient/node";
import { findBinary, invocation, isExecutable, type Binary } from "./binary";
import { binaryPath, isEnabled, SECTION, serverSettings, workspaceFolders } from "./settings";
import type { Status } from "./status";

const INSTALL = vscode.Uri.parse("https://github.com/notelint/notelint#install");

/** Starts and stops the language server, one for all folders of the workspace. */
export class Server implements vscode.Disposable {
    private client: LanguageClient | undefined;
    private listener: vscode.Disposable | undefined;
    /** Starts and stops follow each other, however quickly they are asked for. */
    private last: Promise<void> = Promise.resolve();

    constructor(
        private readonly context: vscode.ExtensionContext,
        private readonly output: vscode.OutputChannel,
        private readonly status: Status,
    ) {}

    /**
     * The `notelint` to run now, or undefined if there is none.
     * @throws NotExecutable
     */
    binary(): Binary | undefined {
        return findBinary({
            setting: binaryPath(),
            folders: workspaceFolders().map((folder) => folder.uri.fsPath),
            trusted: vscode.workspace.isTrusted,
            bundled: join(this.context.extensionPath, "bundled"),
            environment: process.env,
            home: homedir(),
            platform: process.platform,
            isExecutable,
        });
    }

    restart(): Promise<void> {
        this.last = this.last.then(async () => {
            await this.stop();
            await this.start();
        });
        return this.last;
    }

    /** Tells the server the settings that it knows. */
    async sendSettings(): Promise<void> {
        if (this.client?.state === State.Running) {
            await this.client.sendNotification(DidChangeConfigurationNotification.type, {
                settings: { [SECTION]: serverSettings() },
            });
        }
    }

    async stop(): Promise<void> {
        const client = this.client;
        this.client = undefined;
        this.listener?.dispose();
        try {
            await client?.dispose();
        } catch (error) {
            // A server that is gone already, or does not end in time.
            this.output.appendLine(`The server was not stopped: ${String(error)}`);
        }
    }

    dispose(): void {
        void this.stop();
    }

    private async start(): Promise<void> {
        if (!isEnabled()) {
            this.status.off();
            return;
        }
        let binary: Binary | undefined;
        try {
            binary = this.binary();
            if (binary === undefined) {
                this.output.appendLine("notelint was not found");
                this.status.failed("not found");
                this.offerInstallation();
                return;
            }
            this.output.appendLine(`Starting ${binary.path} (from: ${binary.origin})`);
            await this.connect(binary);
        } catch (error) {
            const message = error instanceof Error ? error.message : String(error);
            this.output.appendLine(message);
            this.status.failed(message);
            await this.stop();
            this.offerOutput(`notelint could not be started: ${message}`);
        }
    }

    private async connect(binary: Binary): Promise<void> {
        const { command, args, shell } = invocation(binary.path, ["lsp"]);
        const folder = workspaceFolders()[0]?.uri.fsPath;
        const options = { shell, ...(folder === undefined ? {} : { cwd: folder }) };
        const client = new LanguageClient(SECTION, "notelint", { command, args, options }, this.clientOptions());
        this.client = client;
        this.listener = client.onDidChangeState(({ newState }) => {
            if (newState === State.Starting) {
                this.status.starting();
            } else if (newState === State.Running) {
                this.status.running(client.initializeResult?.serverInfo?.version, binary);
            } else {
                this.status.failed("stopped");
            }
        });
        await client.start();
    }

    private clientOptions(): LanguageClientOptions {
        return {
            documentSelector: [
                { scheme: "file", language: "markdown" },
                { scheme: "untitled", language: "markdown" },
                // The configuration and the note types; the server knows which files these are.
                { scheme: "file", language: "yaml" },
                { scheme: "file", language: "json" },
            ],
            initializationOptions: serverSettings(),
            outputChannel: this.output,
            revealOutputChannelOn: RevealOutputChannelOn.Never,
            middleware: {
                workspace: {
                    configuration: ({ items }) =>
                        items.map((item) => (item.section === SECTION ? serverSettings() : null)),
                },
            },
        };
    }

    private offerInstallation(): void {
        const install = "How to Install";
        const settings = "Open Settings";
        const message = "notelint was not found. Install it, or set `notelint.path`.";
        void vscode.window.showWarningMessage(message, install, settings).then(async (chosen) => {
            if (chosen === install) {
                await vscode.env.openExternal(INSTALL);
            } else if (chosen === settings) {
                await vscode.commands.executeCommand("workbench.action.openSettings", "notelint.path");
            }
        });
    }

    private offerOutput(message: string): void {
        const show = "Show Output";
        void vscode.window.showErrorMessage(message, show).then((chosen) => {
            if (chosen === show) {
                this.output.show();
            }
        });
    }
}
