//! The right panel: ready-made scenarios, choices, sliders.

use eframe::egui;
use egui::{RichText, ScrollArea, Ui};

use super::icons::{self, Icon};
use super::scene::{Scene, end_gesture};
use super::{correlation_view, draft, slider_row, term_links, widgets};
use crate::app::Edit;
use crate::app::edit::Choice;
use crate::data::presets::Preset;
use crate::domain::origin::Knob;
use crate::domain::param::{Param, ParamGroup};
use crate::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, LossOrder, Scenario};
use crate::text::Word;
use crate::text::number;
use crate::view_model::{entry, headline, money, plan};

/// Draws the panel.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = scene.tokens;
    header(ui, scene);
    ScrollArea::vertical().id_salt("what-if").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        presets(ui, scene);
        widgets::hairline(ui, &tokens);
        slider_row::show(ui, scene, Param::Horizon);
        for group in ParamGroup::ALL {
            section(ui, scene, group);
        }
        ui.add_space(16.0);
        widgets::follow_focus(ui, "what-if");
    });
}

fn header(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = scene.tokens;
    ui.horizontal(|ui| {
        ui.label(RichText::new(scene.texts.l10n.msg_what_if()).font(tokens.section()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let world = scene.scenario.without_plan();
            let changed = world.moved().len();
            let text = RichText::new(scene.texts.l10n.msg_reset_all()).font(tokens.small());
            let untouched = world == Scenario::named(scene.scenario.name.clone());
            let about = scene.texts.l10n.msg_reset_all_about();
            let button = ui.add_enabled(!untouched, egui::Button::new(text));
            if button.on_hover_text(&about).on_disabled_hover_text(&about).clicked() {
                scene.edit(Edit::ResetAll);
            }
            if changed > 0 {
                let count = i64::try_from(changed).unwrap_or(i64::MAX);
                ui.label(widgets::quiet(scene.texts.l10n.msg_changed_count(count), &tokens));
            }
        });
    });
    ui.add_space(4.0);
}

/// Eight buttons of one size, in two columns: bad news for every side alike.
fn presets(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = scene.tokens;
    ui.label(widgets::quiet(scene.texts.l10n.msg_presets(), &tokens));
    let width = (ui.available_width() - 8.0) / 2.0;
    let size = egui::vec2(width, tokens.control - 2.0);
    let height = (size.y + 6.0) * 4.0;
    let (area, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), height), egui::Sense::hover());
    for (i, preset) in (0_u8..).zip(Preset::ALL) {
        let place = egui::vec2(f32::from(i % 2) * (width + 8.0), f32::from(i / 2) * (size.y + 6.0));
        let label = scene.texts.preset(preset.key(), Word::Label).to_owned();
        let help = scene.texts.preset(preset.key(), Word::Help).to_owned();
        let on = preset.apply(&scene.scenario) == *scene.scenario;
        let font = widgets::fitting(ui, &label, tokens.small(), width - 20.0, &tokens);
        let button = egui::Button::new(RichText::new(label).font(font)).selected(on).truncate();
        let rect = egui::Rect::from_min_size(area.min + place, size);
        if ui.put(rect, button).on_hover_text(help).clicked() {
            scene.edit(Edit::ApplyPreset(preset));
        }
    }
}

/// Whether a section stands open before anybody touched it.
const fn open_at_first(group: ParamGroup) -> bool {
    matches!(group, ParamGroup::Default | ParamGroup::Currency | ParamGroup::Crypto)
}

fn section_id(group: ParamGroup) -> egui::Id {
    egui::Id::unique(("section", group.key()))
}

/// The section something that can be moved stands in; the horizon in none.
fn section_of(knob: Knob) -> Option<ParamGroup> {
    Some(match knob {
        Knob::Param(Param::Horizon) => return None,
        Knob::Param(param) => param.group(),
        Knob::Default | Knob::Terms => ParamGroup::Default,
        Knob::LossOrder | Knob::SettlementAlways => ParamGroup::Banks,
        Knob::ExchangeRecovery => Param::ExchangeLoss.group(),
        Knob::InflationYear(_) => Param::Inflation.group(),
        Knob::Correlation(_) => ParamGroup::Chance,
    })
}

/// Shows the slider of a number and gives it the focus: its section opens, its
/// panel too if it was hidden.
pub fn go_to(ctx: &egui::Context, param: Param) {
    super::shell::show_panel(ctx, false);
    ctx.data_mut(|d| d.insert_temp(section_id(param.group()), true));
    slider_row::focus_next_time(ctx, param);
    ctx.request_repaint();
}

fn section(ui: &mut Ui, scene: &mut Scene<'_>, group: ParamGroup) {
    let tokens = scene.tokens;
    let title = scene.texts.group(group, Word::Label).to_owned();
    let key = section_id(group);
    let open: bool = ui.data(|d| d.get_temp(key)).unwrap_or(open_at_first(group));
    widgets::hairline(ui, &tokens);
    let size = egui::vec2(ui.available_width(), tokens.control);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::DisclosureTriangle, true, &title);
        info.selected = Some(open);
        info
    });
    if response.clicked() {
        ui.data_mut(|d| d.insert_temp(key, !open));
    }
    let left_out = group == ParamGroup::Plan && !scene.scenario.plan_leave_out.is_empty();
    let changed = left_out || scene.scenario.moved().keys().any(|knob| section_of(*knob) == Some(group));
    let painter = ui.painter();
    painter.text(rect.left_center(), egui::Align2::LEFT_CENTER, &title, tokens.body_bold(), tokens.text);
    let arrow =
        egui::Rect::from_center_size(rect.right_center() - egui::vec2(12.0, 0.0), egui::vec2(16.0, 16.0));
    icons::paint(painter, arrow, if open { Icon::Down } else { Icon::Right }, tokens.quiet, 0.8);
    if changed {
        painter.circle_filled(rect.right_center() - egui::vec2(32.0, 0.0), 3.5, tokens.accent);
    }
    if response.has_focus() {
        widgets::focus_ring(ui, rect, &tokens);
    }
    if open {
        contents(ui, scene, group);
    }
    response.on_hover_text(scene.texts.group(group, Word::Help));
}

fn contents(ui: &mut Ui, scene: &mut Scene<'_>, group: ParamGroup) {
    match group {
        ParamGroup::Default => default_choices(ui, scene),
        ParamGroup::Banks => bank_choices(ui, scene),
        _ => {}
    }
    for &param in Param::ALL.iter().filter(|p| p.group() == group && **p != Param::Horizon) {
        if param == Param::LevyReachCash {
            ui.label(widgets::bold(scene.texts.l10n.msg_levy_reach(), &scene.tokens));
        }
        slider_row::show(ui, scene, param);
        if param == Param::ExchangeLoss {
            exchange_choice(ui, scene);
        }
        if param == Param::Inflation {
            inflation_years(ui, scene);
        }
    }
    if group == ParamGroup::Chance {
        correlation_view::show(ui, scene);
    }
    if group == ParamGroup::Plan {
        plan_deposits(ui, scene);
    }
}

/// Which deposits the plan may touch.
fn plan_deposits(ui: &mut Ui, scene: &mut Scene<'_>) {
    let small = scene.tokens.small();
    let l = &scene.texts.l10n;
    ui.label(widgets::bold(l.msg_plan_touches(), &scene.tokens));
    let deposits = plan::deposits(&scene.profile);
    if deposits.is_empty() {
        ui.label(widgets::quiet(l.msg_plan_no_deposits(), &scene.tokens));
    }
    for deposit in deposits {
        let mut touched = deposit.touched;
        if ui.checkbox(&mut touched, RichText::new(deposit.name).font(small.clone())).changed() {
            scene.edit(Edit::PlanTouches(deposit.id, touched));
        }
    }
    ui.add_space(6.0);
    ui.label(widgets::quiet(scene.texts.l10n.msg_plan_everywhere(), &scene.tokens));
    let reset = egui::Button::new(RichText::new(scene.texts.l10n.msg_plan_reset()).font(small));
    if ui.add_enabled(!scene.profile.plan.is_default(), reset).clicked() {
        scene.edit(Edit::ResetPlan);
    }
    ui.add_space(6.0);
}

/// The label of a choice, with an (i) that shows what it means and, where it
/// was moved, a dot.
fn choice_title(ui: &mut Ui, scene: &mut Scene<'_>, (label, help): (&str, &str), knob: Knob) {
    let tokens = scene.tokens;
    let key = egui::Id::unique(("about-choice", label));
    let open: bool = ui.data(|d| d.get_temp(key)).unwrap_or(false);
    let height = 22.0 * tokens.scale;
    let size = egui::vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.set_min_size(size);
        let name = scene.texts.l10n.msg_info_about(label);
        let square = egui::Vec2::splat(height);
        if widgets::sized_icon_button(ui, &tokens, Icon::Info, &name, true, square).clicked() {
            ui.data_mut(|d| d.insert_temp(key, !open));
        }
        if scene.scenario.moved().contains_key(&knob) {
            let (dot, _) = ui.allocate_exact_size(egui::Vec2::splat(8.0), egui::Sense::hover());
            ui.painter().circle_filled(dot.center(), 3.5, tokens.accent);
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.add(egui::Label::new(widgets::quiet(label, &tokens)).truncate());
        });
    });
    if open {
        ui.label(RichText::new(help).font(tokens.small()));
        term_links::of(ui, scene, help);
    }
}

fn labelled_choice(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    (label, help, knob): (&str, &str, Knob),
    options: &[String],
    selected: usize,
) -> Option<usize> {
    choice_title(ui, scene, (label, help), knob);
    let width = ui.available_width() - 8.0;
    let picked = widgets::choice(ui, label, options, selected, width);
    ui.add_space(6.0);
    picked
}

fn default_choices(ui: &mut Ui, scene: &mut Scene<'_>) {
    let l = &scene.texts.l10n;
    let modes = [DefaultMode::Off, DefaultMode::InMonth, DefaultMode::Random];
    let on = modes.iter().position(|m| *m == scene.scenario.default).unwrap_or(0);
    let options = [l.msg_default_off(), l.msg_default_in_month(), l.msg_default_random()];
    if let Some(i) = labelled_choice(
        ui,
        scene,
        (&l.msg_default_switch(), &l.msg_default_switch_help(), Knob::Default),
        &options,
        on,
    ) && let Some(&mode) = modes.get(i)
    {
        scene.edit(Edit::Choose(Choice::Default(mode)));
    }
    if scene.scenario.default == DefaultMode::Random {
        // The odds themselves stand with the others, far below.
        let odds = money::percent(scene.scenario.get(Param::Hazard));
        let words = RichText::new(l.msg_default_random_odds(odds)).font(scene.tokens.small());
        if ui.button(words).clicked() {
            go_to(ui.ctx(), Param::Hazard);
        }
    }
    let exchange = scene.scenario.terms == DefaultTerms::Exchange;
    let options = [l.msg_terms_haircut(), l.msg_terms_exchange()];
    if let Some(i) = labelled_choice(
        ui,
        scene,
        (&l.msg_terms(), &l.msg_terms_help(), Knob::Terms),
        &options,
        usize::from(exchange),
    ) {
        let terms = if i == 1 { DefaultTerms::Exchange } else { DefaultTerms::Haircut };
        scene.edit(Edit::Choose(Choice::Terms(terms)));
    }
    if exchange {
        let haircut = number::percent(headline::market_haircut(&scene.scenario), 1);
        ui.label(widgets::quiet(l.msg_terms_result(haircut), &scene.tokens));
    }
}

fn bank_choices(ui: &mut Ui, scene: &mut Scene<'_>) {
    let l = &scene.texts.l10n;
    let orders = [LossOrder::PariPassu, LossOrder::UninsuredFirst, LossOrder::UniformLevy];
    let options = [l.msg_order_pari_passu(), l.msg_order_uninsured_first(), l.msg_order_uniform_levy()];
    let selected = orders.iter().position(|o| *o == scene.scenario.loss_order).unwrap_or(0);
    if let Some(order) = labelled_choice(
        ui,
        scene,
        (&l.msg_loss_order(), &l.msg_loss_order_help(), Knob::LossOrder),
        &options,
        selected,
    )
    .and_then(|i| orders.get(i).copied())
    {
        scene.edit(Edit::Choose(Choice::LossOrder(order)));
    }
    let settlement = (l.msg_settlement_title(), l.msg_settlement_always_help());
    choice_title(ui, scene, (&settlement.0, &settlement.1), Knob::SettlementAlways);
    let mut always = scene.scenario.settlement_always_honoured;
    if ui.checkbox(&mut always, RichText::new(l.msg_settlement_always()).font(scene.tokens.small())).changed()
    {
        scene.edit(Edit::Choose(Choice::SettlementAlways(always)));
    }
    let own = scene.state.profile().banks.iter().filter(|b| b.has_own_figures()).count();
    if own > 0 {
        let count = i64::try_from(own).unwrap_or(i64::MAX);
        ui.label(widgets::quiet(l.msg_banks_with_own(count), &scene.tokens));
    }
}

fn exchange_choice(ui: &mut Ui, scene: &mut Scene<'_>) {
    let l = &scene.texts.l10n;
    let kinds = [ExchangeRecovery::InKind, ExchangeRecovery::DollarsOfFailureDate];
    let options = [l.msg_recovery_in_kind(), l.msg_recovery_dollars()];
    let selected = kinds.iter().position(|k| *k == scene.scenario.exchange_recovery).unwrap_or(0);
    if let Some(kind) = labelled_choice(
        ui,
        scene,
        (&l.msg_exchange_recovery(), &l.msg_exchange_recovery_help(), Knob::ExchangeRecovery),
        &options,
        selected,
    )
    .and_then(|i| kinds.get(i).copied())
    {
        scene.edit(Edit::Choose(Choice::ExchangeRecovery(kind)));
    }
}

/// Inflation of single years: a short list, each year with its own rate.
fn inflation_years(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    ui.label(widgets::quiet(l.msg_inflation_years(), &tokens));
    let years: Vec<_> = scene.scenario.inflation_by_year.iter().map(|(y, r)| (*y, *r)).collect();
    for (year, rate) in &years {
        ui.horizontal(|ui| {
            let name = l.msg_inflation_year(*year);
            ui.add_sized(
                egui::vec2(96.0, tokens.control - 6.0),
                egui::Label::new(RichText::new(&name).font(tokens.small())),
            );
            inflation_field(ui, scene, *year, *rate, &name);
            ui.label(widgets::quiet("%", &tokens));
            let delete = l.msg_labelled(l.msg_delete(), &name);
            if widgets::icon_button(ui, &tokens, Icon::Close, &delete, true).clicked() {
                scene.edit(Edit::SetInflationYear(*year, None));
            }
        });
    }
    let next = (1..=30).find(|y| !scene.scenario.inflation_by_year.contains_key(y));
    let add = RichText::new(l.msg_inflation_years_add()).font(tokens.small());
    if let Some(year) = next
        && ui.button(add).clicked()
    {
        let rate = scene.scenario.get(Param::Inflation);
        scene.edit(Edit::SetInflationYear(year, Some(rate)));
    }
    ui.add_space(6.0);
}

fn inflation_field(ui: &mut Ui, scene: &mut Scene<'_>, year: u8, rate: rust_decimal::Decimal, name: &str) {
    let key = egui::Id::unique(("inflation-year", year));
    let model = entry::editable_percent(rate);
    let mut text = draft::current(ui, key, &model).unwrap_or_else(|| model.clone());
    let field = egui::TextEdit::singleline(&mut text).desired_width(64.0).align(egui::Align2::RIGHT_CENTER);
    let response = ui.add(field);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name.to_owned()));
    let range = Param::Inflation.hard();
    let read = entry::percent(&text, range.low, range.high, scene.texts);
    if response.changed() {
        draft::keep(ui, key, &text, &model, read.is_ok());
        if let Ok(rate) = &read {
            scene.edit_while(ui.ctx(), response.id, Edit::SetInflationYear(year, Some(*rate)));
        }
    }
    if response.lost_focus() {
        if read.is_ok() || ui.input(|i| i.key_pressed(egui::Key::Escape)) {
            draft::forget(ui, key);
        }
        end_gesture(ui.ctx(), response.id);
    }
    if let Err(sentence) = read {
        ui.label(RichText::new(sentence).font(scene.tokens.small()).color(scene.tokens.loss));
    }
}
