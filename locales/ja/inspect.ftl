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

## Figures
figures = 数値
figures-about = グラフと同じ数字を表で見ます（Ctrl+E）。
figures-none = このビューには表にする数字がありません。
figures-key = 数値の表を開く・閉じる
figures-keys = 数値の表：矢印キーで動かし、Ctrl+Cで表をコピーします
figures-copy = コピー
figures-copy-about = 表全体をExcelなどに貼り付けられる形でコピーします。
figures-every = 毎月
figures-month = 月
figures-date = 年月
figures-event = 出来事
figures-cause = 要因
figures-change = 増減
figures-left = そこまでの合計
figures-parameter = 動かすもの
figures-low = 低いほうの値
figures-low-result = そのときの結果
figures-high = 高いほうの値
figures-high-result = 高いときの結果
figures-across = { $title }、横は{ $parameter }
figures-at = { $row }、{ $column }

## Predict, then reveal
predict = 予想
predict-about = 結果を隠して、先に予想を置いてもらいます（Ctrl+G）。
predict-key = 予想してから結果を見る
predict-hidden = 結果を見るまで数字は出ません。
predict-over-time = もし{ $conditions }なら、{ $span }後の純資産はいくらになると思いますか。いまは{ $now }です（{ $measure }）。
predict-median = もし{ $conditions }なら、{ $span }後の純資産の中央値はいくらになると思いますか。いまは{ $now }です。
predict-replay = もし「{ $episode }」と同じことが起きるなら、{ $span }後の、実質の{ $what }はいくらになると思いますか。いまは{ $now }です。
predict-tie = もし{ $parameter }がいくつなら、{ $span }後に計画と現状が同じになると思いますか。
predict-first = もし{ $conditions }なら、{ $span }後の実質純資産をいちばん大きく動かすのはどれと思いますか。
predict-draw = 今日の点から線を引いてください。矢印キーなら、左右で月を選び、上下で予想を動かします。
predict-slide = つまみを予想の値まで動かしてください。
predict-choose = ひとつ選んでください。
predict-none = まだ置いていません
predict-guess = 予想
predict-reveal = 結果を見る
predict-again = もう一度
predict-stop = 予想をやめる
predict-both = 予想 { $guess }、結果 { $result }（予想との差 { $difference }）
predict-tie-both = 予想 { $guess }。{ $said }
predict-first-both = 予想「{ $guess }」は{ $place }番目です。いちばん大きく動かすのは「{ $first }」です。
