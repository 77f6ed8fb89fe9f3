//! What stands in the uploaded texts: enough of each kind to try whoever shows it, scripts and formulas included.

/// Markdown with headings, lists, a table, code, links of every kind and a script.
pub const MARKDOWN: &str = "# Notes\n\nThe **gearbox** runs in oil.\n\n- Change it every 2,000 hours\n- Torque: 25 Nm\n\n\
    <script>alert('notes')</script>\n\n| Part | Number |\n|---|---|\n| Gear | GB-120 |\n| Shaft | GB-130 |\n\n\
    ## Links\n\n[A good one](https://example.com/oil?grade=5&pack=2), [a bad one](javascript:alert('link')), \
    [another](data:text/html,<script>alert('data')</script>) and <a href=\"javascript:alert('anchor')\">an anchor</a>.\n\n\
    ![A picture from elsewhere](https://example.com/track.png) <img src=x onerror=\"alert('picture')\">\n\n\
    1. Drain\n2. Fill with `0.8 l`\n   - slowly\n\n> Never open it while it runs.\n\n```\nn = 1500 / 3.5\n```\n\n\
    ### وصف\n\nنص من اليمين إلى اليسار.\n";

/// Plain text in several scripts, with what looks like markup.
pub const PLAIN: &str = "Read me first.\r\n\r\nGrüße, 你好, مرحبا, 🔩.\r\n<b>This is not markup.</b>\r\n";

/// A table with commas, quotes and formulas.
pub const CSV: &str = "Item,Part number,Name,Quantity\r\n1,GB-100,Plate,1\r\n2,GB-120,\"Gear, 20 teeth\",1\r\n\
    3,=1+1,\"A \"\"quoted\"\" name\",2\r\n4,@SUM(A1:A9),\"Two\r\nlines\",3\r\n\
    5,\"=HYPERLINK(\"\"https://example.com\"\")\",<img src=x onerror=alert('csv')>,4\r\n6,short\r\n";

/// The same with semicolons and decimal commas, and the mark that Excel puts in front of UTF-8.
pub const CSV_OF_SEMICOLONS: &str = "\u{feff}Pos.;Teilenummer;Benennung;Menge;Preis\r\n1;GB-100;Grundplatte;1;12,50\r\n\
    2;GB-120;\"Zahnrad; 20 Zähne\";1;8,75\r\n3;=1+1;\"Sechskantmutter \"\"M8\"\"\";12;0,15\r\n";

/// The same with tabs.
pub const CSV_OF_TABS: &str = "Item\tPart number\tName\tQuantity\n1\tGB-100\tPlate\t1\n2\tGB-120\tGear, 20 teeth\t1\n3\t=1+1\tNut\t12\n";

/// A picture with a script in it.
pub const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 40\" onload=\"alert('onload')\">\
    <script>alert('svg')</script><circle cx=\"20\" cy=\"20\" r=\"16\" fill=\"#1b5fcc\"/></svg>";

/// A page with a script in it.
pub const HTML: &str = "<!doctype html><title>Report</title><h1>Report</h1><script>alert('html')</script>\
    <img src=x onerror=\"alert('onerror')\">";

/// Bytes of the log.
const LOG: usize = 60_000_000;

/// 60 MB of numbered lines; the numbers begin again every thousand lines.
pub fn log() -> Vec<u8> {
    let line = |number: u16| {
        format!("{number:04} 2026-03-14T09:26:53Z spindle=1500 torque=24.8 temperature=61.3 ok\n")
    };
    let block = (0..1_000).map(line).collect::<Vec<_>>().concat();
    let mut bytes = block.repeat(LOG.div_ceil(block.len().max(1))).into_bytes();
    bytes.truncate(LOG);
    bytes
}
