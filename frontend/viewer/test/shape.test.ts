import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Box3, Matrix4, Vector3 } from 'three';
import { asCircle, asLine, edgeAt, lengthOf } from '../src/shape/edge';
import { areaOf, asCylinder, asPlane, faceAt, soupOf } from '../src/shape/face';
import { type Units, formatted } from '../src/shape/format';
import { type Feature, type Measurement, type Value, edgeFeature, faceFeature, measureOne, measureTwo } from '../src/shape/measure';
import type { Shape } from '../src/shape/shape';
import { topologyOf } from '../src/shape/topology';

const MM = 0.001;
const near = (a: number, b: number, share = 1e-5): void =>
  assert.ok(Math.abs(a - b) <= share * Math.max(Math.abs(b), 1e-4), `${a} is not ${b}`);
const named = ({ values }: Measurement): Partial<Record<Value['name'], number>> =>
  Object.fromEntries(values.map(({ name, value }) => [name, value]));
const vertex = (x: number, y: number, z: number): Feature => ({ kind: 'vertex', point: new Vector3(x, y, z) });
const block = (x: number, y: number, z: number): Feature =>
  ({ kind: 'part', box: new Box3(new Vector3(x, y, z), new Vector3(x + 1, y + 1, z + 1)), area: 6 });

/** Faces are grids of points with normals; those drawn around are the faces' borders. */
class Builder {
  readonly #positions: number[] = [];
  readonly #normals: number[] = [];
  readonly #triangles: number[] = [];
  readonly #lines: number[] = [];

  vertex(at: Vector3, normal: Vector3): number {
    this.#positions.push(at.x, at.y, at.z);
    this.#normals.push(normal.x, normal.y, normal.z);
    return this.#positions.length / 3 - 1;
  }

  triangle(a: number, b: number, c: number): void {
    this.#triangles.push(a, b, c);
  }

  line(...vertices: number[]): void {
    for (let i = 1; i < vertices.length; i++) this.#lines.push(vertices[i - 1]!, vertices[i]!);
  }

  /** A grid of (m + 1) x (n + 1) vertices; `border` draws its four sides. */
  grid(m: number, n: number, at: (i: number, j: number) => [Vector3, Vector3], border: boolean): void {
    const ids = Array.from({ length: (m + 1) * (n + 1) }, (_, k) => this.vertex(...at(k % (m + 1), Math.floor(k / (m + 1)))));
    const id = (i: number, j: number): number => ids[j * (m + 1) + i]!;
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < m; i++) {
        this.triangle(id(i, j), id(i + 1, j), id(i + 1, j + 1));
        this.triangle(id(i, j), id(i + 1, j + 1), id(i, j + 1));
      }
    }
    if (!border) return;
    for (const j of [0, n]) this.line(...Array.from({ length: m + 1 }, (_, i) => id(i, j)));
    for (const i of [0, m]) this.line(...Array.from({ length: n + 1 }, (_, j) => id(i, j)));
  }

  get shape(): Shape {
    return {
      positions: new Float32Array(this.#positions),
      normals: new Float32Array(this.#normals),
      triangles: new Uint32Array(this.#triangles),
      lines: new Uint32Array(this.#lines),
    };
  }
}

function box(x: number, y: number, z: number): Shape {
  const builder = new Builder();
  const size = new Vector3(x, y, z);
  for (let axis = 0; axis < 3; axis++) {
    const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
    for (const side of [0, 1]) {
      const normal = new Vector3().setComponent(axis, 2 * side - 1);
      builder.grid(1, 1, (i, j) => {
        const at = new Vector3().setComponent(axis, side).setComponent(side ? u : v, i).setComponent(side ? v : u, j);
        return [at.multiply(size), normal];
      }, true);
    }
  }
  return builder.shape;
}

const round = (radius: number, angle: number, z = 0): Vector3 => new Vector3(radius * Math.cos(angle), radius * Math.sin(angle), z);
/** The first and the last point of a ring are exactly the same. */
const step = (i: number, steps: number): number => (2 * Math.PI * (i % steps)) / steps;

function cylinder(radius: number, height: number, steps: number, slope = 0): Shape {
  const builder = new Builder();
  const rims = [0, height].map((z) => {
    const normal = new Vector3(0, 0, z ? 1 : -1);
    const rim = Array.from({ length: steps + 1 }, (_, i) => builder.vertex(round(radius + slope * z, step(i, steps), z), normal));
    for (let i = 1; i < steps - 1; i++) {
      const [a, b] = z ? [i, i + 1] : [i + 1, i];
      builder.triangle(rim[0]!, rim[a]!, rim[b]!);
    }
    return rim;
  });
  builder.grid(steps, 1, (i, j) => {
    const out = round(1, step(i, steps));
    return [round(radius + slope * height * j, step(i, steps), height * j), out.setZ(-slope).normalize()];
  }, false);
  for (const rim of rims) builder.line(...rim);
  return builder.shape;
}

/** Only lines, through points. */
function wire(points: readonly Vector3[], closed = false): Shape {
  const builder = new Builder();
  const ids = points.map((point) => builder.vertex(point, new Vector3(0, 0, 1)));
  builder.line(...ids, ...(closed ? [ids[0]!] : []));
  return builder.shape;
}

/** Directions after `from` up to `from + turn`, radians. */
const arc = (x: number, y: number, radius: number, from: number, turn: number, steps: number): Vector3[] =>
  Array.from({ length: steps }, (_, i) => round(radius, from + (turn * (i + 1)) / steps).add(new Vector3(x, y, 0)));

/** The edges of a shape in the order of their first segments, by how many points they have. */
function edges(shape: Shape): number[] {
  const found = new Set(Array.from({ length: shape.lines.length / 2 }, (_, i) => edgeAt(shape, i)));
  return [...found].map(({ points }) => points.length);
}

function torus(m: number, n: number): Shape {
  const builder = new Builder();
  builder.grid(m, n, (i, j) => {
    const out = round(1, step(i, m));
    const normal = out.clone().multiplyScalar(Math.cos(step(j, n))).setZ(Math.sin(step(j, n)));
    return [out.multiplyScalar(0.05).addScaledVector(normal, 0.02), normal];
  }, false);
  return builder.shape;
}

/** As the server stores it: a grid of 16 bits over the part. */
function rounded(shape: Shape): Shape {
  const most = shape.positions.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  return { ...shape, positions: shape.positions.map((v) => (Math.round((v / most) * 32767) * most) / 32767) };
}

describe('a box', () => {
  const shape = box(20 * MM, 30 * MM, 40 * MM);

  it('has eight places, and a neighbour across each edge', () => {
    const { count, neighbours, ends } = topologyOf(shape);
    assert.equal(count, 8);
    assert.ok(neighbours.every((triangle) => triangle >= 0));
    assert.equal(ends.length / 2, 12);
  });

  it('has six flat faces of two triangles', () => {
    const faces = new Set(Array.from({ length: 12 }, (_, i) => [...faceAt(shape, i)].sort().join()));
    assert.equal(faces.size, 6);
    const areas = Array.from({ length: 12 }, (_, i) => {
      const soup = soupOf(shape, faceAt(shape, i));
      const plane = asPlane(soup);
      assert.ok(plane && !asCylinder(soup));
      near(Math.max(...plane.normal.toArray().map(Math.abs)), 1);
      return areaOf(soup.triangles);
    });
    near(Math.max(...areas), 1200e-6);
    near(Math.min(...areas), 600e-6);
  });

  it('has twelve straight edges', () => {
    assert.deepEqual(edges(shape), Array(12).fill(2));
    const lengths = Array.from({ length: 24 }, (_, i) => lengthOf(edgeAt(shape, i)));
    for (const mm of [20, 30, 40]) assert.equal(lengths.filter((length) => Math.abs(length - mm * MM) < 1e-7).length, 8);
  });

  it('is as wide as its faces are apart, wherever it stands', () => {
    const matrix = new Matrix4().makeRotationAxis(new Vector3(1, 2, 3).normalize(), 1).setPosition(1, -2, 0.5);
    const face = (i: number): Feature => faceFeature(shape, i, matrix);
    const found = measureTwo(face(0), face(2));
    assert.deepEqual(Object.keys(named(found)), ['distance']);
    near(named(found).distance!, 20 * MM, 1e-4);
    near(found.line![0].distanceTo(found.line![1]), 20 * MM, 1e-4);
    near(named(measureTwo(face(0), face(4))).angle!, Math.PI / 2);
  });

  it('mirrored has outward normals still', () => {
    const soup = soupOf(shape, faceAt(shape, 2), new Matrix4().makeScale(-1, 1, 1));
    near(soup.normals[0]!, -1);
  });
});

describe('a cylinder', () => {
  const shape = cylinder(10 * MM, 25 * MM, 96);
  const wall = shape.triangles.length / 3 - 1;
  const side = (place?: Matrix4): Feature => faceFeature(shape, wall, place);

  it('is known by its wall', () => {
    const soup = soupOf(shape, faceAt(shape, wall));
    assert.equal(soup.triangles.length / 9, 192);
    assert.equal(asPlane(soup), null);
    const found = asCylinder(soup)!;
    near(found.radius, 10 * MM, 1e-4);
    near(Math.abs(found.axis.z), 1);
    near(found.length, 25 * MM);
    near(Math.hypot(found.point.x, found.point.y), 0, 1e-3);
    near(areaOf(soup.triangles), 96 * 2 * 10 * MM * Math.sin(Math.PI / 96) * 25 * MM, 0.002);
  });

  it('has rims as long as true circles', () => {
    const rim = edgeAt(shape, 5);
    assert.ok(rim.closed);
    assert.equal(rim.points.length, 96);
    near(lengthOf(rim), 2 * Math.PI * 10 * MM, 1e-6);
    const circle = asCircle(rim.points, true)!;
    assert.ok(circle.full);
    near(circle.center.length(), 0, 1e-3);
    assert.deepEqual(edges(shape), [96, 96]);
  });

  it('tells radius, diameter, area and length', () => {
    assert.deepEqual(measureOne(side()).values.map(({ name }) => name), ['radius', 'diameter', 'area']);
    const values = named(measureOne(edgeFeature(shape, 0)));
    near(values.radius!, 10 * MM);
    near(values.diameter!, 20 * MM);
    near(values.length!, 20 * Math.PI * MM);
  });

  it('is as far from another as their axes are', () => {
    const beside = side(new Matrix4().makeTranslation(0.04, 0.03, 0.1));
    near(named(measureTwo(side(), beside)).distance!, 0.05, 1e-4);
    near(named(measureTwo(side(), side(new Matrix4().makeRotationX(1)))).angle!, 1);
    near(named(measureTwo(edgeFeature(shape, 0), beside)).distance!, 0.05, 1e-4);
  });

  it('stands square to its end and along a plane', () => {
    near(named(measureTwo(side(), faceFeature(shape, 0))).angle!, Math.PI / 2);
    const plane = faceFeature(box(0.1, 0.1, 0.1), 2, new Matrix4().makeTranslation(0, -0.05, 0));
    near(named(measureTwo(plane, side())).distance!, 0.1, 1e-4);
  });

  it('is one in a part stored coarsely, and on a twelfth of its round', () => {
    for (const turn of [2 * Math.PI, Math.PI / 6, Math.PI / 24]) {
      const builder = new Builder();
      const steps = Math.max(1, Math.round((turn * 48) / Math.PI));
      builder.grid(steps, 1, (i, j) => [round(10 * MM, (turn * i) / steps, 20 * MM * j), round(-1, (turn * i) / steps)], true);
      builder.vertex(new Vector3(0.3, 0, 0), new Vector3());
      const tilted = new Matrix4().makeRotationAxis(new Vector3(1, 1, 0).normalize(), 0.7);
      const stored = builder.shape;
      const v = new Vector3();
      for (let i = 0; i < stored.positions.length; i += 3) {
        v.fromArray(stored.positions, i).applyMatrix4(tilted).toArray(stored.positions, i);
        v.fromArray(stored.normals, i).applyMatrix4(tilted).toArray(stored.normals, i);
      }
      const found = asCylinder(soupOf(rounded(stored), faceAt(stored, 0)));
      near(found?.radius ?? 0, 10 * MM, turn > 1 ? 1e-3 : 0.03);
    }
  });

  it('is no cone, ball or ring', () => {
    const cone = cylinder(10 * MM, 25 * MM, 96, 0.05);
    assert.equal(asCylinder(soupOf(cone, faceAt(cone, wall))), null);
    const ring = torus(64, 32);
    assert.equal(asCylinder(soupOf(ring, faceAt(ring, 0))), null);
    assert.deepEqual(measureOne(faceFeature(ring, 0)).values.map(({ name }) => name), ['area']);
  });
});

describe('an edge', () => {
  it('ends where a line runs into a fillet', () => {
    for (const steps of [3, 4, 8, 24, 90]) {
      for (const line of [0.5, 2, 50]) {
        const points = [
          new Vector3(-line, -5, 0), new Vector3(0, -5, 0), ...arc(0, 0, 5, -Math.PI / 2, Math.PI / 2, steps), new Vector3(5, line, 0),
        ];
        const shape = wire(points);
        assert.deepEqual(edges(shape), [2, steps + 1, 2], `${steps} steps, line of ${line}`);
        near(lengthOf(edgeAt(shape, 1)), 2.5 * Math.PI);
        near(named(measureOne(edgeFeature(shape, 2))).radius!, 5);
        assert.ok(!asCircle(edgeAt(shape, 1).points)!.full);
      }
    }
  });

  it('of a slot is a line or a half circle', () => {
    const half = Math.PI / 2;
    for (const length of [0.4, 1, 20]) {
      const shape = wire([...arc(length, 0, 2, -half, Math.PI, 12), new Vector3(0, 2, 0), ...arc(0, 0, 2, half, Math.PI, 12), new Vector3(length, -2, 0)], true);
      assert.deepEqual(edges(shape).sort(), [13, 13, 2, 2], `${length}`);
    }
  });

  it('ends where an arc runs into another', () => {
    const wider = [new Vector3(2, 0, 0), ...arc(0, 0, 2, 0, Math.PI / 2, 9), ...arc(0, -2, 4, Math.PI / 2, Math.PI / 2, 9)];
    assert.deepEqual(edges(wire(wider)), [10, 10]);
    const wave = [new Vector3(-2, 0, 0), ...arc(0, 0, 2, Math.PI, -Math.PI, 12), ...arc(4, 0, 2, Math.PI, Math.PI, 12)];
    assert.deepEqual(edges(wire(wave)), [13, 13]);
  });

  it('goes on along circles, ellipses and other curves', () => {
    assert.deepEqual(edges(wire(arc(0, 0, 1, 0, 2 * Math.PI, 12), true)), [12]);
    for (const steps of [24, 48, 200]) {
      const ellipse = arc(0, 0, 1, 0, 2 * Math.PI, steps).map((p) => p.setX(2 * p.x));
      assert.deepEqual(edges(wire(ellipse, true)), [steps]);
      assert.equal(asCircle(ellipse, true), null);
      const wave = Array.from({ length: steps }, (_, i) => new Vector3(i / steps, 0.1 * Math.sin((7 * i) / steps), 0.05 * Math.cos((3 * i) / steps)));
      assert.deepEqual(edges(wire(wave)), [steps]);
      assert.deepEqual(named(measureOne(edgeFeature(wire(wave), 3))), { length: lengthOf({ points: edgeAt(wire(wave), 3).points, closed: false }) });
    }
  });

  it('is a whole rim also where it is fine against the grid of the part', () => {
    for (const [steps, radius] of [[96, 2 * MM], [192, 5 * MM], [48, 0.5 * MM]] as const) {
      const builder = new Builder();
      for (let i = 0; i < 500; i++) builder.vertex(new Vector3((0.3 * i) / 499, (i * 0.0377) % 0.3, 0), new Vector3());
      const rim = arc(0.1, 0.17, radius, 0.1, 2 * Math.PI, steps).map((p) => builder.vertex(p, new Vector3()));
      builder.line(...rim, rim[0]!);
      const shape = rounded(builder.shape);
      assert.deepEqual(edges(shape), [steps]);
      near(named(measureOne(edgeFeature(shape, 0))).radius ?? 0, radius, 0.002);
    }
  });

  it('goes on to an arc’s shorter last segment', () => {
    const points = [new Vector3(5, 0, 0), ...arc(0, 0, 5, 0, 1, 10), round(5, 1.02)];
    assert.deepEqual(edges(wire(points)), [12]);
  });

  it('ends at corners, sharp or not', () => {
    assert.deepEqual(edges(wire(arc(0, 0, 1, 0, 2 * Math.PI, 6), true)), Array(6).fill(2));
    assert.deepEqual(edges(wire([new Vector3(0, 0, 0), new Vector3(5, 0, 0), new Vector3(7, 1, 0)])), [2, 2]);
    assert.deepEqual(edges(wire([new Vector3(0, 0, 0), new Vector3(1, 0, 0), new Vector3(2, 0, 0), new Vector3(3, 0.3, 0), new Vector3(4, 0.6, 0)])), [3, 3]);
  });

  it('ends where three meet', () => {
    const builder = new Builder();
    const at = [[0, 0], [1, 0], [2, 0], [1, 1]].map(([x = 0, y = 0]) => builder.vertex(new Vector3(x, y, 0), new Vector3(0, 0, 1)));
    builder.line(at[0]!, at[1]!, at[2]!);
    builder.line(at[1]!, at[3]!);
    assert.deepEqual(edges(builder.shape), [2, 2, 2]);
  });

  it('is a line if its points are in a row', () => {
    const line = asLine([new Vector3(0, 0, 0), new Vector3(1, 1, 0), new Vector3(4, 4, 0)])!;
    near(line.direction.x, Math.SQRT1_2);
    assert.equal(asCircle([new Vector3(0, 0, 0), new Vector3(1, 1, 0), new Vector3(4, 4, 0)]), null);
    assert.equal(asLine([new Vector3(0, 0, 0), new Vector3(1, 0.1, 0), new Vector3(4, 0, 0)]), null);
    assert.equal(asLine([new Vector3(0, 0, 0), new Vector3(3, 0, 0), new Vector3(2, 0, 0)]), null);
  });

  it('is an arc in any plane', () => {
    const turn = new Matrix4().makeRotationAxis(new Vector3(3, 1, 2).normalize(), 2).setPosition(1, 2, 3);
    const circle = asCircle(arc(0, 0, 0.02, 0.3, 1.1, 7).map((p) => p.applyMatrix4(turn)))!;
    near(circle.radius, 0.02);
    near(circle.center.distanceTo(new Vector3(1, 2, 3)), 0, 1e-3);
    near(circle.normal.distanceTo(new Vector3(0, 0, 1).transformDirection(turn)), 0, 1e-3);
    near(circle.angle, (1.1 * 6) / 7);
  });
});

describe('two features', () => {
  const line = (from: Vector3, to: Vector3): Feature => ({ kind: 'edge', points: [from, to], closed: false });
  const circle = (x: number, y: number, radius: number): Feature => ({ kind: 'edge', points: arc(x, y, radius, 0, 2 * Math.PI, 48), closed: true });
  const top = faceFeature(box(1, 1, 1), 10, new Matrix4()); // z = 1

  it('that are points', () => {
    const found = measureTwo(vertex(1, 2, 3), vertex(0, 4, 1));
    assert.deepEqual(named(found), { distance: 3, dx: 1, dy: 2, dz: 2 });
    near(found.at.distanceTo(new Vector3(0.5, 3, 2)), 0);
  });

  it('of which one is a point', () => {
    near(named(measureTwo(vertex(7, 8, 3), top)).distance!, 2);
    near(named(measureTwo(line(new Vector3(0, 0, 0), new Vector3(1, 0, 0)), vertex(9, 3, 4))).distance!, 5);
    const ring = faceFeature(torus(96, 48), 0);
    near(named(measureTwo(ring, vertex(0.2, 0, 0))).distance!, 0.13, 1e-4);
    near(named(measureTwo(vertex(0, 0, 0.5), { kind: 'edge', points: arc(0, 0, 1, 0, 1, 9).map((p) => p.setX(p.x * 2)), closed: false })).distance!, Math.hypot(1.38, 0.5), 0.01);
  });

  it('that are lines', () => {
    const one = line(new Vector3(0, 0, 0), new Vector3(1, 0, 0));
    near(named(measureTwo(one, line(new Vector3(5, 2, 0), new Vector3(4, 2, 0)))).distance!, 2);
    const found = named(measureTwo(one, line(new Vector3(0.5, -1, 3), new Vector3(0.5, 1, 3))));
    near(found.angle!, Math.PI / 2);
    near(found.distance!, 3);
    near(named(measureTwo(one, line(new Vector3(3, 0, 0), new Vector3(4, 1, 0)))).distance!, 2);
  });

  it('of which one is a plane', () => {
    near(named(measureTwo(line(new Vector3(0, 0, 3), new Vector3(1, 1, 3)), top)).distance!, 2);
    near(named(measureTwo(top, line(new Vector3(0, 0, 3), new Vector3(1, 0, 4)))).angle!, Math.PI / 4);
    near(named(measureTwo(circle(0, 0, 1), top)).distance!, 1);
  });

  it('that are circles', () => {
    const found = named(measureTwo(circle(0, 0, 1), circle(3, 4, 2)));
    near(found.distance!, 5);
  });

  it('that are anything else', () => {
    const ring = torus(64, 32);
    const found = measureTwo(faceFeature(ring, 0), faceFeature(ring, 0, new Matrix4().makeTranslation(0.2, 0, 0)));
    near(named(found).distance!, 0.06, 1e-3);
    near(named(measureTwo(block(0, 0, 0), block(4, 5, 1))).distance!, 5);
    assert.equal(named(measureTwo(block(0, 0, 0), vertex(0.5, 0.5, 0.5))).distance, 0);
    assert.equal(measureTwo(block(0, 0, 0), vertex(0.5, 0.5, 0.5)).line, undefined);
    near(named(measureTwo(block(0, 0, 0), top)).distance!, 0);
  });

  it('of which one is a part: width, depth, height, area', () => {
    assert.deepEqual(named(measureOne(block(1, 2, 3))), { width: 1, depth: 1, height: 1, area: 6 });
    assert.deepEqual(named(measureOne(vertex(1, 2, 3))), { x: 1, y: 2, z: 3 });
  });
});

describe('bad shapes', () => {
  const finite = ({ values, at, line }: Measurement): void => {
    const all = [...values.map(({ value }) => value), ...at, ...(line ?? []).flatMap((p) => p.toArray())];
    assert.ok(all.every(Number.isFinite), all.join());
  };

  it('that are empty', () => {
    const shape: Shape = { positions: new Float32Array(), normals: new Float32Array(), triangles: new Uint32Array(), lines: new Uint32Array() };
    assert.equal(faceAt(shape, 0).length, 0);
    assert.deepEqual(edgeAt(shape, 0), { points: [], closed: false });
    const empty: Feature[] = [faceFeature(shape, 0), edgeFeature(shape, 0), { kind: 'part', box: new Box3(), area: 0 }];
    for (const a of empty) {
      finite(measureOne(a));
      for (const b of [...empty, vertex(1, 0, 0), block(0, 0, 0)]) finite(measureTwo(a, b));
    }
  });

  it('with triangles and segments without size, and too many at an edge', () => {
    const builder = new Builder();
    const z = new Vector3(0, 0, 1);
    const at = [[0, 0], [1, 0], [1, 1], [0, 1], [0.5, 0], [0, 0]].map(([x = 0, y = 0]) => builder.vertex(new Vector3(x, y, -0), z));
    const [a, b, c, d, e, f] = at as [number, number, number, number, number, number];
    builder.triangle(a, b, c);
    builder.triangle(f, c, d); // f is at a
    builder.triangle(a, f, b);
    builder.triangle(a, a, a);
    builder.triangle(a, e, b); // in a row
    builder.line(a, f);
    builder.line(a, d);
    builder.line(d, f);
    const shape = builder.shape;
    assert.deepEqual([...faceAt(shape, 0)].sort(), [0, 1, 4]);
    assert.deepEqual([...faceAt(shape, 2)], [2]);
    near(areaOf(soupOf(shape, faceAt(shape, 0)).triangles), 1);
    assert.ok(asPlane(soupOf(shape, faceAt(shape, 0))));
    assert.equal(edgeAt(shape, 0).points.length, 1);
    assert.equal(edgeAt(shape, 1), edgeAt(shape, 2));
    for (const i of [0, 1, 2, 3, 4]) {
      finite(measureOne(faceFeature(shape, i)));
      finite(measureTwo(faceFeature(shape, i), vertex(0, 0, 2)));
      finite(measureTwo(faceFeature(shape, i), block(3, 3, 3)));
      finite(measureTwo(faceFeature(shape, i), edgeFeature(shape, 0)));
    }
    finite(measureOne(edgeFeature(shape, 0)));

    const fan = new Builder();
    const ends = [fan.vertex(new Vector3(), z), fan.vertex(new Vector3(0, 0, 1), z)] as const;
    for (let i = 0; i < 3; i++) fan.triangle(...ends, fan.vertex(round(1, i), z));
    assert.deepEqual([0, 1, 2].map((i) => faceAt(fan.shape, i).length), [1, 1, 1]);
  });

  it('that are large', () => {
    const shape = torus(500, 200);
    assert.equal(shape.triangles.length / 3, 200_000);
    const face = faceFeature(shape, 123);
    assert.equal(face.triangles.length / 9, 200_000);
    near(named(measureOne(face)).area!, 4 * Math.PI ** 2 * 0.05 * 0.02, 0.001);
    const found = measureTwo(face, faceFeature(shape, 0, new Matrix4().makeTranslation(0.2, 0, 0)));
    near(named(found).distance!, 0.06, 1e-3);
  });
});

describe('a formatted value', () => {
  const units: Units = { length: 'millimeter', angle: 'degree', digits: 2, locale: 'en' };
  const value = (value: number, unit: Value['unit'] = 'length'): Value => ({ name: 'x', value, unit });

  it('has its unit and all its digits', () => {
    assert.equal(formatted(value(0.0125), units), '12.50 mm');
    assert.equal(formatted(value(1.2345), units), '1234.50 mm');
    assert.equal(formatted(value(0.0254), { ...units, length: 'inch', digits: 3 }), '1.000 in');
    assert.equal(formatted(value(0.0006, 'area'), { ...units, length: 'centimeter' }), '6.00 cm²');
    assert.equal(formatted(value(Math.PI / 4, 'angle'), units), '45.00°');
    assert.equal(formatted(value(1, 'angle'), { ...units, angle: 'radian', digits: 0 }), '1 rad');
    assert.equal(formatted(value(0.3048), { ...units, length: 'foot' }), '1.00 ft');
    assert.equal(formatted(value(0.9144), { ...units, length: 'yard' }), '1.00 yd');
    assert.equal(formatted(value(2), { ...units, length: 'meter', digits: 1, locale: 'de' }), '2,0 m');
  });

  it('has no minus before zero', () => assert.equal(formatted(value(-1e-9), units), '0.00 mm'));
});
