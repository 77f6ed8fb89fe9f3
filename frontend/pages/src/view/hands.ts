import { command } from './keys';
import type { Point, Stage } from './stage';

/** Zoom factor of one notch of a mouse wheel, and of one pixel of a pinch on a touchpad. */
const NOTCH = 1.2;
const PIXEL = 1.01;

/** Safari's own event for pinches on a touchpad; `scale` counts from where the fingers began. */
interface GestureEvent extends UIEvent {
  scale: number;
  clientX: number;
  clientY: number;
}

/** Mouse, fingers and keys on the pages. One finger scrolls, which the browser does best. */
export function hands(stage: Stage): void {
  const { element } = stage;
  element.addEventListener('keydown', (event) => key(stage, event));
  element.addEventListener('wheel', (event) => wheel(stage, event), { passive: false });
  drag(element);
  pinch(stage);
  squeeze(stage);
}

function key(stage: Stage, event: KeyboardEvent): void {
  const done = event.target === stage.element ? command(event) : undefined;
  if (!done) return;
  event.preventDefault();
  switch (done.type) {
    case 'move':
      // Sideways where there is nothing to the side turns the page.
      if (!stage.move(done.right, done.down) && done.right !== 0) stage.go(stage.page + done.right);
      break;
    case 'leaf':
      stage.leaf(done.down);
      break;
    case 'first':
      stage.go(1);
      break;
    case 'last':
      stage.go(Infinity);
      break;
    case 'zoom':
      stage.step(done.up);
      break;
    case 'fit':
      stage.zoomTo(done.zoom);
  }
}

/** Browsers tell pinches on touchpads as a wheel with Ctrl, in small pieces. */
function wheel(stage: Stage, event: WheelEvent): void {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const notches = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY / 100 : event.deltaY / 3;
  const factor = Math.abs(event.deltaY) < 30 && event.deltaMode === WheelEvent.DOM_DELTA_PIXEL
    ? PIXEL ** -event.deltaY : NOTCH ** -Math.max(-3, Math.min(3, notches));
  stage.zoomTo(stage.zoom * factor, within(stage.element, event));
}

/** The mouse takes hold of the paper. */
function drag(element: HTMLElement): void {
  let from: { id: number; x: number; y: number } | undefined;
  element.addEventListener('pointerdown', (event) => {
    // Beyond the client area lie the scroll bars.
    const at = within(element, event);
    const onBar = at.x > element.clientWidth || at.y > element.clientHeight;
    if (event.pointerType !== 'mouse' || event.button > 1 || onBar) return;
    event.preventDefault();
    element.focus({ preventScroll: true });
    element.setPointerCapture(event.pointerId);
    element.classList.add('held');
    from = { id: event.pointerId, x: event.clientX, y: event.clientY };
  });
  element.addEventListener('pointermove', (event) => {
    if (from?.id !== event.pointerId) return;
    element.scrollBy({ left: from.x - event.clientX, top: from.y - event.clientY, behavior: 'instant' });
    from = { id: from.id, x: event.clientX, y: event.clientY };
  });
  const end = (): void => {
    from = undefined;
    element.classList.remove('held');
  };
  for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) element.addEventListener(type, end);
}

/** Two fingers. Touch events, since pointer events end when the browser begins to scroll. */
function pinch(stage: Stage): void {
  const { element } = stage;
  let last: { distance: number; at: Point } | undefined;
  const measure = ({ touches: [a, b] }: TouchEvent): { distance: number; at: Point } | undefined => {
    if (!a || !b) return undefined;
    const middle = { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 };
    return { distance: Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)), at: within(element, middle) };
  };
  const begin = (event: TouchEvent): void => {
    last = event.touches.length === 2 ? measure(event) : undefined;
    if (last && event.cancelable) event.preventDefault();
  };
  element.addEventListener('touchstart', begin, { passive: false });
  element.addEventListener('touchend', begin, { passive: false });
  element.addEventListener('touchcancel', begin, { passive: false });
  element.addEventListener('touchmove', (event) => {
    const now = last && event.touches.length === 2 ? measure(event) : undefined;
    if (!last || !now) return;
    if (event.cancelable) event.preventDefault();
    element.scrollBy({ left: last.at.x - now.at.x, top: last.at.y - now.at.y, behavior: 'instant' });
    stage.zoomTo(stage.zoom * (now.distance / last.distance), now.at);
    last = now;
  }, { passive: false });
}

/** Pinches on a touchpad in Safari. */
function squeeze(stage: Stage): void {
  let before = 1;
  const on = (type: string, act: (event: GestureEvent) => void): void => {
    stage.element.addEventListener(type, (event) => {
      event.preventDefault();
      // On touch screens it comes along with the touches above.
      if (!('ontouchstart' in window)) act(event as GestureEvent);
    });
  };
  on('gesturestart', () => (before = stage.zoom));
  on('gesturechange', (event) => stage.zoomTo(before * event.scale, within(stage.element, event)));
}

function within(element: Element, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  const { left, top } = element.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}
