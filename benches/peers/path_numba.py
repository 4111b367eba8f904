"""The fan of `forelock bench` in numba, one path after the other.

Compiled, all processors, money and prices in 64 bits, the rules written out for this one company
as in `fan_numpy.py`: a path's months in a loop, what it has in plain variables.
Draws are cached, in the order paths read them. Quantiles are exact, by numpy's
sort: numba's own `np.quantile` takes several times as long.

Prints {"name", "median_ms", "p95_ms"} as JSON; for `--check` see
`model.present`.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from math import exp, floor

import numpy as np
from numba import njit, prange

import model
from model import BITCOIN, DOLLARS, ETHER, EXACT, FACTORS, GOLD_TODAY, MONTHS, PATHS, PAYING, USD_JPY

THREADS = os.cpu_count() or 1
LAG = model.PASS_THROUGH_LAG
THROUGH = model.PASS_THROUGH / LAG
YEAR_END, TAX_WAIT = model.FIRST_YEAR_END, model.TAX_WAIT
TAX_PER_THOUSAND = model.TAX_PER_THOUSAND
(FIRST, FIRST_RATE, FIRST_ENDS), (SECOND, SECOND_RATE, SECOND_ENDS) = model.LOANS


@njit
def nearest(value):
    """The nearest whole yen."""
    return floor(value + 0.5)


@njit
def sell(coin, price, basis, due):
    """Sells coins for what is due: coins and basis left, gain, still due."""
    worth = nearest(coin * price)
    sold = min(due, worth)
    if sold <= 0.0:
        return coin, basis, 0.0, due
    left = 1.0 - sold / worth
    basis_left = nearest(basis * left)
    return coin * left, basis_left, sold - (basis - basis_left), due - sold


@njit(parallel=True)
def all_paths(normals, rows, coupons, collected, still, per_price, net):
    """Real net worth: month, path."""
    for path in prange(PATHS):
        dollar_log = btc_log = eth_log = gold_log = 0.0
        ring, window = np.zeros(LAG), 0.0
        money, first, second = float(PAYING), float(FIRST), float(SECOND)
        btc, eth, btc_basis, eth_basis = float(BITCOIN), float(ETHER), float(BITCOIN), float(ETHER)
        realised = carried = assessed = unpaid = 0.0
        for month in range(1, MONTHS + 1):
            z = normals[path, month - 1]
            dollar_log += rows[0, 0] * z[0]
            btc_log += rows[1, 0] * z[0] + rows[1, 1] * z[1]
            eth_log += rows[2, 0] * z[0] + rows[2, 1] * z[1] + rows[2, 2] * z[2]
            gold_log += rows[3, 0] * z[0] + rows[3, 1] * z[1] + rows[3, 2] * z[2] + rows[3, 3] * z[3]
            slot = month % LAG
            window += dollar_log - ring[slot]
            ring[slot] = dollar_log

            money += coupons[month]
            due = floor(first * FIRST_RATE / 12.0 * EXACT)
            paid = min(due, money)
            money -= paid
            first += due - paid
            due = floor(second * SECOND_RATE / 12.0 * EXACT)
            paid = min(due, money)
            money -= paid
            second += due - paid
            money += collected[month]
            paid = min(floor(first / (max(FIRST_ENDS - month, 0) + 1) * EXACT), money)
            money -= paid
            first -= paid
            if month >= SECOND_ENDS:
                paid = min(second, money)
                money -= paid
                second -= paid

            dollar = exp(dollar_log)
            btc_price, eth_price, gold_price = exp(btc_log), exp(eth_log), exp(gold_log)
            since = month - YEAR_END
            if since > 0 and since % 12 == TAX_WAIT:
                unpaid += assessed
                assessed = 0.0
            if unpaid > 0.0:
                paid = min(unpaid, money)
                money -= paid
                unpaid -= paid
            if unpaid > 0.0:
                btc, btc_basis, gain, unpaid = sell(btc, btc_price, btc_basis, unpaid)
                realised += gain
            if unpaid > 0.0:
                eth, eth_basis, gain, unpaid = sell(eth, eth_price, eth_basis, unpaid)
                realised += gain
            if since >= 0 and since % 12 == 0:
                btc_worth, eth_worth = nearest(btc * btc_price), nearest(eth * eth_price)
                gain = btc_worth - btc_basis + eth_worth - eth_basis + realised - carried
                btc_basis, eth_basis = btc_worth, eth_worth
                realised, carried = 0.0, max(-gain, 0.0)
                assessed = floor(floor(max(gain, 0.0) / 1000.0) * TAX_PER_THOUSAND / 100.0) * 100.0

            yen = still[month] + money - first - second - assessed - unpaid
            moved = DOLLARS * USD_JPY * dollar + btc * btc_price + eth * eth_price + GOLD_TODAY * gold_price
            net[month, path] = (yen + moved) * exp(-THROUGH * window) * per_price[month]


def fan(normals, volatilities, net, pool):
    """Quantiles of real net worth, by month, month 0 first."""
    tables = model.tables()
    rows = model.triangle(volatilities)
    rows[1:] += rows[0]  # in yen rather than in dollars
    all_paths(normals, rows, tables.coupons, tables.collected, tables.still, tables.per_price, net)
    list(pool.map(lambda part: part.sort(axis=1), np.array_split(net[1:], THREADS)))
    low, part = model.places()
    value, following = net[1:, low].astype(float), net[1:, low + 1].astype(float)
    return np.vstack([np.full(low.size, model.net_today()), value + part * (following - value)])


if __name__ == "__main__":
    kept = np.ascontiguousarray(model.draws().transpose(2, 0, 1))
    room = np.empty((MONTHS + 1, PATHS), np.float32)
    with ThreadPoolExecutor(THREADS) as workers:
        model.present(
            "numba, for this one company, one path after the other, all threads",
            lambda volatilities: fan(kept, volatilities, room, workers),
        )
