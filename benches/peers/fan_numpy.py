"""The fan of `forelock bench` in numpy: the same model and work.

10,000 paths x 360 months x 4 correlated factors (dollar, bitcoin, ether,
gold). Yen lines are deterministic; prices take up the dollar's move over 12
months; coins are taxed each fiscal year-end, the tax paid two months later
from cash, and what cash lacks from coins; net worth in today's purchasing
power; five exact quantiles of it in every month. The normal numbers are drawn
once and kept; making them is not measured.

Prints {"name", "median_ms", "p95_ms"} as JSON.
"""

import json
import time

import numpy as np

PATHS, MONTHS, FACTORS, LAG = 10_000, 360, 4, 12
RUNS = 31
LEVELS = np.array([0.05, 0.25, 0.5, 0.75, 0.95])

# Yearly standard deviations and correlations: dollar, bitcoin, ether, gold.
VOL = np.array([0.09, 0.65, 0.90, 0.12])
CORRELATION = np.array(
    [
        [1.00, 0.00, 0.00, -0.20],
        [0.00, 1.00, 0.75, 0.10],
        [0.00, 0.75, 1.00, 0.10],
        [-0.20, 0.10, 0.10, 1.00],
    ]
)
PASS_THROUGH, INFLATION, TAX = 0.15, 0.02, 0.3358
DOLLARS, BTC, ETH, GOLD = 23_700_000.0, 11_625_000.0, 11_625_000.0, 10_500_000.0
CASH = 30_000_000.0
# Months from October to March, the end of the fiscal year.
FIRST_YEAR_END = 5


def yen_line():
    """What is owned in yen less what is owed, month by month, cash aside."""
    months = np.arange(MONTHS + 1)
    deposits = 87_000_000.0 * (1.0 + 0.002 / 12.0) ** months
    loans = 40_000_000.0 * np.maximum(0.0, 1.0 - months / 240.0) + 40_000_000.0 * (months < 300)
    return deposits + 62_000_000.0 - loans


def triangle():
    """Rows of monthly standard deviation times the Cholesky factor."""
    return (np.linalg.cholesky(CORRELATION) * (VOL / np.sqrt(12.0))[:, None]).astype(np.float32)


def draws():
    """Standard normal numbers: month, factor, path."""
    return np.random.default_rng(1).standard_normal((MONTHS, FACTORS, PATHS), dtype=np.float32)


def places():
    """Ranks below the quantiles and how far on to the next (type 7)."""
    at = LEVELS * (PATHS - 1)
    low = at.astype(np.int64)
    return low, (at - low)


def fan(normals, rows, base):
    low, part = places()
    ranks = np.unique(np.concatenate([low, low + 1]))
    zero = np.zeros(PATHS, np.float32)
    logs = [zero.copy() for _ in range(FACTORS)]
    ring = np.zeros((LAG, PATHS), np.float32)
    window, passed = zero.copy(), zero.copy()
    cash = np.full(PATHS, CASH)
    held = np.ones(PATHS)
    basis = np.full(PATHS, BTC + ETH)
    due = np.zeros(PATHS)
    quantiles = np.empty((MONTHS + 1, 5))
    quantiles[0] = base[0] + CASH + DOLLARS + BTC + ETH + GOLD
    for month in range(1, MONTHS + 1):
        z = normals[month - 1]
        moves = rows @ z
        for factor in range(FACTORS):
            logs[factor] += moves[factor]
        now = moves[0] * np.float32(PASS_THROUGH / LAG)
        slot = (month - 1) % LAG
        window += now - ring[slot]
        ring[slot] = now
        passed += window
        dollar = np.exp(logs[0])
        coins = held * dollar * (BTC * np.exp(logs[1]) + ETH * np.exp(logs[2]))
        since = month - FIRST_YEAR_END
        if since >= 2 and (since - 2) % 12 == 0:
            from_cash = np.minimum(cash, due)
            cash -= from_cash
            missing = np.minimum(due - from_cash, coins)
            kept = 1.0 - np.divide(missing, coins, out=np.zeros(PATHS), where=coins > 0.0)
            held *= kept
            basis *= kept
            coins -= missing
            due[:] = 0.0
        if since >= 0 and since % 12 == 0:
            due = np.floor(TAX * np.floor(np.maximum(coins - basis, 0.0) / 1000.0) * 10.0) * 100.0
            basis = coins.copy()
        other = dollar * (DOLLARS + GOLD * np.exp(logs[3]))
        prices = np.exp(-passed) * (1.0 + INFLATION) ** (-month / 12.0)
        net = ((base[month] + cash - due + coins + other) * prices).astype(np.float32)
        parted = np.partition(net, ranks)
        quantiles[month] = parted[low] * (1.0 - part) + parted[low + 1] * part
    return quantiles


def timed(name, work):
    """Runs a work with a rest between and prints what it took."""
    work()
    took = []
    for _ in range(RUNS):
        time.sleep(0.002)
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1e3)
    took.sort()
    figures = {"name": name, "median_ms": took[RUNS // 2], "p95_ms": took[-(-RUNS * 95 // 100) - 1]}
    print(json.dumps({key: round(v, 2) if isinstance(v, float) else v for key, v in figures.items()}))


if __name__ == "__main__":
    kept, rows, base = draws(), triangle(), yen_line()
    timed("numpy, cached draws, np.partition", lambda: fan(kept, rows, base))
