use super::*;
use crate::text::number::{Lang, editable_yen, signed_yen};
use proptest::prelude::*;

const UNITS: [YenUnit; 6] = YenUnit::ALL;

fn in_yen(text: &str) -> Result<Decimal, AmountError> {
    parse_yen(text, YenUnit::Yen)
}

fn found(text: &str) -> String {
    text.to_owned()
}

#[test]
fn amounts_as_people_write_them() {
    let cases: [(&str, i64); 62] = [
        ("1億2,000万", 120_000_000),
        ("1億2,000万500円", 120_000_500),
        ("39,800万円", 398_000_000),
        ("1.5億", 150_000_000),
        (".5億", 50_000_000),
        ("120000000", 120_000_000),
        ("¥1,200", 1_200),
        ("1,200円", 1_200),
        ("3千円", 3_000),
        ("2百万円", 2_000_000),
        ("500千円", 500_000),
        ("1,200百万円", 1_200_000_000),
        ("3千万", 30_000_000),
        ("3千5百万", 35_000_000),
        ("3千5百円", 3_500),
        ("3千億", 300_000_000_000),
        ("1億2千万円", 120_000_000),
        ("1億2千500円", 100_002_500),
        ("1億2.5百万", 102_500_000),
        ("1兆2億3万4円", 1_000_200_030_004),
        ("1億2,000", 100_002_000),
        ("1億0万", 100_000_000),
        ("1.23456789億", 123_456_789),
        ("1,000兆", 1_000_000_000_000_000),
        ("１２，０００", 12_000),
        ("１、２００。０", 1_200),
        ("１億２，０００万円", 120_000_000),
        ("￥１，２００", 1_200),
        ("\\1,200", 1_200),
        ("１．５億", 150_000_000),
        ("1 億　2,000 万 円", 120_000_000),
        ("2 百 万 円", 2_000_000),
        ("1萬", 10_000),
        ("1.2M", 1_200_000),
        ("1.2m", 1_200_000),
        ("3bn", 3_000_000_000),
        ("3B", 3_000_000_000),
        ("0.5tn", 500_000_000_000),
        ("500k", 500_000),
        ("¥500K", 500_000),
        ("1.2M円", 1_200_000),
        ("1.2 million yen", 1_200_000),
        ("JPY 1,200 thousand", 1_200_000),
        ("1,200 jpy", 1_200),
        ("1,200.00", 1_200),
        ("007", 7),
        ("0", 0),
        ("-0", 0),
        ("+1,200", 1_200),
        ("-1,200", -1_200),
        ("−1,200", -1_200),
        ("－１，２００", -1_200),
        ("ー1200", -1_200),
        ("-¥1,200", -1_200),
        ("¥-1,200", -1_200),
        ("△1,200", -1_200),
        ("▲ 1億円", -100_000_000),
        ("(1,200)", -1_200),
        ("（1,200千円）", -1_200_000),
        ("(¥1,200)千円", -1_200_000),
        ("\t\"1,200\"\r\n", 1_200),
        ("'120000000\n", 120_000_000),
    ];
    for (text, want) in cases {
        assert_eq!(in_yen(text), Ok(Decimal::from(want)), "{text}");
    }
    let zero = in_yen("-0").unwrap();
    assert!(!zero.is_sign_negative() && zero.scale() == 0);
}

#[test]
fn only_a_bare_number_takes_the_default_unit() {
    let bare = [1_200, 1_200, 1_200_000, 12_000_000, 1_200_000_000, 120_000_000_000_i64];
    for (unit, want) in UNITS.into_iter().zip(bare) {
        assert_eq!(parse_yen("1200", unit), Ok(Decimal::from(want)));
        assert_eq!(parse_yen("(1,200)", unit), Ok(Decimal::from(want.saturating_neg())));
        for (text, same) in [("1200円", 1_200), ("¥1,200", 1_200), ("1200千", 1_200_000), ("12K", 12_000)]
        {
            assert_eq!(parse_yen(text, unit), Ok(Decimal::from(same)), "{text} in {unit:?}");
        }
    }
    assert_eq!(parse_yen("0.5", YenUnit::TenThousand), Ok(Decimal::from(5_000)));
    assert_eq!(in_yen("0.5"), Err(AmountError::FractionOfYen { found: found("0.5") }));
}

#[test]
fn texts_that_are_no_number_are_named() {
    for text in ["NaN", "inf", "-inf", "abc", "一億", "百万円", "円", "-", "¥", "--1", "+-1", "()", "$5", "–"]
    {
        assert!(matches!(in_yen(text), Err(AmountError::NotANumber { .. })), "{text}");
    }
    let cases = [
        ("NaN", "NaN"),
        ("1億二千万", "二千万"),
        ("1.2.3", "1.2.3"),
        ("5.", "5."),
        ("(1,200", "(1,200"),
        ("1,200)", ")"),
        ("(1,200)5", "5"),
        ("500円3億", "3億"),
        ("1,200\t3,400", "1,200 3,400"),
        ("1,200-", "-"),
    ];
    for (text, want) in cases {
        assert_eq!(in_yen(text), Err(AmountError::NotANumber { found: found(want) }), "{text}");
    }
    for text in ["", "  ", "\t\n", "\"\"", "　"] {
        assert_eq!(in_yen(text), Err(AmountError::Empty));
        assert_eq!(parse_number(text), Err(AmountError::Empty));
    }
    let long = in_yen(&"x".repeat(1_000));
    assert_eq!(long, Err(AmountError::NotANumber { found: "x".repeat(40) + "…" }));
}

#[test]
fn units_separators_and_exponents_are_named() {
    for (text, want) in
        [("12abc", "abc"), ("5ユーロ", "ユーロ"), ("1億円也", "億円也"), ("60%", "%"), ("1e", "e")]
    {
        assert_eq!(in_yen(text), Err(AmountError::UnknownUnit { found: found(want) }), "{text}");
    }
    let orders = [
        ("2万1億", "1億"),
        ("1億2億", "2億"),
        ("1億20,000万", "20,000万"),
        ("1万20,000円", "20,000円"),
        ("1.5億2,000万", "2,000万"),
        ("5百3千", "3千"),
        ("3千2,000円", "2,000円"),
        ("500千3百万", "3百万"),
    ];
    for (text, want) in orders {
        assert_eq!(in_yen(text), Err(AmountError::UnitOrder { found: found(want) }), "{text}");
    }
    for text in [
        "1,23",
        "1,2345",
        "12,34,567",
        "1234,567",
        ",500",
        "0,500",
        "1,,200",
        "1.234,56",
        "1 200",
        "１，２３",
    ] {
        assert_eq!(in_yen(text), Err(AmountError::Separator { found: found(text) }), "{text}");
        assert_eq!(parse_number(text), Err(AmountError::Separator { found: found(text) }), "{text}");
    }
    for text in ["1.2e8", "1E+8", "1e-3", "１ｅ８"] {
        assert_eq!(in_yen(text), Err(AmountError::Exponent { found: found(text) }), "{text}");
        assert_eq!(parse_number(text), Err(AmountError::Exponent { found: found(text) }), "{text}");
    }
}

#[test]
fn amounts_stop_at_whole_yen_and_at_the_limit() {
    for text in ["0.5円", "1.23456789万", "0.0000000000000000000001兆", "1,200.5"] {
        assert_eq!(in_yen(text), Err(AmountError::FractionOfYen { found: found(text) }), "{text}");
    }
    for text in ["1,000兆1円", "1000000000000001", "-1,001兆", "1京", "9999999999999999京", &"9".repeat(300)]
    {
        assert!(
            matches!(in_yen(text), Err(AmountError::TooLarge { max, .. }) if max == ENTRY_LIMIT),
            "{text}"
        );
    }
    assert_eq!(in_yen("1000000000000000"), Ok(ENTRY_LIMIT));
    assert_eq!(in_yen(&("0".repeat(300) + "1")), Ok(Decimal::ONE));
}

#[test]
fn plain_numbers() {
    let cases = [
        ("1,234.5678", "1234.5678"),
        ("60%", "60"),
        ("-２．５ ％", "-2.5"),
        ("(60%)", "-60"),
        ("(60)%", "-60"),
        ("0.123456789012345678", "0.123456789012345678"),
        ("1.50000000000000000000000000000000", "1.5"),
        ("1000000000000000", "1000000000000000"),
    ];
    for (text, want) in cases {
        assert_eq!(parse_number(text), Ok(Decimal::from_str_exact(want).unwrap()), "{text}");
    }
    let many = "0.1234567890123456789";
    assert_eq!(parse_number(many), Err(AmountError::TooManyDecimals { found: found(many), max: 18 }));
    let wide = "123456789012345.12345678901234";
    assert_eq!(parse_number(wide), Err(AmountError::TooManyDecimals { found: found(wide), max: 13 }));
    for text in ["1000000000000000.1", "10000000000000000", &"9".repeat(30)] {
        assert!(matches!(parse_number(text), Err(AmountError::TooLarge { .. })), "{text}");
    }
    for (text, want) in [("1.2M", "M"), ("5円", "円"), ("¥5", "¥"), ("5%%", "%"), ("3万", "万")] {
        assert_eq!(parse_number(text), Err(AmountError::UnknownUnit { found: found(want) }), "{text}");
    }
    for text in ["NaN", "inf", "1億二", "60%5", "(60", "60)"] {
        assert!(parse_number(text).is_err(), "{text}");
    }
}

fn entry() -> impl Strategy<Value = u64> {
    let limit = 10_u64.pow(15);
    let round = (0..=15_u32, 0..=1_000_000_u64)
        .prop_map(move |(power, count)| count.saturating_mul(10_u64.pow(power)).min(limit));
    prop_oneof![0..=limit, round]
}

proptest! {
    #[test]
    fn what_is_offered_for_editing_reads_back_the_same(yen in entry(), negative: bool) {
        let amount = signed(Decimal::from(yen), negative);
        for lang in [Lang::Ja, Lang::En] {
            for shown in UNITS {
                let text = editable_yen(amount, lang, shown);
                for read in UNITS {
                    prop_assert_eq!(parse_yen(&text, read), Ok(amount), "{}", text);
                }
            }
            let signed = signed_yen(amount, lang, YenUnit::Yen);
            prop_assert!(yen == 0 || parse_yen(&signed, YenUnit::Auto) == Ok(amount), "{}", signed);
        }
    }

    #[test]
    fn parts_add_up(trillions in 0..1_000_u64, oku in 0..10_000_u64, man in 0..10_000_u64, ones in 0..10_000_u64) {
        let text = format!("{trillions}兆{oku}億{man}万{ones}円");
        let want = format!("{trillions}{oku:04}{man:04}{ones:04}");
        prop_assert_eq!(in_yen(&text), Ok(Decimal::from_str_exact(&want).unwrap()));
    }

    #[test]
    fn no_text_panics(text in ".*") {
        let _ = parse_number(&text);
        prop_assert!(in_yen(&text).is_ok_and(|yen| yen.is_integer()) || in_yen(&text).is_err());
    }

    #[test]
    fn no_mix_of_known_signs_panics(text in "[-+¥￥0-9０-９,.，、。 　千百万億兆京円kMbnte%()（）△▲ー\\\\\"]{0,24}") {
        let number = parse_number(&text);
        prop_assert!(number.is_err() || number.is_ok_and(|n| n.abs() <= ENTRY_LIMIT));
        for unit in UNITS {
            if let Ok(yen) = parse_yen(&text, unit) {
                prop_assert!(yen.is_integer() && yen.abs() <= ENTRY_LIMIT);
            }
        }
    }
}
