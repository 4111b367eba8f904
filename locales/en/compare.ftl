## Compare
compare-four = Four can be compared at once. Take one out to choose this one.
compare-last = The last one cannot be taken out.
compare-plan = Plan
# $name (String) - scenario
compare-with-plan = { $name } (plan)
compare-multiples = Side by side
# $span (String) - how long
compare-table = Net worth after { $span }
compare-column-real = Real
compare-column-nominal = Nominal
compare-column-change = Real change
compare-column-difference = To the first
# $name (String) - scenario
# $real (String) - amount
# $nominal (String) - amount
# $change (String) - percent
# $difference (String) - amount
compare-row = { $name }: real { $real }, nominal { $nominal }, real change { $change }, real difference to the first { $difference }
compare-changed = What makes the difference
compare-changed-about =
    If assumptions are changed one after the other, what each one does depends on the order. Once a bank’s buffer is used up, for example, the same haircut costs depositors more.
    So each gets the mean of what it does over every order, which no longer depends on one (Shapley value, 1953). The parts add up to the difference, to the yen.
# $span (String) - how long
compare-changed-real = Real net worth after { $span }
# $span (String) - how long
compare-changed-nominal = Nominal net worth after { $span }
compare-from = From
compare-to = To
compare-swap = Swap
compare-none = These two are the same: there is no difference.
# $span (String) - how long
compare-no-effect = The assumptions differ, but net worth after { $span } does not.
# $labels (String) - what and how
compare-rests = Differs without effect: { $labels }
compare-aside = Differences in horizon, swings, odds, correlations and the bitcoin price do not count here: single lines are compared in the same month.
compare-add = To see a difference, choose one more scenario above. If there is none, the + beside the scenarios makes one.
compare-working = Computing...
# $label (String) - parameter
# $detail (String) - from which value to which
# $amount (String) - signed amount
compare-bar = { $label }: { $detail }, { $amount }. Opens the slider.
compare-default-off = none
compare-default-random = by chance (never on a single line)
# $month (Number) - month
# $percent (String) - haircut
compare-default-haircut = { $percent } lost in month { $month }
# $month (Number) - month
# $percent (String) - haircut
compare-default-exchange = exchange in month { $month } (haircut { $percent })
compare-settlement-always = always in full
compare-settlement-insured = as insured
compare-plan-on = carried out
compare-plan-off = not carried out
# $count (Number) - years set
compare-years = { $count ->
    [0] none set
    [one] { $count } year set
   *[other] { $count } years set
}
# $from (String) - scenario
# $to (String) - scenario
# $span (String) - how long
# $gap (String) - amount without sign
# $before (String) - amount
# $after (String) - amount
compare-headline-less = If “{ $to }” instead of “{ $from }”, real net worth after { $span } would be { $gap } lower ({ $before } → { $after }).
# $from (String) - scenario
# $to (String) - scenario
# $span (String) - how long
# $gap (String) - amount without sign
# $before (String) - amount
# $after (String) - amount
compare-headline-more = If “{ $to }” instead of “{ $from }”, real net worth after { $span } would be { $gap } higher ({ $before } → { $after }).
# $from (String) - scenario
# $to (String) - scenario
# $span (String) - how long
# $before (String) - amount
compare-headline-same = If “{ $to }” instead of “{ $from }”, real net worth after { $span } would be the same, { $before }.
# $label (String) - parameter
# $amount (String) - signed amount
compare-headline-cause = The largest part comes from “{ $label }” ({ $amount }).
# $name (String) - scenario
# $span (String) - how long
# $after (String) - amount
compare-headline-one = If “{ $name }”, real net worth after { $span } would be { $after }.
# $most (Number) - the most
# $found (Number) - how many were named
compare-too-many = Up to { $most } scenarios can be compared at once, not { $found }.
# $name (String) - scenario
compare-same-sides = Both ends are “{ $name }”. Name two different ones.
compare-no-plan = There is no plan in this profile that moves anything.
