### What is wrong with the words after the program's name.

# $value (String) - what was given
# $argument (String) - what it was given for
# $allowed (String) - a sentence: what it takes
usage-value = “{ $value }” cannot be used for { $argument }. { $allowed }
# $argument (String) - what needs one
# $allowed (String) - a sentence: what it takes
usage-no-value = { $argument } needs a value. { $allowed }
# $names (String) - what there is
usage-names = It takes: { $names }.
# $low (String) - the least
# $high (String) - the most
usage-whole = Give a whole number from { $low } to { $high }.
# $low (String) - the least
# $high (String) - the most
usage-number = Give a number from { $low } to { $high }.
# $low (String) - the least
# $high (String) - the most
usage-size = Give a width and a height such as 1280x800, from { $low } to { $high }.
# $argument (String) - what was given
usage-unknown = There is no argument “{ $argument }” here.
# $argument (String) - what was given
# $near (String) - the one probably meant
usage-unknown-near = There is no argument “{ $argument }” here. Did you mean “{ $near }”?
# $names (String) - what is missing
usage-missing = This is missing: { $names }.
# $argument (String) - one
# $other (String) - the other
usage-conflict = { $argument } does not go together with { $other }.
# $argument (String) - what was given twice
usage-twice = { $argument } is given more than once.
# $command (String) - what was given
# $names (String) - what there is
usage-command = There is no command “{ $command }”, and no file of that name. Commands are: { $names }.
# $command (String) - what was given
# $near (String) - the one probably meant
usage-command-near = There is no command “{ $command }”, and no file of that name. Did you mean “{ $near }”?
# $argument (String) - what was given one
usage-takes-none = { $argument } takes no value.
# $command (String) - the command found later
usage-order = The command comes first, and what belongs to it after: forelock { $command } ...
usage-other = What follows the program's name cannot be read.
# $usage (String) - the shape of the command
usage-shape = Usage: { $usage }
usage-help = Add --help to see everything it takes.
# $option (String) - an option
# $only (String) - where it counts
usage-only-with = { $option } counts only with { $only }. Leave it out, or use that too.
# $one (String) - one of two
# $other (String) - the other
usage-or = { $one } or { $other }
