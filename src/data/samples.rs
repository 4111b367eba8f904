//! Invented companies to try the program on.

/// An invented company, as the text of a profile file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// Its stable name.
    pub key: &'static str,
    /// The profile file.
    pub text: &'static str,
}

/// Every sample, in the order offered; the first opens at the first start.
pub const SAMPLES: &[Sample] = &[
    Sample { key: "machine_maker", text: include_str!("../../assets/samples/machine_maker.ron") },
    Sample { key: "inn", text: include_str!("../../assets/samples/inn.ron") },
    Sample { key: "trading", text: include_str!("../../assets/samples/trading.ron") },
];

/// The names in the samples, in Japanese as they stand there and in English.
/// No name stands for two others in either language.
const NAMES: &[(&str, &str)] = &[
    ("瀬戸内精機（架空）", "Setouchi Co. (fictional)"),
    ("山あいの宿（架空）", "Mountain Inn (fictional)"),
    ("みなと商事（架空）", "Minato Trading (fictional)"),
    ("A銀行（架空）", "Bank A (fictional)"),
    ("B銀行（架空）", "Bank B (fictional)"),
    ("C信用金庫（架空）", "Shinkin Bank C (fictional)"),
    ("D銀行（架空）", "Bank D (fictional)"),
    ("E信用組合（架空）", "Credit Union E (fictional)"),
    ("F銀行（架空）", "Bank F (fictional)"),
    ("G銀行（架空）", "Bank G (fictional)"),
    ("A銀行 普通預金", "Bank A, ordinary"),
    ("A銀行 定期預金", "Bank A, time"),
    ("A銀行 決済用預金", "Bank A, settlement"),
    ("B銀行 普通預金", "Bank B, ordinary"),
    ("B銀行 定期預金", "Bank B, time"),
    ("B銀行 決済用預金", "Bank B, settlement"),
    ("C信用金庫 普通預金", "Shinkin C, ordinary"),
    ("D銀行 普通預金", "Bank D, ordinary"),
    ("D銀行 決済用預金", "Bank D, settlement"),
    ("E信用組合 定期預金", "Credit Union E, time"),
    ("F銀行 普通預金", "Bank F, ordinary"),
    ("F銀行 ドル預金", "Bank F, dollars"),
    ("G銀行 普通預金", "Bank G, ordinary"),
    ("海外口座のドル", "Dollars abroad"),
    ("手元現金", "Cash on hand"),
    ("フロントの現金", "Cash at the desk"),
    ("利付国債（10年）", "10-year bond"),
    ("金地金", "Gold bars"),
    ("ビットコイン", "Bitcoin"),
    ("ビットコイン（自社保管）", "Bitcoin, own wallet"),
    ("イーサリアム（取引所）", "Ether, exchange"),
    ("円ステーブルコイン", "Yen stablecoin"),
    ("売掛金", "Trade receivables"),
    ("カード会社への売掛金", "Card receivables"),
    ("受取手形", "Notes receivable"),
    ("買掛金", "Trade payables"),
    ("食材などの買掛金", "Food payables"),
    ("設備資金（A銀行）", "Equipment loan, Bank A"),
    ("運転資金（D銀行、変動）", "Working capital, Bank D, floating"),
    ("運転資金（G銀行、変動）", "Working capital, Bank G, floating"),
    ("本館改築資金（D銀行、固定）", "Rebuilding, Bank D, fixed"),
    ("基準", "Baseline"),
    ("国債不履行", "JGB default"),
    ("円安", "Weaker yen"),
    ("両方", "Both"),
];

/// What a sample's name is in English; `None` for any other name.
#[must_use]
pub fn in_english(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(japanese, _)| *japanese == name).map(|(_, english)| *english)
}

#[cfg(test)]
mod tests {
    use super::{NAMES, SAMPLES, in_english};

    #[test]
    fn every_name_has_another_in_english_and_no_two_the_same() {
        for (i, (japanese, english)) in NAMES.iter().enumerate() {
            assert_eq!(in_english(japanese), Some(*english));
            assert!(SAMPLES.iter().any(|s| s.text.contains(&format!("\"{japanese}\""))), "{japanese}");
            assert!(english.is_ascii() && NAMES.iter().skip(i + 1).all(|other| other.1 != *english));
        }
        assert_eq!(in_english("X銀行"), None);
    }

    #[test]
    fn keys_are_unique_and_texts_have_their_first_line() {
        for (i, sample) in SAMPLES.iter().enumerate() {
            assert!(SAMPLES.iter().skip(i + 1).all(|other| other.key != sample.key));
            assert!(sample.text.starts_with("// Forelock profile; schema 1; "), "{}", sample.key);
        }
    }
}
