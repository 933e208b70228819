#!/usr/bin/env bash
# Holds each report format to its published schema or to a program that reads it.
# Usage: NOTELINT_BIN=FOLDER formats.sh TOOLS [NOTES]
set -euo pipefail

tools=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
notes=${2:-$root/seeds/broken}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$tools/venv/bin:$PATH
sarif=$tools/node/node_modules/@microsoft/sarif-multitool-linux

passed=0
ok() { passed=$((passed + 1)); printf 'ok: %s (%s bytes)\n' "$1" "$(wc -c <"$work/$2")"; }
fail() { printf 'FAILED: %s\n' "$1"; exit 1; }

outputs=()
for format in json jsonl sarif gitlab junit markdown github concise human; do
    outputs+=(--output "$format=$work/report.$format")
done
cd "$(dirname "$notes")"
"$NOTELINT_BIN/notelint" check "$(basename "$notes")" --quiet --exit-zero "${outputs[@]}" >/dev/null

check-jsonschema --schemafile "$sarif/sarif-2.1.0.json" "$work/report.sarif" >/dev/null
ok 'SARIF is valid by the schema of SARIF 2.1.0' report.sarif

cp "$work/report.sarif" "$work/report.sarif.json"
DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$sarif/Sarif.Multitool" validate "$work/report.sarif" \
    --rule-kind 'Sarif;Gh' >"$work/multitool" 2>&1 || true
! grep -E ' error (SARIF|GH)[0-9]+' "$work/multitool" || fail 'the multitool finds errors in the SARIF'
grep -q 'Analysis completed\|Done\.' "$work/multitool" || { cat "$work/multitool"; fail 'the multitool did not run'; }
ok "SARIF passes the multitool's rules for GitHub" report.sarif

python - "$work" <<'PY'
import json, pathlib, sys
from junitparser import JUnitXml

work = pathlib.Path(sys.argv[1])
report = json.loads((work / "report.json").read_text())
found = len(report["diagnostics"])
assert found > 0

suites = JUnitXml.fromfile(str(work / "report.junit"))
failures = sum(len(case.result) for suite in suites for case in suite)
assert failures == found, (failures, found)

issues = json.loads((work / "report.gitlab").read_text())
assert len({issue["fingerprint"] for issue in issues}) == len(issues) == found
for issue in issues:
    assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
    assert issue["location"]["lines"]["begin"] >= 1 and issue["description"] and issue["check_name"]

lines = [json.loads(line) for line in (work / "report.jsonl").read_text().splitlines()]
assert len([line for line in lines if "rule" in line]) == found

assert len((work / "report.markdown").read_bytes()) < 1024 * 1024
PY
ok 'junitparser reads as many failures as there are diagnostics' report.junit
ok "GitLab's fields are there, fingerprints are unique" report.gitlab
ok 'a line of JSON a diagnostic' report.jsonl
ok "the job summary is within GitHub's size" report.markdown
grep -qE '^::(error|warning|notice) ' "$work/report.github" || fail 'no workflow command'
ok 'workflow commands' report.github

printf '%s passed, 0 failed\n' "$passed"
