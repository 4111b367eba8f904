# Claims and answers, assumptions, glossary: what their views say around the texts of the other files.

source = Source
claims-lead = The thesis is a chain: its end holds only if every link does. Here is each link, with what speaks for it and what answers it.
claims-says = The thesis says: { $claim }
claims-for = What speaks for it
claims-against = What answers it
claims-known = { $date } · { $mark }
claims-load-for = Load the case for it
claims-load-against = Load the counter-case
claims-note = A case replaces what happens in the scenario in front, and the plan where one is named; one step of undo brings all of it back. The shares moved are our assumption.
claims-to-projection = See it in Projection

glossary-title = Glossary
glossary-search = Search in English or Japanese
glossary-none = No term contains this.
glossary-terms = Terms:
glossary-open = Glossary
key-glossary = Glossary
key-claims = Claims: along the chain

assumptions-lead = Every number in force in “{ $scenario }”, where its default comes from, and who set it.
assumptions-click = A click leads to the slider.
assumptions-market = Market quotes
assumptions-banks = Banks’ own figures
assumptions-search = Search
assumptions-only-changed = Only what was changed
assumptions-sources = Sources
assumptions-copy = Copy as table
assumptions-copied = The table was copied.
assumptions-save = Save as CSV...
assumptions-file = { $company } assumptions
# $shown (Number) - how many are in the list
# $all (Number) - how many there are
# $changed (Number) - how many differ from their default
assumptions-counted = { $shown } of { $all } shown, { $changed } changed
# $shown (Number) - how many are in the list
# $all (Number) - how many there are
# $scenario (Number) - how many differ from their default in the scenario
# $plan (Number) - how many differ from their default in the plan
# $banks (Number) - how many are banks’ own figures
assumptions-counted-apart = { $shown } of { $all } shown; changed: { $scenario } in the scenario, { $plan } in the plan, { $banks } for single banks
assumptions-none = Nothing here fits.
assumptions-group = Group
assumptions-what = Assumption
assumptions-value = In force
assumptions-date = Date
assumptions-known = How known
assumptions-from-file = The file
assumptions-set-by = Set by
assumptions-by-hand = you
assumptions-by-preset = preset “{ $name }”
assumptions-by-episode = episode “{ $name }”
assumptions-by-claim = claim { $name }
assumptions-on = { $who }, { $day }
assumptions-dated = { $source } ({ $date })
assumptions-row = { $label }: { $value }. Default { $default }. { $known }. Set by: { $who }.
assumptions-yes = Yes
assumptions-no = No
assumptions-pair = Correlation: { $a } and { $b }
assumptions-cds = Insurance against a default of Japan, 5 years (CDS), { $date }
assumptions-recovery = Recovered after a default
assumptions-recovery-source = Our assumption: 40%, as the market usually takes it.
assumptions-choice = No view taken.
assumptions-order-source = The pay-off of 2010 paid depositors above the limit alike (Jiji, 23 September 2016; DICJ).
assumptions-year-source = Entered for this year in place of the slider, which stands as the default.
assumptions-bank-source = Entered for this bank in place of the slider, which stands as the default.
