import * as vscode from "vscode";

const KIND = "source.fixAll.notelint";

/** Applies all safe fixes to the note of the active editor. */
export async function fixAll(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined) {
        return;
    }
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        whole,
        KIND,
        // The number of actions that are resolved: there is one at most.
        1,
    );
    const edit = actions.find((action) => action.kind?.value === KIND)?.edit;
    if (edit === undefined) {
        vscode.window.setStatusBarMessage("notelint: no safe fixes", 5000);
    } else {
        await vscode.workspace.applyEdit(edit);
    }
}
