"""The company, the scenario and the draws that the peers share.

They are those of `forelock bench`: `src/data/bench_company.rs` (20 holdings,
three banks, one scenario) under the rules that `tests/it/support/oracle.rs`
states most plainly. Numbers of the scenario bear the names of `Param`
(`src/domain/param.rs`); where the company does not move them they are the
defaults of `src/domain/param_table.rs`.

`rules_*.py` are nearly the whole model: company and scenario are data, every
holding is valued on its own, and the rules are there, switched by the
scenario's numbers; only the plan, an exchange of bonds by terms, other orders
of losses than everybody alike, jumps, XRP and other coins, and straying yields
and prices are left out. In numpy it is as one would write
it, in numba it is built the way Forelock is. `fan_numpy.py`, `path_numba.py`
(one path after the other, as one would write it) and `fan_numba.py` (built the
way Forelock is) are written for this one company: bonds do not default here,
yields do not move, and freeze, conversion, levy, crash, depeg, failures of
exchanges, losses of wallets and interest on deposits are all at their default
of nothing; no bank ever loses more than its buffer. So they have none of those
rules, and money that pays is one sum. What remains of the work on every path in
every month is in all of them:

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

# Factors, in the order of the draws. Yields and prices do not stray.
DOLLAR, BTC, ETH, GOLD = range(FACTORS)
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


class Scenario(NamedTuple):
    """What happens: numbers and defaults of Forelock. A month of 0 or a share
    of 0 is never or nothing."""

    usd_jpy: float = 157.9
    yen_drift: float = 0.0
    shock: float = 0.0
    shock_month: int = 36
    inflation: float = 0.02
    pass_through: float = 0.10
    pass_through_lag: int = 12
    crisis_pass_through: float = 0.30
    crisis_threshold: float = 0.20
    yield_today: float = 0.0224
    yield_rise: float = 0.0
    yield_month: int = 36
    loan_beta: float = 1.0
    deposit_rate: float = 0.0
    # In a month, or by chance at a rate a year.
    default_month: int = 0
    hazard: float = 0.0
    haircut: float = 0.37
    receivable_loss: float = 0.0
    exit_yield: float = 0.06
    bank_bonds: float = 0.10
    bank_buffer: float = 0.06
    bank_other_losses: float = 0.0
    state_support: float = 0.0
    bank_bond_years: float = 10.0
    realised_share: float = 1.0
    insurance_cap: float = 10e6
    insurance_honoured: float = 1.0
    settlement_always_honoured: bool = False
    freeze_month: int = 36
    freeze_months: int = 0
    withdrawal_limit: float = 0.0
    conversion_month: int = 36
    conversion_money: float = 1.0
    conversion_debts: float = 1.0
    levy_month: int = 36
    levy_rate: float = 0.0
    levy_exempt: float = 0.0
    coin_growth: float = 0.0
    gold_growth: float = 0.0
    crash: float = 0.0
    crash_month: int = 36
    crash_recovery: float = 0.0
    crash_recovery_months: int = 36
    exchange_loss: float = 0.0
    exchange_month: int = 36
    exchange_failure_rate: float = 0.0
    exchange_recovery_months: int = 60
    own_wallet_loss_rate: float = 0.0
    depeg: float = 0.0
    depeg_month: int = 36
    tax_rate: float = 0.315


SCENARIO = Scenario()
PASS_THROUGH, PASS_THROUGH_LAG = SCENARIO.pass_through, SCENARIO.pass_through_lag
INFLATION, USD_JPY, YIELD_TODAY = SCENARIO.inflation, SCENARIO.usd_jpy, SCENARIO.yield_today
# Of a thousand yen of gains.
TAX_PER_THOUSAND = round(1000 * SCENARIO.tax_rate)

# The company, as of the end of October: its banks, and what it has.
CASH, ORDINARY, SETTLEMENT, TIME, NEGOTIABLE = range(5)
NO_BANK, BANK_A, BANK_B, BANK_C = range(-1, 3)
# Whether a bank nets deposits with loans when it fails.
SETS_OFF = (True, False, False)


class Money(NamedTuple):
    """Yen, and where."""

    amount: int
    account: int = CASH
    bank: int = NO_BANK


class Dollars(NamedTuple):
    """Dollars, and where."""

    amount: int
    bank: int = NO_BANK


class Bond(NamedTuple):
    """A government bond that pays twice a year."""

    face: int
    coupon: float
    matures: int


class Coin(NamedTuple):
    """A crypto-asset, in yen of today, bought at that."""

    factor: int
    worth: int
    at_exchange: bool


class Gold(NamedTuple):
    """Gold, in yen of today."""

    worth: int


class YenCoin(NamedTuple):
    """A yen coin, and the shares of its reserve in bonds and deposits."""

    face: int
    bonds: float
    deposits: float


class Receivable(NamedTuple):
    """To come in."""

    amount: int
    month: int


class Payable(NamedTuple):
    """To be paid."""

    amount: int
    month: int


class Loan(NamedTuple):
    """A loan; one that floats has a lowest rate."""

    bank: int
    balance: int
    rate: float
    floor: float | None
    equal_parts: bool
    matures: int


HOLDINGS = (
    Money(30_000_000),
    Money(25_000_000, ORDINARY, BANK_A),
    Money(18_000_000, TIME, BANK_A),
    Money(3_000_000, SETTLEMENT, BANK_A),
    Money(12_000_000, ORDINARY, BANK_B),
    Money(20_000_000, NEGOTIABLE, BANK_B),
    Money(9_000_000, TIME, BANK_C),
    Dollars(50_000, BANK_B),
    Bond(30_000_000, 0.011, 100),
    Bond(10_000_000, 0.020, 358),
    Coin(BTC, 11_625_000, at_exchange=False),
    Coin(ETH, 11_625_000, at_exchange=True),
    Dollars(100_000),
    Gold(10_500_000),
    YenCoin(5_000_000, 0.6, 0.3),
    Loan(BANK_A, 40_000_000, 0.015, None, True, 240),
    Loan(BANK_A, 40_000_000, 0.012, 0.008, False, 300),
    Receivable(15_000_000, 3),
    Receivable(7_000_000, 40),
    Payable(6_000_000, 2),
)


def of(kind):
    """The holdings of a kind."""
    return [holding for holding in HOLDINGS if isinstance(holding, kind)]


# The first March, and how long after it tax is paid.
FIRST_YEAR_END, TAX_WAIT = 5, 2
# Before a cut to whole yen: what binary noise has made a little less than a
# whole yen is still a whole yen.
EXACT = 1.0 + 1e-12

# The same for who writes it by hand. In what order accounts are drawn on is
# the same to net worth while no bank fails, so they are one sum; Forelock does
# the same where it may. A negotiable deposit pays nothing.
PAYING = sum(money.amount for money in of(Money) if money.account != NEGOTIABLE)
STAYS = sum(money.amount for money in of(Money) if money.account == NEGOTIABLE)
DOLLARS = sum(dollars.amount for dollars in of(Dollars))
BONDS, RECEIVABLES = of(Bond), of(Receivable)
BITCOIN, ETHER = (coin.worth for coin in of(Coin))
(GOLD_TODAY,) = (gold.worth for gold in of(Gold))
(YEN_COIN,) = (coin.face for coin in of(YenCoin))
((PAYABLE, PAYABLE_MONTH),) = of(Payable)
# Balance, rate, last month. The first is repaid in equal parts at a fixed
# rate, the second at the end; its rate floats with yields, which stay.
LOANS = tuple((loan.balance, loan.rate, loan.matures) for loan in of(Loan))


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
    still = np.full(MONTHS + 1, float(STAYS + YEN_COIN))
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


def uniforms():
    """Uniform numbers for what comes suddenly: kind, path."""
    return np.random.default_rng(2).random((3, PATHS))


def places():
    """Ranks below the quantiles, and how far on to the next (type 7)."""
    at = LEVELS * (PATHS - 1)
    low = at.astype(np.int64)
    return low, at - low


def net_today():
    """Net worth at month 0."""
    owned = PAYING + DOLLARS * USD_JPY + BITCOIN + ETHER + GOLD_TODAY + tables().still[0]
    return owned - sum(balance for balance, _, _ in LOANS)


# Everything that can happen, to see that the rules are there: what is left when
# nothing strays is Forelock's line with the same numbers set.
EVENTFUL = Scenario(
    shock=0.30,
    yen_drift=0.01,
    yield_rise=0.01,
    deposit_rate=0.002,
    default_month=24,
    haircut=0.60,
    receivable_loss=0.10,
    bank_bonds=0.30,
    insurance_honoured=0.90,
    freeze_month=24,
    freeze_months=6,
    withdrawal_limit=500e3,
    conversion_month=30,
    conversion_money=0.80,
    conversion_debts=0.90,
    levy_month=33,
    levy_rate=0.05,
    levy_exempt=10e6,
    coin_growth=0.05,
    gold_growth=0.02,
    crash=0.50,
    crash_recovery=0.40,
    exchange_loss=0.20,
    exchange_month=40,
    exchange_recovery_months=24,
    depeg=0.05,
)


def present(name, work, eventful=None):
    """Times `work(volatilities)`, with a rest between runs, and prints JSON;
    with `--check` prints the quantiles instead, as they are, of the line that
    is left when nothing strays, and of that under `EVENTFUL`."""
    if "--check" in sys.argv[1:]:
        found = [("fan", work(VOLATILITIES)), ("line", work(0.0 * VOLATILITIES))]
        if eventful is not None:
            found.append(("rules", eventful()))
        for label, quantiles in found:
            for month in (12, 24, 36, 60, 120, 360):
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
