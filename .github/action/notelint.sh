#!/usr/bin/env bash
# The steps of action.yml: `install` puts notelint on the PATH, `check` runs it. Inputs come in
# NOTELINT_ACTION_*, since composite steps get none of their own. Runs in the bash 3.2 of macOS,
# with the tools of BSD, and in Git's bash on Windows.
set -euo pipefail

# Git's bash on Windows rewrites arguments that look like paths. A Windows path with `/` works in
# bash and in Windows programs.
export MSYS_NO_PATHCONV=1 MSYS2_ARG_CONV_EXCL='*'
temp=${RUNNER_TEMP:?}
temp=${temp//\\//}/notelint

# Ends the step with the message $1 as an annotation.
fail() {
    local message=$1
    message=${message//\%/%25}
    message=${message//$'\r'/%0D}
    message=${message//$'\n'/%0A}
    printf '::error title=notelint::%s\n' "$message"
    exit 2
}

# The target of the released archive for this runner; empty if none is released.
target() {
    case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
        Linux-X64) echo x86_64-unknown-linux-musl ;;
        Linux-ARM64) echo aarch64-unknown-linux-musl ;;
        macOS-X64) echo x86_64-apple-darwin ;;
        macOS-ARM64) echo aarch64-apple-darwin ;;
        # Windows on ARM runs programs for x86-64.
        Windows-X64 | Windows-ARM64) echo x86_64-pc-windows-msvc ;;
    esac
}

sha256() {
    if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

fetch() {
    curl --fail --silent --show-error --location --retry 3 --output "$2" "$1"
}

# Unpacks the release $1 into the folder $2; fails if there is none for this runner.
download() {
    local name target base expected
    target=$(target)
    [ -n "$target" ] && [ -n "${NOTELINT_ACTION_REPOSITORY:-}" ] || return 1
    name=notelint-$target.tar.gz
    base=${GITHUB_SERVER_URL:-https://github.com}/$NOTELINT_ACTION_REPOSITORY/releases/download/v$1
    # GNU tar reads what comes before a `:`, as in `D:/…`, as a host, so no path is given.
    cd "$2"
    fetch "$base/$name" "$name" && fetch "$base/$name.sha256" "$name.sha256" || return 1
    expected=$(cut -d ' ' -f 1 <"$name.sha256")
    [ "$(sha256 "$name")" = "$expected" ] || fail "checksum mismatch: $name is not the file of release $1"
    tar -xzf "$name" --strip-components 1 || fail "cannot unpack $name"
}

# Builds the action's own checkout into the folder $1.
build() {
    command -v cargo >/dev/null \
        || fail "no released binary of this version for ${RUNNER_OS:-this system} ${RUNNER_ARCH:-}, and no cargo to build one: install Rust in an earlier step"
    # A toolchain file of the repository that is checked does not apply there.
    cd "$GITHUB_ACTION_PATH"
    cargo install --locked --quiet --path . --root "$1"
}

install() {
    local version=${NOTELINT_ACTION_VERSION:-} bin=$temp/bin
    version=${version#v}
    if [ -z "$version" ]; then
        version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml")
    fi
    mkdir -p "$bin"
    if ! download "$version" "$bin"; then
        [ -z "${NOTELINT_ACTION_VERSION:-}" ] \
            || fail "notelint $version is not released for ${RUNNER_OS:-this system} ${RUNNER_ARCH:-}"
        echo "No released binary: building notelint $version from the action's checkout"
        build "${bin%/bin}"
    fi
    "$bin/notelint" --version || fail "the installed notelint does not run on this runner"
    echo "$bin" >>"$GITHUB_PATH"
}

# Reads the non-blank lines of $1 into the array items.
read_lines() {
    items=()
    local line
    while IFS= read -r line; do
        line=${line%$'\r'}
        [ -z "${line//[[:space:]]/}" ] || items+=("$line")
    done <<<"$1"
}

# Reads the notes below the paths $@ that the pull request adds or changes into the array items.
read_changed() {
    local list=$temp/changed up path
    items=()
    git rev-parse --quiet --verify HEAD >/dev/null || fail "changed-only needs git and a checkout of the repository"
    git rev-parse --quiet --verify 'HEAD^1' >/dev/null \
        || fail "changed-only needs the previous commit: set fetch-depth: 2 in actions/checkout"
    # Only the merge commit of the pull request shows what it changes.
    git rev-parse --quiet --verify 'HEAD^2' >/dev/null && [ "$(git rev-parse HEAD)" = "${GITHUB_SHA:-}" ] \
        || fail "changed-only needs the merge commit of the pull request: remove ref from actions/checkout"
    up=$(git rev-parse --show-cdup)
    git --literal-pathspecs diff --name-only --no-relative -z --diff-filter=ACMRT 'HEAD^1' HEAD -- "$@" >"$list" \
        || fail "cannot list the files that the pull request changes"
    while IFS= read -r -d '' path; do
        case "$path" in *.[Mm][Dd] | *.[Mm][Aa][Rr][Kk][Dd][Oo][Ww][Nn]) items+=("$up$path") ;; esac
    done <"$list"
}

# Whether there is a configuration for the folder $1, in it or above.
is_configured() {
    local folder
    [ -z "${NOTELINT_ACTION_CONFIG:-}${NOTELINT_CONFIG:-}" ] || return 0
    folder=$(cd "$1" && pwd -P)
    while [ -n "$folder" ]; do
        [ ! -f "$folder/notelint.yaml" ] || return 0
        folder=${folder%/*}
    done
    [ -f /notelint.yaml ]
}

# Reads the changed notes below the paths $@ into the array items.
only_changed() {
    local root=.
    read_changed "$@"
    if [ "${#items[@]}" -eq 0 ]; then
        # The reports are written nevertheless.
        mkdir -p "$temp/none"
        items=("$temp/none")
        return
    fi
    # Without a configuration, the changed notes would be the whole collection; an empty one marks
    # where the collection begins.
    [ "$#" -gt 1 ] || [ ! -d "$1" ] || root=$1
    if ! is_configured "$root"; then
        made=$root/notelint.yaml
        : >"$made"
        trap 'rm -f "$made"' EXIT
    fi
}

# The figure $1 of the summary in the report $2.
figure() {
    grep -oE "\"$1\": *[0-9]+" "$2" | tail -n 1 | grep -oE '[0-9]+' || echo 0
}

check() {
    local report=$temp/report.json summary=$temp/summary.md sarif=${NOTELINT_ACTION_SARIF_FILE:-}
    local status=0 arguments=() paths=() name
    mkdir -p "$temp"
    rm -f "$report" "$summary"

    case "${NOTELINT_ACTION_ANNOTATIONS:-github}" in
        github | human) arguments+=(--format "${NOTELINT_ACTION_ANNOTATIONS:-github}") ;;
        *) fail "annotations must be github or human, not $NOTELINT_ACTION_ANNOTATIONS" ;;
    esac
    case "${NOTELINT_ACTION_FAIL_ON:-error}" in
        error) ;;
        warning) arguments+=(--deny warnings) ;;
        never) arguments+=(--exit-zero) ;;
        *) fail "fail-on must be error, warning or never, not $NOTELINT_ACTION_FAIL_ON" ;;
    esac
    case "${NOTELINT_ACTION_CHANGED_ONLY:-false}" in
        true | false) ;;
        *) fail "changed-only must be true or false, not $NOTELINT_ACTION_CHANGED_ONLY" ;;
    esac
    case "$sarif" in *$'\n'*) fail 'sarif-file must be one file' ;; esac
    arguments+=(--output "json=$report" --output "markdown=$summary")
    [ -z "${NOTELINT_ACTION_CONFIG:-}" ] || arguments+=(--config "$NOTELINT_ACTION_CONFIG")
    [ -z "$sarif" ] || arguments+=(--output "sarif=$sarif")
    read_lines "${NOTELINT_ACTION_ARGS:-}"
    arguments+=(${items[@]+"${items[@]}"})

    read_lines "${NOTELINT_ACTION_PATHS:-.}"
    [ "${#items[@]}" -gt 0 ] || items=(.)
    if [ "${NOTELINT_ACTION_CHANGED_ONLY:-false}" = true ]; then
        case "${GITHUB_EVENT_NAME:-}" in
            pull_request)
                only_changed "${items[@]}"
                arguments+=(--force-exclude)
                ;;
            pull_request_target) fail "changed-only needs the event pull_request: with pull_request_target, the checkout is not the pull request" ;;
            *) echo "Not a pull request: reporting all notes" ;;
        esac
    fi
    paths=("${items[@]}")

    notelint check "${arguments[@]}" -- "${paths[@]}" || status=$?

    [ ! -f "$summary" ] || cat "$summary" >>"$GITHUB_STEP_SUMMARY"
    # Later steps run in the workspace.
    case "$sarif" in
        '' | /* | [A-Za-z]:*) ;;
        *) [ "${NOTELINT_ACTION_FOLDER:-.}" = . ] || sarif=$NOTELINT_ACTION_FOLDER/$sarif ;;
    esac
    {
        echo "exit-code=$status"
        [ ! -f "$report" ] || for name in errors warnings files; do echo "$name=$(figure "$name" "$report")"; done
        printf 'sarif-file=%s\n' "$sarif"
    } >>"$GITHUB_OUTPUT"
    exit "$status"
}

case "${1:-}" in
    install | check) "$1" ;;
    *) fail "usage: notelint.sh install|check" ;;
esac
