#!/usr/bin/env bash
# The crate packs small and builds, a wheel installs and gives notelint, and the shells accept the
# completions. Needs cargo, maturin and python3 on the PATH. Usage: NOTELINT_BIN=FOLDER distribution.sh
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"

passed=0
ok() { passed=$((passed + 1)); printf 'ok: %s\n' "$1"; }
fail() { printf 'FAILED: %s\n' "$1"; exit 1; }

cargo package --allow-dirty --locked --quiet --no-verify --target-dir "$work/package"
crate=$(echo "$work"/package/package/notelint-*.crate)
size=$(wc -c <"$crate")
[ "$size" -lt 500000 ] || fail "the crate has $size bytes"
! tar -tzf "$crate" | grep -E '/(tests|seeds|benches)/' || fail 'the crate holds more than it needs'
ok "the crate packs to $size bytes"

maturin build --release --locked --quiet --out "$work/wheels"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-index --find-links "$work/wheels" notelint
"$work/venv/bin/notelint" check seeds >/dev/null || fail 'the installed wheel does not run'
ok 'a wheel installs and runs'

for shell in bash zsh fish; do
    "$NOTELINT_BIN/notelint" completions "$shell" >"$work/completions.$shell"
    if command -v "$shell" >/dev/null; then
        "$shell" -n "$work/completions.$shell"
        ok "$shell accepts its completions"
    fi
done
"$NOTELINT_BIN/notelint" man >"$work/notelint.1"
grep -q '^\.TH notelint 1' "$work/notelint.1" || fail 'the man page has no title'
ok 'the man page is there'

printf '%s passed, 0 failed\n' "$passed"
