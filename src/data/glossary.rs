//! The terms of the glossary; their words stand in `locales/*/glossary.ftl`.

macro_rules! terms {
    ($( $name:ident => $key:literal ),* $(,)?) => {
        /// A term that is explained. Each stands for the word it is named after.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "a term is explained in the glossary itself")]
        pub enum GlossaryTerm { $( $name ),* }

        impl GlossaryTerm {
            /// Every term, in the order of the glossary: bonds, banks, money,
            /// coins, chance.
            pub const ALL: &'static [Self] = &[ $( Self::$name ),* ];

            /// Its stable name among the texts.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $( Self::$name => $key ),* }
            }
        }
    };
}

terms! {
    Haircut => "haircut",
    SzHaircut => "sz-haircut",
    Default => "default",
    Restructuring => "restructuring",
    FaceValue => "face-value",
    Coupon => "coupon",
    Yield => "yield",
    BasisPoint => "basis-point",
    Maturity => "maturity",
    Duration => "duration",
    Cds => "cds",
    PricedOdds => "priced-odds",
    HazardRate => "hazard-rate",
    DepositInsurance => "deposit-insurance",
    PayOff => "pay-off",
    Aggregation => "aggregation",
    SettlementDeposit => "settlement-deposit",
    BailIn => "bail-in",
    SetOff => "set-off",
    Buffer => "buffer",
    Recapitalisation => "recapitalisation",
    PaperLoss => "paper-loss",
    DepositFreeze => "deposit-freeze",
    WealthLevy => "wealth-levy",
    Conversion => "conversion",
    Nominal => "nominal",
    Real => "real",
    PurchasingPower => "purchasing-power",
    PassThrough => "pass-through",
    Devaluation => "devaluation",
    CryptoAsset => "crypto-asset",
    Stablecoin => "stablecoin",
    Depeg => "depeg",
    Custody => "custody",
    ExchangeFailure => "exchange-failure",
    YearEndValuation => "year-end-valuation",
    Median => "median",
    Mean => "mean",
    Quantile => "quantile",
    StandardError => "standard-error",
    Volatility => "volatility",
    Jump => "jump",
    Correlation => "correlation",
    BreakEven => "break-even",
    RiskAversion => "risk-aversion",
    NetWorth => "net-worth",
}

#[cfg(test)]
mod tests {
    use super::GlossaryTerm;

    #[test]
    fn every_term_has_a_name_of_its_own() {
        for (i, a) in GlossaryTerm::ALL.iter().enumerate() {
            assert!(GlossaryTerm::ALL.iter().skip(i + 1).all(|b| a.key() != b.key()), "{a:?}");
        }
        assert!(GlossaryTerm::ALL.len() >= 40);
    }
}
