//! The fonts that come with the program: Noto Sans JP, Regular and Bold.

use std::sync::Arc;

use eframe::egui;
use egui::{FontData, FontDefinitions, FontFamily};

use super::theme::BOLD;

/// Puts the fonts in place. Rarer kanji come from the system's fonts, where
/// it has them.
pub fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    let regular = include_bytes!("../../assets/fonts/NotoSansJP-Regular.ttf");
    let bold = include_bytes!("../../assets/fonts/NotoSansJP-Bold.ttf");
    fonts.font_data.insert("regular".into(), Arc::new(FontData::from_static(regular)));
    fonts.font_data.insert("bold".into(), Arc::new(FontData::from_static(bold)));
    fonts.families.insert(FontFamily::Proportional, vec!["regular".into()]);
    fonts.families.insert(FontFamily::Monospace, vec!["regular".into()]);
    fonts.families.insert(FontFamily::Name(BOLD.into()), vec!["bold".into(), "regular".into()]);
    ctx.set_fonts(fonts);
}
