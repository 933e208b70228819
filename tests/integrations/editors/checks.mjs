// Counts what holds, and tells what does not.
import { join } from "node:path";

let passed = 0;

/** Counts `what` if it `holds`; else fails with what was `found`. */
export function check(what, holds, found) {
    if (!holds) {
        throw new Error(`FAILED: ${what}\n${typeof found === "string" ? found : JSON.stringify(found, null, 2)}`);
    }
    passed += 1;
    console.log(`ok: ${what}`);
}

/** Prints how much holds. */
export function sum() {
    console.log(`${passed} passed, 0 failed`);
}

/** Takes the `steps` and stops the workbench. A failure leaves a picture in the folder `work`, and prints the log. */
export async function drive(workbench, work, steps) {
    try {
        await steps();
        sum();
    } catch (error) {
        console.log(error instanceof Error ? error.message : error);
        await workbench.picture(join(work, "failed.png"));
        console.log(await workbench.log());
        process.exitCode = 1;
    } finally {
        await workbench.stop();
    }
}
