//! Draws parts: shaded faces with dark edges, or edges alone as on a drawing.

use super::camera::Camera;
use super::canvas::Canvas;
use super::view::View;
use crate::models::part::Body;
use crate::models::scene::Use;
use crate::models::space::{Vector, add, dot, unit};

/// How much nearer edges are than they are, in metres.
const EDGE_BIAS: f64 = 0.0004;
/// Pixels of depth between neighbours that make an outline.
const JUMP: f64 = 10.0;
const EDGE: [u8; 3] = [38, 42, 48];

/// The colour that replaces the first part's; number 0 replaces nothing.
pub fn tint(number: u8) -> Option<[u8; 3]> {
    match number {
        1 => Some([201, 84, 74]),
        2 => Some([104, 157, 106]),
        3 => Some([222, 165, 62]),
        4 => Some([88, 110, 168]),
        5 => Some([120, 124, 130]),
        _ => None,
    }
}

/// Twice the size, halved at the end: smooth edges.
const ZOOM: f64 = 2.0;

/// A PNG with a transparent background. Hidden parts are left out; translucent ones are drawn last and let through.
pub fn png(uses: &[Use], view: &View) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, u32::from(view.width), u32::from(view.height));
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().ok()?.write_image_data(&pixels(uses, view)).ok()?;
    Some(bytes)
}

/// Red, green, blue and opacity of each pixel.
pub fn pixels(uses: &[Use], view: &View) -> Vec<u8> {
    let shown: Vec<_> = uses.iter().filter(|used| !used.hidden).collect();
    let points = shown.iter().flat_map(|used| used.part.points().map(|point| used.at.point(point)));
    let camera = Camera::of(view, points, ZOOM);
    let mut canvas = Canvas::new(usize::from(view.width) * 2, usize::from(view.height) * 2);
    let (opaque, translucent): (Vec<&Use>, Vec<&Use>) =
        shown.into_iter().partition(|used| used.part.opacity == 255);
    for used in opaque.into_iter().chain(translucent) {
        faces(&mut canvas, &camera, used, view.line_drawing);
        if view.edges || used.part.body == Body::Wire {
            edges(&mut canvas, &camera, used, view.line_drawing);
        }
    }
    if view.line_drawing {
        canvas.outline(JUMP * camera.pixel(), EDGE);
    }
    canvas.halved()
}

fn faces(canvas: &mut Canvas, camera: &Camera, used: &Use, line_drawing: bool) {
    let (light, part, at) = (camera.light(), &used.part, &used.at);
    for triangle in &part.mesh.triangles {
        let Some(corners) = part.mesh.corners(*triangle) else { continue };
        let [na, nb, nc] = triangle
            .map(|vertex| at.direction(part.mesh.normals.get(vertex as usize).copied().unwrap_or_default()));
        let seen = corners.map(|corner| camera.project(at.point(corner)));
        // Closed parts: what looks away is behind something. Surfaces have two sides.
        let away = looks_away(seen);
        if away && part.body.is_closed() {
            continue;
        }
        let side = if away { -1.0 } else { 1.0 };
        canvas.triangle(seen, part.opacity, |[u, v, w]| {
            let normal = unit(add(add(na.map(|part| part * u), nb, v), nc, w)).map(|part| part * side);
            if line_drawing { [255; 3] } else { shade(part.color, normal, light, camera.towards) }
        });
    }
}

/// Whether a triangle's corners are clockwise on the picture, whose rows count downwards.
fn looks_away([[ax, ay, _], [bx, by, _], [cx, cy, _]]: [Vector; 3]) -> bool {
    (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) >= 0.0
}

/// Ambient light, a lamp beside the eye, a little shine.
fn shade(color: [u8; 3], normal: Vector, light: Vector, eye: Vector) -> [u8; 3] {
    let diffuse = dot(normal, light).max(0.0);
    let shine = dot(normal, unit(add(light, eye, 1.0))).max(0.0).powi(24) * 45.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255")]
    color.map(|channel| (f64::from(channel) * (0.42 + 0.68 * diffuse) + shine).clamp(0.0, 255.0) as u8)
}

fn edges(canvas: &mut Canvas, camera: &Camera, used: &Use, thick: bool) {
    let color = if used.part.body == Body::Wire { used.part.color } else { EDGE };
    for edge in &used.part.mesh.edges {
        for pair in edge.windows(2) {
            if let [a, b] = pair {
                let [a, b] = [a, b].map(|point| camera.project(used.at.point(*point)));
                canvas.line(a, b, EDGE_BIAS, color, thick);
            }
        }
    }
}
