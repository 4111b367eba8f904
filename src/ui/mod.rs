//! The window: the only place that knows egui. It draws view models and emits
//! commands, and changes nothing itself.

pub mod break_even_view;
pub mod breakdown_view;
pub mod centre;
pub mod chart;
pub mod chart_labels;
pub mod correlation_view;
pub mod dialogs;
pub mod dots;
pub mod draft;
pub mod fan_chart;
pub mod fan_labels;
pub mod fan_tiles;
pub mod fan_view;
pub mod fonts;
pub mod form_view;
pub mod frames;
pub mod headless;
pub mod icons;
pub mod keys;
pub mod line_break;
pub mod map_plot;
pub mod own_panel;
pub mod projection_view;
pub mod raster;
pub mod scene;
pub mod sensitivity_view;
pub mod shell;
pub mod shown_switch;
pub mod slider_row;
pub mod theme;
pub mod top_bar;
pub mod what_if;
pub mod widgets;
