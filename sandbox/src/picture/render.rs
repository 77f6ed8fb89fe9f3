//! Draws parts: shaded faces with dark edges, or edges alone as on a drawing.

use super::camera::Camera;
use super::canvas::Canvas;
use crate::models::part::Part;
use crate::models::space::{Transform, Vector, add, dot, unit};

/// How a picture looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Faces in the parts' colours.
    Shaded,
    /// White faces, black edges.
    Drawing,
}

/// How much nearer edges are than they are, in metres.
const EDGE_BIAS: f64 = 0.0004;
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

/// A PNG with a transparent background, drawn at twice the size.
pub fn png(parts: &[(Part, Transform)], style: Style, width: u16, height: u16) -> Option<Vec<u8>> {
    let points = parts.iter().flat_map(|(part, at)| part.mesh.positions.iter().map(|point| at.point(*point)));
    let camera = Camera::isometric(points, f64::from(width) * 2.0, f64::from(height) * 2.0);
    let mut canvas = Canvas::new(usize::from(width) * 2, usize::from(height) * 2);
    for (part, at) in parts {
        faces(&mut canvas, &camera, part, at, style);
        edges(&mut canvas, &camera, part, at);
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, u32::from(width), u32::from(height));
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().ok()?.write_image_data(&canvas.halved()).ok()?;
    Some(bytes)
}

fn faces(canvas: &mut Canvas, camera: &Camera, part: &Part, at: &Transform, style: Style) {
    let light = camera.light();
    for triangle in &part.mesh.triangles {
        let Some(corners) = part.mesh.corners(*triangle) else { continue };
        let [na, nb, nc] = triangle
            .map(|vertex| at.direction(part.mesh.normals.get(vertex as usize).copied().unwrap_or_default()));
        let seen = corners.map(|corner| camera.project(at.point(corner)));
        // The parts are closed: what looks away is behind something.
        if looks_away(seen) {
            continue;
        }
        canvas.triangle(seen, |[u, v, w]| {
            let normal = unit(add(add(na.map(|part| part * u), nb, v), nc, w));
            match style {
                Style::Shaded => shade(part.color, normal, light, camera.towards),
                Style::Drawing => [255; 3],
            }
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

fn edges(canvas: &mut Canvas, camera: &Camera, part: &Part, at: &Transform) {
    for edge in &part.mesh.edges {
        for pair in edge.windows(2) {
            if let [a, b] = pair {
                let [a, b] = [a, b].map(|point| camera.project(at.point(*point)));
                canvas.line(a, b, EDGE_BIAS, EDGE);
            }
        }
    }
}
