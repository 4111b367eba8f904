use super::*;
use Lang::{En, Ja};
use proptest::prelude::*;

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

#[test]
fn statements_by_size() {
    let cases = [
        ("0", "0円", "¥0"),
        ("-0.4", "0円", "¥0"),
        ("0.5", "1円", "¥1"),
        ("9999", "9,999円", "¥9,999"),
        ("9999.5", "1万円", "¥10K"),
        ("12345", "12,345円", "¥12.3K"),
        ("260000", "26万円", "¥260K"),
        ("999999.5", "100万円", "¥1M"),
        ("999950", "999,950円", "¥1M"),
        ("1004999", "100万円", "¥1M"),
        ("1005000", "101万円", "¥1.01M"),
        ("34500000", "3,450万円", "¥34.5M"),
        ("99994999", "9,999万円", "¥100M"),
        ("99995000", "1億円", "¥100M"),
        ("123404999.99", "1億2,340万円", "¥123.4M"),
        ("123405000", "1億2,341万円", "¥123.4M"),
        ("-123400000", "−1億2,340万円", "−¥123.4M"),
        ("1230000000", "12億3,000万円", "¥1.23bn"),
        ("999999999999", "1兆円", "¥1tn"),
        ("1234000000000", "1兆2,340億円", "¥1.23tn"),
        ("1000000000000000", "1,000兆円", "¥1,000tn"),
        ("12340000000000000", "1京2,340兆円", "¥12,340tn"),
    ];
    for (amount, ja, en) in cases {
        assert_eq!(statement_yen(dec(amount), Ja, YenUnit::Auto), ja, "{amount}");
        assert_eq!(statement_yen(dec(amount), En, YenUnit::Auto), en, "{amount}");
    }
}

#[test]
fn statements_and_figures_in_fixed_units() {
    let amount = dec("123456789");
    let cases = [
        (YenUnit::Auto, "1億2,346万円", "1億2,346万", "¥123.5M", "123.5M"),
        (YenUnit::Yen, "123,456,789円", "123,456,789", "¥123,456,789", "123,456,789"),
        (YenUnit::Thousand, "123,457千円", "123,457", "¥123,457K", "123,457"),
        (YenUnit::TenThousand, "12,346万円", "12,346", "¥123,457K", "123,457"),
        (YenUnit::Million, "123百万円", "123", "¥123M", "123"),
        (YenUnit::HundredMillion, "1.23億円", "1.23", "¥123M", "123"),
    ];
    for (unit, ja, ja_figure, en, en_figure) in cases {
        assert_eq!(statement_yen(amount, Ja, unit), ja);
        assert_eq!(figure_yen(amount, Ja, unit), ja_figure);
        assert_eq!(statement_yen(amount, En, unit), en);
        assert_eq!(figure_yen(amount, En, unit), en_figure);
    }
    assert_eq!(figure_yen(dec("120000000"), Ja, YenUnit::HundredMillion), "1.20");
    assert_eq!(figure_yen(dec("-4999"), Ja, YenUnit::TenThousand), "0");
    assert_eq!(figure_yen(dec("-5000"), Ja, YenUnit::TenThousand), "−1");
}

#[test]
fn a_half_is_judged_on_the_exact_amount() {
    // To whole yen first, this would be a half of 1万 and round up.
    assert_eq!(figure_yen(dec("4999.5"), Ja, YenUnit::TenThousand), "0");
    assert_eq!(statement_yen(dec("100004999.5"), Ja, YenUnit::Auto), "1億円");
    assert_eq!(figure_yen(dec("0.4999999999999999999999999999"), Ja, YenUnit::Yen), "0");
    assert_eq!(figure_yen(dec("4999.999999999999999999999999"), Ja, YenUnit::TenThousand), "0");
}

#[test]
fn signs_are_true_and_zero_has_both() {
    assert_eq!(signed_yen(dec("39000000"), Ja, YenUnit::Auto), "+3,900万円");
    assert_eq!(signed_yen(dec("-39000000"), En, YenUnit::Auto), "−¥39M");
    assert_eq!(signed_yen(dec("-0"), En, YenUnit::Auto), "±¥0");
    assert_eq!(signed_yen(dec("-4000"), Ja, YenUnit::Million), "±0百万円");
    assert_eq!(signed_percent(dec("-0.578"), 1), "−57.8%");
    assert_eq!(signed_percent_f64(-0.0, 1), "±0.0%");
    assert_eq!(signed_percent_f64(f64::INFINITY, 1), "–");
}

#[test]
fn percentages_round_halves_away() {
    assert_eq!(percent(dec("1.999"), 0), "200%");
    assert_eq!(percent(dec("0.00125"), 2), "0.13%");
    assert_eq!(percent(dec("12345.6"), 0), "1,234,560%");
    assert_eq!(percent(dec("-0.00001"), 2), "0.00%");
    assert_eq!(percent_f64(0.00125, 2), "0.13%");
    assert_eq!(percent_f64(-1e40, 0), "−1.0e40%");
    assert_eq!(percent_f64(1e-40, 1), "0.0%");
}

#[test]
fn plain_numbers_pad_and_group() {
    assert_eq!(plain(dec("1.999"), 2), "2.00");
    assert_eq!(plain(dec("-1234567.5"), 0), "−1,234,568");
    assert_eq!(plain(dec("100"), 3), "100.000");
    assert_eq!(plain(dec("0.00000001"), 8), "0.00000001");
}

#[test]
fn spans_of_time() {
    let cases = [
        (0, "0か月", "0 months"),
        (1, "1か月", "1 month"),
        (6, "6か月", "6 months"),
        (12, "1年", "1 year"),
        (13, "1年1か月", "1 year 1 month"),
        (30, "2年6か月", "2 years 6 months"),
        (120, "10年", "10 years"),
    ];
    for (months, ja, en) in cases {
        assert_eq!(years_months(months, Ja), ja);
        assert_eq!(years_months(months, En), en);
    }
}

#[test]
fn texts_to_edit() {
    let cases = [
        ("0", Ja, YenUnit::Auto, "0円"),
        ("0", En, YenUnit::Million, "¥0"),
        ("120000000", Ja, YenUnit::Auto, "1億2,000万"),
        ("120000000", Ja, YenUnit::Yen, "120,000,000円"),
        ("120000000", Ja, YenUnit::Thousand, "120,000千円"),
        ("120000000", Ja, YenUnit::TenThousand, "1億2,000万"),
        ("120000000", Ja, YenUnit::Million, "120百万円"),
        ("120000000", Ja, YenUnit::HundredMillion, "1.2億円"),
        ("120010000", Ja, YenUnit::HundredMillion, "120,010,000円"),
        ("123456789", Ja, YenUnit::TenThousand, "123,456,789円"),
        ("1234567890000", Ja, YenUnit::Auto, "1兆2,345億6,789万"),
        ("-80000000", Ja, YenUnit::Auto, "−8,000万"),
        ("120000000", En, YenUnit::Auto, "¥120M"),
        ("3000000000", En, YenUnit::Auto, "¥3bn"),
        ("345000", En, YenUnit::Auto, "¥345,000"),
        ("120000000", En, YenUnit::TenThousand, "¥120,000K"),
        ("123456789", En, YenUnit::Thousand, "¥123,456,789"),
        ("123000000", En, YenUnit::HundredMillion, "¥123M"),
    ];
    for (amount, lang, unit, want) in cases {
        assert_eq!(editable_yen(dec(amount), lang, unit), want);
    }
}

fn any_decimal() -> impl Strategy<Value = Decimal> {
    let extreme = prop_oneof![Just(Decimal::MAX), Just(Decimal::MIN), Just(Decimal::ZERO)];
    let any = (any::<[u32; 3]>(), any::<bool>(), 0_u32..=28)
        .prop_map(|([lo, mid, hi], negative, scale)| Decimal::from_parts(lo, mid, hi, negative, scale));
    prop_oneof![1 => extreme, 20 => any]
}

proptest! {
    #[test]
    fn any_amount_is_written_with_a_true_minus_and_no_negative_zero(amount in any_decimal(), places in 0_u32..40) {
        let mut texts = vec![plain(amount, places), percent(amount, places), signed_percent(amount, places)];
        for lang in [Ja, En] {
            texts.push(exact_yen(amount, lang));
            for unit in YenUnit::ALL {
                texts.push(statement_yen(amount, lang, unit));
                texts.push(signed_yen(amount, lang, unit));
                texts.push(figure_yen(amount, lang, unit));
                texts.push(editable_yen(amount, lang, unit));
            }
        }
        for text in texts {
            prop_assert!(!text.contains('-'), "{}", text);
            let something = text.bytes().any(|b| (b'1'..=b'9').contains(&b));
            prop_assert!(something || !text.contains('−'), "{}", text);
        }
    }

    #[test]
    fn any_f64_is_written(value: f64, places in 0_u32..40) {
        prop_assert!(!percent_f64(value, places).starts_with('-'));
        prop_assert!(!signed_percent_f64(value, places).is_empty());
    }
}
