//! What can be moved: every number of a scenario, with its unit, ranges,
//! default and how well that default is known.

use rust_decimal::Decimal;

use super::param_table::{SPECS, Spec};

/// How well a default is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
pub enum Mark {
    /// Official data or primary text.
    A,
    /// A secondary source.
    B,
    /// General knowledge or our own judgement: "our assumption".
    C,
    /// A neutral zero or one: no view is taken.
    NoView,
}

/// The unit a parameter is shown and typed in.
///
/// In a scenario and in a file percents and basis points are **fractions**
/// (37% is `0.37`, 300 bp is `0.03`); everything else is as shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParamUnit {
    /// Shown as %, kept as a fraction.
    Percent,
    /// Shown as % per year, kept as a fraction per year.
    PercentPerYear,
    /// Shown as basis points, kept as a fraction per year.
    BasisPoints,
    /// Months from the profile's date, or a number of months.
    Months,
    /// Years.
    Years,
    /// Yen.
    Yen,
    /// Yen per US dollar.
    YenPerDollar,
    /// US dollars.
    Dollars,
    /// A plain ratio.
    Ratio,
}

impl ParamUnit {
    /// How many display units make one kept unit: 100 for a percent.
    #[must_use]
    pub fn display_factor(self) -> Decimal {
        match self {
            Self::Percent | Self::PercentPerYear => Decimal::ONE_HUNDRED,
            Self::BasisPoints => Decimal::from(10_000),
            _ => Decimal::ONE,
        }
    }
}

/// The sections the sliders stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParamGroup {
    /// Default of government bonds and its terms.
    Default,
    /// The yen against the dollar.
    Currency,
    /// Prices in Japan.
    Prices,
    /// Yields and interest.
    Yields,
    /// Banks and deposit insurance.
    Banks,
    /// Freeze, conversion of money, levy.
    Controls,
    /// Crypto-assets, yen coins, gold.
    Crypto,
    /// Tax and receivables.
    Other,
    /// How far values stray, and the odds of sudden events.
    Chance,
    /// What the company would move, and when. Kept once for all scenarios.
    Plan,
}

impl ParamGroup {
    /// Every group, in the order shown.
    pub const ALL: [Self; 10] = [
        Self::Plan,
        Self::Default,
        Self::Currency,
        Self::Crypto,
        Self::Prices,
        Self::Banks,
        Self::Controls,
        Self::Yields,
        Self::Other,
        Self::Chance,
    ];

    /// A stable name for texts.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Currency => "currency",
            Self::Prices => "prices",
            Self::Yields => "yields",
            Self::Banks => "banks",
            Self::Controls => "controls",
            Self::Crypto => "crypto",
            Self::Other => "other",
            Self::Chance => "chance",
            Self::Plan => "plan",
        }
    }
}

macro_rules! params {
    ($( $(#[$doc:meta])* $name:ident => $key:literal ),* $(,)?) => {
        /// One number of a scenario. `Param as usize` is its place in
        /// [`Param::ALL`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Param { $( $(#[$doc])* $name ),* }

        impl Param {
            /// Every parameter, in file order.
            pub const ALL: &'static [Self] = &[ $( Self::$name ),* ];

            /// Its stable name in files, texts and JSON.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $( Self::$name => $key ),* }
            }
        }
    };
}

params! {
    /// T: how long is looked ahead, in years.
    Horizon => "horizon",
    /// τ: the month bonds default.
    DefaultMonth => "default_month",
    /// h: the haircut, one number for seller, bank and comparison.
    Haircut => "haircut",
    /// `h_F`: the cut of face value in an exchange.
    FaceCut => "face_cut",
    /// c′: the coupon of the new bond, as a share of the old one.
    NewCoupon => "new_coupon",
    /// E: how much later the new bond matures.
    Extension => "extension",
    /// s: cash paid in the exchange, per face.
    CashPart => "cash_part",
    /// `y_e`: the yield the market asks after the default.
    ExitYield => "exit_yield",
    /// `S_0`: yen per dollar today.
    UsdJpy => "usd_jpy",
    /// `g_S`: how much dearer a dollar gets each year.
    YenDrift => "yen_drift",
    /// d: the share of its dollar value the yen loses at once.
    Shock => "shock",
    /// `t_d`: the month of that shock.
    ShockMonth => "shock_month",
    /// π: inflation without the currency's effect.
    Inflation => "inflation",
    /// φ: the share of a currency move that reaches prices.
    PassThrough => "pass_through",
    /// L: months until it has.
    PassThroughLag => "pass_through_lag",
    /// `φ_crisis`: the same after a large shock.
    CrisisPassThrough => "crisis_pass_through",
    /// The shock beyond which it applies.
    CrisisThreshold => "crisis_threshold",
    /// `y_0`: the yield of government bonds today.
    YieldToday => "yield_today",
    /// Δy: a rise in yields.
    YieldRise => "yield_rise",
    /// `t_y`: the month of that rise.
    YieldMonth => "yield_month",
    /// `β_π`: how much yields follow inflation.
    YieldBeta => "yield_beta",
    /// `β_L`: how much floating loans follow yields.
    LoanBeta => "loan_beta",
    /// `i_D`: interest on deposits.
    DepositRate => "deposit_rate",
    /// `σ_b`: government bonds per yen of deposits.
    BankJgbShare => "bank_jgb_share",
    /// `k_b`: what absorbs losses first.
    BankBuffer => "bank_buffer",
    /// `ω_b`: other losses triggered at the same moment.
    BankOtherLosses => "bank_other_losses",
    /// `r_b`: state recapitalisation.
    StateSupport => "state_support",
    /// `ι_b`: the share of deposits that is protected.
    ProtectedShare => "protected_share",
    /// D: remaining years of the bank's bonds.
    BankBondYears => "bank_bond_years",
    /// α: the share of unrealised bond losses that counts without a default.
    RealisedShare => "realised_share",
    /// C: what deposit insurance covers per depositor and bank.
    InsuranceCap => "insurance_cap",
    /// η: the share of its promise the insurer keeps.
    InsuranceHonoured => "insurance_honoured",
    /// `t_f`: the month a freeze begins.
    FreezeMonth => "freeze_month",
    /// M: how long it lasts; 0 is none.
    FreezeMonths => "freeze_months",
    /// w: what can be drawn per bank and month.
    WithdrawalLimit => "withdrawal_limit",
    /// The month old money is converted.
    ConversionMonth => "conversion_month",
    /// New yen per old yen of cash, deposits and yen coins.
    ConversionMoney => "conversion_money",
    /// New yen per old yen of loans, receivables and payables.
    ConversionDebts => "conversion_debts",
    /// The month of a net-worth levy.
    LevyMonth => "levy_month",
    /// Its rate.
    LevyRate => "levy_rate",
    /// Net worth free of it.
    LevyExempt => "levy_exempt",
    /// The share of cash it reaches.
    LevyReachCash => "levy_reach_cash",
    /// The share of deposits it reaches.
    LevyReachDeposit => "levy_reach_deposit",
    /// The share of bonds it reaches.
    LevyReachJgb => "levy_reach_jgb",
    /// The share of yen coins it reaches.
    LevyReachYenCoin => "levy_reach_yen_coin",
    /// The share of receivables it reaches.
    LevyReachReceivable => "levy_reach_receivable",
    /// The share of dollars it reaches.
    LevyReachCurrency => "levy_reach_currency",
    /// The share of gold it reaches.
    LevyReachGold => "levy_reach_gold",
    /// The share of crypto-assets it reaches.
    LevyReachCrypto => "levy_reach_crypto",
    /// `m_B`: median growth of crypto prices in dollars.
    CryptoGrowth => "crypto_growth",
    /// c: a crash of crypto prices.
    Crash => "crash",
    /// `t_c`: its month.
    CrashMonth => "crash_month",
    /// The share of the crash made good again.
    CrashRecovery => "crash_recovery",
    /// Months until it has been.
    CrashRecoveryMonths => "crash_recovery_months",
    /// The month an exchange fails.
    ExchangeMonth => "exchange_month",
    /// `δ_X`: the share lost there.
    ExchangeLoss => "exchange_loss",
    /// `ℓ_X`: months until the rest is paid.
    ExchangeRecoveryMonths => "exchange_recovery_months",
    /// How far a yen coin falls below its face.
    Depeg => "depeg",
    /// The month it does.
    DepegMonth => "depeg_month",
    /// Growth of the gold price in dollars.
    GoldGrowth => "gold_growth",
    /// One bitcoin today, in dollars: the measure for "in BTC".
    BtcUsd => "btc_usd",
    /// `τ_c`: effective corporate tax rate.
    TaxRate => "tax_rate",
    /// Receivables lost in the default month (PD × LGD).
    ReceivableLoss => "receivable_loss",
    /// λ: the yearly rate of a bond default that comes by chance.
    Hazard => "hazard",
    /// `σ_S`: how far the dollar's yen price strays in a year.
    DollarVol => "dollar_vol",
    /// `σ_B`: the same of bitcoin's dollar price.
    BtcVol => "btc_vol",
    /// The same of ether's.
    EthVol => "eth_vol",
    /// The same of XRP's.
    XrpVol => "xrp_vol",
    /// The same of any other coin's.
    OtherCoinVol => "other_coin_vol",
    /// The same of gold's dollar price.
    GoldVol => "gold_vol",
    /// How far prices in Japan stray in a year, the currency's effect aside.
    PriceVol => "price_vol",
    /// How far the yield of government bonds strays in a year.
    YieldVol => "yield_vol",
    /// How often the dollar jumps against the yen, a year.
    DollarJumpRate => "dollar_jump_rate",
    /// The median size of such a jump, as a change of the dollar's yen price.
    DollarJumpSize => "dollar_jump_size",
    /// δ: how far the sizes spread.
    DollarJumpSpread => "dollar_jump_spread",
    /// `λ_J`: how often coins jump, all at once, a year.
    CoinJumpRate => "coin_jump_rate",
    /// `e^μ_J − 1`: the median size of such a jump.
    CoinJumpSize => "coin_jump_size",
    /// `δ_J`: how far the sizes spread.
    CoinJumpSpread => "coin_jump_spread",
    /// `λ_X`: how often an exchange fails by chance, a year.
    ExchangeFailureRate => "exchange_failure_rate",
    /// `λ_K`: how often coins in the company's own wallet are lost, a year.
    OwnWalletLossRate => "own_wallet_loss_rate",
    /// γ: relative risk aversion, for the tie in utility.
    RiskAversion => "risk_aversion",
    /// x: the share of the chosen deposits the plan moves.
    PlanShare => "plan_share",
    /// Parts of it that go into bitcoin.
    PlanCrypto => "plan_crypto",
    /// Parts that go into dollars.
    PlanDollars => "plan_dollars",
    /// Parts that go into gold.
    PlanGold => "plan_gold",
    /// Parts that go into government bonds.
    PlanJgb => "plan_jgb",
    /// a: the month the first part moves.
    PlanStart => "plan_start",
    /// n: over how many months.
    PlanMonths => "plan_months",
    /// What buying costs, as a share of the amount.
    PlanSpread => "plan_spread",
}

/// A range of values, ends included, in kept units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Lowest.
    pub low: Decimal,
    /// Highest.
    pub high: Decimal,
}

impl Range {
    /// Whether `value` lies in it.
    #[must_use]
    pub fn holds(self, value: Decimal) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// `value` moved to the nearer end if outside.
    #[must_use]
    pub fn clamp(self, value: Decimal) -> Decimal {
        value.clamp(self.low, self.high)
    }
}

impl Param {
    /// Its place in [`Param::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The parameter a file names `key`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|p| p.key() == key)
    }

    fn spec(self) -> &'static Spec {
        static FALLBACK: Spec = Spec::unknown();
        SPECS.get(self.index()).unwrap_or(&FALLBACK)
    }

    fn kept(self, thousandths: i64) -> Decimal {
        let shown = Decimal::new(thousandths, 3);
        shown.checked_div(self.unit().display_factor()).unwrap_or_default().normalize()
    }

    /// The section it stands in.
    #[must_use]
    pub fn group(self) -> ParamGroup {
        self.spec().group
    }

    /// The unit it is shown in.
    #[must_use]
    pub fn unit(self) -> ParamUnit {
        self.spec().unit
    }

    /// The value before anybody moves it.
    #[must_use]
    pub fn default_value(self) -> Decimal {
        self.kept(self.spec().default)
    }

    /// How well that value is known.
    #[must_use]
    pub fn mark(self) -> Mark {
        self.spec().mark
    }

    /// The range a slider covers.
    #[must_use]
    pub fn ordinary(self) -> Range {
        let (low, high) = self.spec().ordinary;
        Range { low: self.kept(low), high: self.kept(high) }
    }

    /// The range a value may lie in at all.
    #[must_use]
    pub fn hard(self) -> Range {
        let (low, high) = self.spec().hard;
        Range { low: self.kept(low), high: self.kept(high) }
    }

    /// One step of an arrow key.
    #[must_use]
    pub fn step(self) -> Decimal {
        self.kept(self.spec().step)
    }

    /// Whether the slider runs on a logarithmic scale.
    #[must_use]
    pub fn logarithmic(self) -> bool {
        self.spec().logarithmic
    }

    /// Whether a number of months says when, and not how long.
    #[must_use]
    pub const fn names_a_month(self) -> bool {
        matches!(
            self,
            Self::DefaultMonth
                | Self::ShockMonth
                | Self::YieldMonth
                | Self::FreezeMonth
                | Self::ConversionMonth
                | Self::LevyMonth
                | Self::CrashMonth
                | Self::ExchangeMonth
                | Self::DepegMonth
                | Self::PlanStart
        )
    }

    /// Whether it only takes whole display units (months, yen).
    #[must_use]
    pub fn whole(self) -> bool {
        matches!(self.unit(), ParamUnit::Months | ParamUnit::Yen) || self == Self::Horizon
    }
}
