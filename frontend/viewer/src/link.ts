import { Vector3 } from 'three';
import type { Pose } from './pose';

/** What a link carries: everything that one has done to a view. All but the camera may be missing. */
export interface Linked {
  /** Target, azimuth, elevation, distance. */
  c: number[];
  /** How many parts the model had: other models are only looked at from there. */
  n: number;
  /** Hidden and ghosted parts, as ranges `first, end, …`. */
  h?: number[];
  g?: number[];
  /** What the tools carry, by their names. */
  t?: Record<string, unknown>;
}

/** As a text that needs no escaping in an address. */
export function written(state: Linked): string {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** What such a text says; null for any other. */
export function read(text: string): Linked | null {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    const state = JSON.parse(new TextDecoder().decode(bytes)) as Linked;
    const camera = Array.isArray(state.c) && state.c.length === 6 && state.c.every(Number.isFinite);
    return camera && Number.isInteger(state.n) ? state : null;
  } catch {
    return null;
  }
}

export function savedPose({ target, azimuth, elevation, distance }: Pose): number[] {
  return [...target.toArray(), azimuth, elevation, distance].map((number) => Number(number.toPrecision(6)));
}

export function poseFrom([x = 0, y = 0, z = 0, azimuth = 0, elevation = 0, distance = 1]: number[]): Pose {
  return { target: new Vector3(x, y, z), azimuth, elevation, distance: Math.max(distance, 1e-6) };
}

/** Numbers as ranges. */
export function rangesOf(parts: ReadonlySet<number>): number[] {
  const ranges: number[] = [];
  for (const part of [...parts].sort((a, b) => a - b)) {
    if (ranges.at(-1) === part) ranges[ranges.length - 1] = part + 1;
    else ranges.push(part, part + 1);
  }
  return ranges;
}

export function partsOf(ranges: unknown, count: number): Set<number> {
  const parts = new Set<number>();
  if (!Array.isArray(ranges)) return parts;
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    const [first, end] = [Number(ranges[i]), Math.min(Number(ranges[i + 1]), count)];
    for (let part = Math.max(0, first); part < end; part++) parts.add(part);
  }
  return parts;
}
