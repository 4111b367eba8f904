//! Dialogs about what is kept of files: earlier versions, changes a crash
//! left, files somebody else has written, passphrases.

use std::path::Path;

use eframe::egui;
use egui::{Align, Grid, Id, Key, Layout, RichText, ScrollArea, Ui};

use super::dialogs::{primary, title};
use super::scene::Scene;
use super::widgets;
use crate::app::Command;
use crate::app::after_crash::AfterCrash;
use crate::app::keeping::{Asking, Conflict, Keeping, Purpose};
use crate::view_model::keeping::{CrashView, SideBySide, VersionRow, good_copy as good_copy_of};

/// The fewest characters of a passphrase.
const SHORTEST: usize = 8;

fn ask(scene: &mut Scene<'_>, asked: Keeping) {
    scene.ask(Command::Keep(asked));
}

/// Gives the focus to what is pressed without thinking, once.
fn focus_first(ui: &Ui, response: &egui::Response) {
    if ui.memory(|m| m.focused().is_none()) {
        response.request_focus();
    }
}

/// The room for a list within a dialog.
fn room(ui: &Ui) -> f32 {
    (ui.ctx().content_rect().height() - 340.0).max(100.0)
}

/// The earlier versions of the open file.
pub(super) fn versions(ui: &mut Ui, scene: &mut Scene<'_>, versions: &[VersionRow]) {
    let l = &scene.texts.l10n;
    let tokens = scene.tokens;
    title(ui, scene, &l.msg_versions_title());
    ui.label(widgets::quiet(l.msg_versions_about(), &tokens));
    ui.add_space(12.0);
    if versions.is_empty() {
        ui.label(l.msg_versions_none());
    }
    let mut chosen = None;
    ScrollArea::vertical().max_height(room(ui)).auto_shrink([false, true]).show(ui, |ui| {
        for version in versions {
            ui.horizontal(|ui| {
                ui.label(RichText::new(&version.when).font(tokens.body()));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let button = ui.add_enabled(version.opens, egui::Button::new(l.msg_versions_open()));
                    let name = l.msg_versions_open_of(&version.when);
                    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(name));
                    if button.clicked() {
                        chosen = Some(version.path.clone());
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(egui::Label::new(widgets::quiet(&version.words, &tokens)).truncate());
                    });
                });
            });
            widgets::hairline(ui, &tokens);
        }
    });
    ui.add_space(16.0);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let close = primary(ui, scene, &l.msg_versions_close());
        focus_first(ui, &close);
        if close.clicked() {
            scene.ask(Command::CloseDialog);
        }
    });
    if let Some(path) = chosen {
        ask(scene, Keeping::OpenVersion(path));
    }
}

/// Changes a crash left, beside the file they were made to.
pub(super) fn recovered(ui: &mut Ui, scene: &mut Scene<'_>, view: CrashView) {
    let l = &scene.texts.l10n;
    let tokens = scene.tokens;
    title(ui, scene, &l.msg_recovered_title());
    ui.label(l.msg_recovered_about());
    ui.add_space(12.0);
    for (head, words) in view.both {
        ui.label(widgets::quiet(head, &tokens));
        ui.label(words);
        ui.add_space(8.0);
    }
    if let Some(differs) = view.differs {
        ui.label(differs);
    }
    for note in view.notes {
        ui.label(widgets::quiet(note, &tokens));
    }
    ui.add_space(16.0);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let restore = primary(ui, scene, &l.msg_recovered_restore());
        focus_first(ui, &restore);
        if restore.clicked() {
            ask(scene, Keeping::AnswerCrash(AfterCrash::Restore));
        }
        if ui.button(l.msg_recovered_later()).clicked() {
            ask(scene, Keeping::AnswerCrash(AfterCrash::Later));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if ui.button(l.msg_recovered_discard()).clicked() {
                ask(scene, Keeping::AnswerCrash(AfterCrash::Discard));
            }
        });
    });
}

/// What differs, side by side.
fn side_by_side(ui: &mut Ui, scene: &Scene<'_>, name: &str, heads: [String; 2], found: SideBySide) {
    let l = &scene.texts.l10n;
    let rows = match found {
        SideBySide::Rows(rows) => rows,
        SideBySide::Said(lines, _) => {
            for line in lines {
                ui.label(line);
            }
            return;
        }
    };
    let tokens = scene.tokens;
    let column = (ui.available_width() - 32.0) / 3.0;
    ScrollArea::vertical().max_height(room(ui)).auto_shrink([false, true]).show(ui, |ui| {
        Grid::new(Id::unique(name)).num_columns(3).spacing([16.0, 6.0]).show(ui, |ui| {
            let cell = |ui: &mut Ui, text: RichText| {
                ui.allocate_ui(egui::vec2(column, 0.0), |ui| {
                    ui.set_width(column);
                    ui.add(egui::Label::new(text).wrap());
                });
            };
            let [first, second] = heads;
            for head in [l.msg_differs_where(), first, second] {
                cell(ui, widgets::quiet(head, &tokens));
            }
            ui.end_row();
            for row in rows {
                cell(ui, RichText::new(row.place));
                cell(ui, RichText::new(row.first));
                cell(ui, RichText::new(row.second));
                ui.end_row();
            }
        });
    });
}

/// The file was written by something else since it was read.
pub(super) fn conflict(ui: &mut Ui, scene: &mut Scene<'_>, found: SideBySide) {
    let l = &scene.texts.l10n;
    title(ui, scene, &l.msg_conflict_title());
    ui.label(l.msg_conflict_about());
    ui.add_space(12.0);
    let opens = !matches!(found, SideBySide::Said(_, false));
    let heads = [l.msg_conflict_mine_column(), l.msg_conflict_theirs_column()];
    side_by_side(ui, scene, "conflict", heads, found);
    ui.add_space(24.0);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let elsewhere = primary(ui, scene, &l.msg_conflict_elsewhere());
        focus_first(ui, &elsewhere);
        if elsewhere.clicked() {
            ask(scene, Keeping::AnswerConflict(Conflict::Elsewhere));
        }
        if ui.button(l.msg_conflict_overwrite()).clicked() {
            ask(scene, Keeping::AnswerConflict(Conflict::Overwrite));
        }
        if ui.add_enabled(opens, egui::Button::new(l.msg_conflict_theirs())).clicked() {
            ask(scene, Keeping::AnswerConflict(Conflict::OpenTheirs));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if ui.button(l.msg_dialog_cancel()).clicked() {
                scene.ask(Command::CloseDialog);
            }
        });
    });
}

/// The file was changed outside the program since its last version.
pub(super) fn changed_outside(ui: &mut Ui, scene: &mut Scene<'_>, version: &Path, found: SideBySide) {
    let l = &scene.texts.l10n;
    title(ui, scene, &l.msg_outside_title());
    ui.label(l.msg_outside_about());
    ui.add_space(12.0);
    side_by_side(ui, scene, "outside", [l.msg_outside_before_column(), l.msg_outside_now_column()], found);
    ui.add_space(24.0);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let keep = primary(ui, scene, &l.msg_outside_keep());
        focus_first(ui, &keep);
        if keep.clicked() {
            scene.ask(Command::CloseDialog);
        }
        if ui.button(l.msg_outside_copy()).clicked() {
            ask(scene, Keeping::OpenVersion(version.to_owned()));
        }
    });
}

/// A version that opens, of a file that does not.
pub(super) fn good_copy(ui: &mut Ui, scene: &mut Scene<'_>, path: &Path) {
    let Some((words, version)) = good_copy_of(scene.state, path, scene.texts) else { return };
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.label(words);
        if ui.button(scene.texts.l10n.msg_good_copy()).clicked() {
            ask(scene, Keeping::OpenVersion(version));
        }
    });
}

/// Asks before a passphrase is taken away.
pub(super) fn remove_lock(ui: &mut Ui, scene: &mut Scene<'_>) {
    let l = &scene.texts.l10n;
    title(ui, scene, &l.msg_remove_lock_title());
    ui.label(l.msg_remove_lock());
    ui.add_space(16.0);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let cancel = primary(ui, scene, &l.msg_dialog_cancel());
        focus_first(ui, &cancel);
        if cancel.clicked() {
            scene.ask(Command::CloseDialog);
        }
        if ui.button(l.msg_remove_lock_yes()).clicked() {
            ask(scene, Keeping::RemoveLock);
        }
    });
}

/// What is typed of a passphrase: gone with the dialog.
#[derive(Clone, Default)]
struct Typed {
    first: String,
    again: String,
    shown: bool,
}

fn typed_id() -> Id {
    Id::unique("typed-passphrase")
}

/// Forgets what was typed, once the dialog is gone.
pub(super) fn forget_typed(ctx: &egui::Context) {
    ctx.data_mut(|d| d.remove::<Typed>(typed_id()));
}

/// Asks for a passphrase.
pub(super) fn passphrase(ui: &mut Ui, scene: &mut Scene<'_>, purpose: &Purpose, asking: Asking) {
    let l = &scene.texts.l10n;
    let tokens = scene.tokens;
    let locks = *purpose == Purpose::Lock;
    let heading = if locks { l.msg_passphrase_lock_title() } else { l.msg_passphrase_open_title() };
    title(ui, scene, &heading);
    if locks {
        ui.label(l.msg_passphrase_lock());
        ui.add_space(4.0);
        ui.label(RichText::new(l.msg_passphrase_lock_lost()).font(tokens.body_bold()));
    } else {
        ui.label(l.msg_passphrase_open());
    }
    ui.add_space(12.0);
    let mut typed: Typed = ui.data(|d| d.get_temp(typed_id())).unwrap_or_default();
    let busy = asking == Asking::Busy;
    let mut entered = field(ui, &l.msg_passphrase_field(), &mut typed.first, (typed.shown, busy), true);
    if locks {
        entered = field(ui, &l.msg_passphrase_again(), &mut typed.again, (typed.shown, busy), false);
    }
    ui.checkbox(&mut typed.shown, l.msg_passphrase_show());
    ui.add_space(4.0);
    let (ready, said) = state_of(&typed, locks, asking, scene);
    // The line has its room whether something stands in it or not.
    ui.label(widgets::quiet(if said.is_empty() { " ".to_owned() } else { said }, &tokens));
    ui.add_space(12.0);
    let words = if locks { l.msg_passphrase_set() } else { l.msg_passphrase_unlock() };
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let clicked = ui.add_enabled_ui(ready, |ui| primary(ui, scene, &words)).inner.clicked();
        if ready && (clicked || entered) {
            ask(scene, Keeping::passphrase(std::mem::take(&mut typed.first)));
            typed = Typed { shown: typed.shown, ..Typed::default() };
        }
        if ui.button(l.msg_dialog_cancel()).clicked() {
            scene.ask(Command::CloseDialog);
        }
    });
    ui.data_mut(|d| d.insert_temp(typed_id(), typed));
}

/// Whether what is typed can be tried, and what there is to say of it.
fn state_of(typed: &Typed, locks: bool, asking: Asking, scene: &Scene<'_>) -> (bool, String) {
    let l = &scene.texts.l10n;
    let length = typed.first.chars().count();
    match asking {
        Asking::Busy => (false, l.msg_passphrase_busy()),
        _ if locks && length < SHORTEST => (false, l.msg_passphrase_short()),
        _ if locks && typed.first != typed.again => (false, l.msg_passphrase_differ()),
        Asking::Wrong if length == 0 => (false, l.msg_passphrase_wrong()),
        _ => (length > 0, String::new()),
    }
}

/// A field for a passphrase; whether Enter was pressed in it.
fn field(ui: &mut Ui, name: &str, text: &mut String, (shown, busy): (bool, bool), first: bool) -> bool {
    let edit = egui::TextEdit::singleline(text).password(!shown).hint_text(name).desired_width(f32::INFINITY);
    let response = ui.add_enabled(!busy, edit);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if first && !entered {
        focus_first(ui, &response);
    }
    entered
}
