import { HalfFloatType, Mesh, type Object3D, PlaneGeometry, Quaternion, RGBAFormat, type RawShaderMaterial, Scene, type Sphere, Vector2, Vector3, Vector4, WebGLRenderTarget, type WebGLRenderer } from 'three';
import type { ViewCamera } from './camera';
import { type Materials, type Uniforms, capMaterial } from './materials';

/** A section plane: what lies on the side that its normal points to is cut away. */
export interface Cut {
  /** Of length 1. */
  normal: Vector3;
  /** Along the normal, from the origin, in metres. */
  offset: number;
}

export const MOST_CUTS = 3;
const AXES = [new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1)] as const;
const HATCHES_ACROSS_MODEL = 90;

/** Cuts the model open and closes it again where it is solid. */
export class Section {
  readonly caps: Mesh[] = [];
  readonly #targets: WebGLRenderTarget[] = [];
  readonly #scene = new Scene();
  #cuts: readonly Cut[] = [];

  constructor(private readonly shared: Uniforms, private readonly materials: Materials) {
    for (let own = 0; own < MOST_CUTS; own++) {
      const cap = new Mesh(new PlaneGeometry(1, 1), capMaterial(shared, own));
      cap.frustumCulled = false;
      cap.visible = false;
      this.caps.push(cap);
    }
  }

  get cuts(): readonly Cut[] {
    return this.#cuts;
  }

  set cuts(cuts: readonly Cut[]) {
    this.#cuts = cuts.slice(0, MOST_CUTS);
    this.shared.cuts.value = this.#cuts.length;
    this.#cuts.forEach(({ normal, offset }, i) => this.shared.planes.value[i]?.set(normal.x, normal.y, normal.z, offset));
  }

  /** Whether what is cut is seen to be full. */
  set filled(filled: boolean) {
    this.caps.forEach((cap, i) => (cap.visible = filled && i < this.#cuts.length));
  }

  /** Finds, for each plane, which part is cut at each pixel. Before the frame itself is drawn. */
  prepare(renderer: WebGLRenderer, camera: ViewCamera, inside: Object3D, sphere: Sphere): void {
    if (this.#cuts.length === 0) return;
    const size = renderer.getDrawingBufferSize(new Vector2());
    const target = renderer.getRenderTarget();
    this.#scene.add(inside);
    this.#cuts.forEach((cut, i) => {
      this.#place(i, cut, sphere, size);
      const plane = new Vector4(cut.normal.x, cut.normal.y, cut.normal.z, cut.offset);
      const ahead = this.shared.parallel.value ? -this.shared.ahead.value.dot(cut.normal) : camera.position.dot(cut.normal) - cut.offset;
      for (const instanced of [false, true]) {
        const { uniforms } = this.materials.of('inside', instanced);
        (uniforms['plane']!.value as Vector4).copy(plane);
        uniforms['side']!.value = ahead >= 0 ? 1 : -1;
      }
      renderer.setRenderTarget(this.#target(i, size));
      renderer.clear();
      renderer.render(this.#scene, camera);
    });
    renderer.setRenderTarget(target);
    inside.removeFromParent();
  }

  /** Frees what the graphics card holds. */
  release(): void {
    for (const target of this.#targets.splice(0)) target.dispose();
    for (const cap of this.caps) cap.geometry.dispose();
  }

  dispose(): void {
    this.release();
    for (const cap of this.caps) (cap.material as RawShaderMaterial).dispose();
  }

  #target(i: number, { x, y }: Vector2): WebGLRenderTarget {
    let target = this.#targets[i];
    if (!target) {
      target = new WebGLRenderTarget(x, y, { format: RGBAFormat, type: HalfFloatType, depthBuffer: false });
      this.#targets[i] = target;
    }
    if (target.width !== x || target.height !== y) target.setSize(x, y);
    return target;
  }

  /** Lays a cap over the model's extent. */
  #place(i: number, { normal, offset }: Cut, sphere: Sphere, size: Vector2): void {
    const cap = this.caps[i];
    if (!cap) return;
    const center = sphere.center.clone().addScaledVector(normal, offset - sphere.center.dot(normal));
    cap.position.copy(center);
    cap.quaternion.copy(new Quaternion().setFromUnitVectors(AXES[2], normal));
    cap.scale.setScalar(sphere.radius * 4);
    cap.updateMatrixWorld(true);
    const { uniforms } = cap.material as RawShaderMaterial;
    uniforms['inside']!.value = this.#target(i, size).texture;
    (uniforms['size']!.value as Vector2).copy(size);
    uniforms['pitch']!.value = (sphere.radius * 2) / HATCHES_ACROSS_MODEL;
    const other = Math.abs(normal.x) < 0.9 ? AXES[0] : AXES[1];
    (uniforms['across']!.value as Vector3).crossVectors(other, normal).normalize();
    (uniforms['along']!.value as Vector3).crossVectors(normal, uniforms['across']!.value as Vector3);
  }
}
