language-name = English

## The frame
not-advice = For education. Not investment advice.
static-note = Fixed: no business income, no new money.
fictional = fictional
# $label (String) - what it is
# $words (String) - what is said of it
labelled = { $label }: { $words }
# $words (String) - what comes first
# $aside (String) - what belongs to it, in brackets
aside = { $words } ({ $aside })
# $source (String) - who published it
# $mark (String) - how well known
sourced = { $source } [{ $mark }]

## Top bar
menu-file = File
menu-new = New company
menu-open = Open...
menu-save = Save
menu-save-as = Save as...
menu-recent = Recent files
menu-recent-empty = No recent files
menu-samples = Sample companies
menu-clear-recent = Clear this list
menu-quit = Quit
sample-machine-maker = Machine maker (fictional)
sample-inn = Country inn (fictional)
sample-trading = Trading company (fictional)
undo = Undo
redo = Redo
unit = Unit of amounts
unit-auto = Automatic
language = Language
theme = Appearance
theme-light = Light
theme-dark = Dark
theme-projector = Projector
keys = Keys
scenario-new = New scenario
# $count (Number) - scenarios for which there is no room in the row
scenario-more = { $count ->
    [one] 1 more scenario
   *[other] { $count } more scenarios
}
scenario-copy = Copy
scenario-rename = Rename
scenario-delete = Delete
scenario-delete-last = A company keeps at least one scenario.
# $number (Number) - position of the new scenario
scenario-default-name = Scenario { $number }
# $name (String) - the scenario copied
scenario-copy-name = { $name } (copy)
unsaved = not saved

## What you own
own-title = What you own
own-empty = Nothing entered yet. Add the first line with “Add”, or open a sample company from the File menu.
add = Add
assets = Assets
debts = Debts
net-worth = Net worth
share-of-assets = share of assets
duplicate = Duplicate
delete = Delete
move-up = Move up
move-down = Move down
close = Close
company-title = Company
company-name = Company name
as-of = Figures as of
fiscal-year-end = Fiscal year ends in
# $month (Number) - month of the year
month-of-year = month { $month }
banks-title = Banks
bank-name = Bank name
bank-add = Add a bank
# $number (Number) - position of the new bank
bank-default-name = Bank { $number }
bank-in-use = Deposits or loans still name this bank.
bank-own-figures = This bank’s own figures
bank-own-hint = Empty follows the slider.
bank-set-off = Declare set-off with loans here
bank-set-off-help = If the bank fails, deposits are first netted with loans at the same bank. The depositor must declare it.
no-bank = no bank named
need-bank = Add a bank first.

## Kinds of holding
kind-cash = Cash
kind-deposit = Deposit
kind-foreign-deposit = Dollar deposit at a bank
kind-jgb = Government bond (JGB)
kind-crypto = Crypto-asset
kind-yen-coin = Yen stablecoin or bank coin
kind-foreign-cash = Dollars
kind-gold = Gold
kind-receivable = Receivable
kind-payable = Payable
kind-loan = Yen loan
yen-coin-note = A yen coin is yen. It does not protect against a weaker yen.
field-name = Name
field-amount = Amount
field-bank = Bank
field-account = Kind of account
account-ordinary = Ordinary
account-time = Time
account-settlement = Settlement (fully insured)
account-negotiable = Negotiable certificate (not insured)
field-usd = Dollars
field-face = Face value
field-coupon = Coupon, % a year
field-months-left = Months to maturity
field-coin = Coin
field-count = Number of coins
field-price-coin = Price of one, yen
field-custody = Kept
custody-exchange = At an exchange
custody-own = In own wallet
field-tax-basis = Book value for tax
field-tax-basis-hint = Empty: today’s value
field-reserve-jgb = Reserve in JGBs, %
field-reserve-deposits = Reserve in deposits, %
field-grams = Grams
field-price-gram = Price of a gram, yen
field-months-due = Months until due
field-lender = Lender
field-balance = Balance
field-rate-kind = Interest
rate-fixed = Fixed
rate-floating = Floating
field-rate = Rate, % a year
field-floor = Lowest rate, %
field-repayment = Repayment
repay-bullet = All at maturity
repay-equal = Equal principal each month

## Why an entry is refused
entry-empty-name = Enter a name.
entry-empty-number = Enter a number.
# $found (String) - what was typed
entry-number-only = Only a number goes here, without a unit; found “{ $found }”.
# $found (String) - what was typed
entry-whole = Enter a whole number; found { $found }.
entry-empty = Enter an amount.
# $found (String) - what was typed
entry-not-number = “{ $found }” is not a number. Try 1億2,000万 or 120000000.
# $found (String) - the unknown word
entry-unknown-unit = “{ $found }” is not a unit known here. Use 円, 千, 万, 億, 兆, K, M or bn.
# $found (String) - what was typed
entry-unit-order = In “{ $found }” the larger unit must come first, as in 1億2,000万.
# $found (String) - what was typed
entry-separator = The commas in “{ $found }” do not stand at thousands.
# $found (String) - what was typed
entry-exponent = “{ $found }” is written with an exponent. Write the digits out.
# $found (String) - what was typed
entry-fraction = “{ $found }” is not a whole number of yen.
# $max (String) - largest amount
entry-too-large = At most { $max }.
# $max (Number) - digits allowed
entry-too-many-decimals = At most { $max } digits after the point.
# $low (String) - lowest allowed
# $high (String) - highest allowed
entry-range = From { $low } to { $high }.
entry-negative = Not below zero; a debt is its own line.
entry-shares = The two shares add up to more than 100%. Lower the other one first.

## What if
what-if = What if
presets = Ready-made
reset-all = Reset all
reset-all-about = Moves everything back that was moved in this scenario. The plan stays: it is the same in all scenarios and has its own reset.
# $count (Number) - how many values were moved
changed-count = { $count } changed
default-switch = Government bonds default
default-switch-help = Whether government bonds are not paid as promised in this scenario. Off, their price still moves with yields.
default-off = They do not
default-in-month = In a given month
default-random = By chance
# $odds (String) - yearly odds
default-random-odds = Odds: { $odds } a year...
terms = Loss described by
terms-help = One haircut: a single share of value lost. Terms of an exchange: the old bond is swapped for a new one, and the loss follows from its face value, coupon, term and cash.
terms-haircut = One haircut
terms-exchange = Terms of an exchange
# $percent (String) - market haircut
terms-result = Market haircut of today’s 10-year bond under these terms: { $percent }
loss-order = Who bears a bank’s shortfall
loss-order-help = All alike: every deposit loses the same share before insurance pays. Uninsured first: deposits above the cap lose first (Cyprus 2013). Levy on all: everybody loses the share and insurance does not pay.
order-pari-passu = All deposits alike
order-uninsured-first = Uninsured first
order-uniform-levy = Levy on all, no insurance
settlement-title = Settlement deposits
settlement-always = Settlement deposits always paid in full
settlement-always-help = Settlement deposits (no interest, on demand) are protected in full by law. On: they are paid even if the insurer keeps only part of its promise.
exchange-recovery = What is left comes back
exchange-recovery-help = As coins: the rest follows the coin price until it is paid (Mt. Gox). In dollars of that day: its dollar value is fixed on the day of the failure (FTX).
recovery-in-kind = As coins
recovery-dollars = In dollars of that day
inflation-years = Inflation in single years
inflation-years-add = Add a year
# $year (Number) - year of the projection
inflation-year = Year { $year }
# $count (Number) - banks with own figures
banks-with-own = { $count ->
    [one] { $count } bank uses its own figure.
   *[other] { $count } banks use their own figure.
}
beyond-ordinary = Beyond the ordinary range
# $low (String) - lowest allowed
# $high (String) - highest allowed
beyond-help = The slider’s ordinary range ends earlier. Allowed: { $low } to { $high }.
# $label (String) - parameter
info-about = About: { $label }
info-source = Source of the default
info-history = What history saw
info-default = Default
# $label (String) - parameter
value-of = { $label }, value
# $label (String) - parameter
reset-of = Reset { $label }

## Views
view-projection = Projection
view-breakdown = Breakdown
view-compare = Compare
view-history = History
view-claims = Claims
view-assumptions = Assumptions
view-more = More
measure = Measured in
measure-real = Real yen
measure-nominal = Nominal yen
measure-usd = US dollars
measure-btc = Bitcoin
axis-real = today’s purchasing power
axis-nominal = yen of each month
axis-usd = US dollars of each month
axis-btc = bitcoin; a flat line only means the same number of coins
log-axis = Log axis
log-axis-refused = A log axis needs a net worth above zero throughout.
line-net = Net worth
line-nominal = Nominal
line-usable = Usable now
line-as-is = As is
line-plan = With the plan
# $month (Number) - month
month-n = Month { $month }
tile-real = Real net worth
tile-change = Real change
tile-nominal-change = Nominal change
tile-plan = Plan vs as is
tile-cause = Largest cause
tile-debt-relief = Debt relief
chart-keys = Arrow keys move the cursor
event-default = JGB default
event-shock = Yen falls
event-yield = Yields rise
event-freeze = Freeze
event-conversion = Conversion
event-levy = Levy
event-crash = Crypto crash
event-exchange = Exchange fails
event-depeg = Coin off its peg
event-set-off = Loans set off

## Headline
# $conditions (String) - joined clauses
# $span (String) - how long
# $from (String) - real net worth now
# $to (String) - real net worth then
# $percent (String) - change
headline = If { $conditions }, real net worth after { $span } would go from { $from } to { $to } ({ $percent }).
# $conditions (String) - joined clauses
# $span (String) - how long
# $from (String) - real net worth now
# $to (String) - real net worth then
headline-no-percent = If { $conditions }, real net worth after { $span } would go from { $from } to { $to }.
# $cause (String) - label of the cause
# $amount (String) - signed amount
headline-cause = Largest cause: { $cause } ({ $amount }).
# $deposits (String) - which deposits
# $share (String) - share moved
# $targets (String) - what it goes into
# $to (String) - real net worth then, with the plan
headline-plan = If the plan is carried out ({ $share } of { $deposits } into { $targets }), real net worth would then be { $to }.
plan-deposits = the deposits
plan-deposits-chosen = the chosen deposits
plan-into-crypto = crypto
plan-into-dollars = dollars
plan-into-gold = gold
plan-into-jgb = government bonds
# $conditions (String) - joined clauses
# $span (String) - how long
# $asis (String) - real net worth then, as things are
# $plan (String) - real net worth then, with the plan
headline-both = If { $conditions }, real net worth after { $span } would be { $asis } as is and { $plan } with the plan.
headline-without-odds = A default by chance is not in these figures: it counts in “Range of chance”.
headline-empty = Enter what the company holds, and its real value appears here.
# $percent (String) - inflation
clause-calm = prices rise { $percent } a year and nothing else happens
# $percent (String) - fall of prices
clause-calm-falling = prices fall { $percent } a year and nothing else happens
clause-flat = prices stand still and nothing else happens
# $count (Number) - further conditions
clause-more = { $count ->
    [one] { $count } more condition holds
   *[other] { $count } more conditions hold
}
    .last = { $count ->
    [one] { $count } more condition holds
   *[other] { $count } more conditions hold
}
# $month (Number) - month
# $percent (String) - haircut
clause-default = government bonds lose { $percent } in month { $month }
    .last = government bonds lose { $percent } in month { $month }
# $month (Number) - month
# $percent (String) - haircut
clause-exchange-offer = government bonds are exchanged in month { $month } (market haircut { $percent })
    .last = government bonds are exchanged in month { $month } (market haircut { $percent })
# $month (Number) - month
# $percent (String) - shock
clause-shock = the yen loses { $percent } of its dollar value in month { $month }
    .last = the yen loses { $percent } of its dollar value in month { $month }
# $percent (String) - yearly drift
clause-weaker = a dollar gets { $percent } dearer each year
    .last = a dollar gets { $percent } dearer each year
# $percent (String) - yearly drift
clause-stronger = a dollar gets { $percent } cheaper each year
    .last = a dollar gets { $percent } cheaper each year
# $percent (String) - inflation
clause-inflation = prices rise { $percent } a year
    .last = prices rise { $percent } a year
# $month (Number) - month
# $points (String) - basis points
clause-yield = yields rise { $points } bp in month { $month }
    .last = yields rise { $points } bp in month { $month }
# $month (Number) - month
# $percent (String) - other losses
clause-bank = banks lose another { $percent } of deposits in month { $month }
    .last = banks lose another { $percent } of deposits in month { $month }
# $month (Number) - month
# $length (Number) - months frozen
clause-freeze = deposits are frozen for { $length ->
    [one] { $length } month
   *[other] { $length } months
} from month { $month }
    .last = deposits are frozen for { $length ->
    [one] { $length } month
   *[other] { $length } months
} from month { $month }
# $month (Number) - month
# $percent (String) - conversion factor
clause-conversion = old yen is converted at { $percent } in month { $month }
    .last = old yen is converted at { $percent } in month { $month }
# $month (Number) - month
# $percent (String) - levy
clause-levy = a { $percent } levy takes from net worth in month { $month }
    .last = a { $percent } levy takes from net worth in month { $month }
# $percent (String) - growth
clause-crypto-up = crypto rises { $percent } a year (median)
    .last = crypto rises { $percent } a year (median)
# $percent (String) - fall
clause-crypto-down = crypto falls { $percent } a year (median)
    .last = crypto falls { $percent } a year (median)
# $month (Number) - month
# $percent (String) - crash
clause-crash = crypto crashes { $percent } in month { $month }
    .last = crypto crashes { $percent } in month { $month }
# $month (Number) - month
# $percent (String) - loss
clause-exchange = an exchange fails in month { $month } (loss { $percent })
    .last = an exchange fails in month { $month } (loss { $percent })
# $month (Number) - month
# $percent (String) - depeg
clause-depeg = yen coins lose { $percent } of their face in month { $month }
    .last = yen coins lose { $percent } of their face in month { $month }
# $percent (String) - share lost
clause-receivables = { $percent } of receivables are lost with the default
    .last = { $percent } of receivables are lost with the default
clause-calm-years = prices move at the rates set for each year and nothing else happens
clause-inflation-years = prices move at the rates set for each year
    .last = prices move at the rates set for each year
# $percent (String) - fall of prices
clause-deflation = prices fall { $percent } a year
    .last = prices fall { $percent } a year
clause-own-banks = banks have the losses entered for them
    .last = banks have the losses entered for them
# $percent (String) - conversion factor
# $month (Number) - month
clause-conversion-debts = loans and claims are converted at { $percent } in month { $month }
    .last = loans and claims are converted at { $percent } in month { $month }
# $percent (String) - growth
clause-gold-up = gold rises { $percent } a year
    .last = gold rises { $percent } a year
# $percent (String) - fall
clause-gold-down = gold falls { $percent } a year
    .last = gold falls { $percent } a year

## Chance
shown = What is shown
shown-what-if = One what-if
shown-chance = Range of chance
shown-about = “One what-if” is one line: what follows if everything set on the right happens just so. It says nothing about how likely that is. “Range of chance” runs thousands of lines that vary as assumed and shows how far apart they end. Figures of the one do not belong with figures of the other. If there is a plan, the two may differ on who is ahead. One reason: tax on each year’s gains costs more where prices swing.
shown-terms =
    Median: the outcome in the middle.
    5–95%: the range without the lowest 5% and the highest 5%.
    ±: how far off a figure may be because only so many lines were run (standard error).
    <: it happened on no path. Had the odds been higher, it would most likely (95%) have happened on one. >: the other way round.
    ▲, ▼: an outcome beyond the axis.
    Seed: the number of the random draw; the same seed gives the same result.
    Sobol: random numbers spread evenly.
course-as-is = As is
course-plan = Plan
# $haircut (String) - what bonds lose
# $percent (String) - yearly rate
clause-hazard = government bonds lose { $haircut } by a default that has a chance of { $percent } a year
    .last = government bonds lose { $haircut } by a default that has a chance of { $percent } a year
# $percent (String) - yearly rate
# $loss (String) - what does not come back
clause-exchange-odds = an exchange fails by a chance of { $percent } a year (loss { $loss })
    .last = an exchange fails by a chance of { $percent } a year (loss { $loss })
clause-strays = prices vary as assumed
clause-strays-alone = prices vary as assumed
# $conditions (String) - joined clauses
# $span (String) - how long
# $what (String) - what is measured
# $range (String) - from low to high
# $half (Number) - outcomes of 50 below half
headline-chance = If { $conditions }, 45 of 50 possible outcomes for { $what } after { $span } range from { $range }, and { $half ->
    [0] none of 50 falls
    [one] { $half } of 50 falls
   *[other] { $half } of 50 fall
} below half of today.
# $conditions (String) - joined clauses
# $span (String) - how long
# $what (String) - what is measured
# $range (String) - from low to high
headline-chance-range = If { $conditions }, 45 of 50 possible outcomes for { $what } after { $span } range from { $range }.
# $conditions (String) - joined clauses
# $what (String) - what is measured
# $span (String) - how long
# $range (String) - from low to high
# $plan (String) - the same with the plan
# $half (String) - outcomes of 50 below half
# $planned (String) - the same with the plan
headline-chance-plan-half = If { $conditions }, { $what } after { $span } is { $range } in 45 of 50 possible outcomes (plan: { $plan }), and below half of today in { $half } (plan: { $planned }).
# $conditions (String) - joined clauses
# $span (String) - how long
# $what (String) - what is measured
# $range (String) - from low to high
# $plan (String) - the same with the plan
headline-chance-plan = If { $conditions }, 45 of 50 possible outcomes for { $what } after { $span } range from { $range } (plan: { $plan }).
# $conditions (String) - joined clauses
# $span (String) - how long
# $amount (String) - the median
headline-median = If { $conditions }, half of the possible outcomes for real net worth after { $span } are below { $amount }, and half above.
# $conditions (String) - joined clauses
# $span (String) - how long
# $amount (String) - the median
# $plan (String) - the same with the plan
headline-median-plan = If { $conditions }, half of the possible outcomes for real net worth after { $span } are below { $amount } (plan: { $plan }).
# $conditions (String) - joined clauses
# $span (String) - how long
# $amount (String) - the lowest 5%
headline-five = If { $conditions }, 1 in 20 possible outcomes for real net worth after { $span } is below { $amount }.
# $conditions (String) - joined clauses
# $span (String) - how long
# $amount (String) - the lowest 5%
# $plan (String) - the same with the plan
headline-five-plan = If { $conditions }, 1 in 20 possible outcomes for real net worth after { $span } is below { $amount } (plan: { $plan }).
headline-chance-waiting = Thousands of lines that vary as assumed are computed, and how far apart they end is shown here.
chance-of-real = real net worth
chance-of-nominal = nominal net worth
chance-of-usd = net worth in dollars
chance-of-btc = net worth in bitcoin
chance-median = Median
chance-mean = Mean
# $amount (String) - the mean
chance-mean-is = Mean { $amount }
# $amount (String) - the standard error
chance-error = ± { $amount } (standard error)
chance-tile-loss = Odds of a real loss
chance-tile-half = Odds below half
chance-tile-half-real = Odds below half, real
chance-tile-zero = Odds below zero
chance-tile-ahead = Odds plan ends higher
chance-tile-range = 5–95% range
# $paths (String) - how many paths
chance-never = in none of { $paths }
# $paths (String) - how many paths
chance-always = in all { $paths }
# $count (String) - how many
chance-one-in = about 1 in { $count }
# $but (String) - one less
# $count (String) - how many
chance-all-but-one = about { $but } in { $count }
# $count (String) - how many
# $all (String) - of how many
chance-some-of = { $count } of { $all }
# $paths (String) - how many paths
# $seed (String) - the seed
# $sampler (String) - how numbers were made
chance-drawn-so-far = { $paths } paths, more follow... · seed { $seed } · { $sampler }
# $paths (String) - how many paths
# $seed (String) - the seed
# $sampler (String) - how numbers were made
chance-drawn = { $paths } paths · seed { $seed } · { $sampler }
sampler-sobol = Sobol
sampler-pseudo = pseudo-random
# $amount (String) - the largest difference
chance-adjusted = The correlations asked for cannot hold together; the nearest that can were used (off by at most { $amount }).
chance-computing = Computing...
chance-precise = Use 1,000,000 paths
chance-precise-about = More precise. It takes a while and can be called off.
chance-cancel = Stop
chance-today = Today
# $count (Number) - how many dots
dots-each = Dots: { $count } outcomes.
# $count (Number) - how many dots
dots-each-half = Dots: { $count } outcomes, hollow below half of today.
# $more (Number) - at today's value or above
# $less (Number) - below today's value
dots-count = { $more } higher, { $less } lower
# $course (String) - which course
# $said (String) - its counts
dots-of-course = { $course }: { $said }

## Breakdown
breakdown-scope = Broken down
breakdown-all = Everything (net worth)
breakdown-now = Real value now
# $span (String) - how long
breakdown-then = After { $span }
breakdown-rounding = Rounding
chain-title = From the bonds to you, bank by bank
chain-haircut = Loss on bonds
chain-loss = Bank’s loss
chain-buffer = Absorbed first
chain-shortfall = Shortfall
chain-insured = Protected
chain-open = Unprotected
chain-you = Your loss (nominal)
chain-per-deposits = The loss on bonds is in % of the bonds, the rest in % of the bank’s deposits.
chain-note-zero = The loss stays within what absorbs it first: depositors lose nothing.
# $amount (String) - set-off
chain-set-off = { $amount } was first netted with loans at this bank.
# $month (Number) - month
chain-month = Tested in month { $month }.
chain-none = Banks are not tested within the horizon: no default, and no other loss.
chain-no-banks = No bank has been entered.
freeze-title = Freeze
# $book (String) - book real value
# $usable (String) - usable real value
freeze-line = Frozen on the book: { $book }. When it can be drawn: { $usable }.

## Dialogs
dialog-unsaved-title = Save the changes?
# $name (String) - company
dialog-unsaved = The changes to “{ $name }” have not been saved.
dialog-save = Save
dialog-discard = Do not save
dialog-cancel = Cancel
dialog-ok = OK
dialog-replace-title = Replace the file?
# $path (String) - where
dialog-replace = There is a file already: { $path }
dialog-replace-yes = Replace
dialog-path-open = Open which file?
dialog-path-save = Save to which file?
# $example (String) - such a path on this system
dialog-path-hint = Path of a profile file, such as { $example }
dialog-no-picker = No file dialog could be opened here, so type the path.
dialog-problem = This file could not be opened
dialog-save-problem = This could not be saved
dialog-file-untouched = The file was left as it is.
# $path (String) - where
saved-to = Saved: { $path }
no-longer-open = Not saved: the company the name was chosen for is no longer open.
# $path (String) - where
saved-unconfirmed = Saved: { $path } — the system did not confirm that it would outlast a power cut.
changed-outside = This file was changed outside Forelock. It is valid and was opened as it is.
opened-newer = This file was written by a newer Forelock. It was opened read-only.
read-only = read-only
drop-hint = Drop to open

## Keys
keys-title = Keys
key-undo = Undo, redo
key-file = Open, save, save as, new, quit
key-scenario = Next, previous scenario
key-preset = Ready-made scenario 1–8
key-view = Projection, breakdown, compare, break-even, sensitivity, history, claims, assumptions
key-shown = One what-if, range of chance
key-slider = On a slider: a step, finer, coarser, to either end
key-chart = On the chart: move the cursor
key-map = On the map: move, to the values as set, set both
key-correlation = On a correlation: by 0.01, by 0.1
key-move = On a holding: move it up or down
key-focus = To the next, previous control
key-zones = To what you own, the chart (or map, or timeline), what if
key-language = Language
key-theme = Appearance
key-help = This list

## Command line
# $view (String) - view
# $scenario (String) - scenario
render-caption = { $view } · { $scenario }

## Why a control rests
# $label (String) - what has to be moved first
rests-until = Takes effect once “{ $label }” has been moved.
rests-order = Takes effect when the uninsured go first.
rests-default = Takes effect once a default is switched on.
rests-random = Takes effect once bonds default “By chance”.
rests-terms = Takes effect with the other way to describe the loss.
rests-threshold = Takes effect with a yen shock beyond the threshold.
panel-left = What you own
panel-right = What if
correlations = Moving together
correlations-help = How far two of them move together (correlation): 1 is the same way, −1 the opposite way, 0 no link. Counts only in “Range of chance”.
correlation-of = Correlation of { $a } and { $b }
correlation-others = Every other pair: { $source } [{ $mark }]
correlation-changed = { $a }, { $b }: { $value } (default { $default })
correlation-nearest = These cannot all hold together, so the nearest that can are used (largest difference { $difference }).
plan-touches = Deposits the plan may touch
plan-no-deposits = There are no deposits.
plan-everywhere = The plan is the same in all scenarios. “Reset all” leaves it as it is.
plan-reset = Reset the plan
levy-reach = What a levy reaches
# $reason (String) - the system's own words
no-display = No window can be opened here ({ $reason }). Without a display, use: forelock project, forelock render, forelock check, forelock sample (see --help).
# $name (String) - what was asked for
# $names (String) - what there is
no-such-sample = There is no sample “{ $name }”. There are: { $names }.
# $name (String) - what was asked for
# $names (String) - what there is
no-such-scenario = There is no scenario “{ $name }” in this profile. There are: { $names }.
# $name (String) - what was asked for
scenario-twice = More than one scenario in this profile is called “{ $name }”. Give each a name of its own; without --scenario, the tab in front is taken.
# $file (String) - the file checked
check-fine = { $file }: nothing is wrong.
# $name (String) - file
picture-not-png = “{ $name }” does not end in .png, and nothing was written. The picture is a PNG: give it a name that ends in .png.
picture-too-large = A picture may have at most 100 million pixels. Choose a smaller size or scale.

## Break-even
view-break-even = Break-even
axis-across = Across
axis-up = Up
# $span (String) - how long
map-title = Plan minus “as is”, real, after { $span }
# $x (String) - label
# $y (String) - label
map-name = Map of plan minus “as is” over { $x } and { $y }
map-keys = Arrow keys move the cursor, Enter sets both values
map-same = equal
map-plan = Plan ahead
map-as-is = “As is” ahead
map-all-plan = The plan is ahead everywhere on this map.
map-all-as-is = “As is” is ahead everywhere on this map.
map-most-plan = The plan is ahead nearly everywhere on this map.
map-most-as-is = “As is” is ahead nearly everywhere on this map.
map-pairs = Pairs
map-pair-bonds = Bonds and yen
map-pair-crypto = Crypto growth and crash
map-pair-prices = Prices and a falling yen
map-zero-loss = Deposits lose nothing
map-zero-loss-everywhere = Anywhere on this map the company’s deposits lose nothing.
map-zero-loss-help = In the hatched area the company’s deposits lose nothing: banks absorb the loss, or insurance covers it. Bonds held directly still lose.
# $x (String) - label and value
# $y (String) - label and value
# $gap (String) - amount without sign
map-reads-plan = If { $x } and { $y }, the plan would end { $gap } ahead.
# $x (String) - label and value
# $y (String) - label and value
# $gap (String) - amount without sign
map-reads-as-is = If { $x } and { $y }, “as is” would end { $gap } ahead.
# $x (String) - label and value
# $y (String) - label and value
map-reads-same = If { $x } and { $y }, both end equal.
# $label (String) - parameter
# $value (String) - its value
value-is = { $label } is { $value }
# $month (String) - which month
at-month = month { $month }
map-click = A click sets both
map-here = { "As set: " }
map-here-default = { "As set, with a default: " }
map-working = Working it out more finely...
# $month (Number) - month of the default
map-default-on = Bonds default in month { $month } on this map, because one side of it is about a default.
# $set (Number) - month of default set
# $last (Number) - last month
map-default-last = The month of default set, { $set }, comes after the horizon. On this map bonds default in the last month, { $last }.
# $label (String) - parameter
# $month (Number) - when it happens
map-too-late = { $label } has no effect on this map: it happens in month { $month }, after the horizon.
map-sets-too = A click on the map sets that too.
map-terms-haircut = The loss is described by one haircut on this map.
map-terms-exchange = The loss is described by terms of an exchange on this map.
plan-empty = There is no plan to compare with yet. A plan says which share of the deposits moves into something else: into bitcoin at first; “Plan: move deposits” on the right also has dollars, gold and government bonds.
plan-empty-button = Plan with 30% of the deposits
plan-no-effect = The plan makes no difference here: there are no deposits it may move.
plan-no-difference = The plan makes no difference here: to the yen it ends where “as is” does.
plan-too-late = The plan makes no difference here: it begins after the horizon.
plan-no-target = The plan makes no difference here: nothing is chosen that it moves deposits into.
ties-title = Where they are equal
ties-working = Working them out...
ahead-plan = the plan is ahead
ahead-as-is = “as is” is ahead
ahead-neither = neither is ahead
# $label (String) - parameter
# $value (String) - its value
# $ahead (String) - who is ahead above it
tie-equal = If { $label } is { $value }, both are equal; above that { $ahead }.
# $label (String) - parameter
# $value (String) - its value
# $ahead (String) - who is ahead above it
tie-jump = If { $label } passes { $value }, the difference jumps past zero without a tie, and { $ahead }.
# $label (String) - parameter
# $value (String) - its value
# $ahead (String) - who is ahead from there
# $before (String) - who is ahead before
tie-from = If { $label } is { $value } or later, { $ahead }; if earlier, { $before }.
# $label (String) - parameter
# $low (String) - lowest value looked at
# $high (String) - highest value looked at
# $ahead (String) - who is ahead throughout
tie-none = If { $label } is anywhere from { $low } to { $high }, there is no tie: { $ahead } throughout.
# $label (String) - parameter
# $value (String) - value
# $ahead (String) - who is ahead above it
# $before (String) - who is ahead up to it
tie-beyond = If { $label } is above { $value }, { $ahead }; up to there, { $before }.
# $label (String) - parameter
# $low (String) - lowest value looked at
# $high (String) - highest value looked at
tie-everywhere = If { $label } is anywhere from { $low } to { $high }, both are equal throughout.
# $label (String) - parameter
# $month (Number) - when it happens
tie-too-late = { $label } has no effect: it happens in month { $month }, after the horizon.
# $value (String) - the last value
# $ahead (String) - who is ahead
tie-up-to = up to { $value }, { $ahead }
# $low (String) - the first value
# $high (String) - the last value
# $ahead (String) - who is ahead
tie-between = from { $low } to { $high }, { $ahead }
# $value (String) - the only value
# $ahead (String) - who is ahead
tie-only = at { $value }, { $ahead }
# $value (String) - the first value
# $ahead (String) - who is ahead
tie-onwards = from { $value } on, { $ahead }
# $label (String) - parameter
# $parts (String) - who is ahead from where to where
tie-stretches = If { $label } moves: { $parts }.
tie-with-default = (with a default)
# $label (String) - a label within a sentence
named = “{ $label }”
odds-title = At which odds of a default both are equal
# $span (String) - the horizon
odds-help = If a default within { $span } is exactly this likely, neither course is ahead by that measure. If it is more likely, the one that does better in a default is.
# $set (Number) - month of default set
# $last (Number) - last month
odds-default-last = The month of default set, { $set }, comes after the horizon, so the default is taken in the last month, { $last }.
odds-expected = On average
odds-median = On the one what-if
odds-often = More often than not
# $aversion (String) - risk aversion
odds-utility = With a weight on losses of { $aversion }
# $points (String) - basis points
# $date (String) - date
odds-market = Market, CDS { $points } bp, { $date }
odds-column-chance = Probability
odds-column-rate = A year
odds-no-means = being worked out
# $ruined (String) - paths without utility as things are
# $paths (String) - how many paths
# $planned (String) - paths without utility with the plan
odds-no-utility = not defined: net worth would be zero or below on { $ruined } of { $paths } paths as is, on { $planned } with the plan
# $paths (String) - how many paths
odds-unclear = not clear: on { $paths } paths the two are too close
# $points (String) - percentage points
# $paths (String) - how many paths
odds-known = standard error { $points } points, { $paths } paths
odds-plan-never-worse = none: the plan is not behind at any odds
odds-as-is-never-worse = none: “as is” is not behind at any odds
odds-equal = both are equal at any odds
# $recovery (String) - share recovered
odds-market-note = A CDS is insurance against a default (100 bp: a premium of 1% a year). The odds follow from the premium, if { $recovery } is recovered after a default (our assumption). They usually overstate the real-world odds.
odds-measures = On average: by the mean of what may come. On the one what-if: by the single line of the projection. More often than not: where each ends higher than the other in half of the outcomes. With a weight on losses: over the same outcomes, where a loss counts for more than a gain of the same size.
# $amount (String) - an amount of yen
about-amount = about { $amount }
# $span (String) - how long
odds-scale = Probability of a default within { $span }
# $date (String) - date
odds-market-tick = Market { $date }
# $found (String) - what was found
# $names (String) - what there is
no-such-param = There is no parameter “{ $found }”. There are: { $names }.
# $found (String) - what was found
# $near (String) - the one probably meant
no-such-param-near = There is no parameter “{ $found }”. Did you mean “{ $near }”?
# $found (String) - what was found
map-only-by-chance = “{ $found }” counts only in the range of chance and changes nothing on this map. Give another parameter.
# $found (String) - what was found
same-axes = Both sides of the map are “{ $found }”. Give two different parameters.
no-plan-in-file = The profile has no plan: set plan_share above zero.

## Sensitivity
view-sensitivity = Sensitivity
# $span (String) - how long
sensitivity-title = If one value moves: real net worth after { $span }
sensitivity-total = One what-if
sensitivity-five = Chance: lowest 5%
sensitivity-five-short = Lowest 5%
sensitivity-five-help = Lowest 5%: 1 outcome in 20 falls below this value.
sensitivity-median = Chance: median
sensitivity-median-short = Median
sensitivity-median-help = Median: the outcome in the middle.
sensitivity-needs-fan = Being worked out...
sensitivity-as-is = As is
sensitivity-plan = Plan
sensitivity-base = As set
# $paths (String) - how many paths
sensitivity-paths = Each bar rests on { $paths } paths. “Range of chance” adds more at rest, so its figures may differ a little.
sensitivity-rule = Each value moves alone, over a span plausible within the horizon. Most spans are our assumption, and each reaches at least to the value set. What changes nothing is left out.
sensitivity-ours = span: our assumption
sensitivity-ours-short = assumed
sensitivity-ours-whole = The span is our assumption.
sensitivity-off = A default is switched off, so a haircut has no effect here.
# $count (Number) - bars left out
sensitivity-more = { $count ->
    [one] { $count } more moves it less.
   *[other] { $count } more move it less.
}
sensitivity-none = Nothing that can be moved changes the result.
# $label (String) - parameter
# $low (String) - low value
# $low_result (String) - result there
# $high (String) - high value
# $high_result (String) - result there
sensitivity-row = { $label }: { $low } gives { $low_result }, { $high } gives { $high_result }. Opens its slider.
# $found (String) - what was asked for
# $least (String) - the fewest
# $most (String) - the most
paths-out-of-range = “{ $found }” is not a number of paths that can be simulated. Give a whole number from { $least } to { $most }.
# $done (String) - paths done
# $paths (String) - paths wanted
simulate-progress = { $done } of { $paths } paths
simulate-year = Year
simulate-classes = What is owned at the end, median (5% to 95%):
simulate-error-note = ± is a standard error: the figure is known no better than that.
# $paths (String) - how many paths
simulate-class-paths = Values of single classes rest on the first { $paths } paths.
# $runs (String) - how often each was run
# $threads (String) - how many threads
bench-about = 20 holdings, 360 months, 4 factors; { $runs } runs each, milliseconds; { $threads } threads at most.
bench-work = Work
bench-median = median
bench-p95 = 95%
# $threads (String) - how many threads
bench-arithmetic = Plain arithmetic, the same amount on each thread; threads: { $threads }
# $paths (String) - how many paths
# $threads (String) - how many threads
bench-fan = Range of chance, { $paths } paths, threads: { $threads }
# $paths (String) - how many paths
bench-narrow = The same without wide registers, { $paths } paths
# $paths (String) - how many paths
bench-event-projection = A slider moved, Projection: lines, range of chance, frame; { $paths } paths
# $paths (String) - how many paths
bench-event-plan = The same with a plan, { $paths } paths
bench-event-break-even = A slider moved, Break-even: lines, first map, frame
bench-event-sensitivity = A slider moved, Sensitivity: lines, sensitivities, frame
# $paths (String) - how many paths
bench-event-all-at-once = What all views would ask for at once after a moved slider, { $paths } paths
bench-tornado-chance = Sensitivities over chance
# $paths (String) - how many paths
bench-drawing = Drawing random numbers, { $paths } paths
bench-map = Map of ties, 64 × 64
bench-tornado = Sensitivities
bench-projection = One line, no chance
# $paths (String) - how many paths
# $times (String) - how many times as fast
bench-ratio = { $paths } paths: { $times } times as fast on all threads as on one
# $much (String) - how many times as much
# $threads (String) - how many threads
# $times (String) - how many times its shortest time
bench-processors = Plain arithmetic: { $much } times as much on { $threads } threads as on one; on one, { $times } times its shortest time at the median. If the first is well below { $threads }, or the second well above 1, threads share a core or other work shares this machine: left alone, it may be faster.
# $work (String) - what was left out
bench-left-out = Left out because it takes long here: { $work }
