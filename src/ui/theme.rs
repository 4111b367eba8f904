//! Every colour, size and space of the window: the design tokens.

use std::num::NonZeroUsize;

use eframe::egui;
use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Vec2};

use crate::app::prefs::Theme;
use crate::domain::holding::AssetClass;
use crate::view_model::projection::Tone;

/// The bold family.
pub const BOLD: &str = "bold";

/// The colours and sizes of a theme. Sizes in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tokens {
    /// Behind the chart.
    pub ground: Color32,
    /// Behind the side panels.
    pub panel: Color32,
    /// Words and figures.
    pub text: Color32,
    /// Secondary words.
    pub quiet: Color32,
    /// Thin lines.
    pub hairline: Color32,
    /// Focus, selection, sliders: the only accent.
    pub accent: Color32,
    /// More than before, always with a sign.
    pub gain: Color32,
    /// Less than before, always with a sign.
    pub loss: Color32,
    /// How far values may stray: tints of it are the bands.
    pub chance: Color32,
    /// Where the plan is ahead.
    pub plan_side: Color32,
    /// Where "as is" is ahead.
    pub as_is_side: Color32,
    /// On the accent.
    pub on_accent: Color32,
    /// Whether the ground is dark.
    pub dark: bool,
    /// How much larger than usual words are.
    pub scale: f32,
    /// Width of chart lines.
    pub line: f32,
    /// Height of a control.
    pub control: f32,
    classes: [Color32; 9],
    series: [Color32; 5],
}

#[expect(clippy::disallowed_methods, reason = "the one place where raw colours stand")]
const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

const LIGHT: Tokens = Tokens {
    ground: rgb(0x00FF_FFFF),
    panel: rgb(0x00F6_F7F9),
    text: rgb(0x001A_1F26),
    quiet: rgb(0x0056_606D),
    hairline: rgb(0x00DD_E1E7),
    accent: rgb(0x000B_63C5),
    gain: rgb(0x0000_72B2),
    loss: rgb(0x00C4_421A),
    chance: rgb(0x006A_4FA3),
    plan_side: rgb(0x006A_51A3),
    as_is_side: rgb(0x009C_4B05),
    on_accent: rgb(0x00FF_FFFF),
    dark: false,
    scale: 1.0,
    line: 2.0,
    control: 32.0,
    classes: [
        rgb(0x0056_B4E9),
        rgb(0x0000_72B2),
        rgb(0x003B_5B92),
        rgb(0x00B9_8A3E),
        rgb(0x00CC_79A7),
        rgb(0x0000_9E73),
        rgb(0x00C8_B400),
        rgb(0x00E6_9F00),
        rgb(0x00D5_5E00),
    ],
    series: [rgb(0x0000_2545), rgb(0x0071_066C), rgb(0x0007_5F88), rgb(0x0000_8770), rgb(0x00E1_770C)],
};

const DARK: Tokens = Tokens {
    ground: rgb(0x0014_171C),
    panel: rgb(0x001B_1F26),
    text: rgb(0x00E8_EAED),
    quiet: rgb(0x00A3_ADBA),
    hairline: rgb(0x002E_3540),
    accent: rgb(0x006B_B1FF),
    gain: rgb(0x005A_B4F0),
    loss: rgb(0x00FF_8A5C),
    chance: rgb(0x00B3_A0E8),
    plan_side: rgb(0x00A8_98DC),
    as_is_side: rgb(0x00D9_924A),
    on_accent: rgb(0x0014_171C),
    dark: true,
    classes: [
        rgb(0x007F_C8F2),
        rgb(0x003A_97D6),
        rgb(0x0068_86C0),
        rgb(0x00CF_A55F),
        rgb(0x00DA_96BC),
        rgb(0x0033_B892),
        rgb(0x00D9_C83A),
        rgb(0x00F0_B53C),
        rgb(0x00EE_7F33),
    ],
    series: [rgb(0x00DE_E8FF), rgb(0x00FE_ABF4), rgb(0x000F_B0F7), rgb(0x0008_9980), rgb(0x00AA_5700)],
    ..LIGHT
};

const PROJECTOR: Tokens = Tokens {
    panel: rgb(0x00FF_FFFF),
    text: rgb(0x0000_0000),
    quiet: rgb(0x0033_3A42),
    hairline: rgb(0x0080_8890),
    accent: rgb(0x0008_4A95),
    gain: rgb(0x0000_4A7A),
    loss: rgb(0x008F_2A0A),
    chance: rgb(0x004B_2F8A),
    plan_side: rgb(0x005E_3C99),
    as_is_side: rgb(0x007F_3B00),
    series: [rgb(0x0000_1832), rgb(0x0055_0052), rgb(0x0000_4767), rgb(0x0001_6654), rgb(0x00B1_5B00)],
    scale: 1.5,
    line: 3.0,
    control: 40.0,
    ..LIGHT
};

/// How often a frame may be drawn before it is seen.
const PASSES: NonZeroUsize = NonZeroUsize::new(5).unwrap();

impl Tokens {
    /// The tokens of a theme.
    #[must_use]
    pub const fn of(theme: Theme) -> Self {
        match theme {
            Theme::Light => LIGHT,
            Theme::Dark => DARK,
            Theme::Projector => PROJECTOR,
        }
    }

    /// The colour of a class, the same everywhere.
    #[must_use]
    pub fn class(&self, class: AssetClass) -> Color32 {
        let place = AssetClass::ALL.iter().position(|c| *c == class).unwrap_or(0);
        self.classes.get(place).copied().unwrap_or(self.text)
    }

    /// The colour of one of the lines that are compared; each is lighter or
    /// darker than every other, so that they differ in grey too.
    #[must_use]
    pub fn series(&self, slot: usize) -> Color32 {
        self.series.get(slot).copied().unwrap_or(self.text)
    }

    /// The colour of a figure.
    #[must_use]
    pub const fn tone(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Plain => self.text,
            Tone::Gain => self.gain,
            Tone::Loss => self.loss,
        }
    }

    /// A colour let through by `part`, 0 to 1.
    #[must_use]
    pub fn faded(color: Color32, part: f32) -> Color32 {
        color.gamma_multiply(part)
    }

    /// Ordinary words.
    #[must_use]
    pub fn body(&self) -> FontId {
        FontId::new(15.0 * self.scale, FontFamily::Proportional)
    }

    /// Secondary words.
    #[must_use]
    pub fn small(&self) -> FontId {
        FontId::new(13.0 * self.scale, FontFamily::Proportional)
    }

    /// Ordinary words, bold.
    #[must_use]
    pub fn body_bold(&self) -> FontId {
        FontId::new(15.0 * self.scale, FontFamily::Name(BOLD.into()))
    }

    /// Titles of sections.
    #[must_use]
    pub fn section(&self) -> FontId {
        FontId::new(17.0 * self.scale, FontFamily::Name(BOLD.into()))
    }

    /// The sentence above the chart.
    #[must_use]
    pub fn headline(&self) -> FontId {
        FontId::new(20.0 * self.scale, FontFamily::Proportional)
    }

    /// Key figures; smaller where room is short.
    #[must_use]
    pub fn figure(&self, narrow: bool) -> FontId {
        let size = if narrow { 20.0 } else { 24.0 };
        FontId::new(size * self.scale, FontFamily::Name(BOLD.into()))
    }

    /// Makes a context look like this.
    pub fn apply(&self, ctx: &egui::Context) {
        // What learns its size by being drawn is drawn until it stays.
        ctx.options_mut(|options| options.max_passes = PASSES);
        let base = if self.dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.set_theme(base);
        let tokens = *self;
        ctx.all_styles_mut(move |style| tokens.style(style));
    }

    fn style(&self, style: &mut egui::Style) {
        style.text_styles = [
            (TextStyle::Small, self.small()),
            (TextStyle::Body, self.body()),
            (TextStyle::Button, self.body()),
            (TextStyle::Heading, self.section()),
            (TextStyle::Monospace, self.body()),
        ]
        .into();
        style.animation_time = 0.0;
        style.interaction.selectable_labels = false;
        let spacing = &mut style.spacing;
        spacing.item_spacing = Vec2::new(8.0, 8.0);
        spacing.button_padding = Vec2::new(10.0, 5.0);
        spacing.interact_size = Vec2::new(32.0, self.control);
        spacing.slider_rail_height = 4.0;
        spacing.menu_margin = Margin::same(8);
        spacing.window_margin = Margin::same(24);
        spacing.tooltip_width = 340.0 * self.scale;
        spacing.scroll = egui::style::ScrollStyle::thin();
        style.visuals = if self.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
        self.visuals(&mut style.visuals);
    }

    fn visuals(&self, visuals: &mut egui::Visuals) {
        visuals.panel_fill = self.panel;
        visuals.window_fill = self.ground;
        visuals.window_stroke = Stroke::new(1.0, self.hairline);
        visuals.window_shadow = egui::Shadow::NONE;
        visuals.popup_shadow = egui::Shadow::NONE;
        visuals.window_corner_radius = CornerRadius::same(6);
        visuals.menu_corner_radius = CornerRadius::same(6);
        visuals.extreme_bg_color = self.ground;
        visuals.text_edit_bg_color = Some(self.ground);
        visuals.faint_bg_color = self.panel;
        visuals.hyperlink_color = self.accent;
        visuals.error_fg_color = self.loss;
        visuals.warn_fg_color = self.loss;
        visuals.weak_text_color = Some(self.quiet);
        visuals.selection.bg_fill = Self::faded(self.accent, if self.dark { 0.20 } else { 0.10 });
        visuals.selection.stroke = Stroke::new(2.0, self.accent);
        visuals.slider_trailing_fill = true;
        visuals.handle_shape = egui::style::HandleShape::Circle;
        visuals.disabled_alpha = 0.55;
        let hover = Self::faded(self.accent, 0.10);
        let press = Self::faded(self.accent, 0.20);
        let widgets = &mut visuals.widgets;
        for state in [
            &mut widgets.noninteractive,
            &mut widgets.inactive,
            &mut widgets.hovered,
            &mut widgets.active,
            &mut widgets.open,
        ] {
            state.corner_radius = CornerRadius::same(6);
            state.fg_stroke = Stroke::new(1.0, self.text);
            state.bg_stroke = Stroke::new(1.0, self.hairline);
            state.expansion = 0.0;
        }
        widgets.noninteractive.bg_fill = self.panel;
        widgets.inactive.weak_bg_fill = Color32::TRANSPARENT;
        widgets.inactive.bg_fill = self.ground;
        widgets.inactive.bg_stroke = Stroke::new(1.0, Self::faded(self.quiet, 0.6));
        widgets.hovered.weak_bg_fill = hover;
        widgets.hovered.bg_fill = self.ground;
        widgets.hovered.bg_stroke = Stroke::new(1.0, self.quiet);
        widgets.active.weak_bg_fill = press;
        widgets.active.bg_fill = self.accent;
        widgets.active.bg_stroke = Stroke::new(2.0, self.accent);
        widgets.open.weak_bg_fill = hover;
        widgets.open.bg_fill = self.hairline;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(c: Color32) -> f64 {
        let channel = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(c.r()) + 0.7152 * channel(c.g()) + 0.0722 * channel(c.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn words_can_be_read_on_every_ground() {
        for theme in Theme::ALL {
            let t = Tokens::of(theme);
            let quiet_bar = if theme == Theme::Projector { 7.0 } else { 4.5 };
            for ground in [t.ground, t.panel] {
                assert!(contrast(t.text, ground) >= 7.0, "{theme:?} text");
                for color in [t.quiet, t.accent, t.gain, t.loss, t.chance] {
                    let found = contrast(color, ground);
                    assert!(found >= quiet_bar, "{theme:?} {color:?} on {ground:?}: {found:.2}");
                }
            }
        }
    }

    /// Neither side of a comparison may look heavier than the other.
    #[test]
    fn the_two_sides_have_the_same_weight() {
        for theme in Theme::ALL {
            let t = Tokens::of(theme);
            let (plan, as_is) = (contrast(t.plan_side, t.ground), contrast(t.as_is_side, t.ground));
            assert!((plan / as_is - 1.0).abs() < 0.05, "{theme:?}: {plan:.2} {as_is:.2}");
            let bar = if theme == Theme::Projector { 7.0 } else { 4.5 };
            assert!(plan.min(as_is) >= bar, "{theme:?}: {plan:.2} {as_is:.2}");
        }
    }

    /// Lightness (CIE L*), 0 to 100: steps the eye takes for equal.
    fn lightness(c: Color32) -> f64 {
        116.0 * luminance(c).cbrt() - 16.0
    }

    #[test]
    fn compared_lines_differ_in_grey_and_stand_out_from_the_ground() {
        for theme in Theme::ALL {
            let t = Tokens::of(theme);
            let mut grey: Vec<f64> = (0..5).map(|slot| lightness(t.series(slot))).collect();
            grey.sort_by(f64::total_cmp);
            assert!(grey.windows(2).all(|w| w[1] - w[0] >= 9.0), "{theme:?}: {grey:?}");
            let bar = if theme == Theme::Projector { 4.5 } else { 3.0 };
            for slot in 0..5 {
                let found = contrast(t.series(slot), t.ground);
                assert!(found >= bar, "{theme:?} {slot}: {found:.2}");
            }
        }
    }

    #[test]
    fn no_two_classes_share_a_colour() {
        for theme in Theme::ALL {
            let t = Tokens::of(theme);
            for (i, a) in AssetClass::ALL.into_iter().enumerate() {
                for b in AssetClass::ALL.into_iter().skip(i + 1) {
                    assert_ne!(t.class(a), t.class(b), "{theme:?} {a:?} {b:?}");
                }
            }
        }
    }
}
