## A number explained
explain-title = How this came about
explain-close = Back to “what if”
explain-copy = Copy as text
explain-hint = Open a line to see what went into it. Every step can be worked out again from the lines below it.
# $what (String) - whose value
# $when (String) - a month
explain-of = { $what }, { $when }
# $about (String) - a line, a class, a bank
# $term (String) - what the number is
explain-about = { $about }: { $term }
# $term (String) - what the number is
# $when (String) - a month
explain-when = { $term }, { $when }
explain-today = today
explain-received = Money received
explain-tax-due = Tax due
explain-plan-crypto = Plan: bitcoin
explain-plan-dollars = Plan: dollars
explain-plan-gold = Plan: gold
explain-plan-jgb = Plan: government bond
explain-assets = Assets
explain-debts = Debts
explain-net = Net worth
explain-with-plan = with the plan
explain-from-entered = Typed by you.
explain-from-bank = Set for this bank.
explain-from-set = Set in this scenario.
# $source (String) - who published it
# $mark (String) - how well known
explain-from-default = Default. { $source } [{ $mark }]
explain-from-rule = Fixed by the rules of the model.
explain-from-nothing = Nothing was there yet.
explain-from-noted = As the calculation stood at that moment.
explain-from-above = Stands with its steps further up.
explain-from-so-far = What this reason has done up to then.
explain-from-simulated = Found among the simulated paths.
# $date: the month found; $cites: who said so; $mark: how well it is known
explain-from-found = Found for { $date }: { $cites } [{ $mark }]
# $found: the last month found, and who said so
explain-from-held = None was found for this month, so the last one stands. { $found }
explain-from-base = The month the episode is measured from.
explain-from-fact = A fact of the episode, listed in its view.
explain-from-aside = Set aside in a replay, so that only the episode is in the figures.
explain-from-mixture = Worked out for this mixture of the two scenarios.
# $count (Number) - how many
explain-others = { $count ->
    [0] Nothing else changed before
    [one] One other changed before
   *[other] { $count } others changed before
}
explain-parts-none = nothing else
# $from, $to: names of scenarios
explain-between-sides = From { $from } to { $to }
# $label, $amount: a bar
explain-bar = { $label }: { $amount } (how it came about)
# $worth, $aversion: inputs of a formula
explain-utility = utility of { $worth } at a risk aversion of { $aversion }: w^(1 − γ) ÷ (1 − γ), ln w at γ = 1
explain-round-nearest = rounded to the nearest yen
explain-round-cut = cut to whole yen
explain-round-thousand = cut to thousands of yen
explain-round-hundred = cut to hundreds of yen
explain-round-within = kept between 0 and 1
explain-round-zero = kept at zero or above
explain-round-places = to 15 decimal places
explain-round-shared = in whole yen that add up
# $count (Number) - how many lines
explain-sum-of = sum of { $count } lines
# $parts (String) - names
explain-least = the smaller of { $parts }
# $parts (String) - names
explain-most = the larger of { $parts }
# $a (String) - a name
explain-same = the same as { $a }
# $parts (String) - names
explain-bond = price of a bond from { $parts }: each coupon and the face, discounted half-yearly
# $parts (String) - names
explain-exchange = value of the new bond from { $parts }, discounted half-yearly
# $parts (String) - names
explain-yield-loss = fall in the price of a bond from { $parts }
# $whole (String) - what is shared
# $own (String) - a part
# $all (String) - all parts
explain-share = { $whole } × { $own } ÷ { $all }
# $a (String) - depth
# $b (String) - share recovered
# $c (String) - months since
# $d (String) - months of recovery
explain-crash = 1 − { $a } × (1 − { $b } × min(1, { $c } ÷ { $d }))
# $a (String) - rate
# $b (String) - months
explain-growth = (1 + { $a })^({ $b } ÷ 12)
# $a (String) - rate
explain-monthly = (1 + { $a })^(1 ÷ 12) − 1
# $low (String) - value below
# $high (String) - value above
# $part (String) - how far between
explain-between = { $low } + { $part } × ({ $high } − { $low })
# $number (String) - which path
explain-path = Path { $number }
# $number (String) - which path
# $rank (String) - its place, from the lowest
explain-path-rank = Path { $number } (no. { $rank } from the lowest)
# $share (String) - a percentage
# $of (String) - how many paths
explain-paths = { $share } of { $of } paths below
explain-gap = Plan less “as is”
explain-mean = Mean of the simulation
# $level (String) - a percentage, or that it is the median
explain-level = Simulated net worth, { $level } level
explain-median = Simulated net worth, median
explain-working = Working it out... (Esc stops it)
explain-gone = This number is no longer on screen.
explain-coarser = The simulation counts more coarsely: small differences are rounding and tax.
# $place (String) - which outcome, from the lowest
# $of (String) - how many outcomes
explain-dot = Simulated net worth, outcome { $place } of { $of } from the lowest
# $paths (String) - how many
explain-of-paths = { $paths } paths
# $what (String) - a number
# $moved (String) - what is moved to which value
explain-moved = { $what }, if { $moved }
explain-from-moved = Moved to this value for this figure alone.
explain-link-protected = Lost of the protected part
explain-link-open = Lost of the unprotected part
key-explain = On the sentence, a figure, a bar, a cell or the chart: how it came about; Esc closes it
