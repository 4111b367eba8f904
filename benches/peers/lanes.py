"""Arithmetic on many paths at once in numba, for those built the way Forelock is."""

import numpy as np
from numba import njit


@njit(fastmath=True, inline="always")
def exp2(x):
    """2^x by the polynomial that Forelock uses, which can be vectorised."""
    x = min(max(x, np.float32(-126.0)), np.float32(126.0))
    k = np.floor(x + np.float32(0.5))
    r = x - k
    p = np.float32(1.326472e-3)
    p = p * r + np.float32(9.671513e-3)
    p = p * r + np.float32(5.5507336e-2)
    p = p * r + np.float32(0.24022242)
    p = p * r + np.float32(0.693147)
    p = p * r + np.float32(1.0)
    power = np.int32((np.int32(k) + np.int32(127)) << np.int32(23))
    return p * power.view(np.float32)


@njit(fastmath=True, inline="always")
def nearest(x):
    """The nearest whole yen."""
    return np.floor(np.float64(x) + 0.5)
