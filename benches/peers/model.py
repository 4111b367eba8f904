"""The company, the scenario and the draws that the peers share.

They are those of `forelock bench`: `src/data/bench_company.rs` (20 holdings,
three banks, one scenario) under the rules that `tests/it/support/oracle.rs`
states most plainly. Numbers of the scenario bear the names of `Param`
(`src/domain/param.rs`); where the company does not move them they are the
defaults of `src/domain/param_table.rs`.

In this scenario bonds do not default (`DefaultMode::Off`), yields do not
move, and freeze, conversion, levy, crash, depeg, failures of exchanges,
losses of wallets, jumps and interest on deposits are all at their default of
nothing; no bank ever loses more than its buffer. Those rules would change nothing and
are not written here; nor is the company read from a file: it is in the code,
which is to the peers' advantage. What remains, and is done on every path in
every month:

* the dollar, bitcoin, ether and gold move together by chance;
* prices take up the dollar's moves over a lag;
* bonds pay coupons and are repaid, receivables come in, a payable falls due;
* loans bear interest and are repaid, in whole yen, from cash, ordinary,
  settlement and time deposits; what cannot be paid stays owed;
* coins are marked to market at each end of the fiscal year, losses carried
  on, the tax paid two months later from that money and then by selling coins;
* net worth in yen of today's purchasing power; its quantiles.

Units: yen, months, and fractions a year unless said otherwise.
"""

import json
import sys
import time
from typing import NamedTuple

import numpy as np

PATHS, MONTHS, FACTORS = 10_000, 360, 4
LEVELS = np.array([0.05, 0.25, 0.50, 0.75, 0.95])
RUNS = 31

# The scenario.
PASS_THROUGH, PASS_THROUGH_LAG = 0.10, 12
INFLATION = 0.02
USD_JPY = 157.9
YIELD_TODAY = 0.0224
# Of a thousand yen of gains: `TaxRate`, 31.5%.
TAX_PER_THOUSAND = 315
# `DollarVol`, `BtcVol`, `EthVol`, `GoldVol`: standard deviations of logs.
VOLATILITIES = np.array([0.09, 0.65, 0.90, 0.12])
CORRELATIONS = np.array(
    [
        [1.00, 0.00, 0.00, -0.32],
        [0.00, 1.00, 0.74, 0.00],
        [0.00, 0.74, 1.00, 0.00],
        [-0.32, 0.00, 0.00, 1.00],
    ]
)

# The company, as of the end of October. Cash, then deposits by bank.
CASH = 30_000_000
ORDINARY_A, ORDINARY_B = 25_000_000, 12_000_000
SETTLEMENT_A = 3_000_000
TIME_A, TIME_C = 18_000_000, 9_000_000
NEGOTIABLE_B = 20_000_000
# Dollars at bank B and in notes.
DOLLARS = 50_000 + 100_000
# Face, coupon, month of maturity.
BONDS = ((30_000_000, 0.011, 100), (10_000_000, 0.020, 358))
# 1.25 of each at 9,300,000; bought at that.
BITCOIN = ETHER = 11_625_000
# 500 g at 21,000.
GOLD = 10_500_000
YEN_COIN = 5_000_000
# Amount, month.
RECEIVABLES = ((15_000_000, 3), (7_000_000, 40))
PAYABLE, PAYABLE_MONTH = 6_000_000, 2
# Balance, rate, last month. The first is repaid in equal parts at a fixed
# rate, the second at the end; its rate floats with yields, which stay.
LOANS = ((40_000_000, 0.015, 240), (40_000_000, 0.012, 300))

# What payments are made from. In what order the accounts are drawn on is the
# same to net worth while no bank fails, so they are one sum; Forelock does
# the same where it may. A negotiable deposit pays nothing.
PAYING = CASH + ORDINARY_A + ORDINARY_B + SETTLEMENT_A + TIME_A + TIME_C
# The first March, and how long after it tax is paid.
FIRST_YEAR_END, TAX_WAIT = 5, 2
# Before a cut to whole yen: what binary noise has made a little less than a
# whole yen is still a whole yen.
EXACT = 1.0 + 1e-12


class Tables(NamedTuple):
    """What is the same on all paths, by month, month 0 first."""

    # Received before interest is paid, and after (less the payable, which
    # falls due before any path can be short of money).
    coupons: np.ndarray
    collected: np.ndarray
    # Worth of what no path changes, less the payable.
    still: np.ndarray
    # 1 over the price level, the dollar's moves aside.
    per_price: np.ndarray


def bond(coupon, months_left, market_yield):
    """A bond per yen of face, accrued interest included; 0 once repaid."""
    v = 1.0 / (1.0 + market_yield / 2.0)
    coupons = -(-months_left // 6)
    after_first = coupon / 2.0 * (1.0 - v**coupons) / (1.0 - v) + v ** (coupons - 1.0)
    value = after_first * v ** (((months_left - 1) % 6 + 1) / 6.0)
    return np.where(months_left > 0, value, 0.0)


def tables():
    """The tables, from the company and the scenario."""
    months = np.arange(MONTHS + 1)
    coupons, collected = np.zeros(MONTHS + 1), np.zeros(MONTHS + 1)
    still = np.full(MONTHS + 1, float(NEGOTIABLE_B + YEN_COIN))
    for face, coupon, matures in BONDS:
        left = matures - months
        coupons[(months > 0) & (left >= 0) & (left % 6 == 0)] += np.floor(face * coupon / 2.0 * EXACT)
        collected[matures] += face
        still += face * bond(coupon, left, YIELD_TODAY)
    for amount, due in RECEIVABLES:
        collected[due] += amount
        still[:due] += amount
    still[:PAYABLE_MONTH] -= PAYABLE
    collected[PAYABLE_MONTH] -= PAYABLE
    return Tables(coupons, collected, still, (1.0 + INFLATION) ** (-months / 12.0))


def triangle(volatilities):
    """How a month's draws move logs: the dollar in yen, then bitcoin, ether
    and gold in dollars. Rows of σ/√12 times the Cholesky factor."""
    return np.linalg.cholesky(CORRELATIONS) * (volatilities / np.sqrt(12.0))[:, None]


def draws():
    """Standard normal numbers: month, factor, path."""
    return np.random.default_rng(1).standard_normal((MONTHS, FACTORS, PATHS), dtype=np.float32)


def places():
    """Ranks below the quantiles, and how far on to the next (type 7)."""
    at = LEVELS * (PATHS - 1)
    low = at.astype(np.int64)
    return low, at - low


def net_today():
    """Net worth at month 0."""
    owned = PAYING + DOLLARS * USD_JPY + BITCOIN + ETHER + GOLD + tables().still[0]
    return owned - sum(balance for balance, _, _ in LOANS)


def present(name, work):
    """Times `work(volatilities)`, with a rest between runs, and prints JSON;
    with `--check` prints the quantiles instead, as they are and of the line
    that is left when nothing strays."""
    if "--check" in sys.argv[1:]:
        for label, quantiles in (("fan", work(VOLATILITIES)), ("line", work(0.0 * VOLATILITIES))):
            for month in (12, 120, 360):
                print(f"{label:>5} {month:4}", *(f"{value:16,.0f}" for value in quantiles[month]))
        return
    work(VOLATILITIES)
    took = []
    for _ in range(RUNS):
        time.sleep(0.002)
        began = time.perf_counter()
        work(VOLATILITIES)
        took.append((time.perf_counter() - began) * 1e3)
    took.sort()
    median, high = took[RUNS // 2], took[-(-RUNS * 95 // 100) - 1]
    print(json.dumps({"name": name, "median_ms": round(median, 2), "p95_ms": round(high, 2)}))
