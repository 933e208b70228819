#!/usr/bin/env bash
# Runs COMMAND in a terminal on a screen that nobody sees, and writes a picture of it to PICTURE once COMMAND has created
# the file READY. Wants kitty, Xvfb and ImageMagick. Usage: terminal.sh PICTURE READY light|dark COMMAND…
set -euo pipefail

picture=$1
ready=$2
theme=$3
shift 3
work=$(mktemp -d)
started=()
trap 'kill "${started[@]}" 2>/dev/null || true; wait; rm -rf "$work"' EXIT

# Those of Neovim's own colours, so that the margin of the window has no other.
background='#14161b' foreground='#e0e2ea'
if [ "$theme" = light ]; then
    background='#e0e2ea' foreground='#14161b'
fi
cat >"$work/kitty.conf" <<END
font_family DejaVu Sans Mono
symbol_map U+3000-U+9FFF,U+FF00-U+FFEF Noto Sans Mono CJK JP
font_size 13
background $background
foreground $foreground
remember_window_size no
initial_window_width 960
initial_window_height 504
window_padding_width 6
cursor_blink_interval 0
hide_window_decorations yes
update_check_interval 0
END

Xvfb -displayfd 3 -screen 0 960x504x24 -nolisten tcp 3>"$work/display" >/dev/null 2>&1 &
started+=($!)
for ((tries = 0; tries < 100; tries++)); do
    [ -s "$work/display" ] && break
    sleep 0.1
done
DISPLAY=:$(cat "$work/display")
export DISPLAY

LIBGL_ALWAYS_SOFTWARE=1 kitty --config "$work/kitty.conf" "$@" >/dev/null 2>&1 &
started+=($!)
for ((tries = 0; tries < 300; tries++)); do
    [ -e "$ready" ] && break
    sleep 0.1
done
[ -e "$ready" ]
# What was drawn last is on its way to the screen.
sleep 0.5
import -window root -strip "$picture"
