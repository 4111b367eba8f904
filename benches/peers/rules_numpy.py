"""The fan of `forelock bench` in numpy, as one would write it.

All paths side by side, month by month, in 64 bits: the company and the
scenario of `model.py` are data, each holding is a row of its own and valued on
its own, and every rule is there, switched by the scenario's numbers. Rules
that come to few paths at a time work on those alone. Draws are cached;
quantiles are `np.quantile`.

Prints {"name", "median_ms", "p95_ms"} as JSON; for `--check` see
`model.present`.
"""

import numpy as np

import model
import rules
from model import BTC, DOLLAR, ETH, FACTORS, GOLD, LEVELS, MONTHS, PATHS
from model import ORDINARY, SETTLEMENT, TIME, NEGOTIABLE


def whole(values):
    """Cut to whole yen; what is within binary noise of one counts as it."""
    return np.floor(values * (1.0 + 4e-15) + 1e-7)


def rows_of(values):
    """A row of the same on every path for each value."""
    return np.repeat(np.array(values, float)[:, None], PATHS, axis=1)


class Market:
    """Prices on every path, and which of them are this month's already."""

    def __init__(self, scenario, course, volatilities):
        self.scenario, self.course = scenario, course
        self.rows = model.triangle(volatilities)
        self.logs = np.zeros((FACTORS, PATHS))
        lag = scenario.pass_through_lag
        self.ring, self.window, self.passed = np.zeros((lag, PATHS)), np.zeros(PATHS), np.zeros(PATHS)
        self.dollar = np.full(PATHS, scenario.usd_jpy)
        self.coins, self.gold = {BTC: np.ones(PATHS), ETH: np.ones(PATHS)}, np.ones(PATHS)
        self.crash, self.market_yield = course.crash[0], course.yields[0]

    def step(self, month, normals):
        """Goes on to a month; the currency moves at its end."""
        course = self.course
        moves = self.rows @ normals
        self.logs += moves
        for factor, coin in self.coins.items():
            np.exp(self.logs[factor] + course.coins[month], out=coin)
        np.exp(self.logs[GOLD] + course.gold[month], out=self.gold)
        # Prices take up each move of the dollar in equal parts over the lag.
        moved = moves[DOLLAR] + (course.dollar[month] - course.dollar[month - 1])
        slot = self.ring[month % len(self.ring)]
        self.window -= slot
        np.multiply(moved, course.passed[month], out=slot)
        self.window += slot
        self.passed += self.window

    def move_currency(self, month):
        """The dollar of the month."""
        self.dollar = self.scenario.usd_jpy * np.exp(self.logs[DOLLAR] + self.course.dollar[month])

    def in_yen(self):
        """What a yen of today of each kind of coin and of gold has become."""
        dollar = self.dollar / self.scenario.usd_jpy
        coins = {factor: coin * (self.crash * dollar) for factor, coin in self.coins.items()}
        return coins, self.gold * dollar

    def level(self, month):
        """The price level."""
        return np.exp(self.passed + self.course.prices[month])


class Books:
    """What the company has on every path."""

    def __init__(self, scenario, market, events):
        self.scenario, self.market, self.events, self.course = scenario, market, events, market.course
        self.accounts, self.bonds, self.coins = model.of(model.Money), model.of(model.Bond), model.of(model.Coin)
        self.abroad, self.yen_coins, self.loans = (
            model.of(model.Dollars),
            model.of(model.YenCoin),
            model.of(model.Loan),
        )
        self.receivables, self.payables = model.of(model.Receivable), model.of(model.Payable)
        self.money = rows_of([m.amount for m in self.accounts])
        self.frozen, self.accrued = np.zeros_like(self.money), np.zeros_like(self.money)
        self.freeze_on = False
        self.usd = rows_of([d.amount for d in self.abroad])
        self.face = rows_of([b.face for b in self.bonds])
        # Worth of defaulted bonds, as of month 0.
        self.then, self.any_defaulted = np.zeros_like(self.face), False
        self.coin = rows_of([c.worth for c in self.coins])
        self.basis, self.waits = self.coin.copy(), np.zeros(self.coin.shape, bool)
        self.gold = rows_of([g.worth for g in model.of(model.Gold)])
        self.yen_coin = rows_of([y.face for y in self.yen_coins])
        self.backing = np.ones_like(self.yen_coin)
        self.to_come = rows_of([r.amount for r in self.receivables])
        self.to_pay = rows_of([p.amount for p in self.payables])
        self.owed = rows_of([loan.balance for loan in self.loans])
        self.realised, self.carried = np.zeros((2, PATHS))
        self.tax = []  # month due, amount
        self.payers, self.cash = rules.payers(), self.money[rules.cash()]
        self.growth = np.expm1(np.log1p(scenario.deposit_rate) / 12.0)

    def month(self, month):
        """The rules of a month, in their order."""
        market = self.market
        if self.growth:
            self.deposit_interest(month)
        self.coupons(month)
        self.loan_interest()
        self.collect(month)
        self.settle(month)
        market.market_yield = self.course.yields[month]
        self.bank_events(month)
        self.controls(month)
        market.crash = self.course.crash[month]
        self.custody(month)
        market.move_currency(month)
        prices, gold = market.in_yen()
        self.pay_tax(month, prices)
        if self.course.year_ends[month]:
            self.assess_tax(month, prices)
        return self.net(month, prices, gold)

    def pay(self, due):
        """Pays what is due from one account after the other; what is left."""
        for i in self.payers:
            money = self.money[i]
            part = np.minimum(due, money - self.frozen[i] if self.freeze_on else money)
            if self.freeze_on:
                np.maximum(part, 0.0, out=part)
            money -= part
            due = due - part
            if not due.any():
                break
        return due

    def deposit_interest(self, month):
        """Accrues monthly, credited at the end of the fiscal year."""
        for account, money, frozen, accrued in zip(self.accounts, self.money, self.frozen, self.accrued):
            if account.account in (model.CASH, SETTLEMENT):
                continue
            accrued += (accrued + money) * self.growth
            if self.course.year_ends[month]:
                credited = whole(accrued)
                money += credited
                frozen += np.where(frozen > 0.0, credited, 0.0)
                accrued[:] = 0.0

    def coupons(self, month):
        """Coupons move to cash."""
        for bond, face in zip(self.bonds, self.face):
            if month <= bond.matures and (bond.matures - month) % 6 == 0:
                self.cash += whole(face * bond.coupon / 2.0)

    def loan_interest(self):
        """Interest; what cannot be paid is added to the loan."""
        s = self.scenario
        for loan, owed in zip(self.loans, self.owed):
            rate = loan.rate
            if loan.floor is not None:
                rise = self.market.market_yield - s.yield_today
                rate = max(rate + s.loan_beta * rise, loan.floor)
            owed += self.pay(whole(owed * (rate / 12.0)))

    def collect(self, month):
        """Bonds and receivables turn into cash."""
        for holdings, amounts in ((self.bonds, self.face), (self.receivables, self.to_come)):
            for holding, amount in zip(holdings, amounts):
                due = holding.matures if isinstance(holding, model.Bond) else holding.month
                if due == month:
                    self.cash += amount
                    amount[:] = 0.0

    def settle(self, month):
        """Payables and principal; what cannot be paid stays owed."""
        for loan, owed in zip(self.loans, self.owed):
            if loan.matures <= month:
                due = owed.copy()
            elif loan.equal_parts:
                due = whole(owed / (loan.matures - month + 1))
            else:
                continue
            if month < loan.matures or due.any():
                owed -= due - self.pay(due)
        for payable, amount in zip(self.payables, self.to_pay):
            if payable.month <= month and amount.any():
                amount[:] = self.pay(amount)

    def bank_events(self, month):
        """Bonds default, banks are tested, and what that does to deposits."""
        at = np.flatnonzero(self.events.bank_test == month)
        if not at.size:
            return
        defaults = self.events.default[at] == month
        loss = np.where(defaults, self.course.defaulted[month], self.course.unrealised[month])
        hit = at[defaults]
        if hit.size:
            for bond, face, then, per_face in zip(self.bonds, self.face, self.then, self.course.per_face):
                if bond.matures > month:
                    kept = per_face[month] * (1.0 - self.scenario.haircut)
                    then[hit] = face[hit] * kept / self.course.grown[month]
                    face[hit] = 0.0
            self.any_defaulted = True
            self.to_come[:, hit] = whole(self.to_come[:, hit] * (1.0 - self.scenario.receivable_loss))
        for bank in range(len(model.SETS_OFF)):
            self.test_bank(bank, at, loss)
        short = self.shortfall(loss)
        for coin, backing in zip(self.yen_coins, self.backing):
            backing[at] *= 1.0 - np.minimum(coin.bonds * loss + coin.deposits * short, 1.0)

    def shortfall(self, loss):
        """What a bank is short of, per yen of deposits."""
        s = self.scenario
        missing = s.bank_bonds * loss + s.bank_other_losses - s.bank_buffer - s.state_support
        return np.where(missing < 1e-12, 0.0, np.minimum(missing, 1.0))

    def at_bank(self, bank, *kinds):
        """Accounts of these kinds at a bank."""
        return [
            i for kind in kinds for i, a in enumerate(self.accounts) if a.bank == bank and a.account == kind
        ]

    def test_bank(self, bank, at, loss):
        """Losses beyond the buffer, everybody alike but for insurance."""
        s, money = self.scenario, self.money
        short = self.shortfall(loss)
        at, short = at[short > 0.0], short[short > 0.0]
        if not at.size:
            return
        general = self.at_bank(bank, ORDINARY, TIME)
        before = money[np.ix_(general, at)].sum(axis=0)
        for i in self.at_bank(bank, ORDINARY, TIME, NEGOTIABLE):
            money[i, at] += whole(self.accrued[i, at])
            self.accrued[i, at] = 0.0
        earned = money[np.ix_(general, at)].sum(axis=0) - before
        covered = whole(earned * np.minimum(s.insurance_cap, before) / np.maximum(before, 1.0))
        cap = s.insurance_cap + covered
        if model.SETS_OFF[bank]:
            self.set_off(bank, at, general)
        settled = self.at_bank(bank, SETTLEMENT)
        open_lines = self.at_bank(bank, NEGOTIABLE)
        abroad = [i for i, line in enumerate(self.abroad) if line.bank == bank]
        in_general = money[np.ix_(general, at)].sum(axis=0)
        insured = np.minimum(in_general, cap)
        bears = insured.copy()
        if not s.settlement_always_honoured:
            bears += money[np.ix_(settled, at)].sum(axis=0)
        in_yen = np.rint(self.usd[np.ix_(abroad, at)].sum(axis=0) * self.market.dollar[at])
        exposed = in_general - insured + money[np.ix_(open_lines, at)].sum(axis=0) + in_yen
        lost = bears - whole(bears * (1.0 - short * (1.0 - s.insurance_honoured)))
        of_insured = lost / np.maximum(bears, 1.0)
        of_open = (exposed - whole(exposed * (1.0 - short))) / np.maximum(exposed, 1.0)
        for i in general:
            part = np.minimum(money[i, at], cap)
            cap = cap - part
            money[i, at] -= part * of_insured + (money[i, at] - part) * of_open
        if not s.settlement_always_honoured:
            money[np.ix_(settled, at)] *= 1.0 - of_insured
        money[np.ix_(open_lines, at)] *= 1.0 - of_open
        self.usd[np.ix_(abroad, at)] *= 1.0 - of_open
        np.minimum(self.frozen, money, out=self.frozen)

    def set_off(self, bank, at, general):
        """Nets general deposits with loans at the same bank."""
        owed = [i for i, loan in enumerate(self.loans) if loan.bank == bank]
        sums = self.money[np.ix_(general, at)].sum(axis=0), self.owed[np.ix_(owed, at)].sum(axis=0)
        netted = np.minimum(*sums)
        for lines, amounts in ((general, self.money), (owed, self.owed)):
            left = netted.copy()
            for i in lines:
                part = np.minimum(left, amounts[i, at])
                amounts[i, at] -= part
                left -= part

    def controls(self, month):
        """Freeze, conversion of money and debts, levy."""
        s = self.scenario
        if s.freeze_months and s.freeze_month <= month <= s.freeze_month + s.freeze_months:
            self.freeze(month)
        if month == s.conversion_month and (s.conversion_money, s.conversion_debts) != (1.0, 1.0):
            for amounts in (self.money, self.frozen, self.yen_coin):
                amounts[:] = whole(amounts * s.conversion_money)
            self.accrued *= s.conversion_money
            for amounts in (self.to_come, self.to_pay, self.owed):
                amounts[:] = whole(amounts * s.conversion_debts)
        if month == s.levy_month and s.levy_rate > 0.0:
            self.levy(month)

    def freeze(self, month):
        """Deposits are frozen, but for so much a bank and month."""
        s = self.scenario
        self.freeze_on = month < s.freeze_month + s.freeze_months
        if not self.freeze_on:
            self.frozen[:] = 0.0
            return
        for bank in range(len(model.SETS_OFF)):
            left = np.full(PATHS, s.withdrawal_limit)
            for i in self.at_bank(bank, ORDINARY, SETTLEMENT, TIME, NEGOTIABLE):
                if month == s.freeze_month:
                    self.frozen[i] = self.money[i]
                else:
                    freed = np.minimum(left, self.frozen[i])
                    self.frozen[i] -= freed
                    left -= freed

    def levy(self, month):
        """A share of what is owned beyond debts and an exemption."""
        s = self.scenario
        prices, gold = self.market.in_yen()
        bonds = self.face * self.course.per_face[:, month, None] + self.then * self.course.grown[month]
        coins = self.coin * np.array([prices[c.factor] for c in self.coins])
        owned = [self.money, self.usd * self.market.dollar, bonds, coins, self.yen_coin * self.backing]
        owned += [self.gold * gold, self.to_come]
        total = sum(np.rint(worths).sum(axis=0) for worths in owned)
        debts = self.to_pay.sum(axis=0) + self.owed.sum(axis=0) + sum(tax for _, tax in self.tax)
        levy = whole(np.maximum(total - debts - s.levy_exempt, 0.0) * s.levy_rate)
        kept = 1.0 - levy / np.maximum(total, 1.0)
        for amounts in (self.money, self.usd, self.face, self.then, self.coin, self.backing, self.gold, self.to_come):
            amounts *= kept
        self.basis[:] = np.rint(self.basis * kept)
        np.minimum(self.frozen, self.money, out=self.frozen)

    def custody(self, month):
        """Exchanges fail and pay, wallets are lost, a yen coin falls."""
        s, events = self.scenario, self.events
        if s.exchange_loss > 0.0:
            fails = events.exchange_fails == month
            pays = events.exchange_fails + s.exchange_recovery_months == month
            for holding, amount, waits in zip(self.coins, self.coin, self.waits):
                if holding.at_exchange:
                    amount[fails] *= 1.0 - s.exchange_loss
                    waits[fails] = True
                    waits[pays] = False
        if s.own_wallet_loss_rate > 0.0:
            lost = events.wallet_lost == month
            for holding, amount in zip(self.coins, self.coin):
                if not holding.at_exchange:
                    amount[lost] = 0.0
        if month == s.depeg_month and s.depeg > 0.0:
            self.backing *= 1.0 - s.depeg

    def pay_tax(self, month, prices):
        """Tax due, from money and then by selling coins."""
        due = [amount for when, amount in self.tax if when <= month]
        if not due:
            return
        self.tax = [(when, amount) for when, amount in self.tax if when > month]
        left = self.pay(sum(due))
        if not left.any():
            return
        for holding, amount, basis, waits in zip(self.coins, self.coin, self.basis, self.waits):
            worth = np.rint(amount * prices[holding.factor])
            sold = np.where(waits, 0.0, np.minimum(left, worth))
            kept = 1.0 - sold / np.maximum(worth, 1.0)
            before = basis.copy()
            basis[:] = np.rint(before * kept)
            amount *= kept
            self.realised += sold - (before - basis)
            left -= sold
        if left.any():
            self.tax.append((month, left))

    def assess_tax(self, month, prices):
        """Marks coins to market and assesses the year's tax."""
        gain = self.realised - self.carried
        for holding, amount, basis in zip(self.coins, self.coin, self.basis):
            worth = np.rint(amount * prices[holding.factor])
            gain += worth - basis
            basis[:] = worth
        self.realised = np.zeros(PATHS)
        self.carried = np.maximum(-gain, 0.0)
        taxable = np.floor(np.maximum(gain, 0.0) / 1000.0) * 1000.0
        tax = np.floor(whole(taxable * self.scenario.tax_rate) / 100.0) * 100.0
        self.tax.append((month + model.TAX_WAIT, tax))

    def net(self, month, prices, gold):
        """Net worth in yen of the month, holding by holding."""
        net = self.money.sum(axis=0)
        for usd in self.usd:
            net += usd * self.market.dollar
        for bond, face, per_face in zip(self.bonds, self.face, self.course.per_face):
            if bond.matures > month:
                net += face * per_face[month]
        if self.any_defaulted:
            net += self.then.sum(axis=0) * self.course.grown[month]
        for holding, amount in zip(self.coins, self.coin):
            net += amount * prices[holding.factor]
        for amount in self.gold:
            net += amount * gold
        for face, backing in zip(self.yen_coin, self.backing):
            net += face * backing
        net += self.to_come.sum(axis=0)
        net -= self.to_pay.sum(axis=0)
        net -= self.owed.sum(axis=0)
        for _, tax in self.tax:
            net -= tax
        return net


def fan(normals, uniforms, volatilities, scenario):
    """Quantiles of real net worth, by month, month 0 first."""
    market = Market(scenario, rules.of_months(scenario), volatilities)
    books = Books(scenario, market, rules.of_paths(scenario, uniforms))
    prices, gold = market.in_yen()
    quantiles = np.empty((MONTHS + 1, LEVELS.size))
    quantiles[0] = np.quantile(books.net(0, prices, gold), LEVELS)
    for month in range(1, MONTHS + 1):
        market.step(month, normals[month - 1])
        net = books.month(month)
        quantiles[month] = np.quantile(net / market.level(month), LEVELS)
    return quantiles


if __name__ == "__main__":
    kept, chances = model.draws().astype(float), model.uniforms()
    model.present(
        "numpy, as one would write it, one thread",
        lambda volatilities: fan(kept, chances, volatilities, model.SCENARIO),
        lambda: fan(kept, chances, 0.0 * model.VOLATILITIES, model.EVENTFUL),
    )
