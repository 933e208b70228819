#!/usr/bin/env bash
# Builds the release for the target $1, which must run on this machine, into target/$1/release. The compiler is given the
# profile of runs over collections that `benches/` makes of `seeds/`. Later steps that compile get the same flags.
set -euo pipefail

target=$1
root=$PWD
# Git's shell on Windows writes paths that the compiler does not read.
if command -v cygpath >/dev/null; then root=$(cygpath -m "$root"); fi
work=$root/target/profiled
rm -rf "$work"
mkdir -p "$work"

rustup component add llvm-tools
merge=$(find "$(rustc --print sysroot)" -name llvm-profdata -o -name llvm-profdata.exe | head -n 1)

RUSTFLAGS=-Cprofile-generate=$work/raw \
    cargo build --release --locked --bin notelint --target "$target" --target-dir "$work/target"
instrumented=$work/target/$target/release/notelint
# The runs themselves need no profile, so the fastest build will do.
cargo bench --locked --profile dev --bench collection -- make 400 >"$work/collections"

# Runs notelint with the arguments behind $1 over the collection $1. It ends with 1 if there are diagnostics.
run() {
    local status=0
    (cd "$1" && NOTELINT_CACHE_DIR=$work/cache "$instrumented" "${@:2}" .) >"$work/out" 2>&1 || status=$?
    [ "$status" -le 1 ] || { cat "$work/out"; exit 1; }
}
while read -r collection; do
    for format in human concise json sarif; do
        run "$collection" check --no-cache --format "$format"
    done
    run "$collection" check --no-cache --fix --diff
    # The second one reads the results of the first.
    run "$collection" check --quiet
    run "$collection" check --quiet
    run "$collection" extract --format jsonl
done <"$work/collections"
"$merge" merge -o "$work/notelint.profdata" "$work/raw"

flags=-Cprofile-use=$work/notelint.profdata
RUSTFLAGS=$flags cargo build --release --locked --target "$target"
if [ -n "${GITHUB_ENV-}" ]; then echo "RUSTFLAGS=$flags" >>"$GITHUB_ENV"; fi
