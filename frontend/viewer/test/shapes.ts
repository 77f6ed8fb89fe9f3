import { BoxGeometry, type BufferGeometry, CylinderGeometry, ExtrudeGeometry, Path, Shape, SphereGeometry } from 'three';

/** Test parts, in metres, Z up. */

export const box = (width: number, depth: number, height: number): BufferGeometry => new BoxGeometry(width, depth, height);

export const cube = (): BufferGeometry => box(0.04, 0.04, 0.04);

/** So many triangles, about, that it is sent coarse first. */
export const ball = (triangles = 20_000): BufferGeometry => {
  const around = Math.round(Math.sqrt(triangles));
  return new SphereGeometry(0.03, around, Math.round(around / 2));
};

export const cylinder = (): BufferGeometry => new CylinderGeometry(0.02, 0.02, 0.06, 96).rotateX(Math.PI / 2);

/** A spur gear with a bore and a keyway-like notch; `teeth` trapezoids. */
export function gear(teeth = 24): BufferGeometry {
  const shape = new Shape();
  const [root, tip] = [0.036, 0.043];
  for (let i = 0; i < teeth; i++) {
    const at = (share: number, radius: number): [number, number] => {
      const angle = ((i + share) / teeth) * 2 * Math.PI;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    };
    const corners = [at(0, root), at(0.25, root), at(0.38, tip), at(0.62, tip), at(0.75, root)];
    corners.forEach(([x, y], k) => (i === 0 && k === 0 ? shape.moveTo(x, y) : shape.lineTo(x, y)));
  }
  shape.closePath();
  shape.holes.push(hole(0, 0, 0.01));
  for (let i = 0; i < 5; i++) shape.holes.push(hole(0.023 * Math.cos(i * 1.2566), 0.023 * Math.sin(i * 1.2566), 0.006));
  return new ExtrudeGeometry(shape, { depth: 0.016, bevelEnabled: false, curveSegments: 32 });
}

/** A plate with four holes and rounded corners; `size` scales it. */
export function plate(size = 1): BufferGeometry {
  const [w, h, r] = [0.06 * size, 0.04 * size, 0.006 * size];
  const shape = new Shape();
  shape.moveTo(-w + r, -h).lineTo(w - r, -h);
  shape.absarc(w - r, -h + r, r, -Math.PI / 2, 0, false);
  shape.absarc(w - r, h - r, r, 0, Math.PI / 2, false);
  shape.absarc(-w + r, h - r, r, Math.PI / 2, Math.PI, false);
  shape.absarc(-w + r, -h + r, r, Math.PI, 1.5 * Math.PI, false);
  for (const [x, y] of [[1, 1], [1, -1], [-1, 1], [-1, -1]] as const) {
    shape.holes.push(hole(x * (w - 2 * r), y * (h - 2 * r), 0.8 * r));
  }
  return new ExtrudeGeometry(shape, { depth: 0.008 * size, bevelEnabled: false, curveSegments: 24 });
}

function hole(x: number, y: number, radius: number): Path {
  return new Path().absarc(x, y, radius, 0, 2 * Math.PI, true);
}
