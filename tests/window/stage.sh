# Sourced by what drives the real window: a display of its own, settings of
# its own, and a window on it. Sets $work, $window and $running.
work=$(mktemp -d)
export FORELOCK_CONFIG_DIR="$work/config" FORELOCK_DATA_DIR="$work/data" DISPLAY=":$((RANDOM % 400 + 100))"
mkdir -p "$FORELOCK_CONFIG_DIR"
cat > "$FORELOCK_CONFIG_DIR/settings.ron" <<'S'
{"language": "ja", "theme": "light", "window_size": [1280, 800], "window_position": [0, 0]}
S
Xvfb "$DISPLAY" -screen 0 1400x900x24 >/dev/null 2>&1 &
server=$!
running=
trap 'kill $running $server 2>/dev/null || true; rm -rf "$work"' EXIT
sleep 1
openbox >/dev/null 2>&1 &
sleep 1

# Starts $program and waits for its window.
start() {
    window=
    "$program" "$@" 2> "$work/stderr" & running=$!
    for _ in $(seq 120); do
        window=$(xdotool search --onlyvisible --name '^Forelock$' 2>/dev/null | tail -1) && [ -n "$window" ] && break
        sleep 0.25
    done
    [ -n "${window:-}" ] || fail "no window: $(cat "$work/stderr")"
    xdotool mousemove 1395 895
    sleep 2
}
