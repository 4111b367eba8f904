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
