#!/usr/bin/env bash
# A consumer repository with the real pre-commit, or with prek: points it at this repository by path,
# and commits. Needs git, cargo, and the tool on the PATH. Usage: pre_commit.sh [pre-commit|prek]
set -euo pipefail

tool=${1:-pre-commit}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_CONFIG_GLOBAL=$work/gitconfig GIT_CONFIG_NOSYSTEM=1
# The environment of the hooks is built anew; what did not change comes from the target folder. prek
# has a registry of its own, which is part of what must not change.
export PRE_COMMIT_HOME=$work/pre-commit PREK_HOME=$root/target/integrations/prek CARGO_TARGET_DIR=$root/target
git config --global user.name consumer
git config --global user.email consumer@example.com
git config --global init.defaultBranch main
git config --global safe.directory '*'
git config --global core.quotePath false

passed=0
ok() { passed=$((passed + 1)); printf 'ok: %s\n' "$1"; }
fail() { printf 'FAILED: %s\n' "$1"; [ ! -f "$work/out" ] || cat "$work/out"; exit 1; }
says() { grep -qF -- "$1" "$work/out" || fail "the output does not say: $1"; }
commit() { git commit -m "$1" >"$work/out" 2>&1; }

# The revision under test: what is committed, and what is not yet.
git clone --quiet --no-hardlinks "$root" "$work/notelint"
(cd "$root" && git ls-files -z --cached --others --exclude-standard) \
    | (cd "$root" && tar --null --files-from=- --ignore-failed-read -cf - 2>/dev/null) | tar -xf - -C "$work/notelint"
git -C "$work/notelint" add --all
git -C "$work/notelint" commit --quiet --allow-empty -m 'The revision under test'
git -C "$work/notelint" tag "$(sed -n 's/^ *rev: //p' "$root/tests/integrations/pre-commit-config.yaml")"

git init --quiet "$work/consumer"
cd "$work/consumer"
sed "s|repo: .*|repo: file://$work/notelint|" "$root/tests/integrations/pre-commit-config.yaml" >.pre-commit-config.yaml
printf 'exclude: ["drafts/**"]\n' >notelint.yaml
mkdir notes drafts
cp "$root"/seeds/T*.md notes/
git add .
"$tool" install >/dev/null
commit 'Clean notes' || fail 'clean notes are committed'
ok 'clean notes are committed'

seeds=(notes/*.md)
seed=${seeds[0]#notes/}
note='notes/日本 語.md'

sed 's/^date: .*/date: 2025年11月2日/; s/^\(title: \|# \)T[0-9-]*/\1T99-01-01/' "notes/$seed" >"$note"
sed -i '/^5\. /d' "$note"
git add "$note"
! commit 'A broken note' || fail 'a broken note is stopped'
says 'notes/日本 語.md:'
says 'structure/points-count'
says 'expected 5 points, found 4'
ok 'a broken note is stopped, with a message, whatever its name'

sed 's/^\(title: \|# \)T[0-9-]*/\1T99-01-02/; s/^title: \(.*\)/title: \1X/; s/^# \(T99.*\)/# \1X/' "notes/$seed" >"$note"
sed -i 's/^date: .*/date: 2025年11月2日/' "$note"
git add "$note"
! commit 'A note to repair' || fail 'notelint-fix changes the note, and the commit stops'
says 'files were modified by this hook'
grep -qx 'date: 2025-11-02' "$note" || fail 'notelint-fix repairs the date'
git add "$note"
commit 'The repaired note' || fail 'the repaired note is committed'
ok 'notelint-fix repairs a note'

printf '\nStaged.\n' >>"$note"
git add "$note"
printf 'Not staged.\n' >>"$note"
commit 'The staged part' || fail 'a note with an unstaged change is committed'
tail -n 1 "$note" | grep -qx 'Not staged.' || fail 'the unstaged change survives'
git show HEAD:"$note" | tail -n 1 | grep -qx 'Staged.' || fail 'only the staged part is committed'
git checkout --quiet -- "$note"
ok 'partial staging survives'

mkdir .github
printf '# Nothing like a note\n' | tee drafts/draft.md >.github/template.md
git add drafts .github
commit 'A draft' || fail "excluded and hidden notes are not checked though $tool names them"
ok 'excluded and hidden files stay excluded'

printf 'See [[%s]].\n' "${seed%.md}" >>"$note"
git add "$note"
commit 'A link' || fail 'a link to a note is committed'
git rm --quiet "notes/$seed"
! commit 'Delete the target' || fail 'the hook for the whole collection sees a link that breaks by a deletion'
says 'link/missing-target'
ok 'the hook for the whole collection runs on a commit that only deletes'

git reset --quiet --hard
first=notes/00.md
sed 's/^\(title: \|# \)T[0-9-]*/\1T99-01-02/' "notes/$seed" >"$first"
git add "$first"
! commit 'An id that another note has' || fail 'the hook for the notes of a commit sees the others'
says 'vault/duplicate-id'
ok 'the hook for the notes of a commit sees the whole collection'

# Names that a stranger's branch can contain. Each note has a date to repair and lacks a point.
git reset --quiet --hard
# shellcheck disable=SC2016
names=(
    --fix.md -rf.md --output=x.md --config=notelint.yaml.md -.md ' -blank.md' '$(touch canary).md' '`touch canary`.md'
    'a;touch canary;.md' '|touch canary.md' $'two\nlines.md' $'return\r.md' $'tab\t.md' $'escape\e[2J.md' "quotes'\".md"
    'back\slash.md' $'bidi\u202Egnp.md' '*.md' '!a.md' '%s.md' '日本 語.md' '#.md' '~.md' "$(printf 'x%.0s' {1..252}).md"
)
number=10
for name in "${names[@]}"; do
    number=$((number + 1))
    sed 's/^date: .*/date: 2025年11月2日/; s/^\(title: \|# \)T[0-9-]*/\1T99-02-'"$number"'/; s/^title: \(.*\)/title: \1 '"$number"'/; s/^# \(T99.*\)/# \1 '"$number"'/; /^5\. /d' "notes/$seed" >"./$name"
done
git add -- .
mapfile -d '' listed < <(git ls-files -z)
! commit 'Hostile names' || fail 'notes with hostile names are stopped'
says 'files were modified by this hook'
for name in "${names[@]}"; do
    grep -qx 'date: 2025-11-02' "./$name" || fail "notelint-fix repairs $name"
done
ok "notelint-fix repairs ${#names[@]} notes with hostile names"
git add -- .
! commit 'Hostile names' || fail 'what cannot be repaired is stopped'
# Both of its lists lack one.
says "${#names[@]} notes checked (recognised ${#names[@]} as \`tech-note\`): $((2 * ${#names[@]})) errors"
mapfile -d '' found < <(git ls-files -z --cached --others)
[ "${listed[*]}" = "${found[*]}" ] || fail "the hooks write files: $(git status --short)"
ok 'each of them is reported, nothing is executed, and no other file is written'

outside=$work/outside.md
sed 's/^date: .*/date: 2025年11月2日/; s/Summary/classified/' "notes/$seed" >"$outside"
cp "$outside" "$work/outside.copy"
git reset --quiet --hard
ln -s "$outside" notes/link.md
ln -s "$work" notes/folder
git add notes
commit 'Links out of the repository' || fail 'links out of the repository are committed'
cmp -s "$outside" "$work/outside.copy" || fail 'a note outside is changed'
! grep -q classified "$work/out" || fail 'a note outside is shown'
ok 'links out of the repository lead nowhere'

# Options of the user end with `--`, as the README says; without it, a file name is refused as an option.
sed -i 's/{ id: notelint }/{ id: notelint, args: [--deny, warnings, --] }/; s/{ id: notelint-fix }, //' .pre-commit-config.yaml
sed 's/^## \(.*[^0-9A-Za-z].*\)$/## \1 /' "notes/$seed" | sed 's/^\(title: \|# \)T[0-9-]*/\1T99-03-01/; s/^title: \(.*\)/title: \1 Y/; s/^# \(T99.*\)/# \1 Y/' >./--fix.md
cp ./--fix.md ./--output=x.md
sed -i 's/T99-03-01/T99-03-02/; s/ Y$/ Z/' ./--output=x.md
git add -- .
! commit 'Warnings' || fail 'options of the user apply'
says '2 notes checked'
sed -i 's/args: \[--deny, warnings, --\]/args: [--deny, warnings]/' .pre-commit-config.yaml
git add .pre-commit-config.yaml
! commit 'Names as options' || fail 'a name is not an option'
if [ -e x.md ] || ! git diff --quiet; then fail 'a name is not carried out as an option'; fi
ok 'options of the user apply, and no name is one of them'

printf '%s passed, 0 failed\n' "$passed"
