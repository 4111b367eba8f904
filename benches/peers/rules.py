"""What is the same on every path in a scenario, for `rules_*.py`."""

from typing import NamedTuple

import numpy as np

import model
from model import MONTHS, PATHS, Bond, Money, Scenario

NEVER = MONTHS + 1000


class Course(NamedTuple):
    """What happens for certain, by month, month 0 first."""

    # Logs of the dollar in yen, and what prices take up of its moves.
    dollar: np.ndarray
    passed: np.ndarray
    # Log of the price level, the currency aside.
    prices: np.ndarray
    yields: np.ndarray
    # Bonds per yen of face, bond by bond.
    per_face: np.ndarray
    # What a defaulted bond's worth is multiplied by, from month 0.
    grown: np.ndarray
    # Logs of coins and gold in dollars, and what a crash leaves of coins.
    coins: np.ndarray
    gold: np.ndarray
    crash: np.ndarray
    year_ends: np.ndarray
    # What a bank loses per yen of bonds: by yields, and by a default.
    unrealised: np.ndarray
    defaulted: np.ndarray


def of_months(scenario: Scenario) -> Course:
    """Works a scenario out."""
    s, t = scenario, np.arange(MONTHS + 1)
    shocked = t >= s.shock_month
    crisis = shocked & (s.shock > s.crisis_threshold)
    yields = np.maximum(s.yield_today + s.yield_rise * (t >= s.yield_month), 0.0)
    since = (t - s.crash_month) / max(s.crash_recovery_months, 1)
    recovered = s.crash_recovery * np.clip(since, 0.0, 1.0)
    before = at_coupon_date(s.yield_today, s.bank_bond_years, s.yield_today)
    after = at_coupon_date(s.yield_today, s.bank_bond_years, yields)
    unrealised = s.realised_share * np.maximum(1.0 - after / before, 0.0)
    return Course(
        dollar=np.log1p(s.yen_drift) * t / 12.0 - np.log1p(-s.shock) * shocked,
        passed=np.where(crisis, s.crisis_pass_through, s.pass_through) / s.pass_through_lag,
        prices=np.log1p(s.inflation) * t / 12.0,
        yields=yields,
        per_face=np.array([model.bond(b.coupon, b.matures - t, yields) for b in model.of(Bond)]),
        grown=(1.0 + s.exit_yield) ** (t / 12.0),
        coins=np.log1p(s.coin_growth) * t / 12.0,
        gold=np.log1p(s.gold_growth) * t / 12.0,
        crash=np.where(t < s.crash_month, 1.0, 1.0 - s.crash * (1.0 - recovered)),
        year_ends=(t >= model.FIRST_YEAR_END) & ((t - model.FIRST_YEAR_END) % 12 == 0),
        unrealised=unrealised,
        defaulted=np.maximum(s.haircut, unrealised),
    )


def at_coupon_date(coupon, years, market_yield):
    """A bond per yen of face at a coupon date, at a yield or at several."""
    v = 1.0 / (1.0 + market_yield / 2.0)
    payments = round(2.0 * years)
    return sum(coupon / 2.0 * v**k for k in range(1, payments + 1)) + v**payments


class Events(NamedTuple):
    """The month of what comes suddenly, on each path; `NEVER` where not."""

    default: np.ndarray
    bank_test: np.ndarray
    exchange_fails: np.ndarray
    wallet_lost: np.ndarray


def of_paths(scenario: Scenario, uniforms: np.ndarray) -> Events:
    """When sudden things come, from three uniform numbers a path."""
    s = scenario

    def by_chance(rate, chances):
        return np.ceil(-np.log1p(-chances) * 12.0 / rate).clip(1, NEVER).astype(np.int64)

    def in_month(month):
        return np.full(PATHS, month if month > 0 else NEVER)

    default = by_chance(s.hazard, uniforms[0]) if s.hazard > 0.0 else in_month(s.default_month)
    if s.exchange_loss <= 0.0:
        exchange = in_month(0)
    elif s.exchange_failure_rate > 0.0:
        exchange = by_chance(s.exchange_failure_rate, uniforms[1])
    else:
        exchange = in_month(s.exchange_month)
    lost = s.own_wallet_loss_rate
    wallet = by_chance(lost, uniforms[2]) if lost > 0.0 else in_month(0)
    # Where bonds do not default, banks are tested when yields rise.
    test = np.where(default <= MONTHS, default, s.yield_month)
    return Events(default, test, exchange, wallet)


def payers() -> list[int]:
    """Money in the order it pays; negotiable deposits do not."""
    money = model.of(Money)
    order = sorted(range(len(money)), key=lambda i: (money[i].account, i))
    return [i for i in order if money[i].account != model.NEGOTIABLE]


def cash() -> int:
    """Where what comes in goes."""
    return next(i for i, money in enumerate(model.of(Money)) if money.account == model.CASH)
