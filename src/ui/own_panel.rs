//! The left panel: what the company owns and owes.

use eframe::egui;
use egui::{Align, Layout, RichText, ScrollArea, Ui, Vec2};

use super::asking;
use super::icons::Icon;
use super::scene::Scene;
use super::{form_view, widgets};
use crate::app::edit::{Direction, is_named};
use crate::app::prefs::Numeraire;
use crate::app::state::Editing;
use crate::app::{Command, Edit};
use crate::domain::bank::Bank;
use crate::domain::calendar::CalendarMonth;
use crate::domain::holding::HoldingId;
use crate::view_model::explain::{Course, Lines, Subject};
use crate::view_model::holdings::{self, Group, Row};
use crate::view_model::{bank_form, form};

/// Draws the panel.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = scene.tokens;
    let projection = std::sync::Arc::clone(&scene.state.projection);
    let list = holdings::holdings(&scene.profile, &projection, scene.texts, scene.money);
    header(ui, scene);
    let footer = 3.0 * 26.0 * tokens.scale + 22.0;
    let room = (ui.available_height() - footer).max(80.0);
    ScrollArea::vertical()
        .id_salt("own")
        .max_height(room)
        .min_scrolled_height(room)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            if scene.state.editing == Some(Editing::Company) {
                company(ui, scene);
            }
            if list.groups.is_empty() {
                ui.label(
                    RichText::new(scene.texts.l10n.msg_own_empty()).font(tokens.body()).color(tokens.quiet),
                );
            }
            for group in &list.groups {
                show_group(ui, scene, group);
            }
            banks(ui, scene);
            ui.add_space(12.0);
            widgets::follow_focus(ui, "own");
        });
    widgets::hairline(ui, &tokens);
    ui.spacing_mut().item_spacing.y = 2.0;
    let l = &scene.texts.l10n;
    for (label, amount, strong, lines) in [
        (l.msg_assets(), list.assets, false, Lines::Assets),
        (l.msg_debts(), list.debts, false, Lines::Debts),
        (l.msg_net_worth(), list.net, true, Lines::Net),
    ] {
        let style = |text: String| {
            if strong { widgets::bold(text, &tokens) } else { RichText::new(text).font(tokens.body()) }
        };
        let words = l.msg_labelled(&label, &amount);
        let rect = total_line(ui, style(label), style(amount), 24.0 * tokens.scale);
        let today = Subject::Value { lines: lines.clone(), month: 0, measure: Numeraire::NominalYen };
        let response = ui.interact(rect, ui.scope_id().with(("total", &words)), asking::sense(scene));
        asking::offer(ui, scene, &response, rect, &words, &(Course::AsIs, today).into());
    }
}

/// Words to the left and a figure to the right, in a line of a set height.
fn total_line(ui: &mut Ui, left: RichText, right: RichText, height: f32) -> egui::Rect {
    let size = Vec2::new(ui.available_width(), height);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().interact_size.y = height;
        ui.set_min_size(size);
        ui.label(right);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(egui::Label::new(left).truncate());
        });
    })
    .response
    .rect
}

fn header(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = scene.tokens;
    ui.horizontal(|ui| {
        ui.label(RichText::new(scene.texts.l10n.msg_own_title()).font(tokens.section()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let title = RichText::new(format!("＋ {}", scene.texts.l10n.msg_add())).font(tokens.small());
            ui.menu_button(title, |ui| {
                for (i, kind) in form::kinds(scene.texts).into_iter().enumerate() {
                    let made = form::new_holding(i, scene.state.profile(), scene.texts);
                    let button = ui.add_enabled(made.is_some(), egui::Button::new(kind));
                    let button = button.on_disabled_hover_text(scene.texts.l10n.msg_need_bank());
                    if button.clicked()
                        && let Some(holding) = made
                    {
                        let id = holding.id.clone();
                        ui.data_mut(|d| d.insert_temp(form_view::focus_first_id(), true));
                        scene.edit(Edit::AddHolding(holding));
                        scene.ask(Command::SetEditing(Some(Editing::Holding(id))));
                        ui.close();
                    }
                }
                ui.separator();
                if ui.button(scene.texts.l10n.msg_bank_add()).clicked() {
                    ui.data_mut(|d| d.insert_temp(form_view::focus_first_id(), true));
                    add_bank(scene);
                    ui.close();
                }
            });
        });
    });
    ui.add_space(4.0);
}

fn add_bank(scene: &mut Scene<'_>) {
    let profile = scene.state.profile();
    let id = profile.free_bank_id();
    let number = i64::try_from(profile.banks.len()).unwrap_or(0).saturating_add(1);
    let name = scene.texts.l10n.msg_bank_default_name(number);
    scene.edit(Edit::AddBank(Bank::new(id.clone(), name)));
    scene.ask(Command::SetEditing(Some(Editing::Bank(id))));
}

fn show_group(ui: &mut Ui, scene: &mut Scene<'_>, group: &Group) {
    let tokens = scene.tokens;
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let (dot, _) = ui.allocate_exact_size(Vec2::splat(10.0), egui::Sense::hover());
        ui.painter().rect_filled(dot, 2.0, tokens.class(group.class));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(widgets::bold(&group.subtotal, &tokens));
            if !group.share.is_empty() {
                ui.label(widgets::quiet(&group.share, &tokens))
                    .on_hover_text(scene.texts.l10n.msg_share_of_assets());
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(widgets::bold(&group.title, &tokens)).truncate());
            });
        });
    });
    for row in &group.rows {
        ui.push_id(("row", &row.id.0), |ui| show_row(ui, scene, row));
    }
}

fn show_row(ui: &mut Ui, scene: &mut Scene<'_>, row: &Row) {
    let tokens = scene.tokens;
    let editing = Editing::Holding(row.id.clone());
    let open = scene.state.editing.as_ref() == Some(&editing);
    let two_lines = !row.detail.is_empty();
    let height = if two_lines { 46.0 } else { 30.0 } * tokens.scale;
    let (rect, response) =
        ui.allocate_exact_size(Vec2::new(ui.available_width(), height), egui::Sense::click());
    let name = format!("{} {} {}", row.name, row.detail, row.amount);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, open, &name));
    if ui.is_rect_visible(rect) {
        let visuals = ui.style().interact_selectable(&response, open);
        if response.hovered() || open {
            ui.painter().rect_filled(rect, 6.0, visuals.weak_bg_fill);
        }
        if response.has_focus() {
            widgets::focus_ring(ui, rect, &tokens);
        }
        row_words(ui, scene, row, rect.shrink2(Vec2::new(6.0, 3.0)));
    }
    if response.clicked() {
        response.request_focus();
        let next = if open { None } else { Some(editing) };
        scene.ask(Command::SetEditing(next));
    }
    if response.has_focus() {
        move_by_key(ui, scene, &row.id);
    }
    if open {
        editor(ui, scene, &row.id);
        scroll_once(ui, scene, rect);
    }
}

/// Brings what was just opened into view, once.
fn scroll_once(ui: &Ui, scene: &Scene<'_>, row: egui::Rect) {
    let key = egui::Id::unique("last-opened");
    let last: Option<Editing> = ui.data(|d| d.get_temp(key)).flatten();
    if last != scene.state.editing {
        let whole = egui::Rect::from_min_max(row.min, ui.min_rect().max);
        ui.scroll_to_rect(whole, None);
        ui.data_mut(|d| d.insert_temp(key, scene.state.editing.clone()));
    }
}

fn row_words(ui: &Ui, scene: &Scene<'_>, row: &Row, rect: egui::Rect) {
    let tokens = scene.tokens;
    let painter = ui.painter();
    let amount = painter.layout_no_wrap(row.amount.clone(), tokens.body(), tokens.text);
    let room = rect.width() - amount.size().x - 8.0;
    let name = one_line(ui, &row.name, tokens.body(), tokens.text, room);
    let top = rect.top();
    painter.galley(rect.left_top(), name, tokens.text);
    painter.galley(egui::pos2(rect.right() - amount.size().x, top), amount, tokens.text);
    if !row.detail.is_empty() {
        let detail = one_line(ui, &row.detail, tokens.small(), tokens.quiet, rect.width());
        let y = rect.bottom() - detail.size().y;
        painter.galley(egui::pos2(rect.left(), y), detail, tokens.quiet);
    }
}

/// Words cut with an ellipsis where they do not fit in a line.
#[must_use]
pub fn one_line(
    ui: &Ui,
    text: &str,
    font: egui::FontId,
    color: egui::Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(0.0));
    ui.painter().layout_job(job)
}

/// Alt and an arrow move a holding past its neighbour.
fn move_by_key(ui: &Ui, scene: &mut Scene<'_>, id: &HoldingId) {
    for (key, direction) in [(egui::Key::ArrowUp, Direction::Up), (egui::Key::ArrowDown, Direction::Down)] {
        if ui.input_mut(|i| i.consume_key(egui::Modifiers::ALT, key)) {
            scene.edit(Edit::MoveHolding(id.clone(), direction));
        }
    }
}

fn card<R>(ui: &mut Ui, scene: &Scene<'_>, add: impl FnOnce(&mut Ui) -> R) -> R {
    let tokens = scene.tokens;
    let frame = egui::Frame::new()
        .fill(tokens.ground)
        .stroke(egui::Stroke::new(1.0, tokens.hairline))
        .corner_radius(6.0)
        .inner_margin(10.0);
    frame
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.set_width(ui.available_width());
            add(ui)
        })
        .inner
}

fn editor(ui: &mut Ui, scene: &mut Scene<'_>, id: &HoldingId) {
    let Some(holding) = scene.state.profile().holding(id).cloned() else { return };
    let tokens = scene.tokens;
    let frame_scene = Scene::new(scene.state, scene.texts);
    card(ui, &frame_scene, |ui| {
        let shown = scene.profile.holding(id).unwrap_or(&holding);
        let mut fields = form::fields(shown, &scene.profile, scene.texts, scene.money);
        if scene.money.hides() {
            fields = form::hidden(fields, scene.texts);
        }
        for field in &fields {
            form_view::field(ui, scene, &id.0, field, &|scene, input| {
                form::fill(&holding, field.key, input, scene.state.profile(), scene.texts, scene.money)
                    .map(Edit::UpdateHolding)
            });
        }
        if holding.kind.class() == crate::domain::holding::AssetClass::YenCoin {
            ui.label(widgets::quiet(scene.texts.l10n.msg_yen_coin_note(), &tokens));
        }
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let l = &scene.texts.l10n;
            let moves = [
                (Icon::MoveUp, l.msg_move_up(), Direction::Up),
                (Icon::MoveDown, l.msg_move_down(), Direction::Down),
            ];
            for (icon, name, direction) in moves {
                if widgets::icon_button(ui, &tokens, icon, &name, true).clicked() {
                    scene.edit(Edit::MoveHolding(id.clone(), direction));
                }
            }
            if widgets::icon_button(ui, &tokens, Icon::Copy, &l.msg_duplicate(), true).clicked() {
                scene.edit(Edit::DuplicateHolding(id.clone()));
            }
            if widgets::icon_button(ui, &tokens, Icon::Delete, &l.msg_delete(), true).clicked() {
                scene.edit(Edit::DeleteHolding(id.clone()));
                scene.ask(Command::SetEditing(None));
            }
            close_button(ui, scene);
        });
    });
}

fn close_button(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let text = RichText::new(scene.texts.l10n.msg_close()).font(scene.tokens.small());
        if ui.button(text).clicked() {
            scene.ask(Command::SetEditing(None));
        }
    });
}

fn banks(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = scene.tokens;
    if scene.state.profile().banks.is_empty() {
        return;
    }
    ui.add_space(12.0);
    ui.label(widgets::bold(scene.texts.l10n.msg_banks_title(), &tokens));
    for bank in &scene.state.profile().banks {
        let editing = Editing::Bank(bank.id.clone());
        let open = scene.state.editing.as_ref() == Some(&editing);
        let height = 28.0 * tokens.scale;
        let (rect, response) =
            ui.allocate_exact_size(Vec2::new(ui.available_width(), height), egui::Sense::click());
        let shown = scene.profile.bank(&bank.id).map_or("", |b| b.name.as_str()).to_owned();
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, open, &shown));
        if response.hovered() || open {
            let fill = ui.style().interact_selectable(&response, open).weak_bg_fill;
            ui.painter().rect_filled(rect, 6.0, fill);
        }
        if response.has_focus() {
            widgets::focus_ring(ui, rect, &tokens);
        }
        let changed = bank.has_own_figures() || bank.set_off;
        let name = one_line(ui, &shown, tokens.body(), tokens.text, rect.width() - 30.0);
        let y = rect.center().y - name.size().y / 2.0;
        ui.painter().galley(egui::pos2(rect.left() + 6.0, y), name, tokens.text);
        if changed {
            ui.painter().circle_filled(rect.right_center() - Vec2::new(10.0, 0.0), 3.5, tokens.accent);
        }
        if response.clicked() {
            scene.ask(Command::SetEditing(if open { None } else { Some(editing) }));
        }
        if open {
            bank_editor(ui, scene, bank);
        }
    }
}

fn bank_editor(ui: &mut Ui, scene: &mut Scene<'_>, bank: &Bank) {
    let tokens = scene.tokens;
    let frame_scene = Scene::new(scene.state, scene.texts);
    card(ui, &frame_scene, |ui| {
        let l = &scene.texts.l10n;
        let shown = scene.profile.bank(&bank.id).unwrap_or(bank);
        let mut fields = bank_form::fields(shown, &scene.scenario, scene.texts);
        if scene.money.hides() {
            fields = form::hidden(fields, scene.texts);
        }
        for (i, field) in fields.iter().enumerate() {
            if i == 1 {
                let words = format!("{} — {}", l.msg_bank_own_figures(), l.msg_bank_own_hint());
                ui.label(widgets::quiet(words, &tokens));
            }
            form_view::field(ui, scene, &bank.id.0, field, &|scene, input| {
                bank_form::fill(bank, field.key, input, scene.texts).map(Edit::UpdateBank)
            });
        }
        ui.label(widgets::quiet(l.msg_bank_set_off_help(), &tokens));
        ui.horizontal(|ui| {
            let named = is_named(scene.state.profile(), &bank.id);
            let reason = if named { l.msg_bank_in_use() } else { l.msg_delete() };
            if widgets::icon_button(ui, &tokens, Icon::Delete, &reason, !named).clicked() {
                scene.edit(Edit::DeleteBank(bank.id.clone()));
                scene.ask(Command::SetEditing(None));
            }
            close_button(ui, scene);
        });
    });
}

/// Name, date and fiscal year of the company.
fn company(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = scene.tokens;
    let profile = std::sync::Arc::clone(scene.state.profile());
    let frame_scene = Scene::new(scene.state, scene.texts);
    card(ui, &frame_scene, |ui| {
        let l = &scene.texts.l10n;
        ui.label(widgets::bold(l.msg_company_title(), &tokens));
        let hidden = scene.money.hides();
        let name = form::Field {
            key: form::FieldKey::Name,
            label: l.msg_company_name(),
            control: form::Control::Text {
                value: scene.profile.company.clone(),
                hint: String::new(),
                figure: false,
            },
            locked: hidden.then(|| l.msg_hide_locked()),
        };
        form_view::field(ui, scene, "company", &name, &|_, input| match input {
            form::Input::Text(text) => Ok(Edit::RenameCompany(text.clone())),
            _ => Err(String::new()),
        });
        ui.label(widgets::quiet(l.msg_as_of(), &tokens));
        ui.horizontal(|ui| {
            let years: Vec<String> = (1900..=2200).map(|y| y.to_string()).collect();
            let months: Vec<String> = (1..=12).map(|m| l.msg_month_of_year(m)).collect();
            let year = usize::from(profile.as_of.year().saturating_sub(1900));
            let month = usize::from(profile.as_of.month().saturating_sub(1));
            let picked_year =
                ui.push_id("year", |ui| widgets::choice(ui, &l.msg_as_of(), &years, year, 80.0)).inner;
            let picked_month =
                ui.push_id("month", |ui| widgets::choice(ui, &l.msg_as_of(), &months, month, 90.0)).inner;
            if picked_year.or(picked_month).is_some() {
                let year = u16::try_from(picked_year.unwrap_or(year)).unwrap_or(0).saturating_add(1900);
                let month = u8::try_from(picked_month.unwrap_or(month)).unwrap_or(0).saturating_add(1);
                if let Ok(as_of) = CalendarMonth::new(year, month) {
                    scene.edit(Edit::SetAsOf(as_of));
                }
            }
        });
        ui.label(widgets::quiet(l.msg_fiscal_year_end(), &tokens));
        let months: Vec<String> = (1..=12).map(|m| l.msg_month_of_year(m)).collect();
        let end = usize::from(profile.fiscal_year_end.saturating_sub(1));
        if let Some(i) = widgets::choice(ui, &l.msg_fiscal_year_end(), &months, end, 120.0) {
            scene.edit(Edit::SetFiscalYearEnd(u8::try_from(i).unwrap_or(0).saturating_add(1)));
        }
        ui.horizontal(|ui| close_button(ui, scene));
    });
}
