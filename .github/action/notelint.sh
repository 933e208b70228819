#!/usr/bin/env bash
# The steps of action.yml: `download` puts a released notelint on the PATH, `build` one from the action's
# checkout, `check` runs it. Inputs come in NOTELINT_ACTION_*, since composite steps get none of their
# own. Runs in the bash 3.2 of macOS, with the tools of BSD, and in Git's bash on Windows.
#
# The repository that is checked can be a stranger's pull request: its links are not followed out of the
# workspace, its configuration of git and cargo does not apply, and what it contains is printed with
# workflow commands disabled.
set -euo pipefail
unset CDPATH

# Git's bash on Windows rewrites arguments that look like paths. A Windows path with `/` works in
# bash and in Windows programs.
export MSYS_NO_PATHCONV=1 MSYS2_ARG_CONV_EXCL='*'
temp=${RUNNER_TEMP:?}
mkdir -p "${temp//\\//}"
# A new folder each time, as an earlier step could have left links in one whose name is known.
temp=$(mktemp -d "${temp//\\//}/notelint.XXXXXX")

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

# The version to install: the one that is asked for, else that of the action.
version() {
    local version=${NOTELINT_ACTION_VERSION:-}
    [ -n "$version" ] || version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml")
    printf '%s\n' "${version#v}"
}

sha256() {
    if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

fetch() {
    curl --proto '=https' --proto-redir '=https' --tlsv1.2 \
        --fail --silent --show-error --location --retry 3 --output "$2" "$1"
}

# Verifies that the release workflow of the repository $1 built the archive $2 for the tag v$3.
verify() {
    local help
    # Older ones cannot say which tag the archive must come from.
    if ! help=$(gh attestation verify --help 2>/dev/null) || [ "${help#*--source-ref}" = "$help" ]; then
        echo "The attestation of $2 is not verified: no gh with \`attestation verify --source-ref\` on this runner"
    elif [ "$GITHUB_SERVER_URL" != https://github.com ]; then
        echo "The attestation of $2 is not verified: $GITHUB_SERVER_URL has none"
    elif [ -z "${GH_TOKEN:-}" ]; then
        echo "The attestation of $2 is not verified: there is no token for gh"
    else
        gh attestation verify "$2" --repo "$1" --source-ref "refs/tags/v$3" \
            --signer-workflow "$1/.github/workflows/release.yml" >/dev/null \
            || fail "the attestation of $2 cannot be verified: it is not known to be release $3 of $1"
        echo "The attestation of $2 is verified"
    fi
}

# Puts the release $1 into the folder $2; fails if there is none for this runner.
release() {
    local repository=${NOTELINT_ACTION_REPOSITORY:-} target name exe=notelint base expected
    target=$(target)
    [ -n "$target" ] && [ -n "$repository" ] || return 1
    case "$target" in *windows*) exe=notelint.exe ;; esac
    case "$GITHUB_SERVER_URL" in
        https://*) ;;
        *) fail "notelint is downloaded by https only, and GITHUB_SERVER_URL is $GITHUB_SERVER_URL" ;;
    esac
    name=notelint-$target.tar.gz
    base=$GITHUB_SERVER_URL/$repository/releases/download/v$1
    # GNU tar reads what comes before a `:`, as in `D:/…`, as a host, so no path is given.
    cd "$2"
    fetch "$base/$name" "$name" && fetch "$base/$name.sha256" "$name.sha256" || return 1
    expected=$(cut -d ' ' -f 1 <"$name.sha256")
    [ "$(sha256 "$name")" = "$expected" ] || fail "checksum mismatch: $name is not the file of release $1"
    verify "$repository" "$name" "$1"
    # The one member that is needed, as a stream: whatever else is in the archive is never written.
    tar -xzOf "$name" "${name%.tar.gz}/$exe" >"$exe" || fail "cannot unpack $name"
    chmod +x "$exe"
}

# Puts the notelint $2 in the folder $1 on the PATH of later steps.
add() {
    local found
    # bash would run an empty file as a script.
    found=$("$1/notelint" --version) && [ "$found" = "notelint $2" ] \
        || fail "the installed notelint does not run on this runner, or is not version $2"
    echo "$found"
    echo "$1" >>"$GITHUB_PATH"
}

download() {
    local version
    version=$(version)
    case "$version" in '' | *[!0-9A-Za-z.+-]*) fail "version must be a version such as 0.1.0, not $version" ;; esac
    if release "$version" "$temp"; then
        add "$temp" "$version"
    elif [ -n "${NOTELINT_ACTION_VERSION:-}" ]; then
        fail "notelint $version is not released for ${RUNNER_OS:-this system} ${RUNNER_ARCH:-}"
    else
        echo "missing=true" >>"$GITHUB_OUTPUT"
    fi
}

# A step of its own, so that no script of a dependency runs where there is a token.
build() {
    local version
    version=$(version)
    echo "No released binary: building notelint $version from the action's checkout"
    command -v cargo >/dev/null \
        || fail "no released binary of this version for ${RUNNER_OS:-this system} ${RUNNER_ARCH:-}, and no cargo to build one: install Rust in an earlier step"
    # Cargo and rustup read the configuration of all folders above, and the action can be in the
    # workspace.
    mkdir "$temp/source"
    (cd "$GITHUB_ACTION_PATH" && tar --exclude ./target --exclude ./.git -cf - .) | (cd "$temp/source" && tar -xf -)
    cd "$temp/source"
    cargo install --locked --quiet --path . --root "$temp"
    add "$temp/bin" "$version"
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

# Ends the step if the relative path $2, which the message calls $1, leads out of the workspace: a pull
# request can put a link there. An absolute path is the workflow's own.
stay_inside() {
    local path=$2 real
    case "$path" in /* | [A-Za-z]:*) return ;; esac
    # Of what is not there yet, the folder.
    [ -e "$path" ] || [ -L "$path" ] || path=$(dirname -- "$path")
    [ -e "$path" ] || [ -L "$path" ] || return 0
    real=$(readlink -f -- "$path") || real=
    case "$real/" in
        "$workspace"/*) ;;
        *) fail "$1 leads out of the workspace, through a symbolic link or \`..\`" ;;
    esac
}

# Git without what the repository could make it run: a folder of it can look like a repository.
safe_git() {
    git -c safe.bareRepository=explicit -c core.fsmonitor=false --literal-pathspecs "$@"
}

# Reads the notes below the paths $@ that the pull request adds or changes into the array items.
read_changed() {
    local list=$temp/changed up path
    items=()
    safe_git rev-parse --quiet --verify HEAD >/dev/null || fail "changed-only needs git and a checkout of the repository"
    safe_git rev-parse --quiet --verify 'HEAD^1' >/dev/null \
        || fail "changed-only needs the previous commit: set fetch-depth: 2 in actions/checkout"
    # Only the merge commit of the pull request shows what it changes.
    safe_git rev-parse --quiet --verify 'HEAD^2' >/dev/null && [ "$(safe_git rev-parse HEAD)" = "${GITHUB_SHA:-}" ] \
        || fail "changed-only needs the merge commit of the pull request: remove ref from actions/checkout"
    up=$(safe_git rev-parse --show-cdup)
    # Of two trees, so that neither the settings for people nor filters take part.
    safe_git diff-tree -r -z --name-only --no-relative --no-renames --diff-filter=AMT 'HEAD^1' HEAD -- "$@" >"$list" \
        || fail "cannot list the files that the pull request changes"
    while IFS= read -r -d '' path; do
        case "$path" in *.[Mm][Dd] | *.[Mm][Aa][Rr][Kk][Dd][Oo][Ww][Nn]) items+=("$up$path") ;; esac
    done <"$list"
}

# Whether there is a configuration for the folder $1, in it or above.
is_configured() {
    local folder
    [ -z "${NOTELINT_ACTION_CONFIG:-}${NOTELINT_CONFIG:-}" ] || return 0
    folder=$(cd -- "$1" && pwd -P)
    while [ -n "$folder" ]; do
        # A link that leads nowhere is for notelint to report.
        [ ! -e "$folder/notelint.yaml" ] && [ ! -L "$folder/notelint.yaml" ] || return 0
        folder=${folder%/*}
    done
    [ -e /notelint.yaml ]
}

# Reads the changed notes below the paths $@ into the array items.
only_changed() {
    local root=.
    read_changed "$@"
    if [ "${#items[@]}" -eq 0 ]; then
        # The reports are written nevertheless.
        mkdir "$temp/none"
        items=("$temp/none")
        return
    fi
    # Without a configuration, the changed notes would be the whole collection; an empty one marks
    # where the collection begins.
    [ "$#" -gt 1 ] || [ ! -d "$1" ] || root=$1
    if ! is_configured "$root"; then
        # Created by this step, never one that is there, nor what a link there leads to.
        (set -o noclobber && : >"$root/notelint.yaml") || fail "cannot create $root/notelint.yaml"
        made=$root/notelint.yaml
    fi
}

clean() {
    [ -z "$made" ] || rm -f -- "$made"
    rm -rf "$temp"
}

# Prints what it reads, the words of notes and names of files, with workflow commands disabled. The
# token that enables them again cannot be guessed by who wrote them.
plainly() {
    local token
    token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '::stop-commands::%s\n' "$token"
    cat
    printf '\n::%s::\n' "$token"
}

# Prints the log $1: the annotations as workflow commands if the format is github, the rest as text.
show() {
    local annotation='^::(error|warning|notice) ' rest=$1.rest
    if [ "${NOTELINT_ACTION_ANNOTATIONS:-github}" = github ]; then
        LC_ALL=C grep -aE "$annotation" "$1" || :
        LC_ALL=C grep -avE "$annotation" "$1" >"$rest" || :
    else
        rest=$1
    fi
    [ ! -s "$rest" ] || plainly <"$rest"
}

# The figure $1 of the summary in the report $2.
figure() {
    grep -oE "\"$1\": *[0-9]+" "$2" | tail -n 1 | grep -oE '[0-9]+' || echo 0
}

# Runs notelint on the paths $@ with the array arguments; its exit code is the variable status.
run() {
    status=0
    notelint check "${arguments[@]}" -- "$@" >"$temp/log" 2>&1 || status=$?
}

check() {
    local report=$temp/report.json summary=$temp/summary.md sarif=${NOTELINT_ACTION_SARIF_FILE:-}
    local folder=${NOTELINT_ACTION_FOLDER:-.} paths=() name
    made='' arguments=()
    trap clean EXIT

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
    case "$folder$sarif" in *[[:cntrl:]]*) fail 'sarif-file and working-directory must be one path each, without control characters' ;; esac
    read_lines "${NOTELINT_ACTION_PATHS:-.}"
    [ "${#items[@]}" -gt 0 ] || items=(.)
    paths=("${items[@]}")

    workspace=$(cd -- "${GITHUB_WORKSPACE:?}" && readlink -f .)
    case "$folder" in /* | [A-Za-z]:*) ;; *) stay_inside "working-directory $folder" . ;; esac
    for name in "${paths[@]}"; do stay_inside "path $name" "$name"; done
    [ -z "${NOTELINT_ACTION_CONFIG:-}" ] || stay_inside "config $NOTELINT_ACTION_CONFIG" "$NOTELINT_ACTION_CONFIG"
    [ -z "$sarif" ] || stay_inside "sarif-file $sarif" "$sarif"

    arguments+=("--output=json=$report" "--output=markdown=$summary")
    [ -z "${NOTELINT_ACTION_CONFIG:-}" ] || arguments+=("--config=$NOTELINT_ACTION_CONFIG")
    [ -z "$sarif" ] || arguments+=("--output=sarif=$sarif")
    read_lines "${NOTELINT_ACTION_ARGS:-}"
    arguments+=(${items[@]+"${items[@]}"})

    items=("${paths[@]}")
    if [ "${NOTELINT_ACTION_CHANGED_ONLY:-false}" = true ]; then
        case "${GITHUB_EVENT_NAME:-}" in
            pull_request)
                only_changed "${paths[@]}"
                arguments+=(--force-exclude)
                ;;
            pull_request_target) fail "changed-only needs the event pull_request: with pull_request_target, the checkout is not the pull request" ;;
            *) echo "Not a pull request: reporting all notes" ;;
        esac
    fi
    run "${items[@]}"
    # What bash says if the names are more than the system takes.
    if [ "$status" -eq 126 ] && [ "${#items[@]}" -gt 1 ]; then
        echo "The pull request changes ${#items[@]} notes, more than one command can name: reporting all notes"
        run "${paths[@]}"
    fi
    show "$temp/log"

    [ ! -f "$summary" ] || cat "$summary" >>"$GITHUB_STEP_SUMMARY"
    # Later steps run in the workspace.
    case "$sarif" in
        '' | /* | [A-Za-z]:*) ;;
        *) [ "$folder" = . ] || sarif=$folder/$sarif ;;
    esac
    {
        echo "exit-code=$status"
        [ ! -f "$report" ] || for name in errors warnings files; do echo "$name=$(figure "$name" "$report")"; done
        printf 'sarif-file=%s\n' "$sarif"
    } >>"$GITHUB_OUTPUT"
    exit "$status"
}

case "${1:-}" in
    download | build | check) "$1" ;;
    *) fail "usage: notelint.sh download|build|check" ;;
esac
