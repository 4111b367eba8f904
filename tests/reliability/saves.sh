#!/usr/bin/env bash
# Saves with every system call failing in turn, and cut off at each of them;
# on a full disk, and in a folder that may not be written. Afterwards the file
# must be the old one or the new one, whole, and what was said must be true.
#
#   tests/reliability/saves.sh [--every N]
#
# Needs strace, and for the full disk the right to mount. Tries each N-th call
# only (1 without the option). Takes minutes.
set -euo pipefail
cd "$(dirname "$0")/../.."

every=1
[ "${1:-}" = "--every" ] && every=$2

log=$(mktemp)
cargo test --test it --no-run --message-format=short 2> "$log" > /dev/null || { cat "$log"; exit 1; }
it=$(grep -o '[^ (]*/deps/it-[0-9a-f]*' "$log" | tail -1)
cargo build 2> "$log" || { cat "$log"; exit 1; }
target=${CARGO_TARGET_DIR:-target}
forelock=$target/debug/forelock
place=$(mktemp -d)
trap 'umount "$place/full" 2> /dev/null || true; rm -rf "$place" "$log"' EXIT
export FORELOCK_SAVES_TIMES=1 LANG=en_US.UTF-8
tried=0 hit=0 refused=0 cut=0

# A folder with company number 0 saved in it, and one earlier version kept.
fresh() {
    rm -rf "$1"/* "$1"/.forelock-* 2> /dev/null || true
    "$forelock" sample inn | sed 's/company: "[^"]*"/company: "0"/' | tail -n +2 > "$1/社.ron"
}

# Whether the company in the file is one of these, and the file whole.
holds() {
    local folder=$1; shift
    "$forelock" check "$folder/社.ron" > "$log" 2>&1 || { echo "not whole:"; cat "$log"; return 1; }
    local company
    company=$(sed -n 's/^ *company: "\([^"]*\)",/\1/p' "$folder/社.ron")
    for number in "$@"; do [ "$company" = "$number" ] && return 0; done
    echo "the file holds $company, not one of $*"; return 1
}

save() { FORELOCK_SAVES_IN=$1 "${@:2}" "$it" killed::saves --exact --ignored --nocapture 2> /dev/null; }

# What was said must be so: saved is the new one, refused the old one.
judged() {
    local folder=$1 said=$2 what=$3
    tried=$((tried + 1))
    case "$said" in
        *"saved 1"*) holds "$folder" 1 || { echo "FAILED: $what"; exit 1; } ;;
        *"refused 1"*) refused=$((refused + 1)); holds "$folder" 0 || { echo "FAILED: $what"; exit 1; } ;;
        *) cut=$((cut + 1)); holds "$folder" 0 1 || { echo "FAILED: $what"; exit 1; } ;;
    esac
}

calls="openat read write fsync fdatasync rename renameat renameat2 linkat unlink unlinkat fchmod chmod mkdir statx fstat lseek flock ftruncate readlink getrandom close"
mkdir "$place/saves"
for call in $calls; do
    fresh "$place/saves"
    count=$(save "$place/saves" strace -f -qq -e trace="$call" -o "$place/trace" > /dev/null || true; grep -c "$call(" "$place/trace" || true)
    for fault in error=EIO error=ENOSPC error=EROFS signal=KILL; do
        [ "$call" = close ] && [ "$fault" != signal=KILL ] && continue
        for ((n = 1; n <= count; n += every)); do
            fresh "$place/saves"
            said=$(save "$place/saves" strace -f -qq -e trace="$call" -e inject="$call:$fault:when=$n" -o "$place/trace" || true)
            judged "$place/saves" "$said" "$call number $n with $fault"
            if grep -qE 'INJECTED|killed by SIGKILL' "$place/trace"; then hit=$((hit + 1)); fi
        done
    done
    echo "$call: $count calls"
done
((hit > 100 && refused > 0 && cut > 0)) || { echo "FAILED: too few faults were put in"; exit 1; }
echo "$hit faults: $refused refused with the old file whole, $cut cut off with the old or the new one whole"

# A full disk: the old file stays, the reason is said, and saving goes on once
# there is room.
mkdir "$place/full"
if mount -t tmpfs -o size=256k tmpfs "$place/full" 2> /dev/null; then
    fresh "$place/full"
    head -c 1m /dev/zero > "$place/full/filler" 2> /dev/null || true
    said=$(save "$place/full" || true)
    [[ "$said" == *"refused 1"* ]] || { echo "FAILED: a full disk: $said"; exit 1; }
    holds "$place/full" 0
    rm "$place/full/filler"
    said=$(save "$place/full" || true)
    judged "$place/full" "$said" "a disk with room again"
    holds "$place/full" 1
    echo "full disk: refused with the old file whole, saved once there was room"
else
    echo "full disk: not tried, mounting is not allowed here"
fi
echo "saves: all as they should be"
