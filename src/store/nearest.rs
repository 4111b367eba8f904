//! The name that was probably meant.

/// The longest word a guess is made for, in characters.
const LONGEST: usize = 40;

/// The candidate fewest edits away from `word`, if that is few: at most one
/// edit for every three characters, and no more than three.
#[must_use]
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let letters: Vec<char> = word.to_lowercase().chars().take(LONGEST + 1).collect();
    if letters.len() > LONGEST {
        return None;
    }
    let most = (letters.len() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (edits(&letters, candidate), candidate))
        .filter(|&(edits, _)| edits <= most)
        .min_by_key(|&(edits, _)| edits)
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions and replacements that turn one into the other.
fn edits(word: &[char], candidate: &str) -> usize {
    let mut row: Vec<usize> = (0..=word.len()).collect();
    for (i, target) in candidate.to_lowercase().chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (letter, above) in word.iter().zip(row.iter().skip(1).copied()) {
            let replaced = diagonal + usize::from(*letter != target);
            left = replaced.min(above + 1).min(left + 1);
            diagonal = above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_edits() {
        let word: Vec<char> = "kitten".chars().collect();
        assert_eq!(edits(&word, "sitting"), 3);
        assert_eq!(edits(&[], "abc"), 3);
        assert_eq!(edits(&word, ""), 6);
    }

    #[test]
    fn only_close_names_are_offered() {
        let names = ["haircut", "horizon", "shock"];
        assert_eq!(nearest("haircutt", names), Some("haircut"));
        assert_eq!(nearest("Shock", names), Some("shock"));
        assert_eq!(nearest("tax", names), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), names), None);
    }
}
