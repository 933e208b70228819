#!/usr/bin/env bash
# What `cargo run --example new-rule` writes compiles without a warning, and its cases, its page and its
# mutations pass: in a copy of the working tree that builds into the same target folder.
# Needs cargo and git. Usage: new_rule.sh
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}

# A copy of the working tree in the folder $1.
copy() {
    mkdir "$work/$1"
    cd "$root"
    git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$work/$1"
    cd "$work/$1"
}
new_rule() { cargo run --quiet --locked --example new-rule -- "$@"; }
# What the rules `odd-…` need is there.
check() {
    cargo fmt --check
    cargo clippy --quiet --locked --all-targets -- -D warnings
    NOTELINT_BLESS=1 cargo test --quiet --locked --test rules odd_
    NOTELINT_BLESS=1 cargo test --quiet --locked --test it -- config:: readme::
    TRYCMD=overwrite cargo test --quiet --locked --test it cli::
    cargo test --quiet --locked --test rules odd_
    cargo test --quiet --locked --test it -- layers:: seeds:: cli::
}

copy safe
new_rule text/odd-word "a FIXME is left in the text" --fix safe
check
copy others
new_rule structure/odd-word "a FIXME is left in the text" --fix unsafe
new_rule vault/odd-title "a FIXME is left in a title"
check
echo 'ok: new rules compile and pass'
