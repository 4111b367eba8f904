## 歴史の画面
history-choose = 選ぶ（{ $count }件）
history-empty = 出来事を選ぶと、御社の貸借対照表がそれを通ったらどうなるかを月ごとに見られます。悪い知らせは、どの側のものも同じ大きさで並べてあります。
history-month = { $month }か月後（{ $date }）
history-start = 起点（{ $date }）
history-date = { $year }年{ $month }月
history-day = { $year }年{ $month }月{ $day }日
history-began = { $date }から。起点は{ $base }

# 見出し
history-headline-real = もし「{ $episode }」と同じ動きが御社に起きるなら、{ $when }の{ $what }は、実質で{ $from }から{ $to }（{ $change }）になります。
history-headline-nominal = もし「{ $episode }」と同じ動きが御社に起きるなら、{ $when }の{ $what }は、名目で{ $from }から{ $to }（{ $change }）になります。物価は見つかっていないので、実質の値は示しません。
history-headline-none = もし「{ $episode }」と同じ動きが御社に起きるなら、{ $when }の{ $what }は示せません。その月のドルの値が見つかっていないからです。
history-headline-start = もし「{ $episode }」と同じ動きが御社に起きるなら、御社の{ $what }は{ $from }から始まります。月を進めてください。
history-net = 純資産
history-net-without = 純資産（{ $left-out }を除く）
history-net-at-most = { $what }（多くて）

# 図
history-axis = 今日の購買力と、その月の円
history-real = 実質
history-nominal = 名目
history-points = 点は値の見つかった月だけです。点のあいだの細い破線は目の助けで、値ではありません。
history-chart-keys = 左右で前後の月、Homeで起点、Endで最後の月、スペースで再生。
history-chart-ask = Enterで前面の月の求め方、クリックでいちばん近い点の求め方を表示します。

# 月を進める
history-scrub = 出来事の月
history-play = 再生
history-pause = 止める
history-earlier = 前の月
history-later = 次の月

# 表
history-column-now = 起点
history-column-nominal = 名目
history-column-real = 実質
history-not-sourced = 未確認
history-not-stated = { $month }か月後の値は示せません。数字のある月：{ $months }
history-frozen = 引き出せない預金（多くて）
history-in-dollars = 名目の純資産をドルで見ると { $change }
history-rate = ドルの値：{ $rate }円（起点の{ $ratio }倍）［{ $mark }］
history-rate-none = ドルの値：この月は見つかっていません
history-price-level = 物価：起点の{ $ratio }倍［{ $mark }］
history-price-level-about = 物価：起点の約{ $ratio }倍（±5%、年平均からの目安）［{ $mark }］
history-price-level-none = 物価：この月は見つかっていません
history-left-out = 数字に入れていません：{ $names }（{ $reason }）
history-beside = { $names }は、その年の自分の値で動きます。この出来事が動かしたものではないので、純資産に入れず、並べて示します。
history-deposits-at-most = 預金は多めの値です：見つかっていない損失があります
history-assumed = ここでは税を計算せず、金利は今日のまま、満期や返済は約束どおりとします。

# 御社との違い
history-you = 御社との違い
history-you-open = 御社の預金{ $deposits }のうち、保険の上限を超えるか対象外なのは{ $open }（{ $share }）です。
history-you-open-loss = もし同じ{ $rate }がその分から失われるなら、{ $loss }です。
history-you-covered = 御社の預金{ $deposits }は、すべて保険の範囲です。
history-you-no-deposits = 御社に預金はありません。
history-you-banks = 預け先は{ $count }行、全額が守られる決済用預金は{ $settlement }です。
history-you-cash = 銀行の外にある円の現金は{ $cash }です。
history-you-bonds = じかに持つ国債は資産の{ $share }です。
history-you-no-bonds = じかに持つ国債はありません。預け先の銀行を通じてだけ関わります。
history-you-debts = 円の借入と支払は{ $debts }です。円で買える量が減れば、その分だけ軽くなります。
history-you-no-debts = 円の借入はありません。円が弱くなっても、軽くなる借金がありません。
history-you-not-yen = ドル・金・暗号資産は資産の{ $share }です。残りは円建てです。
history-you-coins = 暗号資産は資産の{ $share }で、そのうち{ $exchange }を取引所に置いています。
history-you-no-coins = 御社に暗号資産はありません。値下がりも破綻も、じかには届きません。
history-you-yen-coins = 円のコインは{ $coins }です。
history-you-currency-own = 日本は自国の通貨で借りています。この国や時期と同じとは限りません（当方の見方）。

# 何に当たるか
history-facts = 分かっていることと、その使い方
history-fact-used = { $label } { $value }として使う
history-fact-no-loss = 失われたものがないので、何も動かさない
history-fact-replay = 再生でだけ使う：起点のレートの{ $value }倍の円預金になる
history-fact-uninsured = 保護されない預金が{ $value }失われるように、銀行の損失を置く
history-fact-exchange = 取引所の損失 { $value }として使う
history-fact-exchange-none = 損失なしとして使う（100%を超えた分は再生でだけ使う）
history-fact-crash = スライダーでは暴落 { $value }。再生では月末の値を使う
history-fact-not = 使わない：{ $reason }
history-path-currency = 為替（{ $count }点、{ $first }〜{ $last }か月後）
history-path-prices = 物価（{ $count }点、{ $first }〜{ $last }か月後）
history-path-coin = ビットコイン（月末、{ $count }点）
history-path-gold = 金（{ $count }点）
history-path-none = { $what }：見つかっていません
history-path-currency-name = 為替
history-path-prices-name = 物価
history-path-used = 再生で使う
history-path-shock = 再生で使う。スライダーでは{ $month }か月目に{ $value }の切り下げ
history-path-no-shock = 再生で使う。スライダーには置かない：一回の下げとして表せない
history-path-inflation = 再生で使う。スライダーでは、円安の効果と合わせて1年目と2年目の物価がここに届く物価上昇率
history-yearly-inflation = 年平均の物価上昇率（%）
history-yearly-wholesale = 卸売物価（1934〜36年=1）
history-value-months = { $n }か月
history-value-dollars = { $n }ドル
history-value-yen = { $n }円
history-value-coins = { $n }枚
history-value-missing = 見つかっていません
history-value-words = 下のとおり
history-key = 歴史の月：前後の月・両端・再生と停止
history-set = スライダーをこのように置く
history-set-about = ほかの出来事は切り、出典のある数だけを置きます。今の状態の数（銀行、保険、税など）は変えません。元に戻せます。
history-sources = 出典
history-source-line = { $about }：{ $cite }［{ $mark }］
history-attribution = 系列：{ $cites }
history-no-such-episode = 「{ $id }」という出来事はありません。あるのは次のとおりです：{ $all }
history-no-episode = --episode に出来事を指定してください。一覧は forelock replay --list です。
