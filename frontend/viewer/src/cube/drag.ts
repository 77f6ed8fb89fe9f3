/** Pixels within which a press is still a click. */
const SLACK = 4;
/** Radians for a pixel: about as far as the cube's near side moves. */
const RATE = 1 / 38;

/** Tells by what angles the pointer drags an element. */
export class Drag {
  /** The press that ended last, or goes on, was a drag and no click. */
  moved = false;
  #pointer: number | undefined;
  #x = 0;
  #y = 0;

  constructor(private readonly element: HTMLElement, private readonly turn: (right: number, up: number) => void) {
    element.addEventListener('pointerdown', (event) => this.#begin(event));
    element.addEventListener('pointermove', (event) => this.#move(event));
    for (const type of ['pointerup', 'pointercancel'] as const) element.addEventListener(type, (event) => this.#end(event));
  }

  #begin(event: PointerEvent): void {
    if (event.button !== 0 || this.#pointer !== undefined) return;
    this.#pointer = event.pointerId;
    this.moved = false;
    this.#x = event.clientX;
    this.#y = event.clientY;
  }

  #move(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    const right = event.clientX - this.#x;
    const down = event.clientY - this.#y;
    if (!this.moved) {
      if (Math.hypot(right, down) < SLACK) return;
      this.moved = true;
      // Not before: a captured press would be no click on what lies under it.
      this.element.setPointerCapture(event.pointerId);
      this.element.classList.add('dragged');
    }
    this.#x = event.clientX;
    this.#y = event.clientY;
    this.turn(right * RATE, -down * RATE);
  }

  #end(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = undefined;
    this.element.classList.remove('dragged');
  }
}
