### ファイルの何が正しくないか、どうすればよいか。

## ファイル全体

error-file-not-found = ファイルがありません。パスを確かめるか、別のファイルを開いてください。
error-file-no-permission = このファイルを読む権限がありません。アクセス権を変えるか、ご自分のフォルダーに写してください。
error-file-not-a-file = フォルダーまたは装置です。プロファイルのファイル（.ron）を選んでください。
error-file-not-read = ファイルを読めませんでした（{ $detail }）。ファイルは変更していません。
error-file-too-large = ファイルが { $limit } MiB を超えているため、プロファイルではありません。別のファイルを選んでください。
error-file-empty = ファイルが空です。変更はしていません。以前の控えを開いてください。
error-file-encoding = 文字コードが { $encoding } です。プロファイルは UTF-8 でなければなりません。エディターで UTF-8 として保存し直してください。
error-file-not-text = ここから先は UTF-8 の文字ではありません。プロファイルのファイルを選ぶか、UTF-8 で保存し直してください。
error-file-newer = ファイルの形式は { $schema } で、Forelock { $needs } 以降が必要です。このプログラムは Forelock { $ours } で、形式 { $known } まで読めます。新しい版を入れてください。ファイルは変更していません。

## ファイルの中の一か所

error-ends-early = プロファイルの途中でファイルが終わっています。括弧と引用符を閉じるか、以前の控えを開いてください。
error-ends-early-missing = プロファイルの途中でファイルが終わっています（{ $missing } バイト不足）。以前の控えを開いてください。
error-sign = ここには「{ $expected }」が必要ですが、「{ $found }」があります。足りない記号を加えてください。
error-type-text = ここには "A銀行" のように引用符で囲んだ文字が必要です。見つかったもの：{ $found }
error-type-quoted-number = ここには "1234.5" のように引用符で囲んだ数が必要です。見つかったもの：{ $found }
error-type-whole-number = ここには 12 のように引用符のない整数が必要です。見つかったもの：{ $found }
error-type-boolean = ここには true か false が必要です。見つかったもの：{ $found }
error-type-list = ここには角括弧の一覧 [ … ] が必要です。見つかったもの：{ $found }
error-type-map = ここには波括弧の組 { "{" }"…": "…"{ "}" } が必要です。見つかったもの：{ $found }
error-type-fields = ここには丸括弧の項目 (name: …) が必要です。見つかったもの：{ $found }
error-type-name = ここには Ordinary や Fixed("0.015") のように引用符のない名前が必要です。見つかったもの：{ $found }
error-unknown-field = ここに「{ $found }」という項目はありません。使えるもの：{ $allowed }
error-unknown-field-near = ここに「{ $found }」という項目はありません。「{ $near }」ではありませんか。
error-missing-field = 項目「{ $name }」がありません。加えてください。
error-twice = 「{ $name }」が二度書かれています。一つだけ残してください。
error-unknown-choice = 「{ $found }」という選択肢はありません。使えるもの：{ $allowed }
error-unknown-choice-near = 「{ $found }」という選択肢はありません。「{ $near }」ではありませんか。
error-unknown-param = 「{ $found }」というパラメーターはありません。名前を直すか、この行を消してください。
error-unknown-param-near = 「{ $found }」というパラメーターはありません。「{ $near }」ではありませんか。
error-bare-number = 数 { $found } に引用符がないため、桁が失われるおそれがあります。"{ $found }" と書いてください。
error-not-a-number = { $found } は数ではありません。"1234.5" のように、数字と小数点一つまでで書いてください。コンマや指数は使えません。
error-too-many-digits = { $found } は桁が多すぎて正確に保てません。28 桁以内で書いてください。
error-not-whole = { $found } には端数があります。整数で書いてください。
error-not-a-month = 「{ $found }」は年月ではありません。"2026-10" のように書いてください（1900年から2200年まで）。
error-not-a-day = 「{ $found }」は日付ではありません。"2026-11-02" のように書いてください。
error-trailing = プロファイルの終わりの後に「{ $found }」があります。最後の括弧より後を消してください。
error-too-deep = 括弧の入れ子が深すぎます。プロファイルのファイルかどうか確かめてください。
error-unreadable = 「{ $found }」のところで読めません（{ $detail }）。直すか、以前の控えを開いてください。

## プロファイルの値

error-out-of-range = { $found } は範囲の外です。{ $low } から { $high } までにしてください。
error-no-name = 空です。文字を入れてください。
error-no-scenario = シナリオがありません。一つ以上必要です。
error-too-long = 文字が多すぎます。{ $max } 文字以内にしてください。
error-duplicate = 「{ $found }」はすでに使われています。別のものにしてください。
error-no-such-bank = 「{ $found }」という銀行は一覧にありません。一覧に加えるか、別の銀行にしてください。
error-shares-above-one = 割合の合計が { $found } です。合わせて 1 以下にしてください。
error-too-many = { $found } 件あります。{ $max } 件までにしてください。

## 保存

error-save-invalid = 保存していません。先に次の値を直してください。
error-save-fault = 保存できていない可能性があります。プログラムの不具合で書き込みが止まりました。ファイルは前の内容か新しい内容のどちらかで、壊れてはいません。もう一度保存し、不具合としてお知らせください。
error-save-not-read-back = 保存していません。書いたものが同じ内容に読み戻せません。元のファイルは無事です。不具合としてお知らせください。
error-save-not-a-file = 保存していません。フォルダーまたは装置です。ファイル名を選んでください。
error-save-read-only = 保存していません。ファイルが読み取り専用です。別の名前で保存するか、書き込みを許可してください。
error-save-other-bytes = 保存していません。書いたものと違う内容がディスクから返りました。元のファイルは無事です。ディスクを調べ、別のディスクに保存してください。
error-save-durability = 保存しましたが、停電に耐えるかどうかをシステムが保証していません（{ $detail }）。別のディスクにも控えを保存してください。
error-save-disk-full = 保存していません。ディスクがいっぱいです。元のファイルは無事です。空きを作ってから保存し直してください。
error-save-no-permission = 保存していません。このフォルダーに書く権限がありません。元のファイルは無事です。別のフォルダーを選んでください。
error-save-no-folder = 保存していません。フォルダーがありません。別のフォルダーを選んでください。
error-save-find = 保存していません。フォルダーを使えません（{ $detail }）。別のフォルダーを選んでください。
error-save-create = 保存していません。フォルダーに新しいファイルを作れません（{ $detail }）。元のファイルは無事です。別のフォルダーを選んでください。
error-save-write = 保存していません。書き込みに失敗しました（{ $detail }）。元のファイルは無事です。別のディスクに保存してください。
error-save-read-again = 保存していません。書いたファイルを読み直せません（{ $detail }）。元のファイルは無事です。別のディスクに保存してください。
error-save-replace = 保存していません。元のファイルを置き換えられません（{ $detail }）。元のファイルは無事です。ほかのプログラムで閉じてから保存し直してください。

## 設定

error-settings-no-folder = 設定を置くフォルダーがありません。設定は終了すると失われます。
error-settings-not-read = 設定を読めませんでした（{ $detail }）。初期値を使います。
error-settings-unreadable = 設定がここから読めません（{ $detail }）。初期値を使います。次に保存するとき、元のファイルの控えを残します。
error-settings-ignored = { $found } は使えません。使えるもの：{ $allowed }。初期値を使います。
error-reserved = { $found }は~で始まっています。~で始まるidはプログラムが使うため、別のidにしてください。
no-such-holding = このファイルに「{ $name }」という項目はありません。ある項目は次のとおりです：{ $known }
beyond-horizon = { $month }か月目は、このシナリオの期間（{ $last }か月目まで）を超えています。{ $last }以下の月を指定してください。

## ロックと共有

error-file-locked = このプロファイルはパスフレーズでロックされています。
error-file-wrong-passphrase = パスフレーズが違います。もう一度入力してください。
error-file-locked-damaged = ロックされたファイルが書いたときの内容と違うため、開けません。以前の版を開いてください。
error-save-changed = 保存していません。開いたあとに、ほかのプログラムがファイルを書き換えました。開き直すか、別の名前で保存してください。
error-save-held = 保存していません。{ $holder } がこのファイルを開いています。そちらを閉じるか、別の名前で保存してください。
error-save-held-unknown = 保存していません。別のウィンドウがこのファイルを開いています。そちらを閉じるか、別の名前で保存してください。
error-save-not-locked = 保存していません。ロックできませんでした（{ $detail }）。元のファイルは無事です。
error-save-version = 直前の版を残せませんでした（{ $detail }）。
