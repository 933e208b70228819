/** A note type, as `notelint types --format json` lists it. */
export interface NoteType {
    readonly name: string;
    /** The path of a new note, with placeholders such as `{title}`; null if the type names none. */
    readonly file: string | null;
    /** The globs of its notes. */
    readonly files: readonly string[];
    /** The file of its schema; null if it is built in. */
    readonly schema: string | null;
}

/**
 * The note types in the output of `notelint types --format json`.
 * @throws SyntaxError if it is not a list of note types
 */
export function parseNoteTypes(json: string): NoteType[] {
    const listed: unknown = JSON.parse(json);
    if (!Array.isArray(listed)) {
        throw new SyntaxError("expected a list of note types");
    }
    return listed.map((entry: unknown) => {
        const { name, file, files, schema } = (entry ?? {}) as Record<string, unknown>;
        if (typeof name !== "string") {
            throw new SyntaxError("expected a note type with a name");
        }
        const globs = Array.isArray(files) ? files.filter((glob) => typeof glob === "string") : [];
        return { name, file: textOrNull(file), files: globs, schema: textOrNull(schema) };
    });
}

/** The keys that a person gives for a new note: the placeholders of its path, but for the id and the date. */
export function askedKeys(file: string | null): string[] {
    const keys = [...(file ?? "").matchAll(/\{([^{}:]+)(?::[^{}]*)?\}/g)].map((found) => found[1] ?? "");
    return [...new Set(keys)].filter((key) => key !== "id" && key !== "date");
}

/** The folder of the notes that the globs take, with a final `/`; empty if it is that of the configuration. */
export function folderOf(globs: readonly string[]): string {
    const [literal = ""] = (globs[0] ?? "").split(/[*?[{\\]/);
    return literal.slice(0, literal.lastIndexOf("/") + 1);
}

function textOrNull(value: unknown): string | null {
    return typeof value === "string" ? value : null;
}
