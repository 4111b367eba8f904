#!/usr/bin/env bash
# Pulls the plug on the real window under Xvfb: opens a company, loads a
# ready-made scenario, kills the program, starts it again, restores what was not saved and
# saves it. The file must hold the change, and nothing must be left over.
#
# usage: tests/window/crash.sh target/release/forelock
set -euo pipefail
program=$(realpath "${1:?the program to drive}")
. "$(dirname "$0")/stage.sh"

fail() { echo "crash: $1" >&2; exit 1; }
until_so() {
    for _ in $(seq 60); do eval "$1" && return 0; sleep 0.5; done
    fail "$2"
}

file="$work/inn.ron"
"$program" sample inn > "$file"
cp "$file" "$work/before.ron"
start "$file"
[ -n "$(find "$work" -maxdepth 1 -name '.forelock-*.lock')" ] || fail "the file is not held"
xdotool windowfocus "$window"
# Another scenario changes the profile as one step: ready-made number 2.
xdotool key ctrl+2
until_so 'find "$work/data/recovery" -name profile.ron 2>/dev/null | grep -q .' \
    "nothing was kept against a crash within 30 seconds"
kill -9 $running
wait $running 2>/dev/null || true
cmp -s "$file" "$work/before.ron" || fail "the file changed without a save"

start "$file"
xdotool windowfocus "$window"
# The dialog about what was left is in front, with the focus on Restore.
xdotool key Return
sleep 1
xdotool key ctrl+s
until_so '! cmp -s "$file" "$work/before.ron"' "what was restored was not saved"
"$program" check "$file" >/dev/null || fail "the saved file is not whole"
until_so '! find "$work/data/recovery" -name profile.ron | grep -q .' "something is still kept"
[ "$("$program" history "$file" --format json | grep -c '"number"')" = 1 ] || fail "the version before is not kept"
xdotool key ctrl+q
until_so '! kill -0 $running 2>/dev/null' "the window does not close"
[ -z "$(find "$work" -maxdepth 1 -name '.forelock-*')" ] || fail "something is left beside the file"
[ -z "$(ls -A "$work/data/recovery")" ] || fail "something is left in the recovery folder"
echo "crash: killed with a change not saved, restored, saved, nothing left over"
