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
    let shown = if small {
        let room = all - width(&more, &little);
        fitting(&names, &widths(&little), scene.state.prefs.view, all, room)
    } else {
        View::ALL.to_vec()
    };
    let beside = all - wide >= 210.0 * tokens.scale;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for (view, name) in names.iter().filter(|(view, _)| shown.contains(view)) {
            let on = scene.state.prefs.view == *view;
            if widgets::tab(ui, &tokens, name, on, small).clicked() {
                scene.ask(Command::SetView(*view));
            }
        }
        if shown.len() < names.len() {
            ui.menu_button(RichText::new(&more).font(little.clone()).color(tokens.quiet), |ui| {
                for (view, name) in names.iter().filter(|(view, _)| !shown.contains(view)) {
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

/// Which views have their tab in the row: all if they fit, else the first ones
/// and in any case the one in front.
fn fitting(names: &[(View, String)], widths: &[f32], front: View, all: f32, room: f32) -> Vec<View> {
    if widths.iter().sum::<f32>() <= all {
        return names.iter().map(|(view, _)| *view).collect();
    }
    let of =
        |view: View| names.iter().zip(widths).find(|((v, _), _)| *v == view).map_or(0.0, |(_, width)| *width);
    let mut left = room - of(front);
    let mut full = false;
    names
        .iter()
        .map(|(view, _)| *view)
        .filter(|&view| {
            if view == front {
                return true;
            }
            full = full || of(view) > left;
            left -= if full { 0.0 } else { of(view) };
            !full
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_view_in_front_always_has_its_tab() {
        let names = View::ALL.map(|view| (view, String::new()));
        let widths = [50.0; 8];
        for front in View::ALL {
            assert_eq!(fitting(&names, &widths, front, 400.0, 350.0).len(), 8, "{front:?}");
            let shown = fitting(&names, &widths, front, 399.0, 160.0);
            assert_eq!(shown.len(), 3, "{front:?}");
            assert!(shown.contains(&front) && shown.contains(&View::Projection));
        }
        let shown = fitting(&names, &widths, View::History, 399.0, 160.0);
        assert_eq!(shown, [View::Projection, View::Breakdown, View::History]);
    }
}
