import * as vscode from "vscode";
import { isNoteType } from "./isNoteType";

const YAML_EXTENSION = "redhat.vscode-yaml";
const SCHEME = "notelint-schema";
const NOTE_TYPE = `${SCHEME}://schema/note-type`;

interface YamlExtension {
    registerContributor(
        scheme: string,
        requestSchema: (resource: string) => string | undefined,
        requestSchemaContent: (uri: string) => Promise<string>,
    ): boolean;
}

/**
 * Tells the YAML extension, if it is there, which files are note types: they may have any name, and are known by what is
 * in them. It is not started before there is a YAML file to read.
 */
export function associateNoteTypes(context: vscode.ExtensionContext): void {
    const yaml = vscode.extensions.getExtension<YamlExtension | undefined>(YAML_EXTENSION);
    if (yaml === undefined) {
        return;
    }
    let registered = false;
    const register = async (document: vscode.TextDocument): Promise<void> => {
        if (registered || document.languageId !== "yaml") {
            return;
        }
        registered = true;
        const api = await yaml.activate();
        api?.registerContributor(SCHEME, schemaOf, () => readSchema(context.extensionUri));
    };
    context.subscriptions.push(vscode.workspace.onDidOpenTextDocument(register));
    for (const document of vscode.workspace.textDocuments) {
        void register(document);
    }
}

function schemaOf(resource: string): string | undefined {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === resource);
    return open !== undefined && isNoteType(open.getText()) ? NOTE_TYPE : undefined;
}

async function readSchema(extension: vscode.Uri): Promise<string> {
    const file = vscode.Uri.joinPath(extension, "schemas", "note-type.schema.json");
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}
