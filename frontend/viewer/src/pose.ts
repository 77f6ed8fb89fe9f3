import { type Box3, Vector3 } from 'three';

/** Where the camera stands: around `target`, Z up. Angles in radians, lengths in metres. */
export interface Pose {
  target: Vector3;
  /** From +X towards +Y. */
  azimuth: number;
  /** Above the XY plane. */
  elevation: number;
  distance: number;
}

export type ViewName = 'front' | 'back' | 'left' | 'right' | 'top' | 'bottom' | 'iso';

type Direction = Pick<Pose, 'azimuth' | 'elevation'>;

/** Just short of the pole, where "up" would be undefined. */
const POLE = Math.PI / 2 - 1e-4;

/** Onshape's names: one looks at the front along +Y, at the right side along -X. */
const VIEWS: Readonly<Record<ViewName, Direction>> = {
  front: { azimuth: -Math.PI / 2, elevation: 0 },
  back: { azimuth: Math.PI / 2, elevation: 0 },
  right: { azimuth: 0, elevation: 0 },
  left: { azimuth: Math.PI, elevation: 0 },
  top: { azimuth: -Math.PI / 2, elevation: POLE },
  bottom: { azimuth: -Math.PI / 2, elevation: -POLE },
  iso: { azimuth: -Math.PI / 4, elevation: Math.atan(Math.SQRT1_2) },
};

/** The direction of a standard view; undefined for a name that is none. */
export function standardView(name: string): Direction | undefined {
  return Object.hasOwn(VIEWS, name) ? VIEWS[name as ViewName] : undefined;
}

/** From the target towards the camera, of length 1. */
export function outward({ azimuth, elevation }: Direction): Vector3 {
  const level = Math.cos(elevation);
  return new Vector3(level * Math.cos(azimuth), level * Math.sin(azimuth), Math.sin(elevation));
}

/** The camera's position. */
export function position(pose: Pose): Vector3 {
  return outward(pose).multiplyScalar(pose.distance).add(pose.target);
}

/** The screen's right and up, in the model's frame. */
export function screenAxes({ azimuth, elevation }: Direction): { right: Vector3; up: Vector3 } {
  const right = new Vector3(-Math.sin(azimuth), Math.cos(azimuth), 0);
  return { right, up: outward({ azimuth, elevation }).cross(right) };
}

/** The pose of a camera at `camera` that looks at `target`. */
export function poseOf(camera: Vector3, target: Vector3): Pose {
  const offset = camera.clone().sub(target);
  const distance = offset.length() || 1;
  return {
    target: target.clone(),
    azimuth: Math.atan2(offset.y, offset.x),
    elevation: Math.asin(Math.max(-1, Math.min(1, offset.z / distance))),
    distance,
  };
}

/** Turns by angles in radians; stops at the poles. */
export function turned(pose: Pose, azimuth: number, elevation: number): Pose {
  return {
    ...pose,
    azimuth: pose.azimuth + azimuth,
    elevation: Math.max(-POLE, Math.min(POLE, pose.elevation + elevation)),
  };
}

/** Moves camera and target by shares of the distance along the screen's axes. */
export function moved(pose: Pose, right: number, up: number): Pose {
  const axes = screenAxes(pose);
  const target = pose.target.clone()
    .addScaledVector(axes.right, right * pose.distance)
    .addScaledVector(axes.up, up * pose.distance);
  return { ...pose, target };
}

/**
 * Looks at the box' middle from the smallest distance that shows all points (three numbers each, in metres).
 * `fov`: vertical, radians; `room`: the share of the view they may take.
 */
export function fitted(box: Box3, points: Float32Array, direction: Direction, fov: number, aspect: number, room: number): Pose {
  const target = box.getCenter(new Vector3());
  const { right, up } = screenAxes(direction);
  const out = outward(direction);
  const tall = Math.tan(fov / 2) * room;
  const wide = tall * aspect;
  const v = new Vector3();
  let distance = 0;
  for (let i = 0; i < points.length; i += 3) {
    v.fromArray(points, i).sub(target);
    const near = v.dot(out);
    distance = Math.max(distance, near + Math.abs(v.dot(right)) / wide, near + Math.abs(v.dot(up)) / tall);
  }
  return { ...direction, target, distance: distance || 1 };
}

/** Clipping planes that hold a sphere and waste no depth precision. */
export function clipping(camera: Vector3, center: Vector3, radius: number): { near: number; far: number } {
  const distance = camera.distanceTo(center);
  const far = distance + 1.05 * radius;
  return { near: Math.max(distance - 1.05 * radius, far / 2000), far };
}

/** A pose between two, `share` from 0 to 1, turning the shorter way round. */
export function between(from: Pose, to: Pose, share: number): Pose {
  const turn = Math.PI - ((((Math.PI - (to.azimuth - from.azimuth)) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI));
  return {
    target: from.target.clone().lerp(to.target, share),
    azimuth: from.azimuth + turn * share,
    elevation: from.elevation + (to.elevation - from.elevation) * share,
    distance: from.distance * (to.distance / from.distance) ** share,
  };
}
