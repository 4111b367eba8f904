//! The row of views, and a menu for those there is no room for.

use eframe::egui;
use egui::{RichText, Ui};

use super::scene::Scene;
use super::widgets;
use crate::app::Command;
use crate::app::prefs::View;
use crate::text::Texts;

/// Room between two tabs.
const GAP: f32 = 4.0;
/// Room a tab takes beside its words.
const AROUND: f32 = 16.0;

/// The name of a view.
#[must_use]
pub fn view_name(view: View, texts: &Texts) -> String {
    let l = &texts.l10n;
    match view {
        View::Projection => l.msg_view_projection(),
        View::Breakdown => l.msg_view_breakdown(),
        View::Compare => l.msg_view_compare(),
        View::BreakEven => l.msg_view_break_even(),
        View::Sensitivity => l.msg_view_sensitivity(),
        View::History => l.msg_view_history(),
        View::Claims => l.msg_view_claims(),
        View::Assumptions => l.msg_view_assumptions(),
    }
}

/// Draws the tabs, and beside them what the view in front offers; in a row of
/// its own where there is no room for it.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, options: &mut dyn FnMut(&mut Ui, &mut Scene<'_>)) {
    let tokens = scene.tokens;
    let names = View::ALL.map(|view| (view, view_name(view, scene.texts)));
    let usual = tokens.body_bold();
    let little = egui::FontId::new(tokens.small().size, usual.family.clone());
    let width = |text: &str, font: &egui::FontId| {
        ui.painter().layout_no_wrap(text.to_owned(), font.clone(), tokens.text).size().x + AROUND + GAP
    };
    let widths = |font: &egui::FontId| names.each_ref().map(|(_, name)| width(name, font));
    let all = ui.available_width();
    let wide: f32 = widths(&usual).iter().sum();
    let small = wide > all;
    let more = format!("{} ▼", scene.texts.l10n.msg_view_more());
    let front = names.iter().position(|(view, _)| *view == scene.state.prefs.view).unwrap_or_default();
    let shown = if small {
        let room = all - width(&more, &little);
        fitting(&widths(&little), front, all, room)
    } else {
        (0..names.len()).collect()
    };
    let beside = all - wide >= 210.0 * tokens.scale;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for (i, (view, name)) in names.iter().enumerate().filter(|(i, _)| shown.contains(i)) {
            if widgets::tab(ui, &tokens, name, i == front, small, f32::INFINITY).clicked() {
                scene.ask(Command::SetView(*view));
            }
        }
        if shown.len() < names.len() {
            ui.menu_button(RichText::new(&more).font(little.clone()).color(tokens.quiet), |ui| {
                for (_, (view, name)) in names.iter().enumerate().filter(|(i, _)| !shown.contains(i)) {
                    if ui.button(name).clicked() {
                        scene.ask(Command::SetView(*view));
                    }
                }
            });
        }
        if beside {
            options(ui, scene);
        }
    });
    if !beside && scene.state.prefs.view == View::Breakdown {
        ui.horizontal(|ui| options(ui, scene));
    }
}

/// Which of some tabs stand in the row: all if they fit in `all`, else as many
/// of the first ones as fit in `room`, and in any case the one in front.
pub(super) fn fitting(widths: &[f32], front: usize, all: f32, room: f32) -> Vec<usize> {
    if widths.iter().sum::<f32>() <= all {
        return (0..widths.len()).collect();
    }
    let of = |tab: usize| widths.get(tab).copied().unwrap_or_default();
    let mut left = room - of(front);
    let mut full = false;
    (0..widths.len())
        .filter(|&tab| {
            if tab == front {
                return true;
            }
            full = full || of(tab) > left;
            left -= if full { 0.0 } else { of(tab) };
            !full
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tab_in_front_always_stands_in_the_row() {
        let widths = [50.0; 8];
        for front in 0..8 {
            assert_eq!(fitting(&widths, front, 400.0, 350.0).len(), 8, "{front}");
            let shown = fitting(&widths, front, 399.0, 160.0);
            assert_eq!(shown.len(), 3, "{front}");
            assert!(shown.contains(&front) && shown.contains(&0));
        }
        assert_eq!(fitting(&widths, 5, 399.0, 160.0), [0, 1, 5]);
        assert_eq!(fitting(&[50.0, 500.0], 1, 399.0, 160.0), [1]);
    }
}
