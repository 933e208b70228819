import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import {
    CloseAction,
    DidChangeConfigurationNotification,
    ErrorAction,
    LanguageClient,
    RevealOutputChannelOn,
    State,
    type ErrorHandler,
    type LanguageClientOptions,
} from "vscode-languageclient/node";
import { findBinary, invocation, isExecutable, type Binary } from "./binary";
import { messageOf } from "./errors";
import { binaryPath, isEnabled, SECTION, serverSettings, workspaceFolders } from "./settings";
import type { Status } from "./status";

const INSTALL = vscode.Uri.parse("https://github.com/notelint/notelint#install");

/** A server that has run is started again if it crashes; of one that has not, a single message tells. */
class Errors implements ErrorHandler {
    handler: ErrorHandler | undefined;

    error(...args: Parameters<ErrorHandler["error"]>): ReturnType<ErrorHandler["error"]> {
        return this.handler?.error(...args) ?? { action: ErrorAction.Shutdown, handled: true };
    }

    closed(): ReturnType<ErrorHandler["closed"]> {
        return this.handler?.closed() ?? { action: CloseAction.DoNotRestart, handled: true };
    }
}

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
            if (client?.needsStop()) {
                await client.dispose();
            }
        } catch (error) {
            // It does not end in time.
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
            const message = messageOf(error);
            this.output.appendLine(message);
            this.status.failed(message);
            this.offerSettings(`notelint does not run: ${message}`);
        }
    }

    private async connect(binary: Binary): Promise<void> {
        const { command, args, shell } = invocation(binary.path, ["lsp"]);
        const folder = workspaceFolders()[0]?.uri.fsPath;
        const options = { shell, ...(folder === undefined ? {} : { cwd: folder }) };
        const errors = new Errors();
        const client = new LanguageClient(SECTION, "notelint", { command, args, options }, this.clientOptions(errors));
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
        try {
            await client.start();
        } catch {
            // The client has shown what is wrong.
        }
        if (client.state === State.Running) {
            errors.handler = client.createDefaultErrorHandler();
        } else {
            this.status.failed("it could not be started; its output tells why");
            await this.stop();
        }
    }

    private clientOptions(errorHandler: ErrorHandler): LanguageClientOptions {
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
            errorHandler,
            initializationFailedHandler: () => false,
            middleware: {
                // VS Code lists the headings of Markdown itself.
                provideDocumentSymbols: async (document, token, next) => {
                    const symbols = (await next(document, token)) ?? [];
                    const others = symbols.filter(({ kind }) => kind !== vscode.SymbolKind.String);
                    return others as vscode.DocumentSymbol[];
                },
                workspace: {
                    configuration: ({ items }) =>
                        items.map((item) => (item.section === SECTION ? serverSettings() : null)),
                },
            },
        };
    }

    private offerInstallation(): void {
        const install = "How to Install";
        const message = "notelint was not found. Install it, or set `notelint.path`.";
        this.offerSettings(message, install, () => vscode.env.openExternal(INSTALL));
    }

    /** Shows a message, with a button to change the path; and one before it, if it is named, that does `act`. */
    private offerSettings(message: string, label?: string, act?: () => unknown): void {
        const settings = "Open Settings";
        const labels = label === undefined ? [settings] : [label, settings];
        void vscode.window.showWarningMessage(message, ...labels).then(async (chosen) => {
            if (chosen === settings) {
                await vscode.commands.executeCommand("workbench.action.openSettings", "notelint.path");
            } else if (chosen !== undefined) {
                await act?.();
            }
        });
    }
}
