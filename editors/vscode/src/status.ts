import * as vscode from "vscode";
import type { Binary } from "./binary";

/** The item in the status bar: the state of the server, its version and where it is from. */
export class Status implements vscode.Disposable {
    private readonly item: vscode.StatusBarItem;

    constructor() {
        this.item = vscode.window.createStatusBarItem("notelint.status", vscode.StatusBarAlignment.Right);
        this.item.name = "notelint";
        this.item.command = "notelint.showOutput";
    }

    off(): void {
        this.item.hide();
    }

    starting(): void {
        this.show("$(loading~spin) notelint", "notelint is starting");
    }

    running(version: string | undefined, binary: Binary): void {
        const words = version === undefined ? "notelint" : `notelint ${version}`;
        this.show(`$(check) ${words}`, `${words} from the ${binary.origin}: ${binary.path}`);
    }

    failed(why: string): void {
        this.show("$(warning) notelint", `notelint does not run: ${why}`, "statusBarItem.warningBackground");
    }

    dispose(): void {
        this.item.dispose();
    }

    private show(text: string, tooltip: string, background?: string): void {
        this.item.text = text;
        this.item.tooltip = tooltip;
        this.item.backgroundColor = background === undefined ? undefined : new vscode.ThemeColor(background);
        this.item.show();
    }
}
