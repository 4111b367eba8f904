### ファイルについて残すもの：以前の版、強制終了時の変更、パスフレーズ。

## メニュー

menu-versions = 以前の版...
menu-lock = パスフレーズでロック...
menu-change-lock = パスフレーズを変更...
menu-remove-lock = パスフレーズを外す...

## プロファイルの要約

summary = 資産 { $assets }・{ $holdings } 行・{ $company }
summary-hidden = { $holdings } 行
summary-locked = パスフレーズでロック中
summary-unreadable = 読めません
summary-no-file = まだファイルがありません
summary-gone = ファイルがなくなっています

## 以前の版

versions-title = 以前の版
versions-about = 保存のたびに、直前の内容を残します。1 時間以内はすべて、その前は 12 日・10 週・9 か月それぞれの最後の版です。以前の版は写しとして開き、ファイルはそのまま残ります。
versions-none = まだありません。次の保存から、置き換える前の内容を残します。
versions-open = 写しとして開く
versions-open-of = { $when } の版を写しとして開く
versions-close = 閉じる

## 強制終了のあと

recovered-title = 保存されていない変更があります
recovered-about = 保存せずに終了したため、この端末に残しておいたものです。
recovered-changed = { $when } に控えたもの
recovered-file = ファイルの内容
recovered-path = 元のファイル：{ $path }
recovered-differs = { $count ->
    [0] 両者は同じ内容です。
   *[other] { $count } 項目が異なります。
}
recovered-more = 同様のものがほかに { $count } 件あり、このあとか次の起動時に確認します。
recovered-restore = 復元する
recovered-discard = 破棄する
recovered-later = あとで決める

## ほかが書き換えたファイル

conflict-title = 開いたあとにファイルが変わっています
conflict-about = ほかのプログラムがファイルを書き換えました。まだ保存していません。置き換える内容は以前の版に残します。
conflict-overwrite = こちらで置き換える
conflict-elsewhere = 別名で保存...
conflict-theirs = こちらを捨ててファイルを開く
conflict-mine-column = こちら
conflict-theirs-column = ファイル
outside-title = フォアロックの外で変更されたファイルです
outside-about = 形式に問題はないので、そのまま開きました。フォアロックが残した最後の版とは次の点が異なります。
outside-keep = このまま使う
outside-copy = 最後の版を写しとして開く
outside-before-column = 最後の版
outside-now-column = 現在
differs-where = 場所
differs-none = 異なる値はありません。
differs-hidden = 金額を隠している間は、値を表示しません。
differs-nothing = なし
part-company = 会社
differs-called = 名前
differs-amount = 金額
differs-as-of = 基準月
part-bank = 銀行 { $name }
part-holding = { $name }
part-scenario = シナリオ { $name }

## パスフレーズ

passphrase-open-title = このプロファイルはロックされています
passphrase-open = パスフレーズを入力すると開きます。
passphrase-wrong = パスフレーズが違います。大文字と入力モードを確かめて、もう一度入力してください。
passphrase-lock-title = パスフレーズでロック
passphrase-lock = ファイル、以前の版、強制終了に備えた控えを暗号化します（age 形式）。別の名前や場所にある写しは対象外です。
passphrase-lock-lost = パスフレーズを失うと、私たちを含め誰も開けません。金庫など安全な場所に控えてください。
passphrase-field = パスフレーズ
passphrase-again = もう一度入力
passphrase-differ = 二つがまだ一致していません。
passphrase-short = 8 文字以上にしてください。
passphrase-show = 入力を表示
passphrase-busy = お待ちください。推測に何年もかかるよう、確認に 1 秒ほどかけています。
passphrase-unlock = 開く
passphrase-set = ロックする
remove-lock-title = パスフレーズを外しますか
remove-lock = ファイルと以前の版を、手に入れた人が誰でも読める形に書き直します。
remove-lock-yes = 外す

## あとに伝えること

held-elsewhere-by = 読み取り専用で開きました。{ $holder } がこのファイルを開いています。変更を残すには別名で保存してください。
held-elsewhere = 読み取り専用で開きました。別のウィンドウがこのファイルを開いています。変更を残すには別名で保存してください。
holder = { $machine } の { $user }（プロセス { $process }）
version-lost = 保存しました。直前の版は残せませんでした（{ $detail }）。
versions-not-locked = 保存しましたが、一部の以前の版を書き直せず、元のままです（{ $detail }）。もう一度保存するか、削除してください。
not-kept = 未保存の変更を控えられません（{ $detail }）。こまめに保存してください。
copy-opened = 以前の版を写しとして開きました。残すには名前を付けて保存してください。
locked-saved = 保存し、ロックしました。
unlocked-saved = パスフレーズなしで保存しました。
good-copy = 読める最新の版を開く
good-copy-of = { $when } の版を写しとして開けます。

## ウィンドウなし

history-none = { $name }：以前の版はありません。
history-number = 番号
history-when = 控えた日時
history-what = 内容
history-no-such = 番号 { $number } の版はありません。
history-written = 書き出しました：{ $path }
passphrase-prompt = パスフレーズ：
passphrase-prompt-new = 新しいパスフレーズ：
passphrase-prompt-again = もう一度：
passphrase-not-same = 二つのパスフレーズが一致しません。何も変更していません。
lock-already = { $name }：すでにロックされています。パスフレーズを変えるには、先にロックを解いてください。
lock-not = { $name }：ロックされていません。
lock-done = { $name }：ロックしました。
unlock-done = { $name }：ロックを解きました。
crash-report = 不具合のためフォアロックが停止しました。保存していない変更は 30 秒前までのものを控えてあり、次に開いたときに復元できます。金額を含まない報告を { $folder } に置きました。どこにも送信しません。
