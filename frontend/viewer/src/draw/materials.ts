import {
  AddEquation, Color, CustomBlending, DoubleSide, FrontSide, GLSL3, GreaterDepth, LessEqualDepth, OneFactor, RawShaderMaterial,
  Vector2, Vector3, Vector4,
} from 'three';
import type { Pieces } from './pieces';
import { CAP, CAP_VERTEX, INSIDE, LINE, PICK, SURFACE, VERTEX } from './shaders';

/** What all shaders share; one object, so that a change is seen by all. */
export class Uniforms {
  readonly looks = { value: null as Pieces['looks'] | null };
  readonly moves = { value: null as Pieces['moves'] | null };
  readonly exploded = { value: 0 };
  readonly wholeOpacity = { value: 1 };
  readonly planes = { value: [new Vector4(), new Vector4(), new Vector4()] };
  readonly cuts = { value: 0 };
  readonly eye = { value: new Vector3() };
  readonly ahead = { value: new Vector3(0, 1, 0) };
  readonly parallel = { value: false };
  readonly accent = { value: new Color(0x1a66d6) };
  /** Opaque: surfaces are of this colour, unlit. */
  readonly flatColor = { value: new Vector4(1, 1, 1, 0) };
  readonly ink = { value: new Vector4(0.08, 0.095, 0.115, 0.78) };
  readonly inkOnDark = { value: new Vector4(0.6, 0.64, 0.68, 0.65) };
  readonly onSurface = { value: true };

  use(pieces: Pieces | undefined): void {
    this.looks.value = pieces?.looks ?? null;
    this.moves.value = pieces?.moves ?? null;
  }
}

export type Kind = 'opaque' | 'clear' | 'lines' | 'farLines' | 'pick' | 'inside';

/** The materials of a stage, each in a form for instances and one for batches. `first` is set for each draw. */
export class Materials {
  readonly #made = new Map<string, RawShaderMaterial>();

  constructor(readonly shared: Uniforms) {}

  of(kind: Kind, instanced: boolean): RawShaderMaterial {
    const key = `${kind} ${instanced}`;
    const made = this.#made.get(key) ?? this.#make(kind, instanced);
    this.#made.set(key, made);
    return made;
  }

  dispose(): void {
    for (const material of this.#made.values()) material.dispose();
  }

  #make(kind: Kind, instanced: boolean): RawShaderMaterial {
    const lines = kind === 'lines' || kind === 'farLines';
    const defines: Record<string, string> = {};
    if (instanced) defines['INSTANCED'] = '';
    if (!lines) defines['SURFACE'] = '';
    if (kind === 'clear') defines['CLEAR'] = '';
    else if (kind !== 'opaque') defines['ALL'] = '';
    const material = new RawShaderMaterial({
      glslVersion: GLSL3,
      defines,
      vertexShader: VERTEX,
      fragmentShader: lines ? LINE : kind === 'pick' ? PICK : kind === 'inside' ? INSIDE : SURFACE,
      uniforms: {
        ...this.shared,
        first: { value: 0 },
        ...(kind === 'farLines' && { ink: { value: new Vector4(0.45, 0.48, 0.52, 0.4) } }),
        ...(kind === 'inside' && { plane: { value: new Vector4() }, side: { value: 1 } }),
      },
    });
    material.side = kind === 'clear' ? FrontSide : DoubleSide;
    material.transparent = lines || kind === 'clear';
    material.depthWrite = !(lines || kind === 'clear' || kind === 'inside');
    if (kind === 'farLines') material.depthFunc = GreaterDepth;
    else material.depthFunc = LessEqualDepth;
    if (!lines) {
      // Surfaces recede a little, so that edges drawn upon them win.
      material.polygonOffset = true;
      material.polygonOffsetFactor = 1;
      material.polygonOffsetUnits = 1;
    }
    if (kind === 'inside') {
      material.depthTest = false;
      material.transparent = true;
      material.blending = CustomBlending;
      material.blendEquation = AddEquation;
      material.blendSrc = OneFactor;
      material.blendDst = OneFactor;
      material.polygonOffset = false;
    }
    return material;
  }
}

/** The cut that a plane makes. */
export function capMaterial(shared: Uniforms, own: number): RawShaderMaterial {
  const material = new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader: CAP_VERTEX,
    fragmentShader: CAP,
    uniforms: {
      ...shared,
      inside: { value: null },
      size: { value: new Vector2() },
      own: { value: own },
      pitch: { value: 0.002 },
      across: { value: new Vector3() },
      along: { value: new Vector3() },
    },
  });
  material.side = DoubleSide;
  return material;
}
