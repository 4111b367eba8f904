//! Undo and redo: whole profiles, one step a gesture.

use std::sync::Arc;

use crate::domain::profile::Profile;

/// A gesture: every edit that carries the same number is one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Gesture(pub u64);

/// The most steps remembered.
const MOST: usize = 500;

/// The profile as it is, and as it was before each step.
#[derive(Debug, Clone)]
pub struct History {
    now: Arc<Profile>,
    past: Vec<Arc<Profile>>,
    future: Vec<Arc<Profile>>,
    open: Option<Gesture>,
}

impl History {
    /// Starts with a profile and nothing to undo.
    #[must_use]
    pub fn new(profile: Profile) -> Self {
        Self { now: Arc::new(profile), past: Vec::new(), future: Vec::new(), open: None }
    }

    /// The profile as it is.
    #[must_use]
    pub fn now(&self) -> &Arc<Profile> {
        &self.now
    }

    /// Makes `next` the profile. The same gesture as last time joins its
    /// step; anything else, and `None`, begins a new one.
    pub fn change(&mut self, next: Profile, gesture: Option<Gesture>) {
        if next == *self.now {
            return;
        }
        let joins = gesture.is_some() && gesture == self.open;
        let before = std::mem::replace(&mut self.now, Arc::new(next));
        if !joins {
            self.past.push(before);
            if self.past.len() > MOST {
                self.past.remove(0);
            }
        }
        self.open = gesture;
        self.future.clear();
    }

    /// Changes what is not worth a step: the tab in front.
    pub fn change_silently(&mut self, next: Profile) {
        self.now = Arc::new(next);
        self.open = None;
    }

    /// Changes the profile and every step alike: what is no step itself, and
    /// must not come back by undoing one.
    pub fn change_throughout(&mut self, change: impl Fn(&mut Profile)) {
        let steps = self.past.iter_mut().chain(&mut self.future);
        steps.chain([&mut self.now]).for_each(|profile| change(Arc::make_mut(profile)));
    }

    /// Goes back one step; whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop() else { return false };
        let left = std::mem::replace(&mut self.now, before);
        self.bring_to_front(&left);
        self.future.push(left);
        self.open = None;
        true
    }

    /// Goes forward again; whether there was a step.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.future.pop() else { return false };
        let left = std::mem::replace(&mut self.now, after);
        self.bring_to_front(&left);
        self.past.push(left);
        self.open = None;
        true
    }

    /// Shows what a step changed: the one scenario that differs comes to the
    /// front, else the tab stays where the reader was.
    fn bring_to_front(&mut self, left: &Profile) {
        let (now, before) = (&self.now.scenarios, &left.scenarios);
        if now.len() != before.len() {
            return;
        }
        let mut differing = (0..now.len()).filter(|&i| now.get(i) != before.get(i));
        let front = match (differing.next(), differing.next()) {
            (Some(only), None) => only,
            _ => left.active,
        };
        if front != self.now.active {
            Arc::make_mut(&mut self.now).active = front;
        }
    }

    /// Whether there is a step to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::CalendarMonth;

    fn profile(name: &str) -> Profile {
        Profile::empty(name, CalendarMonth::new(2026, 10).unwrap(), "s")
    }

    #[test]
    fn a_gesture_is_one_step_and_back_is_where_it_began() {
        let mut h = History::new(profile("a"));
        for name in ["b", "c", "d"] {
            h.change(profile(name), Some(Gesture(1)));
        }
        h.change(profile("e"), Some(Gesture(2)));
        assert!(h.undo());
        assert_eq!(h.now().company, "d");
        assert!(h.undo());
        assert_eq!(h.now().company, "a");
        assert!(!h.undo());
        assert!(h.redo() && h.redo() && !h.redo());
        assert_eq!(h.now().company, "e");
    }

    #[test]
    fn a_change_after_undo_forgets_the_future() {
        let mut h = History::new(profile("a"));
        h.change(profile("b"), None);
        h.undo();
        h.change(profile("c"), None);
        assert!(!h.can_redo());
    }

    #[test]
    fn a_step_back_or_forth_shows_the_scenario_it_changed() {
        let mut first = profile("a");
        first.scenarios.push(crate::domain::scenario::Scenario::named("t"));
        let mut h = History::new(first.clone());
        let mut edited = first.clone();
        edited.scenarios[0].name = "changed".into();
        h.change(edited.clone(), None);
        edited.active = 1;
        h.change_silently(edited.clone());
        edited.scenarios[1].name = "changed too".into();
        h.change(edited, None);
        for (forward, front) in [(false, 1), (false, 0), (true, 0), (true, 1)] {
            assert!(if forward { h.redo() } else { h.undo() });
            assert_eq!(h.now().active, front, "{forward}");
        }
    }

    #[test]
    fn nothing_changed_is_no_step() {
        let mut h = History::new(profile("a"));
        h.change(profile("a"), None);
        assert!(!h.can_undo());
    }
}
