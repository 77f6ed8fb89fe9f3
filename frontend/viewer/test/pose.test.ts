import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Box3, PerspectiveCamera, Vector3 } from 'three';
import { between, clipping, fitted, moved, poseOf, position, standardView, turned } from '../src/pose';

const close = (a: number, b: number): void => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);
const closeTo = (v: Vector3, x: number, y: number, z: number): void => assert.ok(v.distanceTo(new Vector3(x, y, z)) < 1e-3, `${v.toArray()}`);
const origin = new Vector3();

describe('a camera pose', () => {
  it('stands where Onshape stands for its named views', () => {
    const from = (name: string): Vector3 => position({ target: origin, distance: 1, ...standardView(name)! });
    closeTo(from('front'), 0, -1, 0);
    closeTo(from('right'), 1, 0, 0);
    closeTo(from('top'), 0, 0, 1);
    const third = Math.sqrt(1 / 3);
    closeTo(from('iso'), third, -third, third);
    assert.equal(standardView('constructor'), undefined);
  });

  it('is read back from a camera', () => {
    const pose = poseOf(new Vector3(1, 2, 3), new Vector3(0.5, 0, 1));
    closeTo(position(pose), 1, 2, 3);
  });

  it('fits every point into the view and touches its edge, whatever the aspect', () => {
    const box = new Box3(new Vector3(-0.01, 0, 0), new Vector3(0.3, 0.05, 0.02));
    const points = new Float32Array([-0.01, 0, 0, 0.3, 0.05, 0.02, 0.3, 0, 0, -0.01, 0.05, 0.02]);
    for (const aspect of [0.4, 1, 2.5]) {
      for (const name of ['iso', 'front', 'top', 'right']) {
        const camera = new PerspectiveCamera(30, aspect, 0.001, 10);
        camera.up.set(0, 0, 1);
        const pose = fitted(box, points, standardView(name)!, Math.PI / 6, aspect, 0.8);
        camera.position.copy(position(pose));
        camera.lookAt(pose.target);
        camera.updateMatrixWorld();
        let reach = 0;
        for (let i = 0; i < points.length; i += 3) {
          const { x, y } = new Vector3().fromArray(points, i).project(camera);
          reach = Math.max(reach, Math.abs(x), Math.abs(y));
        }
        assert.ok(Math.abs(reach - 0.8) < 0.002, `${name} at ${aspect}: ${reach}`);
      }
    }
  });

  it('does not turn over the poles', () => {
    const up = turned({ target: origin, azimuth: 0, elevation: 1.5, distance: 1 }, 0, 1);
    assert.ok(up.elevation < Math.PI / 2);
  });

  it('moves along the screen, in shares of its distance', () => {
    const pose = moved({ target: origin, distance: 2, ...standardView('front')! }, 0.5, 0.25);
    closeTo(pose.target, 1, 0, 0.5);
  });

  it('flies the shorter way round', () => {
    const from = { target: origin, azimuth: 3, elevation: 0, distance: 1 };
    const half = between(from, { ...from, azimuth: -3, distance: 4 }, 0.5);
    close(Math.abs(half.azimuth), Math.PI);
    close(half.distance, 2);
  });

  it('clips close around the model, also from inside', () => {
    const outside = clipping(new Vector3(10, 0, 0), origin, 1);
    assert.ok(outside.near > 8.9 && outside.near < 9 && outside.far > 11);
    const inside = clipping(new Vector3(0.1, 0, 0), origin, 1);
    assert.ok(inside.near > 0 && inside.far > 1.1);
  });
});
