#!/usr/bin/env bash
# Nothing is released from links, the crate packs small and builds, a wheel installs and runs in GitLab's
# job, the archives are called as those who download them expect, and the shells accept the completions.
# Needs cargo and git, and maturin and python3 with PyYAML on the PATH. Usage: NOTELINT_BIN=FOLDER distribution.sh
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml)

passed=0
ok() { passed=$((passed + 1)); printf 'ok: %s\n' "$1"; }
fail() { printf 'FAILED: %s\n' "$1"; exit 1; }

# The step of the release workflow that refuses links, on this repository and on others: cargo packs
# what a link leads to.
python3 - >"$work/tracked" <<'PY'
import pathlib, yaml

workflow = yaml.safe_load(pathlib.Path(".github/workflows/release.yml").read_text())
scripts = [step.get("run", "") for step in workflow["jobs"]["package"]["steps"]]
check, = (index for index, script in enumerate(scripts) if "git ls-files" in script)
assert all("cargo" not in script for script in scripts[:check]), scripts
print(scripts[check])
PY
# Whether the step accepts the folder $1; GitHub runs a step with `bash -e`.
accepts() { (cd "$1" && bash -e "$work/tracked") >"$work/log" 2>&1; }
accepts "$root" || { cat "$work/log"; fail 'git tracks a link or a submodule'; }
repository=$work/repository
for link in /etc/passwd ../outside .git/config . nowhere README.md; do
    rm -rf "$repository"
    mkdir -p "$repository/src"
    git -C "$repository" init --quiet
    touch "$repository/README.md" "$repository/src/"$'a\n120000 b.md'
    git -C "$repository" add --all
    accepts "$repository" || { cat "$work/log"; fail 'a repository without links is refused'; }
    ln -s "$link" "$repository/src/日本 語.md"
    accepts "$repository" || fail 'a link that git does not track is refused'
    git -C "$repository" add --all
    ! accepts "$repository" || fail "a link to $link is accepted"
    grep -q '^120000 .*src/' "$work/log" || fail "the link to $link is not shown"
done
git -C "$repository" rm --quiet -r --cached src
git -C "$repository" update-index --add --cacheinfo "160000,$(printf '1%.0s' {1..40}),module"
! accepts "$repository" || fail 'a submodule is accepted'
rm -rf "$repository/.git"
! accepts "$repository" || fail 'a folder that is no repository is accepted'
ok 'no release is packed with what links or submodules lead to'

# It is built from what was packed, too.
cargo package --allow-dirty --locked --quiet
crate=target/package/notelint-$version.crate
size=$(wc -c <"$crate")
[ "$size" -lt 1000000 ] || fail "the crate has $size bytes"
! tar -tzf "$crate" | grep -E '^notelint-[^/]*/(tests|seeds|benches|fuzz|\.ci|\.github)/' || fail 'the crate holds more than it needs'
ok "the crate packs to $size bytes, and builds"

# The commands of the release workflow where there is a token: nothing is compiled, so no code of a
# dependency runs, and the crate is the one that was built.
mv "$crate" "$work/verified.crate"
cat >"$work/rustc" <<'SH'
#!/bin/sh
# Cargo asks for the names of the targets' files with a crate named `___`.
case "$*" in *'--crate-name ___'*) ;; *--crate-name*) echo "$*" >>"$COMPILED" ;; esac
exec "$@"
SH
chmod +x "$work/rustc"
export COMPILED=$work/compiled
RUSTC_WRAPPER=$work/rustc cargo package --allow-dirty --locked --quiet --no-verify
cmp "$crate" "$work/verified.crate" || fail 'the crate is not the same when it is packed again'
RUSTC_WRAPPER=$work/rustc cargo publish --allow-dirty --locked --quiet --no-verify --dry-run
[ ! -e "$COMPILED" ] || { cat "$COMPILED"; fail 'publishing compiles'; }
ok 'publishing compiles nothing'

python3 - <<'PY'
import pathlib, re, yaml

for path in pathlib.Path(".github/workflows").glob("*.yml"):
    workflow = yaml.safe_load(path.read_text())
    assert workflow["permissions"] == {}, path
    for name, job in workflow["jobs"].items():
        trusted = "write" in job.get("permissions", {}).values() or "environment" in job
        for step in job["steps"]:
            used, script = step.get("uses", "./"), step.get("run", "")
            assert used == "./" or re.search(r"@[0-9a-f]{40}$", used), (path, name, used)
            if used.startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, (path, name)
            # What is trusted compiles nothing, and runs no script of the repository. `vsce` is the one of the lock file.
            harmless = r"cargo (package|publish) .*--no-verify|npm ci --ignore-scripts$|npx --no-install vsce publish |\.org/"
            for command in re.findall(r"\b(?:cargo|pipx?|maturin|npm|npx)\b.*|\.\S*/.*", script) if trusted else []:
                assert re.match(harmless, command), (path, name, command)
            assert trusted or not any("TOKEN" in key for key in step.get("env", {})), (path, name)
PY
ok 'no job of the workflows that compiles has a token, or a permission to write'

# As the release workflow does; without the target, a wheel for this system must do.
target=x86_64-unknown-linux-musl
if [ -d "$(rustc --print target-libdir --target "$target")" ]; then
    maturin build --release --locked --quiet --target "$target" --compatibility manylinux2014 musllinux_1_1 --out "$work/wheels"
    python3 -m zipfile -e "$work"/wheels/*.whl "$work/wheel"
    ! readelf --dynamic "$work"/wheel/*.data/scripts/notelint | grep NEEDED || fail 'the binary needs libraries of the system'
    ok "a wheel for any Linux: $(basename "$work"/wheels/*.whl), $(wc -c <"$(echo "$work"/wheels/*.whl)") bytes"
else
    echo "skipped: a wheel for any Linux: there is no standard library for it: rustup target add $target"
    maturin build --release --locked --quiet --out "$work/wheels"
    ok "a wheel for this system: $(basename "$work"/wheels/*.whl)"
fi

# GitLab's job runs its script in a checkout.
python3 -m venv "$work/venv"
mkdir "$work/checkout"
cp seeds/broken/T9-01-02_*.md "$work/checkout/"
python3 -c 'import sys, yaml; print(*yaml.safe_load(open(sys.argv[1]))["notelint"]["script"], sep="\n")' \
    tests/integrations/gitlab-ci.yml >"$work/script"
status=0
(cd "$work/checkout" && PATH="$work/venv/bin:$PATH" PIP_NO_INDEX=1 PIP_FIND_LINKS="$work/wheels" \
    CI_PROJECT_DIR="$work/checkout" bash -e "$work/script") >"$work/log" 2>&1 || status=$?
[ "$status" -eq 1 ] || { cat "$work/log"; fail "GitLab's job ends with $status"; }
grep -q 'expected 5 points, found 4' "$work/log" || fail "GitLab's job shows what is wrong"
grep -q '"check_name": "structure/points-count"' "$work/checkout/notelint.json" || fail 'the report is there'
"$work/venv/bin/notelint" --version | grep -qx "notelint $version" || fail 'the wheel has another version'
ok "the wheel installs, and GitLab's job runs"

python3 - <<'PY'
import json, pathlib, re, subprocess, yaml

package = json.loads(subprocess.check_output(["cargo", "metadata", "--no-deps", "--format-version", "1"]))["packages"][0]
workflow = yaml.safe_load(pathlib.Path(".github/workflows/release.yml").read_text())
steps = [step.get("run", "") for step in workflow["jobs"]["build"]["steps"]]
packed = steps.index('.github/action/archive.sh "$TARGET"')
assert steps[packed - 1] == '.github/action/build.sh "$TARGET"', steps
assert not any(step.startswith("cargo build") for step in steps), steps
released = {row["target"] for row in workflow["jobs"]["build"]["strategy"]["matrix"]["include"]}
installed = set(re.findall(r"echo (\S+-\S+-\S+) ;;", pathlib.Path(".github/action/notelint.sh").read_text()))
assert released == installed and len(released) == 5, (released, installed)

binstall = package["metadata"]["binstall"]
known = {"repo": package["repository"], "version": package["version"], "name": "notelint", "bin": "notelint"}


def expand(template, **more):
    return re.sub(r"\{ ([\w-]+) \}", lambda name: (known | more)[name[1]], template)


for target in released:
    url = expand(binstall["pkg-url"], target=target)
    assert url == f"https://github.com/notelint/notelint/releases/download/v{package['version']}/notelint-{target}.tar.gz", url
    assert expand(binstall["bin-dir"], target=target, **{"binary-ext": ""}) == f"notelint-{target}/notelint"
assert binstall["pkg-fmt"] == "tgz"
PY
ok 'cargo binstall and the action look for what is released'

for shell in bash zsh fish; do
    "$NOTELINT_BIN/notelint" completions "$shell" >"$work/completions.$shell"
    if command -v "$shell" >/dev/null; then
        "$shell" -n "$work/completions.$shell" || fail "$shell refuses its completions"
        ok "$shell accepts its completions"
    else
        echo "skipped: there is no $shell"
    fi
done
"$NOTELINT_BIN/notelint" man >"$work/notelint.1"
for command in check extract explain rules types init clean completions man; do
    "$NOTELINT_BIN/notelint" man "$command" >"$work/notelint-$command.1"
done
grep -qF ".TH NOTELINT 1 \" \" \"notelint $version\"" "$work/notelint.1" || fail 'the man page has no title'
if command -v mandoc >/dev/null; then
    mandoc -T lint -W error "$work"/*.1 || fail 'mandoc refuses a man page'
    ok 'mandoc accepts the man pages'
else
    echo 'skipped: there is no mandoc'
fi

printf '%s passed, 0 failed\n' "$passed"
