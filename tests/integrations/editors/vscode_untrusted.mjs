// A repository that brings a program in each place where the extension looks for notelint, opened without trust: none of
// them is run. With trust, the one that its settings name is.
// Usage: node vscode_untrusted.mjs TOOLS WORK; WORK/notelint.vsix is the extension.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, sum } from "./checks.mjs";
import { Workbench } from "./workbench.mjs";

const [tools, work] = process.argv.slice(2);
const notes = join(work, "repository");
const canary = join(work, "canary");
const places = [".venv/bin", "venv/bin", "node_modules/.bin", "bin"];
for (const place of places) {
    mkdirSync(join(notes, place), { recursive: true });
    writeFileSync(join(notes, place, "notelint"), `#!/bin/sh\necho ${place} >>'${canary}'\n`, { mode: 0o755 });
}
mkdirSync(join(notes, ".vscode"));
writeFileSync(join(notes, ".vscode", "settings.json"), JSON.stringify({ "notelint.path": "${workspaceFolder}/bin/notelint" }));
writeFileSync(join(notes, "a.md"), "# A \n");

for (const trusted of [false, true]) {
    const settings = { "security.workspace.trust.startupPrompt": "never" };
    const workbench = await Workbench.start({ tools, work: join(work, String(trusted)), notes, extension: join(work, "notelint.vsix"), settings, trusted });
    try {
        await workbench.open("a.md");
        if (trusted) {
            const ran = await workbench.waitFor(() => existsSync(canary), Boolean);
            check("with trust, the program of the settings is run", ran, workbench.log());
        } else {
            await workbench.waitForText(".statusbar", /notelint \d+\.\d+\.\d+/);
            const found = await workbench.waitFor(() => workbench.underlined(), (underlined) => underlined.length > 0);
            check("without trust, the notelint of the PATH checks the note", found.length > 0, workbench.log());
            check("and no program of the repository is run", !existsSync(canary), workbench.log());
        }
    } finally {
        await workbench.stop();
    }
}
sum();
