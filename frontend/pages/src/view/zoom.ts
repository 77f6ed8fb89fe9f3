import type { Size } from '../document/paged';
import { MAX_HEIGHT, MAX_ZOOM, MIN_ZOOM } from '../limits';
import { type Layout, MARGIN } from './layout';

/** A zoom that stays as it is (1 is 100 %), or one that follows the room there is. */
export type Zoom = number | 'width' | 'whole';

/** What the buttons go through. */
const STEPS = [0.05, 0.1, 0.17, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 16];

/** The next step up or down from there. */
export function stepped(zoom: number, up: boolean): number {
  const step = up ? STEPS.find((step) => step > zoom * 1.01) : STEPS.findLast((step) => step < zoom * 0.99);
  return step ?? zoom;
}

/** As a number between the limits, in so much room. */
export function zoomed(zoom: Zoom, page: Size, room: Size, layout: Layout): number {
  const width = (room.width - 2 * MARGIN) / page.width;
  const whole = Math.min(width, (room.height - MARGIN - layout.below) / page.height);
  const wanted = zoom === 'width' ? width : zoom === 'whole' ? whole : zoom;
  // However tall the document, it can be scrolled to its end.
  return Math.max(Math.min(MIN_ZOOM, layout.zoomOfHeight(MAX_HEIGHT)), Math.min(MAX_ZOOM, layout.zoomOfHeight(MAX_HEIGHT), wanted));
}

/** How a document is shown first: drawings and single pages whole, texts as wide as one reads them. */
export function initial(count: number, page: Size, room: Size): Zoom {
  if (count === 1 || page.width >= page.height) return 'whole';
  const width = (room.width - 2 * MARGIN) / page.width;
  return width > 1.25 ? 1.25 : 'width';
}
