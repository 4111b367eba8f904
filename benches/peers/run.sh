#!/usr/bin/env bash
# The same fan in numpy, in numba and in Forelock, one after the other, and how
# many times as long the others take; `model.py` says what each is. Needs
# Python 3 with venv, and the network for pip; leaves nothing behind.
#
#     benches/peers/run.sh [PROGRAM]      (target/release/forelock)
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${1:-target/release/forelock}")

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy numba
export PYTHONDONTWRITEBYTECODE=1
for peer in rules_numpy rules_numba fan_numpy path_numba fan_numba; do
    "$folder/venv/bin/python" "benches/peers/$peer.py"
done | tee "$folder/peers"
"$program" bench --json >"$folder/own"

"$folder/venv/bin/python" - "$folder/own" "$folder/peers" <<'PYTHON'
import json
import sys

own = json.load(open(sys.argv[1]))
fans = [r for r in own["results"] if r["name"] == "fan" and r["paths"] == 10_000 and r["median_ms"]]
if not fans:
    sys.exit("10,000 paths take this machine too long")
best = max(fans, key=lambda r: r["threads"])
rows = [json.loads(line) for line in open(sys.argv[2])]
rows.append(dict(best, name=f"forelock, {best['threads']} threads"))
print(f"{'median ms':>10}  {'95% ms':>10}  {'times':>6}  10,000 paths x 360 months x 4 factors")
for row in rows:
    times = row["median_ms"] / best["median_ms"]
    print(f"{row['median_ms']:10.2f}  {row['p95_ms']:10.2f}  {times:6.2f}  {row['name']}")
PYTHON
