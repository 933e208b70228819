#!/usr/bin/env bash
# Packs the release build for the target $1 into dist/notelint-$1.tar.gz, with completions, man pages
# and licences, and writes its checksum next to it.
set -euo pipefail

target=$1
name=notelint-$target
exe=notelint
case "$target" in *windows*) exe=notelint.exe ;; esac
build=target/$target/release/$exe
folder=dist/$name

mkdir -p "$folder/completions" "$folder/man"
cp "$build" README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$folder/"
# Each has the name that its shell looks for.
"$build" completions bash >"$folder/completions/notelint.bash"
"$build" completions zsh >"$folder/completions/_notelint"
"$build" completions fish >"$folder/completions/notelint.fish"
"$build" completions powershell >"$folder/completions/_notelint.ps1"
"$build" completions elvish >"$folder/completions/notelint.elv"
"$build" man >"$folder/man/notelint.1"
for command in check extract explain rules types init clean completions man; do
    "$build" man "$command" >"$folder/man/notelint-$command.1"
done

cd dist
# On macOS, tar would pack extended attributes as files.
COPYFILE_DISABLE=1 tar -czf "$name.tar.gz" "$name"
rm -r "$name"
if command -v sha256sum >/dev/null; then sha256sum "$name.tar.gz"; else shasum -a 256 "$name.tar.gz"; fi >"$name.tar.gz.sha256"
