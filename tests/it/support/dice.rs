//! Chance with a seed, the same on every machine.

/// A die thrown with splitmix64 (Steele, Lea, Flood 2014).
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The die of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let a = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let b = (a ^ (a >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        b ^ (b >> 31)
    }

    /// A whole number from 0 to below `many`.
    pub(crate) fn below(&mut self, many: usize) -> usize {
        let many = u64::try_from(many.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.bits() % many).unwrap_or(0)
    }

    /// A fraction from 0 to below 1.
    pub(crate) fn share(&mut self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "24 bits fit")]
        let share = (self.bits() >> 40) as f32 / 16_777_216.0;
        share
    }

    /// One of these.
    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let at = self.below(of.len());
        of.get(at).unwrap_or_else(|| unreachable!("nothing to choose from"))
    }
}
