"""The fan of `forelock bench` in numpy, by hand for this one company.

All paths side by side, month by month, in place: whole yen in 64 bits, what
chance does in 32. Quantiles are exact, by sorting: numpy sorts 32-bit numbers
with vector instructions, with AVX-512 in an eighth of the time `np.partition`
takes for the same ranks. Neither two threads nor blocks of paths that stay
nearer to the processor made it quicker.

Prints {"name", "median_ms", "p95_ms"} as JSON; for `--check` see
`model.present`.
"""

import numpy as np

import model
from model import EXACT, LOANS, MONTHS, PATHS

DOLLAR, BTC, ETH, GOLD, PRICES = range(5)
COINS = slice(BTC, GOLD)


class Ledger:
    """Money that pays, and what is owed on each loan, in whole yen."""

    def __init__(self):
        self.money = np.full(PATHS, float(model.PAYING))
        self.loans = [np.full(PATHS, float(balance)) for balance, _, _ in LOANS]
        self.due, self.paid = np.empty((2, PATHS))

    def interest(self):
        """Interest on loans; what cannot be paid is added to them."""
        money, due, paid = self.money, self.due, self.paid
        for loan, (_, rate, _) in zip(self.loans, LOANS):
            np.multiply(loan, rate / 12.0 * EXACT, out=due)
            np.floor(due, out=due)
            np.minimum(due, money, out=paid)
            money -= paid
            due -= paid
            loan += due

    def settle(self, month):
        """Repayments; what cannot be paid stays owed."""
        (_, _, first_ends), (_, _, second_ends) = LOANS
        first, second = self.loans
        if month < first_ends:
            np.divide(first, first_ends - month + 1, out=self.due)
            np.floor(self.due, out=self.due)
            self.repay(first, self.due)
        else:
            self.repay(first, first)
        if month >= second_ends:
            self.repay(second, second)

    def repay(self, loan, due):
        """Repays what is due, as far as the money goes."""
        paid = self.paid
        np.minimum(due, self.money, out=paid)
        self.money -= paid
        loan -= paid


class Coins:
    """Bitcoin and ether: yen of today's price, and their tax."""

    def __init__(self, amounts):
        self.amounts = amounts
        self.basis = amounts.astype(float)
        self.realised, self.carried = np.zeros((2, PATHS))
        # Tax assessed, and tax that could not be paid when due.
        self.assessed, self.unpaid = np.zeros((2, PATHS))

    def pay(self, money, prices):
        """Tax due, from money and then by selling bitcoin, then ether; whether
        any stays owed."""
        rows = np.flatnonzero(self.unpaid)
        left, at_hand = self.unpaid[rows], money[rows]
        paid = np.minimum(left, at_hand)
        money[rows] = at_hand - paid
        left -= paid
        self.unpaid[rows] = left
        short = left > 0.0
        rows, left = rows[short], left[short]
        for amount, basis, price in zip(self.amounts, self.basis, prices):
            worth = np.rint(amount[rows] * price[rows]).astype(float)
            sold = np.minimum(left, worth)
            kept = 1.0 - sold / np.maximum(worth, 1.0)
            before = basis[rows]
            after = np.rint(before * kept)
            amount[rows] *= kept
            basis[rows] = after
            self.realised[rows] += sold - (before - after)
            left -= sold
        self.unpaid[rows] = left
        return bool(left.any())

    def assess(self, prices):
        """Marks to market and assesses the year's tax."""
        worth = np.rint(self.amounts * prices).astype(float)
        gain = (worth - self.basis).sum(axis=0)
        gain += self.realised
        gain -= self.carried
        self.basis = worth
        self.realised[:] = 0.0
        self.carried = np.maximum(-gain, 0.0)
        thousands = np.floor(np.maximum(gain, 0.0) / 1000.0)
        self.assessed = np.floor(thousands * model.TAX_PER_THOUSAND / 100.0) * 100.0


def fan(normals, volatilities):
    """Quantiles of real net worth, by month, month 0 first."""
    tables = model.tables()
    rows = model.triangle(volatilities)
    rows[1:] += rows[DOLLAR]  # in yen rather than in dollars
    rows = rows.astype(np.float32)
    lag = model.PASS_THROUGH_LAG
    through = np.float32(-model.PASS_THROUGH / lag)

    # Logs of the dollar, coins and gold in yen, and of 1 over the price level.
    logs, factors = np.zeros((2, 5, PATHS), np.float32)
    moves, worths = np.empty((2, 4, PATHS), np.float32)
    # Prices have taken up φ times the dollar's mean log over the lag.
    ring, window = np.zeros((lag, PATHS), np.float32), np.zeros(PATHS, np.float32)
    today = (model.DOLLARS * model.USD_JPY, model.BITCOIN, model.ETHER, model.GOLD_TODAY)
    amounts = np.repeat(np.array(today, np.float32)[:, None], PATHS, axis=1)
    ledger, coins = Ledger(), Coins(amounts[COINS])
    money = ledger.money
    in_yen, net = np.empty(PATHS), np.empty(PATHS, np.float32)
    low, part = model.places()
    quantiles = np.empty((MONTHS + 1, low.size))
    quantiles[0] = model.net_today()
    unpaid = False

    for month in range(1, MONTHS + 1):
        np.matmul(rows, normals[month - 1], out=moves)
        logs[:4] += moves
        slot = ring[month % lag]
        window -= slot
        slot[:] = logs[DOLLAR]
        window += slot
        np.multiply(window, through, out=logs[PRICES])
        np.exp(logs, out=factors)

        if tables.coupons[month]:
            money += tables.coupons[month]
        ledger.interest()
        if tables.collected[month]:
            money += tables.collected[month]
        ledger.settle(month)

        since = month - model.FIRST_YEAR_END
        if since > 0 and since % 12 == model.TAX_WAIT:
            coins.unpaid += coins.assessed
            coins.assessed[:] = 0.0
            unpaid = True
        if unpaid:
            unpaid = coins.pay(money, factors[COINS])
        if since >= 0 and since % 12 == 0:
            coins.assess(factors[COINS])

        np.subtract(money, ledger.loans[0], out=in_yen)
        in_yen -= ledger.loans[1]
        if since >= 0 and since % 12 < model.TAX_WAIT:
            in_yen -= coins.assessed
        if unpaid:
            in_yen -= coins.unpaid
        net[:] = in_yen
        net += tables.still[month]
        np.multiply(amounts, factors[:4], out=worths)
        for worth in worths:
            net += worth
        net *= factors[PRICES]
        net.sort()
        value, following = net[low].astype(float), net[low + 1].astype(float)
        quantiles[month] = (value + part * (following - value)) * tables.per_price[month]
    return quantiles


if __name__ == "__main__":
    kept = model.draws()
    model.present("numpy, by hand for this one company, one thread", lambda volatilities: fan(kept, volatilities))
