import assert from "node:assert/strict";
import { test } from "node:test";
import { isNoteType } from "../src/isNoteType";
import { askedKeys, folderOf, parseNoteTypes } from "../src/noteTypes";

test("note types are read from what notelint prints, and of another version too", () => {
    const printed = JSON.stringify([
        { name: "adr", schema: null, files: null, file: "docs/decisions/{id:04}-{title}.md", sections: ["Status"] },
        { name: "brew log", schema: "types/brew.yaml", files: ["brews/**"], later: {} },
    ]);
    assert.deepEqual(parseNoteTypes(printed), [
        { name: "adr", file: "docs/decisions/{id:04}-{title}.md", files: [], schema: null },
        { name: "brew log", file: null, files: ["brews/**"], schema: "types/brew.yaml" },
    ]);
    for (const other of ["", "{}", "[1]", '[{"name":1}]', "[null]"]) {
        assert.throws(() => parseNoteTypes(other), SyntaxError);
    }
});

test("what the path of a new note needs is asked for once, but for the id and the date", () => {
    assert.deepEqual(askedKeys("docs/decisions/{id:04}-{title}.md"), ["title"]);
    assert.deepEqual(askedKeys("{name}/SKILL.md"), ["name"]);
    assert.deepEqual(askedKeys("{date}/{brewery}_{title}_{brewery}.md"), ["brewery", "title"]);
    assert.deepEqual(askedKeys("CHANGELOG.md"), []);
    assert.deepEqual(askedKeys(null), []);
});

test("a note type is known by its keys", () => {
    assert.equal(isNoteType("x-note: { name: log }\nproperties:\n  title: { type: string }\n"), true);
    assert.equal(isNoteType("properties:\n  sections:\n    x-note: { order: free }\n"), true);
    assert.equal(isNoteType("types:\n  - name: log\n"), false);
    assert.equal(isNoteType("properties: {}\n# x-note\n"), false);
});

test("a note whose type names no path is put where its globs are", () => {
    assert.equal(folderOf(["teas/日本/**"]), "teas/日本/");
    assert.equal(folderOf(["notes/T*.md", "other/*.md"]), "notes/");
    assert.equal(folderOf(["notes/README.md"]), "notes/");
    assert.equal(folderOf(["*.md"]), "");
    assert.equal(folderOf([]), "");
});
