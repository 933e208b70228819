#!/usr/bin/env bash
# Holds each report format to its published schema or to a program that reads it: on NOTES, and on a
# collection with more findings than the platforms take.
# Usage: NOTELINT_BIN=FOLDER formats.sh TOOLS [NOTES]
set -euo pipefail

tools=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
notes=${2:-$root/seeds/broken}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$tools/venv/bin:$PATH
sarif=$tools/node/node_modules/@microsoft/sarif-multitool-linux
jenkins=$(echo "$tools"/pytest-*/testing/example_scripts/junit-10.xsd)
# Reports count paths from the checkout of a CI service.
unset GITHUB_WORKSPACE CI_PROJECT_DIR

ok() { printf 'ok: %s (%s bytes)\n' "$1" "$(wc -c <"$2")"; }
fail() { printf 'FAILED: %s\n' "$1"; exit 1; }

# Checks the notes in the folder $1, and writes a report of each format into the folder $2.
report() {
    local outputs=() format
    mkdir -p "$2"
    for format in json jsonl sarif gitlab junit markdown github concise human; do
        outputs+=(--output "$format=$2/report.$format")
    done
    (cd "$(dirname "$1")" && time -p "$NOTELINT_BIN/notelint" check "$(basename "$1")" --quiet --exit-zero "${outputs[@]}") >/dev/null
}

report "$notes" "$work/some"
check-jsonschema --schemafile "$sarif/sarif-2.1.0.json" "$work/some/report.sarif" >/dev/null
ok 'SARIF is valid by the schema of SARIF 2.1.0' "$work/some/report.sarif"
# Its exit code says nothing, and .NET wants no locales.
DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$sarif/Sarif.Multitool" validate "$work/some/report.sarif" \
    --rule-kind 'Sarif;Gh' >"$work/multitool" 2>&1 || true
! grep -E ' error (SARIF|GH)[0-9]+' "$work/multitool" || fail 'the multitool finds errors in the SARIF'
grep -q 'Analysis completed\|Done\.' "$work/multitool" || { cat "$work/multitool"; fail 'the multitool did not run'; }
ok "SARIF passes the multitool's rules for GitHub" "$work/some/report.sarif"
python "$root/tests/integrations/formats.py" "$work/some" "$jenkins"

echo "A collection with 32,000 findings:"
mkdir "$work/notes"
python - "$root"/seeds/T1-01-01_*.md "$work/notes" <<'PY'
import pathlib, sys

seed = pathlib.Path(sys.argv[1]).read_text()
for number in range(400):
    note = seed.replace("T1-01-01", f"T9-{number:03}-01").replace("\n# T9", f"\n# T9", 1)
    if number >= 395:
        note = note.replace("⭐", "⭐⭐⭐⭐⭐⭐⭐", 1)
    note += "\n" + "".join(f"行 {line} | `<b>` \n" for line in range(80))
    (pathlib.Path(sys.argv[2]) / f"T9-{number:03}-01_日本 語.md").write_text(note)
PY
report "$work/notes" "$work/many"
python "$root/tests/integrations/formats.py" "$work/many" "$jenkins"
