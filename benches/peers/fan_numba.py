"""The fan of `forelock bench` in numba, by hand for this one company.

Compiled, two threads, paths in blocks. What a block carries along stands in
the rows of two arrays, so that the compiler sees that they do not overlap and
works on several paths at once: whole yen in 64 bits, what chance does in 32.
Quantiles are exact, see `bins.py`. Python's threads share the blocks and then
the months: the compiled code holds no lock, and `prange` is slower, since its
threads stay busy while quantiles are taken.
Draws kept in 16 bits made it quicker by a twentieth at most.

Prints {"name", "median_ms", "p95_ms"} as JSON; for `--check` see
`model.present`.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numba import njit

import bins
import model
from lanes import exp2, nearest
from model import EXACT, FACTORS, MONTHS, PATHS

THREADS = 2
BLOCK = 2_500
BLOCKS = PATHS // BLOCK
LAG = model.PASS_THROUGH_LAG

# Rows of what chance does: logs to base 2 of the dollar in yen and of coins
# and gold in yen; the sum of the dollar's over the lag, and each of them; coins
# in yen of today's price; what prices have been multiplied by, and 1 over the
# price level.
LOGS, WINDOW, RING = 0, FACTORS, FACTORS + 1
BTC, ETH = RING + LAG, RING + LAG + 1
PRICES = ETH + 1
PER_PRICE = PRICES + FACTORS
THIN = PER_PRICE + 1
# Rows of whole yen: money that pays, loans, the tax bases of coins, gains
# realised and losses carried on, tax assessed and tax due but not paid.
MONEY, LOAN, BASIS, REALISED, CARRIED, ASSESSED, UNPAID, WIDE = 0, 1, 3, 5, 6, 7, 8, 9

(FIRST, FIRST_RATE, FIRST_ENDS), (SECOND, SECOND_RATE, SECOND_ENDS) = model.LOANS
FIRST_RATE, SECOND_RATE = FIRST_RATE / 12.0 * EXACT, SECOND_RATE / 12.0 * EXACT
PAYING = model.PAYING
BITCOIN, ETHER = model.BITCOIN, model.ETHER
DOLLARS = np.float32(model.DOLLARS * model.USD_JPY)
GOLD = np.float32(model.GOLD_TODAY)
THROUGH = np.float32(-model.PASS_THROUGH / LAG)
YEAR_END, TAX_WAIT = model.FIRST_YEAR_END, model.TAX_WAIT
TAX_PER_THOUSAND = model.TAX_PER_THOUSAND


@njit(fastmath=True, inline="always")
def move(thin, z, rows, slot):
    """Prices and the price level after a month's draws."""
    for p in range(BLOCK):
        z0, z1, z2, z3 = z[0, p], z[1, p], z[2, p], z[3, p]
        dollar = thin[0, p] + rows[0, 0] * z0
        btc = thin[1, p] + rows[1, 0] * z0 + rows[1, 1] * z1
        eth = thin[2, p] + rows[2, 0] * z0 + rows[2, 1] * z1 + rows[2, 2] * z2
        gold = thin[3, p] + rows[3, 0] * z0 + rows[3, 1] * z1 + rows[3, 2] * z2 + rows[3, 3] * z3
        thin[0, p], thin[1, p], thin[2, p], thin[3, p] = dollar, btc, eth, gold
        thin[PRICES, p], thin[PRICES + 1, p] = exp2(dollar), exp2(btc)
        thin[PRICES + 2, p], thin[PRICES + 3, p] = exp2(eth), exp2(gold)
    # Prices have taken up φ times the dollar's mean log over the lag.
    for p in range(BLOCK):
        dollar = thin[0, p]
        window = thin[WINDOW, p] + dollar - thin[slot, p]
        thin[slot, p], thin[WINDOW, p] = dollar, window
        thin[PER_PRICE, p] = exp2(THROUGH * window)


@njit(fastmath=True, inline="always")
def pay_loans(wide, month, coupons, collected):
    """Interest and repayments; what cannot be paid stays owed."""
    part = EXACT / (max(FIRST_ENDS - month, 0) + 1.0)
    ends = 1.0 if month >= SECOND_ENDS else 0.0
    for p in range(BLOCK):
        money = wide[MONEY, p] + coupons
        first, second = wide[LOAN, p], wide[LOAN + 1, p]
        due = np.floor(first * FIRST_RATE)
        paid = min(due, money)
        money -= paid
        first += due - paid
        due = np.floor(second * SECOND_RATE)
        paid = min(due, money)
        money -= paid
        second += due - paid
        money += collected
        paid = min(np.floor(first * part), money)
        money -= paid
        first -= paid
        paid = min(second * ends, money)
        money -= paid
        second -= paid
        wide[MONEY, p], wide[LOAN, p], wide[LOAN + 1, p] = money, first, second


@njit(fastmath=True, inline="always")
def pay_tax(thin, wide):
    """Tax due, from money and then by selling bitcoin, then ether; whether
    any stays owed."""
    stays = False
    for p in range(BLOCK):
        left = wide[UNPAID, p]
        paid = min(left, wide[MONEY, p])
        wide[MONEY, p] -= paid
        left -= paid
        if left > 0.0:
            for coin in range(2):
                worth = nearest(thin[BTC + coin, p] * thin[PRICES + 1 + coin, p])
                sold = min(left, worth)
                kept = 1.0 - sold / max(worth, 1.0)
                before = wide[BASIS + coin, p]
                after = nearest(before * kept)
                thin[BTC + coin, p] *= np.float32(kept)
                wide[BASIS + coin, p] = after
                wide[REALISED, p] += sold - (before - after)
                left -= sold
            stays |= left > 0.0
        wide[UNPAID, p] = left
    return stays


@njit(fastmath=True, inline="always")
def assess(thin, wide):
    """Marks coins to market and assesses the year's tax."""
    for p in range(BLOCK):
        btc = nearest(thin[BTC, p] * thin[PRICES + 1, p])
        eth = nearest(thin[ETH, p] * thin[PRICES + 2, p])
        gain = btc - wide[BASIS, p] + eth - wide[BASIS + 1, p] + wide[REALISED, p] - wide[CARRIED, p]
        wide[BASIS, p], wide[BASIS + 1, p] = btc, eth
        wide[REALISED, p], wide[CARRIED, p] = 0.0, max(-gain, 0.0)
        thousands = np.floor(max(gain, 0.0) / 1000.0)
        wide[ASSESSED, p] = np.floor(thousands * TAX_PER_THOUSAND / 100.0) * 100.0


@njit(fastmath=True, inline="always")
def value(thin, wide, still, net):
    """Net worth over the price level, what all paths share of it aside."""
    for p in range(BLOCK):
        yen = wide[MONEY, p] - wide[LOAN, p] - wide[LOAN + 1, p] - wide[ASSESSED, p] - wide[UNPAID, p]
        moved = DOLLARS * thin[PRICES, p] + thin[BTC, p] * thin[PRICES + 1, p]
        moved += thin[ETH, p] * thin[PRICES + 2, p] + GOLD * thin[PRICES + 3, p]
        net[p] = (np.float32(yen + still) + moved) * thin[PER_PRICE, p]


@njit(fastmath=True, nogil=True)
def paths(block, normals, rows, coupons, collected, still, net):
    """Net worth by month on the paths of a block, see `value`."""
    start, end = block * BLOCK, (block + 1) * BLOCK
    thin = np.zeros((THIN, BLOCK), np.float32)
    wide = np.zeros((WIDE, BLOCK), np.float64)
    thin[BTC], thin[ETH] = BITCOIN, ETHER
    wide[BASIS], wide[BASIS + 1] = BITCOIN, ETHER
    wide[MONEY], wide[LOAN], wide[LOAN + 1] = PAYING, FIRST, SECOND
    unpaid = False
    for month in range(1, MONTHS + 1):
        move(thin, normals[block, month - 1], rows, RING + month % LAG)
        pay_loans(wide, month, coupons[month], collected[month])
        since = month - YEAR_END
        if since > 0 and since % 12 == TAX_WAIT:
            for p in range(BLOCK):
                wide[UNPAID, p] += wide[ASSESSED, p]
                wide[ASSESSED, p] = 0.0
            unpaid = True
        if unpaid:
            unpaid = pay_tax(thin, wide)
        if since >= 0 and since % 12 == 0:
            assess(thin, wide)
        value(thin, wide, still[month], net[month, start:end])


def fan(normals, volatilities, net, pool):
    """Quantiles of real net worth, by month, month 0 first."""
    tables = model.tables()
    rows = model.triangle(volatilities) / np.log(2.0)
    rows[1:] += rows[0]  # in yen rather than in dollars
    shared = (normals, rows.astype(np.float32), tables.coupons, tables.collected, tables.still, net)
    list(pool.map(lambda block: paths(block, *shared), range(BLOCKS)))
    quantiles = bins.quantiles(net[1:], pool) * tables.per_price[1:, None]
    return np.vstack([np.full(model.LEVELS.size, model.net_today()), quantiles])


if __name__ == "__main__":
    kept = model.draws().reshape(MONTHS, FACTORS, BLOCKS, BLOCK).transpose(2, 0, 1, 3).copy()
    room = np.zeros((MONTHS + 1, PATHS), np.float32)
    with ThreadPoolExecutor(THREADS) as pool:
        model.present(
            "numba, by hand for this one company, two threads",
            lambda volatilities: fan(kept, volatilities, room, pool),
        )
