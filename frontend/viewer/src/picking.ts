import { Matrix4, Ray, RGBAFormat, Scene, UnsignedByteType, Vector2, Vector3, WebGLRenderTarget } from 'three';
import type { Piece } from './model/model';
import { Shapes } from './shapes';
import { isCorner } from './shape/edge';
import type { Shape } from './shape/shape';
import { type Stage, onCanvas, onScreen } from './stage';

/** How near, in CSS pixels, the pointer must be to an edge or a vertex. */
const NEAR_VERTEX = 9;
const NEAR_EDGE = 7;

/** How far beside the pointer a part may be, in CSS pixels. */
const BESIDE = 4;
const SIDE = 2 * BESIDE + 1;

/** A piece, and where on the canvas it was seen, in CSS pixels. */
export interface Spot {
  piece: number;
  x: number;
  y: number;
}

/** What is under the pointer. */
export interface Hit {
  piece: number;
  /** On the surface, in the model's space as it is drawn. */
  point: Vector3;
  shape: Shape;
  /** From the shape to the model's space as it is drawn. */
  matrix: Matrix4;
  triangle: number;
  /** The nearest drawn edge, if it is near enough: a number of the shape's lines. */
  segment: number | undefined;
  /** The nearest corner, if it is near enough. */
  vertex: Vector3 | undefined;
}

/** Finds what is under the pointer: the graphics card tells which piece, the processor where on it. */
export class Picker {
  readonly shapes = new Shapes();
  readonly #target = new WebGLRenderTarget(SIDE, SIDE, { format: RGBAFormat, type: UnsignedByteType });
  readonly #scene = new Scene();
  readonly #pixels = new Uint8Array(SIDE * SIDE * 4);
  #reading: Promise<unknown> = Promise.resolve();

  constructor(private readonly stage: Stage) {}

  /** The piece at a point of the canvas, in CSS pixels, or just beside it: outer edges have the model on one side only. */
  async spot(x: number, y: number): Promise<Spot | null> {
    const turn = this.#reading.then(() => this.#read(x, y));
    this.#reading = turn.catch(() => undefined);
    return turn;
  }

  /** What exactly is there. */
  async hit(x: number, y: number): Promise<Hit | null> {
    const spot = await this.spot(x, y);
    return spot && this.hitOn(spot, x, y);
  }

  /** The same where the piece is known. */
  hitOn({ piece: number, ...seen }: Spot, x: number, y: number): Hit | null {
    const piece = this.stage.model?.pieces[number];
    const placed = piece && this.shapes.of(piece);
    if (!piece || !placed) return null;
    const matrix = new Matrix4().makeTranslation(this.moved(piece, number)).multiply(placed.matrix);
    const ray = this.ray(seen.x, seen.y);
    const found = cast(placed.shape, ray.clone().applyMatrix4(matrix.clone().invert()), (local) => {
      const world = local.clone().applyMatrix4(matrix);
      return !this.stage.section.cuts.some(({ normal, offset }) => world.dot(normal) > offset + 1e-9);
    });
    if (!found) return null;
    const point = found.point.applyMatrix4(matrix);
    return { piece: number, point, shape: placed.shape, matrix, triangle: found.triangle, ...this.#near(placed.shape, matrix, new Vector2(x, y), point) };
  }

  /** How far an exploded view has moved a piece. */
  moved(_piece: Piece, number: number): Vector3 {
    const data = this.stage.pieces?.moves.image.data as Float32Array | undefined;
    const by = data ? new Vector3().fromArray(data, number * 4) : new Vector3();
    return by.multiplyScalar(this.stage.shared.exploded.value);
  }

  /** From the eye through a point of the canvas. */
  ray(x: number, y: number): Ray {
    const { camera, canvas } = this.stage;
    const at = onScreen(canvas, x, y);
    const near = new Vector3(at.x, at.y, -1).unproject(camera);
    const far = new Vector3(at.x, at.y, 1).unproject(camera);
    return new Ray(near, far.sub(near).normalize());
  }

  release(): void {
    this.#target.dispose();
  }

  dispose(): void {
    this.release();
    this.shapes.clear();
  }

  async #read(x: number, y: number): Promise<Spot | null> {
    const { stage } = this;
    const { camera, canvas, renderer } = stage;
    if (!stage.model || canvas.clientWidth === 0 || renderer.getContext().isContextLost()) return null;
    stage.aim();
    camera.setViewOffset(canvas.clientWidth, canvas.clientHeight, Math.floor(x) - BESIDE, Math.floor(y) - BESIDE, SIDE, SIDE);
    camera.updateProjectionMatrix();
    const pick = stage.layers.of('pick');
    this.#scene.add(pick);
    renderer.setRenderTarget(this.#target);
    renderer.clear();
    renderer.render(this.#scene, camera);
    renderer.setRenderTarget(null);
    pick.removeFromParent();
    camera.clearViewOffset();
    stage.aim();
    await renderer.readRenderTargetPixelsAsync(this.#target, 0, 0, SIDE, SIDE, this.#pixels);
    let best: Spot | null = null;
    let nearest = Infinity;
    for (let i = 0; i < SIDE * SIDE; i++) {
      const code = this.#pixels[i * 4]! + this.#pixels[i * 4 + 1]! * 256 + this.#pixels[i * 4 + 2]! * 65536;
      // Rows come from the bottom up.
      const [right, down] = [(i % SIDE) - BESIDE, BESIDE - Math.floor(i / SIDE)];
      const away = Math.hypot(right, down);
      if (code === 0 || away >= nearest) continue;
      nearest = away;
      best = { piece: code - 1, x: away === 0 ? x : Math.floor(x) + right + 0.5, y: away === 0 ? y : Math.floor(y) + down + 0.5 };
    }
    return best;
  }

  #near(shape: Shape, matrix: Matrix4, at: Vector2, point: Vector3): Pick<Hit, 'segment' | 'vertex'> {
    const { camera } = this.stage;
    const width = this.stage.canvas.clientWidth;
    const perPixel = (2 * Math.tan((camera.fov * Math.PI) / 360) * (camera.parallel ? camera.reach : point.distanceTo(camera.position)) * camera.aspect) / width;
    const reach = NEAR_VERTEX * perPixel * 1.5;
    const inverse = matrix.clone().invert();
    const local = point.clone().applyMatrix4(inverse);
    const scale = inverse.getMaxScaleOnAxis();
    const [a, b] = [new Vector3(), new Vector3()];
    let [nearest, segment]: [number, number | undefined] = [NEAR_EDGE, undefined];
    let [nearestVertex, vertex]: [number, Vector3 | undefined] = [NEAR_VERTEX, undefined];
    for (let number = 0; number * 2 < shape.lines.length; number++) {
      a.fromArray(shape.positions, shape.lines[number * 2]! * 3);
      b.fromArray(shape.positions, shape.lines[number * 2 + 1]! * 3);
      if (distanceToSegment(local, a, b) > reach * scale) continue;
      const [from, to] = [onCanvas(this.stage, a.applyMatrix4(matrix)), onCanvas(this.stage, b.applyMatrix4(matrix))];
      const away = distanceToSegment2(at, from, to);
      if (away < nearest) [nearest, segment] = [away, number];
      for (const [end, place, corner] of [[from, a, number * 2], [to, b, number * 2 + 1]] as const) {
        const distance = end.distanceTo(at);
        if (distance < nearestVertex && isCorner(shape, shape.lines[corner]!)) [nearestVertex, vertex] = [distance, place.clone()];
      }
    }
    return { segment, vertex };
  }
}

/** The first triangle of a shape that a ray meets where `counts`. */
function cast(shape: Shape, ray: Ray, counts: (point: Vector3) => boolean): { point: Vector3; triangle: number } | null {
  const [a, b, c, at] = [new Vector3(), new Vector3(), new Vector3(), new Vector3()];
  let best: { point: Vector3; triangle: number } | null = null;
  let nearest = Infinity;
  for (let triangle = 0; triangle * 3 < shape.triangles.length; triangle++) {
    a.fromArray(shape.positions, shape.triangles[triangle * 3]! * 3);
    b.fromArray(shape.positions, shape.triangles[triangle * 3 + 1]! * 3);
    c.fromArray(shape.positions, shape.triangles[triangle * 3 + 2]! * 3);
    if (!ray.intersectTriangle(a, b, c, false, at)) continue;
    const distance = at.distanceToSquared(ray.origin);
    if (distance >= nearest || !counts(at)) continue;
    nearest = distance;
    best = { point: at.clone(), triangle };
  }
  return best;
}

const [along, toPoint] = [new Vector3(), new Vector3()];

function distanceToSegment(point: Vector3, from: Vector3, to: Vector3): number {
  along.subVectors(to, from);
  toPoint.subVectors(point, from);
  const share = Math.min(1, Math.max(0, toPoint.dot(along) / (along.lengthSq() || 1)));
  return toPoint.addScaledVector(along, -share).length();
}

function distanceToSegment2(point: Vector2, from: Vector2, to: Vector2): number {
  const line = to.clone().sub(from);
  const share = Math.min(1, Math.max(0, point.clone().sub(from).dot(line) / (line.lengthSq() || 1)));
  return from.clone().addScaledVector(line, share).distanceTo(point);
}
