## Compare
compare-four = 一度に比べられるのは4つまでです。どれかを外すと選べます。
compare-last = 最後の1つは外せません。
compare-plan = 計画
compare-with-plan = { $name }（計画）
compare-multiples = 分けて並べる
compare-table = { $span }後の純資産
compare-column-real = 実質
compare-column-nominal = 名目
compare-column-change = 実質の増減
compare-column-difference = 先頭との差
compare-row = { $name }：実質{ $real }、名目{ $nominal }、実質の増減{ $change }、先頭との実質の差{ $difference }
compare-changed = 何が差を生むか
compare-changed-about =
    前提を一つずつ変えていくと、同じ前提でも、変える順番で差への効き方が変わります。たとえば銀行の備えが尽きたあとでは、同じ減価率でも預金の損失は大きくなります。
    そこで、あらゆる順番で変えたときの平均をとり、順番によらない分け方にしています（シャープレイ値、1953年）。合計は差と1円までちょうど一致します。
compare-changed-real = { $span }後の実質純資産
compare-changed-nominal = { $span }後の名目の純資産
compare-from = 元
compare-to = 先
compare-swap = 入れ替え
compare-none = この二つに違いはなく、差はありません。
compare-no-effect = 前提は違いますが、{ $span }後の純資産に差はありません。
compare-rests = 違っていても差に影響なし：{ $labels }
compare-aside = 期間、値動きの幅や確率・相関、ビットコインの値段の違いは、同じ月の1本の線どうしを比べるこの差に影響しません。
compare-add = 差を見るには、上でもう一つシナリオを選んでください。ないときは、シナリオの並びの＋で作れます。
compare-working = 計算中…
compare-bar = { $label }：{ $detail }、{ $amount }。スライダーを開きます。
compare-default-off = 起きない
compare-default-random = 確率で起きる（1本の線では起きない）
compare-default-haircut = { $month }か月目に{ $percent }減価
compare-default-exchange = { $month }か月目に交換（減価率{ $percent }）
compare-settlement-always = 必ず全額
compare-settlement-insured = 保険しだい
compare-plan-on = 実行する
compare-plan-off = 実行しない
compare-years = { $count ->
    [0] 決めない
   *[other] { $count }年分を決める
}
compare-headline-less = もし「{ $from }」ではなく「{ $to }」なら、{ $span }後の実質純資産は{ $gap }少なくなります（{ $before } → { $after }）。
compare-headline-more = もし「{ $from }」ではなく「{ $to }」なら、{ $span }後の実質純資産は{ $gap }多くなります（{ $before } → { $after }）。
compare-headline-same = もし「{ $from }」ではなく「{ $to }」でも、{ $span }後の実質純資産は{ $before }で同じです。
compare-headline-cause = 差に最も効くのは「{ $label }」（{ $amount }）です。
compare-headline-one = もし「{ $name }」なら、{ $span }後の実質純資産は{ $after }です。
compare-too-many = 一度に比べられるのは{ $most }つまでです（{ $found }）。
compare-same-sides = 元と先がどちらも「{ $name }」です。別のものを指定してください。
compare-no-plan = このファイルには、何かを移す計画がありません。
