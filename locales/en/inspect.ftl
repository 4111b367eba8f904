## Hiding amounts
hide = Hide amounts (Ctrl+H)
hide-show = Show amounts (Ctrl+H)
hide-key = Hide or show amounts
hide-unit = Index
hide-note = Amounts are hidden. Figures are an index ({ $unit }).
hide-locked = Cannot be changed while amounts are hidden. Ctrl+H shows them again.
hide-company = A company
hide-line = { $class } (line { $number })
hide-file = Recent file, number { $number }
hide-a-file = the file chosen
hide-saved = Saved.
hide-problem = The reason names the file and quotes figures from it. Show amounts with Ctrl+H to read it.

## Figures
figures = Figures
figures-about = The same numbers as the chart, as a table (Ctrl+E).
figures-none = This view has no numbers to put in a table.
figures-key = Open or close the table of figures
figures-keys = Table of figures: arrow keys move, Ctrl+C copies it
figures-copy = Copy
figures-copy-about = Copies the whole table, ready to paste into Excel.
figures-every = Every month
figures-month = Month
figures-date = Date
figures-event = What happens
figures-cause = Cause
figures-change = Change
figures-left = Total so far
figures-parameter = What is moved
figures-low = Low value
figures-low-result = Result there
figures-high = High value
figures-high-result = Result at high
figures-across = { $title }, across: { $parameter }
figures-at = { $row }, { $column }

## Predict, then reveal
predict = Predict
predict-about = Hides the result so that people can guess it first (Ctrl+G).
predict-key = Predict, then see the result
predict-hidden = No figures until the result is shown.
predict-over-time = If { $conditions }, what would net worth be after { $span }? Today it is { $now } ({ $measure }).
predict-median = If { $conditions }, what would median net worth be after { $span }? Today it is { $now }.
predict-replay = If what happened in “{ $episode }” happened here, what would real { $what } be after { $span }? Today it is { $now }.
predict-tie = If the plan and “as is” were equal after { $span }, what would this be: { $parameter }?
predict-first = If { $conditions }, which one moves real net worth after { $span } the most?
predict-draw = Draw a line from today's dot. With the arrow keys, left and right choose a month, up and down move the guess.
predict-slide = Move the slider to your guess.
predict-choose = Choose one.
predict-none = Not placed yet
predict-guess = Guess
predict-reveal = Show the result
predict-again = Again
predict-stop = Stop predicting
predict-both = Guess { $guess }, result { $result } (difference { $difference })
predict-tie-both = Guess { $guess }. { $said }
predict-first-both = The guess “{ $guess }” is number { $place }. The one that moves it most is “{ $first }”.
