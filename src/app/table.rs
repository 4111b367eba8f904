//! A table on its way out of the program.

use std::sync::Arc;

/// Cells, head first, under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The name offered for its file.
    pub name: String,
    /// Its rows.
    pub rows: Arc<Vec<Vec<String>>>,
}

/// What a spreadsheet needs at the start of a file to read it as UTF-8.
const MARK: &str = "\u{feff}";

/// Cells set apart by tabs, for the clipboard; what is in a cell stays in it.
#[must_use]
pub fn tabbed(rows: &[Vec<String>]) -> String {
    let line = |row: &Vec<String>| {
        let cells: Vec<String> =
            row.iter().map(|cell| guarded(&cell.replace(['\t', '\n', '\r'], " "))).collect();
        cells.join("\t")
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

/// Comma-separated values.
///
/// # Errors
/// When the bytes cannot be put together.
pub fn csv(rows: &[Vec<String>]) -> Result<String, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    for row in rows {
        out.write_record(row.iter().map(|cell| guarded(cell)))?;
    }
    let bytes = out.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The same as a file that spreadsheets open as it is.
///
/// # Errors
/// When the bytes cannot be put together.
pub fn csv_file(rows: &[Vec<String>]) -> Result<Vec<u8>, csv::Error> {
    csv(rows).map(|text| format!("{MARK}{text}").into_bytes())
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe; a
/// number keeps its sign.
fn guarded(cell: &str) -> String {
    let risky = cell.starts_with(['=', '@', '+', '-']) && cell.parse::<f64>().is_err();
    if risky { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_cells() {
        let rows =
            vec![vec!["a\tb".to_owned(), "=1+1".to_owned()], vec!["-0.1".to_owned(), "x,y".to_owned()]];
        assert_eq!(tabbed(&rows), "a b\t'=1+1\n-0.1\tx,y\n");
        assert_eq!(csv(&rows).unwrap(), "a\tb,'=1+1\n-0.1,\"x,y\"\n");
        assert!(csv_file(&rows).unwrap().starts_with(&[0xef, 0xbb, 0xbf]));
    }
}
