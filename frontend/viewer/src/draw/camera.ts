import { PerspectiveCamera } from 'three';

/** Degrees, from the top of the view to its bottom. */
const FIELD_OF_VIEW = 30;

/**
 * A camera with and without perspective. To the controls it is always one with: without, it shows what lies at the
 * distance of its target in the same size.
 */
export class ViewCamera extends PerspectiveCamera {
  parallel = false;
  /** From the camera to its target, in metres. */
  reach = 1;

  constructor() {
    super(FIELD_OF_VIEW, 1, 0.01, 10);
    this.up.set(0, 0, 1);
  }

  override updateProjectionMatrix(): void {
    if (!this.parallel) return super.updateProjectionMatrix();
    const height = 2 * this.reach * Math.tan((this.fov * Math.PI) / 360);
    let [tall, wide] = [height, height * this.aspect];
    let [left, top] = [-wide / 2, tall / 2];
    if (this.view?.enabled) {
      left += (this.view.offsetX * wide) / this.view.fullWidth;
      top -= (this.view.offsetY * tall) / this.view.fullHeight;
      wide *= this.view.width / this.view.fullWidth;
      tall *= this.view.height / this.view.fullHeight;
    }
    this.projectionMatrix.makeOrthographic(left, left + wide, top, top - tall, this.near, this.far, this.coordinateSystem);
    this.projectionMatrixInverse.copy(this.projectionMatrix).invert();
  }
}
