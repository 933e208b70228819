// Serves the files of a folder by https. `NAME.location` in place of a file redirects to its content.
// Usage: node server.mjs FOLDER KEY CERTIFICATE; prints its port.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join, normalize } from "node:path";

const [folder, key, certificate] = process.argv.slice(2);
const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
    const path = join(folder, normalize(request.url));
    if (existsSync(`${path}.location`)) {
        response.writeHead(302, { location: readFileSync(`${path}.location`, "utf8") }).end();
    } else if (existsSync(path)) {
        response.writeHead(200).end(readFileSync(path));
    } else {
        response.writeHead(404).end();
    }
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
