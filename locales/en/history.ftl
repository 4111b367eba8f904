## The history view
history-choose = Choose ({ $count })
history-empty = Choose an episode to see, month by month, what it would make of your own balance sheet. Bad news for every side stands at the same size.
# $month (Number) - months after the base
history-month = month { $month } ({ $date })
history-start = Start ({ $date })
history-date = { $year }-{ $month }
history-day = { $year }-{ $month }-{ $day }
history-began = From { $date }; measured from { $base }

# Headline
history-headline-real = If you went through { $episode }, your { $what } would go from { $from } to { $to } ({ $change }) in today's purchasing power by { $when }.
history-headline-nominal = If you went through { $episode }, your { $what } would go from { $from } to { $to } ({ $change }) in yen of the month by { $when }. Prices were not found, so no real value is shown.
history-headline-none = If you went through { $episode }, your { $what } could not be stated for { $when }: the price of a dollar was not found.
history-headline-start = If you went through { $episode }, your { $what } would start from { $from }. Move on through the months.
history-net = net worth
history-net-without = net worth (without { $left-out })
history-net-at-most = { $what } (at most)

# Chart
history-axis = today's purchasing power, and yen of the month
history-real = Real
history-nominal = Nominal
history-points = Points stand only where figures were found. Thin dashes between them help the eye; they are no figures.
history-chart-keys = Left and right for the month before and after, Home for the start, End for the last month, Space to play.
history-chart-ask = Enter for how the month in front came about; a click for the point nearest to it.

# Months
history-scrub = Month of the episode
history-play = Play
history-pause = Pause
history-earlier = Month before
history-later = Next month

# Table
history-column-now = Start
history-column-nominal = Nominal
history-column-real = Real
history-not-sourced = not found
# $month (Number) - months after the base
# $months - those with figures
history-not-stated = This cannot be stated for month { $month }. Months with figures: { $months }
history-frozen = Deposits that cannot be drawn (at most)
history-in-dollars = Nominal net worth seen in dollars: { $change }
history-rate = A dollar: { $rate } yen ({ $ratio } times the start) [{ $mark }]
history-rate-none = A dollar: not found for this month
history-price-level = Prices: { $ratio } times the start [{ $mark }]
history-price-level-about = Prices: about { $ratio } times the start (±5%, from yearly averages) [{ $mark }]
history-price-level-none = Prices: not found for this month
history-left-out = In no figure: { $names } ({ $reason })
history-beside = { $names } moved at prices of their own in those years, which this episode did not make: shown beside net worth, not in it.
history-deposits-at-most = Deposits are an upper bound: some losses were not found
history-assumed = No tax is computed here; yields stay as today; what falls due is paid as agreed.

# You
history-you = How it differs from you
history-you-open = Of your deposits of { $deposits }, { $open } ({ $share }) is above the insurance cap or not insured.
history-you-open-loss = If the same { $rate } of it were lost, that is { $loss }.
history-you-covered = Your deposits of { $deposits } are all within the insurance.
history-you-no-deposits = You have no deposits.
# $count (Number) - banks
history-you-banks = Banks you keep them at: { $count }. Settlement deposits, protected in full: { $settlement }.
history-you-cash = Yen cash outside banks: { $cash }.
history-you-bonds = Bonds you hold yourself are { $share } of your assets.
history-you-no-bonds = You hold no bonds yourself; they reach you only through your banks.
history-you-debts = You owe { $debts } in yen. If yen buy less, that debt is lighter by as much.
history-you-no-debts = You owe nothing in yen: a weaker yen makes no debt of yours lighter.
history-you-not-yen = Dollars, gold and coins are { $share } of your assets. The rest is yen.
history-you-coins = Coins are { $share } of your assets; { $exchange } of them is kept at exchanges.
history-you-no-coins = You hold no coins: neither a fall nor a failure reaches you directly.
history-you-yen-coins = Yen coins you hold: { $coins }.
history-you-currency-own = Japan borrows in its own currency. That need not be so there and then (our view).

# What it maps to
history-facts = What is known, and how it is used
history-fact-used = used as { $label }, { $value }
history-fact-no-loss = nothing was lost, so nothing is moved
history-fact-replay = used in the replay only: becomes yen deposits at { $value } times the starting rate
history-fact-uninsured = banks' losses are set such that unprotected deposits lose { $value }
history-fact-exchange = used as the exchange's loss, { $value }
history-fact-exchange-none = used as no loss (what is above 100% in the replay only)
history-fact-crash = on the sliders a crash of { $value }; the replay uses month-end prices
history-fact-not = not used: { $reason }
history-path-currency = Currency ({ $count } points, { $first } to { $last } months on)
history-path-prices = Prices ({ $count } points, { $first } to { $last } months on)
history-path-coin = Bitcoin (month-ends, { $count } points)
history-path-gold = Gold ({ $count } points)
history-path-none = { $what }: not found
history-path-currency-name = Currency
history-path-prices-name = Prices
history-path-used = used in the replay
history-path-shock = used in the replay; on the sliders a fall of { $value } in month { $month }
history-path-no-shock = used in the replay; not on the sliders: it is no one-off fall they can hold
history-path-inflation = used in the replay; on the sliders, inflation such that prices reach it after one and two years, the currency's effect included
history-yearly-inflation = Inflation, yearly averages (%)
history-yearly-wholesale = Wholesale prices (1934–36 = 1)
history-value-months = { $n } months
history-value-dollars = USD { $n }
history-value-yen = ¥{ $n }
history-value-coins = { $n } coins
history-value-missing = not found
history-value-words = see below
history-key = on months of an episode: before and after, either end, play and pause
history-set = Set the sliders like this
history-set-about = Other events are switched off, and only sourced numbers are set. How things stand (banks, insurance, tax and so on) stays. Can be undone.
history-sources = Sources
history-source-line = { $about }: { $cite } [{ $mark }]
history-attribution = Series: { $cites }
history-no-such-episode = There is no episode "{ $id }". There are: { $all }
history-no-episode = Name an episode with --episode. forelock replay --list has them all.
