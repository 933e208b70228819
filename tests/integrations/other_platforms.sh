#!/usr/bin/env bash
# The binaries for musl and for Windows, under Wine, do what the native one does: the same reports and
# fixes, byte for byte, over the notes of a folder (by default those of seeds/ and of the cases of the
# rules), and nothing is lost when a fix is killed. Then names that mean something else on Windows.
# What cannot be had here is skipped, and said. Usage: NOTELINT_BIN=FOLDER other_platforms.sh [NOTES]
#
# Where rustup has not installed a target, the standard library is built from its source: the component
# rust-src of rustup, Debian's package rust-src of the same version, or a copy in the folder NOTELINT_RUST_SRC.
# For musl, LLVM's libunwind.a is needed too: Debian's libunwind-14-dev, or a copy in NOTELINT_LIBUNWIND.
#
# NOTELINT_OTHER is a command to compare in place of the two, as a check of this script itself;
# NOTELINT_OTHER_IS_WINDOWS=1 checks the names of Windows with it.
#
# Names contain `$(…)` and end with `\`, and are meant to.
# shellcheck disable=SC1003,SC2016
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
notes=${1:+$(cd "$1" && pwd)}
native=$NOTELINT_BIN/notelint
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NOTELINT_CACHE_DIR=$work/cache NO_COLOR=1

passed=0
skipped=0
ok() { passed=$((passed + 1)); printf 'ok: %s: %s\n' "$name" "$1"; }
fail() { printf 'FAILED: %s: %s\n' "$name" "$1"; exit 1; }
skip() { skipped=$((skipped + 1)); printf 'SKIPPED: %s: %s\n' "$name" "$1"; }

if [ -z "$notes" ]; then
    notes=$work/written
    (cd "$root" && cargo run --quiet --locked --example write-cases "$notes")
    # Each configuration of the cases is for a case alone.
    rm -f "$notes"/*-notelint.yaml
    cp -R "$root/seeds" "$notes/seeds"
fi
count=$(find "$notes" -name '*.md' | wc -l)

# A fresh copy of the notes in the folder $1.
copy() { rm -rf "$1" && cp -R "$notes" "$1"; }

# Runs the command ${other[@]} or the native binary, in the folder $1 with the words $3.., and keeps
# what it prints and its exit code in $2.
run_in() {
    local folder=$1 kept=$2 status=0
    shift 2
    (cd "$folder" && "$@" </dev/null >"$kept.out" 2>"$kept.err") || status=$?
    echo "$status" >"$kept.status"
}

same() {
    local what=$1 part
    shift
    run_in "$work/a" "$work/ours" "$native" "$@"
    run_in "$work/b" "$work/theirs" "${other[@]}" "$@"
    # Wine reports there what befalls its own services.
    sed -i '/^wine: /d' "$work/theirs.err"
    for part in status out err; do
        cmp "$work/ours.$part" "$work/theirs.$part" || fail "$what: $(diff -a "$work/ours.$part" "$work/theirs.$part" | head -n 20)"
    done
    # What is compared says something.
    [ "$(cat "$work/ours.status")" -le 1 ] || fail "$what: $(head -n 5 "$work/ours.err")"
}

reports() {
    local format
    copy "$work/a" && copy "$work/b"
    for format in json jsonl sarif github gitlab junit markdown human concise; do
        same "check --format $format" check --format "$format" --ascii --no-cache .
    done
    for format in json jsonl yaml; do same "extract --format $format" extract --format "$format" .; done
    same 'check --diff' check --diff --unsafe-fixes --no-cache .
    same 'check with a cache that is empty' check --format json .
    same 'check with a cache' check --format json .
    ok "the same reports on $count notes"
}

fixes() {
    same 'check --fix' check --fix --format concise --no-cache .
    diff -r "$work/a" "$work/b" || fail 'safe fixes write the same'
    same 'check --fix --unsafe-fixes' check --fix --unsafe-fixes --format concise --no-cache .
    diff -r "$work/a" "$work/b" || fail 'unsafe fixes write the same'
    ! diff -rq "$notes" "$work/a" >/dev/null || fail 'the fixes change nothing'
    ok 'the same files after fixes'
}

# Kills a fix at 20 moments of the time that it takes, and compares each file with its text before and
# after. $work/fixed is how the notes look after a fix that is not killed.
kills() {
    local began spent moment file old=0 new=0 left=0
    copy "$work/fixed"
    began=$(date +%s%N)
    run_in "$work/fixed" "$work/whole" "${other[@]}" check --fix --unsafe-fixes --format concise --no-cache .
    spent=$((($(date +%s%N) - began) / 1000))
    for moment in {1..20}; do
        copy "$work/killed"
        (cd "$work/killed" && exec "${other[@]}" check --fix --unsafe-fixes --format concise --no-cache . >"$work/killed.out" 2>&1 </dev/null) &
        sleep "$(printf '%d.%06d' $((spent * moment / 20 / 1000000)) $((spent * moment / 20 % 1000000)))"
        kill -KILL $! 2>/dev/null || :
        wait $! 2>/dev/null || :
        ${settle:-true}
        while IFS= read -r -d '' file; do
            if cmp -s "$work/killed/$file" "$notes/$file"; then
                old=$((old + 1))
            elif cmp -s "$work/killed/$file" "$work/fixed/$file"; then
                new=$((new + 1))
            else
                fail "$file is neither as it was nor fixed, when a fix was killed"
            fi
        done < <(cd "$notes" && find . -type f -print0)
        while IFS= read -r -d '' file; do
            case "$file" in *.md) fail "$file is left behind by a fix that was killed" ;; esac
            left=$((left + 1))
        done < <(cd "$work/killed" && find . -type f -print0 | while IFS= read -r -d '' file; do [ -e "$notes/$file" ] || printf '%s\0' "$file"; done)
    done
    # Else no kill came in time.
    [ "$old" -gt 0 ] && [ "$new" -gt 0 ] || fail "$old files as they were and $new fixed, so the fixes were not killed in the middle"
    ok "a fix that is killed loses nothing: $old files as they were or unchanged, $new fixed, $left temporary ones left"
}

# Names that both systems can have.
names() {
    local seed file number=0 folder
    seed=$(find "$root/seeds" -maxdepth 1 -name 'T*.md' | sort | head -n 1)
    for folder in "$work/a" "$work/b"; do
        rm -rf "$folder" && mkdir "$folder"
        for file in --fix.md -rf.md ' blank.md' '$(touch canary).md' '`canary`.md' "'.md" '%s.md' '!.md' '#.md' '~.md' 'a;b.md' 'a,b=c.md' '日本 語.md' \
            $'bidi\u202Egnp.md' $'NFD-e\u0301.md' '😀.md' "$(printf 'x%.0s' {1..200}).md" '[a].md' '{a,b}.md' 'com.md' 'console.md' 'a.b.md' '.md'; do
            number=$((number + 1))
            sed "s/^date: .*/date: 2025年11月2日/; s/^\\(title: \\|# \\)T[0-9-]*/\\1T99-02-$number/" "$seed" >"$folder/$file"
        done
        number=0
    done
    same 'hostile names' check --format json --no-cache .
    same 'hostile names as arguments' check --format json --no-cache -- --fix.md -rf.md ' blank.md' '$(touch canary).md' '日本 語.md' '[a].md'
    same 'hostile names, fixed' check --fix --format json --no-cache .
    diff -r "$work/a" "$work/b" || fail 'the same notes with hostile names are fixed'
    [ ! -e "$work/b/canary" ] || fail 'a name is executed'
    ok 'the same with hostile names'
}

# Runs the other command in $work/b with the words $2.., and requires the exit code $1 within a minute.
expect() {
    local expected=$1 status=0
    shift
    (cd "$work/b" && timeout 60 "${other[@]}" "$@" </dev/null >"$work/out" 2>&1) || status=$?
    [ "$status" -eq "$expected" ] || fail "$* ends with $status, not $expected: $(head -n 20 "$work/out")"
    ! grep -q 'panicked' "$work/out" || fail "$* panics"
}

# What means something else on Windows than elsewhere.
windows() {
    local name_of before
    copy "$work/a"
    rm -rf "$work/b" && mkdir -p "$work/b/notes/drafts"
    sed 's/^date: .*/date: 2025年11月2日/' "$(find "$root/seeds" -maxdepth 1 -name 'T*.md' | sort | head -n 1)" >"$work/b/notes/a.md"
    sed 's/T1-/T99-/; s/^\(title: .*\|# .*\)/\1 X/' "$work/b/notes/a.md" >"$work/b/notes/drafts/b.md"
    printf 'exclude: ["notes/drafts/**"]\n' >"$work/b/notelint.yaml"
    before=$(cd "$work/b" && find . -type f -exec sha256sum {} + | sort)

    for name_of in CON.md con NUL.md aux.md PRN.md COM1.md LPT9.txt.md 'CONIN$' 'a:b.md' 'notes\a.md:s.md' 'notes\a.md::$DATA' '\\.\pipe\a.md' \
        '\\?\C:\no.md' '//server/share/a.md' 'notes/<a>.md' 'notes\"a".md' 'notes|a.md' '?.md' 'notes\*.md'; do
        expect 2 check --fix --format concise --no-cache -- "$name_of"
    done
    [ "$before" = "$(cd "$work/b" && find . -type f -exec sha256sum {} + | sort)" ] || fail 'a reserved name writes files'
    ok 'reserved names are refused at once'

    for name_of in 'notes\a.md' '.\notes\a.md' 'notes/a.md' 'notes' 'notes\' '.\notes\..\notes\' "$(printf 'notes\\a.md\nnotes/a.md')" "$(printf 'notes\\A.MD\nnotes/a.md')" \
        "$(printf 'notes\\a.md.\nnotes/a.md')" "$(printf 'NOTES\\a.md \nnotes')" 'notes\a.md..' 'NOTES\A.md'; do
        mapfile -t words <<<"$name_of"
        expect 1 check --format json --no-cache -- "${words[@]}"
        grep -q '"path": "notes/a.md"' "$work/out" || fail "$name_of is not shown as notes/a.md: $(head -n 8 "$work/out")"
        grep -q '"files": 1,' "$work/out" || fail "$name_of is not one note"
        ! grep -q 'duplicate' "$work/out" || fail "$name_of is taken for two notes"
    done
    ok 'a note is one note, however its path is written'

    for name_of in notes/drafts/b.md 'notes\drafts\b.md' 'NOTES\drafts\B.md'; do
        expect 0 check --format json --no-cache --force-exclude -- "$name_of"
        grep -q '"files": 0,' "$work/out" || fail "$name_of is not excluded"
    done
    ok 'globs match a path, however it is written'

    expect 0 check --fix --format concise --no-cache --output 'json=notes\report.json' -- 'NOTES\A.md.'
    [ "$(ls "$work/b/notes")" = "$(printf 'a.md\ndrafts\nreport.json')" ] || fail "a fix renames: $(ls "$work/b/notes")"
    grep -qx 'date: 2025-11-02' "$work/b/notes/a.md" || fail 'a note is not fixed by another spelling of its name'
    ok 'a fix keeps the name that the file has'
}

has_target() { [ -d "$(rustc --print target-libdir --target "$1")" ]; }

# The folder with the source of the standard library of this version of Rust; fails if there is none.
library() {
    local folder
    for folder in "${NOTELINT_RUST_SRC:-}" "$(rustc --print sysroot)/lib/rustlib/src/rust" "/usr/src/rustc-$(rustc --version | cut -d ' ' -f 2)"; do
        [ ! -f "$folder/library/Cargo.lock" ] || { echo "$folder/library"; return; }
    done
    return 1
}

can_build() { has_target "$1" || library >/dev/null; }

# Builds the target $1 in release mode; the variable built is the folder of the binary.
build() {
    built=$root/target/$1/release
    if has_target "$1"; then
        (cd "$root" && cargo build --release --locked --quiet --target "$1")
    else
        # What build scripts find out of such a compiler differs, so no other build shares the folder.
        built=$root/target/build-std/$1/release
        (cd "$root" && RUSTC_BOOTSTRAP=1 __CARGO_TESTS_ONLY_SRC_ROOT=$(library) \
            cargo build --release --locked --quiet -Zbuild-std --target-dir target/build-std --target "$1")
    fi
}

all() {
    reports
    fixes
    kills
    names
}

if [ -n "${NOTELINT_OTHER:-}" ]; then
    name=$NOTELINT_OTHER
    read -ra other <<<"$NOTELINT_OTHER"
    all
    [ -z "${NOTELINT_OTHER_IS_WINDOWS:-}" ] || windows
    printf '%s passed, 0 failed\n' "$passed"
    exit
fi

name=musl
# The target of rustup brings it. It is LLVM's, since that of GCC needs functions of glibc.
unwind=
for folder in /usr/lib/llvm-*/lib "${NOTELINT_LIBUNWIND:-}"; do
    [ ! -f "$folder/libunwind.a" ] || unwind=$folder
done
if ! can_build x86_64-unknown-linux-musl; then
    skip 'there is no standard library for it: rustup target add x86_64-unknown-linux-musl, or rustup component add rust-src'
elif ! command -v musl-gcc >/dev/null; then
    skip 'there is no musl-gcc: apt-get install musl-tools'
elif ! has_target x86_64-unknown-linux-musl && [ -z "$unwind" ]; then
    skip 'there is no libunwind.a: rustup target add x86_64-unknown-linux-musl, or apt-get install libunwind-14-dev'
else
    if ! has_target x86_64-unknown-linux-musl; then
        # It brings two functions, too: one that GCC has the allocator call, and one of glibc that Debian's
        # libunwind calls. A linker that adds them is not among the flags that the library is built again for.
        mkdir -p "$root/target/build-std"
        linker=$root/target/build-std/linking-musl-gcc
        cat >"$linker.c" <<'C'
#include <stdarg.h>
#include <stdio.h>
int __fprintf_chk(FILE *file, int flag, const char *format, ...) {
    va_list values;
    va_start(values, format);
    int written = vfprintf(file, format, values);
    va_end(values);
    return written;
}
C
        musl-gcc -c -o "$linker.o" "$linker.c"
        printf '#!/bin/sh\nexec musl-gcc "$@" "$0.o" -lgcc -lc\n' >"$linker"
        chmod +x "$linker"
        export CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_LINKER=$linker
        export CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_RUSTFLAGS="-C link-self-contained=no -C relocation-model=static -L native=$unwind"
    fi
    CC_x86_64_unknown_linux_musl=musl-gcc build x86_64-unknown-linux-musl
    other=("$built/notelint")
    all
fi

name=Windows
wine=$(command -v wine64 || command -v wine || echo /usr/lib/wine/wine64)
if ! can_build x86_64-pc-windows-gnu; then
    skip 'there is no standard library for it: rustup target add x86_64-pc-windows-gnu, or rustup component add rust-src'
elif ! command -v x86_64-w64-mingw32-gcc >/dev/null; then
    skip 'there is no x86_64-w64-mingw32-gcc: apt-get install gcc-mingw-w64-x86-64'
elif [ ! -x "$wine" ]; then
    skip 'there is no Wine: apt-get install wine64'
else
    build x86_64-pc-windows-gnu
    mkdir "$work/windows"
    cp "$built/notelint.exe" "$work/windows"
    # Older versions of Wine have no such library, and std takes its random numbers from there.
    cat >"$work/windows/random.c" <<'C'
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length) { return RtlGenRandom(bytes, (ULONG)length); }
C
    x86_64-w64-mingw32-gcc -shared -o "$work/windows/bcryptprimitives.dll" "$work/windows/random.c" -ladvapi32
    export WINEPREFIX=$work/wine WINEDEBUG=-all NOTELINT_CACHE_DIR="Z:$work/cache"
    # Wine's server still writes into its folder when the last program has ended.
    server=$(command -v wineserver || echo "$(dirname "$wine")/wineserver")
    trap '"$server" -k || :; "$server" -w || :; rm -rf "$work"' EXIT
    # The first start prepares the folder of Wine, and complains of what it has no use for here.
    "$wine" "$work/windows/notelint.exe" --version >"$work/version" 2>/dev/null </dev/null || fail 'the binary does not start under Wine'
    "$native" --version | cmp - "$work/version" || fail 'the binary has another version'
    other=("$wine" "$work/windows/notelint.exe")
    # Wine's server closes the files of a process a moment after it.
    settle='sleep 0.2'
    all
    windows
fi

printf '%s passed, %s skipped, 0 failed\n' "$passed" "$skipped"
