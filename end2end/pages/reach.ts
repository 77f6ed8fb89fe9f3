import { expect, type Page } from '@playwright/test';

/** Fails where a control of the page cannot be brought into sight. Settles by itself: what fades in may still move. */
export async function withinReach(page: Page, screen: string): Promise<void> {
  await expect.poll(() => page.evaluate(beyondReach), `controls out of reach: ${screen}`).toEqual([]);
}

/**
 * Runs in the page. Every control that is shown must lie inside the window, or inside of something that scrolls to it and
 * does itself lie there. What `overflow: hidden` cuts off is out of reach, whatever the page says of its own width.
 */
function beyondReach(): string[] {
  const CONTROLS = 'a[href], button, input, select, textarea, summary, [role="tab"], [role="option"], [role="menuitem"], [role="treeitem"]';
  /** Half a pixel more than rounding makes. */
  const SLACK = 1.5;
  /** What is less than that is no room to scroll in. */
  const ROOM = 24;
  type Span = { from: number; to: number };

  const every = (root: Document | ShadowRoot): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element.matches(CONTROLS) ? [element] : []),
      ...(element.shadowRoot ? every(element.shadowRoot) : []),
    ]);
  const around = (element: Element): Element | null => {
    const root = element.getRootNode();
    return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  };
  const isShown = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true }) && !getComputedStyle(element).clipPath.startsWith('inset');
  };
  const spans = (element: Element): { x: Span; y: Span } => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { x: { from: left, to: right }, y: { from: top, to: bottom } };
  };
  const beyond = (inner: Span, outer: Span): number => Math.max(outer.from - inner.from, inner.to - outer.to);
  const holds = (style: CSSStyleDeclaration): boolean =>
    style.position !== 'static' || style.transform !== 'none' || style.containerType !== 'normal' || /layout|paint|strict|content/.test(style.contain);

  const out: string[] = [];
  for (const control of every(document)) {
    if (!isShown(control)) continue;
    const at = spans(control);
    const name = `${control.localName} "${(control.getAttribute('aria-label') ?? control.textContent ?? '').trim().slice(0, 40)}"`;
    let { position } = getComputedStyle(control);
    let lost = false;
    for (let box = around(control); box && box !== document.body && position !== 'fixed' && !lost; box = around(box)) {
      const style = getComputedStyle(box);
      // What is absolute ignores boxes that do not hold it.
      if (position === 'absolute' && !holds(style)) continue;
      const whole = spans(box);
      for (const axis of ['x', 'y'] as const) {
        const overflow = axis === 'x' ? style.overflowX : style.overflowY;
        if (overflow === 'visible') continue;
        const by = beyond(at[axis], whole[axis]);
        const [room, all, scrolled] = axis === 'x' ? [box.clientWidth, box.scrollWidth, Math.abs(box.scrollLeft)] : [box.clientHeight, box.scrollHeight, box.scrollTop];
        const before = whole[axis].from - at[axis].from;
        const scrolls = (overflow === 'auto' || overflow === 'scroll') && room >= ROOM;
        // In text from right to left the scroll goes the other way: both ends are within what there is to scroll.
        if (by > SLACK && !(scrolls && all > room && before <= Math.max(scrolled, all - room - scrolled) + SLACK)) {
          out.push(`${name} is cut off by ${Math.round(by)} px (${axis}) in ${box.localName}.${box.getAttribute('class') ?? ''}`);
          lost = true;
          break;
        }
        // From here on it is the scrolling box that has to be in sight.
        if (by > SLACK) at[axis] = whole[axis];
      }
      ({ position } = style);
    }
    if (lost) continue;
    const by = Math.max(beyond(at.x, { from: 0, to: innerWidth }), beyond(at.y, { from: 0, to: innerHeight }));
    if (by > SLACK) out.push(`${name} lies ${Math.round(by)} px outside of the window`);
  }
  return out;
}
