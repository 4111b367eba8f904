"""The fan of `forelock bench` in numba, as one would write it.

Compiled, all processors, 64 bits: each path on its own from its first month to
its last, the company and the scenario of `model.py` as data, each holding
valued on its own, and every rule there, switched by the scenario's numbers.
Draws are cached, in the order paths read them. Quantiles are by numpy's sort:
numba's own `np.quantile` takes several times as long.

Prints {"name", "median_ms", "p95_ms"} as JSON; for `--check` see
`model.present`.
"""

import os
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from math import exp, floor

import numpy as np
from numba import njit, prange

import model
import rules
from model import CASH, DOLLAR, FACTORS, GOLD, LEVELS, MONTHS, NEGOTIABLE, ORDINARY, PATHS, SETTLEMENT, TIME

THREADS = os.cpu_count() or 1
BANKS = len(model.SETS_OFF)
ON_DEMAND_FIRST = (ORDINARY, SETTLEMENT, TIME, NEGOTIABLE)
TAX_WAIT = model.TAX_WAIT

# A company: a column for each thing that is to be known of its holdings.
Company = namedtuple(
    "Company",
    "money account money_bank payers cash usd usd_bank face coupon matures coin coin_factor at_exchange"
    " gold yen_coin reserve_bonds reserve_deposits to_come come_month to_pay pay_month"
    " owed owed_bank rate floor_rate floats equal_parts loan_matures sets_off",
)
# What a company has on a path while it goes on.
Books = namedtuple(
    "Books",
    "money frozen accrued usd face then coin basis waits gold yen_coin backing to_come to_pay owed tax",
)
# Gains realised, losses carried on, tax assessed and tax due but not paid.
REALISED, CARRIED, ASSESSED, UNPAID = range(4)


def company():
    """The company of `model.py` in columns."""

    def column(kind, read, dtype=float):
        return np.array([read(holding) for holding in model.of(kind)], dtype)

    m, d, b, c = model.Money, model.Dollars, model.Bond, model.Coin
    y, r, p, loan = model.YenCoin, model.Receivable, model.Payable, model.Loan
    return Company(
        money=column(m, lambda h: h.amount),
        account=column(m, lambda h: h.account, int),
        money_bank=column(m, lambda h: h.bank, int),
        payers=np.array(rules.payers()),
        cash=rules.cash(),
        usd=column(d, lambda h: h.amount),
        usd_bank=column(d, lambda h: h.bank, int),
        face=column(b, lambda h: h.face),
        coupon=column(b, lambda h: h.coupon),
        matures=column(b, lambda h: h.matures, int),
        coin=column(c, lambda h: h.worth),
        coin_factor=column(c, lambda h: h.factor, int),
        at_exchange=column(c, lambda h: h.at_exchange, bool),
        gold=column(model.Gold, lambda h: h.worth),
        yen_coin=column(y, lambda h: h.face),
        reserve_bonds=column(y, lambda h: h.bonds),
        reserve_deposits=column(y, lambda h: h.deposits),
        to_come=column(r, lambda h: h.amount),
        come_month=column(r, lambda h: h.month, int),
        to_pay=column(p, lambda h: h.amount),
        pay_month=column(p, lambda h: h.month, int),
        owed=column(loan, lambda h: h.balance),
        owed_bank=column(loan, lambda h: h.bank, int),
        rate=column(loan, lambda h: h.rate),
        floor_rate=column(loan, lambda h: h.floor or 0.0),
        floats=column(loan, lambda h: h.floor is not None, bool),
        equal_parts=column(loan, lambda h: h.equal_parts, bool),
        loan_matures=column(loan, lambda h: h.matures, int),
        sets_off=np.array(model.SETS_OFF),
    )


@njit
def whole(value):
    """Cut to whole yen; what is within binary noise of one counts as it."""
    return floor(value * (1.0 + 4e-15) + 1e-7)


@njit
def nearest(value):
    """The nearest whole yen."""
    return floor(value + 0.5)


@njit
def opened(c):
    """The books of month 0."""
    return Books(
        c.money.copy(),
        np.zeros(c.money.size),
        np.zeros(c.money.size),
        c.usd.copy(),
        c.face.copy(),
        np.zeros(c.face.size),
        c.coin.copy(),
        c.coin.copy(),
        np.zeros(c.coin.size, np.bool_),
        c.gold.copy(),
        c.yen_coin.copy(),
        np.ones(c.yen_coin.size),
        c.to_come.copy(),
        c.to_pay.copy(),
        c.owed.copy(),
        np.zeros(4),
    )


@njit
def pay(c, b, due):
    """Pays what is due from one account after the other; what is left."""
    for i in c.payers:
        if due <= 0.0:
            break
        part = min(due, max(b.money[i] - b.frozen[i], 0.0))
        b.money[i] -= part
        due -= part
    return due


@njit
def deposit_interest(c, b, growth, year_end):
    """Accrues monthly, credited at the end of the fiscal year."""
    for i in range(b.money.size):
        if c.account[i] == CASH or c.account[i] == SETTLEMENT:
            continue
        b.accrued[i] += (b.accrued[i] + b.money[i]) * growth
        if year_end:
            credited = whole(b.accrued[i])
            b.money[i] += credited
            if b.frozen[i] > 0.0:
                b.frozen[i] += credited
            b.accrued[i] = 0.0


@njit
def income_and_debts(s, c, b, month, market_yield):
    """Coupons, interest, what comes in, what falls due."""
    for i in range(b.face.size):
        if month <= c.matures[i] and (c.matures[i] - month) % 6 == 0:
            b.money[c.cash] += whole(b.face[i] * c.coupon[i] / 2.0)
    for i in range(b.owed.size):
        rate = c.rate[i]
        if c.floats[i]:
            rate = max(rate + s.loan_beta * (market_yield - s.yield_today), c.floor_rate[i])
        b.owed[i] += pay(c, b, whole(b.owed[i] * rate / 12.0))
    for i in range(b.face.size):
        if c.matures[i] == month:
            b.money[c.cash] += b.face[i]
            b.face[i] = 0.0
    for i in range(b.to_come.size):
        if c.come_month[i] == month:
            b.money[c.cash] += b.to_come[i]
            b.to_come[i] = 0.0
    for i in range(b.owed.size):
        due = 0.0
        if c.loan_matures[i] <= month:
            due = b.owed[i]
        elif c.equal_parts[i]:
            due = whole(b.owed[i] / (c.loan_matures[i] - month + 1))
        b.owed[i] -= due - pay(c, b, due)
    for i in range(b.to_pay.size):
        if c.pay_month[i] <= month and b.to_pay[i] > 0.0:
            b.to_pay[i] = pay(c, b, b.to_pay[i])


@njit
def shortfall(s, loss):
    """What a bank is short of, per yen of deposits."""
    missing = s.bank_bonds * loss + s.bank_other_losses - s.bank_buffer - s.state_support
    return 0.0 if missing < 1e-12 else min(missing, 1.0)


@njit
def bank_events(s, c, b, course, month, defaults, dollar):
    """Bonds default, banks are tested, and what that does to deposits."""
    loss = course.defaulted[month] if defaults else course.unrealised[month]
    if defaults:
        for i in range(b.face.size):
            if c.matures[i] > month:
                kept = course.per_face[i, month] * (1.0 - s.haircut)
                b.then[i] = b.face[i] * kept / course.grown[month]
                b.face[i] = 0.0
        for i in range(b.to_come.size):
            b.to_come[i] = whole(b.to_come[i] * (1.0 - s.receivable_loss))
    short = shortfall(s, loss)
    if short > 0.0:
        for bank in range(BANKS):
            test_bank(s, c, b, bank, short, dollar)
    for i in range(b.backing.size):
        b.backing[i] *= 1.0 - min(c.reserve_bonds[i] * loss + c.reserve_deposits[i] * short, 1.0)


@njit
def sum_at(c, b, bank, account):
    """Money at a bank in accounts of a kind."""
    total = 0.0
    for i in range(b.money.size):
        if c.money_bank[i] == bank and c.account[i] == account:
            total += b.money[i]
    return total


@njit
def test_bank(s, c, b, bank, short, dollar):
    """Losses beyond the buffer, everybody alike but for insurance."""
    before = sum_at(c, b, bank, ORDINARY) + sum_at(c, b, bank, TIME)
    for i in range(b.money.size):
        if c.money_bank[i] == bank:
            b.money[i] += whole(b.accrued[i])
            b.accrued[i] = 0.0
    earned = sum_at(c, b, bank, ORDINARY) + sum_at(c, b, bank, TIME) - before
    cap = s.insurance_cap
    if before > 0.0:
        cap += whole(earned * min(s.insurance_cap, before) / before)
    if c.sets_off[bank]:
        set_off(c, b, bank)
    general = sum_at(c, b, bank, ORDINARY) + sum_at(c, b, bank, TIME)
    usd = 0.0
    for i in range(b.usd.size):
        if c.usd_bank[i] == bank:
            usd += b.usd[i]
    insured = min(general, cap)
    bears = insured if s.settlement_always_honoured else insured + sum_at(c, b, bank, SETTLEMENT)
    exposed = general - insured + sum_at(c, b, bank, NEGOTIABLE) + nearest(usd * dollar)
    of_insured = 0.0
    if bears > 0.0:
        of_insured = 1.0 - whole(bears * (1.0 - short * (1.0 - s.insurance_honoured))) / bears
    of_open = 1.0 - whole(exposed * (1.0 - short)) / exposed if exposed > 0.0 else 0.0
    for account in ON_DEMAND_FIRST:
        for i in range(b.money.size):
            if c.money_bank[i] != bank or c.account[i] != account:
                continue
            if account == SETTLEMENT:
                b.money[i] -= 0.0 if s.settlement_always_honoured else b.money[i] * of_insured
            elif account == NEGOTIABLE:
                b.money[i] -= b.money[i] * of_open
            else:
                part = min(b.money[i], cap)
                cap -= part
                b.money[i] -= part * of_insured + (b.money[i] - part) * of_open
            b.frozen[i] = min(b.frozen[i], b.money[i])
    for i in range(b.usd.size):
        if c.usd_bank[i] == bank:
            b.usd[i] *= 1.0 - of_open


@njit
def set_off(c, b, bank):
    """Nets general deposits with loans at the same bank."""
    owed = 0.0
    for i in range(b.owed.size):
        if c.owed_bank[i] == bank:
            owed += b.owed[i]
    netted = min(owed, sum_at(c, b, bank, ORDINARY) + sum_at(c, b, bank, TIME))
    left = netted
    for account in (ORDINARY, TIME):
        for i in range(b.money.size):
            if c.money_bank[i] == bank and c.account[i] == account:
                part = min(left, b.money[i])
                b.money[i] -= part
                left -= part
    left = netted
    for i in range(b.owed.size):
        if c.owed_bank[i] == bank:
            part = min(left, b.owed[i])
            b.owed[i] -= part
            left -= part


@njit
def freeze(s, c, b, month):
    """Deposits are frozen, but for so much a bank and month."""
    if month == s.freeze_month + s.freeze_months:
        b.frozen[:] = 0.0
        return
    for bank in range(BANKS):
        left = s.withdrawal_limit
        for account in ON_DEMAND_FIRST:
            for i in range(b.money.size):
                if c.money_bank[i] != bank or c.account[i] != account:
                    continue
                if month == s.freeze_month:
                    b.frozen[i] = b.money[i]
                else:
                    freed = min(left, b.frozen[i])
                    b.frozen[i] -= freed
                    left -= freed


@njit
def convert(s, b):
    """Old money and debts become new ones."""
    for i in range(b.money.size):
        b.money[i] = whole(b.money[i] * s.conversion_money)
        b.frozen[i] = whole(b.frozen[i] * s.conversion_money)
        b.accrued[i] *= s.conversion_money
    for i in range(b.yen_coin.size):
        b.yen_coin[i] = whole(b.yen_coin[i] * s.conversion_money)
    for amounts in (b.to_come, b.to_pay, b.owed):
        for i in range(amounts.size):
            amounts[i] = whole(amounts[i] * s.conversion_debts)


@njit
def levy(s, c, b, course, month, dollar, coins, gold):
    """A share of what is owned beyond debts and an exemption."""
    total, debts = 0.0, b.tax[ASSESSED] + b.tax[UNPAID]
    for amounts in (b.money, b.to_come):
        for amount in amounts:
            total += nearest(amount)
    for usd in b.usd:
        total += nearest(usd * dollar)
    for i in range(b.face.size):
        total += nearest(b.face[i] * course.per_face[i, month] + b.then[i] * course.grown[month])
    for i in range(b.coin.size):
        total += nearest(b.coin[i] * coins[c.coin_factor[i]])
    for amount in b.gold:
        total += nearest(amount * gold)
    for i in range(b.yen_coin.size):
        total += nearest(b.yen_coin[i] * b.backing[i])
    for amounts in (b.to_pay, b.owed):
        for amount in amounts:
            debts += amount
    due = whole(max(total - debts - s.levy_exempt, 0.0) * s.levy_rate)
    if due <= 0.0:
        return
    kept = 1.0 - due / total
    for amounts in (b.money, b.to_come, b.usd, b.face, b.then, b.coin, b.gold, b.backing):
        for i in range(amounts.size):
            amounts[i] *= kept
    for i in range(b.basis.size):
        b.basis[i] = nearest(b.basis[i] * kept)
    for i in range(b.money.size):
        b.frozen[i] = min(b.frozen[i], b.money[i])


@njit
def custody(s, c, b, month, fails, lost):
    """Exchanges fail and pay, wallets are lost, a yen coin falls."""
    for i in range(b.coin.size):
        if c.at_exchange[i]:
            if month == fails:
                b.coin[i] *= 1.0 - s.exchange_loss
                b.waits[i] = True
            if month == fails + s.exchange_recovery_months:
                b.waits[i] = False
        elif month == lost:
            b.coin[i] = 0.0
    if month == s.depeg_month:
        for i in range(b.backing.size):
            b.backing[i] *= 1.0 - s.depeg


@njit
def pay_tax(c, b, coins):
    """Tax due, from money and then by selling coins."""
    left = pay(c, b, b.tax[UNPAID])
    for i in range(b.coin.size):
        if left <= 0.0 or b.waits[i]:
            continue
        worth = nearest(b.coin[i] * coins[c.coin_factor[i]])
        sold = min(left, worth)
        if sold > 0.0:
            kept = 1.0 - sold / worth
            before = b.basis[i]
            b.basis[i] = nearest(before * kept)
            b.coin[i] *= kept
            b.tax[REALISED] += sold - (before - b.basis[i])
            left -= sold
    b.tax[UNPAID] = left


@njit
def assess_tax(s, c, b, coins):
    """Marks coins to market and assesses the year's tax."""
    gain = b.tax[REALISED] - b.tax[CARRIED]
    for i in range(b.coin.size):
        worth = nearest(b.coin[i] * coins[c.coin_factor[i]])
        gain += worth - b.basis[i]
        b.basis[i] = worth
    b.tax[REALISED], b.tax[CARRIED] = 0.0, max(-gain, 0.0)
    taxable = floor(max(gain, 0.0) / 1000.0) * 1000.0
    b.tax[ASSESSED] = floor(whole(taxable * s.tax_rate) / 100.0) * 100.0


@njit
def worth(c, b, course, month, dollar, coins, gold):
    """Net worth in yen of the month, holding by holding."""
    net = -b.tax[ASSESSED] - b.tax[UNPAID]
    for amount in b.money:
        net += amount
    for usd in b.usd:
        net += usd * dollar
    for i in range(b.face.size):
        net += b.face[i] * course.per_face[i, month] + b.then[i] * course.grown[month]
    for i in range(b.coin.size):
        net += b.coin[i] * coins[c.coin_factor[i]]
    for amount in b.gold:
        net += amount * gold
    for i in range(b.yen_coin.size):
        net += b.yen_coin[i] * b.backing[i]
    for amount in b.to_come:
        net += amount
    for amount in b.to_pay:
        net -= amount
    for amount in b.owed:
        net -= amount
    return net


@njit
def one_path(s, c, course, events, path, normals, rows, out):
    """Real net worth by month on a path."""
    b = opened(c)
    logs, moves = np.zeros(FACTORS), np.zeros(FACTORS)
    ring, window, passed = np.zeros(s.pass_through_lag), 0.0, 0.0
    in_dollars, coins = np.ones(FACTORS), np.ones(FACTORS)
    dollar, gold, market_yield = s.usd_jpy, 1.0, course.yields[0]
    growth = (1.0 + s.deposit_rate) ** (1.0 / 12.0) - 1.0
    freezes = s.freeze_months > 0
    converts = s.conversion_money != 1.0 or s.conversion_debts != 1.0
    default, test = events.default[path], events.bank_test[path]
    fails, lost = events.exchange_fails[path], events.wallet_lost[path]
    assessed = 0
    out[0] = worth(c, b, course, 0, dollar, coins, gold)
    for month in range(1, MONTHS + 1):
        for i in range(FACTORS):
            move = 0.0
            for j in range(i + 1):
                move += rows[i, j] * normals[month - 1, j]
            moves[i] = move
            logs[i] += move
        # Prices take up each move of the dollar in equal parts over the lag.
        slot = month % s.pass_through_lag
        window -= ring[slot]
        ring[slot] = course.passed[month] * (moves[DOLLAR] + course.dollar[month] - course.dollar[month - 1])
        window += ring[slot]
        passed += window
        for i in range(1, FACTORS):
            in_dollars[i] = exp(logs[i] + (course.gold[month] if i == GOLD else course.coins[month]))

        if growth != 0.0:
            deposit_interest(c, b, growth, course.year_ends[month])
        income_and_debts(s, c, b, month, market_yield)
        market_yield = course.yields[month]
        if month == test:
            bank_events(s, c, b, course, month, month == default, dollar)
        if freezes and s.freeze_month <= month <= s.freeze_month + s.freeze_months:
            freeze(s, c, b, month)
        if converts and month == s.conversion_month:
            convert(s, b)
        if month == s.levy_month and s.levy_rate > 0.0:
            for i in range(1, FACTORS):
                coins[i] = in_dollars[i] * course.crash[month - 1] * dollar / s.usd_jpy
            levy(s, c, b, course, month, dollar, coins, in_dollars[GOLD] * dollar / s.usd_jpy)
        custody(s, c, b, month, fails, lost)
        since = exp(logs[DOLLAR] + course.dollar[month])
        dollar, gold = s.usd_jpy * since, in_dollars[GOLD] * since
        for i in range(1, GOLD):
            coins[i] = in_dollars[i] * (course.crash[month] * since)
        if assessed > 0 and month == assessed + TAX_WAIT:
            b.tax[UNPAID] += b.tax[ASSESSED]
            b.tax[ASSESSED] = 0.0
        if b.tax[UNPAID] > 0.0:
            pay_tax(c, b, coins)
        if course.year_ends[month]:
            assess_tax(s, c, b, coins)
            assessed = month
        level = exp(passed + course.prices[month])
        out[month] = worth(c, b, course, month, dollar, coins, gold) / level


@njit(parallel=True)
def all_paths(s, c, course, events, normals, rows, net):
    """Real net worth: path, month."""
    for path in prange(PATHS):
        one_path(s, c, course, events, path, normals[path], rows, net[path])


def quantiles(net, pool):
    """Quantiles of each month, by putting it in order."""
    low, part = model.places()

    def some(months):
        rows = np.sort(net[:, months[0] : months[-1] + 1].T, axis=1)
        return rows[:, low] + part * (rows[:, low + 1] - rows[:, low])

    return np.vstack(list(pool.map(some, np.array_split(np.arange(MONTHS + 1), 4 * THREADS))))


def fan(normals, chances, volatilities, scenario, net, pool):
    """Quantiles of real net worth, by month, month 0 first."""
    events = rules.of_paths(scenario, chances)
    course = rules.of_months(scenario)
    all_paths(scenario, company(), course, events, normals, model.triangle(volatilities), net)
    return quantiles(net, pool)


if __name__ == "__main__":
    kept = model.draws().astype(float).transpose(2, 0, 1).copy()
    uniform, room = model.uniforms(), np.empty((PATHS, MONTHS + 1))
    with ThreadPoolExecutor(THREADS) as workers:
        model.present(
            "numba, as one would write it, all threads",
            lambda volatilities: fan(kept, uniform, volatilities, model.SCENARIO, room, workers),
            lambda: fan(kept, uniform, 0.0 * model.VOLATILITIES, model.EVENTFUL, room, workers),
        )
