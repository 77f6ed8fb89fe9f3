//! A drawing as PDF: a sheet of A4 for each three views and one for the isometric one, with a frame and a title block.

use crate::models::scene::Use;
use crate::models::space::Vector;
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

/// The sheet's size in points: A4, lying.
pub const SHEET: [f32; 2] = [842.0, 595.0];

/// What is on the sheets.
pub const VIEWS: [SheetView; 4] = [
    SheetView { name: "front", sheet: 0, middle: [230.0, 190.0], size: [340.0, 230.0] },
    SheetView { name: "top", sheet: 0, middle: [230.0, 430.0], size: [340.0, 230.0] },
    SheetView { name: "right", sheet: 0, middle: [610.0, 250.0], size: [340.0, 230.0] },
    SheetView { name: "isometric", sheet: 1, middle: [421.0, 330.0], size: [640.0, 440.0] },
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
    let sheets = 2_i32;
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
        for (number, view) in (0_i32..).zip(&views) {
            objects.pair(Name(view.name.as_bytes()), Ref::new(content_id.get() + 1 + number));
        }
        objects.finish();
        resources.finish();
        page.finish();
        let mut content = Content::new();
        frame(&mut content, name, sheet, sheets, box_size);
        for (number, view) in (0_i32..).zip(&views) {
            let id = Ref::new(content_id.get() + 1 + number);
            draw(&mut pdf, &mut content, id, view, uses);
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

/// A view: the rendering with hidden lines removed, as a picture of three pixels a point.
fn draw(pdf: &mut Pdf, content: &mut Content, id: Ref, view: &SheetView, uses: &[Use]) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of the table above")]
    let [width, height] = view.size.map(|points| (points * 3.0) as u16);
    let Some(from) = View::parse(view.name, width, height) else { return };
    let Some(pixels) = picture::gray(uses, &View { line_drawing: true, ..from }) else { return };
    let mut image = pdf.image_xobject(id, &pixels);
    image.width(i32::from(width)).height(i32::from(height)).bits_per_component(8);
    image.color_space().device_gray();
    image.finish();
    let ([x, y], [w, h]) = (view.middle, view.size);
    content.save_state().transform([w, 0.0, 0.0, h, x - w / 2.0, y - h / 2.0]);
    content.x_object(Name(view.name.as_bytes())).restore_state();
    write(content, [x - w / 2.0, y - h / 2.0 - 10.0], 9.0, view.name);
}
