### What is wrong with a file, and what to do about it.

## A file as a whole

error-file-not-found = There is no such file. Check the path, or open another file.
error-file-no-permission = The system does not let this program read the file. Change its access rights, or copy it to your own folder.
error-file-not-a-file = This is a folder or a device. Choose a profile file (.ron).
# $detail (String) - the system's own words
error-file-not-read = The file could not be read ({ $detail }). It was not changed.
# $limit (Number) - in MiB
error-file-too-large = The file is larger than { $limit } MiB, so it is no profile. Choose another file.
error-file-empty = The file is empty. It was not changed; open an earlier copy of it.
# $encoding (String) - such as UTF-16 LE
error-file-encoding = The text is in { $encoding }; a profile must be in UTF-8. In the editor, save it again as UTF-8.
error-file-not-text = From here on the file is no UTF-8 text. Choose a profile file, or save it again as UTF-8.
# $schema (Number) - the file's schema
# $needs (String) - the oldest program version that reads it
# $ours (String) - this program's version
# $known (Number) - the newest schema this program knows
error-file-newer = The file has format { $schema } and needs Forelock { $needs } or later; this is Forelock { $ours }, which reads up to format { $known }. Install the newer version. The file was not changed.

## One place of a file

error-ends-early = The file ends before the profile is complete. Close the open brackets and quotes, or open an earlier copy.
# $missing (Number) - how many bytes
error-ends-early-missing = The file ends before the profile is complete; { $missing } bytes are missing. Open an earlier copy.
# $expected (String) - the sign
# $found (String) - what stands there
error-sign = “{ $expected }” must stand here, but “{ $found }” does. Add the missing sign.
# $found (String) - what stands there
error-type-text = A text in quotes must stand here, such as "A bank"; found { $found }.
# $found (String) - what stands there
error-type-quoted-number = A number in quotes must stand here, such as "1234.5"; found { $found }.
# $found (String) - what stands there
error-type-whole-number = A whole number without quotes must stand here, such as 12; found { $found }.
# $found (String) - what stands there
error-type-boolean = true or false must stand here; found { $found }.
# $found (String) - what stands there
error-type-list = A list in square brackets must stand here, [ ... ]; found { $found }.
# $found (String) - what stands there
error-type-map = Pairs in curly brackets must stand here, { "{" }"...": "..."{ "}" }; found { $found }.
# $found (String) - what stands there
error-type-fields = Fields in round brackets must stand here, (name: ...); found { $found }.
# $found (String) - what stands there
error-type-name = A name without quotes must stand here, such as Ordinary or Fixed("0.015"); found { $found }.
# $found (String) - the field's name
# $allowed (String) - the names there are
error-unknown-field = There is no field “{ $found }” here. Allowed: { $allowed }.
# $found (String) - the field's name
# $near (String) - the name probably meant
error-unknown-field-near = There is no field “{ $found }” here. Did you mean “{ $near }”?
# $name (String) - the field's name
error-missing-field = The field “{ $name }” is missing. Add it.
# $name (String) - the field or key
error-twice = “{ $name }” stands here a second time. Keep one of them.
# $found (String) - the name
# $allowed (String) - the choices
error-unknown-choice = “{ $found }” is none of the choices. Allowed: { $allowed }.
# $found (String) - the name
# $near (String) - the one probably meant
error-unknown-choice-near = “{ $found }” is none of the choices. Did you mean “{ $near }”?
# $found (String) - the key
error-unknown-param = There is no parameter “{ $found }”. Correct its name, or delete the entry.
# $found (String) - the key
# $near (String) - the one probably meant
error-unknown-param-near = There is no parameter “{ $found }”. Did you mean “{ $near }”?
# $found (String) - the number as written
error-bare-number = The number { $found } has no quotes, and digits could be lost. Write "{ $found }".
# $found (String) - the text
error-not-a-number = { $found } is not a number. Write digits with at most one point, such as "1234.5"; no commas and no exponent.
# $found (String) - the number as written
error-too-many-digits = { $found } has more digits than can be kept exactly. Write at most 28.
# $found (String) - the number as written
error-not-whole = { $found } has a fraction. Write a whole number.
# $found (String) - the text
error-not-a-month = “{ $found }” is not a month. Write year and month, such as "2026-10" (1900 to 2200).
# $found (String) - the text
error-not-a-day = “{ $found }” is not a day. Write year, month and day, such as "2026-11-02".
# $found (String) - what follows
error-trailing = The profile is complete, but “{ $found }” follows. Delete what stands after the last bracket.
error-too-deep = The brackets are nested more deeply than in any profile. Check that this is a profile file.
# $found (String) - what stands there
# $detail (String) - the parser's own words, in English
error-unreadable = This cannot be read at “{ $found }” ({ $detail }). Correct it, or open an earlier copy.

## Values of a profile

# $found (String) - what was found
# $low (String) - the lowest allowed
# $high (String) - the highest allowed
error-out-of-range = { $found } is outside the range. Allowed: { $low } to { $high }.
error-no-name = This is empty. Enter a text.
error-no-scenario = There is no scenario. At least one is needed.
# $max (Number) - the most characters
error-too-long = This text is too long. Shorten it to { $max } characters or fewer.
# $found (String) - the identity
error-duplicate = “{ $found }” is already used further up. Choose another one.
# $found (String) - the identity
error-no-such-bank = There is no bank “{ $found }” in the list of banks. Add it there, or name another.
# $found (String) - the sum of the shares
error-shares-above-one = The shares add up to { $found }. Make them 1 or less together.
# $found (Number) - how many there are
# $max (Number) - how many there may be
error-too-many = There are { $found } entries. At most { $max } are allowed.

## Saving

error-save-invalid = Not saved. Correct these values first:
error-save-fault = Perhaps not saved: a fault of this program stopped the writing. What was in the file before, or the new text, is whole. Please save once more, and report this as a fault.
error-save-not-read-back = Not saved: the new file would not read back the same. The old file is whole. Please report this as a fault.
error-save-not-a-file = Not saved: this is a folder or a device. Choose a file name.
error-save-read-only = Not saved: the file is read-only. Save under another name, or allow writing to it.
error-save-other-bytes = Not saved: the disk gave back other bytes than were written. The old file is whole. Check the disk, and save to another one.
# $detail (String) - the system's own words
error-save-durability = Saved, but the system does not confirm that it survives a power cut ({ $detail }). Save a copy on another disk.
error-save-disk-full = Not saved: the disk is full. The old file is whole. Free some space, and save again.
error-save-no-permission = Not saved: the system does not allow writing in this folder. The old file is whole. Choose another folder.
error-save-no-folder = Not saved: the folder does not exist. Choose another folder.
# $detail (String) - the system's own words
error-save-find = Not saved: the folder cannot be used ({ $detail }). Choose another folder.
# $detail (String) - the system's own words
error-save-create = Not saved: no new file could be made in the folder ({ $detail }). The old file is whole. Choose another folder.
# $detail (String) - the system's own words
error-save-write = Not saved: writing failed ({ $detail }). The old file is whole. Save to another disk.
# $detail (String) - the system's own words
error-save-read-again = Not saved: the new file could not be read again ({ $detail }). The old file is whole. Save to another disk.
# $detail (String) - the system's own words
error-save-replace = Not saved: the old file could not be replaced ({ $detail }); it is whole. Close it in other programs, and save again.

## Settings

error-settings-no-folder = The system names no folder for settings. They are not kept after this session.
# $detail (String) - the system's own words
error-settings-not-read = The settings could not be read ({ $detail }). The defaults are used.
# $detail (String) - the parser's own words, in English
error-settings-unreadable = The settings make no sense from here on ({ $detail }). The defaults are used; the next save keeps a copy of the old file.
# $found (String) - what stands there
# $allowed (String) - what may stand there
error-settings-ignored = { $found } cannot be used. Allowed: { $allowed }. The default is used.
# $found (String) - the identity
error-reserved = { $found } begins with ~, which is kept for the program's own lines. Choose another id.
# $name (String) - what was asked for
# $known (String) - the identities there are
no-such-holding = There is no holding "{ $name }" in this file. Its holdings are: { $known }.
# $month (String) - the month asked about
# $last (String) - the last month of the scenario
beyond-horizon = Month { $month } lies beyond this scenario's horizon, month { $last }. Ask about a month up to { $last }.

## Locked and shared files

error-file-locked = The profile is locked with a passphrase.
error-file-wrong-passphrase = The passphrase is another one. Type it again.
error-file-locked-damaged = The file is locked and no longer as it was written, so it cannot be opened. Open an earlier version.
error-save-changed = Not saved: something else has written the file since it was opened. Open it again, or save under another name.
# $holder (String) - who
error-save-held = Not saved: { $holder } has this file open. Close it there, or save under another name.
error-save-held-unknown = Not saved: another window has this file open. Close it there, or save under another name.
# $detail (String) - the library's own words
error-save-not-locked = Not saved: it could not be locked ({ $detail }). The old file is whole.
# $detail (String) - the system's own words
error-save-version = The version before could not be kept ({ $detail }).
