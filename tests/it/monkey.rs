//! Somebody who presses anything: what a screen reader can ask for, the
//! pointer, the wheel, keys, typed and pasted text, another size of window.
//! Nothing ends the program, no step is lost, nothing that is no figure is
//! drawn or said, and what the window makes of a company is always sound.
//!
//! A default run does part of it; `FORELOCK_WHOLE=1` does 10^5 events. The
//! seeds are fixed; what is worked out on other threads comes when it comes.
//! No dialog of the system opens, and nothing is written.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, TouchPhase};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, By, NodeT, Queryable};
use forelock::app::command::Document;
use forelock::app::prefs::{Theme, View};
use forelock::app::sample_names;
use forelock::app::{Command, State};
use forelock::domain::profile::Profile;
use forelock::domain::validate::{ProblemKind, problems};
use forelock::store::write_profile;
use forelock::text::Lang;
use forelock::ui::shell::Shell;

use crate::support::dice::Dice;
use crate::support::onscreen::{all_texts, not_figures};
use crate::support::pressed::{MOVED, PLAIN, TYPED, WITH_CONTROL};
use crate::support::whole;
use crate::support::window::{state, window};

/// Events of one session: fewer than the steps that can be undone.
const EVENTS: usize = 250;
const SAMPLES: [&str; 3] = ["machine_maker", "inn", "trading"];
/// The last are what the smallest window is once everything in it is enlarged.
const SIZES: [[f32; 2]; 6] =
    [[1280.0, 800.0], [1280.0, 800.0], [960.0, 640.0], [1920.0, 1080.0], [700.0, 480.0], [480.0, 320.0]];

/// Panics on threads beside the window, which end no test by themselves.
static ELSEWHERE: AtomicU64 = AtomicU64::new(0);

fn watch_other_threads() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if std::thread::current().name().is_none() {
                ELSEWHERE.fetch_add(1, Ordering::SeqCst);
            }
            usual(info);
        }));
    });
}

/// What was done, shown when something breaks.
struct Trail {
    seed: u64,
    done: Vec<String>,
}

impl Drop for Trail {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let last = self.done.iter().skip(self.done.len().saturating_sub(25));
            println!("seed {}, event {}, the last of them:", self.seed, self.done.len());
            last.for_each(|done| println!("  {done}"));
        }
    }
}

struct Monkey {
    dice: Dice,
    harness: Harness<'static, Shell>,
    pointer: Pos2,
    held: bool,
    document: Document,
    start: Arc<Profile>,
    sound: Arc<Profile>,
    /// How often the company was another one after an event.
    changes: usize,
    trail: Trail,
}

impl Monkey {
    fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let (lang, theme) = (*dice.one(&[Lang::Ja, Lang::En]), *dice.one(Theme::ALL.as_slice()));
        let mut state = state(dice.one::<&str>(&SAMPLES), lang, theme, *dice.one(View::ALL.as_slice()));
        // As if a dialog of the system were open: no second one opens.
        state.picking = Some(state.document);
        let (start, document) = (Arc::clone(state.profile()), state.document);
        let size = *dice.one(&SIZES);
        let harness = window(state, size, 1.0);
        // What somebody types need not be in the fonts.
        harness.ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
        Self {
            harness,
            dice,
            pointer: Pos2::ZERO,
            held: false,
            document,
            sound: Arc::clone(&start),
            start,
            changes: 0,
            trail: Trail { seed, done: Vec::new() },
        }
    }

    fn state(&self) -> &State {
        self.harness.state().state()
    }

    fn event(&mut self) {
        let done = match self.dice.below(100) {
            0..35 => self.asked(),
            35..65 => self.pointed(),
            65..83 => self.key(),
            83..91 => self.typed(),
            91..96 => self.wheel(),
            _ => self.window(),
        };
        self.trail.done.push(done);
        self.harness.step();
        self.look();
    }

    /// What a screen reader can ask of something on screen.
    fn asked(&mut self) -> String {
        let shown = |node: &AccessKitNode<'_>| node.data().bounds().is_some() && is_control(node);
        let nodes: Vec<_> = self.harness.query_all(By::new().predicate(shown)).collect();
        if nodes.is_empty() {
            return "nothing to ask of".to_owned();
        }
        // A kind of control first, so that many buttons leave room for the
        // few sliders and fields.
        let kind = self.dice.one(&nodes).accesskit_node().role();
        let kind = if self.dice.below(2) == 0 { *self.dice.one(&MOVED) } else { kind };
        let of_kind: Vec<_> = nodes.iter().filter(|node| node.accesskit_node().role() == kind).collect();
        let node = if of_kind.is_empty() { *self.dice.one(&nodes) } else { **self.dice.one(&of_kind) };
        let data = node.accesskit_node();
        let what = format!("{:?} “{}”", data.role(), data.label().unwrap_or_default());
        let (low, high) = (data.min_numeric_value().unwrap_or(0.0), data.max_numeric_value().unwrap_or(1.0));
        let share = f64::from(self.dice.share());
        match self.dice.below(12) {
            0..5 => {
                node.click_accesskit();
                format!("asked for a click: {what}")
            }
            5 => {
                node.focus();
                format!("focus: {what}")
            }
            6 => {
                node.increment_accesskit();
                format!("more: {what}")
            }
            7 => {
                node.decrement_accesskit();
                format!("less: {what}")
            }
            8 | 9 => {
                let value = *self.dice.one(&[low, high, low + (high - low) * share, 1.0e300, -1.0e300]);
                node.set_value_accesskit(value);
                format!("{value} for {what}")
            }
            10 => {
                let text = *self.dice.one(&TYPED);
                node.set_text_value_accesskit(text);
                format!("“{text}” for {what}")
            }
            _ => {
                node.scroll_to_me();
                node.click();
                format!("scrolled to and clicked: {what}")
            }
        }
    }

    /// The pointer, at something or anywhere; a press may become a drag.
    fn pointed(&mut self) -> String {
        let size = self.harness.ctx.content_rect().size();
        let anywhere = Pos2::new(self.dice.share() * size.x, self.dice.share() * size.y);
        let kind = *self.dice.one(&MOVED);
        let some_kind = self.dice.below(2) == 0;
        let inside = |node: &AccessKitNode<'_>| {
            node.data().bounds().is_some() && is_control(node) && (!some_kind || node.role() == kind)
        };
        let places: Vec<_> =
            self.harness.query_all(By::new().predicate(inside)).map(|node| node.rect()).collect();
        let at_something = !places.is_empty() && self.dice.below(3) > 0;
        self.pointer = if at_something {
            let rect = self.dice.one(&places);
            rect.lerp_inside(egui::vec2(self.dice.share(), self.dice.share()))
        } else {
            anywhere
        };
        self.harness.event(Event::PointerMoved(self.pointer));
        let button = *self.dice.one(&[
            PointerButton::Primary,
            PointerButton::Primary,
            PointerButton::Primary,
            PointerButton::Secondary,
        ]);
        let modifiers =
            *self.dice.one(&[Modifiers::NONE, Modifiers::NONE, Modifiers::SHIFT, Modifiers::COMMAND]);
        let presses: &[bool] = match (self.held, self.dice.below(4)) {
            (false, 0) => &[true],
            (false, 1) => &[],
            (false, 2) => &[true, false, true, false],
            (false, _) => &[true, false],
            (true, 0) => &[false],
            (true, _) => &[],
        };
        let pos = self.pointer;
        for &pressed in presses {
            // What is held is let go with the button it was pressed with.
            let button = if presses.len() > 1 { button } else { PointerButton::Primary };
            self.harness.event(Event::PointerButton { pos, button, pressed, modifiers });
            self.held = pressed;
        }
        format!("pointer at {pos:?}, presses {presses:?}")
    }

    fn key(&mut self) -> String {
        let (modifiers, key) = match self.dice.below(40) {
            // What leaves the company, now and then.
            0 => (Modifiers::COMMAND, *self.dice.one(&[Key::N, Key::O, Key::Q, Key::S])),
            1..10 => (Modifiers::COMMAND, *self.dice.one(&WITH_CONTROL)),
            10..20 => (
                *self.dice.one(&[Modifiers::SHIFT, Modifiers::ALT, Modifiers::COMMAND | Modifiers::SHIFT]),
                *self.dice.one(&WITH_CONTROL),
            ),
            _ => (
                *self.dice.one(&[Modifiers::NONE, Modifiers::NONE, Modifiers::SHIFT]),
                *self.dice.one(&PLAIN),
            ),
        };
        self.harness.key_press_modifiers(modifiers, key);
        format!("key {modifiers:?} {key:?}")
    }

    fn typed(&mut self) -> String {
        let text = (*self.dice.one(&TYPED)).to_owned();
        let event = match self.dice.below(4) {
            0 => Event::Paste(text.clone()),
            1 => Event::Ime(egui::ImeEvent::Commit(text.clone())),
            _ => Event::Text(text.clone()),
        };
        self.harness.event(event);
        format!("typed “{text}”")
    }

    fn wheel(&mut self) -> String {
        let by = *self.dice.one(&[1.0, -1.0, 7.0, -7.0, 400.0, -400.0]);
        let event = match self.dice.below(5) {
            0 => Event::Zoom(*self.dice.one(&[0.5, 0.9, 1.1, 2.0])),
            1 => Event::MouseWheel {
                unit: MouseWheelUnit::Line,
                delta: egui::vec2(0.0, by),
                phase: TouchPhase::Move,
                source: MouseWheelSource::Wheel,
                modifiers: Modifiers::COMMAND,
            },
            _ => Event::MouseWheel {
                unit: *self.dice.one(&[MouseWheelUnit::Line, MouseWheelUnit::Point, MouseWheelUnit::Page]),
                delta: egui::vec2(0.0, by),
                phase: TouchPhase::Move,
                source: MouseWheelSource::Wheel,
                modifiers: *self.dice.one(&[Modifiers::NONE, Modifiers::SHIFT]),
            },
        };
        self.harness.event(event.clone());
        format!("{event:?}")
    }

    /// The window itself: its size, the pointer or the focus out of it, the
    /// wish to close it.
    fn window(&mut self) -> String {
        match self.dice.below(6) {
            0 | 1 => {
                let size = *self.dice.one(&SIZES);
                self.harness.set_size(size.into());
                format!("size {size:?}")
            }
            2 => {
                self.harness.event(Event::PointerGone);
                "pointer gone".to_owned()
            }
            3 => {
                self.harness.event(Event::WindowFocused(false));
                self.harness.event(Event::WindowFocused(true));
                "focus lost and found".to_owned()
            }
            _ => {
                let command = if self.dice.below(2) == 0 { Command::Undo } else { Command::Redo };
                self.harness.state_mut().take(command.clone());
                format!("{command:?}")
            }
        }
    }

    /// Holds what is on screen, and the company, to what is always true.
    fn look(&mut self) {
        let found = not_figures(&all_texts(&self.harness));
        assert!(found.is_empty(), "no figures: {found:?}");
        let now = Arc::clone(self.state().profile());
        if !Arc::ptr_eq(&now, &self.sound) {
            for problem in problems(&now) {
                // A name that is too long is said when it is saved.
                assert!(matches!(problem.kind, ProblemKind::TooLong { .. }), "{problem}");
            }
            self.sound = now;
            self.changes += 1;
        }
        if self.state().document != self.document {
            // Another company: what was before it is gone, as was agreed.
            let mut history = self.state().history.clone();
            while history.undo() {}
            self.document = self.state().document;
            self.start = Arc::clone(history.now());
        }
    }

    /// Lets go of everything, then goes back to the beginning and forth again.
    fn back_and_forth(&mut self) -> usize {
        let pos = self.pointer;
        let let_go =
            |button| Event::PointerButton { pos, button, pressed: false, modifiers: Modifiers::NONE };
        self.harness.event(let_go(PointerButton::Primary));
        self.harness.step();
        self.look();
        let end = Arc::clone(self.state().profile());
        let mut steps = 0;
        while self.state().history.can_undo() {
            self.harness.state_mut().take(Command::Undo);
            steps += 1;
            if steps % 10 == 0 {
                self.harness.step();
                self.look();
            }
        }
        assert!(steps <= EVENTS * 2, "{steps} steps: too many to compare with the beginning");
        assert_same(self.state().profile(), &self.start, "undone to the beginning");
        for _ in 0..steps {
            self.harness.state_mut().take(Command::Redo);
        }
        assert_same(self.state().profile(), &end, "redone to the end");
        self.harness.step();
        self.look();
        steps
    }
}

/// The same but for which scenario is in front, which is no step; also who
/// set what, where it can be written.
fn assert_same(a: &Profile, b: &Profile, what: &str) {
    // A sample speaks the language of the window, which is no step either.
    let spoken = |profile: &Profile| {
        let mut profile = profile.clone();
        for key in SAMPLES {
            sample_names::speak(&mut profile, key, Lang::Ja);
        }
        profile
    };
    let (a, other) = (&spoken(a), spoken(&Profile { active: a.active, ..b.clone() }));
    assert_eq!(*a, other, "{what}");
    assert_eq!(write_profile(a).ok(), write_profile(&other).ok(), "{what}: who set what");
}

fn is_control(node: &AccessKitNode<'_>) -> bool {
    use egui::accesskit::Action;
    let data = node.data();
    [Action::Click, Action::Focus, Action::Increment, Action::SetValue]
        .into_iter()
        .any(|a| data.supports_action(a))
}

#[test]
fn whatever_is_pressed_nothing_breaks_and_no_step_is_lost() {
    watch_other_threads();
    let sessions = if whole() { 100_000 / EVENTS } else { 4 };
    let (mut events, mut changes, mut steps, begun) = (0, 0, 0, std::time::Instant::now());
    for seed in 0..sessions {
        let mut monkey = Monkey::new(u64::try_from(seed).expect("a small number"));
        for _ in 0..EVENTS {
            monkey.event();
        }
        events += EVENTS;
        changes += monkey.changes;
        steps += monkey.back_and_forth();
        let elsewhere = ELSEWHERE.load(Ordering::SeqCst);
        assert_eq!(elsewhere, 0, "a thread beside the window ended early, seed {seed}");
        if whole() && seed % 10 == 9 {
            println!("{events} events, {changes} changes, {steps} steps so far");
        }
    }
    println!(
        "{events} events, {sessions} seeds, {changes} changes, {steps} steps undone and redone, {:?}",
        begun.elapsed()
    );
    assert!(changes > sessions * 10 && steps > sessions * 3, "{changes} changes, {steps} steps");
}
