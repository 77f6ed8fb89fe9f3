import css from './style.css';

let sheet: CSSStyleSheet | undefined;

/** One sheet for all: a constructed one is the one way that a strict `style-src` leaves. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
