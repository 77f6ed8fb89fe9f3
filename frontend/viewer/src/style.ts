import css from './style.css';

/** What makes a sheet of a text once: a constructed sheet is the one way that a strict `style-src` leaves. */
export function sheetOf(css: string): () => CSSStyleSheet {
  let sheet: CSSStyleSheet | undefined;
  return () => {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
    }
    return sheet;
  };
}

/** One sheet for all viewers. */
export const styleSheet = sheetOf(css);
