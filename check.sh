#!/usr/bin/env bash
# The same checks locally and in CI: format, lints, tests, docs, and, where
# they are installed, dependencies and spelling.
set -euo pipefail
cd "$(dirname "$0")"

step() { printf '\n== %s\n' "$1"; }

step "format"
cargo fmt --check
step "lints"
cargo clippy --all-targets --quiet -- -D warnings
step "tests"
cargo test --quiet
step "docs"
RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --quiet
if command -v cargo-deny >/dev/null; then
    step "dependencies"
    cargo deny check bans licenses sources
fi
if command -v typos >/dev/null; then
    step "spelling"
    typos
fi
printf '\nall checks passed\n'
