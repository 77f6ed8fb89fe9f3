import {
  BufferAttribute, BufferGeometry, InstancedBufferAttribute, InstancedBufferGeometry, LineSegments, Mesh, Object3D,
  type RawShaderMaterial,
} from 'three';
import type { Draw, Level } from '../model/model';
import type { Kind, Materials } from './materials';

const SURFACES = ['opaque', 'clear', 'pick', 'inside'] as const satisfies Kind[];
const LINES = ['lines', 'farLines'] as const satisfies Kind[];
const ORDER: Readonly<Record<Kind, number>> = { opaque: 0, inside: 0, pick: 0, lines: 1, clear: 2, farLines: 3 };

/** One level on the graphics card. */
interface Loaded {
  level: Level;
  surface: BufferGeometry;
  lines: BufferGeometry;
}

/** A draw on the graphics card: its levels, of which one is drawn, once for each way in which models are drawn. */
export class Drawn {
  readonly objects = new Map<Kind, Mesh | LineSegments>();
  /** The coarsest first, as they came. */
  readonly #loaded: Loaded[] = [];
  #used: Loaded | undefined;

  constructor(readonly draw: Draw, private readonly materials: Materials) {}

  /** Another level is here, finer than those before. */
  load(level: Level): void {
    if (!level.geometry) return;
    const { positions, positionStride, normals, triangles, lines } = level.geometry;
    const make = (): BufferGeometry => (this.draw.places ? new InstancedBufferGeometry() : new BufferGeometry());
    const shared: [string, BufferAttribute][] = [['position', new BufferAttribute(positions, positionStride)]];
    const { places } = this.draw;
    if (places) {
      shared.push(['placeTranslation', new InstancedBufferAttribute(places.translations, 3)]);
      shared.push(['placeRotation', new InstancedBufferAttribute(places.rotations, 4)]);
      shared.push(['placeScale', new InstancedBufferAttribute(places.scales, 3)]);
    } else {
      shared.push(['piece', new BufferAttribute(piecesOf(level, positions.length / positionStride), 1)]);
    }
    const made: Loaded = { level, surface: make(), lines: make() };
    for (const geometry of [made.surface, made.lines]) {
      for (const [name, attribute] of shared) geometry.setAttribute(name, attribute);
      if (geometry instanceof InstancedBufferGeometry) geometry.instanceCount = this.draw.count;
    }
    made.surface.setAttribute('normal', new BufferAttribute(normals, 4, true));
    made.surface.setIndex(new BufferAttribute(triangles, 1));
    made.lines.setIndex(new BufferAttribute(lines, 1));
    this.#loaded.push(made);
    this.draw.current = level;
    if (this.objects.size === 0) {
      for (const kind of SURFACES) this.#put(kind, new Mesh(made.surface));
      for (const kind of LINES) this.#put(kind, new LineSegments(made.lines));
    }
    this.#use(made);
  }

  /** Draws the coarsest level that is off by no more than this, in metres, or the finest that is here. */
  within(error: number): void {
    const enough = this.#loaded.find(({ level }) => level.error <= error) ?? this.#loaded.at(-1);
    if (enough) this.#use(enough);
  }

  /** Frees what the graphics card holds; what is drawn again is uploaded again. */
  release(): void {
    for (const { surface, lines } of this.#loaded) {
      surface.dispose();
      lines.dispose();
    }
  }

  dispose(): void {
    this.release();
    this.#loaded.length = 0;
    this.#used = undefined;
    this.draw.current = undefined;
    for (const level of this.draw.levels) level.geometry = undefined;
  }

  #use(loaded: Loaded): void {
    if (this.#used === loaded) return;
    this.#used = loaded;
    for (const kind of SURFACES) this.objects.get(kind)!.geometry = loaded.surface;
    for (const kind of LINES) this.objects.get(kind)!.geometry = loaded.lines;
  }

  #put(kind: Kind, object: Mesh | LineSegments): void {
    object.material = this.materials.of(kind, this.draw.places !== undefined);
    object.frustumCulled = false;
    object.renderOrder = ORDER[kind];
    object.matrixAutoUpdate = false;
    if (!this.draw.places) {
      object.position.copy(this.draw.origin);
      object.scale.setScalar(this.draw.step);
    }
    object.updateMatrix();
    object.onBeforeRender = (_renderer, _scene, _camera, _geometry, material) => {
      const { uniforms } = material as RawShaderMaterial;
      if (uniforms['first']) uniforms['first'].value = this.draw.first;
      (material as RawShaderMaterial).uniformsNeedUpdate = true;
    };
    this.objects.set(kind, object);
  }
}

/** The place of each vertex's piece among the draw's. */
function piecesOf({ shares }: Level, vertices: number): Float32Array {
  const pieces = new Float32Array(vertices);
  let from = 0;
  shares.forEach(([count], piece) => {
    pieces.fill(piece, from, from + count);
    from += count;
  });
  return pieces;
}

/** Groups of objects, one for each way of drawing. */
export class Layers {
  readonly groups = new Map<Kind, Object3D>();

  constructor() {
    for (const kind of [...SURFACES, ...LINES]) this.groups.set(kind, new Object3D());
  }

  add(drawn: Drawn): void {
    for (const [kind, object] of drawn.objects) if (!object.parent) this.groups.get(kind)?.add(object);
  }

  clear(): void {
    for (const group of this.groups.values()) group.clear();
  }

  of(kind: Kind): Object3D {
    return this.groups.get(kind) ?? new Object3D();
  }
}
