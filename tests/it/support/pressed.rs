//! What somebody presses who presses anything.

use egui::Key;

/// What is typed: no figures among them, nothing that means none, and no minus before a zero.
pub(crate) const TYPED: [&str; 18] = [
    "5",
    "0",
    "12",
    "999999999999999",
    "1億2,000万",
    "１２．５",
    "%",
    ".",
    "△3",
    "あ",
    "🦀",
    "\u{202E}x",
    "\t",
    "\n",
    "e",
    "株式会社 山あい",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    " ",
];

/// What a company is changed with.
pub(crate) const MOVED: [egui::Role; 4] =
    [egui::Role::Slider, egui::Role::Slider, egui::Role::TextInput, egui::Role::CheckBox];

/// Keys by themselves.
#[rustfmt::skip]
pub(crate) const PLAIN: [Key; 20] = [
    Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown, Key::Home, Key::End, Key::PageUp,
    Key::PageDown, Key::Enter, Key::Enter, Key::Escape, Key::Escape, Key::Space, Key::Tab, Key::Tab,
    Key::Backspace, Key::Delete, Key::F1, Key::F6, Key::F8,
];

/// Keys with Ctrl, Alt or Shift, but for what leaves the company.
#[rustfmt::skip]
pub(crate) const WITH_CONTROL: [Key; 26] = [
    Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::A, Key::C,
    Key::E, Key::G, Key::H, Key::L, Key::R, Key::T, Key::V, Key::X, Key::Y, Key::Z, Key::PageDown, Key::ArrowUp,
    Key::ArrowDown, Key::Plus, Key::Minus, Key::Num0,
];
