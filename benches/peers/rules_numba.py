"""The fan of `forelock bench` in numba, for any company and scenario.

Compiled, all processors, money in 64 bits: the company and the scenario of
`model.py` are data, each holding is valued on its own, and every rule is there,
switched by the scenario's numbers. Paths are carried along in blocks, a row of
a block for each holding, so that the compiler works on several paths at once
and counts references to arrays once a block; what comes to few paths at a time
is done path by path. Whole rows are passed over where they cannot matter: an
account while those before it pay for all, a loan once repaid everywhere, a bond
between coupons. What chance does is in 32 bits, what is certain of prices in
64. Quantiles are exact, see `bins.py`.

Prints {"name", "median_ms", "p95_ms"} as JSON; for `--check` see
`model.present`.
"""

import os
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numba import njit

import bins
import model
import rules
from lanes import exp2, nearest
from model import BTC, CASH, DOLLAR, ETH, FACTORS, GOLD, MONTHS, NEGOTIABLE, ORDINARY, PATHS, SETTLEMENT, TIME

THREADS = os.cpu_count() or 1
BLOCK = 640
BLOCKS = -(-PATHS // BLOCK)
ON_DEMAND_FIRST = (ORDINARY, SETTLEMENT, TIME, NEGOTIABLE)
TAX_WAIT = model.TAX_WAIT

# A company: a table for each kind of holding, see `company`.
Company = namedtuple(
    "Company", "money payers cash usd bonds coins gold yen_coins to_come to_pay loans floats sets_off"
)
# What it has on the paths of a block: for each kind a row for each holding.
Books = namedtuple(
    "Books",
    "money frozen accrued usd face then coin basis waits gold yen_coin backing to_come to_pay owed tax",
)
# Rows of `tax`: gains realised, losses carried on, tax assessed and tax due but
# not paid.
REALISED, CARRIED, ASSESSED, UNPAID = range(4)
# Rows of what chance does, in logs to base 2: factors, what the dollar's moves
# over the lag have prices take up a month, what they have taken up so far, and
# each of those moves.
WINDOW, PASSED, RING = FACTORS, FACTORS + 1, FACTORS + 2
# What is certain of prices, by month: the dollar in yen, what a yen of today of
# coins and of gold becomes, and 1 over the price level.
Certain = namedtuple("Certain", "dollar coins gold per_level")


def company():
    """The company of `model.py` in tables."""

    def table(kind, **columns):
        rows = [tuple(holding) for holding in model.of(kind)]
        return np.array(rows, [(name, columns.get(name, float)) for name in kind._fields])

    return Company(
        money=table(model.Money, account=int, bank=int),
        payers=np.array(rules.payers()),
        cash=rules.cash(),
        usd=table(model.Dollars, bank=int),
        bonds=table(model.Bond, matures=int),
        coins=table(model.Coin, factor=int, at_exchange=bool),
        gold=table(model.Gold),
        yen_coins=table(model.YenCoin),
        to_come=table(model.Receivable, month=int),
        to_pay=table(model.Payable, month=int),
        loans=table(model.Loan, bank=int, equal_parts=bool, matures=int),
        # Not by a lowest rate that is not a number: fast mathematics knows none.
        floats=np.array([loan.floor is not None for loan in model.of(model.Loan)], bool),
        sets_off=np.array(model.SETS_OFF),
    )


def certain(scenario, course):
    """What is certain of prices."""
    moved = course.passed[1:] * np.diff(course.dollar)
    window = np.cumsum(moved)
    window[scenario.pass_through_lag :] -= window[: -scenario.pass_through_lag].copy()
    passed = np.append(0.0, np.cumsum(window))
    since = np.exp(course.dollar)
    return Certain(
        dollar=scenario.usd_jpy * since,
        coins=np.exp(course.coins) * course.crash * since,
        gold=np.exp(course.gold) * since,
        per_level=np.exp(-passed - course.prices),
    )


@njit(fastmath=True, inline="always")
def whole(value):
    """Cut to whole yen; what is within binary noise of one counts as it."""
    return np.floor(value * (1.0 + 4e-15) + 1e-7)


@njit
def rows_of(values):
    """A row of the same on every path for each value."""
    rows = np.empty((values.size, BLOCK))
    for i in range(values.size):
        rows[i] = values[i]
    return rows


@njit
def opened(c):
    """The books of month 0."""
    money, coins, backing = rows_of(c.money.amount), rows_of(c.coins.worth), rows_of(c.yen_coins.face)
    face = rows_of(c.bonds.face)
    backing[:] = 1.0
    return Books(
        money,
        np.zeros_like(money),
        np.zeros_like(money),
        rows_of(c.usd.amount),
        face,
        np.zeros_like(face),
        coins,
        coins.copy(),
        np.zeros(coins.shape, np.bool_),
        rows_of(c.gold.worth),
        rows_of(c.yen_coins.face),
        backing,
        rows_of(c.to_come.amount),
        rows_of(c.to_pay.amount),
        rows_of(c.loans.balance),
        np.zeros((4, BLOCK)),
    )


@njit(fastmath=True, inline="always")
def move(market, z, rows, passes, slot):
    """A month's draws, and what prices take up of the dollar's moves: each of
    them in equal parts over the lag."""
    r00, r10, r11 = rows[0, 0], rows[1, 0], rows[1, 1]
    r20, r21, r22 = rows[2, 0], rows[2, 1], rows[2, 2]
    r30, r31, r32, r33 = rows[3, 0], rows[3, 1], rows[3, 2], rows[3, 3]
    for p in range(BLOCK):
        z0, z1, z2, z3 = z[0, p], z[1, p], z[2, p], z[3, p]
        market[0, p] += r00 * z0
        market[1, p] += r10 * z0 + r11 * z1
        market[2, p] += r20 * z0 + r21 * z1 + r22 * z2
        market[3, p] += r30 * z0 + r31 * z1 + r32 * z2 + r33 * z3
    passes *= r00
    for p in range(BLOCK):
        moved = passes * z[DOLLAR, p]
        window = market[WINDOW, p] + (moved - market[slot, p])
        market[slot, p], market[WINDOW, p] = moved, window
        market[PASSED, p] += window


@njit(fastmath=True, inline="always")
def move_prices(market, prices, dollar, coins, gold):
    """The dollar in yen, and what a yen of today of coins and gold has become."""
    for p in range(BLOCK):
        since = market[DOLLAR, p]
        prices[DOLLAR, p] = dollar * exp2(since)
        prices[BTC, p] = coins * exp2(market[BTC, p] + since)
        prices[ETH, p] = coins * exp2(market[ETH, p] + since)
        prices[GOLD, p] = gold * exp2(market[GOLD, p] + since)


@njit(fastmath=True, inline="always")
def pay(payers, money, frozen, freezes, due):
    """Pays what is due from one account after the other; leaves in `due` what
    is left, and says whether anything is."""
    some = True
    for k in range(payers.size):
        i, left = payers[k], 0.0
        if freezes:
            for p in range(BLOCK):
                part = min(due[p], max(money[i, p] - frozen[i, p], 0.0))
                money[i, p] -= part
                due[p] -= part
                left += due[p]
        else:
            for p in range(BLOCK):
                part = min(due[p], money[i, p])
                money[i, p] -= part
                due[p] -= part
                left += due[p]
        some = left > 0.0
        if not some:
            break
    return some


@njit(fastmath=True, inline="always")
def deposit_interest(accounts, money, frozen, accrued, growth, year_end):
    """Accrues monthly, credited at the end of the fiscal year."""
    for i in range(accounts.size):
        if accounts[i].account == CASH or accounts[i].account == SETTLEMENT:
            continue
        for p in range(BLOCK):
            accrued[i, p] += (accrued[i, p] + money[i, p]) * growth
        if year_end:
            for p in range(BLOCK):
                credited = whole(accrued[i, p])
                money[i, p] += credited
                frozen[i, p] += credited if frozen[i, p] > 0.0 else 0.0
                accrued[i, p] = 0.0


@njit(fastmath=True, inline="always")
def coupons(bonds, cash, month, money, face):
    """Coupons move to cash."""
    for i in range(bonds.size):
        left = bonds[i].matures - month
        if left >= 0 and left % 6 == 0:
            half = bonds[i].coupon / 2.0
            for p in range(BLOCK):
                money[cash, p] += whole(face[i, p] * half)


@njit(fastmath=True, inline="always")
def loan_interest(loans, floats, rise, open_loans, owed, payers, money, frozen, freezes, due):
    """Interest; what cannot be paid is added to the loan."""
    for i in range(loans.size):
        if open_loans[i]:
            rate = loans[i].rate
            if floats[i]:
                rate = max(rate + rise, loans[i].floor)
            rate /= 12.0
            for p in range(BLOCK):
                due[p] = whole(owed[i, p] * rate)
            if pay(payers, money, frozen, freezes, due):
                for p in range(BLOCK):
                    owed[i, p] += due[p]


@njit(fastmath=True, inline="always")
def collect(cash, comes, month, money, amounts):
    """Bonds or receivables turn into cash."""
    for i in range(comes.size):
        if comes[i] == month:
            for p in range(BLOCK):
                money[cash, p] += amounts[i, p]
                amounts[i, p] = 0.0


@njit(fastmath=True, inline="always")
def repay(loans, month, open_loans, owed, payers, money, frozen, freezes, due):
    """Principal; what cannot be paid stays owed."""
    for i in range(loans.size):
        left = loans[i].matures - month
        if not open_loans[i] or (left > 0 and not loans[i].equal_parts):
            continue
        parts = max(left, 0) + 1.0
        for p in range(BLOCK):
            part = whole(owed[i, p] / parts) if parts > 1.0 else owed[i, p]
            due[p] = part
            owed[i, p] -= part
        stays = pay(payers, money, frozen, freezes, due)
        if stays:
            for p in range(BLOCK):
                owed[i, p] += due[p]
        open_loans[i] = stays or left > 0


@njit(fastmath=True, inline="always")
def settle(payables, month, open_payables, to_pay, payers, money, frozen, freezes, due):
    """Payables; what cannot be paid stays owed."""
    for i in range(payables.size):
        if payables[i].month <= month and open_payables[i]:
            for p in range(BLOCK):
                due[p] = to_pay[i, p]
            open_payables[i] = pay(payers, money, frozen, freezes, due)
            for p in range(BLOCK):
                to_pay[i, p] = due[p]


@njit
def shortfall(s, loss):
    """What a bank is short of, per yen of deposits."""
    missing = s.bank_bonds * loss + s.bank_other_losses - s.bank_buffer - s.state_support
    return 0.0 if missing < 1e-12 else min(missing, 1.0)


@njit
def bank_events(s, c, b, p, course, month, defaults, dollar):
    """Bonds default, banks are tested, and what that does to deposits, on a
    path."""
    loss = course.defaulted[month] if defaults else course.unrealised[month]
    if defaults:
        for i in range(c.bonds.size):
            if c.bonds[i].matures > month:
                kept = course.per_face[i, month] * (1.0 - s.haircut)
                b.then[i, p] = b.face[i, p] * kept / course.grown[month]
                b.face[i, p] = 0.0
        for i in range(c.to_come.size):
            b.to_come[i, p] = whole(b.to_come[i, p] * (1.0 - s.receivable_loss))
    short = shortfall(s, loss)
    if short > 0.0:
        for bank in range(c.sets_off.size):
            test_bank(s, c, b, p, bank, short, dollar)
    for i in range(c.yen_coins.size):
        b.backing[i, p] *= 1.0 - min(c.yen_coins[i].bonds * loss + c.yen_coins[i].deposits * short, 1.0)


@njit
def sum_at(c, money, p, bank, account):
    """Money at a bank in accounts of a kind, on a path."""
    total = 0.0
    for i in range(c.money.size):
        if c.money[i].bank == bank and c.money[i].account == account:
            total += money[i, p]
    return total


@njit
def test_bank(s, c, b, p, bank, short, dollar):
    """Losses beyond the buffer, everybody alike but for insurance, on a path."""
    money = b.money
    before = sum_at(c, money, p, bank, ORDINARY) + sum_at(c, money, p, bank, TIME)
    for i in range(c.money.size):
        if c.money[i].bank == bank:
            money[i, p] += whole(b.accrued[i, p])
            b.accrued[i, p] = 0.0
    earned = sum_at(c, money, p, bank, ORDINARY) + sum_at(c, money, p, bank, TIME) - before
    cap = s.insurance_cap
    if before > 0.0:
        cap += whole(earned * min(s.insurance_cap, before) / before)
    if c.sets_off[bank]:
        set_off(c, b, p, bank)
    general = sum_at(c, money, p, bank, ORDINARY) + sum_at(c, money, p, bank, TIME)
    usd = 0.0
    for i in range(c.usd.size):
        if c.usd[i].bank == bank:
            usd += b.usd[i, p]
    insured = min(general, cap)
    bears = insured if s.settlement_always_honoured else insured + sum_at(c, money, p, bank, SETTLEMENT)
    exposed = general - insured + sum_at(c, money, p, bank, NEGOTIABLE) + nearest(usd * dollar)
    of_insured = 0.0
    if bears > 0.0:
        of_insured = 1.0 - whole(bears * (1.0 - short * (1.0 - s.insurance_honoured))) / bears
    of_open = 1.0 - whole(exposed * (1.0 - short)) / exposed if exposed > 0.0 else 0.0
    for account in ON_DEMAND_FIRST:
        for i in range(c.money.size):
            if c.money[i].bank != bank or c.money[i].account != account:
                continue
            amount = money[i, p]
            if account == SETTLEMENT:
                amount -= 0.0 if s.settlement_always_honoured else amount * of_insured
            elif account == NEGOTIABLE:
                amount -= amount * of_open
            else:
                part = min(amount, cap)
                cap -= part
                amount -= part * of_insured + (amount - part) * of_open
            money[i, p] = amount
            b.frozen[i, p] = min(b.frozen[i, p], amount)
    for i in range(c.usd.size):
        if c.usd[i].bank == bank:
            b.usd[i, p] *= 1.0 - of_open


@njit
def set_off(c, b, p, bank):
    """Nets general deposits with loans at the same bank, on a path."""
    owed = 0.0
    for i in range(c.loans.size):
        if c.loans[i].bank == bank:
            owed += b.owed[i, p]
    netted = min(owed, sum_at(c, b.money, p, bank, ORDINARY) + sum_at(c, b.money, p, bank, TIME))
    left = netted
    for account in (ORDINARY, TIME):
        for i in range(c.money.size):
            if c.money[i].bank == bank and c.money[i].account == account:
                part = min(left, b.money[i, p])
                b.money[i, p] -= part
                left -= part
    left = netted
    for i in range(c.loans.size):
        if c.loans[i].bank == bank:
            part = min(left, b.owed[i, p])
            b.owed[i, p] -= part
            left -= part


@njit(fastmath=True)
def freeze(s, c, money, frozen, month):
    """Deposits are frozen, but for so much a bank and month; whether they are."""
    if month == s.freeze_month + s.freeze_months:
        frozen[:] = 0.0
        return False
    left = np.empty(BLOCK)
    for bank in range(c.sets_off.size):
        left[:] = s.withdrawal_limit
        for account in ON_DEMAND_FIRST:
            for i in range(c.money.size):
                if c.money[i].bank != bank or c.money[i].account != account:
                    continue
                if month == s.freeze_month:
                    frozen[i] = money[i]
                    continue
                for p in range(BLOCK):
                    freed = min(left[p], frozen[i, p])
                    frozen[i, p] -= freed
                    left[p] -= freed
    return True


@njit(fastmath=True)
def cut(amounts, share):
    """A share of amounts, in whole yen."""
    for i in range(amounts.shape[0]):
        for p in range(BLOCK):
            amounts[i, p] = whole(amounts[i, p] * share)


@njit
def convert(s, b):
    """Old money and debts become new ones."""
    for amounts in (b.money, b.frozen, b.yen_coin):
        cut(amounts, s.conversion_money)
    for i in range(b.accrued.shape[0]):
        b.accrued[i] *= s.conversion_money
    for amounts in (b.to_come, b.to_pay, b.owed):
        cut(amounts, s.conversion_debts)


@njit
def levy(s, c, b, p, course, month, dollar, prices):
    """A share of what is owned beyond debts and an exemption, on a path;
    `prices` are of coins and gold."""
    total, debts = 0.0, b.tax[ASSESSED, p] + b.tax[UNPAID, p]
    for amounts in (b.money, b.to_come):
        for i in range(amounts.shape[0]):
            total += nearest(amounts[i, p])
    for i in range(c.usd.size):
        total += nearest(b.usd[i, p] * dollar)
    for i in range(c.bonds.size):
        total += nearest(b.face[i, p] * course.per_face[i, month] + b.then[i, p] * course.grown[month])
    for i in range(c.coins.size):
        total += nearest(b.coin[i, p] * prices[c.coins[i].factor])
    for i in range(c.gold.size):
        total += nearest(b.gold[i, p] * prices[GOLD])
    for i in range(c.yen_coins.size):
        total += nearest(b.yen_coin[i, p] * b.backing[i, p])
    for amounts in (b.to_pay, b.owed):
        for i in range(amounts.shape[0]):
            debts += amounts[i, p]
    due = whole(max(total - debts - s.levy_exempt, 0.0) * s.levy_rate)
    if due <= 0.0:
        return
    kept = 1.0 - due / total
    for amounts in (b.money, b.to_come, b.usd, b.face, b.then, b.coin, b.gold, b.backing):
        for i in range(amounts.shape[0]):
            amounts[i, p] *= kept
    for i in range(c.coins.size):
        b.basis[i, p] = nearest(b.basis[i, p] * kept)
    for i in range(c.money.size):
        b.frozen[i, p] = min(b.frozen[i, p], b.money[i, p])


@njit
def levy_all(s, c, b, course, month, market, prices):
    """A levy on every path. The currency has not moved yet this month, nor have
    coins recovered from a crash."""
    now = np.ones(FACTORS)
    for p in range(BLOCK):
        dollar = prices[DOLLAR, p]
        for i in range(1, GOLD):
            now[i] = exp2(market[i, p]) * np.exp(course.coins[month]) * course.crash[month - 1] * dollar / s.usd_jpy
        now[GOLD] = exp2(market[GOLD, p]) * np.exp(course.gold[month]) * dollar / s.usd_jpy
        levy(s, c, b, p, course, month, dollar, now)


@njit
def custody(s, c, b, p, month, fails, lost):
    """Exchanges fail and pay, wallets are lost, on a path."""
    for i in range(c.coins.size):
        if c.coins[i].at_exchange:
            if month == fails:
                b.coin[i, p] *= 1.0 - s.exchange_loss
                b.waits[i, p] = True
            if month == fails + s.exchange_recovery_months:
                b.waits[i, p] = False
        elif month == lost:
            b.coin[i, p] = 0.0


@njit(fastmath=True, inline="always")
def pay_tax(coins, prices, coin, basis, waits, tax, payers, money, frozen, freezes):
    """Tax due, from money and then by selling coins; whether any stays owed."""
    some = pay(payers, money, frozen, freezes, tax[UNPAID])
    if some:
        for i in range(coins.size):
            factor, left = coins[i].factor, 0.0
            for p in range(BLOCK):
                worth = nearest(coin[i, p] * prices[factor, p])
                sold = 0.0 if waits[i, p] else min(tax[UNPAID, p], worth)
                kept = 1.0 - sold / max(worth, 1.0)
                before = basis[i, p]
                after = nearest(before * kept)
                basis[i, p] = after
                coin[i, p] *= kept
                tax[REALISED, p] += sold - (before - after)
                tax[UNPAID, p] -= sold
                left += tax[UNPAID, p]
            some = left > 0.0
            if not some:
                break
    return some


@njit(fastmath=True, inline="always")
def assess_tax(coins, prices, rate, coin, basis, tax):
    """Marks coins to market and assesses the year's tax."""
    for i in range(coins.size):
        factor = coins[i].factor
        for p in range(BLOCK):
            worth = nearest(coin[i, p] * prices[factor, p])
            tax[REALISED, p] += worth - basis[i, p]
            basis[i, p] = worth
    for p in range(BLOCK):
        gain = tax[REALISED, p] - tax[CARRIED, p]
        tax[REALISED, p], tax[CARRIED, p] = 0.0, max(-gain, 0.0)
        taxable = np.floor(max(gain, 0.0) / 1000.0) * 1000.0
        tax[ASSESSED, p] = np.floor(whole(taxable * rate) / 100.0) * 100.0


@njit(fastmath=True, inline="always")
def add(net, amounts, times):
    """Adds amounts so many times, holding by holding."""
    for i in range(amounts.shape[0]):
        for p in range(BLOCK):
            net[p] += times * amounts[i, p]


@njit(fastmath=True, inline="always")
def add_priced(net, amounts, i, prices, k):
    """Adds a holding at a price."""
    for p in range(BLOCK):
        net[p] += amounts[i, p] * prices[k, p]


@njit(fastmath=True, inline="always")
def value(c, b, course, month, prices, any_defaulted, worth):
    """Net worth in yen of the month, holding by holding."""
    bonds, coins, matures, comes = c.bonds, c.coins, c.bonds.matures, c.to_come.month
    per_face, face, to_come, tax = course.per_face, b.face, b.to_come, b.tax
    for p in range(BLOCK):
        worth[p] = -tax[ASSESSED, p] - tax[UNPAID, p]
    add(worth, b.money, 1.0)
    for i in range(b.usd.shape[0]):
        add_priced(worth, b.usd, i, prices, DOLLAR)
    for i in range(bonds.size):
        if matures[i] > month:
            for p in range(BLOCK):
                worth[p] += face[i, p] * per_face[i, month]
    if any_defaulted:
        add(worth, b.then, course.grown[month])
    for i in range(coins.size):
        add_priced(worth, b.coin, i, prices, coins[i].factor)
    for i in range(b.gold.shape[0]):
        add_priced(worth, b.gold, i, prices, GOLD)
    for i in range(b.yen_coin.shape[0]):
        add_priced(worth, b.yen_coin, i, b.backing, i)
    for i in range(comes.size):
        if comes[i] > month:
            for p in range(BLOCK):
                worth[p] += to_come[i, p]
    add(worth, b.to_pay, -1.0)
    add(worth, b.owed, -1.0)


@njit
def start_of(block):
    """The first path of a block; the last blocks overlap if need be."""
    return min(block * BLOCK, PATHS - BLOCK)


@njit
def mark(comes, months):
    """Marks the months in which something comes on some path."""
    for month in months:
        if month <= MONTHS:
            comes[month] = True


@njit(nogil=True, fastmath=True)
def paths(s, c, course, sure, events, block, normals, rows, net):
    """Real net worth on the paths of a block: month, path."""
    start = start_of(block)
    end = start + BLOCK
    b = opened(c)
    accounts, payers, cash, bonds, coins = c.money, c.payers, c.cash, c.bonds, c.coins
    matures, comes, payables = bonds.matures, c.to_come.month, c.to_pay
    loans, floats = c.loans, c.floats
    money, frozen, accrued, face = b.money, b.frozen, b.accrued, b.face
    coin, basis, waits, backing = b.coin, b.basis, b.waits, b.backing
    to_come, to_pay, owed, tax = b.to_come, b.to_pay, b.owed, b.tax
    market = np.zeros((RING + s.pass_through_lag, BLOCK), np.float32)
    prices, due, worth = np.ones((FACTORS, BLOCK)), np.zeros(BLOCK), np.zeros(BLOCK)
    prices[DOLLAR] = s.usd_jpy
    default, test = events.default[start:end], events.bank_test[start:end]
    fails, lost = events.exchange_fails[start:end], events.wallet_lost[start:end]
    tests, in_custody = np.zeros(MONTHS + 1, np.bool_), np.zeros(MONTHS + 1, np.bool_)
    mark(tests, test)
    mark(in_custody, fails)
    mark(in_custody, fails + s.exchange_recovery_months)
    mark(in_custody, lost)
    open_loans, open_payables = np.ones(loans.size, np.bool_), np.ones(payables.size, np.bool_)
    growth = (1.0 + s.deposit_rate) ** (1.0 / 12.0) - 1.0
    converts = s.conversion_money != 1.0 or s.conversion_debts != 1.0
    freezes, any_defaulted, unpaid, assessed = False, False, False, 0
    for month in range(MONTHS + 1):
        if month > 0:
            slot, passes = RING + month % s.pass_through_lag, np.float32(course.passed[month])
            move(market, normals[block, month - 1], rows, passes, slot)
            if growth != 0.0:
                deposit_interest(accounts, money, frozen, accrued, growth, course.year_ends[month])
            coupons(bonds, cash, month, money, face)
            rise = s.loan_beta * (course.yields[month - 1] - s.yield_today)
            loan_interest(loans, floats, rise, open_loans, owed, payers, money, frozen, freezes, due)
            collect(cash, matures, month, money, face)
            collect(cash, comes, month, money, to_come)
            repay(loans, month, open_loans, owed, payers, money, frozen, freezes, due)
            settle(payables, month, open_payables, to_pay, payers, money, frozen, freezes, due)
            if tests[month]:
                for p in range(BLOCK):
                    if test[p] == month:
                        any_defaulted |= default[p] == month
                        bank_events(s, c, b, p, course, month, default[p] == month, prices[DOLLAR, p])
            if s.freeze_months > 0 and s.freeze_month <= month <= s.freeze_month + s.freeze_months:
                freezes = freeze(s, c, money, frozen, month)
            if converts and month == s.conversion_month:
                convert(s, b)
            if month == s.levy_month and s.levy_rate > 0.0:
                levy_all(s, c, b, course, month, market, prices)
            if in_custody[month]:
                for p in range(BLOCK):
                    custody(s, c, b, p, month, fails[p], lost[p])
            if month == s.depeg_month and s.depeg > 0.0:
                for i in range(backing.shape[0]):
                    for p in range(BLOCK):
                        backing[i, p] *= 1.0 - s.depeg
            move_prices(market, prices, sure.dollar[month], sure.coins[month], sure.gold[month])
            if assessed > 0 and month == assessed + TAX_WAIT:
                for p in range(BLOCK):
                    tax[UNPAID, p] += tax[ASSESSED, p]
                    tax[ASSESSED, p] = 0.0
                unpaid = True
            if unpaid:
                unpaid = pay_tax(coins, prices, coin, basis, waits, tax, payers, money, frozen, freezes)
            if course.year_ends[month]:
                assess_tax(coins, prices, s.tax_rate, coin, basis, tax)
                assessed = month
        value(c, b, course, month, prices, any_defaulted, worth)
        for p in range(BLOCK):
            net[month, start + p] = worth[p] * (sure.per_level[month] * exp2(-market[PASSED, p]))


def fan(normals, chances, volatilities, scenario, net, pool):
    """Quantiles of real net worth, by month, month 0 first."""
    events, course = rules.of_paths(scenario, chances), rules.of_months(scenario)
    course = course._replace(per_face=course.per_face.reshape(-1, MONTHS + 1))
    rows = (model.triangle(volatilities) / np.log(2.0)).astype(np.float32)
    shared = scenario, company(), course, certain(scenario, course), events
    list(pool.map(lambda block: paths(*shared, block, normals, rows, net), range(BLOCKS)))
    return bins.quantiles(net, pool)


if __name__ == "__main__":
    drawn = model.draws()
    kept = np.stack([drawn[:, :, start_of(k) : start_of(k) + BLOCK] for k in range(BLOCKS)])
    uniform, room = model.uniforms(), np.zeros((MONTHS + 1, PATHS))
    with ThreadPoolExecutor(THREADS) as workers:
        model.present(
            "numba, any company and scenario, all threads",
            lambda volatilities: fan(kept, uniform, volatilities, model.SCENARIO, room, workers),
            lambda: fan(kept, uniform, 0.0 * model.VOLATILITIES, model.EVENTFUL, room, workers),
        )
