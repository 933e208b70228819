#!/usr/bin/env bash
# Packs the release build for the target $1 into dist/notelint-$1.tar.gz, with completions, man page
# and licences, and writes its checksum beside it.
set -euo pipefail

target=$1
name=notelint-$target
exe=notelint
case "$target" in *windows*) exe=notelint.exe ;; esac
build=target/$target/release/$exe
folder=dist/$name

mkdir -p "$folder/completions"
cp "$build" README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$folder/"
# Each is called as its shell looks for it.
"$build" completions bash >"$folder/completions/notelint.bash"
"$build" completions zsh >"$folder/completions/_notelint"
"$build" completions fish >"$folder/completions/notelint.fish"
"$build" completions powershell >"$folder/completions/_notelint.ps1"
"$build" completions elvish >"$folder/completions/notelint.elv"
"$build" man >"$folder/notelint.1"

cd dist
# The tar of macOS would pack extended attributes as files.
COPYFILE_DISABLE=1 tar -czf "$name.tar.gz" "$name"
rm -r "$name"
if command -v sha256sum >/dev/null; then sha256sum "$name.tar.gz"; else shasum -a 256 "$name.tar.gz"; fi >"$name.tar.gz.sha256"
