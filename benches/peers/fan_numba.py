"""The fan of `fan_numpy.py` in numba: compiled, two threads, cached draws.

Paths are worked through in blocks that stay in the cache; quantiles are exact,
by selection, month by month.
"""

import os

os.environ.setdefault("NUMBA_NUM_THREADS", "2")

import numba
import numpy as np
from numba import njit, prange

import fan_numpy as model

BLOCK = 250
BLOCKS = model.PATHS // BLOCK
MONTHS, LAG = model.MONTHS, model.LAG


@njit(fastmath=True, inline="always")
def exp(x):
    """e^x by the polynomial that Forelock uses, which can be vectorised."""
    x = min(max(x, np.float32(-87.0)), np.float32(87.0))
    k = np.floor(x * np.float32(1.442695) + np.float32(0.5))
    r = x - k * np.float32(0.693359375) - k * np.float32(-2.1219444e-4)
    p = np.float32(1.9875691e-4)
    p = p * r + np.float32(1.3981999e-3)
    p = p * r + np.float32(8.333452e-3)
    p = p * r + np.float32(4.1665796e-2)
    p = p * r + np.float32(0.16666666)
    p = p * r + np.float32(0.5)
    power = np.int32((np.int32(k) + np.int32(127)) << np.int32(23))
    return (p * (r * r) + r + np.float32(1.0)) * power.view(np.float32)


@njit(parallel=True, fastmath=True)
def paths(normals, rows, base, inflated, out):
    for block in prange(BLOCKS):
        logs = np.zeros((4, BLOCK), np.float32)
        ring = np.zeros((LAG, BLOCK), np.float32)
        window = np.zeros(BLOCK, np.float32)
        passed = np.zeros(BLOCK, np.float32)
        cash = np.full(BLOCK, np.float32(model.CASH))
        held = np.ones(BLOCK, np.float32)
        basis = np.full(BLOCK, np.float32(model.BTC + model.ETH))
        due = np.zeros(BLOCK, np.float32)
        phi = np.float32(model.PASS_THROUGH / LAG)
        for month in range(1, MONTHS + 1):
            slot = (month - 1) % LAG
            since = month - model.FIRST_YEAR_END
            pays = since >= 2 and (since - 2) % 12 == 0
            taxed = since >= 0 and since % 12 == 0
            flat, fall = np.float32(base[month]), np.float32(inflated[month])
            for p in range(BLOCK):
                z0 = normals[block, month - 1, 0, p]
                z1 = normals[block, month - 1, 1, p]
                z2 = normals[block, month - 1, 2, p]
                z3 = normals[block, month - 1, 3, p]
                move = rows[0, 0] * z0
                logs[0, p] += move
                logs[1, p] += rows[1, 0] * z0 + rows[1, 1] * z1
                logs[2, p] += rows[2, 0] * z0 + rows[2, 1] * z1 + rows[2, 2] * z2
                logs[3, p] += rows[3, 0] * z0 + rows[3, 1] * z1 + rows[3, 2] * z2 + rows[3, 3] * z3
                now = phi * move
                window[p] += now - ring[slot, p]
                ring[slot, p] = now
                passed[p] += window[p]
                dollar = exp(logs[0, p])
                coins = held[p] * dollar * (
                    np.float32(model.BTC) * exp(logs[1, p]) + np.float32(model.ETH) * exp(logs[2, p])
                )
                if pays:
                    from_cash = min(cash[p], due[p])
                    cash[p] -= from_cash
                    missing = min(due[p] - from_cash, coins)
                    kept = np.float32(1.0) - (missing / coins if coins > 0.0 else np.float32(0.0))
                    held[p] *= kept
                    basis[p] *= kept
                    coins -= missing
                    due[p] = 0.0
                if taxed:
                    gain = max(coins - basis[p], np.float32(0.0))
                    due[p] = np.floor(np.float32(model.TAX) * np.floor(gain / 1000.0) * 10.0) * 100.0
                    basis[p] = coins
                other = dollar * (np.float32(model.DOLLARS) + np.float32(model.GOLD) * exp(logs[3, p]))
                price = exp(-passed[p]) * fall
                out[month, block * BLOCK + p] = (flat + cash[p] - due[p] + coins + other) * price


@njit(fastmath=True)
def select(values, low, high, rank):
    """Puts the value of a rank in its place, smaller ones before it."""
    while low < high:
        pivot = values[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while values[i] < pivot:
                i += 1
            while values[j] > pivot:
                j -= 1
            if i <= j:
                values[i], values[j] = values[j], values[i]
                i += 1
                j -= 1
        if rank <= j:
            high = j
        elif rank >= i:
            low = i
        else:
            return


@njit(parallel=True, fastmath=True)
def quantiles(out, low, part, found):
    count = out.shape[1]
    for month in prange(1, MONTHS + 1):
        values = out[month].copy()
        # The median first: the others are then in a half each.
        select(values, 0, count - 1, low[2])
        select(values, 0, low[2] - 1, low[1])
        select(values, low[2] + 1, count - 1, low[3])
        select(values, 0, low[1] - 1, low[0])
        select(values, low[3] + 1, count - 1, low[4])
        for k in range(5):
            end = low[k + 1] + 1 if k < 4 else count
            following = values[low[k] + 1 : end].min()
            found[month, k] = values[low[k]] * (1.0 - part[k]) + following * part[k]


def fan(normals, rows, base, inflated, out, found):
    low, part = model.places()
    paths(normals, rows, base, inflated, out)
    quantiles(out, low, part, found)
    return found


if __name__ == "__main__":
    numba.set_num_threads(2)
    kept = model.draws().reshape(MONTHS, 4, BLOCKS, BLOCK).transpose(2, 0, 1, 3).copy()
    rows, base = model.triangle(), model.yen_line()
    inflated = (1.0 + model.INFLATION) ** (-np.arange(MONTHS + 1) / 12.0)
    out = np.zeros((MONTHS + 1, model.PATHS), np.float32)
    found = np.zeros((MONTHS + 1, 5))
    fan(kept, rows, base, inflated, out, found)
    # The same figures as the other, or the comparison is worth nothing.
    expected = model.fan(model.draws(), rows, base)
    apart = np.abs(found[1:] / expected[1:] - 1.0).max()
    assert apart < 1e-3, apart
    model.timed(
        "numba, cached f32 draws, 2 threads",
        lambda: fan(kept, rows, base, inflated, out, found),
    )
