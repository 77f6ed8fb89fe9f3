import { Vector2 } from 'three';
import { div } from '../controls';
import type { Tool, Workplace } from './tool';

const SIZES = [[1280, 720], [1920, 1080], [3840, 2160], [1024, 1024]] as const;

/** Saves what one sees as a PNG. */
export class Picture implements Tool {
  readonly element: HTMLElement;
  readonly #size: HTMLSelectElement;
  readonly #background: HTMLInputElement;

  constructor(private readonly place: Workplace, private readonly name: () => string) {
    const { controls } = place;
    const size = controls.select('pixels', () => SIZES.map(([width, height], i) => ({ value: String(i), text: `${width} × ${height}` })), () => undefined);
    const background = controls.check('background', () => undefined);
    this.#size = size.querySelector('select')!;
    this.#background = background.querySelector('input')!;
    this.#background.checked = true;
    this.element = div('fields', size, background, controls.button('save', () => void this.#save()));
  }

  begin(): void {
    // Nothing to prepare.
  }

  end(): void {
    // Nothing to undo.
  }

  state(): unknown {
    return undefined;
  }

  restore(): void {
    // A picture is no state.
  }

  async #save(): Promise<void> {
    const [width, height] = SIZES[Number(this.#size.value)] ?? SIZES[0];
    const blob = await this.taken(width, height, this.#background.checked);
    if (!blob) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${this.name()}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  /** What one sees, in so many pixels, as PNG; without the background, transparent. */
  async taken(width: number, height: number, background: boolean): Promise<Blob | null> {
    const { stage } = this.place;
    const { renderer, camera, canvas } = stage;
    const [before, ratio, aspect] = [renderer.getSize(new Vector2()), renderer.getPixelRatio(), camera.aspect];
    const made = document.createElement('canvas');
    [made.width, made.height] = [width, height];
    const context = made.getContext('2d');
    if (!context) return null;
    renderer.setPixelRatio(1);
    renderer.setSize(width, height, false);
    camera.aspect = width / height;
    stage.aim();
    stage.render();
    if (background) {
      const gradient = context.createLinearGradient(0, 0, 0, height);
      const { color, columnRuleColor } = getComputedStyle(canvas);
      gradient.addColorStop(0, color);
      gradient.addColorStop(1, columnRuleColor);
      context.fillStyle = gradient;
      context.fillRect(0, 0, width, height);
    }
    // Before anything else is drawn: the browser forgets a frame that it has shown.
    context.drawImage(canvas, 0, 0);
    renderer.setPixelRatio(ratio);
    renderer.setSize(before.x, before.y, false);
    camera.aspect = aspect;
    // At once: a paused viewer draws no frame by itself, and its canvas was emptied.
    stage.aim();
    stage.render();
    return new Promise((done) => made.toBlob(done, 'image/png'));
  }
}
