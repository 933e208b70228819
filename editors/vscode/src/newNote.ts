import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { invocation, type Binary } from "./binary";
import { askedKeys, folderOf, parseNoteTypes, type NoteType } from "./noteTypes";
import { configurationPath, workspaceFolders } from "./settings";

/** Asks for a type and what its path needs, creates the note and opens it. */
export async function newNote(binary: Binary): Promise<void> {
    const folder = await chooseFolder();
    if (folder === undefined) {
        return;
    }
    const cwd = folder.uri.fsPath;
    const type = await chooseType(parseNoteTypes(await run(binary, ["types", "--format", "json"], cwd)));
    if (type === undefined) {
        return;
    }
    const title = `New ${type.name}`;
    const values: string[] = [];
    for (const key of askedKeys(type.file)) {
        const value = await ask({ title, prompt: `The ${key} of the note` });
        if (value === undefined) {
            return;
        }
        values.push("--set", `${key}=${value}`);
    }
    const place: string[] = [];
    if (type.file === null) {
        const value = folderOf(type.files);
        const path = await ask({ title, prompt: "The file of the note", placeHolder: `${value}name.md`, value });
        if (path === undefined) {
            return;
        }
        // A path alone could be `-`, which prints the note.
        place.push(resolve(cwd, path));
    }
    const printed = await run(binary, ["new", ...values, "--", type.name, ...place], cwd);
    const note = vscode.Uri.file(resolve(cwd, printed.replace(/\r?\n$/, "")));
    await show(note);
}

/** Opens the note, with what is to be written first selected. */
async function show(note: vscode.Uri): Promise<void> {
    const document = await vscode.workspace.openTextDocument(note);
    const at = document.getText().indexOf("…");
    const selection = at < 0 ? {} : { selection: new vscode.Range(document.positionAt(at), document.positionAt(at + 1)) };
    await vscode.window.showTextDocument(document, { preview: false, ...selection });
}

async function ask(options: vscode.InputBoxOptions): Promise<string | undefined> {
    const validateInput = (text: string) => (text.trim() === "" ? "This is needed to name the file." : undefined);
    const value = await vscode.window.showInputBox({ ...options, validateInput });
    return value?.trim();
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
    const folders = workspaceFolders();
    if (folders.length === 0) {
        void vscode.window.showInformationMessage("Open a folder to create a note in.");
    }
    return folders.length > 1
        ? await vscode.window.showWorkspaceFolderPick({ placeHolder: "The folder of the note" })
        : folders[0];
}

async function chooseType(types: NoteType[]): Promise<NoteType | undefined> {
    const items = types.map((type) => ({
        label: type.name,
        description: type.schema ?? "built in",
        ...(type.file === null ? {} : { detail: type.file }),
        type,
    }));
    const chosen = await vscode.window.showQuickPick(items, { placeHolder: "The type of the note" });
    return chosen?.type;
}

/** What the command prints. An error has what it says on standard error. */
async function run(binary: Binary, args: string[], cwd: string): Promise<string> {
    const configuration = configurationPath();
    const [command = "", ...rest] = args;
    const all = [command, "--quiet", "--color", "never", ...(configuration === undefined ? [] : ["--config", configuration])];
    const call = invocation(binary.path, [...all, ...rest]);
    try {
        const { stdout } = await promisify(execFile)(call.command, call.args, { cwd, shell: call.shell, timeout: 60_000 });
        return stdout;
    } catch (error) {
        const said = (error as { stderr?: unknown }).stderr;
        throw typeof said === "string" && said.trim() !== "" ? new Error(said.trim()) : error;
    }
}
