import css from './structure.css';

let sheet: CSSStyleSheet | undefined;

/** One sheet for all trees. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
