### What is kept of files: earlier versions, changes a crash left, passphrases.

## Menu

menu-versions = Earlier versions...
menu-lock = Lock with a passphrase...
menu-change-lock = Change the passphrase...
menu-remove-lock = Remove the passphrase...

## A profile in a few words

# $company (String) - the company's name
# $holdings (Number) - lines
# $assets (String) - what it owns today, with its unit
summary = Assets { $assets } · { $holdings ->
    [one] { $holdings } line
   *[other] { $holdings } lines
} · { $company }
# $holdings (Number) - lines
summary-hidden = { $holdings ->
    [one] { $holdings } line
   *[other] { $holdings } lines
}
summary-locked = Locked with a passphrase
summary-unreadable = Cannot be read
summary-no-file = In no file yet
summary-gone = The file is not there any more

## Earlier versions

versions-title = Earlier versions
versions-about = Each save keeps what stood there before: all of the last hour, then the last of 12 days, 10 weeks and 9 months. An earlier version opens as a copy; the file stays as it is.
versions-none = There is none yet. The next save keeps what it replaces.
versions-open = Open as a copy
# $when (String) - date and time
versions-open-of = Open the version of { $when } as a copy
versions-close = Close

## After a crash

recovered-title = Changes that were not saved
recovered-about = The program ended without saving them. They were kept on this machine.
# $when (String) - date and time
recovered-changed = Kept { $when }
recovered-file = In the file
# $path (String) - where it is
recovered-path = Belongs to { $path }
# $count (Number) - fields
recovered-differs = { $count ->
    [0] Both say the same.
    [one] They differ in { $count } field.
   *[other] They differ in { $count } fields.
}
# $count (Number) - further companies
recovered-more = { $count ->
    [one] { $count } more like this is asked about afterwards, or at the next start.
   *[other] { $count } more like this are asked about afterwards, or at the next start.
}
recovered-restore = Restore
recovered-discard = Discard
recovered-later = Decide later

## A file written by something else

conflict-title = The file has changed since it was opened
conflict-about = Something else has written it. Nothing was saved yet. What you replace is kept among the earlier versions.
conflict-overwrite = Replace it with mine
conflict-elsewhere = Save mine elsewhere...
conflict-theirs = Open the file, drop mine
conflict-mine-column = Here
conflict-theirs-column = In the file
outside-title = This file was changed outside Forelock
outside-about = It is valid and was opened as it is. This is what differs from the last version Forelock kept.
outside-keep = Keep it as it is
outside-copy = Open the last version as a copy
outside-before-column = Last version
outside-now-column = Now
differs-where = Where
differs-none = No value differs.
differs-hidden = The values are not shown while amounts are hidden.
differs-nothing = nothing
part-company = Company
differs-called = name
differs-amount = amount
differs-as-of = as of
# $name (String) - the bank
part-bank = Bank { $name }
# $name (String) - the holding
part-holding = { $name }
# $name (String) - the scenario
part-scenario = Scenario { $name }

## Passphrases

passphrase-open-title = This profile is locked
passphrase-open = Type its passphrase to open it.
passphrase-wrong = That is another passphrase. Check capitals and the input mode, and type it again.
passphrase-lock-title = Lock with a passphrase
passphrase-lock = The file, its earlier versions and what is kept against a crash are encrypted (age). Copies under other names or in other places are not.
passphrase-lock-lost = Without the passphrase nobody can open it again, not even we. Keep it where you keep keys.
passphrase-field = Passphrase
passphrase-again = The same again
passphrase-differ = The two are not the same yet.
passphrase-short = At least 8 characters.
passphrase-show = Show what is typed
passphrase-busy = One moment: a passphrase takes about a second, so that guessing takes years.
passphrase-unlock = Open
passphrase-set = Lock
remove-lock-title = Remove the passphrase?
remove-lock = The file and its earlier versions are written again so that anyone who gets them can read them.
remove-lock-yes = Remove it

## Said after

# $holder (String) - who
held-elsewhere-by = Open read-only: { $holder } has this file open. Save under another name to keep changes.
held-elsewhere = Open read-only: another window has this file open. Save under another name to keep changes.
# $user (String) - user
# $machine (String) - machine
# $process (Number) - process
holder = { $user } on { $machine } (process { $process })
# $detail (String) - the system's own words
version-lost = Saved. The version before could not be kept ({ $detail }).
# $detail (String) - the system's own words
versions-not-locked = Saved. Some earlier versions could not be written anew and are still as they were ({ $detail }). Save again, or delete them.
# $detail (String) - the system's own words
not-kept = Unsaved changes cannot be kept against a crash ({ $detail }). Save often.
copy-opened = An earlier version is open as a copy. Save it under a name to keep it.
locked-saved = Saved and locked.
unlocked-saved = Saved without a passphrase.
good-copy = Open the newest good copy
# $when (String) - date and time
good-copy-of = An earlier version of { $when } can be opened as a copy.

## Without a window

# $name (String) - file
history-none = { $name }: no earlier versions are kept.
history-number = No.
history-when = Kept
history-what = What is in it
# $number (Number) - version
history-no-such = There is no version { $number }.
# $path (String) - file
history-written = Written: { $path }
passphrase-prompt = Passphrase:
passphrase-prompt-new = New passphrase:
passphrase-prompt-again = The same again:
passphrase-not-same = The two passphrases are not the same. Nothing was changed.
# $name (String) - file
lock-already = { $name }: it is locked already. To change the passphrase, unlock it first.
# $name (String) - file
lock-not = { $name }: it is not locked.
# $name (String) - file
lock-done = { $name }: locked.
# $name (String) - file
unlock-done = { $name }: no longer locked.
# $folder (String) - folder
crash-report = Forelock stopped because of a fault. What was not saved was kept up to 30 seconds ago and is offered at the next start. A report without figures lies in { $folder }; nothing is sent.
