## Hiding amounts
hide = 金額を隠す（Ctrl+H）
hide-show = 金額を表示する（Ctrl+H）
hide-key = 金額を隠す・表示する
hide-unit = 指数
hide-note = 金額を隠しています。数字は指数です（{ $unit }）。
hide-locked = 金額を隠している間は変えられません。Ctrl+Hで表示に戻せます。
hide-company = ある会社
hide-line = { $class }（{ $number }行目）
hide-file = 最近のファイル（{ $number }番目）
hide-a-file = 選んだファイル
hide-saved = 保存しました。
hide-problem = 理由の文にはファイルの名前や中の数字が出ます。Ctrl+Hで金額を表示すると読めます。
