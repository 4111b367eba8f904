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

#[cfg(test)]
mod tests {
    use super::SAMPLES;

    #[test]
    fn keys_are_unique_and_texts_have_their_first_line() {
        for (i, sample) in SAMPLES.iter().enumerate() {
            assert!(SAMPLES.iter().skip(i + 1).all(|other| other.key != sample.key));
            assert!(sample.text.starts_with("// Forelock profile; schema 1; "), "{}", sample.key);
        }
    }
}
