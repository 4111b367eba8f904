#!/usr/bin/env bash
# Runs the fuzzers one after the other, from the corpus kept here. New finds
# stay outside the repository, in a folder that is named at the end; what
# breaks a rule is to be fixed and kept in the corpus.
#
# usage: tests/fuzz/run.sh RUNS [TARGET…]
# needs: a nightly toolchain, and cargo-fuzz (cargo install cargo-fuzz --locked)
set -euo pipefail
cd "$(dirname "$0")"
runs=${1:?how many inputs for each target}
shift
targets=("$@")
((${#targets[@]})) || targets=(profile head settings amount form keys locked left)
found=${FORELOCK_FUZZ_FOUND:-$(mktemp -d)}
cp ../../Cargo.lock Cargo.lock
for target in "${targets[@]}"; do
    mkdir -p "$found/$target" "artifacts/$target"
    words=()
    [ -f "$target.dict" ] && words=("-dict=$target.dict")
    # Nothing here is unsafe: the sanitizer would only cost speed.
    cargo +nightly fuzz run --fuzz-dir . --sanitizer none --release --debug-assertions "$target" \
        "$found/$target" "corpus/$target" -- \
        -runs="$runs" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 "${words[@]}"
done
echo "fuzz: $runs inputs for each of ${targets[*]}; new finds in $found"
