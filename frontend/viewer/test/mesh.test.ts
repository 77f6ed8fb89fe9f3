import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type BufferGeometry, Vector3 } from 'three';
import { creases } from '../src/creases';
import { withNormals } from '../src/normals';
import { weld } from '../src/weld';
import { cube, cylinder, plate } from './shapes';

function edgesOf(geometry: BufferGeometry): number {
  const work = creases(geometry, Math.PI / 6);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value.length / 6;
  }
}

describe('edges', () => {
  it('a cube has twelve, though its faces share no vertices', () => assert.equal(edgesOf(cube()), 12));

  it('a cylinder has its two rims and no lines along it', () => assert.equal(edgesOf(cylinder()), 2 * 96));

  it('a tiny part has as many as a large one', () => {
    assert.equal(edgesOf(plate(0.001)), edgesOf(plate(1)));
  });
});

describe('welding', () => {
  it('makes one vertex of those at one place', () => assert.equal(weld(cube()).points.length / 3, 8));
});

describe('missing normals', () => {
  it('are round on a cylinder’s wall and straight on its ends', () => {
    const bare = cylinder();
    bare.deleteAttribute('normal');
    const full = withNormals(bare);
    const [at, normal] = [new Vector3(), new Vector3()];
    for (let i = 0; i < full.getAttribute('position').count; i++) {
      at.fromBufferAttribute(full.getAttribute('position'), i);
      normal.fromBufferAttribute(full.getAttribute('normal'), i);
      const radial = new Vector3(at.x, at.y, 0).normalize();
      const onEnd = Math.abs(normal.z) > 0.99;
      assert.ok(onEnd || normal.dot(radial) > 0.999, `${normal.toArray()}`);
    }
  });
});
