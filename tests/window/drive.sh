#!/usr/bin/env bash
# Drives the real window under Xvfb: start, drag the haircut slider, see the
# headline change, save, start again, see it again; then every other view, a
# number explained, amounts hidden, figures, a guess. Pictures are kept in target/window
# when something fails.
#
# usage: tests/window/drive.sh target/release/forelock
set -euo pipefail
program=$(realpath "${1:?the program to drive}")
pictures=$(realpath "${CARGO_TARGET_DIR:-target}")/window
mkdir -p "$pictures"
rm -f "$pictures"/*.png
. "$(dirname "$0")/stage.sh"

fail() { echo "window: $1 (pictures in $pictures)" >&2; exit 1; }
# The headline stands between the side panels, below the tabs.
headline() { convert "$pictures/$1.png" -crop 660x90+290+92 +repage rgba:- | sha256sum; }
picture() { sleep 0.8; import -window "$window" "$pictures/$1.png"; }
# The part in a thousand of what is drawn below the headline that is not
# background.
drawn() {
    convert "$pictures/$1.png" -crop 360x190+360+310 +repage -alpha off \
        -fuzz 1% -fill black +opaque white -format '%[fx:round(1000*(1-mean))]' info:
}
# Takes a picture until what is drawn differs from a picture before and covers
# so many parts in a thousand; half a minute at most.
wait_for() {
    for _ in $(seq 60); do
        sleep 0.5
        import -window "$window" "$pictures/$1.png"
        cmp -s <(convert "$pictures/$1.png" -crop 360x190+360+310 +repage rgba:-) \
            <(convert "$pictures/$2.png" -crop 360x190+360+310 +repage rgba:-) && continue
        [ "$(drawn "$1")" -ge "$3" ] && return 0
    done
    fail "$4"
}
# Takes the haircut slider from the first place to the last, step by step.
haircut=695
drag() {
    xdotool mousemove --window "$window" "$1" $haircut mousedown 1
    for x in "$@"; do xdotool mousemove --window "$window" "$x" $haircut; sleep 0.1; done
    xdotool mouseup 1
    sleep 0.2
    xdotool mousemove 1395 895
}
stop() {
    xdotool windowfocus "$window" key --window "$window" ctrl+q 2>/dev/null || true
    for _ in $(seq 40); do kill -0 "$running" 2>/dev/null || return 0; sleep 0.25; done
    fail "the window did not close"
}

# 1. The sample is on screen at once.
start
picture sample
[ "$(convert "$pictures/sample.png" -unique-colors txt:- | wc -l)" -gt 200 ] || fail "the first picture is empty"
stop

# 2. A file: drag, save, start again.
"$program" sample machine_maker > "$work/company.ron"
before=$("$program" project "$work/company.ron" --format json | sha256sum)
start "$work/company.ron"
picture opened
drag 1049 1042 1034 1026 1018 1010 1004
picture dragged
[ "$(headline opened)" != "$(headline dragged)" ] || fail "the headline did not follow the slider"
xdotool key --window "$window" ctrl+s
for _ in $(seq 40); do
    after=$("$program" project "$work/company.ron" --format json | sha256sum)
    [ "$before" != "$after" ] && break
    sleep 0.25
done
[ "$before" != "$after" ] || fail "the saved file has the old haircut"
stop
"$program" check "$work/company.ron" > "$work/check" || fail "the saved file is not sound: $(cat "$work/check")"
start "$work/company.ron"
picture again
[ "$(headline dragged)" = "$(headline again)" ] || fail "the saved result is not the one that was on screen"
[ "$(headline again)" != "$(headline opened)" ] || fail "the old result is back"

# 3. Undo by key does not touch the file; leaving asks.
drag 1004 1020 1040 1060 1080
picture moved
[ "$(headline moved)" != "$(headline again)" ] || fail "the slider did not move a second time"
xdotool key --window "$window" ctrl+z
picture undone
[ "$(headline undone)" = "$(headline again)" ] || fail "undo did not bring the result back"
stop

# 4. The range of chance, break-even with a plan, sensitivity.
start
picture what-if
xdotool key --window "$window" ctrl+r
wait_for fan what-if 30 "no range of chance came"
drag 1049 1030 1010
picture fan-dragged
[ "$(headline fan)" != "$(headline fan-dragged)" ] || fail "the range of chance did not follow the slider"
xdotool key --window "$window" alt+4
picture no-plan
xdotool mousemove --window "$window" 400 313 click 1
xdotool mousemove 1395 895
wait_for map no-plan 500 "no map came"
xdotool key --window "$window" alt+5
wait_for bars map 30 "no sensitivities came"
drag 1010 1030 1050
picture bars-dragged
[ "$(headline bars)" != "$(headline bars-dragged)" ] || fail "the sensitivities did not follow the slider"

# 5. The other views, and what can be asked in them: each key changes what is
# drawn, and what is closed again brings the old picture back.
part() { convert "$pictures/$1.png" -crop "$2" +repage rgba:- | sha256sum; }
changed() {
    picture "$2"
    [ "$(part "$1" "$3")" != "$(part "$2" "$3")" ] || fail "$4"
}
centre=660x600+290+90 sliders=300x250+970+60
last=bars-dragged
for view in alt+3:compare alt+6:history alt+7:claims alt+8:assumptions alt+2:breakdown; do
    xdotool key --window "$window" "${view%%:*}"
    changed "$last" "${view##*:}" "$centre" "no ${view##*:} view came"
    last=${view##*:}
done
xdotool key --window "$window" alt+1 ctrl+r
changed "$last" projection "$centre" "the projection did not come back"
xdotool mousemove --window "$window" 600 180 click 1
xdotool mousemove 1395 895
changed projection explained "$sliders" "a click on the sentence explained nothing"
xdotool key --window "$window" Escape
picture back
[ "$(part projection "$sliders")" = "$(part back "$sliders")" ] || fail "Escape did not bring the sliders back"
for key in ctrl+h:hidden ctrl+e:figures ctrl+g:predict; do
    xdotool key --window "$window" "${key%%:*}"
    changed back "${key##*:}" "$centre" "${key##*:} changed nothing"
    xdotool key --window "$window" "${key%%:*}"
    picture back
done
# Nothing was saved, and leaving asks: it is ended from outside.
kill "$running" 2>/dev/null || true
rm -f "$pictures"/*.png
echo "window: started, dragged, saved, reopened, undone, closed; every view, explained, hidden, figures, predicted"
