import { type Pose, between } from './pose';

/** Moves a pose smoothly to another, one step a frame; at once where the user prefers less motion. */
export class Flight {
  #frame = 0;

  constructor(private readonly apply: (pose: Pose) => void) {}

  get busy(): boolean {
    return this.#frame !== 0;
  }

  /** `duration` in milliseconds. */
  start(from: Pose, to: Pose, duration: number): void {
    this.stop();
    if (duration === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.apply(to);
      return;
    }
    let began: number | undefined;
    const step = (now: number): void => {
      began ??= now;
      const share = Math.min(1, (now - began) / duration);
      this.#frame = share < 1 ? requestAnimationFrame(step) : 0;
      this.apply(share < 1 ? between(from, to, eased(share)) : to);
    };
    this.#frame = requestAnimationFrame(step);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }
}

function eased(share: number): number {
  return 1 - (1 - share) ** 3;
}
