#!/usr/bin/env bash
# Counts the instructions of one small fixed fan (256 paths, 120 months, 20
# holdings, one thread) under valgrind and fails where they are more than 5%
# above the kept number. Unlike a clock, the count is the same on a busy
# machine. Two runs, of one fan and of three, are taken from each other, so
# that starting and drawing random numbers do not count.
#
#     tests/guard/instructions.sh [--set] BINARY
#
# --set keeps the count as the number to hold. The number is of a processor
# with AVX2, as valgrind shows one; without it the count is larger.
set -euo pipefail
kept_file="$(cd "$(dirname "$0")" && pwd)/instructions.txt"
set_it=
if [[ ${1:-} == --set ]]; then set_it=yes; shift; fi
binary=$(realpath "${1:?the binary to measure}")

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
count() {
    if ! valgrind --tool=callgrind --callgrind-out-file="$folder/out" "$binary" bench --fixed "$1" \
        >/dev/null 2>"$folder/said"; then
        cat "$folder/said" >&2
        return 1
    fi
    sed -n 's/^\(summary\|totals\): *\([0-9]*\).*/\2/p' "$folder/out" | head -n 1
}

one=$(count 1)
three=$(count 3)
found=$(((three - one) / 2))
if ((found < 1)); then
    echo "instructions: nothing was counted ($one, $three)" >&2
    exit 1
fi
if [[ $set_it ]]; then
    echo "$found" >"$kept_file"
    echo "instructions: $found, kept"
    exit 0
fi
kept=$(<"$kept_file")
limit=$((kept * 105 / 100))
echo "instructions: $found (kept $kept, at most $limit)"
if ((found > limit)); then
    echo "instructions: more than 5% above the kept number. Make it faster again, or, where the" >&2
    echo "work has become more on purpose, run tests/guard/instructions.sh --set BINARY" >&2
    exit 1
fi
