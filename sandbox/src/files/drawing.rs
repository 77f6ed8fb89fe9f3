//! A drawing as PDF: a sheet of A3 with three views, one with the isometric one and one with notes, each with a frame and
//! a title block. Edges are lines and words are text, as in a drawing's real PDF.

use crate::models::scene::Use;
use crate::models::space::{Vector, dot};
use crate::picture;
use crate::picture::view::View;
use crate::world::id::Id;
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str};

/// A view on a sheet.
#[derive(Clone, Copy, Debug)]
pub struct SheetView {
    /// As it is called.
    pub name: &'static str,
    /// The sheet, counted from 0.
    pub sheet: usize,
    /// Its middle on the sheet, in points.
    pub middle: [f32; 2],
    /// Its size on the sheet, in points.
    pub size: [f32; 2],
}

/// The sheet's size in points: A3, lying.
pub const SHEET: [f32; 2] = [1_190.55, 841.89];

/// How many sheets there are; the last has no view.
const SHEETS: i32 = 3;

/// More lines than these make a file that nobody wants: such a view is a picture.
const LINES: usize = 30_000;

/// What is on the sheets.
pub const VIEWS: [SheetView; 4] = [
    SheetView { name: "front", sheet: 0, middle: [325.0, 270.0], size: [480.0, 325.0] },
    SheetView { name: "top", sheet: 0, middle: [325.0, 620.0], size: [480.0, 325.0] },
    SheetView { name: "right", sheet: 0, middle: [860.0, 350.0], size: [480.0, 325.0] },
    SheetView { name: "isometric", sheet: 1, middle: [595.0, 470.0], size: [900.0, 620.0] },
];

/// What the last sheet says.
const NOTES: [&str; 6] = [
    "NOTES",
    "1. All dimensions in millimetres.",
    "2. General tolerances: ISO 2768-mK.",
    "3. Break sharp edges 0.2 to 0.5.",
    "4. Surface: free of burrs, oil and scale.",
    "5. <b>This is not markup.</b>",
];

impl SheetView {
    /// The id of the view in this drawing.
    pub fn id(&self, drawing: Id) -> Id {
        Id::of("drawing-view", format_args!("{drawing}/{}", self.name))
    }
}

/// The PDF of a drawing. `box_size` is that of the model in metres.
pub fn pdf(name: &str, uses: &[Use], box_size: Vector) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let (catalog, tree, font) = (Ref::new(1), Ref::new(2), Ref::new(3));
    let sheets = SHEETS;
    let points = |used: &Use| used.part.mesh.edges.iter().map(Vec::len).sum::<usize>();
    let as_pictures = uses.iter().map(points).sum::<usize>() > LINES;
    let page_of = |sheet: i32| Ref::new(10 + sheet * 10);
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids((0..sheets).map(page_of)).count(sheets);
    pdf.type1_font(font).base_font(Name(b"Helvetica"));
    for sheet in 0..sheets {
        let content_id = Ref::new(page_of(sheet).get() + 1);
        let mut page = pdf.page(page_of(sheet));
        let [width, height] = SHEET;
        page.parent(tree).media_box(Rect::new(0.0, 0.0, width, height)).contents(content_id);
        let mut resources = page.resources();
        resources.fonts().pair(Name(b"F"), font);
        let views: Vec<_> = VIEWS.iter().filter(|view| i32::try_from(view.sheet) == Ok(sheet)).collect();
        let mut objects = resources.x_objects();
        for (number, view) in (0_i32..).zip(&views).filter(|_| as_pictures) {
            objects.pair(Name(view.name.as_bytes()), Ref::new(content_id.get() + 1 + number));
        }
        objects.finish();
        resources.finish();
        page.finish();
        let mut content = Content::new();
        frame(&mut content, name, sheet, sheets, box_size);
        for (number, view) in (0_i32..).zip(&views) {
            let id = Ref::new(content_id.get() + 1 + number);
            draw(&mut pdf, &mut content, as_pictures.then_some(id), view, uses);
        }
        if views.is_empty() {
            for (line, note) in (0_u8..).zip(NOTES) {
                write(&mut content, [60.0, height - 90.0 - 22.0 * f32::from(line)], 13.0, note);
            }
        }
        pdf.stream(content_id, &content.finish());
    }
    pdf.finish()
}

fn frame(content: &mut Content, name: &str, sheet: i32, sheets: i32, [x, y, z]: Vector) {
    let [width, height] = SHEET;
    content.set_line_width(1.2).rect(20.0, 20.0, width - 40.0, height - 40.0).stroke();
    content.set_line_width(0.6).rect(width - 300.0, 20.0, 280.0, 60.0).stroke();
    content.move_to(width - 300.0, 50.0).line_to(width - 20.0, 50.0).stroke();
    // Helvetica's own encoding has Latin letters only.
    let latin: String =
        name.chars().map(|letter| if letter.is_ascii() { letter } else { '?' }).take(44).collect();
    let size = format!("{:.1} x {:.1} x {:.1} mm", x * 1e3, y * 1e3, z * 1e3);
    write(content, [width - 292.0, 60.0], 11.0, &latin);
    write(content, [width - 292.0, 32.0], 9.0, &format!("{size}    Sheet {} of {sheets}", sheet + 1));
}

fn write(content: &mut Content, [x, y]: [f32; 2], size: f32, text: &str) {
    content.begin_text().set_font(Name(b"F"), size).next_line(x, y).show(Str(text.as_bytes())).end_text();
}

/// A view: the edges of what is shown as lines, with the width of it all below; or, as the object of this id, a picture of
/// three pixels a point.
fn draw(pdf: &mut Pdf, content: &mut Content, id: Option<Ref>, view: &SheetView, uses: &[Use]) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of the table above")]
    let [width, height] = view.size.map(|points| (points * 3.0) as u16);
    let Some(from) = View::parse(view.name, width, height) else { return };
    let ([x, y], [w, h]) = (view.middle, view.size);
    write(content, [x - w / 2.0, y - h / 2.0 - 26.0], 9.0, view.name);
    let Some(id) = id else {
        outline(content, view, &edges(uses, &from));
        return;
    };
    let Some(pixels) = picture::gray(uses, &View { line_drawing: true, ..from }) else { return };
    let mut image = pdf.image_xobject(id, &pixels);
    image.width(i32::from(width)).height(i32::from(height)).bits_per_component(8);
    image.color_space().device_gray();
    image.finish();
    content.save_state().transform([w, 0.0, 0.0, h, x - w / 2.0, y - h / 2.0]);
    content.x_object(Name(view.name.as_bytes())).restore_state();
}

/// The edges as they are seen from there: to the right and upwards, in metres.
fn edges(uses: &[Use], from: &View) -> Vec<Vec<[f64; 2]>> {
    let seen = |used: &Use, point: &Vector| {
        let point = used.at.point(*point);
        [dot(from.right, point), dot(from.up, point)]
    };
    let of = |used: &Use| -> Vec<Vec<[f64; 2]>> {
        used.part.mesh.edges.iter().map(|edge| edge.iter().map(|point| seen(used, point)).collect()).collect()
    };
    uses.iter().filter(|used| !used.hidden).flat_map(of).collect()
}

/// Draws lines so that they fill the view, and a dimension below them.
#[expect(clippy::many_single_char_names, reason = "places and sizes on a sheet")]
fn outline(content: &mut Content, view: &SheetView, lines: &[Vec<[f64; 2]>]) {
    let points = || lines.iter().flatten().copied();
    let side = |pick: fn([f64; 2]) -> f64| {
        let (low, high) =
            points().map(pick).fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
        (low, high)
    };
    if points().next().is_none() {
        return;
    }
    let ((left, right), (bottom, top)) = (side(|[u, _]| u), side(|[_, v]| v));
    let ([x, y], [w, h]) = (view.middle, view.size);
    let room = |points: f32, metres: f64| f64::from(points) / metres.max(1e-6);
    let scale = room(w, right - left).min(room(h, top - bottom));
    #[expect(clippy::cast_possible_truncation, reason = "PDF has no other numbers")]
    let place = |[u, v]: [f64; 2]| {
        let (across, up) =
            ((u - f64::midpoint(left, right)) * scale, (v - f64::midpoint(bottom, top)) * scale);
        [x + across as f32, y + up as f32]
    };
    content.set_line_width(0.5);
    for line in lines {
        let mut points = line.iter().map(|point| place(*point));
        let Some([u, v]) = points.next() else { continue };
        content.move_to(u, v);
        for [u, v] in points {
            content.line_to(u, v);
        }
        content.stroke();
    }
    let ([from, low], [to, _]) = (place([left, bottom]), place([right, bottom]));
    let below = low - 12.0;
    content.set_line_width(0.3).move_to(from, below).line_to(to, below);
    for end in [from, to] {
        content.move_to(end, below - 4.0).line_to(end, below + 4.0);
    }
    content.stroke();
    write(
        content,
        [f32::midpoint(from, to) - 14.0, below + 2.0],
        8.0,
        &format!("{:.1}", (right - left) * 1e3),
    );
}
