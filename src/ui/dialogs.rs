//! Dialogs in front of everything, and notices.

use std::path::{Path, PathBuf};

use eframe::egui;
use egui::{Align, Id, Key, Layout, Modal, RichText, Ui};

use super::icons::Icon;
use super::scene::Scene;
use super::{glossary_dialog, keeping_dialogs, keys, widgets};
use crate::app::Command;
use crate::app::after_crash::AfterCrash;
use crate::app::command::{Picking, Unsaved};
use crate::app::keeping::Keeping;
use crate::app::state::{Dialog, Notice};
use crate::view_model::{keeping, problem_text};

/// Draws the dialog in front, if there is one.
pub fn show(ctx: &egui::Context, scene: &mut Scene<'_>) {
    if !matches!(scene.state.dialog, Some(Dialog::Glossary(_))) {
        glossary_dialog::closed(ctx);
    }
    if !matches!(scene.state.dialog, Some(Dialog::Passphrase(..))) {
        keeping_dialogs::forget_typed(ctx);
    }
    let Some(dialog) = scene.state.dialog.clone() else { return };
    let width: f32 = match dialog {
        Dialog::Keys | Dialog::Versions(_) | Dialog::Conflict(..) | Dialog::ChangedOutside(..) => 720.0,
        Dialog::Glossary(_)
        | Dialog::LoadProblem(..)
        | Dialog::SaveProblem(..)
        | Dialog::Recovered(_)
        | Dialog::Passphrase(..) => 560.0,
        _ => 420.0,
    };
    let tokens = scene.tokens;
    let frame = egui::Frame::new()
        .fill(tokens.ground)
        .stroke(egui::Stroke::new(1.0, tokens.hairline))
        .corner_radius(6.0)
        .inner_margin(24.0);
    // A kind of dialog learns its own size: another's would stay with it.
    let kind = Id::unique(("dialog", std::mem::discriminant(&dialog)));
    let shown = Modal::new(kind).frame(frame).show(ctx, |ui| {
        ui.set_width(width.min(ctx.content_rect().width() - 96.0));
        contents(ui, scene, &dialog);
    });
    settle(ctx, shown.response.rect);
    if shown.should_close() {
        let command = match dialog {
            Dialog::Unsaved(_) => Command::AnswerUnsaved(Unsaved::Cancel),
            Dialog::Recovered(_) => Command::Keep(Keeping::AnswerCrash(AfterCrash::Later)),
            _ => Command::CloseDialog,
        };
        scene.ask(command);
    }
}

fn contents(ui: &mut Ui, scene: &mut Scene<'_>, dialog: &Dialog) {
    let (texts, money) = (scene.texts, scene.money);
    match dialog {
        Dialog::Unsaved(_) => unsaved(ui, scene),
        Dialog::Replace(path) => replace(ui, scene, path),
        Dialog::TypePath(picking) => type_path(ui, scene, *picking),
        Dialog::LoadProblem(path, error) => {
            let file = path.display().to_string();
            let lines = told(scene, || problem_text::load_error(texts, &file, error));
            problem(ui, scene, &texts.l10n.msg_dialog_problem(), &lines, Some(path));
        }
        Dialog::SaveProblem(path, error) => {
            let file = path.display().to_string();
            let lines = told(scene, || problem_text::save_error(texts, &file, error));
            problem(ui, scene, &texts.l10n.msg_dialog_save_problem(), &lines, None);
        }
        Dialog::Keys => keys::list(ui, scene),
        Dialog::Glossary(term) => glossary_dialog::show(ui, scene, *term),
        Dialog::Passphrase(purpose, asking) => keeping_dialogs::passphrase(ui, scene, purpose, *asking),
        Dialog::RemoveLock => keeping_dialogs::remove_lock(ui, scene),
        Dialog::Versions(versions) => {
            keeping_dialogs::versions(ui, scene, &keeping::versions(versions, texts, money));
        }
        Dialog::Recovered(found) => {
            let more = scene.state.left_over.len().saturating_sub(1);
            keeping_dialogs::recovered(ui, scene, keeping::crash(found, more, texts, money));
        }
        Dialog::Conflict(path, found) => {
            let found = found.as_deref();
            keeping_dialogs::conflict(ui, scene, keeping::side_by_side(found, path, texts, money));
        }
        Dialog::ChangedOutside(version, found) => {
            let view = keeping::side_by_side(Ok(found), &version.path, texts, money);
            keeping_dialogs::changed_outside(ui, scene, &version.path, view);
        }
    }
}

/// A dialog learns its size by being drawn: it is drawn again before it is
/// seen, until it stays where it is.
fn settle(ctx: &egui::Context, rect: egui::Rect) {
    let id = Id::unique("dialog-rect");
    let before: Option<egui::Rect> = ctx.data(|d| d.get_temp(id));
    if before != Some(rect) {
        ctx.data_mut(|d| d.insert_temp(id, rect));
        ctx.request_discard("the size of a dialog");
    }
}

/// What is wrong with a file names it and quotes it: not while amounts are
/// hidden.
fn told(scene: &Scene<'_>, lines: impl FnOnce() -> Vec<String>) -> Vec<String> {
    if scene.money.hides() { vec![scene.texts.l10n.msg_hide_problem()] } else { lines() }
}

pub(super) fn title(ui: &mut Ui, scene: &Scene<'_>, text: &str) {
    ui.label(RichText::new(text).font(scene.tokens.section()));
    ui.add_space(8.0);
}

fn unsaved(ui: &mut Ui, scene: &mut Scene<'_>) {
    let l = &scene.texts.l10n;
    title(ui, scene, &l.msg_dialog_unsaved_title());
    ui.label(l.msg_dialog_unsaved(&scene.profile.company));
    ui.add_space(16.0);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let save = primary(ui, scene, &l.msg_dialog_save());
        if ui.memory(|m| m.focused().is_none()) {
            save.request_focus();
        }
        if save.clicked() {
            scene.ask(Command::AnswerUnsaved(Unsaved::Save));
        }
        if ui.button(l.msg_dialog_discard()).clicked() {
            scene.ask(Command::AnswerUnsaved(Unsaved::Discard));
        }
        if ui.button(l.msg_dialog_cancel()).clicked() {
            scene.ask(Command::AnswerUnsaved(Unsaved::Cancel));
        }
    });
}

fn replace(ui: &mut Ui, scene: &mut Scene<'_>, path: &Path) {
    let l = &scene.texts.l10n;
    title(ui, scene, &l.msg_dialog_replace_title());
    let name = if scene.money.hides() { l.msg_hide_a_file() } else { path.display().to_string() };
    ui.label(l.msg_dialog_replace(name));
    ui.add_space(16.0);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let cancel = primary(ui, scene, &l.msg_dialog_cancel());
        if ui.memory(|m| m.focused().is_none()) {
            cancel.request_focus();
        }
        if cancel.clicked() {
            scene.ask(Command::CloseDialog);
        }
        if ui.button(l.msg_dialog_replace_yes()).clicked() {
            scene.ask(Command::Replace(path.to_owned()));
        }
    });
}

pub(super) fn primary(ui: &mut Ui, scene: &Scene<'_>, text: &str) -> egui::Response {
    let tokens = scene.tokens;
    let words = RichText::new(text).color(tokens.on_accent);
    let response = ui.add(egui::Button::new(words).fill(tokens.accent));
    if response.has_focus() {
        let ring = egui::Stroke::new(2.0, tokens.accent);
        ui.painter().rect_stroke(response.rect.expand(4.0), 8.0, ring, egui::StrokeKind::Inside);
    }
    response
}

fn type_path(ui: &mut Ui, scene: &mut Scene<'_>, picking: Picking) {
    let l = &scene.texts.l10n;
    let heading = match picking {
        Picking::Open => l.msg_dialog_path_open(),
        Picking::SaveAs | Picking::Table => l.msg_dialog_path_save(),
    };
    title(ui, scene, &heading);
    ui.label(widgets::quiet(l.msg_dialog_no_picker(), &scene.tokens));
    let key = Id::unique("typed-path");
    let mut path: String = ui.data(|d| d.get_temp(key)).unwrap_or_default();
    let example = if cfg!(windows) { r"C:\Users\me\company.ron" } else { "/home/me/company.ron" };
    let hint = RichText::new(l.msg_dialog_path_hint(example)).color(scene.tokens.quiet);
    let field = egui::TextEdit::singleline(&mut path)
        .hint_text(hint)
        .password(scene.money.hides())
        .desired_width(f32::INFINITY);
    let response = ui.add(field);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(heading));
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if !entered && ui.memory(|m| m.focused().is_none()) {
        response.request_focus();
    }
    ui.data_mut(|d| d.insert_temp(key, path.clone()));
    ui.add_space(16.0);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let ready = !path.trim().is_empty();
        let clicked = ui.add_enabled_ui(ready, |ui| primary(ui, scene, &l.msg_dialog_ok())).inner.clicked();
        if ready && (clicked || entered) {
            ui.data_mut(|d| d.remove::<String>(key));
            let typed = PathBuf::from(path.trim());
            let whole = std::path::absolute(&typed).unwrap_or(typed);
            scene.ask(Command::Typed(picking, whole));
        }
        if ui.button(l.msg_dialog_cancel()).clicked() {
            ui.data_mut(|d| d.remove::<String>(key));
            scene.ask(Command::CloseDialog);
        }
    });
}

fn problem(ui: &mut Ui, scene: &mut Scene<'_>, heading: &str, lines: &[String], left: Option<&Path>) {
    let l = &scene.texts.l10n;
    title(ui, scene, heading);
    let room = (ui.ctx().content_rect().height() - 260.0).max(120.0);
    egui::ScrollArea::vertical().max_height(room).show(ui, |ui| {
        for line in lines {
            ui.label(line);
        }
    });
    if let Some(path) = left {
        ui.add_space(8.0);
        ui.label(widgets::quiet(l.msg_dialog_file_untouched(), &scene.tokens));
        keeping_dialogs::good_copy(ui, scene, path);
    }
    ui.add_space(16.0);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let ok = primary(ui, scene, &l.msg_dialog_ok());
        if ui.memory(|m| m.focused().is_none()) {
            ok.request_focus();
        }
        if ok.clicked() {
            scene.ask(Command::CloseDialog);
        }
    });
}

/// How long a notice stays.
const NOTICE_SECONDS: f64 = 8.0;

/// Draws a notice at the lower edge, for a while or until it is closed.
pub fn notice(ctx: &egui::Context, scene: &mut Scene<'_>) {
    let Some(notice) = &scene.state.notice else { return };
    let l = &scene.texts.l10n;
    let hides = scene.money.hides();
    let words = match notice {
        Notice::Saved(_) if hides => l.msg_hide_saved(),
        Notice::SavedUnconfirmed(_) if hides => l.msg_saved_unconfirmed(l.msg_hide_a_file()),
        Notice::Saved(path) => l.msg_saved_to(path.display().to_string()),
        Notice::SavedUnconfirmed(path) => l.msg_saved_unconfirmed(path.display().to_string()),
        Notice::ChangedOutside => l.msg_changed_outside(),
        Notice::Newer => l.msg_opened_newer(),
        Notice::HeldElsewhere(holder) => {
            keeping::held_elsewhere(holder.as_ref().filter(|_| !hides), scene.texts)
        }
        // The system's words may name a folder.
        Notice::VersionLost(detail) => l.msg_version_lost(if hides { "…" } else { detail }),
        Notice::VersionsOpen(detail) => l.msg_versions_not_locked(if hides { "…" } else { detail }),
        Notice::NotKept(detail) => l.msg_not_kept(if hides { "…" } else { detail }),
        Notice::NoLongerOpen => l.msg_no_longer_open(),
        Notice::CopyOpened => l.msg_copy_opened(),
        Notice::Locked => l.msg_locked_saved(),
        Notice::NoLongerLocked => l.msg_unlocked_saved(),
        Notice::Copied => l.msg_assumptions_copied(),
    };
    let tokens = scene.tokens;
    let key = Id::unique("notice-since");
    let now = ctx.input(|i| i.time);
    let (said, since): (String, f64) = ctx.data(|d| d.get_temp(key)).unwrap_or_default();
    let since = if said == words { since } else { now };
    ctx.data_mut(|d| d.insert_temp(key, (words.clone(), since)));
    if now - since > NOTICE_SECONDS {
        ctx.data_mut(|d| d.remove::<(String, f64)>(key));
        scene.ask(Command::DismissNotice);
        return;
    }
    ctx.request_repaint_after(std::time::Duration::from_secs_f64(NOTICE_SECONDS - (now - since) + 0.05));
    let area = egui::Area::new(Id::unique("notice"))
        .anchor(egui::Align2::CENTER_BOTTOM, [0.0, -52.0])
        .order(egui::Order::Foreground);
    let frame = egui::Frame::new()
        .fill(tokens.ground)
        .stroke(egui::Stroke::new(1.0, tokens.accent))
        .corner_radius(6.0)
        .inner_margin(10.0);
    let mut close = false;
    area.show(ctx, |ui| {
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(RichText::new(words).font(tokens.small()));
                let name = scene.texts.l10n.msg_close();
                close = widgets::icon_button(ui, &tokens, Icon::Close, &name, true).clicked();
            });
        });
    });
    if close {
        scene.ask(Command::DismissNotice);
    }
}

/// Says what letting go of a file over the window does.
pub fn drop_hint(ctx: &egui::Context, scene: &Scene<'_>) {
    if ctx.input(|i| i.raw.hovered_files.is_empty()) {
        return;
    }
    let tokens = scene.tokens;
    let painter = ctx.layer_painter(egui::LayerId::new(egui::Order::Foreground, Id::unique("drop-hint")));
    let rect = ctx.content_rect();
    painter.rect_filled(rect, 0.0, super::theme::Tokens::faded(tokens.ground, 0.85));
    let words = scene.texts.l10n.msg_drop_hint();
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, words, tokens.section(), tokens.text);
}
