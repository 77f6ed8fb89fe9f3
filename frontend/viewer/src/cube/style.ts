import css from './cube.css';

let sheet: CSSStyleSheet | undefined;

/** One sheet for all cubes. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
