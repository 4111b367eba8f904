//! Small signs drawn as lines, because the fonts lack them.

use eframe::egui;
use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2};

/// A sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named for what it means")]
pub enum Icon {
    Undo,
    Redo,
    Reset,
    Down,
    Right,
    Left,
    Play,
    Pause,
    Plus,
    Close,
    MoveUp,
    MoveDown,
    Copy,
    Delete,
    Info,
    Help,
    Eye,
    EyeShut,
    LeftPanel,
    RightPanel,
}

/// Draws a sign in the middle of `rect`, 14 points wide times `scale`.
pub fn paint(painter: &Painter, rect: Rect, icon: Icon, color: Color32, scale: f32) {
    let r = 7.0 * scale;
    let stroke = Stroke::new(1.5 * scale, color);
    let at = |x: f32, y: f32| rect.center() + Vec2::new(x, y) * r;
    let line = |points: &[(f32, f32)]| {
        let points: Vec<Pos2> = points.iter().map(|&(x, y)| at(x, y)).collect();
        painter.add(Shape::line(points, stroke));
    };
    match icon {
        Icon::Undo => {
            line(&arc(0.0, 0.1, 0.7, -200.0, 60.0));
            line(&[(-1.0, -0.35), (-0.66, 0.25), (-0.1, -0.15)]);
        }
        Icon::Redo => {
            let mirrored: Vec<(f32, f32)> =
                arc(0.0, 0.1, 0.7, -200.0, 60.0).into_iter().map(|(x, y)| (-x, y)).collect();
            line(&mirrored);
            line(&[(1.0, -0.35), (0.66, 0.25), (0.1, -0.15)]);
        }
        Icon::Reset => {
            line(&arc(0.0, 0.0, 0.75, -60.0, 220.0));
            line(&[(0.75, -0.95), (0.42, -0.62), (0.85, -0.3)]);
        }
        Icon::Down => line(&[(-0.55, -0.25), (0.0, 0.35), (0.55, -0.25)]),
        Icon::Right => line(&[(-0.25, -0.55), (0.35, 0.0), (-0.25, 0.55)]),
        Icon::Left | Icon::Play | Icon::Pause => running(icon).iter().for_each(|points| line(points)),
        Icon::Plus => {
            line(&[(-0.7, 0.0), (0.7, 0.0)]);
            line(&[(0.0, -0.7), (0.0, 0.7)]);
        }
        Icon::Close => {
            line(&[(-0.55, -0.55), (0.55, 0.55)]);
            line(&[(-0.55, 0.55), (0.55, -0.55)]);
        }
        Icon::MoveUp => {
            line(&[(0.0, 0.75), (0.0, -0.7)]);
            line(&[(-0.5, -0.2), (0.0, -0.75), (0.5, -0.2)]);
        }
        Icon::MoveDown => {
            line(&[(0.0, -0.75), (0.0, 0.7)]);
            line(&[(-0.5, 0.2), (0.0, 0.75), (0.5, 0.2)]);
        }
        Icon::Copy => {
            line(&[(-0.75, -0.3), (0.3, -0.3), (0.3, 0.75), (-0.75, 0.75), (-0.75, -0.3)]);
            line(&[(-0.3, -0.5), (-0.3, -0.75), (0.75, -0.75), (0.75, 0.3), (0.5, 0.3)]);
        }
        Icon::Delete => {
            line(&[(-0.8, -0.5), (0.8, -0.5)]);
            line(&[(-0.3, -0.5), (-0.3, -0.8), (0.3, -0.8), (0.3, -0.5)]);
            line(&[(-0.6, -0.5), (-0.5, 0.8), (0.5, 0.8), (0.6, -0.5)]);
        }
        Icon::Info | Icon::Help => {
            painter.circle_stroke(rect.center(), r, Stroke::new(1.2 * scale, color));
            let dot = |y: f32| painter.circle_filled(at(0.0, y), 1.1 * scale, color);
            if icon == Icon::Info {
                dot(-0.45);
                line(&[(0.0, -0.1), (0.0, 0.55)]);
            } else {
                line(&[(-0.3, -0.25), (-0.2, -0.5), (0.1, -0.55), (0.3, -0.3), (0.0, 0.0), (0.0, 0.2)]);
                dot(0.5);
            }
        }
        Icon::Eye | Icon::EyeShut => eye(line, painter, rect, (r, color, icon == Icon::EyeShut)),
        Icon::LeftPanel | Icon::RightPanel => {
            let frame = Rect::from_center_size(rect.center(), Vec2::new(2.0, 1.5) * r);
            painter.rect_stroke(frame, 2.0, stroke, egui::StrokeKind::Middle);
            let x = if icon == Icon::LeftPanel { -0.35 } else { 0.35 };
            line(&[(x, -0.75), (x, 0.75)]);
        }
    }
}

/// An open eye, or one struck through.
fn eye(
    line: impl Fn(&[(f32, f32)]),
    painter: &Painter,
    rect: Rect,
    (r, color, struck): (f32, Color32, bool),
) {
    for lid in [-1.0, 1.0] {
        line(&[(-1.0, 0.0), (-0.55, 0.42 * lid), (0.0, 0.58 * lid), (0.55, 0.42 * lid), (1.0, 0.0)]);
    }
    painter.circle_filled(rect.center(), 0.3 * r, color);
    if struck {
        line(&[(-0.8, 0.85), (0.8, -0.85)]);
    }
}

/// Going back, running on, standing still.
const fn running(icon: Icon) -> &'static [&'static [(f32, f32)]] {
    match icon {
        Icon::Play => &[&[(-0.45, -0.7), (0.65, 0.0), (-0.45, 0.7), (-0.45, -0.7)]],
        Icon::Pause => &[&[(-0.35, -0.65), (-0.35, 0.65)], &[(0.35, -0.65), (0.35, 0.65)]],
        _ => &[&[(0.25, -0.55), (-0.35, 0.0), (0.25, 0.55)]],
    }
}

/// Points on a circle from one angle to another, in degrees, 0 to the right,
/// clockwise.
fn arc(x: f32, y: f32, radius: f32, from: f32, to: f32) -> Vec<(f32, f32)> {
    let steps: u8 = 14;
    (0..=steps)
        .map(|i| {
            let angle = (from + (to - from) * f32::from(i) / f32::from(steps)).to_radians();
            let p = pos2(x, y) + Vec2::angled(angle) * radius;
            (p.x, p.y)
        })
        .collect()
}
