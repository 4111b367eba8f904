#!/usr/bin/env bash
# A whole session under strace, in the window and without it: fails where any
# process of it opens a socket of the internet (AF_INET, AF_INET6) or names
# one. Sockets of the machine itself (AF_UNIX: the display, the desktop) are
# counted and shown.
#
# usage: tests/window/network.sh target/release/forelock
# needs: strace, and what tests/window/drive.sh needs
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${1:?the program to watch}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "network: $1" >&2; exit 1; }

# In the program's place: the same under strace, a log for each start. The
# process keeps its number, so that whoever started it can end it.
cat > "$work/forelock" <<S
#!/usr/bin/env bash
exec strace -D -f --seccomp-bpf -qq -e trace=network -o "\$(mktemp "$work/log.XXXXXX")" "$program" "\$@"
S
chmod +x "$work/forelock"
watched=$work/forelock

# It has to see a socket where there is one.
strace -D -f --seccomp-bpf -qq -e trace=network -o "$work/seen" bash -c 'exec 3<>/dev/udp/127.0.0.1/9' 2>/dev/null || true
for _ in $(seq 20); do grep -q AF_INET "$work/seen" && break; sleep 0.1; done
grep -q AF_INET "$work/seen" || fail "strace does not see a socket of the internet here"
rm "$work/seen"

# 1. Without a window: every command there is.
export FORELOCK_CONFIG_DIR="$work/config" FORELOCK_DATA_DIR="$work/data"
company=$work/company.ron
"$watched" sample machine_maker > "$work/sample.ron"
# With a plan, so that every command has something to say.
sed 's/^    scenarios: \[/    plan: (values: {"plan_share": "0.3"}),\n&/' "$work/sample.ron" > "$company"
episode=$("$program" replay --list | awk 'NR == 2 { print $1 }')
while read -r command; do
    # shellcheck disable=SC2086 # words of a command
    "$watched" $command > "$work/out" 2> "$work/err" || fail "$command: $(cat "$work/err")"
    [ -s "$work/out" ] || [ -s "$work/picture.png" ] || fail "$command says nothing"
done << S
check $company
project $company
project $company --format json
simulate $company --paths 256
render $company --out $work/picture.png
breakeven $company --grid 4
sensitivity $company
explain $company --total --month 120
replay --list
replay $company --episode $episode
compare $company
assumptions $company
claims --lang en
bench
S
for command in lock "project --format json" unlock history; do
    # shellcheck disable=SC2086 # words of a command
    "$watched" $command "$company" <<< "a passphrase to try" > "$work/out" 2> "$work/err" \
        || fail "$command: $(cat "$work/err")"
done
alone=$(find "$work" -name 'log.*' | wc -l)

# 2. The window: opened, dragged, saved, opened again, every view.
tests/window/drive.sh "$watched"

sleep 1
logs=("$work"/log.*)
((${#logs[@]} > alone)) || fail "no window was started"
if grep -hE 'AF_INET6?\b' "${logs[@]}"; then fail "a socket of the internet was opened"; fi
calls=$(cat "${logs[@]}" | wc -l)
own=$(grep -hcE 'socket\(AF_UNIX' "${logs[@]}" | paste -sd+ | bc)
((own > 0)) || fail "strace saw no socket at all, not even to the display"
echo "network: ${#logs[@]} starts, $calls calls of the network kind, $own sockets of the machine itself, none of the internet"
