/** Whether the YAML is that of a note type: a mapping whose keys include `x-note` and a keyword of JSON Schema. */
export function isNoteType(yaml: string): boolean {
    return /^\s*["']?x-note["']?\s*:/m.test(yaml) && /^(properties|allOf|\$ref|\$schema|type|required)\s*:/m.test(yaml);
}
