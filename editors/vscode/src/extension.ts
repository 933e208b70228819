import * as vscode from "vscode";
import { whenNeeded } from "./activation";
import { messageOf } from "./errors";
import { fixAll } from "./fixAll";
import { newNote } from "./newNote";
import { Server } from "./server";
import { SECTION } from "./settings";
import { Status } from "./status";
import { associateNoteTypes } from "./yamlSchemas";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const output = vscode.window.createOutputChannel("notelint");
    const status = new Status();
    const running = new Server(context, output, status);
    server = running;
    const start = whenNeeded(context, () => running.restart());
    const command = (name: string, act: () => unknown) =>
        vscode.commands.registerCommand(`${SECTION}.${name}`, async () => {
            try {
                await act();
            } catch (error) {
                void vscode.window.showErrorMessage(`notelint: ${messageOf(error)}`);
            }
        });
    context.subscriptions.push(
        output,
        status,
        command("restart", () => start.now()),
        command("showOutput", () => output.show()),
        command("fixAll", fixAll),
        command("newNote", async () => {
            const binary = running.binary();
            await (binary === undefined ? start.now() : newNote(binary));
        }),
        vscode.workspace.onDidChangeConfiguration(async (event) => {
            if (event.affectsConfiguration(`${SECTION}.path`) || event.affectsConfiguration(`${SECTION}.enable`)) {
                await start.again();
            } else if (event.affectsConfiguration(SECTION)) {
                await running.sendSettings();
            }
        }),
        vscode.workspace.onDidGrantWorkspaceTrust(() => start.again()),
    );
    associateNoteTypes(context);
    await start.ifNeeded();
}

export async function deactivate(): Promise<void> {
    await server?.stop();
}
