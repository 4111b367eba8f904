"""Exact quantiles of many months in numba, for `*_numba.py`.

Values are counted into bins, and only the bins with the ranks looked for are
put in order: numpy's sort takes four times as long, numba's own `np.quantile`
several times that.
"""

import os

import numpy as np
from numba import njit

import model
from model import PATHS

THREADS = os.cpu_count() or 1
# A month's values are counted into bins, as many for each of the parts that lie
# about a quantile; a few values tell where these parts are.
PARTS, BINS_A_PART, SAMPLE = model.LEVELS.size, 256.0, 100
BINS = int(PARTS * BINS_A_PART) + 1


@njit(nogil=True, fastmath=True)
def of_months(net, edges, low, part, found):
    """Quantiles of months, each by counting values into bins and putting those
    in order in which a rank is that is looked for."""
    places_in, ordered = np.empty(PATHS, np.int32), np.empty(PATHS)
    counts, places, wanted = np.empty(BINS, np.int64), np.empty(BINS + 1, np.int64), np.empty(BINS, np.bool_)
    first, per = np.empty(PARTS), np.empty(PARTS)
    for month in range(net.shape[0]):
        values = net[month]
        sample = np.sort(values[:: PATHS // SAMPLE])
        for k in range(PARTS):
            first[k], wide = sample[edges[k]], sample[edges[k + 1]] - sample[edges[k]]
            per[k] = BINS_A_PART / wide if wide > 0.0 else 0.0
        for p in range(PATHS):
            at = 0.0
            for k in range(PARTS):
                at += min(max((values[p] - first[k]) * per[k], 0.0), BINS_A_PART)
            places_in[p] = np.int32(at)
        counts[:], wanted[:] = 0, False
        for p in range(PATHS):
            counts[places_in[p]] += 1
        places[0] = 0
        for i in range(BINS):
            places[i + 1] = places[i] + counts[i]
        for rank in low:
            for r in range(rank, rank + 2):
                wanted[np.searchsorted(places, r, "right") - 1] = True
        for p in range(PATHS):
            i = places_in[p]
            if wanted[i]:
                counts[i] -= 1
                ordered[places[i] + counts[i]] = values[p]
        for i in range(BINS):
            if wanted[i]:
                ordered[places[i] : places[i + 1]].sort()
        for k in range(low.size):
            value, following = ordered[low[k]], ordered[low[k] + 1]
            found[month, k] = value + part[k] * (following - value)


def quantiles(net, pool):
    """Quantiles of `net`: month, level."""
    low, part = model.places()
    between = (model.LEVELS[1:] + model.LEVELS[:-1]) / 2.0
    edges = np.concatenate(([1], between * SAMPLE, [SAMPLE - 2])).astype(int)
    found = np.empty((net.shape[0], low.size))
    parts = (np.array_split(array, 4 * THREADS) for array in (net, found))
    list(pool.map(lambda net, found: of_months(net, edges, low, part, found), *parts))
    return found
