#!/usr/bin/env bash
# The steps of action.yml: `install` puts notelint on the PATH, `check` runs it. Inputs come as
# NOTELINT_ACTION_*, since composite steps get none of their own.
set -euo pipefail

fail() {
    printf '::error title=notelint::%s\n' "$1"
    exit 2
}

# The name of the released archive for this runner; empty where none is released.
target() {
    case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
        Linux-X64) echo x86_64-unknown-linux-musl ;;
        Linux-ARM64) echo aarch64-unknown-linux-musl ;;
        macOS-X64) echo x86_64-apple-darwin ;;
        macOS-ARM64) echo aarch64-apple-darwin ;;
        Windows-X64) echo x86_64-pc-windows-msvc ;;
    esac
}

sha256() {
    if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# Downloads the release VERSION into the folder BIN; fails where there is no such release.
download() {
    local version=$1 bin=$2 target name base expected
    target=$(target)
    [ -n "$target" ] && [ -n "${GITHUB_ACTION_REPOSITORY:-}" ] || return 1
    name=notelint-$target.tar.gz
    base=${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_ACTION_REPOSITORY/releases/download/v$version
    curl --fail --silent --show-error --location --retry 3 --output "$bin/$name" "$base/$name" || return 1
    curl --fail --silent --show-error --location --retry 3 --output "$bin/$name.sha256" "$base/$name.sha256" || return 1
    expected=$(cut -d ' ' -f 1 <"$bin/$name.sha256")
    [ "$(sha256 "$bin/$name")" = "$expected" ] || fail "the checksum of $name is not that of the release"
    tar -xzf "$bin/$name" -C "$bin" --strip-components 1
}

install() {
    local version=${NOTELINT_ACTION_VERSION:-} bin
    bin=${RUNNER_TEMP:?}/notelint/bin
    mkdir -p "$bin"
    if [ -z "$version" ]; then
        version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1)
    fi
    if ! download "$version" "$bin"; then
        [ -z "${NOTELINT_ACTION_VERSION:-}" ] || fail "there is no release $version for ${RUNNER_OS:-this system} ${RUNNER_ARCH:-}"
        echo "No released binary: building notelint $version from the action's checkout"
        cargo install --locked --quiet --path "$GITHUB_ACTION_PATH" --root "${bin%/bin}"
    fi
    echo "$bin" >>"$GITHUB_PATH"
}

# Reads the lines of $1 that are not blank into the array LINES.
read_lines() {
    LINES=()
    local line
    while IFS= read -r line; do
        line=${line%$'\r'}
        [ -z "${line//[[:space:]]/}" ] || LINES+=("$line")
    done <<<"$1"
}

# Reads the notes that the pull request adds or changes, below the folders PATHS, into LINES.
read_changed() {
    LINES=()
    git rev-parse --quiet --verify 'HEAD^1' >/dev/null \
        || fail "changed-only needs the commit before: set fetch-depth: 2 in actions/checkout"
    local path
    while IFS= read -r -d '' path; do
        LINES+=("$path")
    done < <(git diff --name-only --relative -z --diff-filter=ACMRT 'HEAD^1' HEAD -- "$@" | grep -zE '\.(md|markdown)$')
}

# The figure NAME of the summary in the report FILE.
figure() {
    grep -oE "\"$1\": *[0-9]+" "$2" | tail -n 1 | grep -oE '[0-9]+' || echo 0
}

check() {
    local report summary status=0 arguments=() paths=()
    report=${RUNNER_TEMP:?}/notelint/report.json
    summary=${RUNNER_TEMP:?}/notelint/summary.md
    mkdir -p "${report%/*}"
    rm -f "$report" "$summary"

    case "${NOTELINT_ACTION_ANNOTATIONS:-github}" in
        github | human) arguments+=(--format "${NOTELINT_ACTION_ANNOTATIONS:-github}") ;;
        *) fail "annotations is github or human, not $NOTELINT_ACTION_ANNOTATIONS" ;;
    esac
    case "${NOTELINT_ACTION_FAIL_ON:-error}" in
        error) ;;
        warning) arguments+=(--deny warnings) ;;
        never) arguments+=(--exit-zero) ;;
        *) fail "fail-on is error, warning or never, not $NOTELINT_ACTION_FAIL_ON" ;;
    esac
    arguments+=(--output "json=$report" --output "markdown=$summary")
    [ -z "${NOTELINT_ACTION_CONFIG:-}" ] || arguments+=(--config "$NOTELINT_ACTION_CONFIG")
    [ -z "${NOTELINT_ACTION_SARIF_FILE:-}" ] || arguments+=(--output "sarif=$NOTELINT_ACTION_SARIF_FILE")
    read_lines "${NOTELINT_ACTION_ARGS:-}"
    arguments+=(${LINES[@]+"${LINES[@]}"})

    read_lines "${NOTELINT_ACTION_PATHS:-.}"
    paths=(${LINES[@]+"${LINES[@]}"})
    if [ "${NOTELINT_ACTION_CHANGED_ONLY:-false}" = true ]; then
        case "${GITHUB_EVENT_NAME:-}" in
            pull_request | pull_request_target)
                read_changed ${paths[@]+"${paths[@]}"}
                paths=(${LINES[@]+"${LINES[@]}"})
                arguments+=(--force-exclude)
                if [ "${#paths[@]}" -eq 0 ]; then
                    echo "The pull request changes no notes"
                    printf 'exit-code=0\nerrors=0\nwarnings=0\nfiles=0\nsarif-file=\n' >>"$GITHUB_OUTPUT"
                    return
                fi
                ;;
        esac
    fi

    notelint check "${arguments[@]}" -- ${paths[@]+"${paths[@]}"} || status=$?

    [ ! -f "$summary" ] || cat "$summary" >>"$GITHUB_STEP_SUMMARY"
    {
        echo "exit-code=$status"
        [ ! -f "$report" ] || for name in errors warnings files; do echo "$name=$(figure "$name" "$report")"; done
        echo "sarif-file=${NOTELINT_ACTION_SARIF_FILE:-}"
    } >>"$GITHUB_OUTPUT"
    return "$status"
}

case "${1:-}" in
    install | check) "$1" ;;
    *) fail "usage: notelint.sh install|check" ;;
esac
