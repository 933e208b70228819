// Bundles the extension into dist/, and takes what it shares with notelint: schemas and licences.
// With --check, fails if the version is not that of notelint.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const extension = join(dirname(fileURLToPath(import.meta.url)), "..");
const repository = join(extension, "../..");

/** Refuses a schema that an editor would have to fetch parts of. */
function copySchema(name) {
    const text = readFileSync(join(repository, "schema", name), "utf8");
    const schema = JSON.parse(text);
    const known = new Set();
    const remote = new Set();
    const walk = (node) => {
        for (const [key, value] of Object.entries(node ?? {})) {
            if (key === "$id" && typeof value === "string") known.add(value);
            if (key === "$ref" && typeof value === "string" && /^https?:/.test(value)) remote.add(value.split("#")[0]);
            if (typeof value === "object") walk(value);
        }
    };
    walk(schema);
    const missing = [...remote].filter((address) => !known.has(address));
    if (missing.length > 0) throw new Error(`${name} refers to ${missing.join(", ")}, which is not in it`);
    mkdirSync(join(extension, "schemas"), { recursive: true });
    writeFileSync(join(extension, "schemas", name), text);
}

/** The licences of notelint, and of the packages whose files are in the bundle. */
function writeLicences(files) {
    const own = ["LICENSE-MIT", "LICENSE-APACHE"].map((name) => readFileSync(join(repository, name), "utf8").trim());
    const packages = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
    const others = [...packages].sort().map((folder) => {
        const name = readdirSync(join(extension, folder)).find((entry) => /^licen[cs]e/i.test(entry));
        if (name === undefined) throw new Error(`${folder} has no licence`);
        return `${folder.replace(/^.*node_modules\//, "")}\n\n${readFileSync(join(extension, folder, name), "utf8").trim()}`;
    });
    const head = "notelint is licensed under MIT or Apache-2.0, at your option. The other packages in it follow.";
    writeFileSync(join(extension, "LICENSE.txt"), `${[head, ...own, ...others].join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
}

if (process.argv.includes("--check")) {
    const { version } = JSON.parse(readFileSync(join(extension, "package.json"), "utf8"));
    const [, crate] = /^version = "(.*)"$/m.exec(readFileSync(join(repository, "Cargo.toml"), "utf8"));
    if (version !== crate) throw new Error(`package.json has the version ${version}, Cargo.toml ${crate}`);
}
copySchema("config.schema.json");
copySchema("note-type.schema.json");
const { metafile } = await build({
    absWorkingDir: extension,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node18",
    external: ["vscode"],
    metafile: true,
    logLevel: "warning",
});
writeLicences(Object.keys(metafile.inputs));
