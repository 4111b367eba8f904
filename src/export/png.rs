//! PNG.

use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};

/// A picture could not be encoded.
#[derive(Debug, thiserror::Error)]
#[error("picture of {width} × {height} pixels could not be encoded: {source}")]
pub struct PngError {
    width: u32,
    height: u32,
    source: image::ImageError,
}

/// Encodes rows of red, green, blue, alpha as PNG, in memory.
///
/// # Errors
/// When `rgba` has not `4 × width × height` bytes.
pub fn encode(width: u32, height: u32, rgba: &[u8]) -> Result<Vec<u8>, PngError> {
    let mut bytes = Vec::new();
    let expected = u64::from(width).saturating_mul(u64::from(height)).saturating_mul(4);
    let found = u64::try_from(rgba.len()).unwrap_or(u64::MAX);
    let written = if expected == found && found > 0 {
        PngEncoder::new(&mut bytes).write_image(rgba, width, height, ExtendedColorType::Rgba8)
    } else {
        let kind = image::error::ParameterErrorKind::DimensionMismatch;
        Err(image::ImageError::Parameter(image::error::ParameterError::from_kind(kind)))
    };
    written.map_err(|source| PngError { width, height, source })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_reads_back() {
        let rgba = [255, 0, 0, 255, 0, 0, 255, 128];
        let bytes = encode(2, 1, &rgba).unwrap();
        let read = image::load_from_memory(&bytes).unwrap().to_rgba8();
        assert_eq!(read.into_raw(), rgba);
    }

    #[test]
    fn a_wrong_size_is_refused() {
        assert!(encode(2, 2, &[0; 4]).is_err());
        assert!(encode(0, 0, &[]).is_err());
    }
}
