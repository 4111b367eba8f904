//! What stands in a text field while it is being typed and cannot, or not
//! yet, be taken over.

use eframe::egui;
use egui::{Id, Ui};

#[derive(Clone)]
struct Draft {
    text: String,
    /// What the model said when the draft was last known to fit it.
    model: String,
    /// What the model said before anything was typed.
    original: String,
    /// Whether the draft itself has just changed the model.
    changing: bool,
    /// The frame it was last shown in.
    shown: u64,
}

/// The draft of a field, unless the value was changed from elsewhere (undo, a
/// preset, another file) or the field was away in between.
#[must_use]
pub fn current(ui: &Ui, field: Id, model: &str) -> Option<String> {
    let frame = ui.ctx().cumulative_frame_nr();
    ui.data_mut(|data| {
        let mut draft: Draft = data.get_temp(field)?;
        if draft.changing {
            draft.changing = false;
            model.clone_into(&mut draft.model);
        }
        if draft.model != model || draft.shown.saturating_add(2) < frame {
            data.remove::<Draft>(field);
            return None;
        }
        draft.shown = frame;
        let text = draft.text.clone();
        data.insert_temp(field, draft);
        Some(text)
    })
}

/// What the model said before anything was typed: what it says again while
/// the draft cannot be read.
#[must_use]
pub fn original(ui: &Ui, field: Id, model: &str) -> String {
    let draft: Option<Draft> = ui.data(|data| data.get_temp(field));
    draft.map_or_else(|| model.to_owned(), |d| d.original)
}

/// Keeps what was typed. `taken` says that it changes the model.
pub fn keep(ui: &Ui, field: Id, text: &str, model: &str, taken: bool) {
    let shown = ui.ctx().cumulative_frame_nr();
    let original = original(ui, field, model);
    let draft = Draft { text: text.to_owned(), model: model.to_owned(), original, changing: taken, shown };
    ui.data_mut(|data| data.insert_temp(field, draft));
}

/// Lets the model's own text stand again.
pub fn forget(ui: &Ui, field: Id) {
    ui.data_mut(|data| data.remove::<Draft>(field));
}
