/** What a document may cost. Files come from strangers: each number is where this browser stops going along. */

/** Bytes of a file. */
export const MAX_BYTES = 300e6;
/** Pages that are shown of a document; a file can claim any number. */
export const MAX_PAGES = 20_000;
/** Side of a page at 100 %, in CSS pixels (5 m): larger pages are shown as if they were drawn to a smaller scale. */
export const MAX_SIDE = 20_000;
/** Pixels of a picture inside a document, or of a picture that is the document. */
export const MAX_PICTURE = 120e6;
/** Pixels of a canvas that holds a whole page. */
export const MAX_WHOLE = 8e6;
/** Pixels of a canvas that holds the part in sight; what iOS gives one canvas. */
export const MAX_PART = 16e6;
/** Side of any canvas, in pixels. */
export const MAX_CANVAS_SIDE = 8192;
/** Height of everything in CSS pixels: beyond about 17 million, Firefox no longer scrolls. */
export const MAX_HEIGHT = 15e6;
/** Smallest and largest zoom; 1 is 100 %. */
export const MIN_ZOOM = 0.05;
export const MAX_ZOOM = 16;
/** Milliseconds for opening a document, or for drawing a page while somebody looks. */
export const PATIENCE = 60_000;
/** Characters of a page's text that are handed to screen readers. */
export const MAX_TEXT = 20_000;
/** Pixels of a printed page: an A3 sheet at 200 dots an inch. */
export const MAX_PRINTED = 8e6;
