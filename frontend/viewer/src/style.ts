/** The viewer's look. Colours come from the page's tokens; the fallbacks follow its `color-scheme`. */
const CSS = `
:host {
  display: block;
  position: relative;
  container-type: inline-size;
  min-block-size: 12rem;
  overflow: hidden;
  contain: layout paint style;
  background: linear-gradient(
    var(--canvas-top, light-dark(#fdfdfe, #3a414a)),
    var(--canvas-bottom, light-dark(#dbe1e9, #23282e)));
}
:host([hidden]), [hidden] { display: none !important; }
canvas, img {
  position: absolute;
  inset: 0;
  inline-size: 100%;
  block-size: 100%;
}
canvas {
  cursor: grab;
  touch-action: none;
  user-select: none;
  -webkit-user-select: none;
  outline: none;
  transition: opacity 160ms;
}
canvas:active { cursor: grabbing; }
canvas[inert] { opacity: 0; cursor: auto; }
canvas.stale { opacity: 0.35; }
canvas:focus-visible ~ .ring {
  position: absolute;
  inset: 0;
  border: 2px solid var(--accent, light-dark(#1a66d6, #7db3ff));
  pointer-events: none;
}
img { object-fit: contain; }
.toolbar {
  position: absolute;
  inset-block-end: 0.5rem;
  inset-inline-end: 0.5rem;
  display: flex;
  gap: 1px;
  padding: 2px;
  border: 1px solid var(--border, light-dark(#ccd3dc, #4b545f));
  border-radius: 8px;
  color: var(--text, light-dark(#2a323c, #e3e8ee));
  background: var(--surface, light-dark(#fff, #2b3138));
  box-shadow: 0 1px 3px rgb(0 0 0 / 12%);
}
.gap { inline-size: 1px; margin: 4px 3px; background: var(--border, light-dark(#ccd3dc, #4b545f)); }
button {
  display: grid;
  place-items: center;
  inline-size: 30px;
  block-size: 30px;
  margin: 0;
  padding: 0;
  border: 0;
  border-radius: 6px;
  color: inherit;
  background: none;
  cursor: pointer;
}
button:hover { background: color-mix(in srgb, currentcolor 10%, transparent); }
button:active { background: color-mix(in srgb, currentcolor 18%, transparent); }
button:focus-visible { outline: 2px solid var(--accent, light-dark(#1a66d6, #7db3ff)); outline-offset: -1px; }
svg { inline-size: 20px; block-size: 20px; }
path { fill: none; stroke: currentcolor; stroke-width: 1.3; stroke-linecap: round; stroke-linejoin: round; }
path.filled { fill: currentcolor; fill-opacity: 0.55; stroke: none; }
@media (pointer: coarse) {
  button { inline-size: 40px; block-size: 40px; }
  @container (inline-size < 340px) { button { inline-size: 34px; } }
}
@media (prefers-reduced-motion: reduce) { canvas { transition: none; } }
@media (forced-colors: active) { .toolbar { border-color: ButtonBorder; } path.filled { fill-opacity: 1; } }
`;

let sheet: CSSStyleSheet | undefined;

/** One sheet for all viewers: a constructed sheet is the one way that a strict `style-src` leaves. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
  }
  return sheet;
}
