"""An independent calculation of one rich scenario, in decimals of 50 digits.

Written from the model's page alone; only where it is silent (payment order,
order of events within a month) from the documentation of `engine::project`.
`tests/it/reference.rs` builds the same company and holds the figures printed
here. Run: python3 tests/reference/reference.py, and with `plan` after it for
the same company with a plan.
"""

import sys
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal as D, getcontext

getcontext().prec = 50
T = 120
PLANNED = sys.argv[1:] == ["plan"]


def down(x):  # credited amounts
    return x.quantize(D(1), ROUND_DOWN)


def shown(x):  # stated values
    return x.quantize(D(1), ROUND_HALF_UP)


# --- what moves for everybody ------------------------------------------------
S0, G_S, SHOCK, T_D = D("157.9"), D("0.01"), D("0.30"), 30
PI, PI_YEAR = D("0.02"), {3: D("0.06")}
LAG, PHI, PHI_CRISIS = 12, D("0.10"), D("0.30")  # threshold 20%: crisis from T_D on
Y0, RISE, T_Y, BETA_PI = D("0.0224"), D("0.015"), 20, D("0.5")
M_B, CRASH, T_C, BACK, BACK_MONTHS = D("0.12"), D("0.77"), 48, D("0.4"), 24
GOLD = D("0.03")


def inflation(t):
    return PI_YEAR.get((max(t, 1) - 1) // 12 + 1, PI)


def fx(t):
    return S0 * (1 + G_S) ** (D(t) / 12) / (1 - SHOCK if t >= T_D else 1)


def price_level(t):
    log = sum(((1 + inflation(s)).ln() / 12 for s in range(1, t + 1)), D(0))
    for s in range(1, t + 1):
        phi = PHI_CRISIS if s >= T_D else PHI
        log += phi * (fx(s) / fx(s - 1)).ln() * min(D(1), D(t - s + 1) / LAG)
    return log.exp()


def jgb_yield(t):
    feedback = BETA_PI * (inflation(t) - inflation(1))
    return max(D(0), Y0 + (RISE if t >= T_Y else 0) + feedback)


def coin_growth(t):
    return (1 + M_B) ** (D(t) / 12)


def coin_crash(t):
    return D(1) if t < T_C else 1 - CRASH * (1 - BACK * min(D(1), D(t - T_C) / BACK_MONTHS))


def bond_value(face, coupon, left, y):
    """Payments each six months counted back from maturity, this month's gone."""
    total = D(0)
    for months in range(left, 0, -6):
        total += (face * coupon / 2 + (face if months == left else 0)) / (1 + y / 2) ** (D(months) / 6)
    return total


# --- the company -------------------------------------------------------------
def money(amount, bank=None, kind=None):
    return {"n": D(amount), "bank": bank, "kind": kind, "frozen": D(0), "accrued": D(0)}


cash = money(8_000_000)
accounts = [
    money(25_000_000, "A", "ordinary"), money(18_000_000, "A", "time"), money(3_000_000, "A", "settlement"),
    money(12_000_000, "B", "ordinary"), money(20_000_000, "B", "ncd"), money(9_000_000, "C", "time"),
]
usd_at_b, usd_held = D(50_000), D(100_000)
bonds = [{"face": D(30_000_000), "c": D("0.011"), "m": 100}, {"face": D(10_000_000), "c": D("0.005"), "m": 30}]
btc = {"units": D("1.25"), "price": D(9_300_000), "basis": D(6_000_000), "owed": None}
eth = {"units": D(20), "price": D(300_000), "basis": D(6_000_000), "owed": None}  # at an exchange
coins = [btc, eth]
gold = D(500) * D(21_000)
yen_coin, level = D(5_000_000), D(1)
loans = [
    {"n": D(40_000_000), "bank": "A", "fixed": D("0.015"), "m": 84, "equal": True},
    {"n": D(30_000_000), "bank": None, "today": D("0.012"), "floor": D("0.008"), "m": 72, "equal": False},
]
receivables = [{"n": D(15_000_000), "m": 3}, {"n": D(7_000_000), "m": 40}]
payable = {"n": D(6_000_000), "m": 2}
taxes, carried, realised = [], D(0), D(0)
banks = {"A": (D("0.40"), True), "B": (D("0.50"), False), "C": (D("0.08"), False)}  # share of bonds, set-off

TAU, H, K, ETA, IOTA, CAP = 36, D("0.37"), D("0.05"), D("0.5"), D("0.65"), D(10_000_000)
EXIT, SLIDER_SHARE, RECEIVABLE_LOSS, LOAN_BETA = D("0.06"), D("0.10"), D("0.2"), D("0.7")
DEPOSIT_RATE = D("0.003")
FREEZE, FREEZE_MONTHS, LIMIT = 34, 12, D(1_000_000)
CONVERT, CONVERT_MONEY, CONVERT_DEBTS = 80, D("0.95"), D("0.90")
LEVY, LEVY_RATE, EXEMPT, CRYPTO_REACH = 90, D("0.10"), D(20_000_000), D("0.5")
FAILURE, FAILURE_LOSS, FAILURE_WAIT = 60, D("0.6"), 20
DEPEG, T_DEPEG, TAX = D("0.1"), 50, D("0.315")


def year_end(t):  # figures as of October, years end in March
    return t % 12 == 5


def pay(amount):
    left = amount
    for kind in (None, "ordinary", "settlement", "time"):
        for a in [cash, *accounts]:
            if a["kind"] == kind:
                part = min(left, max(D(0), a["n"] - a["frozen"]))
                a["n"] -= part
                left -= part
    return amount - left


def coin_value(c, s_month, t, crashed):
    if c["owed"] is not None:
        return c["owed"] * fx(s_month)
    return c["units"] * c["price"] * coin_growth(t) * coin_crash(crashed) * fx(s_month) / S0


def spread(total, weights):
    """Whole yen in proportion, the rest to the largest remainders."""
    exact = [total * w / sum(weights) for w in weights]
    parts = [down(x) for x in exact]
    order = sorted(range(len(exact)), key=lambda i: parts[i] - exact[i])
    for i in order[: int(total - sum(parts))]:
        parts[i] += 1
    return parts


def fail(bank, share):
    global usd_at_b
    x = min(D(1), max(D(0), share * H - K))
    if x == 0:
        return
    mine = [a for a in accounts if a["bank"] == bank]
    general = [a for k in ("ordinary", "time") for a in mine if a["kind"] == k]
    principal, interest = sum((a["n"] for a in general), D(0)), D(0)
    for a in mine:
        credit = down(a["accrued"])
        a["n"], a["accrued"] = a["n"] + credit, D(0)
        interest += credit if a in general else 0
    cap = CAP + (down(interest * min(CAP, principal) / principal) if principal else 0)
    if banks[bank][1]:
        owed = [l for l in loans if l["bank"] == bank]
        left = netted = min(sum(a["n"] for a in general), sum(l["n"] for l in owed))
        for group, amount in ((general, netted), (owed, left)):
            for a in group:
                part = min(a["n"], amount)
                a["n"] -= part
                amount -= part
    dollars = usd_at_b * fx(TAU - 1) if bank == "B" else D(0)
    covered, room = [], cap
    for a in general:
        covered.append(min(a["n"], room))
        room -= covered[-1]
    settlement = [a for a in mine if a["kind"] == "settlement"]
    ncd = [a for a in mine if a["kind"] == "ncd"]
    insured = sum(covered) + sum(a["n"] for a in settlement)
    open_ = sum(a["n"] for a in general) - sum(covered) + sum(a["n"] for a in ncd) + shown(dollars)
    u = min(D(1), x / (1 - IOTA))
    v = max(D(0), (x - (1 - IOTA) * u) / IOTA)
    loss_in = insured - down(insured * (1 - v * (1 - ETA)))
    loss_open = open_ - (down(open_ * (1 - IOTA - x) / (1 - IOTA)) if u < 1 else 0)
    bearers = general + settlement + ncd
    safe = covered + [a["n"] for a in settlement] + [D(0)] * len(ncd)
    at_risk = [g["n"] - c for g, c in zip(general, covered)] + [D(0)] * len(settlement) + [a["n"] for a in ncd]
    losses_in = spread(loss_in, safe) if loss_in else [D(0)] * len(safe)
    losses_open = spread(loss_open, at_risk + [shown(dollars)]) if loss_open else [D(0)] * (len(at_risk) + 1)
    for a, p, q in zip(bearers, losses_in, losses_open):
        a["n"] -= p + q
    if dollars:
        usd_at_b *= 1 - losses_open[-1] / shown(dollars)
    for a in mine:
        a["frozen"] = min(a["frozen"], a["n"])


# --- the plan: 45% of every deposit but the first, over 48 months from 10 ----
SHARE, START, PARTS, COST = D("0.45"), 10, 48, D("0.012")
WEIGHTS = [D(2), D("1.5"), D(1), D("0.5")]  # bitcoin, dollars, gold, bonds
plan_btc = {"units": D(0), "price": D("58600") * S0, "basis": D(0), "owed": None}  # at an exchange
plan_bond = {"face": D(0), "c": D(0), "m": 0}
noted = []


def move(t):
    """Prices of this moment: this month's growth and yield, last month's crash and currency."""
    global usd_held, gold, noted
    s = t - 1
    if t == START:
        noted = [down(a["n"] * SHARE) for a in accounts[1:]]
        plan_bond["c"], plan_bond["m"] = jgb_yield(t), t + 120
    if not START <= t < START + PARTS:
        return
    parts = []
    for a, amount in zip(accounts[1:], noted):
        each = down(amount / PARTS)
        part = amount - each * (PARTS - 1) if t == START + PARTS - 1 else each
        parts.append(min(part, max(D(0), a["n"] - a["frozen"])))
    if sum(parts) == 0:
        return
    into = spread(sum(parts), WEIGHTS)
    if t >= TAU:
        into[3] = D(0)
    out = spread(sum(into), parts)
    for a, part in zip(accounts[1:], out):
        a["n"] -= part
    bought = [p * (1 - COST) for p in into]
    plan_btc["units"] += bought[0] / (plan_btc["price"] * coin_growth(t) * coin_crash(s) * fx(s) / S0)
    plan_btc["basis"] += into[0]
    usd_held += bought[1] / fx(s)
    gold += bought[2] / ((1 + GOLD) ** (D(t) / 12) * fx(s) / S0)
    if into[3]:
        price = bond_value(D(1), plan_bond["c"], plan_bond["m"] - t, jgb_yield(t))
        plan_bond["face"] += shown(bought[3] / price)


if PLANNED:
    coins.append(plan_btc)
    bonds.append(plan_bond)

growth = (1 + DEPOSIT_RATE) ** (D(1) / 12) - 1
for t in range(1, T + 1):
    # interest, coupons
    for a in accounts:
        if a["kind"] != "settlement":
            a["accrued"] += (a["accrued"] + a["n"]) * growth
            if year_end(t):
                credit, a["accrued"] = down(a["accrued"]), D(0)
                a["n"] += credit
                a["frozen"] += credit if a["frozen"] else 0  # what a frozen account earns is frozen too
    for b in bonds:
        if t <= b["m"] and "new" not in b and (b["m"] - t) % 6 == 0:
            cash["n"] += down(b["face"] * b["c"] / 2)
    rise = jgb_yield(t - 1) - Y0
    for l in loans:
        rate = l["fixed"] if "fixed" in l else max(l["floor"], l["today"] + LOAN_BETA * rise)
        due = down(l["n"] * rate / 12)
        l["n"] += due - pay(due)
    # maturities
    for b in bonds:
        if b["m"] == t and "new" not in b:
            cash["n"], b["face"] = cash["n"] + b["face"], D(0)
    for r in receivables:
        if r["m"] == t:
            cash["n"], r["n"] = cash["n"] + r["n"], D(0)
    for l in loans:
        if l["m"] <= t:
            l["n"] -= pay(l["n"])
        elif l["equal"]:
            l["n"] -= pay(down(l["n"] / (l["m"] - t + 1)))
    if payable["m"] <= t:
        payable["n"] -= pay(payable["n"])
    # default and bank losses
    if t == TAU:
        for b in bonds:
            if b["m"] > t:
                b["new"] = bond_value(b["face"], b["c"], b["m"] - t, jgb_yield(t)) * (1 - H)
        for r in receivables:
            r["n"] = down(r["n"] * (1 - RECEIVABLE_LOSS))
        for name, (share, _) in banks.items():
            fail(name, share)
        x = min(D(1), max(D(0), SLIDER_SHARE * H - K))
        level *= 1 - (D("0.6") * H + D("0.3") * min(D(1), x / (1 - IOTA)))
    # freeze, conversion, levy
    if t == FREEZE:
        for a in accounts:
            a["frozen"] = a["n"]
    elif FREEZE < t < FREEZE + FREEZE_MONTHS:
        for bank in banks:
            left = LIMIT
            for kind in ("ordinary", "settlement", "time", "ncd"):
                for a in accounts:
                    if a["bank"] == bank and a["kind"] == kind:
                        part = min(left, a["frozen"])
                        a["frozen"], left = a["frozen"] - part, left - part
    elif t == FREEZE + FREEZE_MONTHS:
        for a in accounts:
            a["frozen"] = D(0)
    if t == CONVERT:
        for a in [cash, *accounts]:
            a["n"], a["accrued"] = down(a["n"] * CONVERT_MONEY), a["accrued"] * CONVERT_MONEY
        yen_coin = down(yen_coin * CONVERT_MONEY)
        noted = [down(x * CONVERT_MONEY) for x in noted]
        for d in [*loans, *receivables, payable]:
            d["n"] = down(d["n"] * CONVERT_DEBTS)
    if t == LEVY:
        s = t - 1
        yen = [cash, *accounts]
        new = [b["new"] * (1 + EXIT) ** (D(t - TAU) / 12) if "new" in b else D(0) for b in bonds]
        values = [a["n"] for a in yen] + [shown(v) for v in new] + [r["n"] for r in receivables]
        values += [shown(usd_at_b * fx(s)), shown(usd_held * fx(s)), shown(yen_coin * level)]
        values += [shown(gold * (1 + GOLD) ** (D(t) / 12) * fx(s) / S0)]
        values += [shown(coin_value(c, s, t, t - 1)) for c in coins]
        others = len(values) - len(coins)
        reached = values[:others] + [down(v * CRYPTO_REACH) for v in values[others:]]
        debts = sum(l["n"] for l in loans) + payable["n"] + sum(x for _, x in taxes)
        levy = down(max(D(0), sum(reached) - debts - EXEMPT) * LEVY_RATE)
        parts = spread(levy, reached)
        kept = [1 - p / v if v else D(1) for p, v in zip(parts, values)]
        for a, p in zip(yen, parts):
            a["n"] -= p
        rest = kept[len(yen):]
        for b, k in zip(bonds, rest):
            if "new" in b:
                b["new"] *= k
        rest = rest[len(bonds):]
        for r, k in zip(receivables, rest):
            r["n"] *= k
        usd_at_b, usd_held, level, gold = (z * k for z, k in zip((usd_at_b, usd_held, level, gold), rest[2:6]))
        for c, k in zip(coins, rest[6:]):
            c["units"], c["basis"] = c["units"] * k, shown(c["basis"] * k)
    if PLANNED:
        move(t)
    # crypto events; dollars at last month's rate, the currency moves after them
    if t == FAILURE:
        for c in coins[1:]:
            c["owed"] = coin_value(c, t - 1, t, t) * (1 - FAILURE_LOSS) / fx(t - 1)
    if t == FAILURE + FAILURE_WAIT:
        for c in coins[1:]:
            back = shown(coin_value(c, t - 1, t, t))
            cash["n"] += back
            realised += back - c["basis"]
            c["units"], c["basis"], c["owed"] = D(0), D(0), None
    if t == T_DEPEG:
        level *= 1 - DEPEG
    # tax: what is due, then the year's
    for i, (month, owed) in enumerate(taxes):
        if month <= t and owed:
            owed -= pay(owed)
            for c in coins:
                value = shown(coin_value(c, t, t, t))
                part = min(owed, value)
                if part and c["owed"] is None:
                    before = c["basis"]
                    c["units"], c["basis"] = c["units"] * (1 - part / value), shown(before * (1 - part / value))
                    realised += part - (before - c["basis"])
                    owed -= part
            taxes[i] = (month, owed)
    if year_end(t):
        values = [shown(coin_value(c, t, t, t)) for c in coins]
        gain = sum(values) - sum(c["basis"] for c in coins) + realised - carried
        carried, realised = max(D(0), -gain), D(0)
        tax = down(down(max(D(0), gain) / 1000) * 1000 * TAX / 100) * 100
        for c, v in zip(coins, values):
            c["basis"] = v
        taxes.append((t + 2, tax))
    # month-end
    if t in (12, 36, 60, 120):
        new = D(0)
        for b in bonds:
            if "new" in b:
                new += b["new"] * (1 + EXIT) ** (D(t - TAU) / 12)
            elif b["m"] > t:
                new += bond_value(b["face"], b["c"], b["m"] - t, jgb_yield(t))
        parts = {
            "cash": cash["n"],
            "deposit": sum(a["n"] for a in accounts),
            "jgb": new,
            "yen_coin": yen_coin * level,
            "receivable": sum(r["n"] for r in receivables),
            "currency": (usd_at_b + usd_held) * fx(t),
            "gold": gold * (1 + GOLD) ** (D(t) / 12) * fx(t) / S0,
            "crypto": sum(coin_value(c, t, t, t) for c in coins),
            "debt": -(sum(l["n"] for l in loans) + payable["n"] + sum(x for _, x in taxes)),
        }
        assets = sum(v for k, v in parts.items() if k != "debt")
        p = price_level(t)
        net = assets + parts["debt"]
        print(f"// month {t}, prices {p:.12f}")
        print("(" + ", ".join(f"{int(shown(v)):_}" for v in
              (D(t), net, net / p, assets, assets / p, parts["debt"], parts["debt"] / p)) + "),")
        print("//", {k: int(shown(v)) for k, v in parts.items()})
