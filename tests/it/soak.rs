//! A long day's use of the window: sliders dragged, views changed, numbers
//! explained, figures, chance, holdings edited, everything undone. Over and
//! over, and the memory it takes does not grow.
//!
//! A default run goes through the script once; `FORELOCK_WHOLE=1` goes on for
//! 10^5 frames and measures, and has to be run alone:
//! `FORELOCK_WHOLE=1 cargo test --test it soak -- --nocapture`.

use std::sync::Arc;

use egui::{Key, Modifiers, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, By, Queryable};
use forelock::app::Command;
use forelock::app::prefs::{Figures, Numeraire, Shown, Theme, View};
use forelock::app::state::Editing;
use forelock::text::Lang;
use forelock::ui::shell::Shell;

use crate::support::dice::Dice;
use crate::support::whole;
use crate::support::window::{state, window};

/// What is measured.
const FRAMES: usize = 100_000;
/// Before it, so that everything kept is kept: fonts, layouts, steps to undo,
/// and what the allocator holds back of all that was given back. Memory still
/// rises up to about here.
const WARM: usize = 40_000;

/// Frames memory is averaged over, at the beginning and at the end.
const MEASURED: usize = 10_000;

/// The memory the process takes, in pages; nothing where the system does not
/// say.
fn resident() -> Option<u64> {
    let said = std::fs::read_to_string("/proc/self/statm").ok()?;
    said.split_whitespace().nth(1)?.parse().ok()
}

struct User {
    harness: Harness<'static, Shell>,
    dice: Dice,
    frames: usize,
    memory: Vec<(usize, u64)>,
}

impl User {
    fn new() -> Self {
        let mut state = state("machine_maker", Lang::Ja, Theme::Light, View::Projection);
        // No dialog of the system is to open.
        state.picking = Some(state.document);
        let harness = window(state, [1280.0, 800.0], 1.0);
        Self { harness, dice: Dice::new(3), frames: 0, memory: Vec::new() }
    }

    fn frame(&mut self) {
        self.harness.step();
        self.frames += 1;
        if self.frames.is_multiple_of(250)
            && let Some(pages) = resident()
        {
            self.memory.push((self.frames, pages));
            if self.frames.is_multiple_of(5_000) {
                println!("{} frames, {} KiB", self.frames, pages * 4);
            }
        }
    }

    fn take(&mut self, command: Command) {
        self.harness.state_mut().take(command);
        self.frame();
        self.frame();
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.frame();
    }

    /// Drags one of the sliders in sight to and fro.
    fn drag(&mut self) {
        let slider =
            |node: &AccessKitNode<'_>| node.role() == egui::Role::Slider && node.data().bounds().is_some();
        let rails: Vec<_> =
            self.harness.query_all(By::new().predicate(slider)).map(|node| node.rect()).collect();
        let screen = self.harness.ctx.content_rect();
        let rails: Vec<_> = rails.into_iter().filter(|rail| screen.contains_rect(*rail)).collect();
        if rails.is_empty() {
            return self.frame();
        }
        let rail = *self.dice.one(&rails);
        let at = |share: f32| Pos2::new(rail.left() + rail.width() * share, rail.center().y);
        let mut share = self.dice.share();
        self.harness.drag_at(at(share));
        self.frame();
        for _ in 0..15 {
            share = (share + (self.dice.share() - 0.5) / 4.0).clamp(0.0, 1.0);
            self.harness.hover_at(at(share));
            self.frame();
        }
        self.harness.drop_at(at(share));
        self.frame();
    }

    /// Once through the script.
    fn round(&mut self) {
        for view in View::ALL {
            self.take(Command::SetView(view));
            self.drag();
            self.press(Modifiers::COMMAND, Key::E);
            self.frame();
            self.take(Command::ShowFigures(Figures::Closed));
        }
        self.take(Command::SetView(View::Projection));
        self.explained();
        self.take(Command::SetShown(Shown::Chance));
        self.drag();
        self.take(Command::SetShown(Shown::WhatIf));
        for measure in [Numeraire::NominalYen, Numeraire::Dollars] {
            self.take(Command::SetNumeraire(measure));
        }
        self.take(Command::SetNumeraire(Numeraire::RealYen));
        self.edited();
        for lang in [Lang::En, Lang::Ja] {
            self.take(Command::SetLang(lang));
        }
        self.take(Command::ShowGlossary(None));
        self.take(Command::CloseDialog);
        while self.harness.state().state().history.can_undo() {
            self.press(Modifiers::COMMAND, Key::Z);
        }
    }

    /// Opens the explanation of a number on screen and closes it again.
    fn explained(&mut self) {
        let button =
            |node: &AccessKitNode<'_>| node.role() == egui::Role::Button && node.data().bounds().is_some();
        let chart = |node: &AccessKitNode<'_>| node.role() == egui::Role::Image || button(node);
        let places: Vec<_> =
            self.harness.query_all(By::new().predicate(chart)).map(|node| node.rect()).collect();
        let middle = places.into_iter().filter(|rect| (300.0..900.0).contains(&rect.center().x));
        if let Some(rect) = middle.max_by(|a, b| a.area().total_cmp(&b.area())) {
            self.harness.hover_at(rect.center());
            self.frame();
            self.harness.drag_at(rect.center());
            self.harness.drop_at(rect.center());
            self.frame();
        }
        self.frame();
        self.press(Modifiers::NONE, Key::Escape);
        self.take(Command::Explain(None));
    }

    /// Opens a holding, types another amount, closes it.
    fn edited(&mut self) {
        let lines = &self.harness.state().state().profile().holdings;
        let id = self.dice.one(lines).id.clone();
        self.take(Command::SetEditing(Some(Editing::Holding(id))));
        let field = |node: &AccessKitNode<'_>| {
            node.role() == egui::Role::TextInput && node.label().as_deref() == Some("金額")
        };
        let place = self.harness.query_all(By::new().predicate(field)).next().map(|node| node.rect());
        if let Some(rect) = place {
            self.harness.drag_at(rect.center());
            self.harness.drop_at(rect.center());
            self.frame();
            self.harness.event(egui::Event::Text("7".to_owned()));
            self.frame();
        }
        self.take(Command::SetEditing(None));
    }

    /// The memory taken on average in a stretch of frames, in MiB.
    fn mean(&self, frames: std::ops::Range<usize>) -> Option<f64> {
        let pages: Vec<u64> =
            self.memory.iter().filter(|(frame, _)| frames.contains(frame)).map(|(_, pages)| *pages).collect();
        let count = u32::try_from(pages.len()).ok().filter(|count| *count > 0)?;
        let sum = u32::try_from(pages.iter().sum::<u64>()).ok()?;
        Some(f64::from(sum) / f64::from(count) / 256.0)
    }
}

#[test]
fn a_long_day_takes_no_more_memory_than_its_beginning() {
    let mut user = User::new();
    let start = Arc::clone(user.harness.state().state().profile());
    let begun = std::time::Instant::now();
    loop {
        user.round();
        let state = user.harness.state().state();
        assert_eq!(*state.profile(), start, "everything is undone");
        assert!(state.history.can_redo(), "something was done");
        if !whole() || user.frames >= FRAMES + MEASURED {
            break;
        }
    }
    println!("{} frames, {:?}", user.frames, begun.elapsed());
    assert!(user.frames > 200, "{} frames", user.frames);
    if whole() && resident().is_some() {
        for from in (0..user.frames).step_by(10_000) {
            println!("frames {from}…: {:.1} MiB", user.mean(from..from + 10_000).unwrap_or(0.0));
        }
        let first = user.mean(WARM..WARM + MEASURED).expect("measured after the beginning");
        let last = user.mean(FRAMES..usize::MAX).expect("measured at the end");
        println!("{first:.1} MiB after the beginning, {last:.1} MiB at the end");
        assert!(last < first * 1.05, "memory grew from {first:.1} to {last:.1} MiB");
    }
}
