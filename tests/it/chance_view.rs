//! What is said and drawn of a simulation.

use forelock::app::prefs::{Prefs, Shown, Theme, View};
use forelock::app::state::State;
use forelock::domain::param::Param;
use forelock::engine::chance::result::{DOTS, Odds, Outlook};
use forelock::text::{Lang, Texts};
use forelock::view_model::fan::{FanView, fan_view};
use forelock::view_model::fan_tiles::odds_figure;
use rust_decimal::Decimal;

use crate::support::outlook::{default_by_chance, outlook};
use crate::support::window::state;

fn setting(lang: Lang) -> State {
    let mut state = state("machine_maker", lang, Theme::Light, View::Projection);
    // The scenario in which nothing is set to happen.
    let mut profile = state.profile().as_ref().clone();
    profile.active = 0;
    state.history.change(profile, None);
    state.recompute();
    state
}

fn view(state: &State, outlook: &Outlook) -> FanView {
    let prefs = Prefs { shown: Shown::Chance, ..state.prefs };
    fan_view(state.profile(), outlook, &Texts::new(state.prefs.lang), prefs)
}

#[test]
fn counts_of_dots_add_up_and_agree_with_the_probabilities() {
    let state = setting(Lang::En);
    let found = outlook(&state, true, 4_096);
    let shown = view(&state, &found);
    for (course, fan) in
        [(&shown.as_is, Some(&found.as_is)), (shown.plan.as_ref().unwrap(), found.plan.as_ref())]
    {
        let fan = fan.unwrap();
        assert_eq!(course.dots.len(), DOTS);
        assert_eq!(course.below_today + course.not_below_today(), DOTS);
        assert!(course.below_half <= course.below_today);
        let near = |count: usize, share: f64| {
            let count = f64::from(u8::try_from(count).unwrap());
            assert!((count - share * 50.0).abs() <= 0.5 + 1e-6, "{count} of 50, {share}");
        };
        near(course.below_half, fan.half.share);
        near(course.below_today, fan.real_loss.share);
    }
}

#[test]
fn the_axis_unit_divides_every_value_and_the_mean_is_shown_only_apart_from_the_median() {
    let state = setting(Lang::Ja);
    let mut found = outlook(&state, false, 4_096);
    let shown = view(&state, &found);
    assert_eq!(shown.unit.label, "億円");
    assert!((shown.today - found.as_is.today / 1e8).abs() < 1e-9);
    assert_eq!(shown.as_is.bands[4].last().copied(), found.as_is.net.quantiles[4].last().map(|v| v / 1e8));
    assert!(shown.as_is.mean.is_some());
    let rows = shown.cursor(120, &Texts::new(Lang::Ja));
    let labels: Vec<&str> = rows.iter().map(|r| r.label.as_str()).collect();
    assert_eq!(labels, ["95%", "75%", "中央値", "25%", "5%", "平均"]);
    found.as_is.net.mean = found.as_is.net.median().iter().map(|v| v * 1.009).collect();
    assert!(view(&state, &found).as_is.mean.is_none());
}

#[test]
fn the_sentence_counts_in_fifty_and_says_if() {
    let state = setting(Lang::Ja);
    let said = view(&state, &outlook(&state, false, 4_096)).headline;
    for part in [
        "もし値動きが仮定のとおりなら、",
        "10年後の実質純資産は50通りのうち45通りで",
        "通りで今の半分を下回ります。",
    ] {
        assert!(said.contains(part), "{said}");
    }
    let said = view(&state, &outlook(&state, true, 4_096)).headline;
    assert!(said.contains("（計画では"), "{said}");

    let state = setting(Lang::En);
    let said = view(&state, &outlook(&state, false, 4_096)).headline;
    for part in [
        "If prices vary as assumed, 45 of 50 possible outcomes for real net worth after 10 years range from ¥",
        " of 50 fall below half of today.",
    ] {
        assert!(said.contains(part), "{said}");
    }
    let said = view(&state, &outlook(&state, true, 4_096)).headline;
    // What may be gained and what may be lost, of both courses.
    assert_eq!(said.matches("(plan: ").count(), 2, "{said}");
    assert!(said.contains("45 of 50") && said.contains("below half of today in "), "{said}");
}

#[test]
fn a_default_set_or_possible_is_named_as_a_condition() {
    let mut state = setting(Lang::Ja);
    default_by_chance(&mut state);
    let said = view(&state, &outlook(&state, false, 4_096)).headline;
    assert!(
        said.starts_with("もし国債が毎年0.42%の確率で不履行となって37%減価し、値動きが仮定のとおりなら、"),
        "{said}"
    );
    let state = super::support::window::state("machine_maker", Lang::En, Theme::Light, View::Projection);
    let said = view(&state, &outlook(&state, false, 4_096)).headline;
    assert!(said.starts_with("If government bonds lose 60% in month 36, "), "{said}");
    assert!(said.contains(" and prices vary as assumed, "), "{said}");
}

/// Where a yearly rate is set an exchange fails by chance, and not in its month:
/// neither sentence nor chart says that it does.
#[test]
fn a_failure_by_chance_is_not_told_as_one_in_a_month() {
    for (lang, by_chance, in_month) in [
        (Lang::En, "an exchange fails by a chance of 5% a year (loss 80%)", "fails in month"),
        (Lang::Ja, "取引所が毎年5%の確率で破綻し（損失80%）", "36か月目に取引所"),
    ] {
        let mut state = setting(lang);
        set(&mut state, Param::ExchangeLoss, Decimal::new(8, 1));
        let shown = view(&state, &outlook(&state, false, 4_096));
        assert!(shown.headline.contains(in_month) && shown.events.len() == 1, "{}", shown.headline);
        set(&mut state, Param::ExchangeFailureRate, Decimal::new(5, 2));
        let shown = view(&state, &outlook(&state, false, 4_096));
        assert!(shown.headline.contains(by_chance), "{}", shown.headline);
        assert!(!shown.headline.contains(in_month) && shown.events.is_empty(), "{}", shown.headline);
    }
}

fn set(state: &mut State, param: Param, value: Decimal) {
    let mut profile = state.profile().as_ref().clone();
    let active = profile.active;
    if let Some(scenario) = profile.scenarios.get_mut(active) {
        scenario.set(param, value);
    }
    state.history.change(profile, None);
    state.recompute();
}

/// With a plan the sentence is long: a third condition and those after it are
/// counted, but a second one never is.
#[test]
fn two_conditions_are_spelled_out_with_a_plan_too_and_three_are_counted() {
    let mut state = super::support::window::state("machine_maker", Lang::En, Theme::Light, View::Projection);
    let said = |state: &forelock::app::State| view(state, &outlook(state, true, 4_096)).headline;
    set(&mut state, Param::Shock, Decimal::new(3, 1));
    let two = said(&state);
    assert!(two.contains("lose 60% in month 36, the yen loses 30%"), "{two}");
    assert!(!two.contains("more condition"), "{two}");
    set(&mut state, Param::Crash, Decimal::new(5, 1));
    let three = said(&state);
    assert!(three.contains("lose 60% in month 36, 2 more conditions hold and"), "{three}");
}

#[test]
fn nothing_about_chance_is_foretold() {
    for lang in [Lang::Ja, Lang::En] {
        let mut state = setting(lang);
        default_by_chance(&mut state);
        for plan in [false, true] {
            let shown = view(&state, &outlook(&state, plan, 4_096));
            let mut said = vec![shown.headline, shown.dots_note, shown.drawn];
            said.extend(shown.tiles.into_iter().flat_map(|t| [t.label, t.as_is.value, t.as_is.detail]));
            for text in said {
                assert!(!text.split(|c: char| !c.is_alphanumeric()).any(|w| w == "will"), "{text}");
                assert!(!text.contains("でしょう"), "{text}");
            }
        }
    }
}

#[test]
fn a_probability_has_its_error_and_both_sides_are_worded_alike() {
    let en = Texts::new(Lang::En);
    let ja = Texts::new(Lang::Ja);
    let say = |share: f64, error: f64, paths| odds_figure(Odds { share, error }, paths, &en);
    let cases = [
        (0.624, 0.0076, 4_096, "62.4% ± 0.8", "31 of 50"),
        (0.141, 0.0054, 4_096, "14.1% ± 0.5", "about 1 in 7"),
        (0.859, 0.0054, 4_096, "85.9% ± 0.5", "about 6 in 7"),
        (0.0, 0.0, 4_096, "< 0.08%", "in none of 4,096"),
        (0.0, 0.0, 65_536, "< 0.005%", "in none of 65,536"),
        (1.0, 0.0, 65_536, "> 99.995%", "in all 65,536"),
        (0.0, 0.0, 64, "< 5%", "in none of 64"),
        (0.004_1, 0.000_06, 1_000_000, "0.41% ± 0.01", "about 1 in 240"),
        (2.0 / 65_536.0, 0.000_021_6, 65_536, "0.003% ± 0.002", "about 1 in 33,000"),
        (1.0 - 1e-6, 1e-6, 1_000_000, "99.9999% ± 0.0001", "about 999,999 in 1,000,000"),
    ];
    for (share, error, paths, value, detail) in cases {
        let figure = say(share, error, paths);
        assert_eq!((figure.0.as_str(), figure.1.as_str()), (value, detail));
    }
    let figure = odds_figure(Odds { share: 0.141, error: 0.0054 }, 4_096, &ja);
    assert_eq!(figure.1, "約7通りに1通り");
}

#[test]
fn how_it_was_drawn_and_what_was_adjusted_is_said() {
    let state = setting(Lang::Ja);
    let mut found = outlook(&state, false, 4_096);
    assert_eq!(view(&state, &found).drawn, "4,096通り・種 1・Sobol列");
    assert_eq!(view(&state, &found).notice, None);
    found.correlations_adjusted = Some(0.034);
    assert!(view(&state, &found).notice.is_some_and(|n| n.contains("0.03")));
}

#[test]
fn where_net_worth_is_not_above_zero_no_half_of_it_is_spoken_of() {
    let state = setting(Lang::En);
    let mut found = outlook(&state, false, 4_096);
    found.as_is.today = -1e6;
    let shown = view(&state, &found);
    assert!(!shown.headline.contains("half"), "{}", shown.headline);
    assert!(shown.half.is_none() && !shown.can_log);
    assert_eq!(shown.tiles.iter().filter(|t| t.odds).count(), 2);
}

#[test]
fn amounts_in_a_sentence_are_no_finer_than_the_range_is_wide() {
    let mut state = setting(Lang::Ja);
    let mut found = outlook(&state, false, 4_096);
    for (level, value) in found.as_is.net.quantiles.iter_mut().zip([21.34e6, 4e7, 6e7, 1e8, 140.41e6]) {
        *level = vec![value; 121];
    }
    let said = view(&state, &found).headline;
    assert!(said.contains("2,100万円〜1億4,000万円"), "{said}");
    let mut profile = state.profile().as_ref().clone();
    profile.scenarios[0].set(Param::Horizon, Decimal::from(20));
    state.history.change(profile, None);
    // The words go by the simulation, not by what has been moved since.
    assert!(view(&state, &found).headline.contains("10年後"));
}
